/* Log callbacks. Prints each record in a line: its level, operation, message and fields.
 *
 *     log records|levels|recursion|slow|self|threads|fork BASE_URL API_KEY
 */
#include "expect.h"
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void print_record(const sga_log_record *record, void *user_data) {
    int *count = user_data;
    EXPECT(strcmp(record->target, "sendgrid_accounts") == 0);
    EXPECT((record->field_count == 0) == (record->fields == NULL));
    printf("%s %s %s", sga_log_level_name((int)record->level),
           record->operation ? record->operation : "-", record->message);
    for (size_t index = 0; index < record->field_count; index++)
        printf(" %s=%s", record->fields[index]->name, record->fields[index]->value);
    printf("\n");
    ++*count;
}

static void set(sga_log_callback callback, void *user_data, int level) {
    sga_error *error = NULL;
    EXPECT_OK(sga_set_log_callback(callback, user_data, level, &error), error);
}

static sga_status get_email(sga_client *client) {
    sga_email *email = NULL;
    sga_status status = sga_user_get_email(client, &email, NULL);
    EXPECT(sga_email_free(email) == SGA_OK);
    return status;
}

static void submit_and_wait(sga_client *client) {
    sga_queue *queue = NULL;
    sga_completion *completion = NULL;
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    EXPECT(sga_submit_user_get_credits(queue, client, 7, NULL) == SGA_OK);
    EXPECT(sga_queue_next(queue, -1, &completion, NULL) == SGA_OK);
    EXPECT(completion->status == SGA_OK && completion->reconciled == NULL);
    EXPECT(sga_completion_free(completion) == SGA_OK && sga_queue_free(queue) == SGA_OK);
}

/* All records of a call, and no other, are there when the callback is removed. */
static void records(sga_client *client) {
    int count = 0;
    EXPECT(get_email(client) == SGA_OK);
    set(print_record, &count, SGA_LOG_DEBUG);
    EXPECT(get_email(client) == SGA_OK);
    submit_and_wait(client);
    EXPECT(get_email(client) == SGA_ERR_NOT_FOUND);
    set(NULL, NULL, 0);
    EXPECT(get_email(client) == SGA_OK);
    EXPECT(count > 0);
}

static void levels(sga_client *client, const char *url) {
    int count = 0;
    sga_error *error = NULL;
    for (int level = -1; level <= 4; level += 5) {
        EXPECT(sga_set_log_callback(print_record, &count, level, &error) == SGA_ERR_ENUM);
        EXPECT(strcmp(error->field, "max_level") == 0 && sga_error_free(error) == SGA_OK);
    }
    set(print_record, &count, SGA_LOG_ERROR);
    EXPECT(get_email(client) == SGA_OK);
    set(print_record, &count, SGA_LOG_WARN);
    EXPECT(sga_client_free(new_client(url, "unusual-key")) == SGA_OK);
    EXPECT(get_email(client) == SGA_OK);
    set(print_record, &count, SGA_LOG_INFO);
    EXPECT(get_email(client) == SGA_OK);
    set(NULL, NULL, SGA_LOG_DEBUG);
    EXPECT(count == 2);
}

struct calls {
    sga_client *client;
    int count;
};

static void call_again(const sga_log_record *record, void *user_data) {
    struct calls *calls = user_data;
    print_record(record, &calls->count);
    EXPECT(get_email(calls->client) == SGA_OK);
    submit_and_wait(calls->client);
}

static void recursion(sga_client *client) {
    struct calls calls = {client, 0};
    set(call_again, &calls, SGA_LOG_DEBUG);
    EXPECT(get_email(client) == SGA_OK);
    set(NULL, NULL, 0);
    EXPECT(calls.count == 2);
}

static pthread_mutex_t held = PTHREAD_MUTEX_INITIALIZER;

static void wait_for_lock(const sga_log_record *record, void *user_data) {
    uint64_t *lost = user_data;
    pthread_mutex_lock(&held);
    pthread_mutex_unlock(&held);
    if (strcmp(record->message, "log records lost") == 0) {
        EXPECT(record->level == SGA_LOG_WARN && record->operation == NULL);
        EXPECT(strcmp(record->fields[0]->name, "count") == 0);
        *lost += strtoull(record->fields[0]->value, NULL, 10);
    } else {
        lost[1]++;
    }
}

