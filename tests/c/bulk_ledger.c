/* Runs with a ledger.
 *
 *     bulk_ledger create|next|held|lost|found URL KEY LEDGER [FILE]
 *
 * `create` creates 300 customers, or resumes that; `next` runs a file by threads that block; both
 * print a line for each result. `held` uses the ledger twice. The server of `lost` loses the
 * response to the creation of a key, which `found` finds.
 */
#include "bulk_run.h"
#include <pthread.h>

enum { JOBS = 300, AT_ONCE = 8, THREADS = 4 };
#define PASSWORD "ledger-canary-1"

static void print(const sga_bulk_result *result) {
    printf("%s: %s%s\n", result->key, sga_outcome_name((int)result->outcome),
           result->from_ledger ? " before" : "");
    if (result->error != NULL) printf("  %s\n", result->error->message);
    fflush(stdout);
}

static sga_status submit_create(struct run run, uint64_t tag) {
    char arguments[1024];
    snprintf(arguments, sizeof arguments,
             "{\"username\": \"new%d@example.com\", \"email\": \"new%d@example.com\", "
             "\"password\": \"" PASSWORD "\", \"first_name\": \"a\", \"last_name\": \"b\", "
             "\"address\": \"c\", \"city\": \"d\", \"state\": \"e\", \"zip\": \"f\", "
             "\"country\": \"US\", \"phone\": \"g\", \"website\": \"example.com\"}",
             (int)tag, (int)tag);
    return submit(run, tag, "customers.create", arguments);
}

static void create(struct run run) {
    uint64_t submitted = 0;
    while (submitted < AT_ONCE)
        EXPECT(submit_create(run, submitted++) == SGA_OK);
    for (int ended = 0; ended < JOBS; ended++) {
        sga_completion *done = take(run);
        EXPECT(done->status == SGA_OK);
        print(done->bulk_result);
        EXPECT(sga_completion_free(done) == SGA_OK);
        if (submitted < JOBS) EXPECT(submit_create(run, submitted++) == SGA_OK);
    }
}

static struct run shared;
static sga_bulk_file *file;

static void *execute_rows(void *unused) {
    for (;;) {
        sga_bulk_result *result = NULL;
        sga_error *error = NULL;
        EXPECT_OK(sga_bulk_execute_next(shared.bulk, file, &result, &error), error);
        if (result == NULL) return unused;
        print(result);
        EXPECT(sga_bulk_result_free(result) == SGA_OK);
    }
}

/* The last row is submitted to the queue. */
static void next(const char *path) {
    sga_bulk_file_options options = SGA_BULK_FILE_OPTIONS_INIT;
    sga_error *error = NULL;
    options.empty = SGA_EMPTY_IGNORE;
    EXPECT_OK(sga_bulk_file_open(path, "customers.update_profile", &options, &file, &error), error);
    uint64_t count = 0;
    EXPECT(sga_bulk_file_count(file, &count, NULL) == SGA_OK);
    printf("%d rows\n", (int)count);
    size_t submitted = 0;
    for (size_t row = 0; row < 2; row++) {
        EXPECT(sga_submit_bulk_execute_next(shared.queue, shared.bulk, 5, file, &submitted, NULL) ==
               SGA_OK);
        EXPECT(submitted == 1);
        sga_completion *done = take(shared);
        EXPECT(done->tag == 5 && done->bulk_result->line == row + 2);
        print(done->bulk_result);
        EXPECT(sga_completion_free(done) == SGA_OK);
    }
    pthread_t threads[THREADS];
    for (int index = 0; index < THREADS; index++)
        EXPECT(pthread_create(&threads[index], NULL, execute_rows, NULL) == 0);
    for (int index = 0; index < THREADS; index++)
        EXPECT(pthread_join(threads[index], NULL) == 0);
    EXPECT(sga_submit_bulk_execute_next(shared.queue, shared.bulk, 6, file, &submitted, NULL) ==
           SGA_OK);
    EXPECT(submitted == 0 && sga_bulk_file_free(file) == SGA_OK);
}

