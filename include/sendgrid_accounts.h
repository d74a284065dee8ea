/**
 * @file
 *
 * sendgrid-accounts: account management for SendGrid, for C. sendgrid_accounts.hpp wraps this
 * header for C++.
 *
 * Conventions of all functions:
 *
 * - Names have the form sga_<object>_<verb>. Parameters come in this order: the object, the inputs,
 *   the output for the result, the output for the error.
 *
 * - Every function that can fail returns an sga_status; SGA_OK is 0. Later versions only add
 *   numbers.
 *
 * - Functions write the result only if they return SGA_OK; otherwise the output keeps its value.
 *
 * - Errors: `error` may be NULL. Otherwise, a function that does not return SGA_OK writes an object
 *   there, which describes the error, its possible effect, and whether a retry is safe; free it
 *   with sga_error_free(). A function that returns SGA_OK does not write it: initialise it with
 *   NULL.
 *
 * - Input strings end with NUL and are UTF-8; the library checks the encoding. They can be freed as
 *   soon as the function returns. Output strings are UTF-8, end with NUL, and live until their
 *   object is freed. U+FFFD replaces U+0000, which a server may send. No output contains passwords,
 *   keys or tokens, except that of a function whose name ends with _reveal.
 *
 * - sga_client, sga_queue, sga_shared_rate_limiter, iterations (sga_subusers_iter,
 *   sga_customers_iter), sga_bulk and sga_bulk_file are handles: the library looks their values up,
 *   never dereferences them, and never reuses them. It refuses a freed or invalid handle with
 *   SGA_ERR_STALE_HANDLE, and a handle of another type with SGA_ERR_WRONG_HANDLE.
 *
 * - Results, errors and completions are read-only structs. Free each once, with the function of its
 *   type, never with free(). The library refuses a second time with SGA_ERR_STALE_HANDLE, unless
 *   another object has the address by then. All these functions accept NULL.
 *
 * - Later versions may add members at the end of output structs. Arrays contain pointers to
 *   structs, so that new members do not move them. Absent strings are NULL; optional numbers have a
 *   has_... member.
 *
 * - Input structs begin with struct_size and may grow at the end. Initialise them with their _INIT
 *   macro, which sets it, and set the members that you need. A member that is zero or NULL is
 *   unset. Enumeration members are plain ints, which the library checks: SGA_ERR_ENUM.
 *
 * - No pointer may be NULL unless its description allows it; otherwise the function returns
 *   SGA_ERR_NULL.
 *
 * - Threads: any thread may call any function at any time, also with the same client or queue, also
 *   while another thread frees it. Only one thread at a time may use a result, an error or a
 *   completion.
 *
 * - Calls block until the response arrives or a time limit is reached. Programs with an event loop
 *   use queues: sga_queue_new().
 *
 * - The library changes nothing in its host: it raises, handles and blocks no signal on the threads
 *   of the host, preserves errno and the locale, prints nothing, and converts panics to
 *   SGA_ERR_INTERNAL. It aborts the process if memory runs out. pthread_cancel takes effect when
 *   the function returns. Do not leave a function of this library by longjmp, and do not call one
 *   from a signal handler.
 *
 * - Forks: a child may use the clients of its parent, and create new ones. A queue, an iteration and a
 *   bulk run belong to the process that created them: SGA_ERR_FORKED. Call nothing between vfork and
 *   exec.
 *
 * - The library runs all calls on one thread and their connections on another; the first call
 *   starts both. A log callback runs on a third one: sga_set_log_callback(). The ledger of a bulk run
 *   is written by one of its own. Name lookups temporarily use further threads. A thread that waits
 *   for a call needs little stack. The library stays loaded until the process ends. The process may
 *   end with calls in progress.
 */

/* Generated from capi/src by `make header`. SPDX-License-Identifier: MIT OR Apache-2.0 */

#ifndef SENDGRID_ACCOUNTS_H
#define SENDGRID_ACCOUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Version of this header. */
#define SGA_VERSION "0.1.0"
/** Major version. */
#define SGA_VERSION_MAJOR 0
/** Minor version. */
#define SGA_VERSION_MINOR 1
/** Patch version. */
#define SGA_VERSION_PATCH 0
/** Version as a number that increases with every version, like sga_version_number(). */
#define SGA_VERSION_NUMBER \
    (SGA_VERSION_MAJOR * 1000000 + SGA_VERSION_MINOR * 1000 + SGA_VERSION_PATCH)

/**
 * Zero, where 0 means unset: for `max_retries`, `max_unknown_retries` and `retry_budget`.
 */
#define SGA_NONE UINT32_MAX

/**
 * Status that a function returns. Later versions only add numbers.
 */
typedef enum {
    /**
     * Success.
     */
    SGA_OK = 0,
    /**
     * The client is configured incorrectly: no credential, an unreadable CA bundle, or plain http
     * to a host other than this machine.
     */
    SGA_ERR_CONFIG = 1,
    /**
     * An argument is invalid; the error's `field` names it. Nothing was sent.
     */
    SGA_ERR_INVALID_INPUT = 2,
    /**
     * No connection: name lookup, TCP, TLS or proxy failed. Nothing was sent.
     */
    SGA_ERR_CONNECT = 3,
    /**
     * No response in time; the error's `phase` names the phase.
     */
    SGA_ERR_TIMEOUT = 4,
    /**
     * The connection failed during the call, or the response is not HTTP.
     */
    SGA_ERR_TRANSPORT = 5,
    /**
     * A change was sent and no response arrived, or an attempt without a response was followed by a
     * refusal: the change may or may not be applied. After a refusal the error has its status, body
     * and details.
     */
    SGA_ERR_OUTCOME_UNKNOWN = 6,
    /**
     * The response is not usable: not decodable, too large, compressed, or a redirect.
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
     * HTTP 401: the server did not accept the credential. With SGA_OUTCOME_NOT_SENT: the call was
     * withheld after several of these, and may be retried later.
     */
    SGA_ERR_AUTHENTICATION = 10,
    /**
     * HTTP 403: the server does not permit the call.
     */
    SGA_ERR_PERMISSION_DENIED = 11,
    /**
     * HTTP 404, or a response that says that the user does not exist.
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
     * The client was closed, or the bulk run stopped, before the call.
     */
    SGA_ERR_CLOSED = 15,
    /**
     * A fault of this library; please report it.
     */
    SGA_ERR_INTERNAL = 16,
    /**
     * The ledger of a bulk run cannot be opened, read or written, another process uses it, or it
     * records another job under the same key.
     */
    SGA_ERR_LEDGER = 17,
    /**
     * A mandatory pointer is NULL; the error's `field` names the parameter.
     */
    SGA_ERR_NULL = 101,
    /**
     * A string is not UTF-8; the error's `field` names it.
     */
    SGA_ERR_UTF8 = 102,
    /**
     * A number is not a value of its enumeration; the error's `field` names it.
     */
    SGA_ERR_ENUM = 103,
    /**
     * `struct_size` is invalid: it is not initialised, or the program was built for a later
     * version and sets members that this version does not have.
     */
    SGA_ERR_STRUCT_SIZE = 104,
    /**
     * The pointer is not an object of this library, or the object was freed already.
     */
    SGA_ERR_STALE_HANDLE = 105,
    /**
     * The object is of another type than the parameter.
     */
    SGA_ERR_WRONG_HANDLE = 106,
    /**
     * The queue, iteration or bulk run was created before a fork, by the parent process.
     */
    SGA_ERR_FORKED = 107,
    /**
     * The call was cancelled; the error's `outcome` states its possible effect.
     */
    SGA_ERR_CANCELLED = 108,
    /**
     * A bulk run has as many jobs in progress as its concurrency allows: remove a completion first.
     */
    SGA_ERR_BUSY = 109,
} sga_status;

/**
 * Effect of a failed call, as far as it is known.
 */
typedef enum {
    /**
     * Nothing left this machine.
     */
    SGA_OUTCOME_NOT_SENT = 0,
    /**
     * The server refused the call and changed nothing.
     */
    SGA_OUTCOME_REJECTED = 1,
    /**
     * The server accepted the call, but the rest of its response was cut off.
     */
    SGA_OUTCOME_APPLIED = 2,
    /**
     * The request may have arrived, and no usable response came back. Check it before a retry.
     */
    SGA_OUTCOME_UNKNOWN = 3,
} sga_outcome;

/**
 * Phase of a call in which its time ran out.
 */
typedef enum {
    /**
     * The time did not run out.
     */
    SGA_PHASE_NONE = 0,
    /**
     * Waiting for a free connection: `max_connections` calls were in progress.
     */
    SGA_PHASE_QUEUE = 1,
    /**
     * Name lookup, TCP, TLS and proxy.
     */
    SGA_PHASE_CONNECT = 2,
    /**
     * Waiting for the response head.
     */
    SGA_PHASE_RESPONSE = 3,
    /**
     * Reading the response body.
     */
    SGA_PHASE_BODY = 4,
} sga_phase;

/**
 * Result of reading back a change.
 */
typedef enum {
    /**
     * The state is the one that the call requests.
     */
    SGA_VERDICT_APPLIED = 0,
    /**
     * The state is another one, in two reads one second apart. The request may still arrive.
     */
    SGA_VERDICT_NOT_APPLIED_YET = 1,
    /**
     * The state cannot be read back, or does not show whether the change was applied, as where it
     * differs from the requested one by letter case or outer blanks alone.
     */
    SGA_VERDICT_INCONCLUSIVE = 2,
} sga_verdict;

/**
 * Level of a log record. A level includes those before it.
 */
typedef enum {
    /**
     * A fault.
     */
    SGA_LOG_ERROR = 0,
    /**
     * A doubtful setting, such as an API key in an unusual form, or lost log records.
     */
    SGA_LOG_WARN = 1,
    /**
     * Retries, and waits of more than a second for a rate limit.
     */
    SGA_LOG_INFO = 2,
    /**
     * Requests, responses, failures and shorter waits.
     */
    SGA_LOG_DEBUG = 3,
} sga_log_level;

/**
 * Region whose servers hold an account.
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
 * Edition of the customer API. The two differ in their addresses only.
 */
typedef enum {
    /**
     * The later edition: https://api.sendgrid.com/apiv2/reseller.*.
     */
    SGA_DIALECT_RESELLER = 0,
    /**
     * The older edition: https://api.sendgrid.com/api/distributor.*.
     */
    SGA_DIALECT_DISTRIBUTOR = 1,
} sga_dialect;

/**
 * Format of the responses. The results of the calls are the same in both.
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
 * Credential of the customer API, and how it is sent. SendGrid ended username and password for its
 * APIs in 2020; other servers may need them. The username `apikey` with an API key as its password
 * is another form of that key.
 */
typedef enum {
    /**
     * SGA_AUTH_PARAMS if username or password is set, else SGA_AUTH_API_KEY.
     */
    SGA_AUTH_AUTOMATIC = 0,
    /**
     * API key as a bearer token: `api_key`, or the client's if that is NULL.
     */
    SGA_AUTH_API_KEY = 1,
    /**
     * Username and password as the parameters `api_user` and `api_key`, for old servers.
     */
    SGA_AUTH_PARAMS = 2,
    /**
     * Username and password by HTTP Basic, for old servers.
     */
    SGA_AUTH_BASIC = 3,
} sga_auth;

/**
 * An optional boolean.
 */
