/* Cancels calls by their tags, with a server that does not respond:
 *
 *     queue_cancel URL KEY
 *
 * Prints the time of the cancellation of a received call, in seconds of the monotonic clock.
 */
#include "expect.h"
#include <string.h>

static sga_queue *queue;

static size_t cancel(uint64_t tag) {
    size_t number = 99;
    sga_error *error = NULL;
    EXPECT_OK(sga_queue_cancel(queue, tag, &number, &error), error);
    return number;
}

static sga_completion *take(uint64_t tag) {
    sga_completion *completion = NULL;
    EXPECT(sga_queue_next(queue, 5000, &completion, NULL) == SGA_OK);
    EXPECT(completion != NULL && completion->tag == tag);
    return completion;
}

static void take_cancelled(uint64_t tag, const char *operation, sga_outcome outcome) {
    sga_completion *completion = take(tag);
    const sga_error *error = completion->error;
    EXPECT(completion->status == SGA_ERR_CANCELLED && error->status == SGA_ERR_CANCELLED);
    EXPECT(strcmp(completion->operation, operation) == 0);
    EXPECT(strcmp(error->operation, operation) == 0);
    EXPECT(error->outcome == outcome && !error->safe_to_retry);
    EXPECT(strstr(error->message, sga_outcome_name((int)outcome)) != NULL);
    EXPECT(completion->email == NULL);
    EXPECT(sga_completion_free(completion) == SGA_OK);
}

static void take_nothing(void) {
    sga_completion *completion = NULL;
    size_t pending = 1;
    EXPECT(sga_queue_next(queue, 0, &completion, NULL) == SGA_OK && completion == NULL);
    EXPECT(sga_queue_pending(queue, &pending, NULL) == SGA_OK && pending == 0);
}

/* The server may have applied a received request. */
static void cancel_sent(const sga_client *client) {
    struct timespec now;
    EXPECT(sga_submit_user_update_email(queue, client, 1, "new@example.com", NULL) == SGA_OK);
    wait_a_while(400);
    clock_gettime(CLOCK_MONOTONIC, &now);
    EXPECT(cancel(1) == 1);
    printf("%ld.%09ld\n", (long)now.tv_sec, now.tv_nsec);
    take_cancelled(1, "user.update_email", SGA_OUTCOME_UNKNOWN);
    EXPECT(cancel(1) == 0);
    take_nothing();
}

/* A call that waits for the only connection is not sent. */
static void cancel_unsent(const sga_client *client) {
    EXPECT(sga_submit_user_get_email(queue, client, 2, NULL) == SGA_OK);
    wait_a_while(100);
    for (int index = 0; index < 3; index++) {
        EXPECT(sga_submit_user_update_email(queue, client, 3, "new@example.com", NULL) == SGA_OK);
    }
    wait_a_while(50);
    EXPECT(cancel(77) == 0);
    EXPECT(cancel(3) == 3);
    EXPECT(cancel(3) == 0);
    for (int index = 0; index < 3; index++) {
        take_cancelled(3, "user.update_email", SGA_OUTCOME_NOT_SENT);
    }
    EXPECT(cancel(2) == 1);
    /* The operation only reads, so the outcome does not matter. */
    sga_completion *read = take(2);
    EXPECT(read->status == SGA_ERR_CANCELLED);
    EXPECT(sga_completion_free(read) == SGA_OK);
    take_nothing();
}

/* A call that is cancelled at once has a completion, whether it was sent or not. */
static void cancel_at_once(const sga_client *client) {
    for (uint64_t tag = 10; tag < 30; tag++) {
        EXPECT(sga_submit_user_get_email(queue, client, tag, NULL) == SGA_OK);
        EXPECT(cancel(tag) == 1);
        sga_completion *completion = take(tag);
        EXPECT(completion->status == SGA_ERR_CANCELLED);
        EXPECT(sga_completion_free(completion) == SGA_OK);
    }
    take_nothing();
}

/* A call that has ended, here by a timeout, cannot be cancelled. */
static void cancel_finished(const char *url, const char *key) {
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.timeout_ms = 100;
    sga_client *hasty = new_client_with(options, url, key);
    EXPECT(sga_submit_user_get_email(queue, hasty, 4, NULL) == SGA_OK);
    wait_a_while(500);
    EXPECT(cancel(4) == 0);
    sga_completion *completion = take(4);
    EXPECT(completion->status == SGA_ERR_TIMEOUT);
    EXPECT(completion->error->phase == SGA_PHASE_RESPONSE);
    EXPECT(sga_completion_free(completion) == SGA_OK);
    EXPECT(sga_client_free(hasty) == SGA_OK);
    take_nothing();
}

int main(int count, char **arguments) {
    EXPECT(count == 3);
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.max_connections = 1;
    sga_client *client = new_client_with(options, arguments[1], arguments[2]);
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    for (int round = 0; round < 5; round++)
        cancel_sent(client);
    cancel_unsent(client);
    cancel_at_once(client);
    cancel_finished(arguments[1], arguments[2]);
    EXPECT(sga_queue_free(queue) == SGA_OK);
    return sga_client_free(client) != SGA_OK;
}
