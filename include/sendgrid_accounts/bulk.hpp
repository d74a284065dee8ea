/// @file
/// Bulk runs: many jobs, paced by the rate limits, with a ledger from which another run resumes.
#ifndef SENDGRID_ACCOUNTS_BULK_HPP
#define SENDGRID_ACCOUNTS_BULK_HPP

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/async_client.hpp>
#include <sendgrid_accounts/bulk_job.hpp>
#include <sendgrid_accounts/client.hpp>
#include <sendgrid_accounts/conversions.hpp>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/queue.hpp>

namespace sendgrid_accounts {

/// A bulk run whose jobs the program executes one by one: from threads with execute(), or as
/// futures with Queue::execute() and AsyncClient::execute(). It belongs to the process that created
/// it.
class Bulk {
  public:
    /// Begins a run, and opens or creates its ledger. It sends nothing.
    /// @throws invalid_input_error for a value out of its bounds
    /// @throws ledger_error if the ledger cannot be used, as while another process uses it
    explicit Bulk(const Client &client, const BulkOptions &options = {})
        : Bulk(client.get(), options) {}
    /// Same for the calls of an AsyncClient.
    explicit Bulk(const AsyncClient &client, const BulkOptions &options = {})
        : Bulk(client.handle_.get(), options) {}

    /// Executes a job. It waits while `concurrency` jobs are in progress, and for rate limits as
    /// long as they last, and repeats what they refused. A failed call is no exception: the result
    /// has its error.
    /// @throws invalid_input_error for arguments that are no JSON object
    /// @throws closed_error if the run was stopped before
    /// @throws ledger_error if the ledger cannot be read or written: end the run then
    BulkResult execute(const BulkJob &job) const {
        const sga_bulk_job c = detail::to_c(job);
        sga_bulk_result *result = nullptr;
        detail::call(sga_bulk_execute, handle_.get(), &c, &result);
        return detail::Source<BulkResult>::read({result, sga_bulk_result_free});
    }
    /// Stops the run, from any thread: jobs in progress end, and those that wait for a rate limit
    /// end with Outcome::not_sent; no further job begins.
    /// @throws misuse_error after a move or a fork
    void stop() const { detail::call(sga_bulk_stop, handle_.get()); }
    /// Number of jobs by their effect.
    /// @throws misuse_error after a move or a fork
    BulkProgress progress() const {
        sga_bulk_progress *progress = nullptr;
        detail::call(sga_bulk_get_progress, handle_.get(), &progress);
        const std::unique_ptr<sga_bulk_progress, sga_status (*)(sga_bulk_progress *)> guard(
            progress, sga_bulk_progress_free);
        return detail::read(*guard);
    }
    /// The handle for functions of C; it still belongs to this object.
    const sga_bulk *get() const noexcept { return handle_.get(); }

  private:
    friend class Client;

    Bulk(const sga_client *client, const BulkOptions &options) {
        const sga_bulk_options c = detail::to_c(options);
        sga_bulk *bulk = nullptr;
        detail::call(sga_bulk_new, client, &c, &bulk);
        handle_.reset(bulk);
    }

    /// Stops the run; jobs in progress end.
    struct Free {
        void operator()(sga_bulk *bulk) const noexcept { sga_bulk_free(bulk); }
    };
    std::unique_ptr<sga_bulk, Free> handle_;
};

namespace detail {

/// The jobs of a range, in order, with `begin` and `end` found as by a range-based for loop.
template <class Jobs>
class JobReader {
  public:
    explicit JobReader(Jobs &&jobs) : jobs_(std::forward<Jobs>(jobs)) {}

    /// Whether there is a current job.
    bool has_job() {
        if (!at_) at_.emplace(first(jobs_));
        return *at_ != last(jobs_);
    }
    decltype(auto) job() { return **at_; }
    void skip() { ++*at_; }

  private:
    template <class Range>
    static auto first(Range &range) {
        using std::begin;
        return begin(range);
    }
    template <class Range>
    static auto last(Range &range) {
        using std::end;
        return end(range);
    }

    Jobs jobs_;
    std::optional<decltype(first(std::declval<std::remove_reference_t<Jobs> &>()))> at_;
};

/// A queue of C that is freed.
class OwnedQueue {
  public:
    OwnedQueue() { call(sga_queue_new, &queue_); }
    OwnedQueue(const OwnedQueue &) = delete;
    OwnedQueue &operator=(const OwnedQueue &) = delete;
    ~OwnedQueue() { sga_queue_free(queue_); }
    const sga_queue *get() const noexcept { return queue_; }

  private:
    sga_queue *queue_ = nullptr;
};

} // namespace detail

/// Results of the jobs of a range, in the order in which they end: an input range, which is read
/// once. It stays in its place.
///
///     for (const BulkResult &result : client.bulk(jobs)) use(result);
///
/// begin() and `++` of its iterator submit jobs and wait for the next result. Where one throws,
/// another begin() of the same range continues. A failed call is no exception: its result has the
/// error. The jobs are read one by one, so that memory does not grow with their number.
template <class Jobs>
class BulkResults {
  public:
    class iterator;
    /// Element of the range.
    using value_type = BulkResult;
    /// Same as iterator.
    using const_iterator = iterator;