typedef enum {
    /**
     * Not set.
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
 * Meaning of an empty string in an update. SGA_CLEAR clears in either case.
 */
typedef enum {
    /**
     * Not set.
     */
    SGA_EMPTY_UNSET = 0,
    /**
     * An empty string clears its field.
     */
    SGA_EMPTY_CLEAR = 1,
    /**
     * An empty string leaves its field unchanged, for data in which empty means unknown, such as
     * rows of a CSV file.
     */
    SGA_EMPTY_IGNORE = 2,
} sga_empty;

/**
 * Effect of a retry after the first request may have arrived.
 */
typedef enum {
    /**
     * Not set.
     */
    SGA_IDEMPOTENCY_UNSET = 0,
    /**
     * A read: a retry has no effect.
     */
    SGA_IDEMPOTENCY_SAFE = 1,
    /**
     * Sets an absolute state: a retry ends in the same state.
     */
    SGA_IDEMPOTENCY_IDEMPOTENT = 2,
    /**
     * Never retried: a retry fails, or undoes a later change.
     */
    SGA_IDEMPOTENCY_ONCE = 3,
} sga_idempotency;

/**
 * The secret of a created API key; it belongs to the created key or the result of a bulk job.
 */
typedef struct sga_api_key_secret sga_api_key_secret;

/**
 * Run of many jobs, paced by the rate limits, with a ledger from which another run resumes. A run
 * belongs to the process that created it. Freed by sga_bulk_free().
 */
typedef struct sga_bulk sga_bulk;

/**
 * Jobs of a CSV file, one for each row, which are read one by one. It belongs to the process that opened
 * it. Freed by sga_bulk_file_free().
 */
typedef struct sga_bulk_file sga_bulk_file;

/**
 * A change with an unknown outcome; it belongs to its error.
 */
typedef struct sga_change sga_change;

/**
 * Makes calls. Any number of threads can use one client. Keep it between calls, since it keeps
 * connections open. Freed by sga_client_free().
 */
typedef struct sga_client sga_client;

/**
 * Iteration over customers, page by page, as sga_subusers_iter. Freed by sga_customers_iter_free().
 */
typedef struct sga_customers_iter sga_customers_iter;

/**
 * Completion queue, for any number of threads. Freed by sga_queue_free().
 */
typedef struct sga_queue sga_queue;

/**
 * A token of a created subuser; it belongs to its result.
 */
typedef struct sga_secret_token sga_secret_token;

/**
 * Rate limiter for several clients: their calls of the same operation of the same host with the
 * same credential, for the same account, wait in one queue. Freed by
 * sga_shared_rate_limiter_free().
 */
typedef struct sga_shared_rate_limiter sga_shared_rate_limiter;

/**
 * Iteration over subusers, page by page; it keeps no page, and the identities of the rows of two. An
 * iteration belongs to the process that created it. Freed by sga_subusers_iter_free().
 */
typedef struct sga_subusers_iter sga_subusers_iter;

/**
 * One error of the server's response.
 */
typedef struct {
    /**
     * Message of the server.
     */
    const char *message;
    /**
     * Field that the server names, or NULL.
     */
    const char *field;
    /**
     * Help of the server as JSON, or NULL.
     */
    const char *help;
    /**
     * Identifier that the server gives the error, or NULL.
     */
    const char *error_id;
} sga_error_detail;

/**
 * Failure of a call: its status, its possible effect, and whether a retry is safe. It never
 * contains a credential or a password. Freed by sga_error_free().
 */
typedef struct {
    /**
     * Kind of the error: the status that the function returned.
     */
    sga_status status;
    /**
     * Possible effect of the call.
     */
    sga_outcome outcome;
    /**
     * Whether a retry is safe: it cannot apply a change twice, and the cause may be temporary.
     */
    bool safe_to_retry;
    /**
     * Number of attempts; 0 if none was started.
     */
    uint32_t attempts;
    /**
     * Operation that failed, such as "user.get_profile", or NULL.
     */
    const char *operation;
    /**
     * Description in one line, without the name of the operation. Text of the server in it is
     * redacted, and its control and bidirectional characters are escaped.
     */
    const char *message;
    /**
     * Name of the invalid argument, or NULL.
     */
    const char *field;
    /**
     * Phase in which the time ran out.
     */
    sga_phase phase;
    /**
     * Whether `http_status` is set.
     */
    bool has_http_status;
    /**
     * HTTP status of the last response.
     */
    uint32_t http_status;
    /**
     * Identifier of the call at the server, for its support, or NULL.
     */
    const char *request_id;
    /**
     * Scope that the operation needs (SGA_ERR_PERMISSION_DENIED), or NULL. It is a property of the
     * operation, not a diagnosis: the server may have refused the call for another reason.
     */
    const char *required_scope;
    /**
     * Whether `retry_after` is set.
     */
    bool has_retry_after;
    /**
     * Wait that the server asks for, in seconds: Retry-After of the response, whatever its status,
     * or of the proxy that refused a tunnel; with SGA_ERR_RATE_LIMIT also the end of the rate
     * limit's window. Of a call that was not sent because of a lockout: the rest of the lockout.
     */
    double retry_after;
    /**
     * Whether `reset_at` is set.
     */
    bool has_reset_at;
    /**
     * Time at which `retry_after` ends, by the server's clock, in seconds since 1970 UTC.
     */
    double reset_at;
    /**
     * Body of the response as a string, capped at 2,048 bytes, or NULL. Only secrets are removed: it
     * may contain control characters.
     */
    const char *body;
    /**
     * Number of `details`.
     */
    size_t detail_count;
    /**
     * Errors that the response lists, at most 32; NULL if there are none. Only secrets are removed
     * from their strings: they may contain control characters.
     */
    const sga_error_detail *const *details;
    /**
     * Username, id of an API key or name of a new one that a change with an unknown outcome affects,
     * or NULL.
     */
    const char *target;
    /**
     * Change with an unknown outcome, for sga_change_reconcile(); freed with the error; or NULL.
     */
    const sga_change *change;
    /**
     * Whether only the exhausted retry budget prevented a retry; see `retry_budget`.
     */
    bool retry_budget_exhausted;
    /**
     * Whether `offset` is set.
     */
    bool has_offset;
    /**
     * Where the iteration over a list failed: the rows before this offset were read, and another
     * iteration can begin there.
     */
    uint64_t offset;
} sga_error;

/**
 * Rate limit as the server last reported it, from the headers of its responses. It belongs to its
 * sga_rate_limits.
 */
typedef struct {
    /**
     * Operation that has the limit, such as "user.get_email"; method and path of
     * sga_client_request(), such as "GET /v3/stats"; "customers" for the customer API, whose operations
     * share one limit.
     */
    const char *operation;
    /**
     * Account acted for, as the value of the header On-Behalf-Of; NULL for the account of the
     * credential.
     */
    const char *on_behalf_of;
    /**
     * Whether `limit` is set.
     */
    bool has_limit;
    /**
     * Number of calls that a window allows.
     */
    uint64_t limit;
    /**
     * Whether `remaining` is set.
     */
    bool has_remaining;
    /**
     * Number of calls that remained in the window.
     */
    uint64_t remaining;
    /**
     * Whether `reset_at` is set.
     */
    bool has_reset_at;
    /**
     * Start of the next window, by the server's clock, in seconds since 1970 UTC.
     */
    double reset_at;
} sga_rate_limit;

/**
 * Known rate limits, by operation and account. Freed by sga_rate_limits_free().
 */
typedef struct {
    /**
     * Number of limits.
     */
    size_t count;
    /**
     * Limits, `limits[0]` to `limits[count - 1]`; NULL if there are none.
     */
    const sga_rate_limit *const *limits;
} sga_rate_limits;

/**
 * Header of a response. It belongs to its sga_response.
 */
typedef struct {
    /**
     * Name in lower case. Several lines of one header have the same name.
     */
    const char *name;
    /**
     * Value. U+FFFD replaces bytes that are not UTF-8.
     */
    const char *value;
} sga_header;

/**
 * Response with a status of 2xx: of sga_client_request(), or of any call of a client of
 * sga_client_with_raw_response(). Freed by sga_response_free(), unless it belongs to a completion.
 */
typedef struct {
    /**
     * HTTP status, 200 to 299.
     */
    int status;
    /**
     * Identifier of the call at the server, for its support, or NULL.
     */
    const char *request_id;
    /**
     * Number of headers.
     */
    size_t header_count;
    /**
     * Headers, `headers[0]` to `headers[header_count - 1]`; NULL if there are none.
     */
    const sga_header *const *headers;
    /**
     * Rate limit that the response reports, or NULL.
     */
    const sga_rate_limit *rate_limit;
    /**
     * Body of a response to sga_client_request(), unchanged, and a NUL after it; else NULL. It may
     * contain NUL.
     */
    const char *body;
    /**
     * Number of bytes of the body, without the NUL after it.
     */
    size_t body_size;
} sga_response;

/**
 * Verdict on a change, and its evidence. Freed by sga_reconciled_free(), unless it belongs to a
 * completion.
 */
typedef struct {
    /**
     * Verdict.
     */
    sga_verdict verdict;
    /**
     * Evidence in one sentence. It names fields; it contains values only where they differ by letter
     * case or outer blanks alone, ids and scopes of API keys, and the numbers of credits.
     */
    const char *evidence;
} sga_reconciled;

/**
 * Kind and reputation of an account. Freed by sga_account_free().
 */
typedef struct {
    /**
     * Kind of the account: "free", "paid" or another value of the server; NULL if absent.
     */
    const char *type;
    /**
     * Whether `reputation` is set.
     */
    bool has_reputation;
    /**
     * Sender reputation, 0 to 100.
     */
    double reputation;
    /**
     * Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
     */
    const char *extra;
} sga_account;

/**
 * Credit balance of an account: the number of messages that it may send. An unlimited account may
 * lack some numbers. Freed by sga_credits_free().
 */
typedef struct {
    /**
     * Whether `remain` is set.
     */
    bool has_remain;
    /**
     * Remaining credits.
     */
    int64_t remain;
    /**
     * Whether `total` is set.
     */
    bool has_total;
    /**
     * Assigned credits.
     */
    int64_t total;
    /**
     * Whether `overage` is set.
     */
    bool has_overage;
    /**
     * Overdrawn credits.
     */
    int64_t overage;
    /**
     * Whether `used` is set.
     */
    bool has_used;
    /**
     * Used credits.
     */
    int64_t used;
    /**
     * Date of the last reset, YYYY-MM-DD, or NULL.
     */
    const char *last_reset;
    /**
     * Date of the next reset, YYYY-MM-DD, or NULL.
     */
    const char *next_reset;
    /**
     * Interval of the resets: "monthly", "weekly", "daily" or another string, or NULL.
     */
    const char *reset_frequency;
    /**
     * Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
     */
    const char *extra;
} sga_credits;

/**
 * E-mail address of an account. Freed by sga_email_free().
 */
typedef struct {
    /**
     * Current address, or NULL.
     */
    const char *email;
    /**
     * Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
     */
    const char *extra;
} sga_email;

/**
 * Profile of an account. A field that is not set is NULL. Freed by sga_profile_free().
 */
typedef struct {
    /**
     * Street address.
     */
    const char *address;
    /**
     * Second line of the street address. Some servers do not return it.
     */
    const char *address2;
    /**
     * City.
     */
    const char *city;
    /**
     * Name of the company.
     */
    const char *company;
    /**
     * Country.
     */
    const char *country;
    /**
     * First name.
     */
    const char *first_name;
    /**
     * Last name.
     */
    const char *last_name;
    /**
     * Phone number.
     */
    const char *phone;
    /**
     * State.
     */
    const char *state;
    /**
     * URL of the website.
     */
    const char *website;
    /**
     * Zip code.
     */
    const char *zip;
    /**
     * Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
     */
    const char *extra;
} sga_profile;

/**
 * Username of an account. Freed by sga_username_free().
 */
typedef struct {
    /**
     * Username, or NULL.
     */
    const char *username;
    /**
     * Whether `user_id` is set.
     */
    bool has_user_id;
    /**
     * Number of the account; the response to an update does not contain it.
     */
    int64_t user_id;
    /**
     * Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
     */
    const char *extra;
} sga_username;

/**
 * A customer of a reseller. An absent field is NULL, or its `has_` member is false. Freed by
 * sga_customer_free(), unless it belongs to a list.
 */
typedef struct {
    /**
     * Username, which identifies the customer in other calls.
     */
    const char *username;
    /**
     * E-mail address.
     */
    const char *email;
    /**
     * Whether `active` is set.
     */
    bool has_active;
    /**
     * Whether the customer may send mail.
     */
    bool active;
    /**
     * First name.
     */
    const char *first_name;
    /**
     * Last name.
     */
    const char *last_name;
    /**
     * Street address.
     */
    const char *address;
    /**
     * Second line of the street address.
     */
    const char *address2;
    /**
     * City.
     */
    const char *city;
    /**
     * State.
     */
    const char *state;
    /**
     * Zip code.
     */
    const char *zip;
    /**
     * Country.
     */
    const char *country;
    /**
     * Phone number.
     */
    const char *phone;
    /**
     * URL of the website.
     */
    const char *website;
    /**
     * Name of the company.
     */
    const char *company;
    /**
     * Whether `website_access` is set.
     */
    bool has_website_access;
    /**
     * Whether the customer may log in to the website.
     */
    bool website_access;
    /**
     * Number of the customer.
     */
    const char *id;
    /**
     * Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
     */
    const char *extra;
} sga_customer;

/**
 * List of customers in the server's order. Freed by sga_customer_list_free().
 */
typedef struct {
    /**
     * Number of customers.
     */
    size_t count;
    /**
     * Customers, `customers[0]` to `customers[count - 1]`; NULL if there are none.
     */
    const sga_customer *const *customers;
} sga_customer_list;

/**
 * An API key: its id, name and scopes. It does not contain the key itself. Freed by
 * sga_api_key_info_free(), unless it belongs to a list.
 */
typedef struct {
    /**
     * Id of the key: the middle part of `SG.<id>.<secret>`; or NULL.
     */
    const char *api_key_id;
    /**
     * Name of the key; several keys may have the same one. Or NULL.
     */
    const char *name;
    /**
     * Scopes of the key. The list of keys and the response to a new name do not contain them.
     * Servers add some by themselves, such as `2fa_required`. NULL if absent.
     */
    const char *const *scopes;
    /**
     * Number of strings in `scopes`.
     */
    size_t scopes_count;
    /**
     * Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
     */
    const char *extra;
} sga_api_key_info;

/**
 * List of API keys in the server's order. Freed by sga_api_key_list_free().
 */
typedef struct {
    /**
     * Number of keys.
     */
    size_t count;
    /**
     * Keys, `keys[0]` to `keys[count - 1]`; NULL if there are none.
     */
    const sga_api_key_info *const *keys;
} sga_api_key_list;

/**
 * Scopes of an API key. Their names are open: servers add scopes at any time. Freed by
 * sga_scope_list_free().
 */
typedef struct {
    /**
     * Names of the scopes, such as `mail.send`, in the server's order.
     */
    const char *const *scopes;
    /**
     * Number of strings in `scopes`.
     */
    size_t scopes_count;
    /**
     * Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
     */
    const char *extra;
} sga_scope_list;

/**
 * A created API key with its secret. Freed by sga_created_api_key_free(), which overwrites the secret.
 */
typedef struct {
    /**
     * The key itself, shown by `reveal()`. No later call returns it. See sga_api_key_secret_reveal().
     */
    const sga_api_key_secret *api_key;
    /**
     * Id of the key, by which other calls name it; or NULL.
     */
    const char *api_key_id;
    /**
     * Name of the key, or NULL.
     */
    const char *name;
    /**
     * Scopes of the key. Servers add some by themselves, such as `2fa_required`. NULL if absent.
     */
    const char *const *scopes;
    /**
     * Number of strings in `scopes`.
     */
    size_t scopes_count;
    /**
     * Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
     */
    const char *extra;
} sga_created_api_key;

/**
 * A subuser. Freed by sga_subuser_free(), unless it belongs to a list.
 */
typedef struct {
    /**
     * Whether `id` is set.
     */
    bool has_id;
    /**
     * Number of the subuser.
     */
    int64_t id;
    /**
     * Username, which identifies the subuser in other calls; or NULL.
     */
    const char *username;
    /**
     * E-mail address, or NULL.
     */
    const char *email;
    /**
     * Whether `disabled` is set.
     */
    bool has_disabled;
    /**
     * Whether the subuser is disabled.
     */
    bool disabled;
    /**
     * Region of the subuser's data, `global` or `eu`. Only lists have it, and only where it is asked
     * for; otherwise NULL.
     */
    const char *region;
    /**
     * Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
     */
    const char *extra;
} sga_subuser;

/**
 * List of subusers in the server's order: one page. Freed by sga_subuser_list_free().
 */
typedef struct {
    /**
     * Number of subusers.
     */
    size_t count;
    /**
     * Subusers, `subusers[0]` to `subusers[count - 1]`; NULL if there are none.
     */
    const sga_subuser *const *subusers;
} sga_subuser_list;

/**
 * Credits of a subuser: the number of messages that it may send. A subuser without a limit has no
 * numbers. Freed by sga_subuser_credits_free().
 */
typedef struct {
    /**
     * How the credits are reset: `unlimited`, `recurring` or `nonrecurring`; or NULL.
     */
    const char *type;
    /**
     * Interval of the resets, of recurring credits only; or NULL.
     */
    const char *reset_frequency;
    /**
     * Whether `remain` is set.
     */
    bool has_remain;
    /**
     * Remaining credits.
     */
    int64_t remain;
    /**
     * Whether `total` is set.
     */
    bool has_total;
    /**
     * Credits after a reset.
     */
    int64_t total;
    /**
     * Whether `used` is set.
     */
    bool has_used;
    /**
     * Used credits.
     */
    int64_t used;
    /**
     * Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
     */
    const char *extra;
} sga_subuser_credits;

/**
 * Sender reputation of a subuser. For subusers of the EU region, servers return wrong values. It
 * belongs to its list.
 */
typedef struct {
    /**
     * Username of the subuser, or NULL.
     */
    const char *username;
    /**
     * Whether `reputation` is set.
     */
    bool has_reputation;
    /**
     * Sender reputation, 0 to 100.
     */
    double reputation;
    /**
     * Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
     */
    const char *extra;
} sga_reputation;

/**
 * List of sender reputations in the server's order. Freed by sga_reputation_list_free().
 */
typedef struct {
    /**
     * Number of reputations.
     */
    size_t count;
    /**
     * Reputations, `reputations[0]` to `reputations[count - 1]`; NULL if there are none.
     */
    const sga_reputation *const *reputations;
} sga_reputation_list;

/**
 * List of IP addresses in the server's order: one page. Freed by sga_ip_list_free().
 */
typedef struct {
    /**
     * Number of addresses.
     */
    size_t count;
    /**
     * Addresses, `ips[0]` to `ips[count - 1]`; `ips[count]` is NULL.
     */
    const char *const *ips;
} sga_ip_list;

/**
 * A new subuser, as the response to its creation describes it. Freed by sga_created_subuser_free(),
 * which overwrites its tokens.
 */
typedef struct {
    /**
     * Whether `id` is set.
     */
    bool has_id;
    /**
     * Number of the subuser. The server calls it `user_id` here and `id` in the list.
     */
    int64_t id;
    /**
     * Username, which identifies the subuser in other calls; or NULL.
     */
    const char *username;
    /**
     * E-mail address, or NULL.
     */
    const char *email;
    /**
     * How the credits of the subuser are reset; or NULL.
     */
    const char *credit_type;
    /**
     * Region of the subuser's data, if the call set one; or NULL.
     */
    const char *region;
    /**
     * Token for calls of the subuser; newer servers return none: NULL. sga_secret_token_reveal()
     * shows it.
     */
    const sga_secret_token *authorization_token;
    /**
     * Token of the sign-up; newer servers return none: NULL. sga_secret_token_reveal() shows it.
     */
    const sga_secret_token *signup_session_token;
    /**
     * Unknown fields of the response, and values that do not fit, as a JSON object without fields
     * that hold secrets; NULL if none.
     */
    const char *extra;
} sga_created_subuser;

/**
 * Result of a job: its effect, and its result or error. Freed by sga_bulk_result_free(), unless it
 * belongs to a completion.
 */
typedef struct {
    /**
     * Key that identifies the job.
     */
    const char *key;
    /**
     * Operation of the job.
     */
    const char *operation;
    /**
     * Whether `line` is set.
     */
    bool has_line;
    /**
     * Line of the file that the job comes from.
     */
    uint64_t line;
    /**
     * Effect of the job; SGA_OUTCOME_APPLIED also for a read. After SGA_OUTCOME_NOT_SENT another run
     * with the same ledger makes the call.
     */
    sga_outcome outcome;
    /**
     * Whether an earlier run made the call: the outcome comes from the ledger, or was read back. The
     * result has no `result` and no `api_key` then, and its error has no details and no body.
     */
    bool from_ledger;
    /**
     * Result of the call as JSON, without secrets; NULL if it has none, or failed.
     */
    const char *result;
    /**
     * API key that the call created, or NULL; see sga_api_key_secret_reveal(). The ledger does not
     * contain it, and no later call returns it.
     */
    const sga_api_key_secret *api_key;
    /**
     * Error of the call, or NULL.
     */
    const sga_error *error;
    /**
     * How the outcome was found, in one sentence, if it was read back; or NULL. See sga_reconciled.
     */
    const char *evidence;
} sga_bulk_result;

/**
 * Number of jobs of a bulk run by their effect, and how fast they end. Freed by
 * sga_bulk_progress_free().
 */
typedef struct {
    /**
     * Jobs that were begun.
     */
    uint64_t begun;
    /**
     * Jobs whose change was applied, in this run or an earlier one.
     */
    uint64_t applied;
    /**
     * Jobs that the server refused.
     */
    uint64_t rejected;
    /**
     * Jobs that were not sent.
     */
    uint64_t not_sent;
    /**
     * Jobs whose outcome is unknown.
     */
    uint64_t unknown;
    /**
     * Jobs among these whose outcome comes from the ledger.
     */
    uint64_t from_ledger;
    /**
     * Jobs that ended per second, in the last ten seconds, without those from the ledger.
     */
    double rate;
    /**
     * Whether `total` is set.
     */
    bool has_total;
    /**
     * Number of all jobs.
     */
    uint64_t total;
    /**
     * Whether `time_left` is set.
     */
    bool has_time_left;
    /**
     * Time in seconds in which the rest of `total` ends at the current rate.
     */
    double time_left;
    /**
     * Whether `limit` is set.
     */
    bool has_limit;
    /**
     * Number of calls that a window of the rate limit of the last operation allows, as the server last
     * reported it.
     */
    uint64_t limit;
    /**
     * Whether `remaining` is set.
     */
    bool has_remaining;
    /**
     * Number of calls that remained in that window.
     */
    uint64_t remaining;
    /**
     * Whether `reset_at` is set.
     */
    bool has_reset_at;
    /**
     * Start of the next window, by the server's clock, in seconds since 1970 UTC.
     */
    double reset_at;
} sga_bulk_progress;

/**
 * Result or error of a call from a queue: at most one of the members from `error` to `customers` is
 * set, the others are NULL. Its objects belong to the completion. Freed by sga_completion_free().
 */
typedef struct {
    /**
     * Tag of the call.
     */
    uint64_t tag;
    /**
     * Status of the call.
     */
    sga_status status;
    /**
     * Operation, such as "user.get_profile"; "reconcile" for sga_submit_change_reconcile(); "bulk" for
     * a job of a bulk run.
     */
    const char *operation;
    /**
     * Error of the call, if it failed.
     */
    const sga_error *error;
    /**
     * Result of user.get_account.
     */
    const sga_account *account;
    /**
     * Result of user.get_credits.
     */
    const sga_credits *credits;
    /**
     * Result of user.get_email and user.update_email.
     */
    const sga_email *email;
    /**
     * Result of user.get_profile and user.update_profile.
     */
    const sga_profile *profile;
    /**
     * Result of user.get_username and user.update_username.
     */
    const sga_username *username;
    /**
     * Result of customers.list, and of sga_submit_customers_iter_next_page().
     */
    const sga_customer_list *customers;
    /**
     * Result of sga_submit_change_reconcile().
     */
    const sga_reconciled *reconciled;
    /**
     * Response of sga_submit_client_request(), and of any call of a client of
     * sga_client_with_raw_response(); NULL with an error.
     */
    const sga_response *response;
    /**
     * Result of customers.get.
     */
    const sga_customer *customer;
    /**
     * Result of subusers.list, and of sga_submit_subusers_iter_next_page().
     */
    const sga_subuser_list *subusers;
    /**
     * Result of subusers.get.
     */
    const sga_subuser *subuser;
    /**
     * Result of subusers.create.
     */
    const sga_created_subuser *created_subuser;
    /**
     * Result of subusers.get_ips.
     */
    const sga_ip_list *ips;
    /**
     * Result of subusers.get_credits, subusers.update_credits and subusers.adjust_credits.
     */
    const sga_subuser_credits *subuser_credits;
    /**
     * Result of subusers.get_reputations.
     */
    const sga_reputation_list *reputations;
    /**
     * Result of api_keys.list.
     */
    const sga_api_key_list *api_keys;
    /**
     * Result of api_keys.get, api_keys.update and api_keys.update_name.
     */
    const sga_api_key_info *api_key;
    /**
     * Result of api_keys.create and api_keys.create_full_access.
     */
    const sga_created_api_key *created_api_key;
    /**
     * Result of scopes.list.
     */
    const sga_scope_list *scopes;
    /**
     * Result of sga_submit_bulk_execute() and sga_submit_bulk_execute_next(), with the error of the job.
     */
    const sga_bulk_result *bulk_result;
} sga_completion;

/**
 * One field of a log record.
 */
typedef struct {
    /**
     * Name, such as "wait_ms".
     */
    const char *name;
    /**
     * Value as text.
     */
    const char *value;
} sga_log_field;

/**
 * Log record: names and numbers, never a credential, a value of the caller or text of a server. It
 * lives until the callback returns.
 */
typedef struct {
    /**
     * Level.
     */
    sga_log_level level;
    /**
     * Part of the library that wrote the record: "sendgrid_accounts".
     */
    const char *target;
    /**
     * Operation of the call, such as "user.get_profile", or NULL.
     */
    const char *operation;
    /**
     * Event: "request", "response", "retry", "rate limit wait", "retry budget exhausted", "failed",
     * or a warning.
     */
    const char *message;
    /**
     * Number of `fields`.
     */
    size_t field_count;
    /**
     * Further fields, such as "attempt", "status", "kind" and "wait_ms"; NULL if there are none.
     */
    const sga_log_field *const *fields;
} sga_log_record;

/**
 * Receives log records.
 *
 * @param record log record, which lives until the callback returns
 * @param user_data `user_data` of sga_set_log_callback()
 */
typedef void (*sga_log_callback)(const sga_log_record *record, void *user_data);

/**
 * Dialect, format and credential of the customer API. Initialise it with SGA_RESELLER_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_reseller), set by SGA_RESELLER_INIT.
     */
    size_t struct_size;
    /**
     * Username of the reseller; not with SGA_AUTH_API_KEY.
     */
    const char *username;
    /**
     * Password of the reseller; not with SGA_AUTH_API_KEY.
     */
    const char *password;
    /**
     * API key, if it is another one than the client's; not with username and password.
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
     * URL before the endpoint, such as `https://sendgrid.com/apiv2/`. NULL: `apiv2` or `api`, by
     * the dialect, below the client's base URL or https://api.sendgrid.com.
     */
    const char *base_url;
} sga_reseller;

