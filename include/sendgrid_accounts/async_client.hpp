/// @file
/// Client whose calls return futures.
#ifndef SENDGRID_ACCOUNTS_ASYNC_CLIENT_HPP
#define SENDGRID_ACCOUNTS_ASYNC_CLIENT_HPP

#include <memory>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <sendgrid_accounts/api_keys.hpp>
#include <sendgrid_accounts/bulk_job.hpp>
#include <sendgrid_accounts/client.hpp>
#include <sendgrid_accounts/customers.hpp>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/inputs.hpp>
#include <sendgrid_accounts/pending_calls.hpp>
#include <sendgrid_accounts/queue.hpp>
#include <sendgrid_accounts/rate_limits.hpp>
#include <sendgrid_accounts/raw_response.hpp>
#include <sendgrid_accounts/reconcile.hpp>
#include <sendgrid_accounts/request.hpp>
#include <sendgrid_accounts/scopes.hpp>
#include <sendgrid_accounts/subusers.hpp>
#include <sendgrid_accounts/user.hpp>

namespace sendgrid_accounts {

namespace detail {

/// A thread that processes the completions of a queue.
class Worker {
  public:
    /// Returns pending calls that own the worker.
    static std::shared_ptr<PendingCalls> create() {
        const std::shared_ptr<Worker> worker(new Worker, DeleteUnlessForked());
        return {worker, worker->pending_.get()};
    }

    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;
    ~Worker() {
        pending_->close();
        thread_.join();
    }

  private:
    Worker() : thread_(work, pending_) {}

    static void work(const std::shared_ptr<PendingCalls> &pending_calls) noexcept {
        try {
            while (true)
                pending_calls->process_next(-1);
        } catch (...) {
            // The queue was freed, or has failed: no future may wait forever.
            pending_calls->close();
        }
    }

    std::shared_ptr<PendingCalls> pending_ = PendingCalls::create();
    std::thread thread_;
};

} // namespace detail

/// Makes asynchronous calls: the methods of user() and customers() return a Call, a std::future of
/// the result. The client starts one thread, which completes the futures.
///
///     AsyncClient client(options);
///     std::future<Profile> profile = client.user().get_profile();
///     profile.get().first_name;
///
/// Clients that are created from each other share that thread. The destructor of the last of them,
/// and of the objects that user() and customers() returned, cancels the calls in progress: their
/// futures get cancelled_error.
class AsyncClient {
  public:
    /// Same as Client::Client().
    /// @throws std::system_error if the process has no thread left
    explicit AsyncClient(const ClientOptions &options) : AsyncClient(Client(options)) {}

    /// Shares the connections of a client.
    explicit AsyncClient(const Client &client)
        : AsyncClient(client.handle_, detail::Worker::create()) {}

    /// Same as Client::from_env().
    static AsyncClient from_env(const ClientOptions &options = {}) {
        return AsyncClient(Client::from_env(options));
    }

    /// Same as Client::on_behalf_of().
    AsyncClient on_behalf_of(std::string_view subuser) const {
        return AsyncClient(blocking().on_behalf_of(subuser).handle_, pending_);
    }

    /// Same as Client::on_behalf_of_account().
    AsyncClient on_behalf_of_account(std::string_view account_id) const {
        return AsyncClient(blocking().on_behalf_of_account(account_id).handle_, pending_);
    }

    /// Same as Client::with_options().
    AsyncClient with_options(const CallOptions &options) const {
        return AsyncClient(blocking().with_options(options).handle_, pending_);
    }

    /// Same as Client::rate_limits(). It does not wait.
    std::vector<RateLimit> rate_limits() const { return blocking().rate_limits(); }

    /// Reads back whether a change with an unknown outcome was applied, as error::reconcile() does.
    /// The error may be destroyed before it ends. The future gets misuse_error if the outcome is
    /// known.
    Call<Reconciled> reconcile(const error &error) const {
        return detail::submit_reconcile(calls().pending_calls, error);
    }

    /// Same as Client::close().
    void close() const { blocking().close(); }

    /// Methods of the Users API.
    User<detail::QueueCalls> user() const { return User<detail::QueueCalls>(calls()); }
    /// Methods of the customer API.
    Customers<detail::QueueCalls> customers() const {
        return Customers<detail::QueueCalls>(calls());
    }
    /// Methods of the Subusers API.
    Subusers<detail::QueueCalls> subusers() const { return Subusers<detail::QueueCalls>(calls()); }
    /// Methods of the API keys API.
    ApiKeys<detail::QueueCalls> api_keys() const { return ApiKeys<detail::QueueCalls>(calls()); }
    /// Methods of the scopes API.
    Scopes<detail::QueueCalls> scopes() const { return Scopes<detail::QueueCalls>(calls()); }

    /// The same methods, whose results have their responses.
    WithRawResponse<detail::RawQueueCalls> with_raw_response() const {
        const detail::QueueCalls own = calls();
        return WithRawResponse<detail::RawQueueCalls>({own.client, own.pending_calls});
    }

    /// Same as Client::request(), as a future.
    Call<Response> request(const Request &request) const {
        return detail::Requests<detail::QueueCalls>(calls()).request(request);
    }

    /// Same as Bulk::execute(), as a future. It gets busy_error while `concurrency` jobs are in
    /// progress.
    Call<BulkResult> execute(const Bulk &bulk, const BulkJob &job) const;

    AsyncClient(AsyncClient &&) noexcept = default;
    AsyncClient &operator=(AsyncClient &&) noexcept = default;
    AsyncClient(const AsyncClient &) = delete;
    AsyncClient &operator=(const AsyncClient &) = delete;
    ~AsyncClient() = default;

  private:
    friend class Bulk;

    AsyncClient(detail::ClientHandle handle, std::shared_ptr<detail::PendingCalls> pending_calls)
        : handle_(std::move(handle)), pending_(std::move(pending_calls)) {}

    Client blocking() const { return Client(handle_); }

    detail::QueueCalls calls() const {
        if (!pending_) {
            detail::raise(detail::local_cause(SGA_ERR_NULL, Outcome::not_sent,
                                              "client is empty after a move"));
        }
        return {handle_, pending_};
    }

    detail::ClientHandle handle_;
    std::shared_ptr<detail::PendingCalls> pending_;
};

} // namespace sendgrid_accounts

#endif
