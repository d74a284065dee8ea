/* Loads, unloads and reloads the library with calls in progress, without linking to it.
 *
 *     host_plugin LIBRARY URL KEY
 */
#include "expect.h"
#include <dlfcn.h>
#include <string.h>

enum { CALLS = 20 };

/* ISO C cannot cast an object pointer to a function pointer. */
#define FIND(library, name)                                                                        \
    do {                                                                                           \
        void *symbol = dlsym((library), #name);                                                    \
        EXPECT(symbol != NULL);                                                                    \
        memcpy(&functions.name, &symbol, sizeof symbol);                                           \
    } while (0)

static struct {
    sga_status (*sga_client_new)(const sga_client_options *, sga_client **, sga_error **);
    sga_status (*sga_queue_new)(sga_queue **, sga_error **);
    sga_status (*sga_submit_user_get_email)(const sga_queue *, const sga_client *, uint64_t,
                                            sga_error **);
    sga_status (*sga_queue_next)(const sga_queue *, int, sga_completion **, sga_error **);
    sga_status (*sga_completion_free)(sga_completion *);
} functions;

static void *load(const char *path) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) fprintf(stderr, "%s\n", dlerror());
    EXPECT(library != NULL);
    FIND(library, sga_client_new);
    FIND(library, sga_queue_new);
    FIND(library, sga_submit_user_get_email);
    FIND(library, sga_queue_next);
    FIND(library, sga_completion_free);
    return library;
}

int main(int count, char **arguments) {
    EXPECT(count == 4);
    sga_client *client = NULL;
    sga_queue *queue = NULL;
    void *library = load(arguments[1]);
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.base_url = arguments[2];
    options.api_key = arguments[3];
    EXPECT(functions.sga_client_new(&options, &client, NULL) == SGA_OK);
    EXPECT(functions.sga_queue_new(&queue, NULL) == SGA_OK);
    for (uint64_t tag = 0; tag < CALLS; tag++) {
        EXPECT(functions.sga_submit_user_get_email(queue, client, tag, NULL) == SGA_OK);
    }
    EXPECT(dlclose(library) == 0);
    memset(&functions, 0, sizeof functions);
    sleep_ms(50);
    /* The library was not unmapped: its objects still exist. */
    library = load(arguments[1]);
    for (int index = 0; index < CALLS; index++) {
        sga_completion *completion = NULL;
        EXPECT(functions.sga_queue_next(queue, 10000, &completion, NULL) == SGA_OK);
        EXPECT(completion != NULL && completion->status == SGA_OK);
        EXPECT(functions.sga_completion_free(completion) == SGA_OK);
    }
    return dlclose(library);
}
