/* One function for each capability of tests/capabilities.json; prints the name of each. The lossy
 * server closes every connection.
 *
 *     capabilities BASE_URL API_KEY LOSSY_URL
 */
#include "expect.h"
#include <string.h>

static const char *lossy_url;

static void call(sga_client *client) {
    sga_email *email = NULL;
    sga_error *error = NULL;
    EXPECT_OK(sga_user_get_email(client, &email, &error), error);
    EXPECT(sga_email_free(email) == SGA_OK);
}

static sga_error *lost_change(void) {
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.max_retries = SGA_NONE;
    sga_client *client = new_client_with(options, lossy_url, "SG.key");
    sga_email *email = NULL;
    sga_error *error = NULL;
    EXPECT(sga_user_update_email(client, "test@example.com", &email, &error) ==
           SGA_ERR_OUTCOME_UNKNOWN);
    EXPECT(error->change != NULL && sga_client_free(client) == SGA_OK);
    return error;
}

static void options(sga_client *client) { call(client); }

static void environment(sga_client *client) {
    sga_client *other = NULL;
    sga_error *error = NULL;
    (void)client;
    EXPECT_OK(sga_client_from_env(NULL, &other, &error), error);
    call(other);
    EXPECT(sga_client_free(other) == SGA_OK);
}

static void call_options(sga_client *client) {
    sga_call_options small = SGA_CALL_OPTIONS_INIT;
    sga_client *other = NULL;
    sga_email *email = NULL;
    small.max_response_bytes = 1;
    EXPECT(sga_client_with_options(client, &small, &other, NULL) == SGA_OK);
    EXPECT(sga_user_get_email(other, &email, NULL) == SGA_ERR_RESPONSE);
    EXPECT(sga_client_free(other) == SGA_OK);
}

static void subuser(sga_client *client) {
    sga_client *other = NULL;
    EXPECT(sga_client_on_behalf_of(client, "test_subuser", &other, NULL) == SGA_OK);
    call(other);
    EXPECT(sga_client_free(other) == SGA_OK);
}

static void account(sga_client *client) {
    sga_client *other = NULL;
    EXPECT(sga_client_on_behalf_of_account(client, "1", &other, NULL) == SGA_OK);
    EXPECT(sga_client_free(other) == SGA_OK);
}

static void rate_limits(sga_client *client) {
    sga_rate_limits *limits = NULL;
    EXPECT(sga_client_rate_limits(client, &limits, NULL) == SGA_OK);
    EXPECT(limits->count > 0 && strcmp(limits->limits[0]->operation, "user.get_email") == 0);
    EXPECT(sga_rate_limits_free(limits) == SGA_OK);
}

static void shared_rate_limiter(sga_client *client) {
    sga_shared_rate_limiter *shared = NULL;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    (void)client;
    EXPECT(sga_shared_rate_limiter_new(&shared, NULL) == SGA_OK);
    options.shared_rate_limiter = shared;
    EXPECT(sga_client_free(new_client_with(options, lossy_url, "SG.key")) == SGA_OK);
    EXPECT(sga_shared_rate_limiter_free(shared) == SGA_OK);
}

static void clear(sga_client *client) {
    sga_profile_update update = SGA_PROFILE_UPDATE_INIT;
    sga_profile *profile = NULL;
    update.address2 = SGA_CLEAR;
    EXPECT(sga_user_update_profile(client, &update, &profile, NULL) == SGA_OK);
    EXPECT(profile->address2[0] == '\0' && sga_profile_free(profile) == SGA_OK);
}

static void error_properties(sga_client *client) {
    sga_email *email = NULL;
    sga_error *error = NULL;
    EXPECT(sga_user_update_email(client, "", &email, &error) == SGA_ERR_INVALID_INPUT);
    EXPECT(strcmp(error->message, "email is empty") == 0 && strcmp(error->field, "email") == 0);
    EXPECT(strcmp(error->operation, "user.update_email") == 0);
    EXPECT(!error->has_retry_after && !error->has_http_status);
    EXPECT(sga_error_free(error) == SGA_OK);
}

static void names(sga_client *client) {
    (void)client;
    EXPECT(strcmp(sga_status_name(SGA_ERR_CONNECT), "connect") == 0);
    EXPECT(strcmp(sga_outcome_name(SGA_OUTCOME_NOT_SENT), "not_sent") == 0);
    EXPECT(strcmp(sga_phase_name(SGA_PHASE_BODY), "body") == 0);
    EXPECT(strcmp(sga_verdict_name(SGA_VERDICT_NOT_APPLIED_YET), "not_applied_yet") == 0);
    EXPECT(strcmp(sga_region_name(SGA_REGION_EU), "eu") == 0);
    EXPECT(strcmp(sga_dialect_name(SGA_DIALECT_DISTRIBUTOR), "distributor") == 0);
    EXPECT(strcmp(sga_format_name(SGA_FORMAT_XML), "xml") == 0);
    EXPECT(strcmp(sga_auth_name(SGA_AUTH_BASIC), "basic") == 0);
    EXPECT(strcmp(sga_empty_name(SGA_EMPTY_IGNORE), "ignore") == 0);
    EXPECT(strcmp(sga_choice_name(SGA_YES), "yes") == 0);
    EXPECT(strcmp(sga_log_level_name(SGA_LOG_DEBUG), "debug") == 0);
    EXPECT(strcmp(sga_verdict_name(-1), "unknown") == 0);
}

