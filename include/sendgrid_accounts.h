/**
 * @file
 *
 * sendgrid-accounts: account management for SendGrid, for C. For C++ there is
 * sendgrid_accounts.hpp, which wraps this header.
 *
 * Conventions, which every function keeps:
 *
 * - Names are sga_<object>_<verb>. The object comes first, then what goes in, then the place for the
 *   result, and last the place for an error.
 *
 * - Every function that can fail returns an sga_status, SGA_OK being 0. Numbers are only ever added.
 *
 * - A result is written only where the function returns SGA_OK; else the place keeps what it held.
 *
 * - Errors: `error` may be NULL. Else, where a function does not return SGA_OK, it is given an object
 *   that says what went wrong, what the call may have done and whether it may be repeated; free it
 *   with sga_error_free(). Where it returns SGA_OK, the place keeps what it held: begin with NULL.
 *
 * - Texts that go in end with NUL and are UTF-8; both are checked, except that a NUL must be there.
 *   They may be freed as soon as the function has returned. Texts that come out are UTF-8, end with
 *   NUL, and live until the object that holds them is freed. In the place of U+0000, which a server
 *   may send, stands U+FFFD. Passwords and keys never come out.
 *
 * - sga_client, sga_queue and sga_shared_rate_limiter are handles: their values are looked up and never
 *   followed, and none is given twice. One that was freed, one of another type and one that is no
 *   handle are refused: SGA_ERR_STALE_HANDLE, SGA_ERR_WRONG_HANDLE.
 *
 * - Results, errors and completions are structs that are read, never written, and freed by the
 *   function of their type. Free them once: a second time is refused with SGA_ERR_STALE_HANDLE as long
 *   as the address has not been given to another object. All such functions take NULL. Never use
 *   free() of the C library.
 *
 * - Later versions may add members at the end of structs that come out. Rows are reached by their
 *   addresses, so that this does not move them. Optional texts are NULL, optional numbers have a
 *   member has_... beside them.
 *
 * - Structs that go in begin with struct_size and may grow at the end. Begin with their _INIT macro,
 *   which sets it, and set what you need. What is left zero or NULL is not given. Enumerations among
 *   their members are plain ints, which are checked: SGA_ERR_ENUM.
 *
 * - No pointer may be NULL unless its description says so; one that is gives SGA_ERR_NULL.
 *
 * - Threads: every function may be called from any thread at any time, also with the same client or
 *   queue, also while another thread frees it. A result, an error or a completion belongs to one
 *   thread at a time.
 *
 * - Calls block until they have their answer or their time is up. For programs that have a loop of
 *   their own there are queues: sga_queue_new().
 *
 * - The host stays as it was: no signal is raised, handled or blocked on its threads, errno and the
 *   locale are kept, nothing is printed, and no panic leaves the library: it gives SGA_ERR_INTERNAL.
 *   Where memory runs out, the process is aborted. A thread that is inside is cancelled
 *   (pthread_cancel) when it leaves. Do not leave a function of this library by longjmp, and call
 *   none from a signal handler.
 *
 * - Forks: a child may use the clients of its parent, and new ones. A queue stays with the process
 *   that made it: SGA_ERR_FORKED. Between vfork and exec nothing may be called.
 *
 * - The library runs all calls on one thread of its own, which the first call starts; name lookups use
 *   further threads for a while. A thread that waits for a call needs little stack. The library stays
 *   loaded until the process ends. Ending the process with calls under way is fine.
 */

/* Generated from capi/src by `make header`: change it there. SPDX-License-Identifier: MIT OR Apache-2.0 */

#ifndef SENDGRID_ACCOUNTS_H
#define SENDGRID_ACCOUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The version of this header. */
#define SGA_VERSION "0.1.0"
/** A part of it. */
#define SGA_VERSION_MAJOR 0
/** A part of it. */
#define SGA_VERSION_MINOR 1
/** A part of it. */
#define SGA_VERSION_PATCH 0
/** The version as one number that grows, like sga_version_number(). */
#define SGA_VERSION_NUMBER \
    (SGA_VERSION_MAJOR * 1000000 + SGA_VERSION_MINOR * 1000 + SGA_VERSION_PATCH)

/**
 * Zero, for `max_retries`, `max_unknown_retries` and `retry_budget`, where 0 leaves a member unset.
 */
#define SGA_NONE UINT32_MAX

/**
 * What a function returns: how a call went. Numbers are only ever added.
 */
typedef enum {
    /**
     * Everything went well.
     */
    SGA_OK = 0,
    /**
     * The client is set up wrongly: a credential is missing, the CA bundle cannot be read, plain
     * http was asked for a host that is not this machine.
     */
    SGA_ERR_CONFIG = 1,
    /**
     * An argument was refused before anything was sent; the error's `field` names it.
     */
    SGA_ERR_INVALID_INPUT = 2,
    /**
     * No connection could be made: name lookup, TCP, TLS or proxy. Nothing was sent.
     */
    SGA_ERR_CONNECT = 3,
    /**
     * No answer in time; the error's `phase` says what was being waited for.
     */
    SGA_ERR_TIMEOUT = 4,
    /**
     * The connection failed while a call was on it, or what came back was not HTTP.
     */
    SGA_ERR_TRANSPORT = 5,
    /**
     * A change was sent and no answer came: it may or may not have been applied.
     */
    SGA_ERR_OUTCOME_UNKNOWN = 6,
    /**
     * An answer came that cannot be used: undecodable, too large, compressed, or a redirect.
     */
    SGA_ERR_RESPONSE = 7,
    /**
     * The server refused the call with a status that has no kind of its own.
     */
    SGA_ERR_API = 8,
    /**
     * HTTP 400: the server refused the arguments.
     */
    SGA_ERR_BAD_REQUEST = 9,
    /**
     * HTTP 401: the credential was not accepted.
     */
    SGA_ERR_AUTHENTICATION = 10,
    /**
     * HTTP 403: the credential may not do this.
     */
    SGA_ERR_PERMISSION_DENIED = 11,
    /**
     * HTTP 404, or an answer that says that the user does not exist.
     */
    SGA_ERR_NOT_FOUND = 12,
    /**
     * HTTP 429: too many requests.
     */
    SGA_ERR_RATE_LIMIT = 13,
    /**
     * HTTP 5xx: the server failed.
     */
    SGA_ERR_SERVER = 14,
    /**
     * The client was closed before the call.
     */
    SGA_ERR_CLOSED = 15,
    /**
     * A fault of this library; please report it.
     */
    SGA_ERR_INTERNAL = 16,
    /**
     * A pointer that must be given is NULL; the error's `field` names the parameter.
     */
    SGA_ERR_NULL = 101,
    /**
     * A text is not UTF-8; the error's `field` names it.
     */
    SGA_ERR_UTF8 = 102,
    /**
     * A number is none of those that its enumeration has; the error's `field` names it.
     */
    SGA_ERR_ENUM = 103,
    /**
     * `struct_size` is none that this version can read: the member was not set, or the program was
     * built for a later version and uses what this one does not know.
     */
    SGA_ERR_STRUCT_SIZE = 104,
    /**
     * The object was freed already, or is not one of this library's.
     */
    SGA_ERR_STALE_HANDLE = 105,
    /**
     * The object is of another type than the function takes.
     */
    SGA_ERR_WRONG_HANDLE = 106,
    /**
     * The queue was made by the process that this one was forked from.
     */
    SGA_ERR_FORKED = 107,
    /**
     * The call was cancelled; the error's `outcome` says whether it may have arrived.
     */
    SGA_ERR_CANCELLED = 108,
} sga_status;

