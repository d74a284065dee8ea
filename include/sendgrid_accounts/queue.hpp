/// @file
/// Completion queue, for programs with an event loop.
#ifndef SENDGRID_ACCOUNTS_QUEUE_HPP
#define SENDGRID_ACCOUNTS_QUEUE_HPP

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <limits>
#include <memory>
#include <utility>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/api_keys.hpp>
#include <sendgrid_accounts/bulk_job.hpp>
#include <sendgrid_accounts/client.hpp>
#include <sendgrid_accounts/customers.hpp>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/pages.hpp>
#include <sendgrid_accounts/pending_calls.hpp>
#include <sendgrid_accounts/raw_response.hpp>
#include <sendgrid_accounts/reconcile.hpp>
#include <sendgrid_accounts/request.hpp>
#include <sendgrid_accounts/scopes.hpp>
#include <sendgrid_accounts/subusers.hpp>
#include <sendgrid_accounts/user.hpp>

namespace sendgrid_accounts {

class Bulk;

/// A call in progress: a std::future that can be cancelled, and that converts to a plain
/// std::future. It holds all errors of the call, also those of invalid arguments. Its destructor
/// neither waits nor cancels the call.
template <class T>
class Call : public std::future<T> {
  public:
    /// No call.
    Call() = default;
    /// Created by the methods of User and Customers.
    Call(std::future<T> result, std::uint64_t tag,
         std::weak_ptr<detail::PendingCalls> pending_calls)
        : std::future<T>(std::move(result)), tag_(tag), pending_(std::move(pending_calls)) {}

    /// Cancels the call and closes its connection. The future gets cancelled_error, or a result
    /// that arrived before.
    /// @return whether the call was in progress
    bool cancel() const noexcept {
        const auto pending_calls = pending_.lock();
        return pending_calls && pending_calls->cancel(tag_);
    }
    /// The tag of the call in the queue of C.
    std::uint64_t tag() const noexcept { return tag_; }

  private:
    std::uint64_t tag_ = 0;
    std::weak_ptr<detail::PendingCalls> pending_;
};

namespace detail {

/// Adds a call to those of a queue; `submit` gets the queue and the tag.
template <class T, class Submit>
Call<T> add_call(const std::shared_ptr<PendingCalls> &pending_calls, Submit submit) {
    auto promise = std::make_unique<CallPromise<T>>();
    std::future<T> future = promise->future();
    const auto tag = pending_calls->add(std::move(promise), submit);
    return Call<T>(std::move(future), tag, pending_calls);
}

/// Submits the reading back of a change.
inline Call<Reconciled> submit_reconcile(const std::shared_ptr<PendingCalls> &pending_calls,
                                         const error &error) {
    return add_call<Reconciled>(pending_calls, [&](auto *queue, std::uint64_t tag) {
        call(sga_submit_change_reconcile, queue, ChangeOf::get(error), tag);
    });
}

/// Submits calls to a queue.
struct QueueCalls {
    template <class T>
    using Result = Call<T>;
    template <class Page>
    using Iteration = Pages<Page, QueueCalls>;

    ClientHandle client;
    std::shared_ptr<PendingCalls> pending_calls;

    template <class T, class Block, class Submit, class... Inputs>
    Call<T> make(Block block, Submit submit, const Inputs &...inputs) const {
        return make_on<T>(client.get(), block, submit, inputs...);
    }

    /// A call of a client or an iteration.
    template <class T, class Handle, class Block, class Submit, class... Inputs>
    Call<T> make_on(const Handle *handle, Block, Submit submit, const Inputs &...inputs) const {
        return add_call<T>(pending_calls, [&](auto *queue, std::uint64_t tag) {
            call(submit, queue, handle, tag, pointer(to_c(inputs))...);
        });
    }
};

/// Submits calls whose results have their responses.
struct RawQueueCalls {
    template <class T>
    using Result = Call<RawResponse<T>>;
    /// Named only: the pages of an iteration have no responses.
    template <class Page>
    using Iteration = Pages<Page, RawQueueCalls>;

    QueueCalls calls;

    RawQueueCalls(const ClientHandle &client, std::shared_ptr<PendingCalls> pending_calls)
        : calls{new_client(sga_client_with_raw_response, client.get()), std::move(pending_calls)} {}

