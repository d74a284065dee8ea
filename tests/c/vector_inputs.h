/* What a line of the vectors gives, and what the calls take of it. */
#ifndef VECTOR_INPUTS_H
#define VECTOR_INPUTS_H

#include <sendgrid_accounts.h>
#include <stdint.h>

enum { MOST_FIELDS = 64 };

typedef struct {
    const char *names[MOST_FIELDS];
    const char *values[MOST_FIELDS];
    int count;
} fields;

/* Splits a line in place. */
fields read_fields(char *line);
/* The value of a field, or NULL. */
const char *get(const fields *given, const char *name);
/* The number in a field, or another where there is none. */
uint64_t setting(const fields *given, const char *name, uint64_t otherwise);
/* The argument of that name, or NULL. */
const char *argument(const fields *given, const char *name);

/* Each is valid until its thread asks for it again. */
const sga_password_change *password_change(const fields *given);
const sga_profile_update *profile_update(const fields *given);
const sga_new_customer *new_customer(const fields *given);
const sga_customer_filter *customer_filter(const fields *given);
const sga_customer_profile_update *customer_profile_update(const fields *given);

#endif