/**
 * What is known of the effect of a failed call.
 */
typedef enum {
    /**
     * Nothing left this machine.
     */
    SGA_OUTCOME_NOT_SENT = 0,
    /**
     * The server said no: nothing was changed.
     */
    SGA_OUTCOME_REJECTED = 1,
    /**
     * The server said yes, but the rest of its answer could not be used.
     */
    SGA_OUTCOME_APPLIED = 2,
    /**
     * The request may have arrived and no usable answer came: look before you repeat it.
     */
    SGA_OUTCOME_UNKNOWN = 3,
} sga_outcome;

/**
 * What a call was waiting for when its time ran out.
 */
typedef enum {
    /**
     * No time ran out.
     */
    SGA_PHASE_NONE = 0,
    /**
     * A free connection: as many calls as there may be were under way.
     */
    SGA_PHASE_QUEUE = 1,
    /**
     * Name lookup, TCP, TLS and proxy.
     */
    SGA_PHASE_CONNECT = 2,
    /**
     * The head of the answer.
     */
    SGA_PHASE_RESPONSE = 3,
    /**
     * The rest of the answer.
     */
    SGA_PHASE_BODY = 4,
} sga_phase;

/**
 * What reading back has shown.
 */
typedef enum {
    /**
     * The state is the one that the call was to bring about.
     */
    SGA_VERDICT_APPLIED = 0,
    /**
     * It is not, in two readings a second apart. A request that is still on its way may yet arrive.
     */
    SGA_VERDICT_NOT_APPLIED_YET = 1,
    /**
     * Nothing can be read back that would show it, or what was read fits neither.
     */
    SGA_VERDICT_INCONCLUSIVE = 2,
} sga_verdict;

/**
 * Whose servers are called (seed 001, `servers`).
 */
typedef enum {
    /**
     * Global users and subusers: https://api.sendgrid.com.
     */
    SGA_REGION_GLOBAL = 0,
    /**
     * EU regional subusers: https://api.eu.sendgrid.com.
     */
    SGA_REGION_EU = 1,
} sga_region;

/**
 * Under which names the customer API is called.
 */
typedef enum {
    /**
     * apiv2/reseller.* (seed 004).
     */
    SGA_DIALECT_RESELLER = 0,
    /**
     * api/distributor.* (seed 003).
     */
    SGA_DIALECT_DISTRIBUTOR = 1,
} sga_dialect;

/**
 * In which form the customer API answers.
 */
typedef enum {
    /**
     * JSON.
     */
    SGA_FORMAT_JSON = 0,
    /**
     * XML.
     */
    SGA_FORMAT_XML = 1,
} sga_format;

/**
 * How a reseller is told to the customer API.
 */
typedef enum {
    /**
     * Username and password in the body (seeds 003 and 004).
     */
    SGA_AUTH_PARAMS = 0,
    /**
     * The same username and password by HTTP Basic.
     */
    SGA_AUTH_BASIC = 1,
    /**
     * An API key as Bearer.
     */
    SGA_AUTH_API_KEY = 2,
} sga_auth;

/**
 * Yes, no, or nothing said.
 */
typedef enum {
    /**
     * Nothing is said about it.
     */
    SGA_UNSET = 0,
    /**
     * No.
     */
    SGA_NO = 1,
    /**
     * Yes.
     */
    SGA_YES = 2,
} sga_choice;

/**
 * A change whose outcome is unknown, as an error has it.
 */
typedef struct sga_change sga_change;

/**
 * Makes calls. One client serves any number of threads; make one and keep it, since it keeps
 * connections open. Freed by sga_client_free().
 */
typedef struct sga_client sga_client;

/**
 * Where submitted calls end. Any number of threads may submit to it and take from it. Freed by
 * sga_queue_free().
 */
typedef struct sga_queue sga_queue;

/**
 * Lets clients share what they know of rate limits: those that are made with the same one and call
 * the same API of the same host with the same credential wait as one. Freed by
 * sga_shared_rate_limiter_free().
 */
typedef struct sga_shared_rate_limiter sga_shared_rate_limiter;

/**
 * One complaint of the server (seed 001, `ErrorResponse`).
 */
typedef struct {
    /**
     * The server's text.
     */
    const char *message;
    /**
     * The field that the server complains about, or NULL.
     */
    const char *field;
    /**
     * Help of the server as JSON, of whatever form it has, or NULL.
     */
    const char *help;
    /**
     * The server's own number of the error, or NULL.
     */
    const char *error_id;
} sga_error_detail;

/**
 * Why a call failed, what it may have done, and whether it may be repeated. It never holds a
 * credential or a password. Freed by sga_error_free().
 */
typedef struct {
    /**
     * What went wrong; the same that the function returned.
     */
    sga_status status;
    /**
     * What the call may have done.
     */
    sga_outcome outcome;
    /**
     * Whether the same call may be made again as it is: a repeat cannot apply a change twice, and
     * what was in the way may pass.
     */
    bool safe_to_retry;
    /**
     * How many times the request was handed to the network, 0 where it never was.
     */
    uint32_t attempts;
    /**
     * The operation that failed, such as "user.get_profile", or NULL.
     */
    const char *operation;
    /**
     * What happened, in one sentence, without the name of the operation.
     */
    const char *message;
    /**
     * The argument that was refused, or NULL.
     */
    const char *field;
    /**
     * What was being waited for, where time ran out.
     */
    sga_phase phase;
    /**
     * Whether the server answered with an HTTP status.
     */
    bool has_http_status;
    /**
     * The HTTP status of the last answer.
     */
    uint32_t http_status;
    /**
     * The server's identifier of the call, for its support, or NULL.
     */
    const char *request_id;
    /**
     * The scope that the API key needs for this call (SGA_ERR_PERMISSION_DENIED), or NULL.
     */
    const char *required_scope;
    /**
     * Whether the server asks to wait (SGA_ERR_RATE_LIMIT).
     */
    bool has_retry_after;
    /**
     * How long the server asks to wait, in seconds.
     */
    double retry_after;
    /**
     * Whether the server tells when it accepts calls again.
     */
    bool has_reset_at;
    /**
     * When the server accepts calls again, by its own clock, in seconds since 1970 UTC.
     */
    double reset_at;
    /**
     * The body of the refusing answer as text, capped at 2,048 bytes, or NULL.
     */
    const char *body;
    /**
     * How many complaints of the server there are.
     */
    size_t detail_count;
    /**
     * What the server complained about, in its order; NULL where there is none.
     */
    const sga_error_detail *const *details;
    /**
     * Whom a change of unknown outcome is about, where it names somebody, or NULL.
     */
    const char *target;
    /**
     * The change that was lost on the way, for sga_change_reconcile(); NULL where nothing was. It
     * lives as long as the error.
     */
    const sga_change *change;
    /**
     * Whether the call would have been repeated, had so many others not been (`retry_budget`).
     */
    bool retry_budget_exhausted;
} sga_error;

