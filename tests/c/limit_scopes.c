/* Limits and refusals of single operations and accounts; tests/faults/limit_scopes.py has the
 * responses of both servers.
 *
 *     limit_scopes LIMITS_URL LOCKOUTS_URL KEY
 */
#include <string.h>

#include "expect.h"

/* Makes a call that may be refused, and returns the number of its attempts. */
static uint32_t attempts(const sga_client *client, sga_status expected, bool safe_to_retry) {
    sga_error *error = NULL;
    sga_email *email = NULL;
    EXPECT(sga_user_get_email(client, &email, &error) == expected);
    if (expected == SGA_OK) {
        EXPECT(sga_email_free(email) == SGA_OK);
        return 1;
    }
    EXPECT(error->safe_to_retry == safe_to_retry);
    EXPECT((error->outcome == SGA_OUTCOME_NOT_SENT) == (error->attempts == 0));
    if (expected == SGA_ERR_AUTHENTICATION && error->attempts == 0)
        EXPECT(strstr(error->message, "not sent: the server refused the credential") != NULL &&
               strstr(error->message, "retry in ") != NULL && error->has_retry_after &&
               error->retry_after > 25 && error->retry_after <= 30 && error->has_reset_at);
    uint32_t count = error->attempts;
    EXPECT(sga_error_free(error) == SGA_OK);
    return count;
}

static sga_client *acting_for(const sga_client *client, const char *subuser) {
    sga_error *error = NULL;
    sga_client *view = NULL;
    EXPECT_OK(sga_client_on_behalf_of(client, subuser, &view, &error), error);
    return view;
}

/* Makes a call for a subuser. */
static uint32_t attempts_for(const sga_client *client, const char *subuser, sga_status expected) {
    sga_client *view = acting_for(client, subuser);
    uint32_t count = attempts(view, expected, false);
    EXPECT(sga_client_free(view) == SGA_OK);
    return count;
}

static void limits_stop_no_other_operation_or_account(const sga_client *client) {
    EXPECT(attempts(client, SGA_OK, false) == 1);
    EXPECT(attempts(client, SGA_ERR_RATE_LIMIT, true) == 0);
    sga_error *error = NULL;
    sga_username *username = NULL;
    EXPECT_OK(sga_user_get_username(client, &username, &error), error);
    EXPECT(sga_username_free(username) == SGA_OK);
    sga_client *subuser = acting_for(client, "subuser");
    EXPECT(attempts(subuser, SGA_ERR_RATE_LIMIT, true) == 1);
    EXPECT(attempts(subuser, SGA_ERR_RATE_LIMIT, true) == 0);
    EXPECT(sga_client_free(subuser) == SGA_OK);
    EXPECT(attempts_for(client, "other", SGA_OK) == 1);
}

static void every_known_limit_is_listed(const sga_client *client) {
    sga_rate_limits *limits = NULL;
    EXPECT(sga_client_rate_limits(client, &limits, NULL) == SGA_OK);
    EXPECT(limits->count == 2);
    const sga_rate_limit *own = limits->limits[0];
    EXPECT(strcmp(own->operation, "user.get_email") == 0 && own->on_behalf_of == NULL);
    EXPECT(own->has_limit && own->limit == 600 && own->has_remaining && own->remaining == 0);
    EXPECT(own->has_reset_at && own->reset_at == 1700000500);
    const sga_rate_limit *subuser = limits->limits[1];
    EXPECT(strcmp(subuser->operation, "user.get_email") == 0);
    EXPECT(strcmp(subuser->on_behalf_of, "subuser") == 0);
    EXPECT(!subuser->has_limit && !subuser->has_remaining);
    EXPECT(subuser->has_reset_at && subuser->reset_at == 1700000500);
    EXPECT(sga_rate_limits_free(limits) == SGA_OK);
}

static void refusals_lock_no_other_account_out(const sga_client *client) {
    EXPECT(attempts_for(client, "first", SGA_ERR_AUTHENTICATION) == 1);
    EXPECT(attempts_for(client, "second", SGA_ERR_AUTHENTICATION) == 1);
    EXPECT(attempts_for(client, "third", SGA_ERR_AUTHENTICATION) == 1);
    EXPECT(attempts(client, SGA_OK, false) == 1);
    sga_client *blocked = acting_for(client, "blocked");
    for (int number = 0; number < 3; number++)
        EXPECT(attempts(blocked, SGA_ERR_AUTHENTICATION, false) == 1);
    EXPECT(attempts(blocked, SGA_ERR_AUTHENTICATION, true) == 0);
    EXPECT(attempts(blocked, SGA_ERR_AUTHENTICATION, true) == 0);
    EXPECT(attempts_for(client, "fourth", SGA_OK) == 1);
    EXPECT(attempts(blocked, SGA_OK, false) == 1);
    EXPECT(sga_client_free(blocked) == SGA_OK);
}

int main(int count, char **arguments) {
    EXPECT(count == 4);
    sga_client *client = new_client(arguments[1], arguments[3]);
    sga_rate_limits *none = NULL;
    EXPECT(sga_client_rate_limits(client, &none, NULL) == SGA_OK);
    EXPECT(none->count == 0 && none->limits == NULL);
    EXPECT(sga_rate_limits_free(none) == SGA_OK);
    limits_stop_no_other_operation_or_account(client);
    every_known_limit_is_listed(client);
    EXPECT(sga_client_free(client) == SGA_OK);
    client = new_client(arguments[2], arguments[3]);
    refusals_lock_no_other_account_out(client);
    EXPECT(sga_client_free(client) == SGA_OK);
    return 0;
}
