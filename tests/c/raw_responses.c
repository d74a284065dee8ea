/* Any other call, and the responses of calls; tests/faults/test_any_call.py has the responses of
 * the server.
 *
 *     raw_responses URL KEY
 */
#include <string.h>

#include "expect.h"

static const char *header(const sga_response *response, const char *name) {
    for (size_t i = 0; i < response->header_count; i++) {
        if (strcmp(response->headers[i]->name, name) == 0) return response->headers[i]->value;
    }
    return NULL;
}

static void expect_limited(const sga_response *response, const char *operation) {
    EXPECT(response != NULL && response->status == 200);
    EXPECT(strcmp(response->request_id, "r-1") == 0);
    EXPECT(strcmp(header(response, "x-ratelimit-limit"), "600") == 0);
    EXPECT(header(response, "x-other") == NULL);
    const sga_rate_limit *limit = response->rate_limit;
    EXPECT(limit != NULL && strcmp(limit->operation, operation) == 0);
    EXPECT(limit->has_limit && limit->limit == 600);
    EXPECT(limit->has_remaining && limit->remaining == 0);
    EXPECT(limit->has_reset_at && limit->reset_at == 1700000500.0);
    EXPECT(limit->on_behalf_of == NULL);
}

static sga_status get(const sga_client *client, const char *path) {
    sga_request request = SGA_REQUEST_INIT;
    request.method = "GET";
    request.path = path;
    sga_response *response = NULL;
    sga_status status = sga_client_request(client, &request, &response, NULL);
    EXPECT((status == SGA_OK) == (response != NULL));
    EXPECT(sga_response_free(response) == SGA_OK);
    return status;
}

static void an_endpoint_stops_no_other(const sga_client *client) {
    sga_request request = SGA_REQUEST_INIT;
    request.method = "GET";
    request.path = "/v3/stats";
    sga_response *response = NULL;
    EXPECT(sga_client_request(client, &request, &response, NULL) == SGA_OK);
    expect_limited(response, "GET /v3/stats");
    EXPECT(response->body_size == 3 && memcmp(response->body, "a\0b", 4) == 0);
    EXPECT(sga_response_free(response) == SGA_OK);
    EXPECT(get(client, "/v3/stats") == SGA_ERR_RATE_LIMIT);
    EXPECT(get(client, "/v3/alerts") == SGA_OK);
}

static void expect_refused(const sga_client *client, const sga_request *request,
                           const char *field) {
    sga_response *response = NULL;
    sga_error *error = NULL;
    EXPECT(sga_client_request(client, request, &response, &error) == SGA_ERR_INVALID_INPUT);
    EXPECT(response == NULL && strcmp(error->field, field) == 0);
    EXPECT(sga_error_free(error) == SGA_OK);
}

static void wrong_requests_are_refused(const sga_client *client) {
    const char *odd[] = {"name", "value", "name"};
    sga_request request = SGA_REQUEST_INIT;
    request.path = "/v3/stats";
    request.method = "TRACE";
    expect_refused(client, &request, "method");
    request.method = "GET";
    request.json = "{\"a\":";
    expect_refused(client, &request, "json");
    request.json = NULL;
    request.params = odd;
    request.params_count = 3;
    expect_refused(client, &request, "params");
    request.params_count = 0;
    request.headers = odd;
    request.headers_count = 1;
    expect_refused(client, &request, "headers");
}

static void a_client_keeps_the_response_of_its_last_call(const sga_client *client) {
    sga_client *keeping = NULL;
    sga_email *email = NULL;
    sga_response *response = NULL;
    EXPECT(sga_client_with_raw_response(client, &keeping, NULL) == SGA_OK);
    EXPECT(sga_client_raw_response(keeping, &response, NULL) == SGA_OK && response == NULL);
    EXPECT(sga_user_get_email(keeping, &email, NULL) == SGA_OK);
    EXPECT(strcmp(email->email, "a@example.com") == 0);
    EXPECT(sga_client_raw_response(keeping, &response, NULL) == SGA_OK);
    expect_limited(response, "user.get_email");
    EXPECT(response->body == NULL && response->body_size == 0);
    EXPECT(sga_response_free(response) == SGA_OK && sga_email_free(email) == SGA_OK);
    EXPECT(sga_client_raw_response(keeping, &response, NULL) == SGA_OK && response == NULL);

    /* A client that is created from it keeps responses, too; a failed call leaves none. */
    sga_client *view = NULL;
    sga_username *username = NULL;
    sga_call_options options = SGA_CALL_OPTIONS_INIT;
    options.max_retries = SGA_NONE;
    EXPECT(sga_client_with_options(keeping, &options, &view, NULL) == SGA_OK);
    EXPECT(sga_user_get_username(view, &username, NULL) == SGA_OK);
    EXPECT(sga_user_get_username(view, &username, NULL) == SGA_ERR_NOT_FOUND);
    EXPECT(sga_client_raw_response(view, &response, NULL) == SGA_OK && response == NULL);
    EXPECT(sga_username_free(username) == SGA_OK && sga_client_free(view) == SGA_OK);
    EXPECT(sga_client_free(keeping) == SGA_OK);
    EXPECT(sga_client_raw_response(client, &response, NULL) == SGA_ERR_INVALID_INPUT);
}

static sga_completion *next(const sga_queue *queue) {
    sga_completion *completion = NULL;
    EXPECT(sga_queue_next(queue, 10000, &completion, NULL) == SGA_OK && completion != NULL);
    return completion;
}

static void a_completion_has_its_response(const sga_client *client) {
    sga_client *keeping = NULL;
    sga_queue *queue = NULL;
    EXPECT(sga_client_with_raw_response(client, &keeping, NULL) == SGA_OK);
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    EXPECT(sga_submit_user_get_profile(queue, keeping, 1, NULL) == SGA_OK);
    sga_completion *completion = next(queue);
    EXPECT(completion->status == SGA_OK && strcmp(completion->profile->city, "Orange") == 0);
    expect_limited(completion->response, "user.get_profile");
    EXPECT(sga_completion_free(completion) == SGA_OK);
    EXPECT(sga_submit_user_get_account(queue, client, 2, NULL) == SGA_OK);
    completion = next(queue);
    EXPECT(completion->account != NULL && completion->response == NULL);
    EXPECT(sga_completion_free(completion) == SGA_OK);
    EXPECT(sga_queue_free(queue) == SGA_OK && sga_client_free(keeping) == SGA_OK);
}

int main(int count, char **arguments) {
    EXPECT(count == 3);
    sga_client *client = new_client(arguments[1], arguments[2]);
    an_endpoint_stops_no_other(client);
    wrong_requests_are_refused(client);
    a_client_keeps_the_response_of_its_last_call(client);
    a_completion_has_its_response(client);
    return sga_client_free(client) != SGA_OK;
}
