// Each number that can be set is obeyed: by a client, and by single calls that have it too. The
// server answers what the calls below expect, in their order; another one counts connections.
//
//     settings BASE_URL COUNTING_URL
#include "expect.hpp"

#include <chrono>
#include <thread>

namespace {

// No call waits that long: where it is the limit of a wait by chance, it does not fit.
constexpr std::chrono::hours DAY(24);
constexpr std::chrono::milliseconds MOMENT(1);

// Sets the same limits twice: of a client, and of its single calls.
template <class Set, class Try>
void both(const sga::ClientOptions &options, Set set, Try attempt) {
    sga::ClientOptions own = options;
    set(own);
    attempt(sga::Client(own));
    sga::CallOptions call;
    set(call);
    attempt(sga::Client(options).with_options(call));
}

// The server is down.
void a_repeat_waits_as_long_as_the_backoff_says(const sga::ClientOptions &options) {
    for (const auto longest : {std::chrono::milliseconds(DAY), MOMENT}) {
        const auto set = [&](auto &it) {
            it.backoff = DAY;
            it.max_backoff = longest;
        };
        both(options, set, [&](const sga::Client &client) {
            const auto error = EXPECT_THROW(sga::server_error, client.user().get_email());
            EXPECT(error.attempts() == (longest == DAY ? 1u : 3u));
        });
    }
}

// The server is down, and may have made the change.
void a_change_is_sent_as_often_as_allowed(const sga::ClientOptions &options) {
    for (const std::uint32_t retries : {0u, 2u}) {
        const auto set = [&](auto &it) { it.max_unknown_retries = retries; };
        both(options, set, [&](const sga::Client &client) {
            const auto error =
                EXPECT_THROW(sga::server_error, client.user().update_email("new@example.com"));
            EXPECT(error.attempts() == retries + 1 && error.outcome() == sga::Outcome::unknown);
        });
    }
}

// The server refuses for the rate, and names no time.
void the_gate_closes_as_long_as_its_backoff_says(const sga::ClientOptions &options) {
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

// The server's window is used up for a minute.
void a_call_waits_for_the_rate_as_long_as_it_says(sga::ClientOptions options) {
    options.timeout = DAY;
    options.max_rate_limit_wait = DAY;
    sga::CallOptions call;
    call.max_rate_limit_wait = MOMENT;
    const sga::Client client = sga::Client(options).with_options(call);
    client.user().get_email();
    EXPECT(EXPECT_THROW(sga::rate_limit_error, client.user().get_email()).attempts() == 0);
}

// The server answers with 30 bytes, in turns to a call about an account and to a list.
void an_answer_is_read_up_to_its_greatest_size(const sga::ClientOptions &options) {
    const auto few = [](auto &it) { it.max_response_bytes = 29; };
    both(options, few, [](const sga::Client &client) {
        EXPECT_THROW(sga::response_error, client.user().get_email());
        EXPECT(client.customers().list().empty());
    });
    const auto short_list = [](auto &it) { it.max_list_bytes = 29; };
    both(options, short_list, [](const sga::Client &client) {
        client.user().get_email();
        EXPECT_THROW(sga::response_error, client.customers().list());
    });
}

void a_connection_is_kept_as_long_as_the_idle_timeout_says(sga::ClientOptions options) {
    options.idle_timeout = std::chrono::milliseconds(100);
    const sga::Client client(options);
    client.user().get_email();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    client.user().get_email();
}

// The server refuses the first request for a minute.
void clients_with_a_shared_rate_limiter_wait_as_one(sga::ClientOptions options) {
    options.shared_rate_limiter.emplace();
    const sga::Client first(options);
    const sga::Client second(options);
    options.shared_rate_limiter.reset();
    const sga::Client other(options);
    EXPECT(EXPECT_THROW(sga::rate_limit_error, first.user().get_email()).attempts() == 1);
    EXPECT(EXPECT_THROW(sga::rate_limit_error, second.user().get_email()).attempts() == 0);
    EXPECT(second.rate_limits().user && !other.rate_limits().user);
    other.user().get_email();
}

} // namespace

int main(int, char **arguments) {
    sga::ClientOptions options;
    options.api_key = "SG.key";
    options.reseller = sga::Reseller::with_password("parent", "secret-1");
    options.base_url = arguments[1];
    options.timeout = std::chrono::seconds(20);
    a_repeat_waits_as_long_as_the_backoff_says(options);
    a_change_is_sent_as_often_as_allowed(options);
    the_gate_closes_as_long_as_its_backoff_says(options);
    a_call_waits_for_the_rate_as_long_as_it_says(options);
    an_answer_is_read_up_to_its_greatest_size(options);
    clients_with_a_shared_rate_limiter_wait_as_one(options);
    options.base_url = arguments[2];
    a_connection_is_kept_as_long_as_the_idle_timeout_says(options);
}
