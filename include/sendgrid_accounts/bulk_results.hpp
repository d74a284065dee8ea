/// @file
/// Bulk runs as ranges of results.
#ifndef SENDGRID_ACCOUNTS_BULK_RESULTS_HPP
#define SENDGRID_ACCOUNTS_BULK_RESULTS_HPP

#include <atomic>
#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/bulk.hpp>
#include <sendgrid_accounts/bulk_file.hpp>
#include <sendgrid_accounts/bulk_job.hpp>
#include <sendgrid_accounts/client.hpp>
#include <sendgrid_accounts/conversions.hpp>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts {

namespace detail {

/// The jobs of a range, in order, with `begin` and `end` found as by a range-based for loop.
template <class Jobs, class = std::decay_t<Jobs>>
class JobReader {
  public:
    explicit JobReader(Jobs &&jobs) : jobs_(std::forward<Jobs>(jobs)) {}

    /// Submits the next job, and counts it; without one it counts none. A job with invalid
    /// arguments is skipped.
    sga_status submit(const sga_queue *queue, const sga_bulk *bulk, std::size_t *count,
                      sga_error **error) {
        *count = 0;
        if (!at_) at_.emplace(first(jobs_));
        if (!(*at_ != last(jobs_))) return SGA_OK;
        const sga_status status = submit_job(**at_, queue, bulk, error);
        if (status == SGA_OK || is_invalid(status)) ++*at_;
        *count = status == SGA_OK;
        return status;
    }

  private:
    static bool is_invalid(sga_status status) {
        return status == SGA_ERR_INVALID_INPUT || status == SGA_ERR_UTF8;
    }

    sga_status submit_job(const BulkJob &job, const sga_queue *queue, const sga_bulk *bulk,
                          sga_error **error) {
        sga_bulk_job c;
        try {
            c = to_c(job);
        } catch (const invalid_input_error &) {
            ++*at_;
            throw;
        }
        return sga_submit_bulk_execute(queue, bulk, 0, &c, error);
    }

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

/// The jobs of a file.
template <class Jobs>
class JobReader<Jobs, BulkFile> {
  public:
    explicit JobReader(Jobs &&file) : file_(std::forward<Jobs>(file)) {}

    sga_status submit(const sga_queue *queue, const sga_bulk *bulk, std::size_t *count,
                      sga_error **error) {
        return sga_submit_bulk_execute_next(queue, bulk, 0, file_.get(), count, error);
    }

  private:
    Jobs file_;
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

/// Results of the jobs of a range or a file, in the order in which they end: an input range, which
/// is read once. It stays in its place.
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
    /// @throws invalid_input_error for a job whose arguments are no JSON object; it is skipped
    /// @throws ledger_error if the ledger failed. This and any other error that ended the run, as
    ///         when the server refuses the credential ten times in a row, comes once, after the
    ///         results of the jobs in progress
    iterator begin() {
        advance();
        return iterator(this);
    }
    /// Iterator past the last result.
    iterator end() const noexcept { return iterator(); }

    /// Stops the run, from any thread: the range ends after the results of the jobs in progress.
    void stop() {
        is_stopped_ = true;
        bulk_.stop();
    }
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
        do {
            submit_jobs();
        } while (in_progress_ > 0 && !take());
        if (result_ || !failure_) return;
        const auto failure = std::move(failure_);
        failure_.reset();
        detail::raise(failure->status, failure);
    }

    /// Submits jobs until as many are in progress as may be.
    void submit_jobs() {
        while (!has_ended_ && in_progress_ < limit_) {
            sga_error *raw = nullptr;
            std::size_t count = 0;
            const auto status = jobs_.submit(queue_.get(), bulk_.get(), &count, &raw);
            const std::shared_ptr<const sga_error> cause(raw, sga_error_free);
            if (status == SGA_ERR_BUSY) {
                limit_ = in_progress_;
            } else if (status == SGA_ERR_INVALID_INPUT || status == SGA_ERR_UTF8) {
                detail::raise(status, cause);
            } else if (status != SGA_OK) {
                fail(status, cause);
            } else {
                in_progress_ += count;
                has_ended_ = count == 0;
            }
        }
    }

    /// Waits for a completion. Whether it has a result.
    bool take() {
        sga_completion *raw = nullptr;
        detail::call(sga_queue_next, queue_.get(), -1, &raw);
        --in_progress_;
        const std::shared_ptr<const sga_completion> completion(raw, sga_completion_free);
        if (completion->status == SGA_OK) {
            result_ = detail::FromCompletion<BulkResult>::read(completion);
        } else {
            const sga_error *error = completion->error;
            fail(completion->status,
                 error ? std::shared_ptr<const sga_error>(completion, error) : nullptr);
        }
        return result_.has_value();
    }

    /// Ends the run: no further job begins.
    void fail(sga_status status, const std::shared_ptr<const sga_error> &cause) {
        has_ended_ = true;
        if (failure_ || (is_stopped_ && status == SGA_ERR_CLOSED)) return;
        // The library may lack the memory for an error object.
        failure_ = cause ? cause : detail::local_cause(status, Outcome::unknown, "the run failed");
    }

    detail::JobReader<Jobs> jobs_;
    Bulk bulk_;
    detail::OwnedQueue queue_;
    std::size_t in_progress_ = 0;
    /// The concurrency, once a submission was refused.
    std::size_t limit_ = static_cast<std::size_t>(-1);
    /// Whether no further job begins.
    bool has_ended_ = false;
    std::atomic<bool> is_stopped_{false};
    /// The error that ended the run.
    std::shared_ptr<const sga_error> failure_;
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

} // namespace sendgrid_accounts

#endif