/* Calls do not wait for a callback, and no record is lost silently. */
static void slow(sga_client *client) {
    enum { CALLS = 700 };
    uint64_t seen[2] = {0};
    pthread_mutex_lock(&held);
    set(wait_for_lock, seen, SGA_LOG_DEBUG);
    for (int call = 0; call < CALLS; call++)
        EXPECT(get_email(client) == SGA_OK);
    pthread_mutex_unlock(&held);
    set(NULL, NULL, 0);
    printf("%d %d\n", (int)seen[0], (int)seen[1]);
    EXPECT(seen[0] > 0 && seen[0] + seen[1] == 2 * CALLS && seen[1] <= 1026);
}

static int ended = 0;

static void remove_itself(const sga_log_record *record, void *user_data) {
    int *count = user_data;
    set(NULL, NULL, 0);
    EXPECT(++*count == 1 && strcmp(record->message, "request") == 0);
    __atomic_store_n(&ended, 1, __ATOMIC_RELEASE);
}

static void self(sga_client *client) {
    int *count = calloc(1, sizeof *count);
    set(remove_itself, count, SGA_LOG_DEBUG);
    EXPECT(get_email(client) == SGA_OK);
    while (!__atomic_load_n(&ended, __ATOMIC_ACQUIRE))
        sleep_ms(1);
    EXPECT(*count == 1);
    free(count);
    EXPECT(get_email(client) == SGA_OK);
}

static void count_record(const sga_log_record *record, void *user_data) {
    uint64_t *count = user_data;
    EXPECT(*count < UINT32_MAX && record->message[0] != '\0');
    ++*count;
}

static bool stop = false;

static void *make_calls(void *client) {
    while (!__atomic_load_n(&stop, __ATOMIC_RELAXED))
        EXPECT(get_email(client) == SGA_OK);
    return NULL;
}

static void *replace_callbacks(void *seen) {
    for (int round = 0; round < 50; round++) {
        uint64_t *count = calloc(1, sizeof *count);
        set(count_record, count, round % 2 ? SGA_LOG_DEBUG : SGA_LOG_INFO);
        wait_a_while(2);
        /* Another thread may have replaced it: then this ends the other one. */
        set(NULL, NULL, 0);
        *(uint64_t *)seen += *count;
        *count = UINT64_MAX;
        free(count);
    }
    return NULL;
}

/* user_data is freed as soon as the callback is removed, while calls run. */
static void threads(sga_client *client) {
    enum { CALLERS = 4 };
    uint64_t seen = 0;
    pthread_t callers[CALLERS];
    for (int caller = 0; caller < CALLERS; caller++)
        EXPECT(pthread_create(&callers[caller], NULL, make_calls, client) == 0);
    replace_callbacks(&seen);
    __atomic_store_n(&stop, true, __ATOMIC_RELAXED);
    for (int caller = 0; caller < CALLERS; caller++)
        EXPECT(pthread_join(callers[caller], NULL) == 0);
    EXPECT(seen > 0);
}

static void in_child(sga_client *client) {
    int count = 0;
    set(print_record, &count, SGA_LOG_DEBUG);
    EXPECT(get_email(client) == SGA_OK);
    /* Waits for the records so far. */
    set(print_record, &count, SGA_LOG_DEBUG);
    fflush(stdout);
    pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
        EXPECT(get_email(client) == SGA_OK);
        set(NULL, NULL, 0);
        printf("child\n");
        fflush(stdout);
        _exit(count == 4 ? 0 : 1);
    }
    int status = 0;
    EXPECT(waitpid(child, &status, 0) == child && status == 0);
    set(NULL, NULL, 0);
}

int main(int count, char **arguments) {
    EXPECT(count == 4);
    const char *what = arguments[1];
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.backoff_ms = 1;
    sga_client *client = new_client_with(options, arguments[2], arguments[3]);
    if (strcmp(what, "records") == 0)
        records(client);
    else if (strcmp(what, "levels") == 0)
        levels(client, arguments[2]);
    else if (strcmp(what, "recursion") == 0)
        recursion(client);
    else if (strcmp(what, "slow") == 0)
        slow(client);
    else if (strcmp(what, "self") == 0)
        self(client);
    else if (strcmp(what, "threads") == 0)
        threads(client);
    else
        in_child(client);
    EXPECT(sga_client_free(client) == SGA_OK);
}