/**
 * What a server has said of its rate limit, in the headers of an answer.
 */
typedef struct {
    /**
     * Whether the server told the limit.
     */
    bool has_limit;
    /**
     * Calls that a window allows.
     */
    uint64_t limit;
    /**
     * Whether the server told what was left.
     */
    bool has_remaining;
    /**
     * Calls that were left of it.
     */
    uint64_t remaining;
    /**
     * Whether the server told when the next window begins.
     */
    bool has_reset_at;
    /**
     * When the next window begins, by the server's clock, in seconds since 1970 UTC.
     */
    double reset_at;
} sga_rate_limit;

/**
 * The rate limits of both APIs. Freed by sga_rate_limits_free().
 */
typedef struct {
    /**
     * Of the Users API; NULL where no answer has told.
     */
    const sga_rate_limit *user;
    /**
     * Of the customer API; NULL where no answer has told.
     */
    const sga_rate_limit *customers;
} sga_rate_limits;

/**
 * What became of a change, and how that is known. Freed by sga_reconciled_free().
 */
typedef struct {
    /**
     * What reading back has shown.
     */
    sga_verdict verdict;
    /**
     * What was read, in one sentence. It names fields, and shows no values.
     */
    const char *evidence;
} sga_reconciled;

/**
 * Kind and reputation of an account. Freed by sga_account_free().
 */
typedef struct {
    /**
     * The kind of the account, "free" or "paid" or what a server may add; NULL where not told.
     */
    const char *type;
    /**
     * Whether the server told the reputation.
     */
    bool has_reputation;
    /**
     * The sender reputation, 0 to 100.
     */
    double reputation;
    /**
     * Fields that this version does not know, as a JSON object; NULL where there is none.
     */
    const char *extra;
} sga_account;

/**
 * The credit balance of an account: how many messages it may send. Accounts without a limit may
 * leave numbers out. Freed by sga_credits_free().
 */
typedef struct {
    /**
     * Whether the server told the credits that remain.
     */
    bool has_remain;
    /**
     * Credits that remain.
     */
    int64_t remain;
    /**
     * Whether the server told the credits assigned.
     */
    bool has_total;
    /**
     * Credits assigned to the account.
     */
    int64_t total;
    /**
     * Whether the server told the credits overdrawn.
     */
    bool has_overage;
    /**
     * Credits overdrawn.
     */
    int64_t overage;
    /**
     * Whether the server told the credits used.
     */
    bool has_used;
    /**
     * Credits used.
     */
    int64_t used;
    /**
     * Date of the last reset, YYYY-MM-DD; of a lapsed plan it stays in the past. NULL where not
     * told.
     */
    const char *last_reset;
    /**
     * Date of the next reset, YYYY-MM-DD, or NULL.
     */
    const char *next_reset;
    /**
     * How often the balance is reset, "monthly", "weekly" or "daily" or what a server may add;
     * NULL where not told.
     */
    const char *reset_frequency;
    /**
     * Fields that this version does not know, as a JSON object; NULL where there is none.
     */
    const char *extra;
} sga_credits;

/**
 * The e-mail address of an account. Freed by sga_email_free().
 */
typedef struct {
    /**
     * The address on file, or NULL.
     */
    const char *email;
    /**
     * Fields that this version does not know, as a JSON object; NULL where there is none.
     */
    const char *extra;
} sga_email;

/**
 * The profile of an account. Servers leave out or null what is not set: it is NULL here. Freed by
 * sga_profile_free().
 */
typedef struct {
    /**
     * The street address.
     */
    const char *address;
    /**
     * The second line of the street address. Not every server tells it.
     */
    const char *address2;
    /**
     * The city.
     */
    const char *city;
    /**
     * The name of the company.
     */
    const char *company;
    /**
     * The country.
     */
    const char *country;
    /**
     * The first name.
     */
    const char *first_name;
    /**
     * The last name.
     */
    const char *last_name;
    /**
     * The phone number.
     */
    const char *phone;
    /**
     * The state.
     */
    const char *state;
    /**
     * The address of the website.
     */
    const char *website;
    /**
     * The zip code.
     */
    const char *zip;
    /**
     * Fields that this version does not know, as a JSON object; NULL where there is none.
     */
    const char *extra;
} sga_profile;

/**
 * The username of an account. Freed by sga_username_free().
 */
typedef struct {
    /**
     * The username, or NULL.
     */
    const char *username;
    /**
     * Whether the server told the number of the account.
     */
    bool has_user_id;
    /**
     * The number of the account; an update does not tell it.
     */
    int64_t user_id;
    /**
     * Fields that this version does not know, as a JSON object; NULL where there is none.
     */
    const char *extra;
} sga_username;

/**
 * A customer of a reseller. Which fields a server tells differs; what it leaves out is NULL, or
 * its `has_` is false. It lives as long as its list.
 */
typedef struct {
    /**
     * The username, by which other calls name the customer.
     */
    const char *username;
    /**
     * The e-mail address.
     */
    const char *email;
    /**
     * Whether the server told `active`.
     */
    bool has_active;
    /**
     * Whether the customer may send mail.
     */
    bool active;
    /**
     * The first name.
     */
    const char *first_name;
    /**
     * The last name.
     */
    const char *last_name;
    /**
     * The street address.
     */
    const char *address;
    /**
     * The second line of the street address.
     */
    const char *address2;
    /**
     * The city.
     */
    const char *city;
    /**
     * The state.
     */
    const char *state;
    /**
     * The zip code.
     */
    const char *zip;
    /**
     * The country.
     */
    const char *country;
    /**
     * The phone number.
     */
    const char *phone;
    /**
     * The address of the website.
     */
    const char *website;
    /**
     * The name of the company.
     */
    const char *company;
    /**
     * Whether the server told `website_access`.
     */
    bool has_website_access;
    /**
     * Whether the customer may log in to the website.
     */
    bool website_access;
    /**
     * The number of the customer.
     */
    const char *id;
    /**
     * Fields that this version does not know, as a JSON object; NULL where there is none.
     */
    const char *extra;
} sga_customer;

/**
 * The customers that a list found, in the server's order. Freed by sga_customer_list_free().
 */
typedef struct {
    /**
     * How many customers there are.
     */
    size_t count;
    /**
     * The customers, `customers[0]` to `customers[count - 1]`; NULL where there is none.
     */
    const sga_customer *const *customers;
} sga_customer_list;