/**
 * Options of a client. Initialise it with SGA_CLIENT_OPTIONS_INIT; zero and NULL mean the default.
 */
typedef struct {
    /**
     * sizeof(sga_client_options), set by SGA_CLIENT_OPTIONS_INIT.
     */
    size_t struct_size;
    /**
     * API key for both APIs. A text that cannot be a key, such as one with blanks or quotation marks,
     * is refused; a key that does not begin with `SG.`, as SendGrid's keys do, is accepted.
     */
    const char *api_key;
    /**
     * Dialect, format and, for old servers, username and password of the customer API. NULL: the
     * API key, in the format JSON.
     */
    const sga_reseller *reseller;
    /**
     * One of sga_region. Calls of the Subusers API and the customer API go to the host of the global
     * region, which serves the accounts of both.
     */
    int region;
    /**
     * URL of a server to call instead of the region's, such as a sandbox; `/v3` at its end is
     * dropped.
     */
    const char *base_url;
    /**
     * Subuser that every call acts for.
     */
    const char *on_behalf_of;
    /**
     * Number of the customer account that every call acts for; not with `on_behalf_of`.
     */
    const char *account_id;
    /**
     * Time limit of a whole call in milliseconds, with attempts and waits; default: 60,000.
     */
    uint64_t timeout_ms;
    /**
     * Time limit of one attempt in milliseconds; default: 15,000.
     */
    uint64_t attempt_timeout_ms;
    /**
     * Time limit of making a connection in milliseconds: name lookup, TCP and TLS; default: 5,000.
     */
    uint64_t connect_timeout_ms;
    /**
     * Maximum number of retries of one call, if it is retryable; default: 2; SGA_NONE: none.
     */
    uint32_t max_retries;
    /**
     * Maximum number of connections, and so of concurrent calls; further calls wait; default: 64.
     */
    uint32_t max_connections;
    /**
     * PEM file of the certificate authorities to trust instead of the machine's.
     */
    const char *ca_bundle;
    /**
     * URL of a proxy for all calls: http, https, socks5 or socks5h, optionally with a username and
     * password. Default: the proxies of the environment; see `trust_env`.
     */
    const char *proxy;
    /**
     * 1 allows plain http to other machines, or by a proxy on one, which exposes keys and passwords.
     */
    int allow_insecure_transport;
    /**
     * Maximum wait for a rate limit in milliseconds; longer waits fail at once; default: 120,000.
     */
    uint64_t max_rate_limit_wait_ms;
    /**
     * Tokens for retries, shared by all calls of the client: retries take some, and successes give
     * them back; default: 500; SGA_NONE: no retries.
     */
    uint32_t retry_budget;
    /**
     * Maximum wait in milliseconds before the first retry after a failure; it doubles with each
     * further retry, and each wait is random between zero and that; default: 50.
     */
    uint64_t backoff_ms;
    /**
     * Maximum wait in milliseconds after the first HTTP 429 without a time; it doubles with each
     * further one, and each wait is random between half of that and all of it; default: 1,000.
     */
    uint64_t rate_limit_backoff_ms;
    /**
     * Upper bound in milliseconds of both backoffs as they double; default: 20,000.
     */
    uint64_t max_backoff_ms;
    /**
     * Time in milliseconds after which an idle connection is closed; default: 10,000.
     */
    uint64_t idle_timeout_ms;
    /**
     * Maximum size in bytes of a response about one account; default: 256 KiB.
     */
    uint64_t max_response_bytes;
    /**
     * Maximum size in bytes of a list; default: 256 MiB.
     */
    uint64_t max_list_bytes;
    /**
     * Shares its rate limiters with the other clients that use it; NULL: only with clients that
     * are created from it.
     */
    const sga_shared_rate_limiter *shared_rate_limiter;
    /**
     * Maximum number of headers of a response; default: 100.
     */
    uint32_t max_headers;
    /**
     * Maximum number of retries of an idempotent change with an unknown outcome, within ten
     * seconds; a retry may overwrite a later change of another client; default: 1; SGA_NONE: none.
     */
    uint32_t max_unknown_retries;
    /**
     * Tokens that a retry after a failure takes from `retry_budget`, returned if the call then
     * succeeds; default: 14.
     */
    uint32_t retry_cost;
    /**
     * Tokens that a retry after an HTTP 429 takes from `retry_budget`; default: 5.
     */
    uint32_t rate_limit_retry_cost;
    /**
     * Tokens that a call that succeeds without a retry adds to `retry_budget`; default: 1.
     */
    uint32_t retry_refund;
    /**
     * One of sga_choice: whether HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY of the environment
     * apply; default: SGA_YES. They never apply to loopback addresses.
     */
    int trust_env;
    /**
     * One of sga_empty: the meaning of an empty string in an update; default: SGA_EMPTY_CLEAR.
     */
    int empty;
} sga_client_options;

