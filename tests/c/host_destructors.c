/* Calls from the destructor of a thread-specific value: what the library keeps for a thread is
 * gone.
 *
 *     host_destructors first|used|main URL KEY
 *
 * With `first` the destructor makes the first call of its thread; with `used` the thread has made
 * calls before; with `main` it runs on the main thread, which has made calls and ends by
 * pthread_exit(); there the last destructor ends the program, as the library's threads do not end.
 * The destructor runs three times. Prints the status of each kind of call.
 */
#include "expect.h"
#include <pthread.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = 3, THREADS = 8, WAIT_MS = 5000 };

/* Made before the library is first used. */
static pthread_key_t key;
static char **program_arguments;
static sga_client *shared;

/* A destructor sets its own value again to run once more. */
struct work {
    int rounds;
};

/* An output is set exactly on success, and an error at most otherwise. */
static void check(const char *what, sga_status status, const void *output, sga_error *error) {
    EXPECT((status == SGA_OK) == (output != NULL));
    EXPECT(status != SGA_OK || error == NULL);
    EXPECT(error == NULL || (error->message != NULL && error->message[0] != 0));
    printf("%s: %s\n", what, sga_status_name(status));
    EXPECT(sga_error_free(error) == SGA_OK);
}

static void call(sga_client *client) {
    sga_email *email = NULL;
    sga_error *error = NULL;
    sga_status status = sga_user_get_email(client, &email, &error);
    check("call", status, email, error);
    EXPECT(sga_email_free(email) == SGA_OK);
}

static void fail(sga_client *client) {
    sga_email *email = NULL;
    sga_error *error = NULL;
    sga_status status = sga_user_update_email(client, "", &email, &error);
    EXPECT(status != SGA_OK);
    check("refused call", status, email, error);
    EXPECT(sga_user_get_email(client, NULL, NULL) == SGA_ERR_NULL);
}

static void use_client(void) {
    sga_client *client = NULL;
    sga_error *error = NULL;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.base_url = program_arguments[2];
    options.api_key = program_arguments[3];
    sga_status status = sga_client_new(&options, &client, &error);
    check("client", status, client, error);
    if (client == NULL) return;
    call(client);
    EXPECT(sga_client_close(client) == SGA_OK);
    EXPECT(sga_client_free(client) == SGA_OK);
    EXPECT(sga_client_free(client) == SGA_ERR_STALE_HANDLE);
}

static void use_queue(sga_client *client) {
    sga_queue *queue = NULL;
    sga_error *error = NULL;
    sga_completion *done = NULL;
    size_t pending = 1;
    sga_status status = sga_queue_new(&queue, &error);
    check("queue", status, queue, error);
    if (queue == NULL) return;
    error = NULL;
    status = sga_submit_user_get_email(queue, client, 7, &error);
    check("submit", status, status == SGA_OK ? queue : NULL, error);
    if (status == SGA_OK) {
        error = NULL;
        status = sga_queue_next(queue, WAIT_MS, &done, &error);
        check("next", status, done, error);
        /* On an error the call stays in the queue, which frees it. */
        EXPECT(status != SGA_OK || done->tag == 7);
        EXPECT(sga_completion_free(done) == SGA_OK);
    } else {
        EXPECT(sga_queue_pending(queue, &pending, NULL) == SGA_OK && pending == 0);
    }
    EXPECT(sga_queue_free(queue) == SGA_OK);
}

static void destroy(void *value) {
    struct work *work = value;
    call(shared);
    fail(shared);
    use_queue(shared);
    use_client();
    if (--work->rounds > 0) {
        EXPECT(pthread_setspecific(key, work) == 0);
        return;
    }
    free(work);
    if (strcmp(program_arguments[1], "main") == 0) exit(0);
}

static void prepare(int rounds) {
    struct work *work = malloc(sizeof *work);
    EXPECT(work != NULL);
    work->rounds = rounds;
    EXPECT(pthread_setspecific(key, work) == 0);
}

/* Everything that a thread does, and where it succeeds. */
static void use(void) {
    sga_email *email = NULL;
    sga_error *error = NULL;
    EXPECT_OK(sga_user_get_email(shared, &email, &error), error);
    EXPECT(sga_email_free(email) == SGA_OK);
    EXPECT(sga_user_update_email(shared, "", &email, &error) != SGA_OK);
    EXPECT(sga_error_free(error) == SGA_OK);
}

static void *work(void *is_used) {
    prepare(ROUNDS);
    if (is_used != NULL) use();
    return NULL;
}

int main(int count, char **arguments) {
    pthread_t threads[THREADS];
    EXPECT(count == 4);
    program_arguments = arguments;
    /* A call that blocks for ever ends the program by a signal. */
    alarm(20);
    EXPECT(pthread_key_create(&key, destroy) == 0);
    shared = new_client(arguments[2], arguments[3]);
    if (strcmp(arguments[1], "main") == 0) {
        prepare(ROUNDS);
        use();
        pthread_exit(NULL);
    }
    void *is_used = strcmp(arguments[1], "used") == 0 ? shared : NULL;
    for (int index = 0; index < THREADS; index++)
        EXPECT(pthread_create(&threads[index], NULL, work, is_used) == 0);
    for (int index = 0; index < THREADS; index++)
        EXPECT(pthread_join(threads[index], NULL) == 0);
    use();
    return sga_client_free(shared) != SGA_OK;
}