/**
 * A call that has ended: of the members from `error` on, the one that fits is set, and the others
 * are NULL. What they point to belongs to the completion. Freed by sga_completion_free().
 */
typedef struct {
    /**
     * The tag that the call was submitted with.
     */
    uint64_t tag;
    /**
     * How the call went.
     */
    sga_status status;
    /**
     * The operation, such as "user.get_profile".
     */
    const char *operation;
    /**
     * Why the call failed, where it did.
     */
    const sga_error *error;
    /**
     * The result of user.get_account.
     */
    const sga_account *account;
    /**
     * The result of user.get_credits.
     */
    const sga_credits *credits;
    /**
     * The result of user.get_email and user.update_email.
     */
    const sga_email *email;
    /**
     * The result of user.get_profile and user.update_profile.
     */
    const sga_profile *profile;
    /**
     * The result of user.get_username and user.update_username.
     */
    const sga_username *username;
    /**
     * The result of customers.list.
     */
    const sga_customer_list *customers;
} sga_completion;

/**
 * The credential for the customer API. Begin with SGA_RESELLER_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_reseller), as SGA_RESELLER_INIT sets it.
     */
    size_t struct_size;
    /**
     * The username of the reseller; not with SGA_AUTH_API_KEY.
     */
    const char *username;
    /**
     * The password of the reseller; not with SGA_AUTH_API_KEY.
     */
    const char *password;
    /**
     * The API key, with SGA_AUTH_API_KEY only.
     */
    const char *api_key;
    /**
     * One of sga_auth.
     */
    int auth;
    /**
     * One of sga_dialect.
     */
    int dialect;
    /**
     * One of sga_format.
     */
    int format;
    /**
     * Another address than the dialect's on the client's server, with the folder that the calls
     * are in; or NULL.
     */
    const char *base_url;
} sga_reseller;

/**
 * How a client is set up. Begin with SGA_CLIENT_OPTIONS_INIT; what is left zero or NULL has its
 * default.
 */
typedef struct {
    /**
     * sizeof(sga_client_options), as SGA_CLIENT_OPTIONS_INIT sets it.
     */
    size_t struct_size;
    /**
     * The API key for the Users API.
     */
    const char *api_key;
    /**
     * The credential for the customer API; a client may have both.
     */
    const sga_reseller *reseller;
    /**
     * One of sga_region.
     */
    int region;
    /**
     * Another server than the region's, such as a sandbox.
     */
    const char *base_url;
    /**
     * The subuser that every call acts for.
     */
    const char *on_behalf_of;
    /**
     * The number of the customer account that every call acts for; not with `on_behalf_of`.
     */
    const char *account_id;
    /**
     * Limit of a whole call in milliseconds, with all its attempts and waits; default: 60,000.
     */
    uint64_t timeout_ms;
    /**
     * Limit of one attempt in milliseconds; default: 15,000.
     */
    uint64_t attempt_timeout_ms;
    /**
     * Limit of making a connection in milliseconds; default: 5,000.
     */
    uint64_t connect_timeout_ms;
    /**
     * Maximum number of retries of one call, where it may be retried at all; default: 2; SGA_NONE: no
     * retries.
     */
    uint32_t max_retries;
    /**
     * Most calls at a time; further ones wait; default: 64.
     */
    uint32_t max_connections;
    /**
     * A PEM file of the certificate authorities to trust instead of the machine's.
     */
    const char *ca_bundle;
    /**
     * The URL of a proxy for all calls: http, https, socks5 or socks5h. Without it, the proxies of
     * the environment apply: see `trust_env`.
     */
    const char *proxy;
    /**
     * 1 allows plain http to other hosts than this machine: keys and passwords are then readable
     * on the way.
     */
    int allow_insecure_transport;
    /**
     * Longest wait for a rate limit in milliseconds; a call that would have to wait longer fails at
     * once; default: 120,000.
     */
    uint64_t max_rate_limit_wait_ms;
    /**
     * How much may be repeated while calls fail, in tokens: repeats take from it, and successes
     * give back; default: 500.
     */
    uint32_t retry_budget;
    /**
     * Longest wait in milliseconds before the first repeat after a failure; it doubles with each
     * further one, and chance picks each wait between nothing and that; default: 50.
     */
    uint64_t backoff_ms;
    /**
     * Longest wait in milliseconds after the first refusal for the rate that names no time; it
     * doubles with each further one in a row, and chance picks each wait between half of that and
     * all; default: 1,000.
     */
    uint64_t rate_limit_backoff_ms;
    /**
     * What both double up to, in milliseconds; default: 20,000.
     */
    uint64_t max_backoff_ms;
    /**
     * How long in milliseconds a connection is kept that nobody uses; default: 10,000.
     */
    uint64_t idle_timeout_ms;
    /**
     * Most bytes of an answer about one account; a larger one is refused; default: 256 KiB.
     */
    uint64_t max_response_bytes;
    /**
     * Most bytes of a list; a larger one is refused; default: 256 MiB.
     */
    uint64_t max_list_bytes;
    /**
     * Shares what is known of rate limits with the other clients that have it; NULL: with those
     * that are made of this one only.
     */
    const sga_shared_rate_limiter *shared_rate_limiter;
    /**
     * Most headers of an answer; one with more is refused; default: 100.
     */
    uint32_t max_headers;
    /**
     * Maximum number of retries of an idempotent change whose outcome is unknown: it may have been
     * applied, and a retry may overwrite a later change of somebody else; default: 1, within ten
     * seconds; SGA_NONE: no retries.
     */
    uint32_t max_unknown_retries;
    /**
     * What a repeat after a failure takes from `retry_budget`, and gives back where the call
     * succeeds; default: 14.
     */
    uint32_t retry_cost;
    /**
     * The same of a repeat after a refusal for the rate; default: 5.
     */
    uint32_t rate_limit_retry_cost;
    /**
     * What a call that succeeds at once gives to `retry_budget`; default: 1.
     */
    uint32_t retry_refund;
    /**
     * One of sga_choice: whether HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY of the environment
     * apply; default: SGA_YES. They never apply to loopback addresses.
     */
    int trust_env;
} sga_client_options;

/**
 * Limits of single calls, where they differ from their client's. Begin with SGA_CALL_OPTIONS_INIT;
 * what is left zero stays as it is.
 */
typedef struct {
    /**
     * sizeof(sga_call_options), as SGA_CALL_OPTIONS_INIT sets it.
     */
    size_t struct_size;
    /**
     * Limit of a whole call in milliseconds, with all its attempts and waits.
     */
    uint64_t timeout_ms;
    /**
     * Limit of one attempt in milliseconds.
     */
    uint64_t attempt_timeout_ms;
    /**
     * Maximum number of retries of one call, where it may be retried at all; SGA_NONE: no retries.
     */
    uint32_t max_retries;
    /**
     * Longest wait for a rate limit in milliseconds.
     */
    uint64_t max_rate_limit_wait_ms;
    /**
     * Longest wait in milliseconds before the first repeat after a failure.
     */
    uint64_t backoff_ms;
    /**
     * Longest wait in milliseconds after the first refusal for the rate that names no time.
     */
    uint64_t rate_limit_backoff_ms;
    /**
     * What both double up to, in milliseconds.
     */
    uint64_t max_backoff_ms;
    /**
     * Most bytes of an answer about one account.
     */
    uint64_t max_response_bytes;
    /**
     * Most bytes of a list.
     */
    uint64_t max_list_bytes;
    /**
     * Maximum number of retries of an idempotent change whose outcome is unknown; SGA_NONE: no
     * retries.
     */
    uint32_t max_unknown_retries;
} sga_call_options;

