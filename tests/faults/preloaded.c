/* Overrides of the C library: a slow resolver and a wrong system clock. */
#include <dlfcn.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

typedef int resolve(const char *, const char *, const struct addrinfo *, struct addrinfo **);
typedef int read_clock(clockid_t, struct timespec *);

/* Lookups of names with this suffix fail after a delay. */
static const char SLOW[] = ".slow.invalid";

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
                struct addrinfo **found) {
    const char *seconds = getenv("SLOW_NAMES_SECONDS");
    size_t length = name != NULL ? strlen(name) : 0;
    if (seconds != NULL && length >= sizeof SLOW &&
        strcmp(name + length - (sizeof SLOW - 1), SLOW) == 0) {
        sleep((unsigned)atoi(seconds));
        return EAI_NONAME;
    }
    return ((resolve *)dlsym(RTLD_NEXT, "getaddrinfo"))(name, service, hints, found);
}

/* Offset of the system clock in seconds. */
static time_t ahead(void) {
    const char *seconds = getenv("CLOCK_AHEAD_SECONDS");
    return seconds != NULL ? (time_t)atoll(seconds) : 0;
}

int clock_gettime(clockid_t which, struct timespec *now) {
    int result = ((read_clock *)dlsym(RTLD_NEXT, "clock_gettime"))(which, now);
    if (which == CLOCK_REALTIME) {
        now->tv_sec += ahead();
    }
    return result;
}

time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result != NULL) {
        *result = now.tv_sec;
    }
    return now.tv_sec;
}
