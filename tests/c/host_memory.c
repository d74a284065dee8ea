/* Uses the library in child processes, in each of which another allocation fails:
 *
 *     host_memory URL KEY
 *
 * A child succeeds, or aborts with the message of the allocator. Prints the number of children, and
 * the number of aborts.
 */
#include "expect.h"
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 30 };

/* The system's allocators, which the functions below replace. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

/* Allocations until the one that fails; 0: none fails. */
static atomic_long until;

static int is_refused(void) { return atomic_load(&until) > 0 && atomic_fetch_sub(&until, 1) == 1; }

static void *none(void) {
    errno = ENOMEM;
    return NULL;
}

void *malloc(size_t size) { return is_refused() ? none() : __libc_malloc(size); }

void *calloc(size_t count, size_t size) {
    return is_refused() ? none() : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    return is_refused() ? none() : __libc_realloc(memory, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    if (is_refused()) return ENOMEM;
    *memory = __libc_memalign(alignment, size);
    return *memory == NULL ? ENOMEM : 0;
}

/* Frees all objects, whatever the status. */
static void use(const char *url, const char *key) {
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.base_url = url;
    options.api_key = key;
    sga_client *client = NULL;
    sga_queue *queue = NULL;
    sga_error *error = NULL;
    sga_email *email = NULL;
    sga_completion *done = NULL;
    sga_client_new(&options, &client, &error);
    sga_error_free(error);
    error = NULL;
    sga_user_get_email(client, &email, &error);
    sga_error_free(error);
    error = NULL;
    sga_user_update_password(client, &(sga_password_change){sizeof(sga_password_change), key, key},
                             &error);
    sga_error_free(error);
    if (sga_queue_new(&queue, NULL) == SGA_OK &&
        sga_submit_user_get_email(queue, client, 1, NULL) == SGA_OK) {
        sga_queue_next(queue, 10000, &done, NULL);
    }
    sga_completion_free(done);
    sga_email_free(email);
    sga_queue_free(queue);
    sga_client_free(client);
}

/* Status of the child whose allocation fails; `*reached` says whether the child made it. */
static int child(char **arguments, long place, int *reached) {
    pid_t pid = fork();
    EXPECT(pid >= 0);
    if (pid == 0) {
        alarm(SECONDS);
        atomic_store(&until, place);
        use(arguments[1], arguments[2]);
        _Exit(atomic_exchange(&until, 0) > 0 ? 2 : 0);
    }
    int status = 0;
    EXPECT(waitpid(pid, &status, 0) == pid);
    /* A message that the end of the child cut ends its line. */
    fputc('\n', stderr);
    *reached = !(WIFEXITED(status) && WEXITSTATUS(status) == 2);
    return status;
}

int main(int count, char **arguments) {
    EXPECT(count == 3);
    struct rlimit no_core = {0, 0};
    EXPECT(setrlimit(RLIMIT_CORE, &no_core) == 0);
    long place = 0, aborted = 0;
    for (int reached = 1; reached;) {
        int status = child(arguments, ++place, &reached);
        int is_aborted = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
        if (!is_aborted && !WIFEXITED(status)) {
            fprintf(stderr, "signal %d at allocation %ld\n", WTERMSIG(status), place);
            return 1;
        }
        aborted += is_aborted;
    }
    printf("%ld %ld\n", place, aborted);
    return 0;
}