/**
 * Options of calls that differ from those of their client. Initialise it with
 * SGA_CALL_OPTIONS_INIT; a member that is zero keeps the client's value.
 */
typedef struct {
    /**
     * sizeof(sga_call_options), set by SGA_CALL_OPTIONS_INIT.
     */
    size_t struct_size;
    /**
     * Time limit of a whole call in milliseconds, with all its attempts and waits.
     */
    uint64_t timeout_ms;
    /**
     * Time limit of one attempt in milliseconds.
     */
    uint64_t attempt_timeout_ms;
    /**
     * Maximum number of retries of one call, if it is retryable; SGA_NONE: none.
     */
    uint32_t max_retries;
    /**
     * Maximum wait for a rate limit in milliseconds.
     */
    uint64_t max_rate_limit_wait_ms;
    /**
     * Maximum wait in milliseconds before the first retry after a failure.
     */
    uint64_t backoff_ms;
    /**
     * Maximum wait in milliseconds after the first HTTP 429 without a time.
     */
    uint64_t rate_limit_backoff_ms;
    /**
     * Upper bound in milliseconds of both backoffs as they double.
     */
    uint64_t max_backoff_ms;
    /**
     * Maximum size in bytes of a response about one account.
     */
    uint64_t max_response_bytes;
    /**
     * Maximum size in bytes of a list.
     */
    uint64_t max_list_bytes;
    /**
     * Maximum number of retries of an idempotent change with an unknown outcome; SGA_NONE: none.
     */
    uint32_t max_unknown_retries;
    /**
     * One of sga_empty: the meaning of an empty string in an update.
     */
    int empty;
} sga_call_options;

/**
 * A call for which the library has no function, such as `GET /v3/stats`. Initialise it with
 * SGA_REQUEST_INIT. `method` and `path` are mandatory.
 */
typedef struct {
    /**
     * sizeof(sga_request), set by SGA_REQUEST_INIT.
     */
    size_t struct_size;
    /**
     * HTTP method: "GET", "POST", "PUT", "PATCH" or "DELETE".
     */
    const char *method;
    /**
     * Path below the base URL, percent-encoded, such as `/v3/stats`. Refused: scheme, host, query,
     * fragment, and empty or relative segments, also encoded ones.
     */
    const char *path;
    /**
     * One of sga_idempotency: the effect of a retry; mandatory for every method but GET, whose default is
     * SGA_IDEMPOTENCY_SAFE.
     */
    int idempotency;
    /**
     * Parameters of the query, in order: names and values in turn. A name may occur several times.
     */
    const char *const *params;
    /**
     * Number of strings in `params`: twice that of the parameters.
     */
    size_t params_count;
    /**
     * JSON text of the body, sent unchanged; not with `form`. Errors redact its strings whose names
     * contain `password`, `secret`, `token` or `api_key`.
     */
    const char *json;
    /**
     * Parameters of a form as the body, names and values in turn; not with `json`. Not NULL with
     * `form_count` 0: an empty form. Errors redact as for `json`.
     */
    const char *const *form;
    /**
     * Number of strings in `form`: twice that of the parameters.
     */
    size_t form_count;
    /**
     * Further headers, names and values in turn; those that the client sets itself are refused.
     */
    const char *const *headers;
    /**
     * Number of strings in `headers`: twice that of the headers.
     */
    size_t headers_count;
} sga_request;

/**
 * Old and new password of the account. Initialise it with SGA_PASSWORD_CHANGE_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_password_change), set by SGA_PASSWORD_CHANGE_INIT.
     */
    size_t struct_size;
    /**
     * Current password.
     */
    const char *old_password;
    /**
     * New password.
     */
    const char *new_password;
} sga_password_change;

/**
 * Changes fields of the profile: NULL leaves a field unchanged, SGA_CLEAR clears it, and so does an
 * empty string, unless SGA_EMPTY_IGNORE applies. Initialise it with SGA_PROFILE_UPDATE_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_profile_update), set by SGA_PROFILE_UPDATE_INIT.
     */
    size_t struct_size;
    /**
     * Street address.
     */
    const char *address;
    /**
     * Second line of the street address. Some servers do not return it.
     */
    const char *address2;
    /**
     * City.
     */
    const char *city;
    /**
     * Name of the company.
     */
    const char *company;
    /**
     * Country.
     */
    const char *country;
    /**
     * First name.
     */
    const char *first_name;
    /**
     * Last name.
     */
    const char *last_name;
    /**
     * Phone number.
     */
    const char *phone;
    /**
     * State.
     */
    const char *state;
    /**
     * URL of the website.
     */
    const char *website;
    /**
     * Zip code.
     */
    const char *zip;
} sga_profile_update;

/**
 * Data of a new customer. Initialise it with SGA_NEW_CUSTOMER_INIT. `username` to `website` are
 * mandatory.
 *
 * SendGrid documents `company`, `package` and `whitelabel` as required, but its examples lack
 * them. They are optional here, and the server decides.
 */
typedef struct {
    /**
     * sizeof(sga_new_customer), set by SGA_NEW_CUSTOMER_INIT.
     */
    size_t struct_size;
    /**
     * Username, up to 64 characters.
     */
    const char *username;
    /**
     * Password, 6 to 128 characters.
     */
    const char *password;
    /**
     * E-mail address, up to 64 characters.
     */
    const char *email;
    /**
     * First name, up to 50 characters.
     */
    const char *first_name;
    /**
     * Last name, up to 50 characters.
     */
    const char *last_name;
    /**
     * Street address, up to 100 characters.
     */
    const char *address;
    /**
     * City, up to 100 characters.
     */
    const char *city;
    /**
     * State, up to 100 characters.
     */
    const char *state;
    /**
     * Zip code, up to 50 characters.
     */
    const char *zip;
    /**
     * Country, up to 100 characters.
     */
    const char *country;
    /**
     * Phone number, up to 50 characters.
     */
    const char *phone;
    /**
     * URL of the website, up to 255 characters.
     */
    const char *website;
    /**
     * Name of the company, up to 255 characters; or NULL.
     */
    const char *company;
    /**
     * Name of the package to assign, up to 255 characters; or NULL.
     */
    const char *package;
    /**
     * Domain for whitelabelling, up to 255 characters; or NULL.
     */
    const char *whitelabel;
    /**
     * Names of your IP groups to assign, each up to 255 characters; or NULL.
     */
    const char *const *ip_group;
    /**
     * Number of strings in `ip_group`.
     */
    size_t ip_group_count;
    /**
     * Your IP addresses to assign, if the package allows it; or NULL.
     */
    const char *const *ip;
    /**
     * Number of strings in `ip`.
     */
    size_t ip_count;
    /**
     * Whether the customer is a free one; mandatory for a free customer. One of sga_choice.
     */
    int free_user;
    /**
     * First billing date, YYYY-MM-DD, within one billing cycle from now; or NULL.
     */
    const char *billing_date;
} sga_new_customer;

/**
 * Filters of a list of customers; without any, the list has all of them. Servers match parts of
 * strings. Initialise it with SGA_CUSTOMER_FILTER_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_customer_filter), set by SGA_CUSTOMER_FILTER_INIT.
     */
    size_t struct_size;
    /**
     * Number of the customer. Only later editions document it.
     */
    const char *id;
    /**
     * Username.
     */
    const char *username;
    /**
     * E-mail address.
     */
    const char *email;
    /**
     * First name.
     */
    const char *first_name;
    /**
     * Last name.
     */
    const char *last_name;
    /**
     * Street address.
     */
    const char *address;
    /**
     * City.
     */
    const char *city;
    /**
     * State.
     */
    const char *state;
    /**
     * Country.
     */
    const char *country;
    /**
     * Zip code.
     */
    const char *zip;
    /**
     * Phone number.
     */
    const char *phone;
    /**
     * URL of the website.
     */
    const char *website;
    /**
     * Name of the company.
     */
    const char *company;
    /**
     * Whether the customer may send mail, one of sga_choice.
     */
    int active;
    /**
     * 1 if `limit` is set, else 0.
     */
    int has_limit;
    /**
     * Maximum number of customers. Only later editions document it.
     */
    uint64_t limit;
    /**
     * 1 if `offset` is set, else 0.
     */
    int has_offset;
    /**
     * Number of customers to skip. Only later editions document it.
     */
    uint64_t offset;
} sga_customer_filter;

/**
 * Changes fields of a customer's profile: NULL leaves a field unchanged, SGA_CLEAR clears it, and so
 * does an empty string, unless SGA_EMPTY_IGNORE applies. Initialise it with
 * SGA_CUSTOMER_PROFILE_UPDATE_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_customer_profile_update), set by SGA_CUSTOMER_PROFILE_UPDATE_INIT.
     */
    size_t struct_size;
    /**
     * First name, up to 50 characters.
     */
    const char *first_name;
    /**
     * Last name, up to 50 characters.
     */
    const char *last_name;
    /**
     * Street address, up to 100 characters.
     */
    const char *address;
    /**
     * City, up to 100 characters.
     */
    const char *city;
    /**
     * State, up to 100 characters.
     */
    const char *state;
    /**
     * Country, up to 100 characters.
     */
    const char *country;
    /**
     * Zip code, up to 50 characters.
     */
    const char *zip;
    /**
     * Phone number, up to 50 characters.
     */
    const char *phone;
    /**
     * URL of the website, up to 255 characters.
     */
    const char *website;
    /**
     * Name of the company, up to 255 characters. The later edition does not document it.
     */
    const char *company;
} sga_customer_profile_update;

/**
 * Filter and page of a list of subusers. Initialise it with SGA_SUBUSER_FILTER_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_subuser_filter), set by SGA_SUBUSER_FILTER_INIT.
     */
    size_t struct_size;
    /**
     * Beginning of the username, in any letter case. The server does not look for the exact name:
     * `get` does.
     */
    const char *username;
    /**
     * Region of the subusers; default: all of them.
     */
    const char *region;
    /**
     * Whether the rows have the field `region`. 1 if they have, else 0.
     */
    int include_region;
    /**
     * 1 if `limit` is set, else 0.
     */
    int has_limit;
    /**
     * Maximum number of rows of one response, at least 1; default: 500, the documented maximum. A
     * server may return fewer.
     */
    uint64_t limit;
    /**
     * 1 if `offset` is set, else 0.
     */
    int has_offset;
    /**
     * Number of rows to skip; default: 0.
     */
    uint64_t offset;
} sga_subuser_filter;

/**
 * Page of a list. Initialise it with SGA_PAGE_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_page), set by SGA_PAGE_INIT.
     */
    size_t struct_size;
    /**
     * 1 if `limit` is set, else 0.
     */
    int has_limit;
    /**
     * Maximum number of rows, at least 1; default: 500, the documented maximum.
     */
    uint64_t limit;
    /**
     * 1 if `offset` is set, else 0.
     */
    int has_offset;
    /**
     * Number of rows to skip; default: 0.
     */
    uint64_t offset;
} sga_page;

/**
 * Data of a new subuser. Initialise it with SGA_NEW_SUBUSER_INIT. `username` to `password` are
 * mandatory.
 */
typedef struct {
    /**
     * sizeof(sga_new_subuser), set by SGA_NEW_SUBUSER_INIT.
     */
    size_t struct_size;
    /**
     * Username, 3 to 64 characters. It is unique among the accounts of all customers of SendGrid.
     */
    const char *username;
    /**
     * E-mail address, which must be in use.
     */
    const char *email;
    /**
     * Password. The server requires 16 to 128 characters with a letter and a digit.
     */
    const char *password;
    /**
     * Your IP addresses to assign. NULL sends none and leaves the choice to the server; an empty
     * list is sent as it is. A subuser of the EU region takes none of the global region.
     */
    const char *const *ips;
    /**
     * Number of strings in `ips`.
     */
    size_t ips_count;
    /**
     * Region of the subuser's data; default: that of the server, which is global. It never changes.
     */
    const char *region;
} sga_new_subuser;

/**
 * New IP addresses of a subuser. Initialise it with SGA_SUBUSER_IPS_UPDATE_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_subuser_ips_update), set by SGA_SUBUSER_IPS_UPDATE_INIT.
     */
    size_t struct_size;
    /**
     * Username of the subuser.
     */
    const char *username;
    /**
     * All addresses that the subuser has afterwards. An empty list is refused unless `clear` is set.
     */
    const char *const *ips;
    /**
     * Number of strings in `ips`.
     */
    size_t ips_count;
    /**
     * Removes all addresses; `ips` is then empty. 1 permits it, else 0.
     */
    int clear;
} sga_subuser_ips_update;

/**
 * New credits of a subuser. Initialise it with SGA_SUBUSER_CREDITS_UPDATE_INIT. `username` and
 * `type` are mandatory.
 */
typedef struct {
    /**
     * sizeof(sga_subuser_credits_update), set by SGA_SUBUSER_CREDITS_UPDATE_INIT.
     */
    size_t struct_size;
    /**
     * Username of the subuser.
     */
    const char *username;
    /**
     * How the credits are reset: `unlimited`, `recurring` or `nonrecurring`.
     */
    const char *type;
    /**
     * Interval of the resets, for recurring credits only: `monthly`, `weekly` or `daily`.
     */
    const char *reset_frequency;
    /**
     * 1 if `total` is set, else 0.
     */
    int has_total;
    /**
     * Credits after a reset, at least 1; not for unlimited credits.
     */
    int64_t total;
} sga_subuser_credits_update;

/**
 * Name and scopes of a new API key. Initialise it with SGA_NEW_API_KEY_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_new_api_key), set by SGA_NEW_API_KEY_INIT.
     */
    size_t struct_size;
    /**
     * Name of the key. A unique one makes `reconcile` conclusive.
     */
    const char *name;
    /**
     * Scopes of the key, at least one: a key without any would have full access.
     */
    const char *const *scopes;
    /**
     * Number of strings in `scopes`.
     */
    size_t scopes_count;
} sga_new_api_key;

/**
 * New name and scopes of an API key. Initialise it with SGA_API_KEY_UPDATE_INIT.
 */
typedef struct {
    /**
     * sizeof(sga_api_key_update), set by SGA_API_KEY_UPDATE_INIT.
     */
    size_t struct_size;
    /**
     * Id of the key.
     */
    const char *api_key_id;
    /**
     * Name of the key, the old or a new one.
     */
    const char *name;
    /**
     * All scopes of the key, at least one.
     */
    const char *const *scopes;
    /**
     * Number of strings in `scopes`.
     */
    size_t scopes_count;
    /**
     * Permits the call if the key is the one that the client uses, which may lose the scope for the
     * next call; default: the call is refused. 1 permits it, else 0.
     */
    int allow_own;
} sga_api_key_update;

