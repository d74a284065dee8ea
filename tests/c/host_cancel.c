/* Cancels threads during a call to a server that does not respond:
 *
 *     host_cancel URL KEY
 */
#include "expect.h"
#include <pthread.h>

static sga_client *client;
static sga_queue *queue;
static int has_left;

static void *call(void *unused) {
    sga_email *email = NULL;
    sga_error *error = NULL;
    (void)unused;
    EXPECT(sga_user_get_email(client, &email, &error) == SGA_ERR_TIMEOUT);
    has_left = 1;
    sga_error_free(error);
    pthread_testcancel();
    EXPECT(!"the thread was not cancelled");
    return NULL;
}

static void *wait(void *unused) {
    sga_completion *completion = NULL;
    (void)unused;
    EXPECT(sga_queue_next(queue, 300, &completion, NULL) == SGA_OK && completion == NULL);
    has_left = 1;
    pthread_testcancel();
    EXPECT(!"the thread was not cancelled");
    return NULL;
}

static void cancel(void *(*work)(void *), long after_ms) {
    pthread_t thread;
    void *ended = NULL;
    has_left = 0;
    EXPECT(pthread_create(&thread, NULL, work, NULL) == 0);
    sleep_ms(after_ms);
    EXPECT(pthread_cancel(thread) == 0);
    EXPECT(pthread_join(thread, &ended) == 0);
    EXPECT(ended == PTHREAD_CANCELED);
    /* The cancellation took effect after the call. */
    EXPECT(has_left);
}

/* A thread with disabled cancellation keeps it disabled. */
static void keeps_state(void) {
    int state = 0;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
    sga_client_close(NULL);
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &state);
    EXPECT(state == PTHREAD_CANCEL_DISABLE);
    sga_client_close(NULL);
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &state);
    EXPECT(state == PTHREAD_CANCEL_ENABLE);
}

int main(int count, char **arguments) {
    EXPECT(count == 3);
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.timeout_ms = 300;
    client = new_client_with(options, arguments[1], arguments[2]);
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    for (int round = 0; round < 3; round++) {
        cancel(call, 100);
        cancel(wait, 100);
    }
    keeps_state();
    EXPECT(sga_queue_free(queue) == SGA_OK);
    return sga_client_free(client) != SGA_OK;
}
