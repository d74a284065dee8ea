/// @file
/// What waits for the calls of a queue.
#ifndef SENDGRID_ACCOUNTS_PENDING_CALLS_HPP
#define SENDGRID_ACCOUNTS_PENDING_CALLS_HPP

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include <unistd.h>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/results.hpp>

namespace sendgrid_accounts::detail {

/// Deletes what was made by this process. In a child, its locks may be held and its threads be
/// missing: there it is left alone.
class UnlessForked {
  public:
    template <class T>
    void operator()(T *object) const {
        if (here()) delete object;
    }
    bool here() const noexcept { return ::getpid() == process_; }

  private:
    ::pid_t process_ = ::getpid();
};

/// What a caller holds the future of.
class Promise {
  public:
    Promise() = default;
    Promise(const Promise &) = delete;
    Promise &operator=(const Promise &) = delete;
    virtual ~Promise() = default;
    virtual void keep(const std::shared_ptr<const sga_completion> &completion) = 0;
    virtual void fail(const std::exception_ptr &why) = 0;
};

template <class T>
class Promised final : public Promise {
  public:
    std::future<T> future() { return promise_.get_future(); }

    void keep(const std::shared_ptr<const sga_completion> &completion) override {
        try {
            if (completion->status != SGA_OK) {
                const sga_error *cause = completion->error;
                raise(completion->status,
                      cause ? std::shared_ptr<const sga_error>(completion, cause) : nullptr);
            }
            set(completion);
        } catch (...) {
            promise_.set_exception(std::current_exception());
        }
    }

    void fail(const std::exception_ptr &why) override { promise_.set_exception(why); }

  private:
    void set(const std::shared_ptr<const sga_completion> &completion) {
        if constexpr (std::is_void_v<T>) {
            promise_.set_value();
        } else {
            const auto *result = (*completion).*Source<T>::in_completion;
            promise_.set_value(Source<T>::read({completion, result}));
        }
    }

    std::promise<T> promise_;
};

/// A queue of C, and who waits for what comes out of it.
class PendingCalls {
  public:
    static std::shared_ptr<PendingCalls> made() { return {new PendingCalls, UnlessForked()}; }

    const sga_queue *queue() const noexcept { return queue_; }

    /// Submits a call. Where that fails, the promise tells.
    template <class Submit>
    std::uint64_t add(std::unique_ptr<Promise> promise, Submit submit) {
        const std::uint64_t tag = enter(std::move(promise));
        try {
            submit(queue(), tag);
        } catch (...) {
            if (const auto entered = leave(tag)) entered->fail(std::current_exception());
        }
        return tag;
    }

    /// Takes a call that has ended out of the queue and tells who waits for it.
    bool take(int timeout_ms) {
        sga_completion *raw = nullptr;
        call(sga_queue_next, queue(), timeout_ms, &raw);
        if (!raw) return false;
        const std::shared_ptr<const sga_completion> completion(raw, sga_completion_free);
        if (const auto promise = leave(completion->tag)) promise->keep(completion);
        return true;
    }

    bool cancel(std::uint64_t tag) const noexcept {
        std::size_t count = 0;
        return sga_queue_cancel(queue(), tag, &count, nullptr) == SGA_OK && count > 0;
    }

    /// Cancels all calls, tells who waits for them, and frees the queue, which wakes those who take
    /// from it.
    void end() noexcept {
        if (!process_.here() || ended_.exchange(true)) return;
        try {
            for (const std::uint64_t tag : tags())
                cancel(tag);
            drain();
        } catch (...) {
            // What is left is told below.
        }
        sga_queue_free(queue_);
        give_up();
    }

    PendingCalls(const PendingCalls &) = delete;
    PendingCalls &operator=(const PendingCalls &) = delete;
    ~PendingCalls() { end(); }

  private:
    PendingCalls() { call(sga_queue_new, &queue_); }

    std::uint64_t enter(std::unique_ptr<Promise> promise) {
        const std::lock_guard<std::mutex> lock(mutex_);
        promises_.emplace(++last_, std::move(promise));
        return last_;
    }

    std::unique_ptr<Promise> leave(std::uint64_t tag) {
        const std::lock_guard<std::mutex> lock(mutex_);
        const auto found = promises_.find(tag);
        if (found == promises_.end()) return nullptr;
        auto promise = std::move(found->second);
        promises_.erase(found);
        return promise;
    }

    std::vector<std::uint64_t> tags() {
        const std::lock_guard<std::mutex> lock(mutex_);
        std::vector<std::uint64_t> found;
        for (const auto &entry : promises_)
            found.push_back(entry.first);
        return found;
    }

    /// A cancelled call comes out of the queue and says what it may have done: worth a moment.
    void drain() {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(1);
        while (!tags().empty() && std::chrono::steady_clock::now() < end) {
            take(1); // shortly, since another thread may take the last one
        }
    }

    void give_up() noexcept {
        try {
            const auto cause = own_cause(SGA_ERR_CANCELLED, Outcome::unknown, "the queue is gone");
            const auto why = std::make_exception_ptr(cancelled_error(cause));
            for (const std::uint64_t tag : tags()) {
                if (const auto promise = leave(tag)) promise->fail(why);
            }
        } catch (...) {
            // Without memory the promises are broken, which their futures tell.
        }
    }

    const UnlessForked process_;
    sga_queue *queue_ = nullptr;
    std::atomic<bool> ended_{false};
    std::mutex mutex_;
    std::uint64_t last_ = 0;
    std::unordered_map<std::uint64_t, std::unique_ptr<Promise>> promises_;
};

} // namespace sendgrid_accounts::detail

#endif