/**
 * How a file of jobs is read. Initialise it with SGA_BULK_FILE_OPTIONS_INIT; zero and NULL mean the
 * default.
 */
typedef struct {
    /**
     * sizeof(sga_bulk_file_options), set by SGA_BULK_FILE_OPTIONS_INIT.
     */
    size_t struct_size;
    /**
     * One of sga_empty: meaning of an empty cell in a column of an update, such as the city of
     * customers.update_profile. Default: none, and the file is refused if it has such a cell.
     */
    int empty;
    /**
     * Character between cells: a punctuation character of ASCII or a tab. Default: the one of `,`, `;`
     * and tab that the header has.
     */
    const char *delimiter;
} sga_bulk_file_options;

/**
 * Settings of a bulk run. Initialise it with SGA_BULK_OPTIONS_INIT; zero and NULL mean the default.
 */
typedef struct {
    /**
     * sizeof(sga_bulk_options), set by SGA_BULK_OPTIONS_INIT.
     */
    size_t struct_size;
    /**
     * Number of jobs at once, from 1 to 1,000; default: 16.
     */
    uint32_t concurrency;
    /**
     * Maximum number of calls that the run begins in a minute, evenly spaced, from 1 to 1,000,000: the
     * part of a rate limit that this run may use, where others use it at the same time. Retries within a
     * call are not counted. Default: only the server limits the rate.
     */
    uint32_t max_per_minute;
    /**
     * File that records what became of each job, so that another run can resume this one. Default: no
     * file.
     */
    const char *ledger;
    /**
     * Text that the ledger keeps for the program, such as the name of the file that the jobs come from.
     * It must not have secrets.
     */
    const char *description;
    /**
     * 1 permits to repeat calls that the server refused in an earlier run. Default: only those that it
     * refused for the rate, the credential or a fault of its own, or whose arguments have changed.
     */
    int retry_rejected;
    /**
     * Number of all jobs, for the progress; default: not known.
     */
    uint64_t total;
} sga_bulk_options;

/**
 * A call to make by its name. Initialise it with SGA_BULK_JOB_INIT. `operation` is mandatory.
 */
typedef struct {
    /**
     * sizeof(sga_bulk_job), set by SGA_BULK_JOB_INIT.
     */
    size_t struct_size;
    /**
     * Operation, such as "customers.disable".
     */
    const char *operation;
    /**
     * Arguments of the operation as a JSON object, such as `{"user": "reader"}`; a null is a missing
     * argument. Default: none.
     */
    const char *arguments;
    /**
     * Key that identifies the job in the ledger. Default: the operation, the account acted for, and
     * the target of the call.
     */
    const char *key;
    /**
     * Subuser that the job acts for; not with `account_id`.
     */
    const char *on_behalf_of;
    /**
     * Number of the customer account that the job acts for.
     */
    const char *account_id;
    /**
     * Line of the file that the job comes from, for its result; 0: none.
     */
    uint64_t line;
} sga_bulk_job;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Name of a status, such as "bad_request", the same in every language; else "unknown".
 *
 * @param status status that a function returned
 * @return static string
 */
const char *sga_status_name(int status);

/**
 * Name of an outcome: "not_sent", "rejected", "applied" or "unknown", the same in every language.
 *
 * @param outcome `outcome` of an error
 * @return static string
 */
const char *sga_outcome_name(int outcome);

/**
 * Name of a phase: "queue", "connect", "response" or "body", the same in every language; else
 * "none".
 *
 * @param phase `phase` of an error
 * @return static string
 */
const char *sga_phase_name(int phase);

/**
 * Version of the library at run time, such as "0.1.0"; `SGA_VERSION` is that of the header.
 *
 * @return static string
 */
const char *sga_version(void);

/**
 * Version of the library at run time as a number that increases with every version: major *
 * 1,000,000 + minor * 1,000 + patch, like `SGA_VERSION_NUMBER` of the header.
 *
 * @return version number
 */
uint32_t sga_version_number(void);

/**
 * Frees an error and the data that it points to.
 *
 * @param error error to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_error_free(sga_error *error);

/**
 * Name of a dialect, the same in every language, such as "distributor"; else "unknown".
 *
 * @param dialect one of sga_dialect
 * @return static string
 */
const char *sga_dialect_name(int dialect);

/**
 * Name of a format, the same in every language, such as "xml"; else "unknown".
 *
 * @param format one of sga_format
 * @return static string
 */
const char *sga_format_name(int format);

/**
 * Name of a way to send the credential, the same in every language, such as "basic"; else "unknown".
 *
 * @param auth one of sga_auth
 * @return static string
 */
const char *sga_auth_name(int auth);

/**
 * Name of a region, the same in every language, such as "eu"; else "unknown".
 *
 * @param region one of sga_region
 * @return static string
 */
const char *sga_region_name(int region);

/**
 * Name of a log level, such as "debug"; else "unknown".
 *
 * @param log_level `level` of a log record
 * @return static string
 */
const char *sga_log_level_name(int log_level);

/**
 * Frees rate limits.
 *
 * @param limits rate limits to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_rate_limits_free(sga_rate_limits *limits);

/**
 * Frees a response and the data that it points to.
 *
 * @param response response to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_response_free(sga_response *response);

/**
 * Name of a verdict, the same in every language, such as "inconclusive"; else "unknown".
 *
 * @param verdict `verdict` of a result
 * @return static string
 */
const char *sga_verdict_name(int verdict);

/**
 * Frees the result of sga_change_reconcile().
 *
 * @param reconciled result to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_reconciled_free(sga_reconciled *reconciled);

/**
 * Frees an account and the data that it points to.
 *
 * @param account account to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_account_free(sga_account *account);

/**
 * Frees a credit balance and the data that it points to.
 *
 * @param credits credit balance to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_credits_free(sga_credits *credits);

/**
 * Frees an e-mail address and the data that it points to.
 *
 * @param email e-mail address to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_email_free(sga_email *email);

/**
 * Frees a profile and the data that it points to.
 *
 * @param profile profile to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_profile_free(sga_profile *profile);

/**
 * Frees a username and the data that it points to.
 *
 * @param username username to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_username_free(sga_username *username);

/**
 * Frees a customer and the data that it points to.
 *
 * @param customer result of sga_customers_get() to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_customer_free(sga_customer *customer);

/**
 * Frees a list with its customers.
 *
 * @param list list to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_customer_list_free(sga_customer_list *list);

/**
 * Frees the description of an API key and the data that it points to.
 *
 * @param key description to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_api_key_info_free(sga_api_key_info *key);

/**
 * Frees a list with its API keys.
 *
 * @param list list to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_api_key_list_free(sga_api_key_list *list);

/**
 * Frees a list of scopes.
 *
 * @param list list to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_scope_list_free(sga_scope_list *list);

/**
 * Returns a created API key. Store it at once: no later call returns it.
 *
 * @param secret `api_key` of a created key or of the result of a bulk job
 * @param[out] result the API key; it lives until the created key, the result or its completion is
 *        freed, which overwrites it
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK; SGA_ERR_STALE_HANDLE if the created key was freed
 */
sga_status sga_api_key_secret_reveal(const sga_api_key_secret *secret,
                                     const char **result,
                                     sga_error **error);

/**
 * Frees a created API key and the data that it points to, and overwrites the secret.
 *
 * @param key created key to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_created_api_key_free(sga_created_api_key *key);

/**
 * Frees a subuser and the data that it points to.
 *
 * @param subuser subuser to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_subuser_free(sga_subuser *subuser);

/**
 * Frees a list with its subusers.
 *
 * @param list list to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_subuser_list_free(sga_subuser_list *list);

/**
 * Frees the credits of a subuser and the data that they point to.
 *
 * @param credits credits to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_subuser_credits_free(sga_subuser_credits *credits);

/**
 * Frees a list with its sender reputations.
 *
 * @param list list to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_reputation_list_free(sga_reputation_list *list);

/**
 * Frees a list of IP addresses.
 *
 * @param list list to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_ip_list_free(sga_ip_list *list);

/**
 * Returns a token of a created subuser.
 *
 * @param token token of a created subuser
 * @param[out] result the token; it lives until the created subuser or its completion is freed, which
 *        overwrites it
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK; SGA_ERR_STALE_HANDLE if the created subuser was freed
 */
sga_status sga_secret_token_reveal(const sga_secret_token *token,
                                   const char **result,
                                   sga_error **error);

/**
 * Frees a created subuser and the data that it points to, and overwrites its tokens.
 *
 * @param subuser created subuser to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_created_subuser_free(sga_created_subuser *subuser);

/**
 * Name of a choice, the same in every language, such as "yes"; else "unknown".
 *
 * @param choice one of sga_choice
 * @return static string
 */
const char *sga_choice_name(int choice);

/**
 * Name of a meaning of an empty string, the same in every language, such as "ignore"; else "unknown".
 *
 * @param empty one of sga_empty
 * @return static string
 */
const char *sga_empty_name(int empty);

/**
 * Value that clears a field of an update, whatever an empty string means there: SGA_CLEAR. Only its
 * address counts; elsewhere, and as a copy, it is an empty string.
 *
 * @return static empty string
 */
const char *sga_clear(void);

/**
 * Frees a result of a job and the data that it points to, and overwrites its secret.
 *
 * @param result result to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_bulk_result_free(sga_bulk_result *result);

/**
 * Frees the progress of a bulk run.
 *
 * @param progress progress to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_bulk_progress_free(sga_bulk_progress *progress);

/**
 * Frees a completion with its result or error.
 *
 * @param completion completion to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_completion_free(sga_completion *completion);

/**
 * Sets the function that receives the log records of this library, such as retries and waits, for
 * calls that start from now on; the previous one gets no more.
 *
 * The callback runs on a thread of the library that does nothing else, one record at a time. It may
 * call any function, and may take its time: calls never wait for it. Up to 1,024 records wait; further
 * ones are lost, and a record of level SGA_LOG_WARN tells how many. Calls that the callback makes on
 * its own thread are not logged. It must not throw an exception.
 *
 * Before the function returns, the previous callback gets the records that wait for it, and ends.
 * It is not called afterwards, so that its user_data can be freed, also while calls run. Do not hold
 * a lock that it takes. If the callback itself calls this function, the records that wait are
 * discarded, and user_data can be freed when the callback returns.
 *
 * @param callback callback; NULL: none
 * @param user_data pointer that the callback gets; may be NULL
 * @param max_level one of sga_log_level: the callback gets records up to this level
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK; SGA_ERR_ENUM for another level; SGA_ERR_CONNECT if no thread is left
 */
sga_status sga_set_log_callback(sga_log_callback callback,
                                void *user_data,
                                int max_level,
                                sga_error **error);

/**
 * Creates a shared rate limiter, without any limit yet. It stores credentials as fingerprints
 * only, and at most 10,000 limits beyond those of calls in progress. It is empty in a forked child.
 *
 * @param[out] result shared rate limiter, freed by sga_shared_rate_limiter_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK
 */
sga_status sga_shared_rate_limiter_new(sga_shared_rate_limiter **result, sga_error **error);

/**
 * Frees a shared rate limiter. Clients that use it keep sharing it.
 *
 * @param shared_rate_limiter shared rate limiter to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_shared_rate_limiter_free(sga_shared_rate_limiter *shared_rate_limiter);

/**
 * Creates a client. It opens no connection, and reads only proxies from the environment.
 *
 * @param options options of the client; they can be freed or changed afterwards
 * @param[out] result client, freed by sga_client_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK; SGA_ERR_INVALID_INPUT for an invalid value; SGA_ERR_CONFIG without a credential,
 *         or for an invalid combination, such as plain http to another host
 */
sga_status sga_client_new(const sga_client_options *options,
                          sga_client **result,
                          sga_error **error);

/**
 * Creates a client from options and, for those that are not set, from environment variables. An
 * empty or blank variable is unset.
 *
 * SENDGRID_API_KEY is the API key; SENDGRID_RESELLER_USERNAME and SENDGRID_RESELLER_PASSWORD are a
 * reseller with SGA_AUTH_PARAMS. SENDGRID_REGION is `global` or `eu`, and applies unless the option
 * is SGA_REGION_EU. SENDGRID_BASE_URL is the URL of another server, such as a sandbox.
 * SENDGRID_ON_BEHALF_OF is the username of a subuser, or `account-id` and the number of a customer
 * account.
 *
 * @param options options of the client; NULL sets none
 * @param[out] result client, freed by sga_client_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK; SGA_ERR_INVALID_INPUT for an invalid value; SGA_ERR_CONFIG without a credential,
 *         for an unknown region, or if only one of username and password is set
 */
sga_status sga_client_from_env(const sga_client_options *options,
                               sga_client **result,
                               sga_error **error);

/**
 * Creates a client whose calls act for a subuser. It shares the connections of `client`, which
 * does not change.
 *
 * @param client client
 * @param subuser username of the subuser
 * @param[out] result new client, freed by sga_client_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK; SGA_ERR_INVALID_INPUT for a username that is not a valid header value
 */
sga_status sga_client_on_behalf_of(const sga_client *client,
                                   const char *subuser,
                                   sga_client **result,
                                   sga_error **error);

/**
 * Creates a client whose calls act for a customer account of a reseller partner. It shares the
 * connections of `client`, which does not change.
 *
 * @param client client
 * @param account_id number of the account
 * @param[out] result new client, freed by sga_client_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK; SGA_ERR_INVALID_INPUT for a number that is not a valid header value
 */
sga_status sga_client_on_behalf_of_account(const sga_client *client,
                                           const char *account_id,
                                           sga_client **result,
                                           sga_error **error);

/**
 * Creates a client with other options for its calls. It shares the connections and all other
 * options of `client`, which does not change.
 *
 * @param client client
 * @param options options of the calls
 * @param[out] result new client, freed by sga_client_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK; SGA_ERR_INVALID_INPUT for a value out of its bounds
 */
sga_status sga_client_with_options(const sga_client *client,
                                   const sga_call_options *options,
                                   sga_client **result,
                                   sga_error **error);

/**
 * Returns the rate limits that the servers last reported to a client, to those that share its
 * connections and to those that share its rate limiter. A limit is missing until a response
 * reports it, and may be missing if it was not used for long, once there are 10,000.
 *
 * @param client client
 * @param[out] result rate limits, freed by sga_rate_limits_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, also if no rate limit is known
 */
sga_status sga_client_rate_limits(const sga_client *client,
                                  sga_rate_limits **result,
                                  sga_error **error);

/**
 * Closes a client and the clients that share its connections: further calls fail with
 * SGA_ERR_CLOSED. Calls in progress continue; idle connections are closed.
 *
 * @param client client
 * @return SGA_OK
 */
