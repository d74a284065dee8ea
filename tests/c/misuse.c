/* Runs the generated misuses in rounds:
 *
 *     misuse COUNTING_URL URL KEY [leak]
 *
 * No request may reach the first server. With `leak` errors are kept, which the program must tell.
 */
#include "misuse.h"

#include "expect.h"
#include <arpa/inet.h>
#include <malloc.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROUNDS = 3, MOST_ROUNDS = 9, MOST_TEXTS = 64, REGIONS = 4, MOST_ERRORS = 20000 };

char untouched_place;
struct objects good;
struct objects stale;
int is_panicking;

static int is_leaking;
static int failures;
static int calls;
static sga_error *kept[MOST_ERRORS];
static size_t kept_count;

/* Memory whose last byte is the last that can be read. */
static char *edge(size_t size) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t readable = (size + page - 1) / page * page;
    char *memory =
        mmap(NULL, readable + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    EXPECT(memory != MAP_FAILED);
    EXPECT(mprotect(memory + readable, page, PROT_NONE) == 0);
    return memory + readable - size;
}

char *edge_text(const char *text) {
    static char *texts[MOST_TEXTS];
    size_t index = 0;
    while (index < MOST_TEXTS && texts[index] != NULL) {
        if (strcmp(texts[index], text) == 0) return texts[index];
        index++;
    }
    EXPECT(index < MOST_TEXTS);
    texts[index] = edge(strlen(text) + 1);
    return strcpy(texts[index], text);
}

void *edge_copy(const void *bytes, size_t size) {
    static char *ends[REGIONS];
    static size_t turn;
    size_t index = turn++ % REGIONS;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    EXPECT(size <= page);
    if (ends[index] == NULL) ends[index] = edge(page) + page;
    return memcpy(ends[index] - size, bytes, size);
}

static void failed(const char *what, sga_status status, sga_status expected) {
    printf("%s: %s where %s is expected\n", what, sga_status_name(status),
           sga_status_name(expected));
    failures++;
}

static int is_one_of(const char *field, const char *fields) {
    size_t length = strlen(field);
    for (const char *at = fields; (at = strstr(at, field)) != NULL; at++) {
        int begins = at == fields || at[-1] == '|';
        if (begins && (at[length] == '|' || at[length] == '\0')) return 1;
    }
    return 0;
}

void ended(const char *what, sga_status status, sga_status expected, const char *fields,
           sga_error *error, int is_untouched) {
    calls++;
    if (is_panicking) {
        expected = SGA_ERR_INTERNAL;
        fields = NULL;
    }
    if (status != expected || !is_untouched) failed(what, status, expected);
    if (error == NULL) return;
    if (error->status != status || error->message == NULL || error->attempts != 0) {
        failed(what, error->status, status);
    }
    if (fields != NULL && (error->field == NULL || !is_one_of(error->field, fields))) {
        printf("%s: names %s\n", what, error->field == NULL ? "nothing" : error->field);
        failures++;
    }
    if (is_panicking || is_leaking) {
        EXPECT(kept_count < MOST_ERRORS);
        kept[kept_count++] = error;
        return;
    }
    answered(what, sga_error_free(error), SGA_OK);
}

void answered(const char *what, sga_status status, sga_status expected) {
    calls++;
    if (is_panicking) expected = SGA_ERR_INTERNAL;
    if (status != expected) failed(what, status, expected);
}

void take_closed(const char *what) {
    sga_completion *completion = NULL;
    if (is_panicking) return;
    answered(what, sga_queue_next(good.queue, 5000, &completion, NULL), SGA_OK);
    EXPECT(completion != NULL);
    answered(what, completion->status, SGA_ERR_CLOSED);
    answered(what, sga_completion_free(completion), SGA_OK);
}

/* Takes one request and answers nothing. */
static void *lose_one(void *listener) {
    char request[4096];
    int stream = accept(*(int *)listener, NULL, NULL);
    EXPECT(read(stream, request, sizeof request) > 0);
    close(stream);
    close(*(int *)listener);
    return NULL;
}

static sga_error *lost_error(const char *key) {
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT(bind(listener, (struct sockaddr *)&address, size) == 0 && listen(listener, 1) == 0);
    EXPECT(getsockname(listener, (struct sockaddr *)&address, &size) == 0);
    pthread_t server;
    EXPECT(pthread_create(&server, NULL, lose_one, &listener) == 0);
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%d", ntohs(address.sin_port));
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.max_retries = SGA_NONE;
    sga_client *client = client_with(options, url, key);
    sga_email *email = NULL;
    sga_error *error = NULL;
    EXPECT(sga_user_update_email(client, "lost@example.com", &email, &error) ==
           SGA_ERR_OUTCOME_UNKNOWN);
    EXPECT(pthread_join(server, NULL) == 0 && error->change != NULL);
    EXPECT(sga_client_free(client) == SGA_OK);
    return error;
}

