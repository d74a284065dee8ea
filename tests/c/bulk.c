/* Bulk runs of jobs, blocking and by a queue.
 *
 *     bulk many|blocking|arguments|stop|free|cancel|fork URL KEY [JOBS]
 */
#include "bulk_run.h"
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_JOBS = 1000, AT_ONCE = 32 };

static void expect_applied(const sga_bulk_result *result) {
    if (result->error != NULL) fprintf(stderr, "%s: %s\n", result->key, result->error->message);
    EXPECT(result->outcome == SGA_OUTCOME_APPLIED && result->error == NULL);
}

/* Each job has one result, and no job begins beyond the concurrency. */
static void many(sga_client *client, uint64_t jobs) {
    static char seen[MAX_JOBS];
    struct run run = begin(client, AT_ONCE, NULL);
    uint64_t submitted = 0;
    for (; submitted < AT_ONCE; submitted++)
        EXPECT(submit_disable(run, submitted) == SGA_OK);
    EXPECT(submit_disable(run, submitted) == SGA_ERR_BUSY);
    for (uint64_t ended = 0; ended < jobs; ended++) {
        sga_completion *done = take(run);
        const sga_bulk_result *result = done->bulk_result;
        EXPECT(done->status == SGA_OK && done->error == NULL && done->tag < jobs);
        EXPECT(seen[done->tag]++ == 0 && result->has_line && result->line == done->tag + 1);
        expect_applied(result);
        EXPECT(!result->from_ledger && result->result == NULL && result->api_key == NULL);
        EXPECT(strcmp(result->operation, "customers.disable") == 0);
        char key[64];
        snprintf(key, sizeof key, "customers.disable customer%d@example.com", (int)done->tag + 1);
        EXPECT(strcmp(result->key, key) == 0);
        EXPECT(sga_completion_free(done) == SGA_OK);
        if (submitted < jobs) EXPECT(submit_disable(run, submitted++) == SGA_OK);
    }
    sga_bulk_progress progress = progress_of(run);
    EXPECT(progress.begun == jobs && progress.applied == jobs);
    EXPECT(progress.rejected + progress.not_sent + progress.unknown == 0);
    end(run);
}

static void expect_error(sga_bulk_result *result, sga_status status, sga_outcome outcome,
                         const char *field) {
    EXPECT(result->outcome == outcome && result->result == NULL && result->error != NULL);
    EXPECT(result->error->status == status && result->error->outcome == outcome);
    EXPECT(field == NULL ? result->error->field == NULL : strcmp(result->error->field, field) == 0);
    EXPECT(sga_bulk_result_free(result) == SGA_OK);
}

/* Results and errors of blocking jobs; a failed job is no error of the function. */
static void blocking(sga_client *client) {
    struct run run = begin(client, 1, NULL);
    sga_bulk_job job = job_of("customers.get", "{\"user\": \"user1\"}");
    job.key = "first";
    sga_bulk_result *result = execute(run, job);
    EXPECT(strcmp(result->key, "first") == 0 && !result->has_line);
    EXPECT(strstr(result->result, "\"username\":\"user1\"") != NULL && result->error == NULL);
    EXPECT(sga_bulk_result_free(result) == SGA_OK);
    EXPECT(sga_bulk_result_free(result) == SGA_ERR_STALE_HANDLE);

    result = execute(
        run, job_of("api_keys.create", "{\"name\": \"app\", \"scopes\": [\"alerts.read\"]}"));
    const sga_api_key_secret *secret = result->api_key;
    const char *revealed = NULL;
    EXPECT(sga_api_key_secret_reveal(secret, &revealed, NULL) == SGA_OK);
    EXPECT(strncmp(revealed, "SG.", 3) == 0 && strlen(revealed) > 40);
    EXPECT(strstr(result->result, revealed) == NULL && strstr(result->result, "\"app\"") != NULL);
    EXPECT(sga_bulk_result_free(result) == SGA_OK);
    EXPECT(sga_api_key_secret_reveal(secret, &revealed, NULL) == SGA_ERR_STALE_HANDLE);

    const sga_outcome not_sent = SGA_OUTCOME_NOT_SENT;
    expect_error(execute(run, job_of("customers.disable", "{\"user\": \"nobody\"}")),
                 SGA_ERR_NOT_FOUND, SGA_OUTCOME_REJECTED, NULL);
    expect_error(execute(run, job_of("customers.fire", NULL)), SGA_ERR_INVALID_INPUT, not_sent,
                 "operation");
    expect_error(execute(run, job_of("customers.get", NULL)), SGA_ERR_INVALID_INPUT, not_sent,
                 "user");
    expect_error(execute(run, job_of("customers.get", "{\"user\": \"\"}")), SGA_ERR_INVALID_INPUT,
                 not_sent, "user");
    expect_error(execute(run, job_of("customers.get", "{\"user\": \"a\", \"b\": 1}")),
                 SGA_ERR_INVALID_INPUT, not_sent, "arguments");
    job = job_of("customers.get", "{\"user\": \"user1\"}");
    job.account_id = "1 2";
    expect_error(execute(run, job), SGA_ERR_INVALID_INPUT, not_sent, "account_id");
    job = job_of("api_keys.create", "{\"name\": \"theirs\", \"scopes\": [\"alerts.read\"]}");
    job.on_behalf_of = "test_subuser";
    result = execute(run, job);
    expect_applied(result);
    EXPECT(strcmp(result->key, "api_keys.create@test_subuser theirs") == 0);
    EXPECT(sga_bulk_result_free(result) == SGA_OK);
    end(run);
}

