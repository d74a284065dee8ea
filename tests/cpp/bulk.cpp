// Bulk runs: ranges of results, runs by hand and futures.
//
//     bulk BASE_URL API_KEY RESELLER_USERNAME RESELLER_PASSWORD LEDGER FILE
//
// The server has 1,000 generated customers and answers after 5 ms.
#include "expect.hpp"

#include <chrono>
#include <cstdint>
#include <iterator>
#include <list>
#include <set>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using Jobs = std::vector<sga::BulkJob>;
using Range = decltype(std::declval<sga::Client>().bulk(std::declval<Jobs &>()));

static_assert(std::is_same_v<std::iterator_traits<Range::iterator>::iterator_category,
                             std::input_iterator_tag>);
static_assert(!std::is_copy_constructible_v<Range> && !std::is_move_constructible_v<Range>);
static_assert(std::is_move_constructible_v<sga::Bulk> && !std::is_copy_constructible_v<sga::Bulk>);

sga::BulkJob job(std::string operation, std::string arguments) {
    sga::BulkJob job;
    job.operation = std::move(operation);
    job.arguments = std::move(arguments);
    return job;
}

// A job that disables a customer, each of them once in this program.
sga::BulkJob next_disable() {
    static std::uint64_t number = 0;
    const auto name = "customer" + std::to_string(++number) + "@example.com";
    sga::BulkJob disable = job("customers.disable", R"({"user": ")" + name + R"("})");
    disable.key = name;
    disable.line = number;
    return disable;
}

Jobs disables(std::size_t count) {
    Jobs jobs;
    for (std::size_t made = 0; made < count; ++made)
        jobs.push_back(next_disable());
    return jobs;
}

void each_job_has_a_result(const sga::Client &client) {
    const Jobs jobs = disables(100);
    std::set<std::string> keys;
    auto results = client.bulk(jobs);
    for (const sga::BulkResult &result : results) {
        EXPECT(result.outcome == sga::Outcome::applied && !result.error && !result.from_ledger);
        EXPECT(result.operation == "customers.disable" && !result.result && !result.api_key);
        EXPECT(result.line && jobs[(*result.line - *jobs[0].line)].key == result.key);
        EXPECT(keys.insert(result.key).second);
    }
    EXPECT(keys.size() == jobs.size() && results.begin() == results.end());
    EXPECT(results.progress().begun == jobs.size() && results.progress().applied == jobs.size());

    // A temporary, and another container with a concurrency.
    sga::BulkOptions options;
    options.concurrency = 3;
    std::size_t count = 0;
    for ([[maybe_unused]] const auto &result :
         client.bulk(std::list<sga::BulkJob>{next_disable()}, options))
        ++count;
    auto none = client.bulk(Jobs());
    EXPECT(count == 1 && none.begin() == none.end());
    auto algorithm = client.bulk(disables(10), options);
    EXPECT(std::distance(algorithm.begin(), algorithm.end()) == 10);
}

// Reads one job at a time, when it has a place.
class Source {
  public:
    explicit Source(std::size_t count) : count_(count) {}
    class iterator {
      public:
        iterator() = default;
        explicit iterator(Source *source) : source_(source) {}
        sga::BulkJob operator*() const { return next_disable(); }
        iterator &operator++() {
            ++source_->read;
            return *this;
        }
        bool operator!=(const iterator &) const { return source_->read < source_->count_; }

      private:
        Source *source_ = nullptr;
    };
    iterator begin() { return iterator(this); }
    iterator end() { return iterator(this); }
    std::size_t read = 0;

  private:
    std::size_t count_;
};

void jobs_are_read_one_by_one(const sga::Client &client) {
    Source source(40);
    sga::BulkOptions options;
    options.concurrency = 4;
    std::size_t ended = 0;
    for ([[maybe_unused]] const auto &result : client.bulk(source, options))
        EXPECT(source.read <= ++ended + 3);
    EXPECT(ended == 40 && source.read == 40);
}

void a_failed_call_is_no_exception(const sga::Client &client) {
    Jobs jobs{job("customers.disable", R"({"user": "nobody"})"), job("customers.fire", "{}"),
              job("customers.get", R"({"user": "user1"})"),
              job("api_keys.create", R"({"name": "app", "scopes": ["alerts.read"]})")};
    for (std::size_t index = 0; index < jobs.size(); ++index)
        jobs[index].key = std::to_string(index);
    sga::ApiKeySecret secret;
    for (const auto &result : client.bulk(jobs)) {
        if (result.key == "0") {
            EXPECT(result.outcome == sga::Outcome::rejected && result.error->kind() == "not_found");
        } else if (result.key == "1") {
            EXPECT(result.error->field() == "operation" && !result.result);
        } else if (result.key == "2") {
            EXPECT(result.result->find(R"("username":"user1")") != std::string::npos);
        } else {
            secret = result.api_key.value();
            EXPECT(result.result->find(secret.reveal()) == std::string::npos);
        }
    }
    // It outlives its result.
    EXPECT(secret.reveal().substr(0, 3) == "SG.");
}

// A job whose arguments are no JSON is skipped, and the same range continues.
void an_exception_can_be_resumed(const sga::Client &client) {
    Jobs jobs = disables(6);
    jobs[3].arguments = "hunter22";
    auto results = client.bulk(jobs);
    std::set<std::string> keys;
    const auto read = [&] {
        for (const auto &result : results)
            EXPECT(keys.insert(result.key).second);
    };
    const auto error = EXPECT_THROW(sga::invalid_input_error, read());
    EXPECT(error.field() == "arguments" && error.message().find("hunter") == std::string::npos);
    read();
    EXPECT(keys.size() == 5 && keys.count(*jobs[3].key) == 0);
    jobs[0].operation = std::string("a\0b", 3);
    EXPECT_THROW(sga::invalid_input_error, client.bulk(jobs).begin());
    sga::BulkOptions options;
    options.concurrency = 1001;
    EXPECT_THROW(sga::invalid_input_error, client.bulk(jobs, options));
}

