// Calls as futures: their results, cancellation and lifetimes. The held server accepts calls and
// never responds.
//
//     futures BASE_URL API_KEY RESELLER_USERNAME RESELLER_PASSWORD HELD_URL
#include "expect.hpp"

#include <chrono>
#include <future>
#include <poll.h>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;

bool is_ready(const std::future<sga::Profile> &future) {
    return future.wait_for(0s) == std::future_status::ready;
}

void futures_become_ready(const sga::ClientOptions &options) {
    const sga::AsyncClient client(options);
    std::future<sga::Profile> profile = client.user().get_profile();
    std::future<sga::CustomerList> customers = client.customers().list();
    sga::Call<void> missing = client.customers().disable("nobody");
    EXPECT(profile.get().first_name == "Test" && customers.get()[1].username == "user2");
    EXPECT_THROW(sga::not_found_error, missing.get());
    EXPECT(!missing.cancel());
    // The view is destroyed before its call ends.
    auto subuser = client.on_behalf_of("test_subuser").user().get_username();
    EXPECT(subuser.get().user_id == 2);
    EXPECT(client.on_behalf_of_account("123").user().get_username().valid());
}

void many_calls_are_concurrent(const sga::ClientOptions &options) {
    const sga::AsyncClient client(options);
    std::vector<std::future<sga::Username>> calls;
    for (int index = 0; index < 200; ++index)
        calls.push_back(client.user().get_username());
    for (auto &call : calls)
        EXPECT(call.get().user_id == 1);
}

void calls_are_cancelled(const sga::ClientOptions &held) {
    const sga::AsyncClient client(held);
    sga::Call<sga::Profile> call = client.user().get_profile();
    EXPECT(call.wait_for(100ms) == std::future_status::timeout);
    EXPECT(call.cancel());
    const auto error = EXPECT_THROW(sga::cancelled_error, call.get());
    EXPECT(error.operation() == "user.get_profile" && error.kind() == "cancelled");
    EXPECT(!call.cancel() && !sga::Call<void>().cancel());
}

// Outcome of a change whose client is destroyed after a delay.
sga::Outcome ended_after(std::chrono::milliseconds time, const sga::ClientOptions &held) {
    sga::Call<void> change;
    {
        const sga::AsyncClient client(held);
        sga::PasswordChange passwords;
        passwords.old_password = "old-password";
        passwords.new_password = "new-password";
        change = client.user().update_password(passwords);
        std::this_thread::sleep_for(time);
    }
    EXPECT(!change.cancel());
    return EXPECT_THROW(sga::cancelled_error, change.get()).outcome();
}

void clients_end_with_calls_in_progress(const sga::ClientOptions &held) {
    // The time until it is sent depends on the machine.
    for (auto time = 50ms; ended_after(time, held) != sga::Outcome::unknown; time *= 2) {
        EXPECT(time < 10s);
    }
    sga::Call<sga::Profile> first, second;
    {
        sga::AsyncClient client(held);
        first = client.user().get_profile();
        // Another client replaces it.
        client = sga::AsyncClient(held);
        EXPECT(is_ready(first));
        second = client.user().get_profile();
    }
    EXPECT_THROW(sga::cancelled_error, first.get());
    EXPECT_THROW(sga::cancelled_error, second.get());
    // No thread waits for it.
    sga::AsyncClient(held).user().get_profile();
}

void queues_complete_calls_in_a_loop(const sga::ClientOptions &options,
                                     const sga::ClientOptions &held) {
    const sga::Client client(options), slow(held);
    const sga::Queue queue;
    EXPECT(queue.poll() == 0 && queue.wait(0ms) == 0 && queue.wait(-5ms) == 0);
    auto profile = queue.user(client).get_profile();
    auto disabled = queue.customers(client).disable("user1");
    auto stuck = queue.user(slow).get_profile();
    EXPECT(queue.pending() == 3 && profile.tag() != disabled.tag() && !is_ready(profile));
    while (queue.pending() > 1) {
        pollfd readable{queue.fd(), POLLIN, 0};
        EXPECT(::poll(&readable, 1, 20000) == 1);
        EXPECT(queue.poll() > 0);
    }
    EXPECT(is_ready(profile) && profile.get().last_name == "User");
    disabled.get();
    EXPECT(queue.wait(50ms) == 0 && stuck.cancel() && queue.wait(20s) == 1);
    EXPECT_THROW(sga::cancelled_error, stuck.get());
    EXPECT(queue.pending() == 0);
}

void queues_are_moved(const sga::ClientOptions &held) {
    const sga::Client slow(held);
    sga::Queue first, second;
    auto one = first.user(slow).get_profile();
    auto two = second.user(slow).get_profile();
    first = std::move(second);
    EXPECT(is_ready(one) && !is_ready(two));
    EXPECT_THROW(sga::cancelled_error, one.get());
    EXPECT(first.pending() == 1 && second.fd() == -1);
    EXPECT_THROW(sga::misuse_error, second.pending());
    EXPECT_THROW(sga::misuse_error, second.user(slow));
    const auto group = first.user(slow);
    {
        const sga::Queue ended = std::move(first);
    }
    EXPECT_THROW(sga::cancelled_error, two.get());
    // The queue of these methods is destroyed.
    EXPECT_THROW(sga::misuse_error, group.get_profile().get());

    sga::AsyncClient client(held);
    const sga::AsyncClient moved = std::move(client);
    EXPECT_THROW(sga::misuse_error, client.user());
}

void threads_share_one_client(const sga::ClientOptions &options) {
    const sga::Client client(options);
    const sga::AsyncClient async(client);
    std::vector<std::thread> threads;
    for (int index = 0; index < 16; ++index) {
        threads.emplace_back([&, index] {
            for (int round = 0; round < 10; ++round) {
                EXPECT(client.user().get_username().user_id == 1);
                auto call = async.user().get_profile();
                if (index % 4 == 0) call.cancel();
                try {
                    EXPECT(call.get().first_name == "Test");
                } catch (const sga::cancelled_error &) {
                    EXPECT(index % 4 == 0);
                }
                EXPECT_THROW(sga::invalid_input_error, client.user().update_email(""));
            }
        });
    }
    for (auto &thread : threads)
        thread.join();
}

} // namespace

int main(int, char **arguments) {
    const sga::ClientOptions options = expect::options(arguments);
    sga::ClientOptions held = options;
    held.base_url = arguments[5];
    futures_become_ready(options);
    many_calls_are_concurrent(options);
    calls_are_cancelled(held);
    clients_end_with_calls_in_progress(held);
    queues_complete_calls_in_a_loop(options, held);
    queues_are_moved(held);
    threads_share_one_client(options);
}