sga_status sga_client_close(const sga_client *client);

/**
 * Frees a client. Calls under way on other threads, and in queues, go on.
 *
 * @param client client to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_client_free(sga_client *client);

/**
 * Makes a call for which the library has no function. Authentication, On-Behalf-Of, retries and
 * errors are those of every call; each method and path has a rate limit of its own. `max_list_bytes`
 * bounds the body.
 *
 * @param client client that makes the call
 * @param request method, path, parameters, body and headers
 * @param[out] result response of any 2xx, freed by sga_response_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_client_request(const sga_client *client,
                              const sga_request *request,
                              sga_response **result,
                              sga_error **error);

/**
 * Submits sga_client_request() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param request method, path, parameters, body and headers
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_client_request(const sga_queue *queue,
                                     const sga_client *client,
                                     uint64_t tag,
                                     const sga_request *request,
                                     sga_error **error);

/**
 * Creates a client whose calls keep their responses, for status, identifier, headers and rate limit:
 * a completion has its `response`, and sga_client_raw_response() returns that of the last call. It
 * shares the connections of `client`, which does not change.
 *
 * @param client client
 * @param[out] result new client, freed by sga_client_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK
 */
sga_status sga_client_with_raw_response(const sga_client *client,
                                        sga_client **result,
                                        sga_error **error);

/**
 * Returns the response of the last blocking call of a client of sga_client_with_raw_response(), and
 * forgets it. The error of a failed call has status, identifier and waits of its response itself.
 * Threads that make calls at a time need a client each: it costs a few hundred bytes and no connection.
 *
 * @param client client of sga_client_with_raw_response()
 * @param[out] result response without its body, freed by sga_response_free(); NULL if the last call
 *             failed, or there was none
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK; SGA_ERR_INVALID_INPUT for another client
 */
sga_status sga_client_raw_response(const sga_client *client,
                                   sga_response **result,
                                   sga_error **error);

/**
 * Reads back whether a change was applied. It only reads. A second read follows after a second if
 * the first one does not show it.
 *
 * @param change `change` of an error
 * @param[out] result verdict and evidence, freed by sga_reconciled_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, also for an inconclusive verdict
 */
sga_status sga_change_reconcile(const sga_change *change,
                                sga_reconciled **result,
                                sga_error **error);

/**
 * Creates a queue.
 *
 * @param[out] result queue, freed by sga_queue_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK; SGA_ERR_INTERNAL if the process has no descriptor left
 */
sga_status sga_queue_new(sga_queue **result, sga_error **error);

/**
 * Returns the file descriptor to wait for with poll, epoll or an event loop. It is readable as
 * long as sga_queue_next() has a completion. Never read or close it. Windows has no such
 * descriptor: wait in sga_queue_next() there.
 *
 * @param queue queue
 * @return descriptor; -1 for an invalid queue, after a fork, and on Windows
 */
int sga_queue_fd(const sga_queue *queue);

/**
 * Removes the oldest completion from a queue.
 *
 * @param queue queue
 * @param timeout_ms maximum wait in milliseconds; 0: no wait; negative: no limit
 * @param[out] result completion, freed by sga_completion_free(); NULL after a timeout
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, also without a completion
 */
sga_status sga_queue_next(const sga_queue *queue,
                          int timeout_ms,
                          sga_completion **result,
                          sga_error **error);

/**
 * Submits the reading back of a change: sga_change_reconcile() without waiting. The completion has
 * the operation "reconcile", and the result in `reconciled`.
 *
 * @param queue queue
 * @param change `change` of an error, which can be freed afterwards
 * @param tag tag of the completion
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if it is submitted
 */
sga_status sga_submit_change_reconcile(const sga_queue *queue,
                                       const sga_change *change,
                                       uint64_t tag,
                                       sga_error **error);

/**
 * Returns the number of submitted calls whose completion is not removed from the queue yet.
 *
 * @param queue queue
 * @param[out] result number of calls
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK
 */
sga_status sga_queue_pending(const sga_queue *queue, size_t *result, sga_error **error);

/**
 * Cancels the calls in progress with a tag, and closes their connections. Each still has a
 * completion: SGA_ERR_CANCELLED with an outcome, or a result that arrived before.
 *
 * @param queue queue
 * @param tag tag of the calls
 * @param[out] result number of calls that were cancelled
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, also if no call has the tag
 */
sga_status sga_queue_cancel(const sga_queue *queue,
                            uint64_t tag,
                            size_t *result,
                            sga_error **error);

/**
 * Frees a queue: cancels its calls and discards its completions.
 *
 * @param queue queue to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_queue_free(sga_queue *queue);

/**
 * Retrieves kind and reputation of the account (`GET /v3/user/account`).
 *
 * @param client client that makes the call
 * @param[out] result result object, freed by sga_account_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_user_get_account(const sga_client *client, sga_account **result, sga_error **error);

/**
 * Submits sga_user_get_account() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_user_get_account(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       sga_error **error);

/**
 * Retrieves the credit balance of the account (`GET /v3/user/credits`).
 *
 * @param client client that makes the call
 * @param[out] result result object, freed by sga_credits_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_user_get_credits(const sga_client *client, sga_credits **result, sga_error **error);

/**
 * Submits sga_user_get_credits() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_user_get_credits(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       sga_error **error);

/**
 * Retrieves the e-mail address of the account (`GET /v3/user/email`).
 *
 * @param client client that makes the call
 * @param[out] result result object, freed by sga_email_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_user_get_email(const sga_client *client, sga_email **result, sga_error **error);

/**
 * Submits sga_user_get_email() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_user_get_email(const sga_queue *queue,
                                     const sga_client *client,
                                     uint64_t tag,
                                     sga_error **error);

/**
 * Retrieves the profile of the account (`GET /v3/user/profile`).
 *
 * @param client client that makes the call
 * @param[out] result result object, freed by sga_profile_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_user_get_profile(const sga_client *client, sga_profile **result, sga_error **error);

/**
 * Submits sga_user_get_profile() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_user_get_profile(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       sga_error **error);

/**
 * Retrieves username and number of the account (`GET /v3/user/username`).
 *
 * @param client client that makes the call
 * @param[out] result result object, freed by sga_username_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_user_get_username(const sga_client *client,
                                 sga_username **result,
                                 sga_error **error);

/**
 * Submits sga_user_get_username() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_user_get_username(const sga_queue *queue,
                                        const sga_client *client,
                                        uint64_t tag,
                                        sga_error **error);

/**
 * Changes the e-mail address of the account (`PUT /v3/user/email`). A server may return the old
 * address until the new one is confirmed.
 *
 * @param client client that makes the call
 * @param email new address
 * @param[out] result result object, freed by sga_email_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_user_update_email(const sga_client *client,
                                 const char *email,
                                 sga_email **result,
                                 sga_error **error);

/**
 * Submits sga_user_update_email() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param email new address
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_user_update_email(const sga_queue *queue,
                                        const sga_client *client,
                                        uint64_t tag,
                                        const char *email,
                                        sga_error **error);

/**
 * Changes the password of the account (`PUT /v3/user/password`). It is never retried: a retry
 * would fail on the old password.
 *
 * @param client client that makes the call
 * @param change old and new password
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_user_update_password(const sga_client *client,
                                    const sga_password_change *change,
                                    sga_error **error);

/**
 * Submits sga_user_update_password() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param change old and new password
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_user_update_password(const sga_queue *queue,
                                           const sga_client *client,
                                           uint64_t tag,
                                           const sga_password_change *change,
                                           sga_error **error);

/**
 * Changes fields of the profile (`PATCH /v3/user/profile`) and returns the whole profile.
 *
 * An empty string clears its field, too: an empty cell of a CSV row deletes what the server has,
 * unless SGA_EMPTY_IGNORE applies.
 *
 * @param client client that makes the call
 * @param update fields to change, at least one
 * @param[out] result result object, freed by sga_profile_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_user_update_profile(const sga_client *client,
                                   const sga_profile_update *update,
                                   sga_profile **result,
                                   sga_error **error);

/**
 * Submits sga_user_update_profile() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param update fields to change, at least one
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_user_update_profile(const sga_queue *queue,
                                          const sga_client *client,
                                          uint64_t tag,
                                          const sga_profile_update *update,
                                          sga_error **error);

/**
 * Changes the username of the account (`PUT /v3/user/username`). Logins with the old username fail
 * from then on, and so do calls of a client that acts for the account by its old username: such a
 * client never retries the change.
 *
 * @param client client that makes the call
 * @param username new username
 * @param[out] result result object, freed by sga_username_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_user_update_username(const sga_client *client,
                                    const char *username,
                                    sga_username **result,
                                    sga_error **error);

/**
 * Submits sga_user_update_username() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param username new username
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_user_update_username(const sga_queue *queue,
                                           const sga_client *client,
                                           uint64_t tag,
                                           const char *username,
                                           sga_error **error);

/**
 * Creates a customer (`*.add`). It is never retried.
 *
 * @param client client that makes the call
 * @param customer data of the new customer
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_customers_create(const sga_client *client,
                                const sga_new_customer *customer,
                                sga_error **error);

/**
 * Submits sga_customers_create() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param customer data of the new customer
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_customers_create(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       const sga_new_customer *customer,
                                       sga_error **error);

/**
 * Deletes a customer (`*.delete`). The username can never be registered again. It is never
 * retried.
 *
 * @param client client that makes the call
 * @param user username of the customer
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_customers_delete(const sga_client *client, const char *user, sga_error **error);

/**
 * Submits sga_customers_delete() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param user username of the customer
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_customers_delete(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       const char *user,
                                       sga_error **error);

/**
 * Lists the customers that match a filter (`*.manage`, `task=get`).
 *
 * @param client client that makes the call
 * @param filter filter of the list; NULL lists all customers
 * @param[out] result result object, freed by sga_customer_list_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_customers_list(const sga_client *client,
                              const sga_customer_filter *filter,
                              sga_customer_list **result,
                              sga_error **error);

/**
 * Submits sga_customers_list() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param filter filter of the list; NULL lists all customers
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_customers_list(const sga_queue *queue,
                                     const sga_client *client,
                                     uint64_t tag,
                                     const sga_customer_filter *filter,
                                     sga_error **error);

/**
 * Retrieves the customer of this username, by the list (`*.manage`, `task=get`). A customer whose
 * username only contains it is another one.
 *
 * @param client client that makes the call
 * @param user username of the customer
 * @param[out] result result object, freed by sga_customer_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_customers_get(const sga_client *client,
                             const char *user,
                             sga_customer **result,
                             sga_error **error);

/**
 * Submits sga_customers_get() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param user username of the customer
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_customers_get(const sga_queue *queue,
                                    const sga_client *client,
                                    uint64_t tag,
                                    const char *user,
                                    sga_error **error);

/**
 * Allows a customer to send mail (`*.manage`, `method=enable`).
 *
 * @param client client that makes the call
 * @param user username of the customer
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_customers_enable(const sga_client *client, const char *user, sga_error **error);

/**
 * Submits sga_customers_enable() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param user username of the customer
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_customers_enable(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       const char *user,
                                       sga_error **error);

/**
 * Forbids a customer to send mail (`*.manage`, `method=disable`).
 *
 * @param client client that makes the call
 * @param user username of the customer
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_customers_disable(const sga_client *client, const char *user, sga_error **error);

/**
 * Submits sga_customers_disable() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param user username of the customer
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_customers_disable(const sga_queue *queue,
                                        const sga_client *client,
                                        uint64_t tag,
                                        const char *user,
                                        sga_error **error);

/**
 * Allows a customer to log in to the website (`*.manage`, `method=website_enable`).
 *
 * @param client client that makes the call
 * @param user username of the customer
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_customers_enable_website(const sga_client *client,
                                        const char *user,
                                        sga_error **error);

/**
 * Submits sga_customers_enable_website() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param user username of the customer
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_customers_enable_website(const sga_queue *queue,
                                               const sga_client *client,
                                               uint64_t tag,
                                               const char *user,
                                               sga_error **error);

/**
 * Forbids a customer to log in to the website (`*.manage`, `method=website_disable`).
 *
 * @param client client that makes the call
 * @param user username of the customer
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_customers_disable_website(const sga_client *client,
                                         const char *user,
                                         sga_error **error);

/**
 * Submits sga_customers_disable_website() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param user username of the customer
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_customers_disable_website(const sga_queue *queue,
                                                const sga_client *client,
                                                uint64_t tag,
                                                const char *user,
                                                sga_error **error);

/**
 * Begins an iteration over the customers that match a filter. It sends nothing: each page is read when
 * it is asked for. Without `limit`, one page has the whole list: the
 * older edition has no pages.
 *
 * @param client client that makes the calls; it may be freed before the iteration
 * @param filter filter of the list, with the size of a page in `limit`; NULL lists all customers
 * @param[out] result iteration, freed by sga_customers_iter_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_customers_iter_new(const sga_client *client,
                                  const sga_customer_filter *filter,
                                  sga_customers_iter **result,
                                  sga_error **error);

/**
 * Reads the next page of an iteration, without the rows of the pages before. After an error, another
 * call requests the same page again. Concurrent calls read one page after another.
 *
 * @param iter iteration
 * @param[out] result page, freed by sga_customer_list_free(); NULL at the end of the list
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, also at the end of the list; or the status of the error, whose `offset` is that of
 *         the page
 */
sga_status sga_customers_iter_next_page(const sga_customers_iter *iter,
                                        sga_customer_list **result,
                                        sga_error **error);

/**
 * Submits sga_customers_iter_next_page() to a queue. The completion has the operation "customers.list" and
 * the page in `customers`, which is NULL at the end of the list.
 *
 * @param queue queue that returns the completion
 * @param iter iteration; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_customers_iter_next_page(const sga_queue *queue,
                                               const sga_customers_iter *iter,
                                               uint64_t tag,
                                               sga_error **error);

/**
 * Returns the offset of the next page: the number of rows that the server returned so far, and those
 * that the filter skips. Another iteration can begin there.
 *
 * @param iter iteration
 * @param[out] result offset
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK
 */
sga_status sga_customers_iter_offset(const sga_customers_iter *iter,
                                     uint64_t *result,
                                     sga_error **error);

