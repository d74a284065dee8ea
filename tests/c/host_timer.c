/* Uses the library while an interval timer of the host fires every 50 microseconds.
 *
 *     host_timer call|queue URL KEY
 *
 * No handler of the host runs on a thread of the library, from its first moment on.
 */
#include "expect.h"
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

enum { INTERVAL_US = 50, HANDLER_NS = 15000, CALLS = 5 };

typedef int create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

static volatile sig_atomic_t handled, elsewhere, unblocked;
static int started;

static int64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Takes some of the interval, during which the main thread has the signal blocked, and others are
 * offered the next one. */
static void handle(int number) {
    int64_t end = now_ns() + HANDLER_NS;
    (void)number;
    handled = 1;
    /* All threads but the main one are the library's. */
    if (syscall(SYS_gettid) != getpid()) elsewhere = 1;
    while (now_ns() < end)
        continue;
}

struct start {
    void *(*function)(void *);
    void *argument;
};

/* The first thing that a thread of the library does. */
static void *run(void *argument) {
    static const int BLOCKED[] = {SIGALRM, SIGINT,  SIGTERM, SIGHUP,  SIGQUIT,  SIGCHLD,
                                  SIGUSR1, SIGUSR2, SIGPIPE, SIGPROF, SIGVTALRM};
    struct start start = *(struct start *)argument;
    sigset_t mask;
    free(argument);
    EXPECT(pthread_sigmask(SIG_BLOCK, NULL, &mask) == 0);
    for (size_t index = 0; index < sizeof BLOCKED / sizeof *BLOCKED; index++)
        if (sigismember(&mask, BLOCKED[index]) != 1) unblocked |= 1 << index;
    return start.function(start.argument);
}

/* Stands before the system's own. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*function)(void *),
                   void *argument) {
    create *real = NULL;
    void *found = dlsym(RTLD_NEXT, "pthread_create");
    memcpy(&real, &found, sizeof found);
    struct start *start = malloc(sizeof *start);
    EXPECT(start != NULL);
    start->function = function;
    start->argument = argument;
    started++;
    return real(thread, attributes, run, start);
}

static void call(sga_client *client) {
    sga_email *email = NULL;
    sga_error *error = NULL;
    EXPECT_OK(sga_user_get_email(client, &email, &error), error);
    EXPECT(sga_email_free(email) == SGA_OK);
}

static void call_queue(sga_client *client, sga_queue *queue) {
    sga_error *error = NULL;
    sga_completion *done = NULL;
    EXPECT_OK(sga_submit_user_get_email(queue, client, 1, &error), error);
    EXPECT_OK(sga_queue_next(queue, -1, &done, &error), error);
    EXPECT(done->status == SGA_OK);
    EXPECT(sga_completion_free(done) == SGA_OK);
}

static void start_timer(void) {
    struct sigaction action;
    struct itimerval interval = {{0, INTERVAL_US}, {0, INTERVAL_US}};
    memset(&action, 0, sizeof action);
    action.sa_handler = handle;
    action.sa_flags = SA_RESTART;
    EXPECT(sigaction(SIGALRM, &action, NULL) == 0);
    EXPECT(setitimer(ITIMER_REAL, &interval, NULL) == 0);
}

/* While the main thread has it blocked, any thread that has not gets the signal. */
static void offer_signal(void) {
    sigset_t set, before;
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    EXPECT(pthread_sigmask(SIG_BLOCK, &set, &before) == 0);
    sleep_ms(20);
    EXPECT(pthread_sigmask(SIG_SETMASK, &before, NULL) == 0);
}

int main(int count, char **arguments) {
    struct itimerval none;
    sga_queue *queue = NULL;
    EXPECT(count == 4);
    start_timer();
    sga_client *client = new_client(arguments[2], arguments[3]);
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    for (int round = 0; round < CALLS; round++) {
        if (strcmp(arguments[1], "queue") == 0)
            call_queue(client, queue);
        else
            call(client);
    }
    offer_signal();
    EXPECT(sga_queue_free(queue) == SGA_OK);
    EXPECT(sga_client_free(client) == SGA_OK);
    memset(&none, 0, sizeof none);
    EXPECT(setitimer(ITIMER_REAL, &none, NULL) == 0);
    EXPECT(handled);
    printf("threads %d, unblocked %d, elsewhere %d\n", started, (int)unblocked, (int)elsewhere);
    return 0;
}