/**
 * A change of one's own password. Begin with SGA_PASSWORD_CHANGE_INIT. The texts have names so that
 * they cannot be swapped.
 */
typedef struct {
    /**
     * sizeof(sga_password_change), as SGA_PASSWORD_CHANGE_INIT sets it.
     */
    size_t struct_size;
    /**
     * The password that is in force.
     */
    const char *old_password;
    /**
     * The password to be.
     */
    const char *new_password;
} sga_password_change;

/**
 * Changes the fields of a profile that are given: NULL leaves a field as it is, an empty text
 * clears it, any other text sets it. Begin with SGA_PROFILE_UPDATE_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_profile_update), as SGA_PROFILE_UPDATE_INIT sets it.
     */
    size_t struct_size;
    /**
     * The street address.
     */
    const char *address;
    /**
     * The second line of the street address. Not every server tells it.
     */
    const char *address2;
    /**
     * The city.
     */
    const char *city;
    /**
     * The name of the company.
     */
    const char *company;
    /**
     * The country.
     */
    const char *country;
    /**
     * The first name.
     */
    const char *first_name;
    /**
     * The last name.
     */
    const char *last_name;
    /**
     * The phone number.
     */
    const char *phone;
    /**
     * The state.
     */
    const char *state;
    /**
     * The address of the website.
     */
    const char *website;
    /**
     * The zip code.
     */
    const char *zip;
} sga_profile_update;

/**
 * A customer to be. Begin with SGA_NEW_CUSTOMER_INIT. The members up to `website` must be given.
 *
 * The documents call `company`, `package` and `whitelabel` required too, and leave them out in
 * their own examples: they are optional here, and the server decides.
 */
typedef struct {
    /**
     * sizeof(sga_new_customer), as SGA_NEW_CUSTOMER_INIT sets it.
     */
    size_t struct_size;
    /**
     * The username, up to 64 characters.
     */
    const char *username;
    /**
     * The password, from 6 characters on. It is sent with its confirmation.
     */
    const char *password;
    /**
     * The e-mail address, up to 64 characters.
     */
    const char *email;
    /**
     * The first name, up to 50 characters.
     */
    const char *first_name;
    /**
     * The last name, up to 50 characters.
     */
    const char *last_name;
    /**
     * The street address, up to 100 characters.
     */
    const char *address;
    /**
     * The city, up to 100 characters.
     */
    const char *city;
    /**
     * The state, up to 100 characters.
     */
    const char *state;
    /**
     * The zip code, up to 50 characters.
     */
    const char *zip;
    /**
     * The country, up to 100 characters.
     */
    const char *country;
    /**
     * The phone number, up to 50 characters.
     */
    const char *phone;
    /**
     * The address of the website, up to 255 characters.
     */
    const char *website;
    /**
     * The name of the company, up to 255 characters; or NULL.
     */
    const char *company;
    /**
     * The name of the package to assign, up to 255 characters; or NULL.
     */
    const char *package;
    /**
     * The domain for whitelabelling, up to 255 characters; or NULL.
     */
    const char *whitelabel;
    /**
     * The names of IP groups of yours to add, each up to 255 characters; or NULL.
     */
    const char *const *ip_group;
    /**
     * How many names `ip_group` points to.
     */
    size_t ip_group_count;
    /**
     * IP addresses of yours to add, where the package allows it; or NULL.
     */
    const char *const *ip;
    /**
     * How many addresses `ip` points to.
     */
    size_t ip_count;
    /**
     * Whether the customer is a free one; has to be given for a free customer. One of sga_choice.
     */
    int free_user;
    /**
     * The first billing date, YYYY-MM-DD, within one billing cycle from now; or NULL.
     */
    const char *billing_date;
} sga_new_customer;

/**
 * Filters of a list; none of them: all customers. The documents call them search filters: servers
 * match parts of texts. Begin with SGA_CUSTOMER_FILTER_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_customer_filter), as SGA_CUSTOMER_FILTER_INIT sets it.
     */
    size_t struct_size;
    /**
     * The number of the customer (documented later than the seeds).
     */
    const char *id;
    /**
     * The username.
     */
    const char *username;
    /**
     * The e-mail address.
     */
    const char *email;
    /**
     * The first name.
     */
    const char *first_name;
    /**
     * The last name.
     */
    const char *last_name;
    /**
     * The street address.
     */
    const char *address;
    /**
     * The city.
     */
    const char *city;
    /**
     * The state.
     */
    const char *state;
    /**
     * The country.
     */
    const char *country;
    /**
     * The zip code.
     */
    const char *zip;
    /**
     * The phone number.
     */
    const char *phone;
    /**
     * The address of the website.
     */
    const char *website;
    /**
     * The name of the company.
     */
    const char *company;
    /**
     * Whether the customer may send mail, one of sga_choice.
     */
    int active;
    /**
     * 1 if `limit` is given, else 0.
     */
    int has_limit;
    /**
     * Most customers to list (documented later than the seeds).
     */
    uint64_t limit;
    /**
     * 1 if `offset` is given, else 0.
     */
    int has_offset;
    /**
     * How many customers to pass over first (documented later than the seeds).
     */
    uint64_t offset;
} sga_customer_filter;

/**
 * Changes the fields of a customer's profile that are given: NULL leaves a field as it is, an empty
 * text clears it, any other text sets it. Begin with SGA_CUSTOMER_PROFILE_UPDATE_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_customer_profile_update), as SGA_CUSTOMER_PROFILE_UPDATE_INIT sets it.
     */
    size_t struct_size;
    /**
     * The first name.
     */
    const char *first_name;
    /**
     * The last name.
     */
    const char *last_name;
    /**
     * The street address.
     */
    const char *address;
    /**
     * The city.
     */
    const char *city;
    /**
     * The state.
     */
    const char *state;
    /**
     * The country.
     */
    const char *country;
    /**
     * The zip code.
     */
    const char *zip;
    /**
     * The phone number.
     */
    const char *phone;
    /**
     * The address of the website.
     */
    const char *website;
    /**
     * The name of the company. Later editions of the documents leave it out.
     */
    const char *company;
} sga_customer_profile_update;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The name of a status: "ok", "bad_request", the same in every language. For a number that is no
 * status it is "unknown".
 *
 * @param status what a function returned
 * @return a text that is always there and is never freed
 */
const char *sga_status_name(int status);

