/// @file
/// Calls that go on while the program does, for programs that have a loop of their own.
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
#include <sendgrid_accounts/client.hpp>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/operations.hpp>
#include <sendgrid_accounts/pending_calls.hpp>

namespace sendgrid_accounts {

/// A call that is under way: a std::future that can be cancelled, and that can be kept as a plain
/// std::future too. Whatever goes wrong with the call comes out of it, also an argument that is
/// refused. Its destructor does not wait, and the call goes on.
template <class T>
class Call : public std::future<T> {
  public:
    /// None.
    Call() = default;
    /// Made by the methods of User and Customers.
    Call(std::future<T> result, std::uint64_t tag,
         std::weak_ptr<detail::PendingCalls> pending_calls)
        : std::future<T>(std::move(result)), tag_(tag), pending_(std::move(pending_calls)) {}

    /// Closes the connection of the call, which then ends with cancelled_error, or with its result,
    /// where that was there first.
    /// @return whether it was under way
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

/// Makes calls that end in a queue.
struct Queued {
    template <class T>
    using Result = Call<T>;

    ClientHandle client;
    std::shared_ptr<PendingCalls> pending_calls;

    template <class T, class Block, class Submit, class... Inputs>
    Call<T> make(Block, Submit submit, const Inputs &...inputs) const {
        auto promised = std::make_unique<Promised<T>>();
        std::future<T> future = promised->future();
        const auto tag =
            pending_calls->add(std::move(promised), [&](auto *queue, std::uint64_t named) {
                call(submit, queue, client.get(), named, pointer(lowered(inputs))...);
            });
        return Call<T>(std::move(future), tag, pending_calls);
    }
};

} // namespace detail

/// Where calls end that were submitted to it. Futures become ready in poll() and wait(), on the
/// thread that calls them: a future's own get() and wait() do not return before. Any number of
/// threads may submit, poll and wait.
///
///     Queue queue;
///     Call<Profile> profile = queue.user(client).get_profile();
///     while (queue.pending() > 0) queue.wait(std::chrono::seconds(1));
///     profile.get().first_name;
class Queue {
  public:
    /// @throws internal_error where the process can have no more descriptors
    Queue() : pending_(detail::PendingCalls::made()) {}

    /// Submits calls of the Users API; the client may be gone before they end.
    User<detail::Queued> user(const Client &client) const {
        return User<detail::Queued>({client.handle_, pending_calls()});
    }
    /// Submits calls of the customer API; the client may be gone before they end.
    Customers<detail::Queued> customers(const Client &client) const {
        return Customers<detail::Queued>({client.handle_, pending_calls()});
    }

    /// The file descriptor to wait for with poll, epoll, or the loop that a program has: it is
    /// readable as long as poll() has something to do. Only wait for it; never read it or close it.
    /// -1 where the queue was moved away or is none of this process.
    int fd() const noexcept { return pending_ ? sga_queue_fd(pending_->queue()) : -1; }

    /// How many calls were submitted whose futures are not ready.
    /// @throws misuse_error where the queue was moved away or is none of this process
    std::size_t pending() const {
        std::size_t count = 0;
        detail::call(sga_queue_pending, pending_calls()->queue(), &count);
        return count;
    }

    /// Makes the futures ready of all calls that have ended, without waiting.
    /// @return how many they were
    std::size_t poll() const {
        std::size_t count = 0;
        while (pending_calls()->take(0))
            ++count;
        return count;
    }

    /// Waits until a call has ended, or the time is up; then as poll().
    std::size_t wait(std::chrono::milliseconds timeout) const {
        const auto longest = std::chrono::milliseconds(std::numeric_limits<int>::max());
        const auto limit = timeout.count() < 0 ? timeout.zero() : (std::min)(timeout, longest);
        return pending_calls()->take(static_cast<int>(limit.count())) ? 1 + poll() : 0;
    }

    Queue(Queue &&) noexcept = default;
    Queue &operator=(Queue &&other) noexcept {
        // What this one held ends here, not whenever the other one does.
        Queue taken(std::move(other));
        std::swap(pending_, taken.pending_);
        return *this;
    }
    Queue(const Queue &) = delete;
    Queue &operator=(const Queue &) = delete;
    /// Cancels the calls that are under way: their futures get cancelled_error.
    ~Queue() {
        if (pending_) pending_->end();
    }

  private:
    const std::shared_ptr<detail::PendingCalls> &pending_calls() const {
        if (pending_) return pending_;
        detail::raise(detail::own_cause(SGA_ERR_NULL, Outcome::not_sent, "queue was moved away"));
    }

    std::shared_ptr<detail::PendingCalls> pending_;
};

} // namespace sendgrid_accounts

#endif
