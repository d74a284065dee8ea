/* Clients with the options of a line. */
#ifndef VECTOR_CLIENT_H
#define VECTOR_CLIENT_H

#include "vector_inputs.h"

#include <sendgrid_accounts.h>

sga_status make_client(const fields *input, sga_client **client, sga_error **error);

/* Replaces the client if the line has `call_empty`. */
sga_status apply_call_options(const fields *input, sga_client **client, sga_error **error);

/* Replaces the client if the line has `on_behalf_of` or `account_id`. */
sga_status apply_on_behalf_of(const fields *input, sga_client **client, sga_error **error);

#endif
