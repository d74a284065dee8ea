/* Forks with live clients, queues and calls.
 *
 *     fork idle|checked URL KEY
 *     fork busy URL KEY FORKS
 *
 * A child cannot free some inherited objects. With a leak checker (`checked`) it ends by _Exit().
 */
#include "expect.h"
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 4, SECONDS = 20 };

static sga_client *client;
static sga_queue *queue;
static char **arguments;
static int is_checked;
static atomic_int is_over;
static atomic_int calls;

static void call(const sga_client *with) {
    sga_error *error = NULL;
    sga_username *username = NULL;
    EXPECT_OK(sga_user_get_username(with, &username, &error), error);
    EXPECT(username->user_id == 1);
    EXPECT(sga_username_free(username) == SGA_OK);
}

static void call_queued(const sga_queue *through, const sga_client *with) {
    sga_error *error = NULL;
    sga_completion *completion = NULL;
    EXPECT_OK(sga_submit_user_get_username(through, with, 7, &error), error);
    EXPECT_OK(sga_queue_next(through, -1, &completion, &error), error);
    EXPECT(completion->status == SGA_OK && completion->username->user_id == 1);
    EXPECT(sga_completion_free(completion) == SGA_OK);
}

/* Every function refuses the parent's queue and does not change it. */
static void refuse_inherited(void) {
    sga_error *error = NULL;
    sga_completion *completion = NULL;
    size_t number = 0;
    EXPECT(sga_queue_fd(queue) == -1);
    EXPECT(sga_submit_user_get_email(queue, client, 1, &error) == SGA_ERR_FORKED);
    EXPECT(error->status == SGA_ERR_FORKED && strcmp(error->field, "queue") == 0);
    EXPECT(error->outcome == SGA_OUTCOME_NOT_SENT && sga_error_free(error) == SGA_OK);
    EXPECT(sga_queue_next(queue, -1, &completion, NULL) == SGA_ERR_FORKED);
    EXPECT(sga_queue_pending(queue, &number, NULL) == SGA_ERR_FORKED);
    EXPECT(sga_queue_cancel(queue, 1, &number, NULL) == SGA_ERR_FORKED);
    EXPECT(sga_queue_free(queue) == SGA_OK);
    EXPECT(sga_queue_free(queue) == SGA_ERR_STALE_HANDLE);
}

static void be_child(void) {
    alarm(SECONDS);
    sga_queue *own = NULL;
    call(client);
    refuse_inherited();
    EXPECT(sga_queue_new(&own, NULL) == SGA_OK);
    call_queued(own, client);
    EXPECT(sga_queue_free(own) == SGA_OK);
    sga_client *fresh = new_client(arguments[2], arguments[3]);
    call(fresh);
    EXPECT(sga_client_free(fresh) == SGA_OK);
    EXPECT(sga_client_free(client) == SGA_OK);
}

static pid_t in_child(void (*work)(void), int ends_by_exit) {
    fflush(NULL);
    pid_t child = fork();
    EXPECT(child >= 0);
    if (child > 0) return child;
    work();
    if (ends_by_exit && !is_checked) exit(0);
    _Exit(0);
}

static void reap(pid_t child) {
    int status = -1;
    EXPECT(waitpid(child, &status, 0) == child);
    if (status != 0) fprintf(stderr, "a child ended with %d\n", status);
    EXPECT(status == 0);
}

static void be_parent_again(void) {
    alarm(SECONDS);
    reap(in_child(be_child, 1));
    be_child();
}

static void idle(void) {
    /* Before the first call there is no thread that a fork could lose. */
    reap(in_child(be_child, 0));
    call(client);
    call_queued(queue, client);
    sga_submit_user_get_username(queue, client, 8, NULL);
    for (int ends_by_exit = 0; ends_by_exit < 2; ends_by_exit++) {
        reap(in_child(be_child, ends_by_exit));
        call(client);
    }
    reap(in_child(be_parent_again, 1));
    call(client);
    /* The submitted call belongs to the parent. */
    sga_completion *completion = NULL;
    EXPECT(sga_queue_next(queue, -1, &completion, NULL) == SGA_OK);
    EXPECT(completion->tag == 8 && completion->status == SGA_OK);
    sga_completion_free(completion);
    call_queued(queue, client);
}

static void *keep_calling(void *unused) {
    (void)unused;
    sga_queue *own = NULL;
    EXPECT(sga_queue_new(&own, NULL) == SGA_OK);
    while (!is_over) {
        sga_error *error = NULL;
        call(client);
        call_queued(own, client);
        EXPECT(sga_user_get_email(NULL, NULL, &error) == SGA_ERR_NULL);
        EXPECT(sga_error_free(error) == SGA_OK);
        calls++;
    }
    EXPECT(sga_queue_free(own) == SGA_OK);
    return NULL;
}

static void call_once(void) {
    alarm(SECONDS);
    call(client);
    EXPECT(sga_queue_free(queue) == SGA_OK);
}

static void busy(int forks) {
    pthread_t threads[THREADS];
    for (int index = 0; index < THREADS; index++) {
        EXPECT(pthread_create(&threads[index], NULL, keep_calling, NULL) == 0);
    }
    for (int index = 0; index < forks; index++) {
        alarm(SECONDS);
        reap(in_child(call_once, 0));
    }
    is_over = 1;
    for (int index = 0; index < THREADS; index++)
        EXPECT(pthread_join(threads[index], NULL) == 0);
    EXPECT(calls > THREADS);
}

int main(int count, char **argument_values) {
    EXPECT(count >= 4);
    arguments = argument_values;
    is_checked = strcmp(arguments[1], "checked") == 0;
    alarm(SECONDS);
    client = new_client(arguments[2], arguments[3]);
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    if (count == 5) {
        busy(atoi(arguments[4]));
    } else {
        idle();
    }
    EXPECT(sga_queue_free(queue) == SGA_OK);
    return sga_client_free(client) != SGA_OK;
}