/**
 * Frees an iteration. Pages that it returned stay valid; calls in progress continue.
 *
 * @param iter iteration to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_customers_iter_free(sga_customers_iter *iter);

/**
 * Changes fields of a customer's profile (`*.manage`, `task=set`).
 *
 * An empty string clears its field, too: an empty cell of a CSV row deletes what the server has,
 * unless SGA_EMPTY_IGNORE applies.
 *
 * @param client client that makes the call
 * @param user username of the customer
 * @param update fields to change, at least one
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_customers_update_profile(const sga_client *client,
                                        const char *user,
                                        const sga_customer_profile_update *update,
                                        sga_error **error);

/**
 * Submits sga_customers_update_profile() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param user username of the customer
 * @param update fields to change, at least one
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_customers_update_profile(const sga_queue *queue,
                                               const sga_client *client,
                                               uint64_t tag,
                                               const char *user,
                                               const sga_customer_profile_update *update,
                                               sga_error **error);

/**
 * Sets the password of a customer (`*.manage`, `method=password`). It is never retried.
 *
 * @param client client that makes the call
 * @param user username of the customer
 * @param password new password
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_customers_update_password(const sga_client *client,
                                         const char *user,
                                         const char *password,
                                         sga_error **error);

/**
 * Submits sga_customers_update_password() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param user username of the customer
 * @param password new password
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_customers_update_password(const sga_queue *queue,
                                                const sga_client *client,
                                                uint64_t tag,
                                                const char *user,
                                                const char *password,
                                                sga_error **error);

/**
 * Changes the username of a customer (`*.manage`, `task=setUsername`), for every login at once. It
 * is never retried.
 *
 * @param client client that makes the call
 * @param user username of the customer
 * @param username new username
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_customers_update_username(const sga_client *client,
                                         const char *user,
                                         const char *username,
                                         sga_error **error);

/**
 * Submits sga_customers_update_username() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param user username of the customer
 * @param username new username
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_customers_update_username(const sga_queue *queue,
                                                const sga_client *client,
                                                uint64_t tag,
                                                const char *user,
                                                const char *username,
                                                sga_error **error);

/**
 * Changes the contact address of a customer (`*.manage`, `task=setEmail`).
 *
 * @param client client that makes the call
 * @param user username of the customer
 * @param email new address
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_customers_update_email(const sga_client *client,
                                      const char *user,
                                      const char *email,
                                      sga_error **error);

/**
 * Submits sga_customers_update_email() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param user username of the customer
 * @param email new address
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_customers_update_email(const sga_queue *queue,
                                             const sga_client *client,
                                             uint64_t tag,
                                             const char *user,
                                             const char *email,
                                             sga_error **error);

/**
 * Lists the subusers that match a filter (`GET /v3/subusers`): one page. `iter` reads all pages.
 *
 * @param client client that makes the call
 * @param filter filter and page of the list; NULL lists the first page of all subusers
 * @param[out] result result object, freed by sga_subuser_list_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_list(const sga_client *client,
                             const sga_subuser_filter *filter,
                             sga_subuser_list **result,
                             sga_error **error);

/**
 * Submits sga_subusers_list() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param filter filter and page of the list; NULL lists the first page of all subusers
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_list(const sga_queue *queue,
                                    const sga_client *client,
                                    uint64_t tag,
                                    const sga_subuser_filter *filter,
                                    sga_error **error);

/**
 * Retrieves the subuser of this username (`GET /v3/subusers/{username}`, which SendGrid does not
 * document).
 *
 * @param client client that makes the call
 * @param username username of the subuser
 * @param[out] result result object, freed by sga_subuser_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_get(const sga_client *client,
                            const char *username,
                            sga_subuser **result,
                            sga_error **error);

/**
 * Submits sga_subusers_get() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param username username of the subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_get(const sga_queue *queue,
                                   const sga_client *client,
                                   uint64_t tag,
                                   const char *username,
                                   sga_error **error);

/**
 * Retrieves the subuser of this username with its region, which only the list has
 * (`GET /v3/subusers`). It reads the pages of names that begin in the same way, until the exact one.
 *
 * @param client client that makes the calls
 * @param username username of the subuser
 * @param[out] result result object, freed by sga_subuser_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error; SGA_ERR_NOT_FOUND if no row has exactly this username.
 *         The list may hide disabled subusers
 */
sga_status sga_subusers_get_with_region(const sga_client *client,
                                        const char *username,
                                        sga_subuser **result,
                                        sga_error **error);

/**
 * Submits sga_subusers_get_with_region() to a queue. The completion has the operation
 * "subusers.get".
 *
 * @param queue queue that returns the completion
 * @param client client that makes the calls; it may be freed before they end
 * @param tag identifies the call in its completion
 * @param username username of the subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_get_with_region(const sga_queue *queue,
                                               const sga_client *client,
                                               uint64_t tag,
                                               const char *username,
                                               sga_error **error);

/**
 * Retrieves the IP addresses of a subuser (`GET /v3/ips`): one page.
 *
 * @param client client that makes the call
 * @param username username of the subuser
 * @param page page of the list; NULL lists the first page
 * @param[out] result result object, freed by sga_ip_list_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_get_ips(const sga_client *client,
                                const char *username,
                                const sga_page *page,
                                sga_ip_list **result,
                                sga_error **error);

/**
 * Submits sga_subusers_get_ips() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param username username of the subuser
 * @param page page of the list; NULL lists the first page
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_get_ips(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       const char *username,
                                       const sga_page *page,
                                       sga_error **error);

/**
 * Retrieves the credits of a subuser (`GET /v3/subusers/{username}/credits`).
 *
 * @param client client that makes the call
 * @param username username of the subuser
 * @param[out] result result object, freed by sga_subuser_credits_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_get_credits(const sga_client *client,
                                    const char *username,
                                    sga_subuser_credits **result,
                                    sga_error **error);

/**
 * Submits sga_subusers_get_credits() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param username username of the subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_get_credits(const sga_queue *queue,
                                           const sga_client *client,
                                           uint64_t tag,
                                           const char *username,
                                           sga_error **error);

/**
 * Retrieves the sender reputations of subusers (`GET /v3/subusers/reputations`), 1 to 10 in one
 * call.
 *
 * @param client client that makes the call
 * @param usernames usernames of the subusers, 1 to 10
 * @param usernames_count number of strings in `usernames`
 * @param[out] result result object, freed by sga_reputation_list_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_get_reputations(const sga_client *client,
                                        const char *const *usernames,
                                        size_t usernames_count,
                                        sga_reputation_list **result,
                                        sga_error **error);

/**
 * Submits sga_subusers_get_reputations() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param usernames usernames of the subusers, 1 to 10
 * @param usernames_count number of strings in `usernames`
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_get_reputations(const sga_queue *queue,
                                               const sga_client *client,
                                               uint64_t tag,
                                               const char *const *usernames,
                                               size_t usernames_count,
                                               sga_error **error);

/**
 * Deletes a subuser (`DELETE /v3/subusers/{username}`), who cannot be restored. It is never
 * retried: the name may have been registered again.
 *
 * @param client client that makes the call
 * @param username username of the subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_delete(const sga_client *client, const char *username, sga_error **error);

/**
 * Submits sga_subusers_delete() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param username username of the subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_delete(const sga_queue *queue,
                                      const sga_client *client,
                                      uint64_t tag,
                                      const char *username,
                                      sga_error **error);

/**
 * Enables a subuser (`PATCH /v3/subusers/{username}`).
 *
 * @param client client that makes the call
 * @param username username of the subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_enable(const sga_client *client, const char *username, sga_error **error);

/**
 * Submits sga_subusers_enable() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param username username of the subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_enable(const sga_queue *queue,
                                      const sga_client *client,
                                      uint64_t tag,
                                      const char *username,
                                      sga_error **error);

/**
 * Disables a subuser, who then cannot send mail (`PATCH /v3/subusers/{username}`).
 *
 * @param client client that makes the call
 * @param username username of the subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_disable(const sga_client *client, const char *username, sga_error **error);

/**
 * Submits sga_subusers_disable() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param username username of the subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_disable(const sga_queue *queue,
                                       const sga_client *client,
                                       uint64_t tag,
                                       const char *username,
                                       sga_error **error);

/**
 * Allows a subuser to log in to the website (`PATCH /v3/subusers/{username}/website_access`).
 *
 * @param client client that makes the call
 * @param username username of the subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_enable_website(const sga_client *client,
                                       const char *username,
                                       sga_error **error);

/**
 * Submits sga_subusers_enable_website() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param username username of the subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_enable_website(const sga_queue *queue,
                                              const sga_client *client,
                                              uint64_t tag,
                                              const char *username,
                                              sga_error **error);

/**
 * Forbids a subuser to log in to the website (`PATCH /v3/subusers/{username}/website_access`). No
 * call reads this access.
 *
 * @param client client that makes the call
 * @param username username of the subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_disable_website(const sga_client *client,
                                        const char *username,
                                        sga_error **error);

/**
 * Submits sga_subusers_disable_website() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param username username of the subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_disable_website(const sga_queue *queue,
                                               const sga_client *client,
                                               uint64_t tag,
                                               const char *username,
                                               sga_error **error);

/**
 * Begins an iteration over the subusers that match a filter. It sends nothing: each page is read when
 * it is asked for.
 *
 * @param client client that makes the calls; it may be freed before the iteration
 * @param filter filter of the list, with the size of a page in `limit`; NULL lists all subusers
 * @param[out] result iteration, freed by sga_subusers_iter_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_iter_new(const sga_client *client,
                                 const sga_subuser_filter *filter,
                                 sga_subusers_iter **result,
                                 sga_error **error);

/**
 * Reads the next page of an iteration, without the rows of the pages before. After an error, another
 * call requests the same page again. Concurrent calls read one page after another.
 *
 * @param iter iteration
 * @param[out] result page, freed by sga_subuser_list_free(); NULL at the end of the list
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, also at the end of the list; or the status of the error, whose `offset` is that of
 *         the page
 */
sga_status sga_subusers_iter_next_page(const sga_subusers_iter *iter,
                                       sga_subuser_list **result,
                                       sga_error **error);

/**
 * Submits sga_subusers_iter_next_page() to a queue. The completion has the operation "subusers.list" and
 * the page in `subusers`, which is NULL at the end of the list.
 *
 * @param queue queue that returns the completion
 * @param iter iteration; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_iter_next_page(const sga_queue *queue,
                                              const sga_subusers_iter *iter,
                                              uint64_t tag,
                                              sga_error **error);

/**
 * Returns the offset of the next page: the number of rows that the server returned so far, and those
 * that the filter skips. Another iteration can begin there.
 *
 * @param iter iteration
 * @param[out] result offset
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK
 */
sga_status sga_subusers_iter_offset(const sga_subusers_iter *iter,
                                    uint64_t *result,
                                    sga_error **error);

/**
 * Frees an iteration. Pages that it returned stay valid; calls in progress continue.
 *
 * @param iter iteration to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_subusers_iter_free(sga_subusers_iter *iter);

/**
 * Creates a subuser (`POST /v3/subusers`). It is never retried. The response does not prove that
 * the subuser exists: `get` does.
 *
 * @param client client that makes the call
 * @param subuser data of the new subuser
 * @param[out] result result object, freed by sga_created_subuser_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_create(const sga_client *client,
                               const sga_new_subuser *subuser,
                               sga_created_subuser **result,
                               sga_error **error);

/**
 * Submits sga_subusers_create() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param subuser data of the new subuser
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_create(const sga_queue *queue,
                                      const sga_client *client,
                                      uint64_t tag,
                                      const sga_new_subuser *subuser,
                                      sga_error **error);

/**
 * Replaces the IP addresses of a subuser (`PUT /v3/subusers/{username}/ips`).
 *
 * @param client client that makes the call
 * @param update username of the subuser, and its addresses
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_update_ips(const sga_client *client,
                                   const sga_subuser_ips_update *update,
                                   sga_error **error);

/**
 * Submits sga_subusers_update_ips() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param update username of the subuser, and its addresses
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_update_ips(const sga_queue *queue,
                                          const sga_client *client,
                                          uint64_t tag,
                                          const sga_subuser_ips_update *update,
                                          sga_error **error);

/**
 * Sets the credits of a subuser (`PUT /v3/subusers/{username}/credits`). The remaining credits
 * become the total, also in a retry: credits that are used between two attempts are given back.
 *
 * @param client client that makes the call
 * @param update username of the subuser, and its credits
 * @param[out] result result object, freed by sga_subuser_credits_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_update_credits(const sga_client *client,
                                       const sga_subuser_credits_update *update,
                                       sga_subuser_credits **result,
                                       sga_error **error);

/**
 * Submits sga_subusers_update_credits() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param update username of the subuser, and its credits
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_update_credits(const sga_queue *queue,
                                              const sga_client *client,
                                              uint64_t tag,
                                              const sga_subuser_credits_update *update,
                                              sga_error **error);

/**
 * Adds to the remaining credits of a subuser, or takes from them (`PATCH
 * /v3/subusers/{username}/credits/remaining`). It is never retried: a retry would do it twice.
 *
 * @param client client that makes the call
 * @param username username of the subuser
 * @param by number of credits to add; a negative number takes them
 * @param[out] result result object, freed by sga_subuser_credits_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_subusers_adjust_credits(const sga_client *client,
                                       const char *username,
                                       int64_t by,
                                       sga_subuser_credits **result,
                                       sga_error **error);

/**
 * Submits sga_subusers_adjust_credits() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param username username of the subuser
 * @param by number of credits to add; a negative number takes them
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_subusers_adjust_credits(const sga_queue *queue,
                                              const sga_client *client,
                                              uint64_t tag,
                                              const char *username,
                                              int64_t by,
                                              sga_error **error);

/**
 * Lists the API keys (`GET /v3/api_keys`): their ids and names, without their scopes.
 *
 * @param client client that makes the call
 * @param[out] result result object, freed by sga_api_key_list_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_api_keys_list(const sga_client *client,
                             sga_api_key_list **result,
                             sga_error **error);

/**
 * Submits sga_api_keys_list() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_api_keys_list(const sga_queue *queue,
                                    const sga_client *client,
                                    uint64_t tag,
                                    sga_error **error);

/**
 * Retrieves name and scopes of an API key (`GET /v3/api_keys/{api_key_id}`).
 *
 * @param client client that makes the call
 * @param api_key_id id of the key
 * @param[out] result result object, freed by sga_api_key_info_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_api_keys_get(const sga_client *client,
                            const char *api_key_id,
                            sga_api_key_info **result,
                            sga_error **error);

/**
 * Submits sga_api_keys_get() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param api_key_id id of the key
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_api_keys_get(const sga_queue *queue,
                                   const sga_client *client,
                                   uint64_t tag,
                                   const char *api_key_id,
                                   sga_error **error);

/**
 * Creates an API key with these scopes, at least one (`POST /v3/api_keys`). The result is the
 * only one that contains the key. It is never retried.
 *
 * @param client client that makes the call
 * @param key name and scopes of the new key
 * @param[out] result result object, freed by sga_created_api_key_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_api_keys_create(const sga_client *client,
                               const sga_new_api_key *key,
                               sga_created_api_key **result,
                               sga_error **error);

/**
 * Submits sga_api_keys_create() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param key name and scopes of the new key
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_api_keys_create(const sga_queue *queue,
                                      const sga_client *client,
                                      uint64_t tag,
                                      const sga_new_api_key *key,
                                      sga_error **error);

/**
 * Creates an API key that may do everything (`POST /v3/api_keys` without scopes). The result is
 * the only one that contains the key. It is never retried.
 *
 * @param client client that makes the call
 * @param name name of the new key
 * @param[out] result result object, freed by sga_created_api_key_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_api_keys_create_full_access(const sga_client *client,
                                           const char *name,
                                           sga_created_api_key **result,
                                           sga_error **error);

/**
 * Submits sga_api_keys_create_full_access() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param name name of the new key
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_api_keys_create_full_access(const sga_queue *queue,
                                                  const sga_client *client,
                                                  uint64_t tag,
                                                  const char *name,
                                                  sga_error **error);

/**
 * Sets name and scopes of an API key (`PUT /v3/api_keys/{api_key_id}`): the server has no change
 * of the scopes alone.
 *
 * @param client client that makes the call
 * @param update id, name and scopes of the key
 * @param[out] result result object, freed by sga_api_key_info_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_api_keys_update(const sga_client *client,
                               const sga_api_key_update *update,
                               sga_api_key_info **result,
                               sga_error **error);

/**
 * Submits sga_api_keys_update() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param update id, name and scopes of the key
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_api_keys_update(const sga_queue *queue,
                                      const sga_client *client,
                                      uint64_t tag,
                                      const sga_api_key_update *update,
                                      sga_error **error);

/**
 * Sets the name of an API key (`PATCH /v3/api_keys/{api_key_id}`); its scopes do not change.
 *
 * @param client client that makes the call
 * @param api_key_id id of the key
 * @param name new name
 * @param[out] result result object, freed by sga_api_key_info_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_api_keys_update_name(const sga_client *client,
                                    const char *api_key_id,
                                    const char *name,
                                    sga_api_key_info **result,
                                    sga_error **error);

/**
 * Submits sga_api_keys_update_name() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param api_key_id id of the key
 * @param name new name
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_api_keys_update_name(const sga_queue *queue,
                                           const sga_client *client,
                                           uint64_t tag,
                                           const char *api_key_id,
                                           const char *name,
                                           sga_error **error);

/**
 * Deletes an API key (`DELETE /v3/api_keys/{api_key_id}`). Calls that authenticate by it fail
 * after a short delay.
 *
 * @param client client that makes the call
 * @param api_key_id id of the key
 * @param allow_own 1 permits the call if the key is the one that the client uses, whose next calls
 *        then fail; 0 refuses it
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_api_keys_delete(const sga_client *client,
                               const char *api_key_id,
                               int allow_own,
                               sga_error **error);

/**
 * Submits sga_api_keys_delete() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param api_key_id id of the key
 * @param allow_own 1 permits the call if the key is the one that the client uses, whose next calls
 *        then fail; 0 refuses it
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_api_keys_delete(const sga_queue *queue,
                                      const sga_client *client,
                                      uint64_t tag,
                                      const char *api_key_id,
                                      int allow_own,
                                      sga_error **error);

/**
 * Lists the scopes of the API key that the client uses (`GET /v3/scopes`); for a client that acts
 * for another account, those that the key has there. It changes nothing: a test of the credential.
 *
 * @param client client that makes the call
 * @param[out] result result object, freed by sga_scope_list_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, or the status of the error
 */
