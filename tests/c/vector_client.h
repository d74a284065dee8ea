/* The client that a line asks for. */
#ifndef VECTOR_CLIENT_H
#define VECTOR_CLIENT_H

#include "vector_inputs.h"

#include <sendgrid_accounts.h>

sga_status make_client(const fields *given, sga_client **client, sga_error **error);

/* Puts a view in the place of the client, where one is wanted. */
sga_status act_for(const fields *given, sga_client **client, sga_error **error);

#endif
