/* Ends with fifty calls in progress to a server that does not respond:
 *
 *     host_exit exit|return|quick|atexit|late URL KEY
 */
#include "expect.h"
#include <pthread.h>
#include <string.h>

enum { THREADS = 25, QUEUED = 25 };

static sga_client *client;
static sga_queue *queue;

static void *call(void *unused) {
    sga_email *email = NULL;
    (void)unused;
    sga_user_get_email(client, &email, NULL);
    return NULL;
}

/* Calls still end during exit(), here by a timeout. */
static void call_late(void) {
    sga_email *email = NULL;
    sga_error *error = NULL;
    sga_completion *completion = NULL;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.timeout_ms = 200;
    sga_client *hasty = new_client_with(options, getenv("URL"), getenv("KEY"));
    EXPECT(sga_user_get_email(hasty, &email, &error) == SGA_ERR_TIMEOUT);
    EXPECT(sga_error_free(error) == SGA_OK);
    EXPECT(sga_submit_user_get_email(queue, hasty, 2, NULL) == SGA_OK);
    EXPECT(sga_queue_next(queue, 1000, &completion, NULL) == SGA_OK);
    EXPECT(completion->status == SGA_ERR_TIMEOUT);
    sga_completion_free(completion);
    sga_client_free(hasty);
}

static void free_late(void) {
    EXPECT(sga_queue_free(queue) == SGA_OK);
    EXPECT(sga_client_close(client) == SGA_OK);
    EXPECT(sga_client_free(client) == SGA_OK);
}

/* Destructors run after the atexit() handlers. */
__attribute__((destructor)) static void last(void) { EXPECT(sga_version()[0] == '0'); }

int main(int count, char **arguments) {
    EXPECT(count == 4);
    const char *how = arguments[1];
    setenv("URL", arguments[2], 1);
    setenv("KEY", arguments[3], 1);
    if (strcmp(how, "atexit") == 0) atexit(free_late);
    if (strcmp(how, "late") == 0) atexit(call_late);
    client = new_client(arguments[2], arguments[3]);
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    for (int index = 0; index < THREADS; index++) {
        pthread_t thread;
        EXPECT(pthread_create(&thread, NULL, call, NULL) == 0);
    }
    for (int index = 0; index < QUEUED; index++) {
        EXPECT(sga_submit_user_get_email(queue, client, 1, NULL) == SGA_OK);
    }
    sleep_ms(100);
    if (strcmp(how, "exit") == 0) exit(0);
    if (strcmp(how, "quick") == 0) _Exit(0);
    return 0;
}
