// One function for each capability of tests/capabilities.json, for both clients; prints the name of
// each. The lossy server closes every connection.
//
//     capabilities BASE_URL API_KEY LOSSY_URL
#include "expect.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

sga::ClientOptions sandbox, lossy;

// The result of a blocking call, or that of a future.
template <class T>
T result(T value) {
    return value;
}
template <class T>
T result(sga::Call<T> call) {
    return call.get();
}

template <class Client>
constexpr bool is_async = std::is_same_v<Client, sga::AsyncClient>;

template <class Client>
sga::error lost_change() {
    const Client client(lossy);
    return EXPECT_THROW(sga::outcome_unknown_error,
                        result(client.user().update_email("test@example.com")));
}

void log_is_seen_and_released(const std::function<void()> &call) {
    const auto seen = std::make_shared<std::vector<std::string>>();
    sga::set_log_callback(
        [seen](const sga::LogRecord &record) {
            EXPECT(record.target == "sendgrid_accounts" && !record.fields.empty());
            EXPECT(record.operation == "user.get_email" && record.level == sga::LogLevel::debug);
            seen->emplace_back(record.message);
            throw std::runtime_error("is ignored");
        },
        sga::LogLevel::debug);
    call();
    sga::set_log_callback(nullptr);
    EXPECT((*seen == std::vector<std::string>{"request", "response"}));
    EXPECT(seen.use_count() == 1);
    // A callback that replaces itself.
    sga::set_log_callback(
        [seen](const sga::LogRecord &) {
            sga::set_log_callback({});
            seen->emplace_back("last");
        },
        sga::LogLevel::debug);
    call();
    while (seen.use_count() > 1)
        std::this_thread::yield();
    EXPECT(seen->size() == 3 && seen->back() == "last");
}

void names_are_known() {
    EXPECT(sga::to_string(sga::Outcome::not_sent) == "not_sent");
    EXPECT(sga::to_string(sga::Phase::body) == "body");
    EXPECT(sga::to_string(sga::Verdict::not_applied_yet) == "not_applied_yet");
    EXPECT(sga::to_string(sga::Region::eu) == "eu" && sga::to_string(sga::Format::xml) == "xml");
    EXPECT(sga::to_string(sga::Dialect::distributor) == "distributor");
    EXPECT(sga::to_string(sga::Auth::basic) == "basic");
    EXPECT(sga::to_string(sga::Empty::ignore) == "ignore");
    EXPECT(sga::to_string(sga::LogLevel::warn) == "warn");
}

template <class Client>
sga::BulkResult result_of_a_job(const Client &client) {
    sga::BulkJob job;
    job.operation = "user.get_email";
    if constexpr (is_async<Client>) {
        return client.execute(sga::Bulk(client), job).get();
    } else {
        return *client.bulk(std::vector<sga::BulkJob>{job}).begin();
    }
}

template <class Client>
void use_all(const std::string &column) {
    const Client client(sandbox);
    const auto call = [](const Client &it) { return result(it.user().get_email()).email; };
    const auto known = [&](const char *name) { std::cout << column << ' ' << name << std::endl; };
    EXPECT(call(client) == "test@example.com");
    known("options");
    EXPECT(call(Client::from_env()) == "test@example.com");
    known("environment");
    sga::CallOptions small;
    small.max_response_bytes = 1;
    EXPECT_THROW(sga::response_error, call(client.with_options(small)));
    known("call_options");
    call(client.on_behalf_of("test_subuser"));
    known("subuser");
    EXPECT_THROW(sga::invalid_input_error, client.on_behalf_of_account(""));
    client.on_behalf_of_account("1");
    known("account");
    EXPECT(client.rate_limits()[0].operation == "user.get_email");
    known("rate_limits");
    sga::ClientOptions shared = sandbox;
    shared.shared_rate_limiter.emplace();
    call(Client(shared));
    known("shared_rate_limiter");
    sga::ProfileUpdate update;
    update.address2 = sga::CLEAR;
    EXPECT(result(client.user().update_profile(update)).address2 == "");
    known("clear");
    const auto refused =
        EXPECT_THROW(sga::invalid_input_error, result(client.user().update_email("")));
    EXPECT(refused.message() == "email is empty" && refused.field() == "email");
    EXPECT(refused.operation() == "user.update_email" && !refused.retry_after());
    known("error_properties");
    names_are_known();
    known("names");
    EXPECT(lost_change<Client>().reconcile().verdict == sga::Verdict::inconclusive);
    known("reconcile");
    if constexpr (is_async<Client>) {
        auto reconciled = client.reconcile(lost_change<Client>());
        EXPECT(reconciled.get().verdict == sga::Verdict::inconclusive);
        EXPECT_THROW(sga::misuse_error, client.reconcile(refused).get());
        client.user().get_email().cancel();
        known("cancel");
    } else {
        const sga::Queue queue;
        auto reconciled = queue.reconcile(lost_change<Client>());
        while (queue.pending() > 0)
            queue.wait(std::chrono::seconds(1));
        EXPECT(reconciled.get().verdict == sga::Verdict::inconclusive);
    }
    known("reconcile_without_waiting");
    const sga::BulkResult job = result_of_a_job(client);
    EXPECT(job.outcome == sga::Outcome::applied && !job.error);
    EXPECT(job.result->find(R"("test@example.com")") != std::string::npos);
    known("bulk");
    log_is_seen_and_released([&] { call(client); });
    known("log");
    client.close();
    EXPECT_THROW(sga::closed_error, call(client));
    known("close");
    EXPECT(sga::version() == SGA_VERSION);
    known("version");
}

} // namespace

int main(int, char **arguments) {
    sandbox.base_url = arguments[1];
    sandbox.api_key = arguments[2];
    lossy.base_url = arguments[3];
    lossy.api_key = "SG.key";
    lossy.max_retries = 0;
    use_all<sga::Client>("cpp");
    use_all<sga::AsyncClient>("cpp_async");
}