/**
 * The name of an outcome: "not_sent", "rejected", "applied" or "unknown", the same in every
 * language.
 *
 * @param outcome the `outcome` of an error
 * @return a text that is always there and is never freed
 */
const char *sga_outcome_name(int outcome);

/**
 * The name of a phase: "queue", "connect", "response" or "body", the same in every language; for
 * any other number "none".
 *
 * @param phase the `phase` of an error
 * @return a text that is always there and is never freed
 */
const char *sga_phase_name(int phase);

/**
 * The version of the library that the program runs with, such as "0.1.0". `SGA_VERSION` is that of
 * the header that it was built with.
 *
 * @return a text that is always there and is never freed
 */
const char *sga_version(void);

/**
 * The version of the library that the program runs with, as one number that grows:
 * major * 1,000,000 + minor * 1,000 + patch, like `SGA_VERSION_NUMBER` of the header.
 *
 * @return the number
 */
uint32_t sga_version_number(void);

/**
 * Frees an error, and all that it points to.
 *
 * @param error the error; NULL is none
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
 */
sga_status sga_error_free(sga_error *error);

/**
 * Frees rate limits.
 *
 * @param limits what a call returned; NULL is none
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
 */
sga_status sga_rate_limits_free(sga_rate_limits *limits);

/**
 * Frees what was found of a change.
 *
 * @param reconciled what a call returned; NULL is none
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
 */
sga_status sga_reconciled_free(sga_reconciled *reconciled);

/**
 * Frees an account, and all that it points to.
 *
 * @param account what a call returned; NULL is none
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
 */
sga_status sga_account_free(sga_account *account);

/**
 * Frees a credit balance, and all that it points to.
 *
 * @param credits what a call returned; NULL is none
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
 */
sga_status sga_credits_free(sga_credits *credits);

/**
 * Frees an e-mail address, and all that it points to.
 *
 * @param email what a call returned; NULL is none
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
 */
sga_status sga_email_free(sga_email *email);

/**
 * Frees a profile, and all that it points to.
 *
 * @param profile what a call returned; NULL is none
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
 */
sga_status sga_profile_free(sga_profile *profile);

/**
 * Frees a username, and all that it points to.
 *
 * @param username what a call returned; NULL is none
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
 */
sga_status sga_username_free(sga_username *username);

/**
 * Frees a list, with all its customers.
 *
 * @param list what a call returned; NULL is none
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
 */
sga_status sga_customer_list_free(sga_customer_list *list);

/**
 * Frees a completion, with its result or error.
 *
 * @param completion what sga_queue_next() gave; NULL is none
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
 */
sga_status sga_completion_free(sga_completion *completion);

/**
 * Makes a throttle that knows of no limit yet. It knows credentials by a fingerprint only. A process
 * that is forked begins anew.
 *
 * @param[out] result the throttle, freed by sga_shared_rate_limiter_free()
 * @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK
 */
sga_status sga_shared_rate_limiter_new(sga_shared_rate_limiter **result,
                                       sga_error **error);

/**
 * Frees a throttle. Clients that have it go on sharing it.
 *
 * @param shared_rate_limiter the throttle; NULL is none
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
 */
sga_status sga_shared_rate_limiter_free(sga_shared_rate_limiter *shared_rate_limiter);

/**
 * Makes a client. No connection is opened. Of the environment only the proxies are read: see
 * `trust_env`.
 *
 * @param options how it is set up; it may be freed or changed afterwards
 * @param[out] result the client, freed by sga_client_free()
 * @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK; SGA_ERR_INVALID_INPUT for a value that is refused; SGA_ERR_CONFIG where the whole
 *         does not work, such as plain http to another host
 */
sga_status sga_client_new(const sga_client_options *options,
                          sga_client **result,
                          sga_error **error);

/**
 * Makes a client from the environment: SENDGRID_API_KEY, or SENDGRID_RESELLER_USERNAME with
 * SENDGRID_RESELLER_PASSWORD, or all of them, and, where set, SENDGRID_REGION.
 *
 * @param[out] result the client, freed by sga_client_free()
 * @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK; SGA_ERR_CONFIG where there is no credential, or half of one, or the region is
 *         neither global nor eu
 */
sga_status sga_client_from_env(sga_client **result, sga_error **error);

/**
 * Makes a client whose calls act for a subuser. It shares connections with the one that it is made
 * of, which stays as it is.
 *
 * @param client the client
 * @param subuser the username of the subuser
 * @param[out] result the new client, freed by sga_client_free()
 * @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK; SGA_ERR_INVALID_INPUT for a name that cannot stand in a header
 */
sga_status sga_client_on_behalf_of(const sga_client *client,
                                   const char *subuser,
                                   sga_client **result,
                                   sga_error **error);

/**
 * Makes a client whose calls act for a customer account of a reseller partner. It shares
 * connections with the one that it is made of, which stays as it is.
 *
 * @param client the client
 * @param account_id the number of the account
 * @param[out] result the new client, freed by sga_client_free()
 * @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK; SGA_ERR_INVALID_INPUT for a number that cannot stand in a header
 */
sga_status sga_client_on_behalf_of_account(const sga_client *client,
                                           const char *account_id,
                                           sga_client **result,
                                           sga_error **error);

/**
 * Makes a client whose calls have other limits. It shares connections and all else with the one
 * that it is made of, which stays as it is.
 *
 * @param client the client
 * @param options the limits
 * @param[out] result the new client, freed by sga_client_free()
 * @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK; SGA_ERR_INVALID_INPUT for a limit out of its bounds
 */
sga_status sga_client_with_options(const sga_client *client,
                                   const sga_call_options *options,
                                   sga_client **result,
                                   sga_error **error);

/**
 * What the servers have said of their rate limits, to calls of a client and of those that share its
 * connections.
 *
 * @param client the client
 * @param[out] result the limits, freed by sga_rate_limits_free()
 * @param[out] error why there are none, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, also where no server has said anything
 */
sga_status sga_client_rate_limits(const sga_client *client,
                                  sga_rate_limits **result,
                                  sga_error **error);

/**
 * Refuses further calls with SGA_ERR_CLOSED, also those of clients that share its connections, and
 * closes idle connections. Calls under way go on.
 *
 * @param client the client
 * @return SGA_OK
 */
sga_status sga_client_close(const sga_client *client);

/**
 * Frees a client. Calls under way on other threads, and in queues, go on.
 *
 * @param client the client; NULL is none
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
 */
sga_status sga_client_free(sga_client *client);

/**
 * Looks whether a change was applied, by reading back what it would have set. It changes nothing,
 * and takes a second where the change is not found at first.
 *
 * @param change the `change` of an error
 * @param[out] result what was found, freed by sga_reconciled_free()
 * @param[out] error why nothing was, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, also where nothing can be said: the verdict is inconclusive then
 */
sga_status sga_change_reconcile(const sga_change *change,
                                sga_reconciled **result,
                                sga_error **error);

