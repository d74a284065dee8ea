// Limits and refusals of single operations and accounts; tests/faults/limit_scopes.py has the
// responses of both servers.
//
//     limit_scopes LIMITS_URL LOCKOUTS_URL KEY
#include "expect.hpp"

namespace {

template <class Error>
void refused(const sga::Client &client, unsigned attempts, bool safe) {
    const auto error = EXPECT_THROW(Error, client.user().get_email());
    EXPECT(error.attempts() == attempts && error.safe_to_retry() == safe);
    EXPECT((error.outcome() == sga::Outcome::not_sent) == (attempts == 0));
}

void a_limit_of_an_operation_and_account_stops_no_other(const sga::Client &client) {
    EXPECT(client.rate_limits().empty());
    client.user().get_email();
    refused<sga::rate_limit_error>(client, 0, true);
    client.user().get_username();
    const sga::Client subuser = client.on_behalf_of("subuser");
    refused<sga::rate_limit_error>(subuser, 1, true);
    refused<sga::rate_limit_error>(subuser, 0, true);
    client.on_behalf_of("other").user().get_email();

    const auto limits = client.rate_limits();
    EXPECT(limits.size() == 2);
    EXPECT(limits[0].operation == "user.get_email" && !limits[0].on_behalf_of);
    EXPECT(limits[0].limit == 600u && limits[0].remaining == 0u);
    EXPECT(limits[0].reset_at == sga::Time(sga::Seconds(1700000500)));
    EXPECT(limits[1].operation == "user.get_email" && limits[1].on_behalf_of == "subuser");
    EXPECT(!limits[1].limit && !limits[1].remaining);
    EXPECT(limits[1].reset_at == limits[0].reset_at);
}

void refusals_of_an_account_lock_no_other_out(const sga::Client &client) {
    for (const char *name : {"first", "second", "third"})
        refused<sga::authentication_error>(client.on_behalf_of(name), 1, false);
    client.user().get_email();
    const sga::Client blocked = client.on_behalf_of("blocked");
    for (int number = 0; number < 3; ++number)
        refused<sga::authentication_error>(blocked, 1, false);
    refused<sga::authentication_error>(blocked, 0, true);
    const auto unsent =
        EXPECT_THROW(sga::authentication_error, blocked.user().update_email("new@example.com"));
    EXPECT(unsent.attempts() == 0 && unsent.safe_to_retry());
    const std::string text = unsent.what();
    EXPECT(text.find("not sent: the server refused the credential") != std::string::npos);
    EXPECT(text.find("retry in ") != std::string::npos);
    EXPECT(unsent.retry_after() > sga::Seconds(25) && unsent.retry_after() <= sga::Seconds(30));
    EXPECT(unsent.reset_at().has_value());
    client.on_behalf_of("fourth").user().get_email();
    blocked.user().get_email();
}

} // namespace

int main(int, char **arguments) {
    sga::ClientOptions options;
    options.api_key = arguments[3];
    options.base_url = arguments[1];
    a_limit_of_an_operation_and_account_stops_no_other(sga::Client(options));
    options.base_url = arguments[2];
    refusals_of_an_account_lock_no_other_out(sga::Client(options));
}
