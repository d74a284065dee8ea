/* 64 concurrent calls on one thread with an epoll loop.
 *
 *     epoll BASE_URL API_KEY
 */
#include <sendgrid_accounts.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { IN_FLIGHT = 64, CALLS = 256 };

typedef sga_status (*submit_call)(const sga_queue *, const sga_client *, uint64_t, sga_error **);

static const submit_call KINDS[] = {sga_submit_user_get_profile, sga_submit_user_get_credits,
                                    sga_submit_user_get_email, sga_submit_user_get_username};

struct loop {
    sga_client *client;
    sga_queue *queue;
    double started[CALLS]; /* indexed by the tags of the calls */
    uint64_t submitted, succeeded, failed, slowest;
    double longest;
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void tell(const char *operation, const sga_error *error) {
    fprintf(stderr, "%s (%s): %s\n", operation ? operation : "client",
            sga_status_name(error->status), error->message);
}

/* A call that was not submitted has no completion: it is counted here. */
static void submit_next(struct loop *loop) {
    uint64_t tag = loop->submitted++;
    sga_error *error = NULL;
    loop->started[tag] = now();
    submit_call submit = KINDS[tag % (sizeof KINDS / sizeof *KINDS)];
    if (submit(loop->queue, loop->client, tag, &error) != SGA_OK) {
        tell(error->operation, error);
        sga_error_free(error);
        loop->failed++;
    }
}

static void ended(struct loop *loop, const sga_completion *call) {
    double took = now() - loop->started[call->tag];
    if (took > loop->longest) {
        loop->longest = took;
        loop->slowest = call->tag;
    }
    if (call->status == SGA_OK) {
        loop->succeeded++;
    } else if (loop->failed++ == 0) { /* print the first error only */
        tell(call->operation, call->error);
    }
}

/* Processes all completions, so that the loop wakes once for many of them. */
static int take(struct loop *loop) {
    sga_error *error = NULL;
    sga_completion *call = NULL;
    while (sga_queue_next(loop->queue, 0, &call, &error) == SGA_OK) {
        if (!call) {
            return 1;
        }
        ended(loop, call);
        sga_completion_free(call);
        if (loop->submitted < CALLS) {
            submit_next(loop);
        }
    }
    tell(NULL, error);
    sga_error_free(error);
    return 0;
}

static int turn(struct loop *loop) {
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, sga_queue_fd(loop->queue), &event) != 0) {
        perror("epoll");
        return 0;
    }
    while (loop->submitted < IN_FLIGHT) {
        submit_next(loop);
    }
    int going = 1;
    while (going && loop->succeeded + loop->failed < CALLS) {
        if (epoll_wait(epoll, &event, 1, -1) == 1) {
            going = take(loop);
        }
    }
    close(epoll);
    return going && loop->failed == 0;
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: epoll BASE_URL API_KEY\n");
        return 2;
    }
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.base_url = arguments[1];
    options.api_key = arguments[2];
    options.max_connections = IN_FLIGHT;

    int well = 0;
    sga_error *error = NULL;
    struct loop loop = {0};
    if (sga_client_new(&options, &loop.client, &error) != SGA_OK ||
        sga_queue_new(&loop.queue, &error) != SGA_OK) {
        tell(NULL, error);
        sga_error_free(error);
    } else {
        well = turn(&loop);
        printf("%d calls, %d at a time: %d succeeded, %d failed; call %d took longest, %.1f ms\n",
               CALLS, IN_FLIGHT, (int)loop.succeeded, (int)loop.failed, (int)loop.slowest,
               loop.longest);
    }
    sga_queue_free(loop.queue);
    sga_client_free(loop.client);
    return well ? 0 : 1;
}
