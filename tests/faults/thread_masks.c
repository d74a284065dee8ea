/* What a test puts before the C library: each thread that is started notes which signals of the
 * program it could be interrupted by. */
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

/* A fault of the thread itself raises these, on that thread. The C library keeps two for itself. */
static int is_of_a_thread(int number) {
    return number == SIGSEGV || number == SIGBUS || number == SIGFPE || number == SIGILL ||
           number == SIGTRAP || number == SIGSYS || number == SIGABRT || number == SIGKILL ||
           number == SIGSTOP || (number >= 32 && number < SIGRTMIN);
}

/* One line for each thread: the numbers of what it has not blocked. */
static void note(const sigset_t *mask) {
    char line[512] = "thread:";
    int file = open(getenv("THREAD_MASKS"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    for (int number = 1; number <= SIGRTMAX; number++) {
        size_t length = strlen(line);
        if (!is_of_a_thread(number) && sigismember(mask, number) == 0) {
            snprintf(line + length, sizeof line - length, " %d", number);
        }
    }
    strcat(line, "\n");
    if (file < 0 || write(file, line, strlen(line)) < 0) {
        _exit(3);
    }
    close(file);
}

static void *run(void *given) {
    struct start start = *(struct start *)given;
    sigset_t mask;
    free(given);
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    note(&mask);
    return start.function(start.argument);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*function)(void *),
                   void *argument) {
    struct start *start = malloc(sizeof *start);
    start->function = function;
    start->argument = argument;
    return ((create *)dlsym(RTLD_NEXT, "pthread_create"))(thread, attributes, run, start);
}