/* Text that is no JSON object is refused before the job begins, and not repeated. */
static void arguments(sga_client *client) {
    static const struct {
        const char *text, *problem;
    } WRONG[] = {
        {"", "arguments is not JSON at line 1, column 0"},
        {"{\"password\": \"hunter22", "arguments is not JSON at line 1, column 22"},
        {"{\"password\":\n hunter22}", "arguments is not JSON at line 2, column 2"},
        {"\"hunter22\"", "arguments is not a JSON object, such as {\"user\": \"reader\"}"},
        {"[\"hunter22\"]", "arguments is not a JSON object, such as {\"user\": \"reader\"}"},
        {"{\"password\": \"hunter22\", \"password\": \"hunter23\"}",
         "arguments has \"password\" twice"},
        {"null", "arguments is not a JSON object, such as {\"user\": \"reader\"}"},
    };
    struct run run = begin(client, 1, NULL);
    for (size_t index = 0; index < sizeof WRONG / sizeof *WRONG; index++) {
        sga_bulk_job job = job_of("customers.update_password", WRONG[index].text);
        sga_bulk_result *result = NULL;
        sga_error *error = NULL;
        EXPECT(sga_bulk_execute(run.bulk, &job, &result, &error) == SGA_ERR_INVALID_INPUT);
        EXPECT(result == NULL && strcmp(error->field, "arguments") == 0);
        if (strcmp(error->message, WRONG[index].problem) != 0) puts(error->message);
        EXPECT(strcmp(error->message, WRONG[index].problem) == 0);
        EXPECT(sga_error_free(error) == SGA_OK);
        EXPECT(submit(run, 1, "customers.update_password", WRONG[index].text) ==
               SGA_ERR_INVALID_INPUT);
    }
    sga_bulk_job job = job_of("customers.get", "{}");
    job.on_behalf_of = job.account_id = "1";
    sga_error *error = NULL;
    EXPECT(sga_submit_bulk_execute(run.queue, run.bulk, 1, &job, &error) == SGA_ERR_INVALID_INPUT);
    EXPECT(strcmp(error->field, "on_behalf_of") == 0 && sga_error_free(error) == SGA_OK);
    size_t pending = 1;
    EXPECT(sga_queue_pending(run.queue, &pending, NULL) == SGA_OK && pending == 0);
    end(run);
    for (uint32_t index = 0; index < 2; index++) {
        sga_bulk_options options = SGA_BULK_OPTIONS_INIT;
        options.concurrency = index == 0 ? 1001 : UINT32_MAX;
        EXPECT(sga_bulk_new(client, &options, &run.bulk, &error) == SGA_ERR_INVALID_INPUT);
        EXPECT(strcmp(error->field, "concurrency") == 0 && sga_error_free(error) == SGA_OK);
    }
}

/* A job on a thread of its own, which waits for a place. */
static void *wait_for_a_place(void *argument) {
    struct run *run = argument;
    sga_bulk_job job = job_of("customers.disable", "{\"user\": \"user1\"}");
    sga_bulk_result *result = NULL;
    EXPECT(sga_bulk_execute(run->bulk, &job, &result, NULL) == SGA_ERR_CLOSED && result == NULL);
    return NULL;
}

/* The window of the server has three requests: the other jobs wait for the next one. A completion
 * in the queue keeps the place of its job. */
