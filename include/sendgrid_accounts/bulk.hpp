/// @file
/// Bulk runs whose jobs the program executes one by one.
#ifndef SENDGRID_ACCOUNTS_BULK_HPP
#define SENDGRID_ACCOUNTS_BULK_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/async_client.hpp>
#include <sendgrid_accounts/bulk_file.hpp>
#include <sendgrid_accounts/bulk_job.hpp>
#include <sendgrid_accounts/client.hpp>
#include <sendgrid_accounts/conversions.hpp>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/queue.hpp>

namespace sendgrid_accounts {

/// A bulk run, paced by the rate limits, with a ledger from which another run resumes, whose jobs
/// the program executes one by one: from threads with execute(), or as futures with
/// Queue::execute() and AsyncClient::execute(). It belongs to the process that created it.
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
    /// @throws ledger_error if the ledger failed. This and any other error that ended the run, as
    ///         when the server refuses the credential ten times in a row, is that of all further
    ///         jobs
    BulkResult execute(const BulkJob &job) const {
        const sga_bulk_job c = detail::to_c(job);
        sga_bulk_result *result = nullptr;
        detail::call(sga_bulk_execute, handle_.get(), &c, &result);
        return detail::Source<BulkResult>::read({result, sga_bulk_result_free});
    }
    /// Executes the next job of a file; std::nullopt at its end. Threads may share a file.
    std::optional<BulkResult> execute_next(const BulkFile &file) const {
        sga_bulk_result *result = nullptr;
        detail::call(sga_bulk_execute_next, handle_.get(), file.get(), &result);
        if (!result) return std::nullopt;
        return detail::Source<BulkResult>::read({result, sga_bulk_result_free});
    }
    /// Stops the run, from any thread: jobs in progress end, and those that wait for a rate limit,
    /// or that were submitted and have not begun, end with Outcome::not_sent; no further job
    /// begins.
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
