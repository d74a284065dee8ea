/* Sixty-four concurrent calls, completed by a loop that waits for the queue's descriptor.
 *
 *     queue_loop poll|epoll|late URL KEY
 */
#include "expect.h"
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { CALLS = 64, KINDS = 4 };

static sga_queue *queue;
static char seen[CALLS];

static int is_readable(int limit_ms) {
    struct pollfd entry = {sga_queue_fd(queue), POLLIN, 0};
    EXPECT(entry.fd >= 0);
    int ready = poll(&entry, 1, limit_ms);
    EXPECT(ready == 0 || entry.revents == POLLIN);
    return ready;
}

static void submit(const sga_client *client, uint64_t tag) {
    sga_status (*calls[KINDS])(const sga_queue *, const sga_client *, uint64_t, sga_error **) = {
        sga_submit_user_get_account, sga_submit_user_get_email, sga_submit_user_get_profile,
        sga_submit_user_get_username};
    sga_error *error = NULL;
    EXPECT_OK(calls[tag % KINDS](queue, client, tag, &error), error);
}

/* Only the member of the operation is set. */
static void check(const sga_completion *completion) {
    const void *results[] = {completion->account,  completion->email,   completion->profile,
                             completion->username, completion->credits, completion->customers,
                             completion->error};
    size_t fits = completion->tag % KINDS;
    EXPECT(completion->status == SGA_OK);
    for (size_t index = 0; index < sizeof results / sizeof *results; index++) {
        EXPECT((results[index] != NULL) == (index == fits));
    }
    if (completion->account != NULL) EXPECT(strcmp(completion->account->type, "paid") == 0);
    if (completion->email != NULL)
        EXPECT(strcmp(completion->email->email, "test@example.com") == 0);
    if (completion->username != NULL) EXPECT(completion->username->user_id == 1);
    EXPECT(completion->tag < CALLS && !seen[completion->tag]);
    seen[completion->tag] = 1;
}

/* Removes the available completions; returns their number. */
static int take_all(int left) {
    int taken = 0;
    for (;;) {
        sga_completion *completion = NULL;
        sga_error *error = NULL;
        EXPECT_OK(sga_queue_next(queue, 0, &completion, &error), error);
        if (completion == NULL) return taken;
        check(completion);
        EXPECT(sga_completion_free(completion) == SGA_OK);
        taken++;
        if (taken == left) EXPECT(!is_readable(0));
    }
}

static void wait_with_epoll(int epoll) {
    struct epoll_event event;
    EXPECT(epoll_wait(epoll, &event, 1, 10000) == 1);
    EXPECT(event.data.fd == sga_queue_fd(queue));
}

static void loop(int epoll) {
    int taken = 0, wakes = 0;
    while (taken < CALLS) {
        if (epoll >= 0) {
            wait_with_epoll(epoll);
        } else {
            EXPECT(is_readable(10000));
        }
        taken += take_all(CALLS - taken);
        EXPECT(++wakes <= CALLS);
    }
}

/* When all calls have ended, the descriptor is readable until the last completion is removed. */
static void take_late(void) {
    for (int tries = 0; tries < 500 && !is_readable(20); tries++)
        continue;
    wait_a_while(1500);
    for (int left = CALLS; left > 0; left--) {
        sga_completion *completion = NULL;
        EXPECT(is_readable(0));
        EXPECT(sga_queue_next(queue, 0, &completion, NULL) == SGA_OK && completion != NULL);
        check(completion);
        EXPECT(sga_completion_free(completion) == SGA_OK);
    }
    EXPECT(!is_readable(0));
}

int main(int count, char **arguments) {
    EXPECT(count == 4);
    sga_client *client = new_client(arguments[2], arguments[3]);
    size_t pending = 0;
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    EXPECT(!is_readable(0));
    int epoll = -1;
    if (strcmp(arguments[1], "epoll") == 0) {
        struct epoll_event event = {.events = EPOLLIN, .data.fd = sga_queue_fd(queue)};
        epoll = epoll_create1(EPOLL_CLOEXEC);
        EXPECT(epoll_ctl(epoll, EPOLL_CTL_ADD, sga_queue_fd(queue), &event) == 0);
    }
    for (uint64_t tag = 0; tag < CALLS; tag++)
        submit(client, tag);
    EXPECT(sga_queue_pending(queue, &pending, NULL) == SGA_OK && pending == CALLS);
    EXPECT(sga_client_free(client) == SGA_OK);
    if (strcmp(arguments[1], "late") == 0) {
        take_late();
    } else {
        loop(epoll);
    }
    EXPECT(sga_queue_pending(queue, &pending, NULL) == SGA_OK && pending == 0);
    EXPECT(memchr(seen, 0, CALLS) == NULL);
    if (epoll >= 0) close(epoll);
    return sga_queue_free(queue) != SGA_OK;
}
