/// @file
/// Futures of the calls of a queue.
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
#include <sendgrid_accounts/conversions.hpp>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts::detail {

/// Deletes an object only in the process that created it. In a forked child its locks may be locked
/// and its threads do not exist.
class DeleteUnlessForked {
  public:
    template <class T>
    void operator()(T *object) const {
        if (in_creator()) delete object;
    }
    bool in_creator() const noexcept { return ::getpid() == process_; }

  private:
    ::pid_t process_ = ::getpid();
};

/// A submitted call, without the type of its result.
class PendingCall {
  public:
    PendingCall() = default;
    PendingCall(const PendingCall &) = delete;
    PendingCall &operator=(const PendingCall &) = delete;
    virtual ~PendingCall() = default;
    virtual void complete(const std::shared_ptr<const sga_completion> &completion) = 0;
    virtual void fail(const std::exception_ptr &error) = 0;
};

template <class T>
class CallPromise final : public PendingCall {
  public:
    std::future<T> future() { return promise_.get_future(); }

    void complete(const std::shared_ptr<const sga_completion> &completion) override {
        try {
            if (completion->status != SGA_OK) {
                const sga_error *error = completion->error;
                raise(completion->status,
                      error ? std::shared_ptr<const sga_error>(completion, error) : nullptr);
            }
            set_result(completion);
        } catch (...) {
            promise_.set_exception(std::current_exception());
        }
    }

    void fail(const std::exception_ptr &error) override { promise_.set_exception(error); }

  private:
    void set_result(const std::shared_ptr<const sga_completion> &completion) {
        if constexpr (std::is_void_v<T>) {
            promise_.set_value();
        } else {
            promise_.set_value(FromCompletion<T>::read(completion));
        }
    }

    std::promise<T> promise_;
};

/// A queue of C, and the futures of its calls.
class PendingCalls {
  public:
    static std::shared_ptr<PendingCalls> create() {
        return {new PendingCalls, DeleteUnlessForked()};
    }

    const sga_queue *queue() const noexcept { return queue_; }

    /// Submits a call. On an error its future gets the exception.
    template <class Submit>
    std::uint64_t add(std::unique_ptr<PendingCall> call, Submit submit) {
        const std::uint64_t tag = insert(std::move(call));
        try {
            submit(queue(), tag);
        } catch (...) {
            if (const auto failed = remove(tag)) failed->fail(std::current_exception());
        }
        return tag;
    }

    /// Removes the oldest completion from the queue and completes its future.
    bool process_next(int timeout_ms) {
        sga_completion *raw = nullptr;
        detail::call(sga_queue_next, queue(), timeout_ms, &raw);
        if (!raw) return false;
        const std::shared_ptr<const sga_completion> completion(raw, sga_completion_free);
        if (const auto call = remove(completion->tag)) call->complete(completion);
        return true;
    }

    bool cancel(std::uint64_t tag) const noexcept {
        std::size_t count = 0;
        return sga_queue_cancel(queue(), tag, &count, nullptr) == SGA_OK && count > 0;
    }

    /// Cancels all calls, completes their futures, and frees the queue, which wakes its waiting
    /// threads.
    void close() noexcept {
        if (!process_.in_creator() || closed_.exchange(true)) return;
        try {
            for (const std::uint64_t tag : tags())
                cancel(tag);
            drain();
        } catch (...) {
            // fail_remaining() fails the remaining calls.
        }
        sga_queue_free(queue_);
        fail_remaining();
    }

    PendingCalls(const PendingCalls &) = delete;
    PendingCalls &operator=(const PendingCalls &) = delete;
    ~PendingCalls() { close(); }

  private:
    PendingCalls() { call(sga_queue_new, &queue_); }

    std::uint64_t insert(std::unique_ptr<PendingCall> call) {
        const std::lock_guard<std::mutex> lock(mutex_);
        calls_.emplace(++last_tag_, std::move(call));
        return last_tag_;
    }

    std::unique_ptr<PendingCall> remove(std::uint64_t tag) {
        const std::lock_guard<std::mutex> lock(mutex_);
        const auto entry = calls_.find(tag);
        if (entry == calls_.end()) return nullptr;
        auto call = std::move(entry->second);
        calls_.erase(entry);
        return call;
    }

    std::vector<std::uint64_t> tags() {
        const std::lock_guard<std::mutex> lock(mutex_);
        std::vector<std::uint64_t> tags;
        for (const auto &entry : calls_)
            tags.push_back(entry.first);
        return tags;
    }

    /// Waits a moment for the completions of cancelled calls, which contain their outcomes.
    void drain() {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(1);
        while (!tags().empty() && std::chrono::steady_clock::now() < end) {
            process_next(1); // short, since another thread may remove the last completion
        }
    }

    void fail_remaining() noexcept {
        try {
            const auto cause =
                local_cause(SGA_ERR_CANCELLED, Outcome::unknown, "the queue was destroyed");
            const auto error = std::make_exception_ptr(cancelled_error(cause));
            for (const std::uint64_t tag : tags()) {
                if (const auto call = remove(tag)) call->fail(error);
            }
        } catch (...) {
            // Without memory the futures get std::future_error (broken promise).
        }
    }

    const DeleteUnlessForked process_;
    sga_queue *queue_ = nullptr;
    std::atomic<bool> closed_{false};
    std::mutex mutex_;
    std::uint64_t last_tag_ = 0;
    std::unordered_map<std::uint64_t, std::unique_ptr<PendingCall>> calls_;
};

} // namespace sendgrid_accounts::detail

#endif
