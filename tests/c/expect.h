/* What the programs of the tests have in common: they end with status 1 where something is not as
 * it should be, and say what. */
#ifndef EXPECT_H
#define EXPECT_H

#include <sendgrid_accounts.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define EXPECT(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            _Exit(1);                                                                              \
        }                                                                                          \
    } while (0)

/* Says what the library says, too. */
#define EXPECT_OK(call, error)                                                                     \
    do {                                                                                           \
        sga_status expect_status = (call);                                                         \
        if (expect_status != SGA_OK) {                                                             \
            fprintf(stderr, "%s:%d: %s: %s: %s\n", __FILE__, __LINE__, #call,                      \
                    sga_status_name(expect_status), (error) != NULL ? (error)->message : "");      \
            _Exit(1);                                                                              \
        }                                                                                          \
    } while (0)

static inline sga_client *client_with(sga_client_options options, const char *url,
                                      const char *key) {
    sga_client *client = NULL;
    sga_error *error = NULL;
    options.base_url = url;
    options.api_key = key;
    EXPECT_OK(sga_client_new(&options, &client, &error), error);
    return client;
}

static inline sga_client *client_of(const char *url, const char *key) {
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    return client_with(options, url, key);
}

static inline int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static inline void sleep_ms(long milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
}

/* As long as something takes that nothing tells the end of; where a checker slows the program down,
 * the tests say so. */
static inline void give_time(long milliseconds) {
    const char *slowness = getenv("SLOWNESS");
    sleep_ms(milliseconds * (slowness == NULL ? 1 : atol(slowness)));
}

#endif