// Jobs in progress end, and their results are returned.
void a_stopped_range_ends(const sga::Client &client) {
    const Jobs jobs = disables(100);
    sga::BulkOptions options;
    options.concurrency = 8;
    auto results = client.bulk(jobs, options);
    std::size_t ended = 0;
    for (const auto &result : results) {
        // A job that was submitted may not have begun.
        EXPECT(result.error ? result.error->kind() == "closed" && ended >= 5
                            : result.outcome == sga::Outcome::applied);
        if (++ended == 5) std::thread([&] { results.stop(); }).join();
    }
    EXPECT(ended >= 12 && ended <= 13 && results.progress().begun == ended);
}

// The destructor waits for the jobs in progress.
void a_loop_can_be_left(const sga::Client &client) {
    Source source(100);
    for ([[maybe_unused]] const auto &result : client.bulk(source))
        break;
    EXPECT(source.read == 16);
}

void runs_serve_threads_and_futures(const sga::Client &client) {
    sga::BulkOptions options;
    options.concurrency = 2;
    sga::Bulk first(client, options);
    sga::Bulk bulk = std::move(first);
    EXPECT_THROW(sga::misuse_error, first.stop()); // NOLINT: moved from on purpose
    std::vector<std::thread> threads;
    for (const sga::BulkJob &disable : disables(6)) {
        threads.emplace_back(
            [&bulk, disable] { EXPECT(bulk.execute(disable).outcome == sga::Outcome::applied); });
    }
    for (auto &thread : threads)
        thread.join();

    const sga::Queue queue;
    auto one = queue.execute(bulk, next_disable());
    auto two = queue.execute(bulk, next_disable());
    EXPECT_THROW(sga::busy_error, queue.execute(bulk, next_disable()).get());
    while (queue.pending() > 0)
        queue.wait(std::chrono::seconds(1));
    EXPECT(one.get().outcome == sga::Outcome::applied && !two.get().error);
    EXPECT(bulk.progress().applied == 8);
    bulk.stop();
    EXPECT_THROW(sga::closed_error, bulk.execute(next_disable()));

    const sga::AsyncClient async(client);
    auto result = async.execute(sga::Bulk(async), next_disable()).get();
    EXPECT(result.outcome == sga::Outcome::applied);
}

void a_file_is_resumed(const sga::Client &client, const char *ledger, const char *path) {
    sga::BulkOptions options;
    options.ledger = ledger;
    options.description = "of a test";
    for (const bool is_first : {true, false}) {
        const sga::BulkFile file(path, "customers.enable");
        options.total = file.count();
        std::set<std::uint64_t> lines;
        auto results = client.bulk(file, options);
        for (const auto &result : results) {
            EXPECT(result.outcome == sga::Outcome::applied && result.from_ledger == !is_first);
            EXPECT(lines.insert(*result.line).second && !result.evidence);
            const auto used = EXPECT_THROW(sga::ledger_error, sga::Bulk(client, options));
            EXPECT(used.message().find("another run of this process") != std::string::npos);
        }
        EXPECT(lines.size() == 5 && *lines.begin() == 2 && results.progress().total == 5u);
        EXPECT(results.progress().from_ledger == (is_first ? 0u : 5u));
    }
    sga::BulkFile file(path, "customers.enable");
    options.ledger.reset();
    EXPECT(sga::Bulk(client, options).execute_next(file)->line == 2u);
    sga::BulkFile moved = std::move(file);
    std::size_t count = 0;
    for ([[maybe_unused]] const auto &result : client.bulk(std::move(moved)))
        ++count;
    EXPECT(count == 4);
    EXPECT_THROW(sga::misuse_error, file.count()); // NOLINT: moved from on purpose
    sga::BulkFileOptions semicolons;
    semicolons.delimiter = ";;";
    EXPECT(
        EXPECT_THROW(sga::invalid_input_error, sga::BulkFile(path, "customers.enable", semicolons))
            .field() == "delimiter");
    const auto unknown = EXPECT_THROW(sga::invalid_input_error, sga::BulkFile(path, "scopes.list"));
    EXPECT(unknown.field() == "file");
}

// The results come first, and then once the error that ended the run.
void a_closed_client_ends_the_run(const sga::Client &client) {
    client.close();
    const Jobs jobs = disables(100);
    auto results = client.bulk(jobs);
    std::size_t ended = 0;
    const auto read = [&] {
        for (const auto &result : results) {
            EXPECT(result.error->kind() == "closed");
            ++ended;
        }
    };
    EXPECT_THROW(sga::closed_error, read());
    EXPECT(ended > 0 && ended < 100);
    read();
}

} // namespace

int main(int, char **arguments) {
    const sga::Client client(expect::options(arguments));
    each_job_has_a_result(client);
    jobs_are_read_one_by_one(client);
    a_failed_call_is_no_exception(client);
    an_exception_can_be_resumed(client);
    a_stopped_range_ends(client);
    a_loop_can_be_left(client);
    runs_serve_threads_and_futures(client);
    a_file_is_resumed(client, arguments[5], arguments[6]);
    a_closed_client_ends_the_run(client);
}
