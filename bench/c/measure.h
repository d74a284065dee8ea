/* Shared parts of the C contenders: arguments, clock, and the printed line of JSON. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define API_KEY "SG.xxxxxxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
#define USERNAME "u"
#define PASSWORD "k"
#define CUSTOMER "customer@example.com"

struct arguments {
    const char *base, *bundle, *kind;
    int calls, warm, at_once, rows;
};

/* Maximum number of latencies, the first ones, so that they do not dominate the memory. */
enum { KEPT = 10000 };
/* Number of subusers at the server. */
enum { SUBUSERS = 100000 };

struct meter {
    double startup, wall, latencies[KEPT];
    int kept;
    struct rusage before;
};

static inline void stop(const char *message) {
    fprintf(stderr, "%s\n", message);
    exit(1);
}

static inline struct arguments read_arguments(int count, char **words) {
    struct arguments arguments = {"", "", "get", 1000, 50, 1, 100000};
    if (count > 1 && !strcmp(words[1], "decode")) {
        stop("decode: the C library has no decoder for files");
    }
    for (int i = 1; i + 1 < count; i += 2) {
        const char *name = words[i], *value = words[i + 1];
        if (!strcmp(name, "--base")) {
            arguments.base = value;
        } else if (!strcmp(name, "--ca")) {
            arguments.bundle = value;
        } else if (!strcmp(name, "--op")) {
            arguments.kind = value;
        } else if (!strcmp(name, "--n")) {
            arguments.calls = atoi(value);
        } else if (!strcmp(name, "--warm")) {
            arguments.warm = atoi(value);
        } else if (!strcmp(name, "--conc")) {
            arguments.at_once = atoi(value);
        } else if (!strcmp(name, "--rows")) {
            arguments.rows = atoi(value);
        }
    }
    return arguments;
}

static inline int is(const struct arguments *arguments, const char *kind) {
    return !strcmp(arguments->kind, kind);
}

/* Number of warm-up calls: enough to open every connection before the meter starts. */
static inline int warm_up(const struct arguments *arguments) {
    return arguments->warm > arguments->at_once ? arguments->warm : arguments->at_once;
}

static inline double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static inline double seconds(struct timeval time) {
    return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

/* Peak memory of this process in KiB. The value of getrusage is not used: it includes the peak of
 * the parent process. */
static inline long peak_memory(void) {
    char line[256];
    long kib = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status)) {
        if (sscanf(line, "VmHWM: %ld", &kib) == 1) {
            break;
        }
    }
    if (status) {
        fclose(status);
    }
    return kib;
}

static inline void start_meter(struct meter *meter, double startup) {
    meter->startup = startup;
    meter->kept = 0;
    getrusage(RUSAGE_SELF, &meter->before);
    meter->wall = now();
}

/* Records a latency. The warm-up has no meter, and records none. */
static inline void record(struct meter *meter, double latency) {
    if (meter && meter->kept < KEPT) {
        meter->latencies[meter->kept++] = latency;
    }
}

static inline int compare(const void *one, const void *other) {
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

static inline void finish_meter(struct meter *meter, int calls) {
    double wall = now() - meter->wall;
    struct rusage after;
    getrusage(RUSAGE_SELF, &after);
    qsort(meter->latencies, (size_t)meter->kept, sizeof *meter->latencies, compare);
    printf("{\"n\":%d,\"wall_s\":%.6f,\"p50_us\":%.2f,\"p99_us\":%.2f,\"cpu_user_s\":%.6f,"
           "\"cpu_sys_s\":%.6f,\"rss_kb\":%ld,\"client_ms\":%.3f}\n",
           calls, wall, meter->latencies[meter->kept / 2] * 1e6,
           meter->latencies[meter->kept * 99 / 100] * 1e6,
           seconds(after.ru_utime) - seconds(meter->before.ru_utime),
           seconds(after.ru_stime) - seconds(meter->before.ru_stime), peak_memory(),
           meter->startup * 1e3);
}

#endif
