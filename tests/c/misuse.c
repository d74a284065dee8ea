/* Runs the generated misuses in rounds:
 *
 *     misuse COUNTING_URL URL KEY [leak]
 *
 * No request may reach the first server. With `leak` the program keeps errors, and must report
 * them.
 */
#include "misuse.h"

#include "expect.h"
#include <arpa/inet.h>
#include <malloc.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROUNDS = 3, MAX_ROUNDS = 9, MAX_STRINGS = 64, REGIONS = 4, MAX_ERRORS = 40000 };

char untouched_place;
struct objects good;
struct objects stale;
int is_panicking;

static int is_leaking;
static int failures;
static int calls;
static sga_error *errors[MAX_ERRORS];
static size_t error_count;

/* Memory at the end of a readable page. */
static char *edge(size_t size) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t readable = (size + page - 1) / page * page;
    char *memory =
        mmap(NULL, readable + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    EXPECT(memory != MAP_FAILED);
    EXPECT(mprotect(memory + readable, page, PROT_NONE) == 0);
    return memory + readable - size;
}

char *edge_string(const char *string) {
    static char *strings[MAX_STRINGS];
    size_t index = 0;
    while (index < MAX_STRINGS && strings[index] != NULL) {
        if (strcmp(strings[index], string) == 0) return strings[index];
        index++;
    }
    EXPECT(index < MAX_STRINGS);
    strings[index] = edge(strlen(string) + 1);
    return strcpy(strings[index], string);
}

void *edge_copy(const void *bytes, size_t size) {
    static char *ends[REGIONS];
    static size_t next;
    size_t index = next++ % REGIONS;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    EXPECT(size <= page);
    if (ends[index] == NULL) ends[index] = edge(page) + page;
    return memcpy(ends[index] - size, bytes, size);
}

static void report(const char *what, sga_status status, sga_status expected) {
    printf("%s: %s instead of %s\n", what, sga_status_name(status), sga_status_name(expected));
    failures++;
}

static int is_one_of(const char *field, const char *fields) {
    size_t length = strlen(field);
    for (const char *at = fields; (at = strstr(at, field)) != NULL; at++) {
        int begins = at == fields || at[-1] == '|';
        if (begins && (at[length] == '|' || at[length] == '\0')) return 1;
    }
    return 0;
}

void check_call(const char *what, sga_status status, sga_status expected, const char *fields,
                sga_error *error, int is_untouched) {
    calls++;
    if (is_panicking) {
        expected = SGA_ERR_INTERNAL;
        fields = NULL;
    }
    if (status != expected || !is_untouched) report(what, status, expected);
    if (error == NULL) return;
    if (error->status != status || error->message == NULL || error->attempts != 0) {
        report(what, error->status, status);
    }
    if (fields != NULL && (error->field == NULL || !is_one_of(error->field, fields))) {
        printf("%s: names %s\n", what, error->field == NULL ? "nothing" : error->field);
        failures++;
    }
    if (is_panicking || is_leaking) {
        EXPECT(error_count < MAX_ERRORS);
        errors[error_count++] = error;
        return;
    }
    check_status(what, sga_error_free(error), SGA_OK);
}

void check_status(const char *what, sga_status status, sga_status expected) {
    calls++;
    if (is_panicking) expected = SGA_ERR_INTERNAL;
    if (status != expected) report(what, status, expected);
}

void take_closed(const char *what) {
    sga_completion *completion = NULL;
    if (is_panicking) return;
    check_status(what, sga_queue_next(good.queue, 5000, &completion, NULL), SGA_OK);
    EXPECT(completion != NULL);
    check_status(what, completion->status, SGA_ERR_CLOSED);
    check_status(what, sga_completion_free(completion), SGA_OK);
}

void take_unsent_job(const char *what) {
    sga_completion *completion = NULL;
    if (is_panicking) return;
    check_status(what, sga_queue_next(good.queue, 5000, &completion, NULL), SGA_OK);
    EXPECT(completion != NULL && completion->bulk_result->error != NULL);
    check_status(what, completion->bulk_result->error->status, SGA_ERR_INVALID_INPUT);
    check_status(what, sga_completion_free(completion), SGA_OK);
}

/* A server that reads one request and sends a response, or closes the connection without one. */
struct server {
    int listener;
    const char *response;
    char url[64];
    pthread_t thread;
};

