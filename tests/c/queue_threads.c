/* One queue for several threads, and queues and clients that are freed with calls in progress.
 *
 *     queue_threads takers|waiters|orphans|abandoned|storm URL KEY
 */
#include "expect.h"
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { THREADS = 4, CALLS = 50, ROUNDS = 30 };

static char **arguments;
static sga_client *client;
static atomic_uintptr_t current;
static atomic_int seen[THREADS * CALLS];
static atomic_int taken;
static atomic_int is_over;

static sga_queue *queue_now(void) { return (sga_queue *)atomic_load(&current); }

static void new_queue(void) {
    sga_queue *queue = NULL;
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    atomic_store(&current, (uintptr_t)queue);
}

static void start(pthread_t *threads, void *(*work)(void *)) {
    for (long index = 0; index < THREADS; index++) {
        EXPECT(pthread_create(&threads[index], NULL, work, (void *)(intptr_t)index) == 0);
    }
}

static void join(const pthread_t *threads) {
    for (int index = 0; index < THREADS; index++)
        EXPECT(pthread_join(threads[index], NULL) == 0);
}

static void *give(void *thread) {
    uint64_t first = (uint64_t)(intptr_t)thread * CALLS;
    for (uint64_t index = 0; index < CALLS; index++) {
        EXPECT(sga_submit_user_get_username(queue_now(), client, first + index, NULL) == SGA_OK);
    }
    return NULL;
}

/* Some poll, some wait with a timeout, some without. */
static void *take(void *thread) {
    int limits[THREADS] = {0, 5, 50, -1};
    while (taken < THREADS * CALLS) {
        sga_completion *completion = NULL;
        sga_status status =
            sga_queue_next(queue_now(), limits[(intptr_t)thread], &completion, NULL);
        if (status == SGA_ERR_STALE_HANDLE && taken == THREADS * CALLS) break;
        EXPECT(status == SGA_OK);
        if (completion == NULL) continue;
        EXPECT(completion->status == SGA_OK && completion->username->user_id == 1);
        EXPECT(atomic_fetch_add(&seen[completion->tag], 1) == 0);
        EXPECT(sga_completion_free(completion) == SGA_OK);
        taken++;
    }
    return NULL;
}

static void takers(void) {
    pthread_t givers[THREADS], takers[THREADS];
    new_queue();
    start(takers, take);
    start(givers, give);
    join(givers);
    while (taken < THREADS * CALLS)
        sleep_ms(5);
    /* The thread that waits without a timeout wakes up. */
    EXPECT(sga_queue_free(queue_now()) == SGA_OK);
    join(takers);
}

static void *wait(void *thread) {
    sga_error *error = NULL;
    sga_completion *completion = NULL;
    int limit = (intptr_t)thread % 2 == 0 ? -1 : 20000;
    EXPECT(sga_queue_next(queue_now(), limit, &completion, &error) == SGA_ERR_STALE_HANDLE);
    EXPECT(completion == NULL && strcmp(error->field, "queue") == 0);
    EXPECT(sga_error_free(error) == SGA_OK);
    return NULL;
}

static void waiters(void) {
    pthread_t threads[THREADS];
    for (int round = 0; round < ROUNDS; round++) {
        new_queue();
        start(threads, wait);
        sleep_ms(round % 10);
        EXPECT(sga_queue_free(queue_now()) == SGA_OK);
        join(threads);
    }
}

/* Calls continue after their client is freed. */
static void orphans(void) {
    new_queue();
    EXPECT(give(NULL) == NULL);
    EXPECT(sga_client_free(client) == SGA_OK);
    client = NULL;
    for (int index = 0; index < CALLS; index++) {
        sga_completion *completion = NULL;
        EXPECT(sga_queue_next(queue_now(), 20000, &completion, NULL) == SGA_OK);
        EXPECT(completion != NULL && completion->status == SGA_OK);
        EXPECT(sga_completion_free(completion) == SGA_OK);
    }
    EXPECT(sga_queue_free(queue_now()) == SGA_OK);
}

/* Calls end when their queue is freed: the server sees their connections close. */
static void abandoned(void) {
    new_queue();
    EXPECT(give(NULL) == NULL);
    wait_a_while(1000);
    EXPECT(sga_queue_free(queue_now()) == SGA_OK);
    wait_a_while(1000);
}

static void *rage(void *thread) {
    uint64_t tag = (uint64_t)(intptr_t)thread;
    while (!is_over) {
        size_t number = 0;
        sga_completion *completion = NULL;
        const sga_queue *queue = queue_now();
        sga_status status = sga_submit_user_get_username(queue, client, tag, NULL);
        EXPECT(status == SGA_OK || status == SGA_ERR_STALE_HANDLE);
        if (tag % 2 == 0) status = sga_queue_cancel(queue, tag, &number, NULL);
        EXPECT(status == SGA_OK || status == SGA_ERR_STALE_HANDLE);
        status = sga_queue_next(queue, 2, &completion, NULL);
        EXPECT(status == SGA_OK || status == SGA_ERR_STALE_HANDLE);
        if (completion == NULL) continue;
        EXPECT(completion->status == SGA_OK || completion->status == SGA_ERR_CANCELLED);
        EXPECT(sga_completion_free(completion) == SGA_OK);
    }
    return NULL;
}

static void storm(void) {
    pthread_t threads[THREADS];
    new_queue();
    start(threads, rage);
    for (int round = 0; round < ROUNDS * 5; round++) {
        sga_queue *old = queue_now();
        sleep_ms(round % 4);
        new_queue();
        EXPECT(sga_queue_fd(old) >= 0);
        EXPECT(sga_queue_free(old) == SGA_OK);
    }
    is_over = 1;
    join(threads);
    EXPECT(sga_queue_free(queue_now()) == SGA_OK);
}

int main(int count, char **argument_values) {
    EXPECT(count == 4);
    arguments = argument_values;
    client = new_client(argument_values[2], argument_values[3]);
    if (strcmp(argument_values[1], "takers") == 0) takers();
    if (strcmp(argument_values[1], "waiters") == 0) waiters();
    if (strcmp(argument_values[1], "orphans") == 0) orphans();
    if (strcmp(argument_values[1], "abandoned") == 0) abandoned();
    if (strcmp(argument_values[1], "storm") == 0) storm();
    return sga_client_free(client) != SGA_OK;
}
