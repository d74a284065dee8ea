// Results of calls, and clients that share connections.
//
//     values BASE_URL API_KEY RESELLER_USERNAME RESELLER_PASSWORD
#include "expect.hpp"

#include <type_traits>
#include <utility>

namespace {

static_assert(!std::is_copy_constructible_v<sga::Client> &&
              !std::is_copy_assignable_v<sga::Client>);
static_assert(std::is_nothrow_move_constructible_v<sga::Client>);
static_assert(std::is_nothrow_move_assignable_v<sga::Client>);
static_assert(!std::is_copy_constructible_v<sga::AsyncClient>);
static_assert(std::is_nothrow_move_constructible_v<sga::AsyncClient>);
static_assert(!std::is_copy_constructible_v<sga::Queue>);
static_assert(std::is_nothrow_move_constructible_v<sga::Queue>);
static_assert(std::is_nothrow_copy_constructible_v<sga::CustomerList>);
static_assert(!std::is_aggregate_v<sga::PasswordChange>);

void results_have_their_values(const sga::Client &client) {
    const sga::Account account = client.user().get_account();
    EXPECT(account.type == "paid" && account.reputation == 100.0 && !account.extra);

    const sga::Credits credits = client.user().get_credits();
    EXPECT(credits.remain == 200 && credits.total == 200);
    EXPECT(credits.overage == 0 && credits.used == 0);
    EXPECT(credits.last_reset == "2013-01-01" && credits.next_reset == "2013-02-01");
    EXPECT(credits.reset_frequency == "monthly");

    EXPECT(client.user().get_email().email == "test@example.com");

    const sga::Profile profile = client.user().get_profile();
    EXPECT(profile.address == "814 West Chapman Avenue" && profile.address2 == "");
    EXPECT(profile.first_name == "Test" && profile.last_name == "User");

    const sga::Username username = client.user().get_username();
    EXPECT(username.username == "test_username" && username.user_id == 1);
}

void changes_are_applied(const sga::Client &client, const char *password) {
    sga::ProfileUpdate update;
    update.city = "Anaheim";
    update.company = "";
    const sga::Profile profile = client.user().update_profile(update);
    EXPECT(profile.city == "Anaheim" && profile.company == "" && profile.state == "CA");

    const std::optional<std::string> from_a_row = "Orange";
    update.city = from_a_row;
    update.state = sga::CLEAR;
    update.zip = "";
    sga::CallOptions options;
    options.empty = sga::Empty::ignore;
    const sga::Profile changed = client.with_options(options).user().update_profile(update);
    EXPECT(changed.city == "Orange" && changed.state == "" && changed.zip == "92868");
    EXPECT(update.state == sga::FieldUpdate(sga::CLEAR) && update.zip != update.state);

    // A part of a larger string, without a NUL at its end.
    const std::string_view text = "new@example.com and more";
    EXPECT(client.user().update_email(text.substr(0, 15)).email == "new@example.com");

    const sga::Username username = client.user().update_username("new_username");
    EXPECT(username.username == "new_username" && !username.user_id);

    sga::PasswordChange change;
    change.old_password = password;
    change.new_password = "new_password1";
    client.user().update_password(change);
}

void views_share_connections(const sga::Client &client) {
    EXPECT(client.on_behalf_of("test_subuser").user().get_username().user_id == 2);
    EXPECT_THROW(sga::invalid_input_error, client.on_behalf_of("a\nb"));
    client.on_behalf_of_account("123");

    // Views may outlive their client.
    const auto user = client.on_behalf_of("test_subuser").user();
    EXPECT(user.get_username().username == "test_subuser");
}

void clients_are_moved(char **arguments) {
    sga::Client first(expect::options(arguments));
    sga::Client second = std::move(first);
    EXPECT(second.get() != nullptr && first.get() == nullptr);
    EXPECT(second.user().get_username().user_id == 1);
    EXPECT_THROW(sga::misuse_error, first.user().get_username());
    EXPECT_THROW(sga::misuse_error, first.close());
    first = std::move(second);
    EXPECT(first.user().get_username().user_id == 1);

    const sga::Client view = first.on_behalf_of("test_subuser");
    view.close();
    const auto closed = EXPECT_THROW(sga::closed_error, first.user().get_username());
    EXPECT(closed.outcome() == sga::Outcome::not_sent);
}

void the_environment_is_read(char **arguments) {
    for (const char *name :
         {"SENDGRID_API_KEY", "SENDGRID_RESELLER_USERNAME", "SENDGRID_RESELLER_PASSWORD",
          "SENDGRID_REGION", "SENDGRID_BASE_URL", "SENDGRID_ON_BEHALF_OF"}) {
        ::unsetenv(name);
    }
    EXPECT_THROW(sga::config_error, sga::Client::from_env());
    EXPECT_THROW(sga::config_error, sga::AsyncClient::from_env());
    ::setenv("SENDGRID_API_KEY", "SG.key", 1);
    const sga::Client client = sga::Client::from_env();
    const sga::AsyncClient async = sga::AsyncClient::from_env();

    // The options win; the rest comes from the environment.
    sga::ClientOptions options = expect::options(arguments);
    ::setenv("SENDGRID_BASE_URL", options.base_url->c_str(), 1);
    ::setenv("SENDGRID_ON_BEHALF_OF", "test_subuser", 1);
    options.base_url.reset();
    options.reseller.reset();
    EXPECT(sga::Client::from_env(options).user().get_username().user_id == 2);
    EXPECT(sga::AsyncClient::from_env(options).user().get_username().get().user_id == 2);
    options.on_behalf_of = "nobody";
    EXPECT_THROW(sga::permission_denied_error,
                 sga::Client::from_env(options).user().get_username());
    ::setenv("SENDGRID_BASE_URL", "nonsense", 1);
    EXPECT(EXPECT_THROW(sga::invalid_input_error, sga::Client::from_env()).field() == "base_url");
    for (const char *name : {"SENDGRID_API_KEY", "SENDGRID_BASE_URL", "SENDGRID_ON_BEHALF_OF"}) {
        ::setenv(name, " ", 1);
    }
    EXPECT_THROW(sga::config_error, sga::Client::from_env());
}

} // namespace

int main(int, char **arguments) {
    EXPECT(sga::version() == SGA_VERSION);
    const sga::Client client(expect::options(arguments));
    results_have_their_values(client);
    views_share_connections(client);
    clients_are_moved(arguments);
    the_environment_is_read(arguments);
    // The password of the reseller is that of the account.
    changes_are_applied(client, arguments[4]);
}
