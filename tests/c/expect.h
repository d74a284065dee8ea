/* Assertions of the test programs, which print the failed condition and exit with status 1. */
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

/* Prints the message of the library, too. */
#define EXPECT_OK(call, error)                                                                     \
    do {                                                                                           \
        sga_status expect_status = (call);                                                         \
        if (expect_status != SGA_OK) {                                                             \
            fprintf(stderr, "%s:%d: %s: %s: %s\n", __FILE__, __LINE__, #call,                      \
                    sga_status_name(expect_status), (error) != NULL ? (error)->message : "");      \
            _Exit(1);                                                                              \
        }                                                                                          \
    } while (0)

static inline sga_client *new_client_with(sga_client_options options, const char *url,
                                          const char *key) {
    sga_client *client = NULL;
    sga_error *error = NULL;
    options.base_url = url;
    options.api_key = key;
    EXPECT_OK(sga_client_new(&options, &client, &error), error);
    return client;
}

static inline sga_client *new_client(const char *url, const char *key) {
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    return new_client_with(options, url, key);
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

/* Waits for an event that cannot be observed. SLOWNESS is the slowdown by a memory checker. */
static inline void wait_a_while(long milliseconds) {
    const char *slowness = getenv("SLOWNESS");
    sleep_ms(milliseconds * (slowness == NULL ? 1 : atol(slowness)));
}

#endif
