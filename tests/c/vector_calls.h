/* Operations by name, and the output of results. */
#ifndef VECTOR_CALLS_H
#define VECTOR_CALLS_H

#include "vector_inputs.h"

#include <sendgrid_accounts.h>
#include <stdint.h>

typedef struct {
    const fields *input;
    const sga_client *client;
    /* NULL for a blocking call. */
    sga_queue *queue;
    /* Number of the call in a series. */
    uint64_t tag;
    double started;
    /* Separator before the next record of a series; NULL outside of a series. */
    const char **separator;
    sga_error *error;
} call;

double seconds_now(void);

/* Makes the call, and prints its result or submits it to the queue. Sets `error` if it fails. */
sga_status make(call *call);

/* Prints and frees the error of a call. */
void print_call_error(call *call);

void print_completion(const call *call, const sga_completion *done);

#endif