static void *serve_one(void *argument) {
    const struct server *server = argument;
    char request[4096];
    int stream = accept(server->listener, NULL, NULL);
    EXPECT(read(stream, request, sizeof request) > 0);
    size_t size = strlen(server->response);
    EXPECT(write(stream, server->response, size) == (ssize_t)size);
    close(stream);
    close(server->listener);
    return NULL;
}

static sga_client *client_of_server(struct server *server, const char *key) {
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    int listener = server->listener = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT(bind(listener, (struct sockaddr *)&address, size) == 0 && listen(listener, 1) == 0);
    EXPECT(getsockname(listener, (struct sockaddr *)&address, &size) == 0);
    EXPECT(pthread_create(&server->thread, NULL, serve_one, server) == 0);
    snprintf(server->url, sizeof server->url, "http://127.0.0.1:%d", ntohs(address.sin_port));
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.max_retries = SGA_NONE;
    return new_client_with(options, server->url, key);
}

/* The server of the test knows the token. */
static sga_created_subuser *subuser_with_token(const char *key) {
    struct server server = {.response = "HTTP/1.1 201 Created\r\nContent-Length: 63\r\n"
                                        "Connection: close\r\n\r\n"
                                        "{\"username\":\"new_subuser\",\"authorization_token\":"
                                        "\"token-canary\"}"};
    sga_client *client = client_of_server(&server, key);
    sga_new_subuser subuser = SGA_NEW_SUBUSER_INIT;
    subuser.username = "new_subuser";
    subuser.email = "new@example.com";
    subuser.password = "a-password-of-16";
    sga_created_subuser *created = NULL;
    sga_error *error = NULL;
    EXPECT_OK(sga_subusers_create(client, &subuser, &created, &error), error);
    const char *token = NULL;
    EXPECT(sga_secret_token_reveal(created->authorization_token, &token, NULL) == SGA_OK);
    EXPECT(strcmp(token, "token-canary") == 0 && created->signup_session_token == NULL);
    EXPECT(pthread_join(server.thread, NULL) == 0 && sga_client_free(client) == SGA_OK);
    return created;
}

static sga_error *unknown_error(const char *key) {
    struct server server = {.response = ""};
    sga_client *client = client_of_server(&server, key);
    sga_email *email = NULL;
    sga_error *error = NULL;
    EXPECT(sga_user_update_email(client, "lost@example.com", &email, &error) ==
           SGA_ERR_OUTCOME_UNKNOWN);
    EXPECT(pthread_join(server.thread, NULL) == 0 && error->change != NULL);
    EXPECT(sga_client_free(client) == SGA_OK);
    return error;
}

static void make_subuser_objects(struct objects *objects, const char *key) {
    const char *const names[] = {"test_subuser"};
    const sga_client *client = objects->client;
    EXPECT(sga_customers_get(client, "user1", &objects->customer, NULL) == SGA_OK);
    EXPECT(sga_subusers_get(client, names[0], &objects->subuser, NULL) == SGA_OK);
    EXPECT(sga_subusers_list(client, NULL, &objects->subuser_list, NULL) == SGA_OK);
    EXPECT(sga_subusers_get_credits(client, names[0], &objects->subuser_credits, NULL) == SGA_OK);
    EXPECT(sga_subusers_get_ips(client, names[0], NULL, &objects->ip_list, NULL) == SGA_OK);
    EXPECT(sga_subusers_get_reputations(client, names, 1, &objects->reputation_list, NULL) ==
           SGA_OK);
    objects->created_subuser = subuser_with_token(key);
    objects->token = objects->created_subuser->authorization_token;
}

static sga_bulk_file *make_bulk_file(void) {
    char path[] = "/tmp/sendgrid-accounts-XXXXXX";
    int file = mkstemp(path);
    EXPECT(write(file, "user\nreader\n", 12) == 12 && close(file) == 0);
    sga_bulk_file *jobs = NULL;
    EXPECT(sga_bulk_file_open(path, "customers.disable", NULL, &jobs, NULL) == SGA_OK);
    EXPECT(unlink(path) == 0);
    return jobs;
}

/* The job is not sent: there is no such operation. */
static void make_bulk_objects(struct objects *objects) {
    sga_bulk_job job = SGA_BULK_JOB_INIT;
    job.operation = "unknown";
    EXPECT(sga_bulk_new(objects->client, NULL, &objects->bulk, NULL) == SGA_OK);
    EXPECT(sga_bulk_execute(objects->bulk, &job, &objects->bulk_result, NULL) == SGA_OK);
    EXPECT(sga_bulk_get_progress(objects->bulk, &objects->bulk_progress, NULL) == SGA_OK);
    objects->bulk_file = make_bulk_file();
}

