/* The same call many times, by one client. */
#ifndef VECTOR_SERIES_H
#define VECTOR_SERIES_H

#include "vector_inputs.h"

#include <sendgrid_accounts.h>

/* Makes the calls that a line with `times` asks for, and prints their answers. */
void run_series(const fields *given, const sga_client *client, int queued);

#endif