/**
 * Retrieves kind and reputation of the account (`GET /v3/user/account`).
 *
 * @param client the client
 * @param[out] result the result, freed by sga_account_free()
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_user_get_account(const sga_client *client, sga_account **result, sga_error **error);

/**
 * Retrieves the credit balance of the account (`GET /v3/user/credits`).
 *
 * @param client the client
 * @param[out] result the result, freed by sga_credits_free()
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_user_get_credits(const sga_client *client, sga_credits **result, sga_error **error);

/**
 * Retrieves the e-mail address of the account (`GET /v3/user/email`).
 *
 * @param client the client
 * @param[out] result the result, freed by sga_email_free()
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_user_get_email(const sga_client *client, sga_email **result, sga_error **error);

/**
 * Changes the e-mail address of the account (`PUT /v3/user/email`). A server may ask the new
 * address for confirmation first and tell the old one until then.
 *
 * @param client the client
 * @param email the new address
 * @param[out] result the result, freed by sga_email_free()
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_user_update_email(const sga_client *client,
                                 const char *email,
                                 sga_email **result,
                                 sga_error **error);

/**
 * Changes the password of the account (`PUT /v3/user/password`). It is sent once and never
 * repeated: a repeat would fail on the old password.
 *
 * @param client the client
 * @param change the old and the new password
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_user_update_password(const sga_client *client,
                                    const sga_password_change *change,
                                    sga_error **error);

/**
 * Retrieves the profile of the account (`GET /v3/user/profile`).
 *
 * @param client the client
 * @param[out] result the result, freed by sga_profile_free()
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_user_get_profile(const sga_client *client, sga_profile **result, sga_error **error);

/**
 * Changes the given fields of the profile (`PATCH /v3/user/profile`) and returns all of it.
 *
 * @param client the client
 * @param update the fields to change, at least one
 * @param[out] result the result, freed by sga_profile_free()
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_user_update_profile(const sga_client *client,
                                   const sga_profile_update *update,
                                   sga_profile **result,
                                   sga_error **error);

/**
 * Retrieves username and number of the account (`GET /v3/user/username`).
 *
 * @param client the client
 * @param[out] result the result, freed by sga_username_free()
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_user_get_username(const sga_client *client,
                                 sga_username **result,
                                 sga_error **error);

/**
 * Changes the username of the account (`PUT /v3/user/username`). Logins by the old name fail from
 * then on.
 *
 * @param client the client
 * @param username the new username
 * @param[out] result the result, freed by sga_username_free()
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_user_update_username(const sga_client *client,
                                    const char *username,
                                    sga_username **result,
                                    sga_error **error);

/**
 * Creates a customer (`*.add`). It is sent once and never repeated.
 *
 * @param client the client
 * @param customer the customer to be
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_customers_create(const sga_client *client,
                                const sga_new_customer *customer,
                                sga_error **error);

/**
 * Deletes a customer (`*.delete`). The username can never be registered again. It is sent once and
 * never repeated.
 *
 * @param client the client
 * @param user the username of the customer
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_customers_delete(const sga_client *client, const char *user, sga_error **error);

/**
 * Lists the customers that a filter matches (`*.manage`, `task=get`).
 *
 * @param client the client
 * @param filter which customers; NULL for all
 * @param[out] result the result, freed by sga_customer_list_free()
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_customers_list(const sga_client *client,
                              const sga_customer_filter *filter,
                              sga_customer_list **result,
                              sga_error **error);

/**
 * Lets a customer send mail again (`*.manage`, `method=enable`); website access stays as it is.
 *
 * @param client the client
 * @param user the username of the customer
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_customers_enable(const sga_client *client, const char *user, sga_error **error);

/**
 * Stops a customer from sending mail (`*.manage`, `method=disable`); website access stays as it
 * is.
 *
 * @param client the client
 * @param user the username of the customer
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_customers_disable(const sga_client *client, const char *user, sga_error **error);

/**
 * Lets a customer log in to the website (`*.manage`, `method=website_enable`); sending mail stays
 * as it is.
 *
 * @param client the client
 * @param user the username of the customer
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_customers_enable_website(const sga_client *client,
                                        const char *user,
                                        sga_error **error);

/**
 * Stops a customer from logging in to the website (`*.manage`, `method=website_disable`); sending
 * mail stays as it is.
 *
 * @param client the client
 * @param user the username of the customer
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_customers_disable_website(const sga_client *client,
                                         const char *user,
                                         sga_error **error);

/**
 * Changes the given fields of a customer's profile (`*.manage`, `task=set`).
 *
 * @param client the client
 * @param user the username of the customer
 * @param update the fields to change, at least one
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_customers_update_profile(const sga_client *client,
                                        const char *user,
                                        const sga_customer_profile_update *update,
                                        sga_error **error);

/**
 * Sets the password of a customer (`*.manage`, `method=password`). It is sent once and never
 * repeated.
 *
 * @param client the client
 * @param user the username of the customer
 * @param password the password to be
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_customers_update_password(const sga_client *client,
                                         const char *user,
                                         const char *password,
                                         sga_error **error);

/**
 * Changes the username of a customer (`*.manage`, `task=setUsername`), at once for every login. It
 * is sent once and never repeated.
 *
 * @param client the client
 * @param user the username of the customer
 * @param username the new username
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_customers_update_username(const sga_client *client,
                                         const char *user,
                                         const char *username,
                                         sga_error **error);

/**
 * Changes the contact address of a customer (`*.manage`, `task=setEmail`).
 *
 * @param client the client
 * @param user the username of the customer
 * @param email the new address
 * @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, or what went wrong
 */
sga_status sga_customers_update_email(const sga_client *client,
                                      const char *user,
                                      const char *email,
                                      sga_error **error);

/**
 * Makes a queue.
 *
 * @param[out] result the queue, freed by sga_queue_free()
 * @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK; SGA_ERR_INTERNAL where the process can have no more descriptors
 */
sga_status sga_queue_new(sga_queue **result, sga_error **error);

/**
 * The file descriptor to wait for with poll, epoll, or the loop that a program has: it is readable
 * as long as sga_queue_next() has something to give. Only wait for it; never read it or close it.
 * Windows has no such descriptor: wait in sga_queue_next() there.
 *
 * @param queue the queue
 * @return the descriptor; -1 if the queue does not belong to this process, and on Windows
 */
int sga_queue_fd(const sga_queue *queue);

/**
 * Takes the call that ended first out of the queue.
 *
 * @param queue the queue
 * @param timeout_ms how long to wait for one, in milliseconds; 0 does not wait, a negative number
 *        waits as long as it takes
 * @param[out] result the call, freed by sga_completion_free(); NULL where none has ended in time
 * @param[out] error why nothing can be taken, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, also where no call has ended
 */
sga_status sga_queue_next(const sga_queue *queue,
                          int timeout_ms,
                          sga_completion **result,
                          sga_error **error);

/**
 * How many calls were submitted to a queue and have not been taken out of it.
 *
 * @param queue the queue
 * @param[out] result the number
 * @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK
 */
sga_status sga_queue_pending(const sga_queue *queue, size_t *result, sga_error **error);

