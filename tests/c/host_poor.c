/* A process that temporarily cannot create threads or descriptors.
 *
 *     host_poor URL KEY
 */
#include "expect.h"
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

typedef int create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

static int is_poor = 1;

/* Replaces the system's function. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *),
                   void *argument) {
    if (is_poor) return EAGAIN;
    create *real = NULL;
    void *symbol = dlsym(RTLD_NEXT, "pthread_create");
    memcpy(&real, &symbol, sizeof symbol);
    return real(thread, attributes, start, argument);
}

static void without_threads(const sga_client *client, const sga_queue *queue) {
    sga_email *email = NULL;
    sga_error *error = NULL;
    size_t pending = 1;
    EXPECT(sga_user_get_email(client, &email, &error) == SGA_ERR_CONNECT);
    EXPECT(email == NULL && error->outcome == SGA_OUTCOME_NOT_SENT);
    EXPECT(strstr(error->message, "temporarily unavailable") != NULL);
    EXPECT(sga_error_free(error) == SGA_OK);
    EXPECT(sga_submit_user_get_email(queue, client, 1, &error) == SGA_ERR_CONNECT);
    EXPECT(error->outcome == SGA_OUTCOME_NOT_SENT);
    EXPECT(sga_error_free(error) == SGA_OK);
    /* A call that was not submitted has no completion. */
    EXPECT(sga_queue_pending(queue, &pending, NULL) == SGA_OK && pending == 0);
}

static void without_descriptors(void) {
    sga_queue *queue = NULL;
    sga_error *error = NULL;
    struct rlimit limit, none = {0, 0};
    EXPECT(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    none.rlim_max = limit.rlim_max;
    EXPECT(setrlimit(RLIMIT_NOFILE, &none) == 0);
    EXPECT(sga_queue_new(&queue, &error) == SGA_ERR_INTERNAL);
    EXPECT(error != NULL && queue == NULL);
    EXPECT(sga_error_free(error) == SGA_OK);
    EXPECT(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    EXPECT(sga_queue_new(&queue, &error) == SGA_OK);
    EXPECT(sga_queue_free(queue) == SGA_OK);
}

int main(int count, char **arguments) {
    EXPECT(count == 3);
    /* A deadlock ends the program. */
    alarm(20);
    sga_queue *queue = NULL;
    sga_email *email = NULL;
    sga_error *error = NULL;
    sga_completion *completion = NULL;
    sga_client *client = new_client(arguments[1], arguments[2]);
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    without_threads(client, queue);
    is_poor = 0;
    EXPECT_OK(sga_user_get_email(client, &email, &error), error);
    EXPECT(sga_email_free(email) == SGA_OK);
    EXPECT_OK(sga_submit_user_get_email(queue, client, 1, &error), error);
    EXPECT_OK(sga_queue_next(queue, -1, &completion, &error), error);
    EXPECT(completion->status == SGA_OK);
    EXPECT(sga_completion_free(completion) == SGA_OK);
    EXPECT(sga_queue_free(queue) == SGA_OK);
    without_descriptors();
    return sga_client_free(client) != SGA_OK;
}
