#include "vector_series.h"

#include "vector_calls.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_AT_ONCE = 1024, ROOM = 4096 };

typedef struct {
    const fields *input;
    /* The clients of the calls with an even and with an odd number. */
    const sga_client *clients[2];
    const char *separator;
    uint64_t times, at_once, pause_ms;
    atomic_uint_fast64_t next;
} series;

/* Copies the fields into `room`, with the number of a call instead of `{n}`. */
static fields numbered(const fields *input, uint64_t number, char *room) {
    fields result = *input;
    char *end = room + ROOM;
    for (int i = 0; i < input->count; i++) {
        const char *value = input->values[i], *place = strstr(value, "{n}");
        if (place == NULL) {
            continue;
        }
        int written = snprintf(room, (size_t)(end - room), "%.*s%lu%s", (int)(place - value), value,
                               (unsigned long)number, place + 3);
        result.values[i] = room;
        room += written + 1;
        if (room >= end) {
            fprintf(stderr, "the arguments are too long for a series\n");
            exit(2);
        }
    }
    return result;
}

static call call_of(series *all, const fields *input, sga_queue *queue, uint64_t number) {
    return (call){
        .input = input,
        .client = all->clients[number % 2],
        .queue = queue,
        .tag = number,
        .started = seconds_now(),
        .separator = &all->separator,
    };
}

static void pause_after(const series *all) {
    struct timespec pause = {(time_t)(all->pause_ms / 1000),
                             (long)(all->pause_ms % 1000) * 1000000};
    nanosleep(&pause, NULL);
}

static void *worker(void *shared) {
    series *all = shared;
    char room[ROOM];
    for (uint64_t number; (number = atomic_fetch_add(&all->next, 1)) < all->times;) {
        fields input = numbered(all->input, number, room);
        call call = call_of(all, &input, NULL, number);
        if (make(&call) != SGA_OK) {
            print_call_error(&call);
        }
        pause_after(all);
    }
    return NULL;
}

static void in_threads(series *all) {
    pthread_t threads[MOST_AT_ONCE];
    for (uint64_t i = 0; i < all->at_once; i++) {
        if (pthread_create(&threads[i], NULL, worker, all) != 0) {
            fprintf(stderr, "there is no further thread\n");
            exit(2);
        }
    }
    for (uint64_t i = 0; i < all->at_once; i++) {
        pthread_join(threads[i], NULL);
    }
}

/* Submits the next call; returns whether it is in progress. */
static int submit(series *all, sga_queue *queue, double *started) {
    char room[ROOM];
    uint64_t number = atomic_fetch_add(&all->next, 1);
    fields input = numbered(all->input, number, room);
    call call = call_of(all, &input, queue, number);
    started[number] = call.started;
    if (make(&call) == SGA_OK) {
        return 1;
    }
    print_call_error(&call);
    return 0;
}

static void in_queue(series *all) {
    sga_queue *queue = NULL;
    double *started = calloc(all->times, sizeof *started);
    if (started == NULL || sga_queue_new(&queue, NULL) != SGA_OK) {
        fprintf(stderr, "there is no queue\n");
        exit(2);
    }
    for (uint64_t under_way = 0; under_way > 0 || all->next < all->times;) {
        if (under_way < all->at_once && all->next < all->times) {
            under_way += (uint64_t)submit(all, queue, started);
            continue;
        }
        sga_completion *done = NULL;
        if (sga_queue_next(queue, -1, &done, NULL) != SGA_OK || done == NULL) {
            fprintf(stderr, "the queue gives nothing\n");
            exit(2);
        }
        call call = call_of(all, all->input, queue, done->tag);
        call.started = started[done->tag];
        print_completion(&call, done);
        sga_completion_free(done);
        under_way--;
        pause_after(all);
    }
    sga_queue_free(queue);
    free(started);
}

void run_series(const fields *input, const sga_client *client, int use_queue) {
    const char *odd = get(input, "odd_on_behalf_of");
    sga_client *view = NULL;
    if (odd != NULL && sga_client_on_behalf_of(client, odd, &view, NULL) != SGA_OK) {
        fprintf(stderr, "there is no view\n");
        exit(2);
    }
    series all = {
        .input = input,
        .clients = {client, view == NULL ? client : view},
        .separator = "",
        .times = setting(input, "times", 1),
        .at_once = setting(input, "at_once", 1),
        .pause_ms = setting(input, "pause_ms", 0),
    };
    if (all.at_once > MOST_AT_ONCE) {
        fprintf(stderr, "too many calls at once\n");
        exit(2);
    }
    fputs("{\"responses\":[", stdout);
    if (use_queue) {
        in_queue(&all);
    } else {
        in_threads(&all);
    }
    fputs("]}", stdout);
    sga_client_free(view);
}