/* The ledger is free as soon as the last job of its run has a completion. */
static void held(struct run run, const char *ledger) {
    for (int round = 0; round < 20; round++) {
        sga_bulk_options options = SGA_BULK_OPTIONS_INIT;
        sga_bulk *other = NULL;
        sga_error *error = NULL;
        options.ledger = ledger;
        EXPECT(submit_disable(run, (uint64_t)round) == SGA_OK);
        EXPECT(sga_bulk_new(run.client, &options, &other, &error) == SGA_ERR_LEDGER);
        EXPECT(other == NULL && strstr(error->message, "another run of this process") != NULL);
        EXPECT(error->outcome == SGA_OUTCOME_NOT_SENT && sga_error_free(error) == SGA_OK);
        wait_for_begun(run, 1);
        EXPECT(sga_bulk_free(run.bulk) == SGA_OK);
        EXPECT(sga_completion_free(take(run)) == SGA_OK);
        EXPECT(sga_queue_free(run.queue) == SGA_OK);
        run = begin(run.client, AT_ONCE, ledger);
    }
    end(run);
}

static sga_bulk_result *create_key(void) {
    sga_bulk_job job =
        job_of("api_keys.create", "{\"name\": \"one\", \"scopes\": [\"alerts.read\"]}");
    job.on_behalf_of = "test_subuser";
    return execute(shared, job);
}

/* The key is read back for the account of the job. */
static void lost(void) {
    sga_bulk_result *result = create_key();
    EXPECT(result->outcome == SGA_OUTCOME_UNKNOWN && result->evidence == NULL);
    EXPECT(result->error->status == SGA_ERR_OUTCOME_UNKNOWN && result->error->change != NULL);
    EXPECT(strcmp(result->error->target, "one") == 0);
    sga_reconciled *reconciled = NULL;
    EXPECT(sga_change_reconcile(result->error->change, &reconciled, NULL) == SGA_OK);
    EXPECT(reconciled->verdict == SGA_VERDICT_APPLIED);
    EXPECT(sga_reconciled_free(reconciled) == SGA_OK && sga_bulk_result_free(result) == SGA_OK);
}

static void found(void) {
    sga_bulk_result *result = create_key();
    EXPECT(result->outcome == SGA_OUTCOME_APPLIED && result->error == NULL);
    EXPECT(result->from_ledger && result->api_key == NULL && result->result == NULL);
    puts(result->evidence);
    EXPECT(sga_bulk_result_free(result) == SGA_OK);
}

int main(int count, char **given) {
    EXPECT(count >= 5);
    sga_client *client = reseller_client(given[2], given[3]);
    sga_bulk_options options = SGA_BULK_OPTIONS_INIT;
    sga_bulk *bulk = NULL;
    sga_error *error = NULL;
    options.ledger = given[4];
    options.total = JOBS;
    options.description = "of a test";
    if (sga_bulk_new(client, &options, &bulk, &error) != SGA_OK) {
        printf("%s: %s\n", sga_status_name((int)error->status), error->message);
        EXPECT(sga_error_free(error) == SGA_OK && sga_client_free(client) == SGA_OK);
        return 3;
    }
    EXPECT(sga_bulk_free(bulk) == SGA_OK);
    shared = begin(client, AT_ONCE, given[4]);
    if (strcmp(given[1], "create") == 0) create(shared);
    if (strcmp(given[1], "next") == 0) next(given[5]);
    if (strcmp(given[1], "lost") == 0) lost();
    if (strcmp(given[1], "found") == 0) found();
    if (strcmp(given[1], "held") == 0) {
        held(shared, given[4]);
    } else {
        end(shared);
    }
    EXPECT(sga_client_free(client) == SGA_OK);
}
