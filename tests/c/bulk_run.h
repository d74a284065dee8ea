/* A bulk run of a test program: its client, its queue, and its jobs in order. */
#ifndef BULK_RUN_H
#define BULK_RUN_H

#include "expect.h"
#include <string.h>

struct run {
    sga_client *client;
    sga_queue *queue;
    sga_bulk *bulk;
};

static inline sga_client *reseller_client(const char *url, const char *key) {
    sga_reseller reseller = SGA_RESELLER_INIT;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    reseller.api_key = key;
    reseller.auth = SGA_AUTH_API_KEY;
    options.reseller = &reseller;
    return new_client_with(options, url, key);
}

static inline struct run begin(sga_client *client, uint32_t concurrency, const char *ledger) {
    struct run run = {client, NULL, NULL};
    sga_bulk_options options = SGA_BULK_OPTIONS_INIT;
    sga_error *error = NULL;
    options.concurrency = concurrency;
    options.ledger = ledger;
    EXPECT_OK(sga_bulk_new(client, &options, &run.bulk, &error), error);
    EXPECT(sga_queue_new(&run.queue, NULL) == SGA_OK);
    return run;
}

static inline void end(struct run run) {
    EXPECT(sga_bulk_free(run.bulk) == SGA_OK && sga_queue_free(run.queue) == SGA_OK);
}

static inline sga_bulk_job job_of(const char *operation, const char *arguments) {
    sga_bulk_job job = SGA_BULK_JOB_INIT;
    job.operation = operation;
    job.arguments = arguments;
    return job;
}

static inline sga_status submit(struct run run, uint64_t tag, const char *operation,
                                const char *arguments) {
    sga_bulk_job job = job_of(operation, arguments);
    job.line = tag + 1;
    return sga_submit_bulk_execute(run.queue, run.bulk, tag, &job, NULL);
}

/* Submits a job that disables the customer with the number after the tag. */
static inline sga_status submit_disable(struct run run, uint64_t tag) {
    char arguments[64];
    snprintf(arguments, sizeof arguments, "{\"user\": \"customer%d@example.com\"}", (int)tag + 1);
    return submit(run, tag, "customers.disable", arguments);
}

static inline sga_bulk_progress progress_of(struct run run) {
    sga_bulk_progress *progress = NULL;
    EXPECT(sga_bulk_get_progress(run.bulk, &progress, NULL) == SGA_OK);
    sga_bulk_progress copy = *progress;
    EXPECT(sga_bulk_progress_free(progress) == SGA_OK);
    return copy;
}

/* Waits until the calls of jobs are in progress, with a server that answers slowly. */
static inline void wait_for_begun(struct run run, uint64_t count) {
    while (progress_of(run).begun < count)
        sleep_ms(1);
    /* A job is counted right before its call. */
    sleep_ms(20);
}

static inline sga_completion *take(struct run run) {
    sga_completion *done = NULL;
    sga_error *error = NULL;
    EXPECT_OK(sga_queue_next(run.queue, 60000, &done, &error), error);
    EXPECT(done != NULL && strcmp(done->operation, "bulk") == 0);
    return done;
}

/* Executes a job that blocks. */
static inline sga_bulk_result *execute(struct run run, sga_bulk_job job) {
    sga_bulk_result *result = NULL;
    sga_error *error = NULL;
    EXPECT_OK(sga_bulk_execute(run.bulk, &job, &result, &error), error);
    return result;
}

#endif
