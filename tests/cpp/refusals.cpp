// Refused arguments. No request may reach the server.
//
//     refusals BASE_URL API_KEY RESELLER_USERNAME RESELLER_PASSWORD
#include "expect.hpp"

#include <chrono>
#include <string>

namespace {

using namespace std::string_literals;

const std::string WITH_NUL = "before\0after"s;

void is_refused(const sga::error &error, std::string_view field) {
    EXPECT(error.field() == field && error.outcome() == sga::Outcome::not_sent);
    EXPECT(error.message().substr(0, field.size()) == field && error.attempts() == 0);
    EXPECT(std::string(error.what()).find("before") == std::string::npos);
}

void strings_with_nul_are_refused(const sga::Client &client) {
    const auto user = client.user();
    const auto customers = client.customers();
    is_refused(EXPECT_THROW(sga::invalid_input_error, user.update_email(WITH_NUL)), "email");
    is_refused(EXPECT_THROW(sga::invalid_input_error, user.update_username(WITH_NUL)), "username");
    is_refused(EXPECT_THROW(sga::invalid_input_error, customers.enable(WITH_NUL)), "user");
    is_refused(EXPECT_THROW(sga::invalid_input_error, customers.update_password("u", WITH_NUL)),
               "password");
    is_refused(EXPECT_THROW(sga::invalid_input_error, client.on_behalf_of(WITH_NUL)), "subuser");
    is_refused(EXPECT_THROW(sga::invalid_input_error, client.on_behalf_of_account(WITH_NUL)),
               "account_id");

    sga::PasswordChange change;
    change.old_password = WITH_NUL;
    is_refused(EXPECT_THROW(sga::invalid_input_error, user.update_password(change)),
               "old_password");
    sga::ProfileUpdate update;
    update.zip = WITH_NUL;
    is_refused(EXPECT_THROW(sga::invalid_input_error, user.update_profile(update)), "zip");
    sga::CustomerProfileUpdate other;
    other.phone = WITH_NUL;
    is_refused(EXPECT_THROW(sga::invalid_input_error, customers.update_profile("u", other)),
               "phone");
    sga::CustomerFilter filter;
    filter.company = WITH_NUL;
    is_refused(EXPECT_THROW(sga::invalid_input_error, customers.list(filter)), "company");
    sga::NewCustomer customer;
    customer.ip = {"192.0.2.1", WITH_NUL};
    is_refused(EXPECT_THROW(sga::invalid_input_error, customers.create(customer)), "ip");
}

void invalid_strings_are_refused(const sga::Client &client) {
    is_refused(EXPECT_THROW(sga::invalid_input_error, client.user().update_email("")), "email");
    const auto error = EXPECT_THROW(sga::invalid_input_error, client.user().update_email("\xff"));
    is_refused(error, "email");
    EXPECT(error.status() == SGA_ERR_UTF8 && error.kind() == "utf8");
    EXPECT_THROW(sga::invalid_input_error, client.user().update_profile({}));
    for (const char *value : {"", "\xff", " a", "account-id 1"}) {
        is_refused(EXPECT_THROW(sga::invalid_input_error, client.on_behalf_of(value)), "subuser");
    }
    for (const char *value : {"", "\xff", "a b"}) {
        is_refused(EXPECT_THROW(sga::invalid_input_error, client.on_behalf_of_account(value)),
                   "account_id");
    }
    EXPECT_THROW(sga::invalid_input_error, client.customers().create({}));
}

template <class Set>
void option_is_refused(std::string_view field, Set set) {
    sga::ClientOptions options;
    options.api_key = "SG.key";
    set(options);
    is_refused(EXPECT_THROW(sga::invalid_input_error, sga::Client{options}), field);
    is_refused(EXPECT_THROW(sga::invalid_input_error, sga::AsyncClient{options}), field);
}

void invalid_options_are_refused() {
    // Zero means unset in C.
    option_is_refused("timeout", [](auto &it) { it.timeout = std::chrono::seconds(0); });
    option_is_refused("attempt_timeout",
                      [](auto &it) { it.attempt_timeout = std::chrono::milliseconds(-1); });
    option_is_refused("connect_timeout",
                      [](auto &it) { it.connect_timeout = std::chrono::seconds(0); });
    option_is_refused("max_retries", [](auto &it) { it.max_retries = 101; });
    option_is_refused("max_unknown_retries", [](auto &it) { it.max_unknown_retries = 101; });
    option_is_refused("retry_budget", [](auto &it) { it.retry_budget = 1000001; });
    option_is_refused("retry_cost", [](auto &it) { it.retry_cost = 0; });
    option_is_refused("rate_limit_retry_cost",
                      [](auto &it) { it.rate_limit_retry_cost = 1000001; });
    option_is_refused("retry_refund", [](auto &it) { it.retry_refund = 0; });
    option_is_refused("max_connections", [](auto &it) { it.max_connections = 0; });
    option_is_refused("timeout", [](auto &it) { it.timeout = std::chrono::hours(25); });
    option_is_refused("backoff", [](auto &it) { it.backoff = std::chrono::seconds(0); });
    option_is_refused("rate_limit_backoff",
                      [](auto &it) { it.rate_limit_backoff = std::chrono::hours(25); });
    option_is_refused("max_backoff", [](auto &it) { it.max_backoff = std::chrono::hours(25); });
    option_is_refused("idle_timeout", [](auto &it) { it.idle_timeout = std::chrono::hours(25); });
    option_is_refused("max_response_bytes", [](auto &it) { it.max_response_bytes = 0; });
    option_is_refused("max_list_bytes", [](auto &it) { it.max_list_bytes = UINT64_MAX; });
    option_is_refused("max_headers", [](auto &it) { it.max_headers = 10001; });
    option_is_refused("base_url", [](auto &it) { it.base_url = WITH_NUL; });
    option_is_refused("reseller_password", [](auto &it) {
        it.reseller = sga::Reseller::with_password("name", WITH_NUL);
    });
    option_is_refused("reseller_username", [](auto &it) {
        it.reseller = sga::Reseller::with_api_key("SG.key");
        it.reseller->username = "name";
    });
    option_is_refused("account_id", [](auto &it) { it.on_behalf_of = it.account_id = "both"; });
}

void futures_throw_refusals(const sga::Client &blocking) {
    const sga::AsyncClient client(blocking);
    auto with_nul = client.user().update_email(WITH_NUL);
    is_refused(EXPECT_THROW(sga::invalid_input_error, with_nul.get()), "email");
    auto empty = client.user().update_username("");
    is_refused(EXPECT_THROW(sga::invalid_input_error, empty.get()), "username");
    EXPECT_THROW(sga::invalid_input_error, client.customers().create({}).get());
}

} // namespace

int main(int, char **arguments) {
    const sga::Client client(expect::options(arguments));
    strings_with_nul_are_refused(client);
    invalid_strings_are_refused(client);
    invalid_options_are_refused();
    futures_throw_refusals(client);
}
