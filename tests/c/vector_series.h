/* Many calls of one operation by one client. */
#ifndef VECTOR_SERIES_H
#define VECTOR_SERIES_H

#include "vector_inputs.h"

#include <sendgrid_accounts.h>

/* Makes the calls of a line with `times`, and prints their results. */
void run_series(const fields *input, const sga_client *client, int use_queue);

#endif