/* The lossy server does not tell. */
static void reconcile(sga_client *client) {
    sga_error *error = lost_change();
    sga_reconciled *reconciled = NULL;
    (void)client;
    EXPECT(sga_change_reconcile(error->change, &reconciled, NULL) == SGA_OK);
    EXPECT(reconciled->verdict == SGA_VERDICT_INCONCLUSIVE);
    EXPECT(sga_reconciled_free(reconciled) == SGA_OK && sga_error_free(error) == SGA_OK);
}

static void reconcile_without_waiting(sga_client *client) {
    sga_error *error = lost_change();
    sga_queue *queue = NULL;
    sga_completion *completion = NULL;
    (void)client;
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    EXPECT(sga_submit_change_reconcile(queue, error->change, 5, NULL) == SGA_OK);
    EXPECT(sga_error_free(error) == SGA_OK);
    EXPECT(sga_queue_next(queue, -1, &completion, NULL) == SGA_OK);
    EXPECT(completion->tag == 5 && strcmp(completion->operation, "reconcile") == 0);
    EXPECT(completion->status == SGA_OK && completion->error == NULL);
    EXPECT(completion->reconciled->verdict == SGA_VERDICT_INCONCLUSIVE);
    EXPECT(completion->reconciled->evidence[0] != '\0');
    EXPECT(sga_completion_free(completion) == SGA_OK && sga_queue_free(queue) == SGA_OK);
}

static void cancel(sga_client *client) {
    sga_queue *queue = NULL;
    size_t count = 9;
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    EXPECT(sga_submit_user_get_email(queue, client, 1, NULL) == SGA_OK);
    EXPECT(sga_queue_cancel(queue, 1, &count, NULL) == SGA_OK && count <= 1);
    EXPECT(sga_queue_free(queue) == SGA_OK);
}

static void bulk(sga_client *client) {
    sga_bulk_job job = SGA_BULK_JOB_INIT;
    sga_bulk *run = NULL;
    sga_bulk_result *result = NULL;
    job.operation = "user.get_email";
    EXPECT(sga_bulk_new(client, NULL, &run, NULL) == SGA_OK);
    EXPECT(sga_bulk_execute(run, &job, &result, NULL) == SGA_OK);
    EXPECT(result->outcome == SGA_OUTCOME_APPLIED && result->error == NULL);
    EXPECT(strstr(result->result, "\"test@example.com\"") != NULL);
    EXPECT(sga_bulk_result_free(result) == SGA_OK && sga_bulk_free(run) == SGA_OK);
}

static void count_record(const sga_log_record *record, void *user_data) {
    *(int *)user_data += record->operation != NULL;
}

static void log_records(sga_client *client) {
    int count = 0;
    EXPECT(sga_set_log_callback(count_record, &count, SGA_LOG_DEBUG, NULL) == SGA_OK);
    call(client);
    EXPECT(sga_set_log_callback(NULL, NULL, 0, NULL) == SGA_OK && count == 2);
}

static void close_client(sga_client *client) {
    sga_email *email = NULL;
    EXPECT(sga_client_close(client) == SGA_OK);
    EXPECT(sga_user_get_email(client, &email, NULL) == SGA_ERR_CLOSED);
}

static void version(sga_client *client) {
    (void)client;
    EXPECT(strcmp(sga_version(), SGA_VERSION) == 0);
}

static const struct {
    const char *name;
    void (*use)(sga_client *client);
} CAPABILITIES[] = {
    {"options", options},
    {"environment", environment},
    {"call_options", call_options},
    {"subuser", subuser},
    {"account", account},
    {"rate_limits", rate_limits},
    {"shared_rate_limiter", shared_rate_limiter},
    {"clear", clear},
    {"error_properties", error_properties},
    {"names", names},
    {"reconcile", reconcile},
    {"reconcile_without_waiting", reconcile_without_waiting},
    {"cancel", cancel},
    {"bulk", bulk},
    {"log", log_records},
    {"close", close_client},
    {"version", version},
};

int main(int count, char **arguments) {
    EXPECT(count == 4);
    lossy_url = arguments[3];
    sga_client *client = new_client(arguments[1], arguments[2]);
    for (size_t index = 0; index < sizeof CAPABILITIES / sizeof *CAPABILITIES; index++) {
        CAPABILITIES[index].use(client);
        puts(CAPABILITIES[index].name);
    }
    EXPECT(sga_client_free(client) == SGA_OK);
}
