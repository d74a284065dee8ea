/* The fields of a line, and their conversion to inputs. */
#ifndef VECTOR_INPUTS_H
#define VECTOR_INPUTS_H

#include <sendgrid_accounts.h>
#include <stdint.h>

enum { MAX_FIELDS = 64 };

typedef struct {
    const char *names[MAX_FIELDS];
    const char *values[MAX_FIELDS];
    int count;
} fields;

/* Splits a line in place. */
fields read_fields(char *line);
/* Value of a field, or NULL. */
const char *get(const fields *input, const char *name);
/* Number in a field, or a default. */
uint64_t setting(const fields *input, const char *name, uint64_t default_value);
/* Argument with a name, or NULL. */
const char *argument(const fields *input, const char *name);
/* Argument of an update: SGA_CLEAR for a field `clear.` with its name. */
const char *update_of(const fields *input, const char *name);

/* Each result is valid until the next call of the function on the same thread. */
const sga_password_change *password_change(const fields *input);
const sga_profile_update *profile_update(const fields *input);
const sga_new_customer *new_customer(const fields *input);
const sga_new_api_key *new_api_key(const fields *input);
const sga_api_key_update *api_key_update(const fields *input);
const sga_subuser_filter *subuser_filter(const fields *input);
const sga_new_subuser *new_subuser(const fields *input);
const sga_subuser_ips_update *subuser_ips_update(const fields *input);
const sga_subuser_credits_update *subuser_credits_update(const fields *input);
const sga_page *page(const fields *input);
const char *const *usernames_of(const fields *input, size_t *count);
/* 0 without the argument. */
int64_t signed_number(const fields *input, const char *name);
/* 1 or 0. */
int allow_own(const fields *input);
const sga_customer_filter *customer_filter(const fields *input);
const sga_customer_profile_update *customer_profile_update(const fields *input);
const sga_request *request_of(const fields *input);

#endif
