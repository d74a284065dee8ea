/* Makes the calls of the vectors, one for each line of standard input. The fields of a line are
 * name=value, percent-encoded and separated by tabs. Writes one line of JSON for each call. With
 * the argument `queue`, the calls use a completion queue.
 *
 * A line with the field `times` is a series of calls: see core/examples/driver. */
#include "vector_calls.h"
#include "vector_client.h"
#include "vector_inputs.h"
#include "vector_series.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_LINE = 1 << 20 };

static void call_by_queue(call *call) {
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
        fprintf(stderr, "unexpected completion\n");
        exit(2);
    }
    if (status == SGA_OK) {
        print_completion(call, done);
    } else {
        print_call_error(call);
    }
    sga_completion_free(done);
    sga_queue_free(call->queue);
}

static void run(const fields *input, int use_queue) {
    sga_client *client = NULL;
    call call = {.input = input, .tag = 7};
    sga_status status = make_client(input, &client, &call.error);
    if (status == SGA_OK) {
        status = apply_on_behalf_of(input, &client, &call.error);
    }
    if (status == SGA_OK) {
        status = apply_call_options(input, &client, &call.error);
    }
    call.client = client;
    if (status != SGA_OK) {
        print_call_error(&call);
    } else if (get(input, "times") != NULL) {
        run_series(input, client, use_queue);
    } else if (use_queue) {
        call_by_queue(&call);
    } else if (make(&call) != SGA_OK) {
        print_call_error(&call);
    }
    putchar('\n');
    fflush(stdout);
    sga_client_free(client);
}

int main(int count, char **arguments) {
    int use_queue = count > 1 && strcmp(arguments[1], "queue") == 0;
    char *line = malloc(MAX_LINE);
    while (line != NULL && fgets(line, MAX_LINE, stdin) != NULL) {
        fields input = read_fields(line);
        run(&input, use_queue);
    }
    free(line);
    return 0;
}
