#include "vector_client.h"

#include <stdint.h>
#include <string.h>

static int is(const char *text, const char *wanted) {
    return text != NULL && strcmp(text, wanted) == 0;
}

/* A number that may be zero: what is left out stays unset. */
static uint32_t setting_or_none(const fields *given, const char *name) {
    const uint32_t number = (uint32_t)setting(given, name, 0);
    return number == 0 && get(given, name) != NULL ? SGA_NONE : number;
}

sga_status make_client(const fields *given, sga_client **client, sga_error **error) {
    sga_reseller reseller = SGA_RESELLER_INIT;
    reseller.username = get(given, "reseller_username");
    reseller.password = get(given, "reseller_password");
    reseller.api_key = get(given, "reseller_api_key");
    const char *auth = get(given, "auth");
    reseller.auth = is(auth, "api_key") ? SGA_AUTH_API_KEY
                    : is(auth, "basic") ? SGA_AUTH_BASIC
                                        : SGA_AUTH_PARAMS;
    reseller.dialect =
        is(get(given, "dialect"), "distributor") ? SGA_DIALECT_DISTRIBUTOR : SGA_DIALECT_RESELLER;
    reseller.format = is(get(given, "format"), "xml") ? SGA_FORMAT_XML : SGA_FORMAT_JSON;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.api_key = get(given, "api_key");
    options.base_url = get(given, "base_url");
    options.ca_bundle = get(given, "ca_bundle");
    options.proxy = get(given, "proxy");
    options.reseller = get(given, "dialect") != NULL ? &reseller : NULL;
    options.timeout_ms = setting(given, "timeout_ms", 0);
    options.attempt_timeout_ms = setting(given, "attempt_timeout_ms", 0);
    options.connect_timeout_ms = setting(given, "connect_timeout_ms", 0);
    options.max_rate_limit_wait_ms = setting(given, "max_rate_limit_wait_ms", 0);
    options.max_retries = setting_or_none(given, "max_retries");
    options.max_connections = (uint32_t)setting(given, "max_connections", 0);
    options.max_unknown_retries = setting_or_none(given, "max_unknown_retries");
    options.retry_budget = setting_or_none(given, "retry_budget");
    options.retry_cost = (uint32_t)setting(given, "retry_cost", 0);
    options.rate_limit_retry_cost = (uint32_t)setting(given, "rate_limit_retry_cost", 0);
    options.retry_refund = (uint32_t)setting(given, "retry_refund", 0);
    options.allow_insecure_transport = is(get(given, "allow_insecure_transport"), "true");
    options.trust_env = is(get(given, "trust_env"), "false") ? SGA_NO : SGA_YES;
    return sga_client_new(&options, client, error);
}

/* Puts a view in the place of the client, where one is wanted. */
sga_status act_for(const fields *given, sga_client **client, sga_error **error) {
    const char *subuser = get(given, "on_behalf_of"), *account = get(given, "account_id");
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