static void stop(sga_client *client) {
    struct run run = begin(client, 8, NULL);
    pthread_t thread;
    for (uint64_t tag = 0; tag < 8; tag++)
        EXPECT(submit_disable(run, tag) == SGA_OK);
    EXPECT(pthread_create(&thread, NULL, wait_for_a_place, &run) == 0);
    while (progress_of(run).applied < 3)
        sleep_ms(5);
    EXPECT(submit_disable(run, 9) == SGA_ERR_BUSY);
    wait_a_while(100);
    EXPECT(sga_bulk_stop(run.bulk, NULL) == SGA_OK && sga_bulk_stop(run.bulk, NULL) == SGA_OK);
    EXPECT(pthread_join(thread, NULL) == 0);
    EXPECT(submit_disable(run, 9) == SGA_ERR_CLOSED);
    int applied = 0;
    for (int ended = 0; ended < 8; ended++) {
        sga_completion *done = take(run);
        const sga_bulk_result *result = done->bulk_result;
        applied += result->outcome == SGA_OUTCOME_APPLIED;
        EXPECT(done->status == SGA_OK && (result->error == NULL) == (applied == ended + 1));
        EXPECT(result->error == NULL || result->error->status == SGA_ERR_RATE_LIMIT);
        EXPECT(sga_completion_free(done) == SGA_OK);
    }
    EXPECT(applied == 3 && progress_of(run).begun == 8);
    end(run);
}

/* What is in progress ends, and its results arrive. */
static void free_in_the_middle(sga_client *client) {
    struct run run = begin(client, AT_ONCE, NULL);
    for (uint64_t tag = 0; tag < AT_ONCE; tag++)
        EXPECT(submit_disable(run, tag) == SGA_OK);
    wait_for_begun(run, AT_ONCE);
    EXPECT(sga_bulk_free(run.bulk) == SGA_OK && sga_bulk_free(run.bulk) == SGA_ERR_STALE_HANDLE);
    EXPECT(submit_disable(run, 1) == SGA_ERR_STALE_HANDLE && sga_client_free(client) == SGA_OK);
    for (int ended = 0; ended < AT_ONCE; ended++) {
        sga_completion *done = take(run);
        expect_applied(done->bulk_result);
        EXPECT(sga_completion_free(done) == SGA_OK);
    }
    EXPECT(sga_queue_free(run.queue) == SGA_OK);
}

/* The server never answers: a cancelled job frees its place, and its outcome is unknown. */
static void cancel(sga_client *client) {
    struct run run = begin(client, 1, NULL);
    for (uint64_t tag = 0; tag < 3; tag++) {
        EXPECT(submit_disable(run, tag) == SGA_OK);
        EXPECT(submit_disable(run, 9) == SGA_ERR_BUSY);
        wait_a_while(300);
        size_t cancelled = 0;
        EXPECT(sga_queue_cancel(run.queue, tag, &cancelled, NULL) == SGA_OK && cancelled == 1);
        sga_completion *done = take(run);
        EXPECT(done->tag == tag && done->status == SGA_ERR_CANCELLED && done->bulk_result == NULL);
        EXPECT(done->error->outcome == SGA_OUTCOME_UNKNOWN);
        EXPECT(sga_completion_free(done) == SGA_OK);
    }
    /* Freeing the queue cancels the job of the last submission. */
    EXPECT(submit_disable(run, 3) == SGA_OK);
    EXPECT(sga_queue_free(run.queue) == SGA_OK && sga_bulk_free(run.bulk) == SGA_OK);
}

/* A run belongs to its process; a child begins another one. */
static void forked(sga_client *client) {
    struct run run = begin(client, 2, NULL);
    pid_t child = fork();
    if (child == 0) {
        sga_bulk_job job = job_of("customers.get", "{\"user\": \"user1\"}");
        sga_bulk_result *result = NULL;
        sga_bulk_progress *progress = NULL;
        EXPECT(sga_bulk_execute(run.bulk, &job, &result, NULL) == SGA_ERR_FORKED);
        EXPECT(sga_bulk_get_progress(run.bulk, &progress, NULL) == SGA_ERR_FORKED);
        EXPECT(sga_bulk_stop(run.bulk, NULL) == SGA_ERR_FORKED);
        EXPECT(sga_bulk_free(run.bulk) == SGA_OK);
        struct run own = begin(client, 2, NULL);
        EXPECT(sga_bulk_result_free(execute(own, job)) == SGA_OK);
        end(own);
        _Exit(0);
    }
    int status = 1;
    EXPECT(waitpid(child, &status, 0) == child && status == 0);
    EXPECT(submit_disable(run, 0) == SGA_OK && sga_completion_free(take(run)) == SGA_OK);
    end(run);
}

int main(int count, char **given) {
    EXPECT(count >= 4);
    sga_client *client = reseller_client(given[2], given[3]);
    const char *how = given[1];
    if (strcmp(how, "many") == 0) many(client, (uint64_t)atoi(given[4]));
    if (strcmp(how, "blocking") == 0) blocking(client);
    if (strcmp(how, "arguments") == 0) arguments(client);
    if (strcmp(how, "stop") == 0) stop(client);
    if (strcmp(how, "cancel") == 0) cancel(client);
    if (strcmp(how, "fork") == 0) forked(client);
    if (strcmp(how, "free") == 0) {
        free_in_the_middle(client);
    } else {
        EXPECT(sga_client_free(client) == SGA_OK);
    }
}
