/* One client for many threads, and one that is freed while they use it.
 *
 *     threads shared URL KEY THREADS CALLS
 *     threads freed URL KEY THREADS FREES
 *
 * Prints the number of responses that the server must have sent.
 */
#include "expect.h"
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>

enum { MOST_THREADS = 64, NEW_ROOT_EVERY = 50, USED_AFTER_EVERY = 10 };

static char **arguments;
static int limit;
static atomic_uintptr_t current;
static atomic_int is_over;
static atomic_long succeeded;
static atomic_long refused;

/* Each call has its own response: a response for another call is detected. */
static sga_status change(const sga_client *client, long thread, int call) {
    char text[64];
    sga_profile *profile = NULL;
    sga_profile_update update = SGA_PROFILE_UPDATE_INIT;
    snprintf(text, sizeof text, "thread %ld, call %d", thread, call);
    update.city = text;
    sga_status status = sga_user_update_profile(client, &update, &profile, NULL);
    if (status == SGA_OK) {
        EXPECT(strcmp(profile->city, text) == 0);
        EXPECT(sga_profile_free(profile) == SGA_OK);
    }
    return status;
}

static sga_status look(const sga_client *client) {
    sga_username *username = NULL;
    sga_status status = sga_user_get_username(client, &username, NULL);
    if (status == SGA_OK) {
        EXPECT(username->has_user_id && username->user_id > 0);
        EXPECT(sga_username_free(username) == SGA_OK);
    }
    return status;
}

static sga_status call(const sga_client *client, long thread, int number) {
    return number % 16 == 0 ? change(client, thread, number) : look(client);
}

static void *call_shared(void *thread) {
    const sga_client *client = (const sga_client *)atomic_load(&current);
    for (int number = 0; number < limit; number++) {
        EXPECT(call(client, (long)(intptr_t)thread, number) == SGA_OK);
        succeeded++;
    }
    return NULL;
}

static void *call_freed(void *thread) {
    for (int number = 0; !is_over; number++) {
        const sga_client *client = (const sga_client *)atomic_load(&current);
        sga_status status = call(client, (long)(intptr_t)thread, number);
        if (status == SGA_OK) {
            succeeded++;
        } else {
            EXPECT(status == SGA_ERR_STALE_HANDLE || status == SGA_ERR_CLOSED);
            refused++;
        }
    }
    return NULL;
}

/* Frees the client of the threads, sometimes after closing all connections. */
static void free_and_make(void) {
    sga_client *root = new_client(arguments[2], arguments[3]);
    for (int frees = 0; frees < limit; frees++) {
        long before = succeeded + refused;
        sga_client *fresh = NULL;
        if (frees % NEW_ROOT_EVERY == 0) {
            sga_client *next = new_client(arguments[2], arguments[3]);
            EXPECT(sga_client_close(root) == SGA_OK);
            EXPECT(sga_client_free(root) == SGA_OK);
            root = next;
        }
        EXPECT(sga_client_on_behalf_of(root, "test_subuser", &fresh, NULL) == SGA_OK);
        if (frees % USED_AFTER_EVERY == 0) {
            /* Otherwise a call with a freed client would depend on chance. */
            long refusals = refused;
            EXPECT(sga_client_free((sga_client *)atomic_load(&current)) == SGA_OK);
            while (refused == refusals)
                sched_yield();
            atomic_store(&current, (uintptr_t)fresh);
            continue;
        }
        sga_client *old = (sga_client *)atomic_exchange(&current, (uintptr_t)fresh);
        EXPECT(sga_client_free(old) == SGA_OK);
        while (succeeded + refused == before)
            sched_yield();
    }
    is_over = 1;
    EXPECT(sga_client_free(root) == SGA_OK);
}

int main(int count, char **given) {
    EXPECT(count == 6);
    arguments = given;
    int is_freed = strcmp(given[1], "freed") == 0;
    long threads = atol(given[4]);
    limit = atoi(given[5]);
    pthread_t started[MOST_THREADS];
    EXPECT(threads <= MOST_THREADS);
    atomic_store(&current, (uintptr_t)new_client(given[2], given[3]));
    for (long index = 0; index < threads; index++) {
        void *(*work)(void *) = is_freed ? call_freed : call_shared;
        EXPECT(pthread_create(&started[index], NULL, work, (void *)(intptr_t)index) == 0);
    }
    if (is_freed) free_and_make();
    for (long index = 0; index < threads; index++)
        EXPECT(pthread_join(started[index], NULL) == 0);
    EXPECT(sga_client_free((sga_client *)atomic_load(&current)) == SGA_OK);
    printf("%ld %ld\n", succeeded, refused);
    return 0;
}