struct objects make_objects(const char *url, const char *key, const char *counting_url) {
    struct objects objects = {0};
    sga_reseller reseller = SGA_RESELLER_INIT;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    if (is_panicking) return objects;
    reseller.api_key = key;
    reseller.auth = SGA_AUTH_API_KEY;
    options.reseller = &reseller;
    objects.client = new_client_with(options, url, key);
    EXPECT(sga_user_get_account(objects.client, &objects.account, NULL) == SGA_OK);
    EXPECT(sga_user_get_credits(objects.client, &objects.credits, NULL) == SGA_OK);
    EXPECT(sga_user_get_email(objects.client, &objects.email, NULL) == SGA_OK);
    EXPECT(sga_user_get_profile(objects.client, &objects.profile, NULL) == SGA_OK);
    EXPECT(sga_user_get_username(objects.client, &objects.username, NULL) == SGA_OK);
    EXPECT(sga_queue_new(&objects.queue, NULL) == SGA_OK);
    EXPECT(sga_shared_rate_limiter_new(&objects.shared_rate_limiter, NULL) == SGA_OK);
    EXPECT(sga_submit_user_get_email(objects.queue, objects.client, 1, NULL) == SGA_OK);
    EXPECT(sga_queue_next(objects.queue, -1, &objects.completion, NULL) == SGA_OK);
    EXPECT(sga_customers_list(objects.client, NULL, &objects.list, NULL) == SGA_OK);
    EXPECT(sga_api_keys_list(objects.client, &objects.api_key_list, NULL) == SGA_OK);
    EXPECT(sga_api_keys_create_full_access(objects.client, "app", &objects.created_api_key, NULL) ==
           SGA_OK);
    objects.secret = objects.created_api_key->api_key;
    const char *id = objects.created_api_key->api_key_id;
    EXPECT(sga_api_keys_get(objects.client, id, &objects.api_key_info, NULL) == SGA_OK);
    EXPECT(sga_api_keys_delete(objects.client, id, 0, NULL) == SGA_OK);
    EXPECT(sga_scopes_list(objects.client, &objects.scope_list, NULL) == SGA_OK);
    make_subuser_objects(&objects, key);
    EXPECT(sga_client_free(objects.client) == SGA_OK);
    objects.client = new_client_with(options, counting_url, key);
    EXPECT(sga_subusers_iter_new(objects.client, NULL, &objects.subusers_iter, NULL) == SGA_OK);
    EXPECT(sga_customers_iter_new(objects.client, NULL, &objects.customers_iter, NULL) == SGA_OK);
    make_bulk_objects(&objects);
    objects.closed = new_client_with(options, counting_url, key);
    EXPECT(sga_client_close(objects.closed) == SGA_OK);
    EXPECT(sga_user_get_email(NULL, NULL, &objects.error) == SGA_ERR_NULL);
    EXPECT(sga_client_rate_limits(objects.client, &objects.limits, NULL) == SGA_OK);
    objects.unknown = unknown_error(key);
    objects.change = objects.unknown->change;
    EXPECT(sga_change_reconcile(objects.change, &objects.reconciled, NULL) == SGA_OK);
    sga_client *keeping = NULL;
    sga_client *working = new_client_with(options, url, key);
    EXPECT(sga_client_with_raw_response(working, &keeping, NULL) == SGA_OK);
    sga_email *email = NULL;
    EXPECT(sga_user_get_email(keeping, &email, NULL) == SGA_OK);
    EXPECT(sga_client_raw_response(keeping, &objects.response, NULL) == SGA_OK);
    EXPECT(objects.response != NULL && objects.response->status == 200);
    EXPECT(sga_email_free(email) == SGA_OK && sga_client_free(keeping) == SGA_OK);
    EXPECT(sga_client_free(working) == SGA_OK);
    return objects;
}

