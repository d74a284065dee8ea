/* The operations by their names, and how an answer is written. */
#ifndef VECTOR_CALLS_H
#define VECTOR_CALLS_H

#include "vector_inputs.h"

#include <sendgrid_accounts.h>
#include <stdint.h>

typedef struct {
    const fields *given;
    const sga_client *client;
    /* NULL where the call is waited for. */
    sga_queue *queue;
    /* The number of the call in a series. */
    uint64_t tag;
    double started;
    /* What stands before the next answer of a series; NULL outside of one. */
    const char **separator;
    sga_error *error;
} call;

double seconds_now(void);

/* Makes the call: its answer is printed, or comes out of the queue; an error is left in it. */
sga_status make(call *call);

/* Prints the error of a call, and frees it. */
void print_failure(call *call);

void print_completion(const call *call, const sga_completion *done);

#endif
