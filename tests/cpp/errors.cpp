// Every kind of error is thrown as its class, with its data. Each argument is a kind and the URL of
// a server that causes it.
//
//     errors KIND=URL...
#include "expect.hpp"

#include <chrono>
#include <exception>
#include <functional>
#include <future>
#include <map>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace {

sga::Client client_of(const std::string &url) {
    sga::ClientOptions options;
    options.api_key = "SG.key";
    options.base_url = url;
    options.max_retries = 0;
    options.timeout = std::chrono::milliseconds(800);
    return sga::Client(options);
}

// The error of a blocking call and of a future.
template <class Error, class Base = sga::error, class Make>
Error fails(const std::string &url, Make make) {
    static_assert(std::is_base_of_v<Base, Error>);
    static_assert(std::is_nothrow_copy_constructible_v<Error>);
    // Each has its own client, since a client delays calls after some refusals.
    const sga::Client client = client_of(url);
    const sga::AsyncClient async(client_of(url));
    const Error later = EXPECT_THROW(Error, make(async).get());
    const Error error = EXPECT_THROW(Error, make(client));
    EXPECT(later.message() == error.message() && later.outcome() == error.outcome());
    const auto operation = std::string(error.operation().value());
    EXPECT(error.what() == operation + ": " + std::string(error.message()));
    return error;
}

template <class Error, class Base = sga::error>
Error reading(const std::string &url) {
    return fails<Error, Base>(url, [](auto &client) { return client.user().get_profile(); });
}

template <class Error>
Error refused(const std::string &url) {
    return reading<Error, sga::api_error>(url);
}

void config(const std::string &url) {
    // The customer API cannot act for another account.
    const auto error = fails<sga::config_error>(url, [](auto &client) {
        return client.on_behalf_of("subuser").customers().enable("user1");
    });
    EXPECT(error.outcome() == sga::Outcome::not_sent && !error.http_status());
}

void invalid_input(const std::string &url) {
    const auto error = fails<sga::invalid_input_error>(
        url, [](auto &client) { return client.user().update_email(""); });
    EXPECT(error.field() == "email" && error.attempts() == 0);
}

void connect(const std::string &url) {
    const auto error = reading<sga::connect_error>(url);
    EXPECT(error.safe_to_retry() && error.outcome() == sga::Outcome::not_sent);
}

void timeout(const std::string &url) {
    const auto error = reading<sga::timeout_error>(url);
    EXPECT(error.phase() == sga::Phase::response && sga::to_string(*error.phase()) == "response");
}

void transport(const std::string &url) { EXPECT(!reading<sga::transport_error>(url).phase()); }

void outcome_unknown(const std::string &url) {
    sga::PasswordChange change;
    change.old_password = "old-password";
    change.new_password = "new-password";
    const auto error = fails<sga::outcome_unknown_error>(
        url, [&](auto &client) { return client.user().update_password(change); });
    EXPECT(!error.safe_to_retry() && sga::to_string(error.outcome()) == "unknown");
}

void bad_request(const std::string &url) {
    const auto error = refused<sga::bad_request_error>(url);
    EXPECT(error.http_status() == 400U && error.body()->front() == '{');
    const auto details = error.details();
    EXPECT(details.size() == 2 && details[0].message == "first" && details[0].field == "city");
    EXPECT(details[0].help == R"({"a":1})" && details[0].error_id == "e1");
    EXPECT(details[1].message == "second" && !details[1].field && !details[1].help);
}

void permission_denied(const std::string &url) {
    EXPECT(refused<sga::permission_denied_error>(url).required_scope() == "user.profile.read");
}

void rate_limit(const std::string &url) {
    const auto error = refused<sga::rate_limit_error>(url);
    EXPECT(error.retry_after() == std::chrono::seconds(7));
    EXPECT(error.reset_at() > std::chrono::system_clock::now() && error.request_id() == "r-1");
}

void closed(const std::string &url) {
    const sga::Client client = client_of(url);
    client.close();
    EXPECT_THROW(sga::closed_error, client.user().get_email());
    EXPECT_THROW(sga::closed_error, sga::AsyncClient(client).user().get_email().get());
}

// A process without a free descriptor cannot create a queue.
void internal(const std::string &) {
    rlimit few{};
    EXPECT(::getrlimit(RLIMIT_NOFILE, &few) == 0);
    few.rlim_cur = 128;
    EXPECT(::setrlimit(RLIMIT_NOFILE, &few) == 0);
    std::vector<int> taken;
    for (int fd = ::dup(0); fd >= 0; fd = ::dup(0))
        taken.push_back(fd);
    std::exception_ptr thrown;
    try {
        sga::Queue queue;
    } catch (...) {
        thrown = std::current_exception();
    }
    // The sanitizer needs descriptors, too, to inspect the exception.
    for (const int fd : taken)
        ::close(fd);
    const auto error = EXPECT_THROW(sga::internal_error, std::rethrow_exception(thrown));
    EXPECT(!error.operation() && error.what() == error.message());
}

const std::map<std::string, std::function<void(const std::string &)>> KINDS = {
    {"config", config},
    {"invalid_input", invalid_input},
    {"connect", connect},
    {"timeout", timeout},
    {"transport", transport},
    {"outcome_unknown", outcome_unknown},
    {"response", reading<sga::response_error>},
    {"api", refused<sga::api_error>},
    {"bad_request", bad_request},
    {"authentication", refused<sga::authentication_error>},
    {"permission_denied", permission_denied},
    {"not_found", refused<sga::not_found_error>},
    {"rate_limit", rate_limit},
    {"server", refused<sga::server_error>},
    {"closed", closed},
    {"internal", internal},
};

} // namespace

int main(int count, char **arguments) {
    for (int index = 1; index < count; ++index) {
        const std::string argument = arguments[index];
        const auto equals = argument.find('=');
        std::cout << argument.substr(0, equals) << std::endl;
        KINDS.at(argument.substr(0, equals))(argument.substr(equals + 1));
    }
}