void free_objects(struct objects objects) {
    check_status("client", sga_client_free(objects.client), SGA_OK);
    check_status("closed", sga_client_free(objects.closed), SGA_OK);
    check_status("queue", sga_queue_free(objects.queue), SGA_OK);
    check_status("shared_rate_limiter", sga_shared_rate_limiter_free(objects.shared_rate_limiter),
                 SGA_OK);
    check_status("error", sga_error_free(objects.error), SGA_OK);
    check_status("completion", sga_completion_free(objects.completion), SGA_OK);
    check_status("account", sga_account_free(objects.account), SGA_OK);
    check_status("credits", sga_credits_free(objects.credits), SGA_OK);
    check_status("email", sga_email_free(objects.email), SGA_OK);
    check_status("profile", sga_profile_free(objects.profile), SGA_OK);
    check_status("username", sga_username_free(objects.username), SGA_OK);
    check_status("list", sga_customer_list_free(objects.list), SGA_OK);
    check_status("api_key_info", sga_api_key_info_free(objects.api_key_info), SGA_OK);
    check_status("api_key_list", sga_api_key_list_free(objects.api_key_list), SGA_OK);
    check_status("created_api_key", sga_created_api_key_free(objects.created_api_key), SGA_OK);
    check_status("scope_list", sga_scope_list_free(objects.scope_list), SGA_OK);
    check_status("customer", sga_customer_free(objects.customer), SGA_OK);
    check_status("subuser", sga_subuser_free(objects.subuser), SGA_OK);
    check_status("subuser_list", sga_subuser_list_free(objects.subuser_list), SGA_OK);
    check_status("created_subuser", sga_created_subuser_free(objects.created_subuser), SGA_OK);
    check_status("subuser_credits", sga_subuser_credits_free(objects.subuser_credits), SGA_OK);
    check_status("ip_list", sga_ip_list_free(objects.ip_list), SGA_OK);
    check_status("reputation_list", sga_reputation_list_free(objects.reputation_list), SGA_OK);
    check_status("subusers_iter", sga_subusers_iter_free(objects.subusers_iter), SGA_OK);
    check_status("customers_iter", sga_customers_iter_free(objects.customers_iter), SGA_OK);
    check_status("limits", sga_rate_limits_free(objects.limits), SGA_OK);
    check_status("reconciled", sga_reconciled_free(objects.reconciled), SGA_OK);
    check_status("response", sga_response_free(objects.response), SGA_OK);
    check_status("unknown", sga_error_free(objects.unknown), SGA_OK);
    check_status("bulk", sga_bulk_free(objects.bulk), SGA_OK);
    check_status("bulk_result", sga_bulk_result_free(objects.bulk_result), SGA_OK);
    check_status("bulk_progress", sga_bulk_progress_free(objects.bulk_progress), SGA_OK);
    check_status("bulk_file", sga_bulk_file_free(objects.bulk_file), SGA_OK);
}

/* Growth of the used memory since the previous call. It is exact if malloc has no thread caches. */
static long memory_growth(const sga_client *client) {
    static size_t before;
    size_t used = 0;
    /* Connections of freed clients close soon, but not at once. */
    for (int tries = 0; tries < 100; tries++) {
        sga_email *email = NULL;
        sleep_ms(20);
        if (sga_user_get_email(client, &email, NULL) == SGA_OK) sga_email_free(email);
        used = mallinfo2().uordblks;
        if (used <= before) break;
    }
    long more = (long)(used - before);
    before = used;
    return more;
}

int main(int count, char **arguments) {
    EXPECT(count >= 4);
    is_leaking = count > 4 && strcmp(arguments[4], "leak") == 0;
    is_panicking = getenv("SENDGRID_ACCOUNTS_PANIC") != NULL;
    long more = 0;
    sga_client *probe = is_panicking ? NULL : new_client(arguments[2], arguments[3]);
    /* Only a leak grows in every round. */
    for (int round = 0; round < ROUNDS || (more > 0 && round < MAX_ROUNDS); round++) {
        stale = make_objects(arguments[2], arguments[3], arguments[1]);
        free_objects(stale);
        good = make_objects(arguments[2], arguments[3], arguments[1]);
        all_misuses();
        all_frees(make_objects(arguments[2], arguments[3], arguments[1]));
        free_objects(good);
        more = memory_growth(probe);
    }
    /* A panicking library cannot free errors: they are freed below. */
    if (is_panicking) more = 0;
    unsetenv("SENDGRID_ACCOUNTS_PANIC");
    is_panicking = 0;
    while (error_count > 0)
        check_status("errors", sga_error_free(errors[--error_count]), SGA_OK);
    sga_client_free(probe);
    printf("%d calls, %d failures, %ld bytes more\n", calls, failures, more);
    return failures > 0 || more > 0;
}
