/* Override of pthread_create: each new thread writes its unblocked signals to a file. */
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

struct start {
    void *(*function)(void *);
    void *argument;
};

/* Synchronous signals, signals that cannot be blocked, and the internal signals of the C library.
 */
static int is_ignored(int number) {
    return number == SIGSEGV || number == SIGBUS || number == SIGFPE || number == SIGILL ||
           number == SIGTRAP || number == SIGSYS || number == SIGABRT || number == SIGKILL ||
           number == SIGSTOP || (number >= 32 && number < SIGRTMIN);
}

/* Appends one line per thread: the numbers of its unblocked signals. */
static void write_mask(const sigset_t *mask) {
    char line[512] = "thread:";
    int file = open(getenv("THREAD_MASKS"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    for (int number = 1; number <= SIGRTMAX; number++) {
        size_t length = strlen(line);
        if (!is_ignored(number) && sigismember(mask, number) == 0) {
            snprintf(line + length, sizeof line - length, " %d", number);
        }
    }
    strcat(line, "\n");
    if (file < 0 || write(file, line, strlen(line)) < 0) {
        _exit(3);
    }
    close(file);
}

static void *run(void *start_argument) {
    struct start start = *(struct start *)start_argument;
    sigset_t mask;
    free(start_argument);
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    write_mask(&mask);
    return start.function(start.argument);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*function)(void *),
                   void *argument) {
    struct start *start = malloc(sizeof *start);
    start->function = function;
    start->argument = argument;
    return ((create *)dlsym(RTLD_NEXT, "pthread_create"))(thread, attributes, run, start);
}