/**
 * Cancels the calls of a queue that have a tag and have not ended: their connections are closed.
 * Each still comes out of the queue, with SGA_ERR_CANCELLED, and with the outcome in its error; or
 * with its result, where that was there first.
 *
 * @param queue the queue
 * @param tag the tag
 * @param[out] result how many calls that were
 * @param[out] error why none was, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK, also where no call has the tag
 */
sga_status sga_queue_cancel(const sga_queue *queue,
                            uint64_t tag,
                            size_t *result,
                            sga_error **error);

/**
 * Frees a queue. Its calls are cancelled, and what has not been taken out is gone.
 *
 * @param queue the queue; NULL is none
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
 */
sga_status sga_queue_free(sga_queue *queue);

/**
 * Submits sga_user_get_account() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_user_get_account(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       sga_error **error);

/**
 * Submits sga_user_get_credits() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_user_get_credits(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       sga_error **error);

/**
 * Submits sga_user_get_email() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_user_get_email(const sga_queue *queue,
                                     const sga_client *client,
                                     uint64_t tag,
                                     sga_error **error);

/**
 * Submits sga_user_update_email() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param email the new address
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_user_update_email(const sga_queue *queue,
                                        const sga_client *client,
                                        uint64_t tag,
                                        const char *email,
                                        sga_error **error);

/**
 * Submits sga_user_update_password() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param change the old and the new password
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_user_update_password(const sga_queue *queue,
                                           const sga_client *client,
                                           uint64_t tag,
                                           const sga_password_change *change,
                                           sga_error **error);

/**
 * Submits sga_user_get_profile() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_user_get_profile(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       sga_error **error);

/**
 * Submits sga_user_update_profile() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param update the fields to change, at least one
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_user_update_profile(const sga_queue *queue,
                                          const sga_client *client,
                                          uint64_t tag,
                                          const sga_profile_update *update,
                                          sga_error **error);

/**
 * Submits sga_user_get_username() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_user_get_username(const sga_queue *queue,
                                        const sga_client *client,
                                        uint64_t tag,
                                        sga_error **error);

/**
 * Submits sga_user_update_username() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param username the new username
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_user_update_username(const sga_queue *queue,
                                           const sga_client *client,
                                           uint64_t tag,
                                           const char *username,
                                           sga_error **error);

/**
 * Submits sga_customers_create() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param customer the customer to be
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_customers_create(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       const sga_new_customer *customer,
                                       sga_error **error);

/**
 * Submits sga_customers_delete() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param user the username of the customer
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_customers_delete(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       const char *user,
                                       sga_error **error);

/**
 * Submits sga_customers_list() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param filter which customers; NULL for all
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_customers_list(const sga_queue *queue,
                                     const sga_client *client,
                                     uint64_t tag,
                                     const sga_customer_filter *filter,
                                     sga_error **error);

/**
 * Submits sga_customers_enable() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param user the username of the customer
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_customers_enable(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       const char *user,
                                       sga_error **error);

/**
 * Submits sga_customers_disable() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param user the username of the customer
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_customers_disable(const sga_queue *queue,
                                        const sga_client *client,
                                        uint64_t tag,
                                        const char *user,
                                        sga_error **error);

/**
 * Submits sga_customers_enable_website() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param user the username of the customer
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_customers_enable_website(const sga_queue *queue,
                                               const sga_client *client,
                                               uint64_t tag,
                                               const char *user,
                                               sga_error **error);

/**
 * Submits sga_customers_disable_website() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param user the username of the customer
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_customers_disable_website(const sga_queue *queue,
                                                const sga_client *client,
                                                uint64_t tag,
                                                const char *user,
                                                sga_error **error);

/**
 * Submits sga_customers_update_profile() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param user the username of the customer
 * @param update the fields to change, at least one
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_customers_update_profile(const sga_queue *queue,
                                               const sga_client *client,
                                               uint64_t tag,
                                               const char *user,
                                               const sga_customer_profile_update *update,
                                               sga_error **error);

/**
 * Submits sga_customers_update_password() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param user the username of the customer
 * @param password the password to be
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_customers_update_password(const sga_queue *queue,
                                                const sga_client *client,
                                                uint64_t tag,
                                                const char *user,
                                                const char *password,
                                                sga_error **error);

/**
 * Submits sga_customers_update_username() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param user the username of the customer
 * @param username the new username
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_customers_update_username(const sga_queue *queue,
                                                const sga_client *client,
                                                uint64_t tag,
                                                const char *user,
                                                const char *username,
                                                sga_error **error);

/**
 * Submits sga_customers_update_email() to a queue.
 *
 * @param queue where it ends
 * @param client the client; it may be freed meanwhile
 * @param tag what the completion carries, so that the program knows it again
 * @param user the username of the customer
 * @param email the new address
 * @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
 * @return SGA_OK where the call will come out of the queue; else it will not
 */
sga_status sga_submit_customers_update_email(const sga_queue *queue,
                                             const sga_client *client,
                                             uint64_t tag,
                                             const char *user,
                                             const char *email,
                                             sga_error **error);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

/** The initial value of sga_reseller: no member is set. */
#define SGA_RESELLER_INIT \
    { \
        sizeof(sga_reseller), NULL, NULL, NULL, 0, 0, 0, NULL \
    }

/** The initial value of sga_client_options: no member is set. */
#define SGA_CLIENT_OPTIONS_INIT \
    { \
        sizeof(sga_client_options), NULL, NULL, 0, NULL, NULL, NULL, 0, 0, 0, \
        0, 0, NULL, NULL, 0, 0, 0, 0, 0, 0, \
        0, 0, 0, NULL, 0, 0, 0, 0, 0, 0 \
    }

/** The initial value of sga_call_options: no member is set. */
#define SGA_CALL_OPTIONS_INIT \
    { \
        sizeof(sga_call_options), 0, 0, 0, 0, 0, 0, 0, 0, 0, \
        0 \
    }

/** The initial value of sga_password_change: no member is set. */
#define SGA_PASSWORD_CHANGE_INIT \
    { \
        sizeof(sga_password_change), NULL, NULL \
    }

/** The initial value of sga_profile_update: no member is set. */
#define SGA_PROFILE_UPDATE_INIT \
    { \
        sizeof(sga_profile_update), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
        NULL, NULL \
    }

/** The initial value of sga_new_customer: no member is set. */
#define SGA_NEW_CUSTOMER_INIT \
    { \
        sizeof(sga_new_customer), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, \
        0, NULL \
    }

/** The initial value of sga_customer_filter: no member is set. */
#define SGA_CUSTOMER_FILTER_INIT \
    { \
        sizeof(sga_customer_filter), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
        NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0 \
    }

/** The initial value of sga_customer_profile_update: no member is set. */
#define SGA_CUSTOMER_PROFILE_UPDATE_INIT \
    { \
        sizeof(sga_customer_profile_update), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
        NULL \
    }

#endif  /* SENDGRID_ACCOUNTS_H */
