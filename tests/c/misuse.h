/* What the generated program of misuses stands on: arguments that end where memory ends, objects
 * of every type, and the check of what became of a call. */
#ifndef MISUSE_H
#define MISUSE_H

#include <sendgrid_accounts.h>
#include <stddef.h>

/* Where a result would go: it must still hold this when a call was refused. */
#define UNTOUCHED ((void *)&untouched_place)
#define UNTOUCHED_COUNT ((size_t)0x5a5a5a5a)

/* One of everything that C can hold. */
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
    sga_rate_limits *limits;
    sga_reconciled *reconciled;
    /* An error of a call whose answer was lost, and its change. */
    sga_error *lost;
    const sga_change *change;
};

extern char untouched_place;
/* Objects that are alive. The client would call a server that counts its connections. */
extern struct objects good;
/* What is left of objects that were freed. */
extern struct objects stale;
/* Whether every function is made to panic. */
extern int is_panicking;

/* A copy that ends right before memory that cannot be read, the same for the same text. */
char *edge_text(const char *text);
/* Any bytes in the same place; they last until the fourth next call. */
void *edge_copy(const void *bytes, size_t size);
/* A text that is right in every place. */
#define GOOD_TEXT edge_text("text@example.com")

/* Makes one of everything, with calls to a server that answers. */
struct objects make_objects(const char *url, const char *key, const char *counting_url);
void free_objects(struct objects objects);

/* Checks how a call ended: its status, the argument that its error names, which is one of those
 * parted by `|` or any where `fields` is NULL, and that places for results are as they were. Frees
 * the error. */
void ended(const char *what, sga_status status, sga_status expected, const char *fields,
           sga_error *error, int is_untouched);
/* Checks a status of a function that gives no error. */
void answered(const char *what, sga_status status, sga_status expected);
/* Takes the one completion that a call with a closed client leaves in the queue. */
void take_closed(const char *what);

/* Generated: every function in all wrong ways. */
void all_misuses(void);
/* Generated: objects are freed twice, and as others. */
void all_frees(struct objects mine);

#endif
