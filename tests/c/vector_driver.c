/* Makes the calls of the vectors: one per line of standard input, with tabs between its fields,
 * each of which is name=value, percent-encoded. Writes what came of it, one line of JSON per call.
 * With the argument `queue`, calls go through a completion queue.
 *
 * A field `times` makes a line a series: see core/examples/driver. */
#include "vector_calls.h"
#include "vector_client.h"
#include "vector_inputs.h"
#include "vector_series.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_LINE = 1 << 20 };

static void through_queue(call *call) {
    sga_completion *done = NULL;
    sga_status status = sga_queue_new(&call->queue, &call->error);
    if (status == SGA_OK) {
        status = make(call);
    }
    if (status == SGA_OK) {
        status = sga_queue_next(call->queue, -1, &done, &call->error);
    }
    if (status == SGA_OK &&
        (done->tag != call->tag || (done->error != NULL) != (done->status != SGA_OK))) {
        fprintf(stderr, "the queue gave something else\n");
        exit(2);
    }
    if (status == SGA_OK) {
        print_completion(call, done);
    } else {
        print_failure(call);
    }
    sga_completion_free(done);
    sga_queue_free(call->queue);
}

static void run(const fields *given, int queued) {
    sga_client *client = NULL;
    call call = {.given = given, .tag = 7};
    sga_status status = make_client(given, &client, &call.error);
    if (status == SGA_OK) {
        status = act_for(given, &client, &call.error);
    }
    call.client = client;
    if (status != SGA_OK) {
        print_failure(&call);
    } else if (get(given, "times") != NULL) {
        run_series(given, client, queued);
    } else if (queued) {
        through_queue(&call);
    } else if (make(&call) != SGA_OK) {
        print_failure(&call);
    }
    putchar('\n');
    fflush(stdout);
    sga_client_free(client);
}

int main(int count, char **arguments) {
    int queued = count > 1 && strcmp(arguments[1], "queue") == 0;
    char *line = malloc(LONGEST_LINE);
    while (line != NULL && fgets(line, LONGEST_LINE, stdin) != NULL) {
        fields given = read_fields(line);
        run(&given, queued);
    }
    free(line);
    return 0;
}
