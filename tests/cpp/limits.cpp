// Options of single calls, the server's rate limit, and a change with an unknown outcome. The
// server closes a connection after each change without a response, and sends its rate limit in the
// last response.
//
//     limits BASE_URL API_KEY
#include "expect.hpp"

int main(int, char **arguments) {
    sga::ClientOptions options;
    options.base_url = arguments[1];
    options.api_key = arguments[2];
    options.retry_budget = 100;
    options.max_rate_limit_wait = std::chrono::seconds(1);
    const sga::Client client(options);
    EXPECT(client.rate_limits().empty());

    sga::CallOptions once;
    once.max_retries = 0;
    const sga::Client without_retries = client.with_options(once);
    const auto lost = EXPECT_THROW(sga::outcome_unknown_error,
                                   without_retries.user().update_email("lost@example.com"));
    EXPECT(lost.attempts() == 1 && !lost.target());
    const sga::Reconciled reconciled = lost.reconcile();
    EXPECT(reconciled.verdict == sga::Verdict::applied);
    EXPECT(reconciled.evidence == "the e-mail address has the requested values");

    const auto changed = EXPECT_THROW(sga::outcome_unknown_error,
                                      without_retries.user().update_email("Lost@Example.com"));
    const sga::Reconciled similar = changed.reconcile();
    EXPECT(similar.verdict == sga::Verdict::inconclusive);
    EXPECT(similar.evidence ==
           "values of the e-mail address differ by letter case or outer blanks alone: email is "
           "\"lost@example.com\" instead of \"Lost@Example.com\"");

    // The limit of one operation and account stops no other.
    const sga::Client subuser = client.on_behalf_of("subuser");
    EXPECT(subuser.user().get_email().email == "lost@example.com");
    const auto limits = client.rate_limits();
    EXPECT(limits.size() == 2);
    EXPECT(limits[0].operation == "user.get_email" && !limits[0].on_behalf_of);
    EXPECT(limits[1].operation == "user.get_email" && limits[1].on_behalf_of == "subuser");
    EXPECT(limits[0].limit == 600u && limits[0].remaining == 0u);
    EXPECT(limits[1].limit == 600u && limits[1].remaining == 1u);
    EXPECT(limits[0].reset_at == sga::Time(sga::Seconds(1700000500)));
    const auto refused = EXPECT_THROW(sga::rate_limit_error, client.user().get_email());
    EXPECT(refused.attempts() == 0 && refused.reset_at() == limits[0].reset_at);
    EXPECT(client.user().get_username().username == "parent");
    EXPECT_THROW(sga::misuse_error, refused.reconcile());

    once.max_retries = 101;
    EXPECT(EXPECT_THROW(sga::invalid_input_error, client.with_options(once)).field() ==
           "max_retries");
}
