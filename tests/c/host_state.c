/* The library does not change the state of the host: errno, signals, locale, descriptors.
 *
 *     host_state URL KEY LOCALE
 */
#include "expect.h"
#include <dirent.h>
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ERRNO = 4711 };

struct host {
    sigset_t mask;
    struct {
        void (*handler)(int);
        int flags;
        uint64_t mask;
    } actions[65];
    char locale[256];
    char folder[4096];
    mode_t umask;
};

static struct host state(void) {
    struct host host;
    memset(&host, 0, sizeof host);
    EXPECT(sigprocmask(SIG_BLOCK, NULL, &host.mask) == 0);
    for (int number = 1; number < 65; number++) {
        struct sigaction action;
        if (sigaction(number, NULL, &action) != 0) continue;
        host.actions[number].handler = action.sa_handler;
        host.actions[number].flags = action.sa_flags;
        /* The rest of the set is not initialised. */
        memcpy(&host.actions[number].mask, &action.sa_mask, sizeof(uint64_t));
    }
    snprintf(host.locale, sizeof host.locale, "%s", setlocale(LC_ALL, NULL));
    EXPECT(getcwd(host.folder, sizeof host.folder) != NULL);
    host.umask = umask(0);
    umask(host.umask);
    return host;
}

static void expect_same(const struct host *before) {
    EXPECT(errno == ERRNO);
    struct host now = state();
    EXPECT(memcmp(before, &now, sizeof now) == 0);
    errno = ERRNO;
}

static int descriptors(void) {
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count;
}

static void use(const struct host *before, const char *url, const char *key) {
    sga_error *error = NULL;
    sga_account *account = NULL;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.on_behalf_of = "test_subuser";
    sga_client *client = new_client_with(options, url, key);
    errno = ERRNO;
    EXPECT_OK(sga_user_get_account(client, &account, &error), error);
    expect_same(before);
    /* JSON numbers are independent of the decimal separator of the locale. */
    EXPECT(account->has_reputation && account->reputation == 99.7);
    EXPECT(sga_account_free(account) == SGA_OK);
    expect_same(before);
    EXPECT(sga_user_get_account(client, NULL, NULL) == SGA_ERR_NULL);
    expect_same(before);
    EXPECT(sga_user_update_email(client, "nobody", NULL, &error) != SGA_OK);
    expect_same(before);
    EXPECT(sga_error_free(error) == SGA_OK);
    expect_same(before);
    EXPECT(sga_client_free(client) == SGA_OK);
    expect_same(before);
    EXPECT(sga_client_free(client) == SGA_ERR_STALE_HANDLE);
    expect_same(before);
}

/* No server listens on this port. */
static void fail(const struct host *before, const char *key) {
    sga_email *email = NULL;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.max_retries = SGA_NONE;
    sga_client *client = new_client_with(options, "http://127.0.0.1:9", key);
    errno = ERRNO;
    EXPECT(sga_user_get_email(client, &email, NULL) == SGA_ERR_CONNECT);
    expect_same(before);
    sga_client_free(client);
}

static void queue(const struct host *before, const char *url, const char *key) {
    sga_queue *queue = NULL;
    sga_completion *completion = NULL;
    sga_client *client = new_client(url, key);
    errno = ERRNO;
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    expect_same(before);
    EXPECT(sga_submit_user_get_email(queue, client, 1, NULL) == SGA_OK);
    expect_same(before);
    EXPECT(sga_queue_next(queue, -1, &completion, NULL) == SGA_OK);
    expect_same(before);
    EXPECT(completion->status == SGA_OK);
    EXPECT(sga_completion_free(completion) == SGA_OK);
    errno = ERRNO;
    EXPECT(sga_queue_next(queue, 10, &completion, NULL) == SGA_OK);
    expect_same(before);
    EXPECT(sga_queue_fd(queue) >= 0);
    EXPECT(sga_queue_free(queue) == SGA_OK);
    expect_same(before);
    sga_client_free(client);
}

int main(int count, char **arguments) {
    EXPECT(count == 4);
    EXPECT(setlocale(LC_ALL, arguments[3]) != NULL);
    umask(027);
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    signal(SIGUSR2, SIG_IGN);
    struct host before = state();
    fail(&before, arguments[2]);
    int open = 0;
    for (int round = 0; round < 20; round++) {
        use(&before, arguments[1], arguments[2]);
        fail(&before, arguments[2]);
        queue(&before, arguments[1], arguments[2]);
        if (round == 9) sleep_ms(200);
        if (round == 9) open = descriptors();
    }
    /* Connections of freed clients close soon, but not at once. */
    for (int tries = 0; tries < 100 && descriptors() > open; tries++)
        sleep_ms(20);
    EXPECT(descriptors() <= open);
    return 0;
}