struct objects make_objects(const char *url, const char *key, const char *counting_url) {
    struct objects made = {0};
    sga_reseller reseller = SGA_RESELLER_INIT;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    if (is_panicking) return made;
    reseller.api_key = key;
    reseller.auth = SGA_AUTH_API_KEY;
    options.reseller = &reseller;
    made.client = client_with(options, url, key);
    EXPECT(sga_user_get_account(made.client, &made.account, NULL) == SGA_OK);
    EXPECT(sga_user_get_credits(made.client, &made.credits, NULL) == SGA_OK);
    EXPECT(sga_user_get_email(made.client, &made.email, NULL) == SGA_OK);
    EXPECT(sga_user_get_profile(made.client, &made.profile, NULL) == SGA_OK);
    EXPECT(sga_user_get_username(made.client, &made.username, NULL) == SGA_OK);
    EXPECT(sga_queue_new(&made.queue, NULL) == SGA_OK);
    EXPECT(sga_shared_rate_limiter_new(&made.shared_rate_limiter, NULL) == SGA_OK);
    EXPECT(sga_submit_user_get_email(made.queue, made.client, 1, NULL) == SGA_OK);
    EXPECT(sga_queue_next(made.queue, -1, &made.completion, NULL) == SGA_OK);
    EXPECT(sga_customers_list(made.client, NULL, &made.list, NULL) == SGA_OK);
    EXPECT(sga_client_free(made.client) == SGA_OK);
    made.client = client_with(options, counting_url, key);
    made.closed = client_with(options, counting_url, key);
    EXPECT(sga_client_close(made.closed) == SGA_OK);
    EXPECT(sga_user_get_email(NULL, NULL, &made.error) == SGA_ERR_NULL);
    EXPECT(sga_client_rate_limits(made.client, &made.limits, NULL) == SGA_OK);
    made.lost = lost_error(key);
    made.change = made.lost->change;
    EXPECT(sga_change_reconcile(made.change, &made.reconciled, NULL) == SGA_OK);
    return made;
}

void free_objects(struct objects objects) {
    answered("client", sga_client_free(objects.client), SGA_OK);
    answered("closed", sga_client_free(objects.closed), SGA_OK);
    answered("queue", sga_queue_free(objects.queue), SGA_OK);
    answered("shared_rate_limiter", sga_shared_rate_limiter_free(objects.shared_rate_limiter),
             SGA_OK);
    answered("error", sga_error_free(objects.error), SGA_OK);
    answered("completion", sga_completion_free(objects.completion), SGA_OK);
    answered("account", sga_account_free(objects.account), SGA_OK);
    answered("credits", sga_credits_free(objects.credits), SGA_OK);
    answered("email", sga_email_free(objects.email), SGA_OK);
    answered("profile", sga_profile_free(objects.profile), SGA_OK);
    answered("username", sga_username_free(objects.username), SGA_OK);
    answered("list", sga_customer_list_free(objects.list), SGA_OK);
    answered("limits", sga_rate_limits_free(objects.limits), SGA_OK);
    answered("reconciled", sga_reconciled_free(objects.reconciled), SGA_OK);
    answered("lost", sga_error_free(objects.lost), SGA_OK);
}

/* How many more bytes are in use than when this was called before, to the byte where malloc keeps
 * no caches of its threads. */
static long grown(const sga_client *client) {
    static size_t before;
    size_t used = 0;
    /* Connections of clients that were freed end soon, not at once, and what a thread that waited
     * has left is put away by the next one that waits. */
    for (int tries = 0; tries < 100; tries++) {
        sga_email *email = NULL;
        sleep_ms(20);
        if (sga_user_get_email(client, &email, NULL) == SGA_OK) sga_email_free(email);
        used = mallinfo2().uordblks;
        if (used <= before) break;
    }
    long more = (long)(used - before);
    before = used;
    return more;
}

int main(int count, char **arguments) {
    EXPECT(count >= 4);
    is_leaking = count > 4 && strcmp(arguments[4], "leak") == 0;
    is_panicking = getenv("SENDGRID_ACCOUNTS_PANIC") != NULL;
    long more = 0;
    sga_client *lasting = is_panicking ? NULL : client_of(arguments[2], arguments[3]);
    /* A leak grows in every round; what ends late in one of them does not. */
    for (int round = 0; round < ROUNDS || (more > 0 && round < MOST_ROUNDS); round++) {
        stale = make_objects(arguments[2], arguments[3], arguments[1]);
        free_objects(stale);
        good = make_objects(arguments[2], arguments[3], arguments[1]);
        all_misuses();
        all_frees(make_objects(arguments[2], arguments[3], arguments[1]));
        free_objects(good);
        more = grown(lasting);
    }
    /* Errors that a panicking library does not free are kept on purpose. */
    if (is_panicking) more = 0;
    unsetenv("SENDGRID_ACCOUNTS_PANIC");
    is_panicking = 0;
    while (kept_count > 0)
        answered("kept", sga_error_free(kept[--kept_count]), SGA_OK);
    sga_client_free(lasting);
    printf("%d calls, %d failures, %ld bytes more\n", calls, failures, more);
    return failures > 0 || more > 0;
}