    template <class T, class Block, class Submit, class... Inputs>
    Call<RawResponse<T>> make(Block block, Submit submit, const Inputs &...inputs) const {
        return calls.template make<RawResponse<T>>(block, submit, inputs...);
    }
};

} // namespace detail

/// Completion queue of submitted calls. poll() and wait() complete the futures on the calling
/// thread; get() and wait() of a future do not return before. Any number of threads can submit,
/// poll and wait.
///
///     Queue queue;
///     Call<Profile> profile = queue.user(client).get_profile();
///     while (queue.pending() > 0) queue.wait(std::chrono::seconds(1));
///     profile.get().first_name;
class Queue {
  public:
    /// Creates a queue.
    /// @throws internal_error if the process has no descriptor left
    Queue() : pending_(detail::PendingCalls::create()) {}

    /// Methods that submit calls of the Users API. The client may be destroyed before they end.
    User<detail::QueueCalls> user(const Client &client) const {
        return User<detail::QueueCalls>({client.handle_, pending_calls()});
    }
    /// Methods that submit calls of the customer API. The client may be destroyed before they end.
    Customers<detail::QueueCalls> customers(const Client &client) const {
        return Customers<detail::QueueCalls>({client.handle_, pending_calls()});
    }
    /// Methods that submit calls of the Subusers API. The client may be destroyed before they end.
    Subusers<detail::QueueCalls> subusers(const Client &client) const {
        return Subusers<detail::QueueCalls>({client.handle_, pending_calls()});
    }
    /// Methods that submit calls of the API keys API. The client may be destroyed before they end.
    ApiKeys<detail::QueueCalls> api_keys(const Client &client) const {
        return ApiKeys<detail::QueueCalls>({client.handle_, pending_calls()});
    }
    /// Methods that submit calls of the scopes API. The client may be destroyed before they end.
    Scopes<detail::QueueCalls> scopes(const Client &client) const {
        return Scopes<detail::QueueCalls>({client.handle_, pending_calls()});
    }

    /// Submits the reading back of a change: error::reconcile() without waiting. The error may be
    /// destroyed before it ends. The future gets misuse_error if the outcome is known.
    Call<Reconciled> reconcile(const error &error) const {
        return detail::submit_reconcile(pending_calls(), error);
    }

    /// The same methods, whose results have their responses.
    WithRawResponse<detail::RawQueueCalls> with_raw_response(const Client &client) const {
        return WithRawResponse<detail::RawQueueCalls>({client.handle_, pending_calls()});
    }

    /// Submits a call for which the library has no method: see Client::request().
    Call<Response> request(const Client &client, const Request &request) const {
        return detail::Requests<detail::QueueCalls>({client.handle_, pending_calls()})
            .request(request);
    }

    /// Submits Bulk::execute(). The run may be destroyed before the job ends. The future gets
    /// busy_error while `concurrency` jobs are in progress or have a completion in the queue.
    Call<BulkResult> execute(const Bulk &bulk, const BulkJob &job) const;

    /// The file descriptor to wait for with poll, epoll or an event loop. It is readable as long as
    /// poll() has a completion. Never read or close it. -1 after a move, after a fork, and on
    /// Windows.
    int fd() const noexcept { return pending_ ? sga_queue_fd(pending_->queue()) : -1; }

    /// Number of submitted calls whose futures are not ready.
    /// @throws misuse_error after a move or a fork
    std::size_t pending() const {
        std::size_t count = 0;
        detail::call(sga_queue_pending, pending_calls()->queue(), &count);
        return count;
    }

    /// Completes the futures of all calls that have ended, without waiting.
    /// @return number of completed futures
    std::size_t poll() const {
        std::size_t count = 0;
        while (pending_calls()->process_next(0))
            ++count;
        return count;
    }

    /// Waits until a call has ended, up to a timeout, and then does the same as poll().
    std::size_t wait(std::chrono::milliseconds timeout) const {
        const auto maximum = std::chrono::milliseconds(std::numeric_limits<int>::max());
        const auto limit = timeout.count() < 0 ? timeout.zero() : (std::min)(timeout, maximum);
        return pending_calls()->process_next(static_cast<int>(limit.count())) ? 1 + poll() : 0;
    }

    Queue(Queue &&) noexcept = default;
    Queue &operator=(Queue &&other) noexcept {
        // The previous calls of this queue end here, not with the other queue.
        Queue moved(std::move(other));
        std::swap(pending_, moved.pending_);
        return *this;
    }
    Queue(const Queue &) = delete;
    Queue &operator=(const Queue &) = delete;
    /// Cancels the calls in progress: their futures get cancelled_error.
    ~Queue() {
        if (pending_) pending_->close();
    }

  private:
    const std::shared_ptr<detail::PendingCalls> &pending_calls() const {
        if (pending_) return pending_;
        detail::raise(
            detail::local_cause(SGA_ERR_NULL, Outcome::not_sent, "queue is empty after a move"));
    }

    std::shared_ptr<detail::PendingCalls> pending_;
};

} // namespace sendgrid_accounts

#endif