sga_status sga_scopes_list(const sga_client *client, sga_scope_list **result, sga_error **error);

/**
 * Submits sga_scopes_list() to a queue.
 *
 * @param queue queue that returns the completion
 * @param client client that makes the call; it may be freed before the call ends
 * @param tag identifies the call in its completion
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the call was submitted; otherwise it has no completion
 */
sga_status sga_submit_scopes_list(const sga_queue *queue,
                                  const sga_client *client,
                                  uint64_t tag,
                                  sga_error **error);

/**
 * Opens a file of jobs of one operation, and checks all of it; it sends nothing. The first line names the
 * columns: parameters of the operation, and optionally `key`, `on_behalf_of` and `account_id`. The file is
 * UTF-8. Items of a list are separated by `|`; booleans are `true` or `false`, `yes` or `no`, `1` or `0`.
 * An empty cell of an optional parameter is a missing argument; for updates see `empty`.
 *
 * @param path path of the file
 * @param operation operation of all rows, such as "customers.disable"
 * @param options how the file is read; NULL sets none
 * @param[out] result file, freed by sga_bulk_file_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK; SGA_ERR_INVALID_INPUT with the `field` "file" if it cannot be read or has problems: the
 *         message has the first 20 of them with their lines, and no secret
 */
sga_status sga_bulk_file_open(const char *path,
                              const char *operation,
                              const sga_bulk_file_options *options,
                              sga_bulk_file **result,
                              sga_error **error);

/**
 * Returns the number of jobs of a file, also of those that were executed, for the `total` of a run.
 *
 * @param file file
 * @param[out] result number of jobs
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK
 */
sga_status sga_bulk_file_count(const sga_bulk_file *file, uint64_t *result, sga_error **error);

/**
 * Executes the next job of a file: see sga_bulk_execute(). Threads may share a file. If the file changes
 * while it is read, the last result has that error, and the jobs behind it are missing.
 *
 * @param bulk run
 * @param file file
 * @param[out] result result, freed by sga_bulk_result_free(); NULL at the end of the file
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return as sga_bulk_execute(); SGA_OK also at the end of the file
 */
sga_status sga_bulk_execute_next(const sga_bulk *bulk,
                                 const sga_bulk_file *file,
                                 sga_bulk_result **result,
                                 sga_error **error);

/**
 * Submits the next job of a file to a queue: see sga_submit_bulk_execute().
 *
 * @param queue queue that returns the completion
 * @param bulk run; it may be freed before the job ends
 * @param tag identifies the job in its completion
 * @param file file
 * @param[out] result number of submitted jobs: 1, or 0 at the end of the file
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return as sga_submit_bulk_execute(); SGA_OK also at the end of the file. After SGA_ERR_BUSY the job is
 *         still the next one
 */
sga_status sga_submit_bulk_execute_next(const sga_queue *queue,
                                        const sga_bulk *bulk,
                                        uint64_t tag,
                                        const sga_bulk_file *file,
                                        size_t *result,
                                        sga_error **error);

/**
 * Frees a file. Jobs in progress continue.
 *
 * @param file file to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_bulk_file_free(sga_bulk_file *file);

/**
 * Begins a bulk run, and opens or creates its ledger. It sends nothing: jobs are executed by
 * sga_bulk_execute(), or without waiting by sga_submit_bulk_execute().
 *
 * @param client client that makes the calls; it may be freed before the run
 * @param options settings of the run; NULL sets none
 * @param[out] result run, freed by sga_bulk_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK; SGA_ERR_INVALID_INPUT for a value out of its bounds; SGA_ERR_LEDGER if the ledger
 *         cannot be opened, or another run uses it: the message has the id of its process
 */
sga_status sga_bulk_new(const sga_client *client,
                        const sga_bulk_options *options,
                        sga_bulk **result,
                        sga_error **error);

/**
 * Executes a job. It waits while `concurrency` jobs are in progress, and for rate limits as long as
 * they last, and repeats what they refused. With a ledger, it records the intent before the call and
 * the outcome after it, and does not repeat what an earlier run did.
 *
 * @param bulk run
 * @param job job; it can be freed or changed afterwards
 * @param[out] result result with the outcome and, if the call failed, its error; freed by
 *        sga_bulk_result_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, whatever became of the call. Otherwise the job was not begun, nor will any other be:
 *         SGA_ERR_CLOSED if the run was stopped, SGA_ERR_LEDGER if the ledger failed, or the status of
 *         the error that ended the run, as when the server refuses the credential ten times in a row
 */
sga_status sga_bulk_execute(const sga_bulk *bulk,
                            const sga_bulk_job *job,
                            sga_bulk_result **result,
                            sga_error **error);

/**
 * Submits sga_bulk_execute() to a queue. The completion has the operation "bulk", the status that
 * sga_bulk_execute() returns, and the result of the job in `bulk_result`. Submit at most `concurrency`
 * jobs, and another one for each completion that you remove: so the memory of a run is constant.
 * sga_queue_cancel() cancels the job: its outcome is SGA_OUTCOME_UNKNOWN, and another run with the same
 * ledger finds it out.
 *
 * @param queue queue that returns the completion
 * @param bulk run; it may be freed before the job ends
 * @param tag identifies the job in its completion
 * @param job job; it can be freed or changed afterwards
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK if the job was submitted; otherwise it has no completion: SGA_ERR_BUSY while
 *         `concurrency` jobs are in progress or have a completion in the queue; or as
 *         sga_bulk_execute() if the run has ended
 */
sga_status sga_submit_bulk_execute(const sga_queue *queue,
                                   const sga_bulk *bulk,
                                   uint64_t tag,
                                   const sga_bulk_job *job,
                                   sga_error **error);

/**
 * Stops a run, for any thread: jobs in progress end, and those that wait for a rate limit, or that were
 * submitted and have not begun, end with SGA_OUTCOME_NOT_SENT; no further job begins.
 *
 * @param bulk run
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK, also if the run was stopped before
 */
sga_status sga_bulk_stop(const sga_bulk *bulk,
                         sga_error **error);

/**
 * Returns the number of jobs of a run by their effect.
 *
 * @param bulk run
 * @param[out] result progress, freed by sga_bulk_progress_free()
 * @param[out] error error object, freed by sga_error_free(); NULL discards it
 * @return SGA_OK
 */
sga_status sga_bulk_get_progress(const sga_bulk *bulk,
                                 sga_bulk_progress **result,
                                 sga_error **error);

/**
 * Frees a run: stops it as sga_bulk_stop() does. Jobs in progress end, and their completions arrive
 * in their queue; the ledger is closed before the last of them arrives.
 *
 * @param bulk run to free; NULL is a no-op
 * @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
 */
sga_status sga_bulk_free(sga_bulk *bulk);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

/** Clears a field of an update, whatever an empty string means there. */
#define SGA_CLEAR sga_clear()

/** Initial value of sga_reseller with all members unset. */
#define SGA_RESELLER_INIT \
    { \
        sizeof(sga_reseller), NULL, NULL, NULL, 0, 0, 0, NULL \
    }

/** Initial value of sga_client_options with all members unset. */
#define SGA_CLIENT_OPTIONS_INIT \
    { \
        sizeof(sga_client_options), NULL, NULL, 0, NULL, NULL, NULL, 0, 0, 0, \
        0, 0, NULL, NULL, 0, 0, 0, 0, 0, 0, \
        0, 0, 0, NULL, 0, 0, 0, 0, 0, 0, \
        0 \
    }

/** Initial value of sga_call_options with all members unset. */
#define SGA_CALL_OPTIONS_INIT \
    { \
        sizeof(sga_call_options), 0, 0, 0, 0, 0, 0, 0, 0, 0, \
        0, 0 \
    }

/** Initial value of sga_password_change with all members unset. */
#define SGA_PASSWORD_CHANGE_INIT \
    { \
        sizeof(sga_password_change), NULL, NULL \
    }

/** Initial value of sga_profile_update with all members unset. */
#define SGA_PROFILE_UPDATE_INIT \
    { \
        sizeof(sga_profile_update), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
        NULL, NULL \
    }

/** Initial value of sga_new_customer with all members unset. */
#define SGA_NEW_CUSTOMER_INIT \
    { \
        sizeof(sga_new_customer), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, \
        0, NULL \
    }

/** Initial value of sga_customer_filter with all members unset. */
#define SGA_CUSTOMER_FILTER_INIT \
    { \
        sizeof(sga_customer_filter), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
        NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0 \
    }

/** Initial value of sga_customer_profile_update with all members unset. */
#define SGA_CUSTOMER_PROFILE_UPDATE_INIT \
    { \
        sizeof(sga_customer_profile_update), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
        NULL \
    }

/** Initial value of sga_request with all members unset. */
#define SGA_REQUEST_INIT \
    { \
        sizeof(sga_request), NULL, NULL, 0, NULL, 0, NULL, NULL, 0, NULL, \
        0 \
    }

/** Initial value of sga_subuser_filter with all members unset. */
#define SGA_SUBUSER_FILTER_INIT \
    { \
        sizeof(sga_subuser_filter), NULL, NULL, 0, 0, 0, 0, 0 \
    }

/** Initial value of sga_new_subuser with all members unset. */
#define SGA_NEW_SUBUSER_INIT \
    { \
        sizeof(sga_new_subuser), NULL, NULL, NULL, NULL, 0, NULL \
    }

/** Initial value of sga_subuser_ips_update with all members unset. */
#define SGA_SUBUSER_IPS_UPDATE_INIT \
    { \
        sizeof(sga_subuser_ips_update), NULL, NULL, 0, 0 \
    }

/** Initial value of sga_subuser_credits_update with all members unset. */
#define SGA_SUBUSER_CREDITS_UPDATE_INIT \
    { \
        sizeof(sga_subuser_credits_update), NULL, NULL, NULL, 0, 0 \
    }

/** Initial value of sga_page with all members unset. */
#define SGA_PAGE_INIT \
    { \
        sizeof(sga_page), 0, 0, 0, 0 \
    }

/** Initial value of sga_new_api_key with all members unset. */
#define SGA_NEW_API_KEY_INIT \
    { \
        sizeof(sga_new_api_key), NULL, NULL, 0 \
    }

/** Initial value of sga_api_key_update with all members unset. */
#define SGA_API_KEY_UPDATE_INIT \
    { \
        sizeof(sga_api_key_update), NULL, NULL, NULL, 0, 0 \
    }

/** Initial value of sga_bulk_options with all members unset. */
#define SGA_BULK_OPTIONS_INIT \
    { \
        sizeof(sga_bulk_options), 0, 0, NULL, NULL, 0, 0 \
    }

/** Initial value of sga_bulk_job with all members unset. */
#define SGA_BULK_JOB_INIT \
    { \
        sizeof(sga_bulk_job), NULL, NULL, NULL, NULL, NULL, 0 \
    }

/** Initial value of sga_bulk_file_options with all members unset. */
#define SGA_BULK_FILE_OPTIONS_INIT \
    { \
        sizeof(sga_bulk_file_options), 0, NULL \
    }

#endif  /* SENDGRID_ACCOUNTS_H */