    /// Created by Client::bulk().
    BulkResults(Bulk bulk, Jobs &&jobs) : jobs_(std::forward<Jobs>(jobs)), bulk_(std::move(bulk)) {}

    /// Waits for the next result; end() without one.
    /// @throws ledger_error if the ledger cannot be read or written: no further job begins
    /// @throws invalid_input_error for a job whose arguments are no JSON object; it is skipped
    iterator begin() {
        advance();
        return iterator(this);
    }
    /// Iterator past the last result.
    iterator end() const noexcept { return iterator(); }

    /// Stops the run, from any thread: the range ends after the results of the jobs in progress.
    void stop() const { bulk_.stop(); }
    /// Number of jobs by their effect, for any thread.
    BulkProgress progress() const { return bulk_.progress(); }

    BulkResults(const BulkResults &) = delete;
    BulkResults &operator=(const BulkResults &) = delete;
    /// Stops the run and waits for the jobs in progress, whose results are in the ledger alone.
    ~BulkResults() {
        sga_bulk_stop(bulk_.get(), nullptr);
        while (in_progress_ > 0) {
            sga_completion *completion = nullptr;
            // Fails in a forked child.
            if (sga_queue_next(queue_.get(), -1, &completion, nullptr) != SGA_OK) break;
            sga_completion_free(completion);
            --in_progress_;
        }
    }

  private:
    void advance() {
        result_.reset();
        while (!ended_ && in_progress_ < limit_ && jobs_.has_job())
            submit(jobs_.job());
        if (in_progress_ == 0) return;
        sga_completion *raw = nullptr;
        detail::call(sga_queue_next, queue_.get(), -1, &raw);
        --in_progress_;
        const std::shared_ptr<const sga_completion> completion(raw, sga_completion_free);
        if (completion->status != SGA_OK) {
            ended_ = true;
            detail::raise(completion->status,
                          std::shared_ptr<const sga_error>(completion, completion->error));
        }
        result_ = detail::FromCompletion<BulkResult>::read(completion);
    }

    void submit(const BulkJob &job) {
        sga_error *raw = nullptr;
        const sga_bulk_job c = detail::to_c(job);
        const auto status = sga_submit_bulk_execute(queue_.get(), bulk_.get(), 0, &c, &raw);
        const std::shared_ptr<const sga_error> cause(raw, sga_error_free);
        if (status == SGA_ERR_BUSY) {
            limit_ = in_progress_;
            return;
        }
        if (status == SGA_ERR_CLOSED) {
            ended_ = true;
            return;
        }
        jobs_.skip();
        if (status != SGA_OK) detail::raise(status, cause);
        ++in_progress_;
    }

    detail::JobReader<Jobs> jobs_;
    Bulk bulk_;
    detail::OwnedQueue queue_;
    std::size_t in_progress_ = 0;
    /// The concurrency, once a submission was refused.
    std::size_t limit_ = static_cast<std::size_t>(-1);
    /// Whether no further job begins.
    bool ended_ = false;
    std::optional<BulkResult> result_;
};

/// Input iterator over the results of a run, which must outlive it.
template <class Jobs>
class BulkResults<Jobs>::iterator {
  public:
    /// @name Requirements of input iterators
    /// @{
    using iterator_category = std::input_iterator_tag;
    using value_type = BulkResult;
    using difference_type = std::ptrdiff_t;
    using reference = const value_type &;
    using pointer = const value_type *;
    /// The result before an increment.
    class previous {
      public:
        explicit previous(value_type result) : result_(std::move(result)) {}
        const value_type &operator*() const noexcept { return result_; }

      private:
        value_type result_;
    };

    iterator() = default;
    explicit iterator(BulkResults *results) noexcept : results_(results) {}

    reference operator*() const noexcept { return *results_->result_; }
    pointer operator->() const noexcept { return &*results_->result_; }
    iterator &operator++() {
        results_->advance();
        return *this;
    }
    previous operator++(int) {
        previous result(**this);
        ++*this;
        return result;
    }
    friend bool operator==(const iterator &a, const iterator &b) noexcept {
        return a.at_end() == b.at_end();
    }
    friend bool operator!=(const iterator &a, const iterator &b) noexcept { return !(a == b); }
    /// @}

  private:
    bool at_end() const noexcept { return !results_ || !results_->result_; }

    BulkResults *results_ = nullptr;
};

template <class Jobs>
BulkResults<Jobs> Client::bulk(Jobs &&jobs, const BulkOptions &options) const {
    return BulkResults<Jobs>(Bulk(*this, options), std::forward<Jobs>(jobs));
}

namespace detail {

inline Call<BulkResult> submit_job(const std::shared_ptr<PendingCalls> &pending_calls,
                                   const Bulk &bulk, const BulkJob &job) {
    return add_call<BulkResult>(pending_calls, [&](auto *queue, std::uint64_t tag) {
        const sga_bulk_job c = to_c(job);
        call(sga_submit_bulk_execute, queue, bulk.get(), tag, &c);
    });
}

} // namespace detail

inline Call<BulkResult> Queue::execute(const Bulk &bulk, const BulkJob &job) const {
    return detail::submit_job(pending_calls(), bulk, job);
}

inline Call<BulkResult> AsyncClient::execute(const Bulk &bulk, const BulkJob &job) const {
    return detail::submit_job(calls().pending_calls, bulk, job);
}

} // namespace sendgrid_accounts

#endif
