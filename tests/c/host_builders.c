/* Threads that concurrently create clients and make the first calls of the process.
 *
 *     host_builders URL KEY
 */
#include "expect.h"
#include <pthread.h>

enum { THREADS = 8, CLIENTS = 5 };

static pthread_barrier_t together;
static char **arguments;

static void *work(void *unused) {
    (void)unused;
    pthread_barrier_wait(&together);
    for (int index = 0; index < CLIENTS; index++) {
        sga_error *error = NULL;
        sga_email *email = NULL;
        sga_client *acting = NULL;
        sga_client *client = new_client(arguments[1], arguments[2]);
        EXPECT_OK(sga_client_on_behalf_of(client, "test_subuser", &acting, &error), error);
        EXPECT_OK(sga_user_get_email(acting, &email, &error), error);
        EXPECT(sga_email_free(email) == SGA_OK);
        EXPECT(sga_client_free(acting) == SGA_OK);
        EXPECT(sga_client_free(client) == SGA_OK);
    }
    return NULL;
}

int main(int count, char **argument_values) {
    EXPECT(count == 3);
    arguments = argument_values;
    pthread_t threads[THREADS];
    EXPECT(pthread_barrier_init(&together, NULL, THREADS) == 0);
    for (int index = 0; index < THREADS; index++) {
        EXPECT(pthread_create(&threads[index], NULL, work, NULL) == 0);
    }
    for (int index = 0; index < THREADS; index++)
        EXPECT(pthread_join(threads[index], NULL) == 0);
    return pthread_barrier_destroy(&together);
}
