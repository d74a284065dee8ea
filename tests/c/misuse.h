/* Runtime of the generated misuse program: arguments at the end of readable memory, objects of
 * every type, and checks of the results. */
#ifndef MISUSE_H
#define MISUSE_H

#include <sendgrid_accounts.h>
#include <stddef.h>

/* Value of outputs, which a refused call must not change. */
#define UNTOUCHED ((void *)&untouched_place)
#define UNTOUCHED_COUNT ((size_t)0x5a5a5a5a)

/* One object of every type. */
struct objects {
    sga_client *client;
    sga_client *closed;
    sga_queue *queue;
    sga_shared_rate_limiter *shared_rate_limiter;
    sga_error *error;
    sga_completion *completion;
    sga_account *account;
    sga_credits *credits;
    sga_email *email;
    sga_profile *profile;
    sga_username *username;
    sga_customer_list *list;
    sga_api_key_info *api_key_info;
    sga_api_key_list *api_key_list;
    sga_created_api_key *created_api_key;
    /* It belongs to the created key. */
    const sga_api_key_secret *secret;
    sga_scope_list *scope_list;
    sga_customer *customer;
    sga_subuser *subuser;
    sga_subuser_list *subuser_list;
    sga_created_subuser *created_subuser;
    /* It belongs to the created subuser. */
    const sga_secret_token *token;
    sga_subuser_credits *subuser_credits;
    sga_ip_list *ip_list;
    sga_reputation_list *reputation_list;
    sga_subusers_iter *subusers_iter;
    sga_customers_iter *customers_iter;
    sga_rate_limits *limits;
    sga_reconciled *reconciled;
    sga_response *response;
    sga_bulk *bulk;
    sga_bulk_result *bulk_result;
    sga_bulk_progress *bulk_progress;
    sga_bulk_file *bulk_file;
    /* An error with an unknown outcome, and its change. */
    sga_error *unknown;
    const sga_change *change;
};

extern char untouched_place;
/* Live objects. The server of the client counts its connections. */
extern struct objects good;
/* Freed objects. */
extern struct objects stale;
/* Whether every function panics. */
extern int is_panicking;

/* A copy at the end of readable memory; the same copy for equal strings. */
char *edge_string(const char *string);
/* A copy of bytes at the end of readable memory, valid until the fourth next call. */
void *edge_copy(const void *bytes, size_t size);
/* A string that is valid for every argument. */
#define GOOD_STRING edge_string("text@example.com")

/* Creates one object of every type, with calls to a working server. */
struct objects make_objects(const char *url, const char *key, const char *counting_url);
void free_objects(struct objects objects);

/* Checks the status of a call, the field of its error and its outputs. `fields` are alternatives
 * separated by `|`, or NULL for any. Frees the error. */
void check_call(const char *what, sga_status status, sga_status expected, const char *fields,
                sga_error *error, int is_untouched);
/* Checks the status of a function without an error. */
void check_status(const char *what, sga_status status, sga_status expected);
/* Removes the completion of a call with a closed client. */
void take_closed(const char *what);
/* Removes the completion of a job that is not sent, since there is no such operation. */
void take_unsent_job(const char *what);

/* Generated: every function with all invalid arguments. */
void all_misuses(void);
/* Generated: objects are freed twice, and by functions of other types. */
void all_frees(struct objects objects);

#endif
