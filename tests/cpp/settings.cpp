// Each numeric option has its effect, on clients and on single calls. The server sends the
// responses that the calls below expect, in their order; another server counts connections.
//
//     settings BASE_URL COUNTING_URL
#include "expect.hpp"

#include <chrono>
#include <thread>

namespace {

// Longer than every call: a random wait up to it exceeds the timeout.
constexpr std::chrono::hours DAY(24);
constexpr std::chrono::milliseconds MOMENT(1);

// Sets the same options for a client, and for single calls.
template <class Set, class Try>
void both(const sga::ClientOptions &options, Set set, Try attempt) {
    sga::ClientOptions own = options;
    set(own);
    attempt(sga::Client(own));
    sga::CallOptions call;
    set(call);
    attempt(sga::Client(options).with_options(call));
}

// The server responds with 503.
void retries_wait_for_the_backoff(const sga::ClientOptions &options) {
    for (const auto max_backoff : {std::chrono::milliseconds(DAY), MOMENT}) {
        const auto set = [&](auto &it) {
            it.backoff = DAY;
            it.max_backoff = max_backoff;
        };
        both(options, set, [&](const sga::Client &client) {
            const auto error = EXPECT_THROW(sga::server_error, client.user().get_email());
            EXPECT(error.attempts() == (max_backoff == DAY ? 1u : 3u));
        });
    }
}

// The server responds with 503, and may have applied the change.
void changes_respect_max_unknown_retries(const sga::ClientOptions &options) {
    for (const std::uint32_t retries : {0u, 2u}) {
        const auto set = [&](auto &it) { it.max_unknown_retries = retries; };
        both(options, set, [&](const sga::Client &client) {
            const auto error =
                EXPECT_THROW(sga::server_error, client.user().update_email("new@example.com"));
            EXPECT(error.attempts() == retries + 1 && error.outcome() == sga::Outcome::unknown);
        });
    }
}

// The server responds with 429 and no time.
void the_rate_limiter_waits_for_its_backoff(const sga::ClientOptions &options) {
    const auto set = [](auto &it) {
        it.rate_limit_backoff = DAY;
        it.max_backoff = DAY;
    };
    both(options, set, [](const sga::Client &client) {
        const auto first = EXPECT_THROW(sga::rate_limit_error, client.user().get_email());
        const auto second = EXPECT_THROW(sga::rate_limit_error, client.user().get_email());
        EXPECT(first.attempts() == 1 && second.attempts() == 0);
    });
}

// The rate limit window of the server is exhausted for a minute.
void calls_respect_max_rate_limit_wait(sga::ClientOptions options) {
    options.timeout = DAY;
    options.max_rate_limit_wait = DAY;
    sga::CallOptions call;
    call.max_rate_limit_wait = MOMENT;
    const sga::Client client = sga::Client(options).with_options(call);
    client.user().get_email();
    EXPECT(EXPECT_THROW(sga::rate_limit_error, client.user().get_email()).attempts() == 0);
}

// The server responds with 30 bytes, alternately to a call about an account and to a list.
void responses_respect_their_maximum_size(const sga::ClientOptions &options) {
    const auto small_response = [](auto &it) { it.max_response_bytes = 29; };
    both(options, small_response, [](const sga::Client &client) {
        EXPECT_THROW(sga::response_error, client.user().get_email());
        EXPECT(client.customers().list().empty());
    });
    const auto small_list = [](auto &it) { it.max_list_bytes = 29; };
    both(options, small_list, [](const sga::Client &client) {
        client.user().get_email();
        EXPECT_THROW(sga::response_error, client.customers().list());
    });
}

void idle_connections_close_after_the_idle_timeout(sga::ClientOptions options) {
    options.idle_timeout = std::chrono::milliseconds(100);
    const sga::Client client(options);
    client.user().get_email();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    client.user().get_email();
}

// The server responds to the first request with 429 and a wait of a minute.
void clients_with_a_shared_rate_limiter_wait_as_one(sga::ClientOptions options) {
    options.shared_rate_limiter.emplace();
    const sga::Client first(options);
    const sga::Client second(options);
    options.shared_rate_limiter.reset();
    const sga::Client other(options);
    EXPECT(EXPECT_THROW(sga::rate_limit_error, first.user().get_email()).attempts() == 1);
    EXPECT(EXPECT_THROW(sga::rate_limit_error, second.user().get_email()).attempts() == 0);
    EXPECT(second.rate_limits().size() == 1 && other.rate_limits().empty());
    other.user().get_email();
}

} // namespace

int main(int, char **arguments) {
    sga::ClientOptions options;
    options.api_key = "SG.key";
    options.reseller = sga::Reseller::with_password("parent", "secret-1");
    options.base_url = arguments[1];
    options.timeout = std::chrono::seconds(20);
    retries_wait_for_the_backoff(options);
    changes_respect_max_unknown_retries(options);
    the_rate_limiter_waits_for_its_backoff(options);
    calls_respect_max_rate_limit_wait(options);
    responses_respect_their_maximum_size(options);
    clients_with_a_shared_rate_limiter_wait_as_one(options);
    options.base_url = arguments[2];
    idle_connections_close_after_the_idle_timeout(options);
}
