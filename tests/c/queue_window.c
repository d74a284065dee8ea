/* Cancels a call that waits for the next rate limit window of a server with three calls a window:
 *
 *     queue_window URL KEY
 */
#include "expect.h"

enum { IN_WINDOW = 3 };
#define ADDRESS "next@example.com"

static void use_window_up(const sga_client *client) {
    for (int number = 0; number < IN_WINDOW; number++) {
        sga_error *error = NULL;
        sga_email *email = NULL;
        EXPECT_OK(sga_user_update_email(client, ADDRESS, &email, &error), error);
        EXPECT(sga_email_free(email) == SGA_OK);
    }
}

static sga_status take(sga_queue *queue, uint64_t *tag, sga_outcome *outcome) {
    sga_completion *done = NULL;
    EXPECT(sga_queue_next(queue, 20000, &done, NULL) == SGA_OK && done != NULL);
    sga_status status = done->status;
    *tag = done->tag;
    if (done->error != NULL) *outcome = done->error->outcome;
    EXPECT(sga_completion_free(done) == SGA_OK);
    return status;
}

int main(int count, char **arguments) {
    EXPECT(count == 3);
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    sga_client *client = new_client_with(options, arguments[1], arguments[2]);
    sga_queue *queue = NULL;
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    use_window_up(client);
    EXPECT(sga_submit_user_update_email(queue, client, 1, ADDRESS, NULL) == SGA_OK);
    EXPECT(sga_submit_user_update_email(queue, client, 2, ADDRESS, NULL) == SGA_OK);
    EXPECT(sga_submit_user_update_email(queue, client, 3, ADDRESS, NULL) == SGA_OK);
    EXPECT(sga_submit_user_update_email(queue, client, 4, ADDRESS, NULL) == SGA_OK);
    wait_a_while(100);

    size_t cancelled = 0;
    EXPECT(sga_queue_cancel(queue, 2, &cancelled, NULL) == SGA_OK && cancelled == 1);
    uint64_t tag = 0;
    sga_outcome outcome = SGA_OUTCOME_UNKNOWN;
    EXPECT(take(queue, &tag, &outcome) == SGA_ERR_CANCELLED);
    EXPECT(tag == 2 && outcome == SGA_OUTCOME_NOT_SENT);

    uint64_t sum = 0;
    for (int number = 0; number < 3; number++) {
        EXPECT(take(queue, &tag, &outcome) == SGA_OK);
        sum += tag;
    }
    EXPECT(sum == 1 + 3 + 4);
    EXPECT(sga_queue_free(queue) == SGA_OK);
    return sga_client_free(client) != SGA_OK;
}
