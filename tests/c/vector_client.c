#include "vector_client.h"

#include <stdint.h>
#include <string.h>

static int is(const char *string, const char *expected) {
    return string != NULL && strcmp(string, expected) == 0;
}

/* A number that may be zero; unset if the line lacks it. */
static uint32_t setting_or_none(const fields *input, const char *name) {
    const uint32_t number = (uint32_t)setting(input, name, 0);
    return number == 0 && get(input, name) != NULL ? SGA_NONE : number;
}

/* The meaning of an empty string; unset if the line lacks it. */
static int empty(const fields *input, const char *name) {
    const char *value = get(input, name);
    return value == NULL         ? SGA_EMPTY_UNSET
           : is(value, "ignore") ? SGA_EMPTY_IGNORE
                                 : SGA_EMPTY_CLEAR;
}

sga_status make_client(const fields *input, sga_client **client, sga_error **error) {
    sga_reseller reseller = SGA_RESELLER_INIT;
    reseller.username = get(input, "reseller_username");
    reseller.password = get(input, "reseller_password");
    reseller.api_key = get(input, "reseller_api_key");
    const char *auth = get(input, "auth");
    reseller.auth = is(auth, "api_key")  ? SGA_AUTH_API_KEY
                    : is(auth, "basic")  ? SGA_AUTH_BASIC
                    : is(auth, "params") ? SGA_AUTH_PARAMS
                                         : SGA_AUTH_AUTOMATIC;
    reseller.dialect =
        is(get(input, "dialect"), "distributor") ? SGA_DIALECT_DISTRIBUTOR : SGA_DIALECT_RESELLER;
    reseller.format = is(get(input, "format"), "xml") ? SGA_FORMAT_XML : SGA_FORMAT_JSON;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.api_key = get(input, "api_key");
    options.base_url = get(input, "base_url");
    options.region = is(get(input, "region"), "eu") ? SGA_REGION_EU : SGA_REGION_GLOBAL;
    options.ca_bundle = get(input, "ca_bundle");
    options.proxy = get(input, "proxy");
    options.reseller = get(input, "dialect") != NULL ? &reseller : NULL;
    options.timeout_ms = setting(input, "timeout_ms", 0);
    options.attempt_timeout_ms = setting(input, "attempt_timeout_ms", 0);
    options.connect_timeout_ms = setting(input, "connect_timeout_ms", 0);
    options.max_rate_limit_wait_ms = setting(input, "max_rate_limit_wait_ms", 0);
    options.max_retries = setting_or_none(input, "max_retries");
    options.max_connections = (uint32_t)setting(input, "max_connections", 0);
    options.max_unknown_retries = setting_or_none(input, "max_unknown_retries");
    options.retry_budget = setting_or_none(input, "retry_budget");
    options.retry_cost = (uint32_t)setting(input, "retry_cost", 0);
    options.rate_limit_retry_cost = (uint32_t)setting(input, "rate_limit_retry_cost", 0);
    options.retry_refund = (uint32_t)setting(input, "retry_refund", 0);
    options.allow_insecure_transport = is(get(input, "allow_insecure_transport"), "true");
    options.trust_env = is(get(input, "trust_env"), "false") ? SGA_NO : SGA_YES;
    options.empty = empty(input, "empty");
    if (is(get(input, "from_env"), "true")) {
        options.on_behalf_of = get(input, "on_behalf_of");
        return sga_client_from_env(&options, client, error);
    }
    return sga_client_new(&options, client, error);
}

sga_status apply_call_options(const fields *input, sga_client **client, sga_error **error) {
    sga_call_options options = SGA_CALL_OPTIONS_INIT;
    options.empty = empty(input, "call_empty");
    if (options.empty == SGA_EMPTY_UNSET) {
        return SGA_OK;
    }
    sga_client *changed = NULL;
    sga_status status = sga_client_with_options(*client, &options, &changed, error);
    sga_client_free(*client);
    *client = changed;
    return status;
}

sga_status apply_on_behalf_of(const fields *input, sga_client **client, sga_error **error) {
    const char *subuser = get(input, "on_behalf_of"), *account = get(input, "account_id");
    if (subuser == NULL && account == NULL) {
        return SGA_OK;
    }
    sga_client *view = NULL;
    sga_status status = subuser != NULL
                            ? sga_client_on_behalf_of(*client, subuser, &view, error)
                            : sga_client_on_behalf_of_account(*client, account, &view, error);
    sga_client_free(*client);
    *client = view;
    return status;
}
