/// @file
/// Inputs and results of bulk runs.
#ifndef SENDGRID_ACCOUNTS_BULK_JOB_HPP
#define SENDGRID_ACCOUNTS_BULK_JOB_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/api_keys.hpp>
#include <sendgrid_accounts/arguments.hpp>
#include <sendgrid_accounts/conversions.hpp>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts {

/// Settings of a bulk run.
struct BulkOptions {
    /// Number of jobs at once, from 1 to 1,000; default: 16.
    std::optional<std::uint32_t> concurrency{};
    /// Maximum number of calls that the run begins in a minute, evenly spaced, from 1 to 1,000,000:
    /// the part of a rate limit that this run may use, where others use it at the same time.
    /// Retries within a call are not counted. Default: only the server limits the rate.
    std::optional<std::uint32_t> max_per_minute{};
    /// File that records what became of each job, so that another run can resume this one. Default:
    /// no file.
    std::optional<std::string> ledger{};
    /// Text that the ledger keeps for the program, such as the name of the file that the jobs come
    /// from. It must not have secrets.
    std::optional<std::string> description{};
    /// Permits to repeat calls that the server refused in an earlier run. Default: only those that
    /// it refused for the rate, the credential or a fault of its own, or whose arguments have
    /// changed.
    bool retry_rejected = false;
    /// Number of all jobs, for the progress; default: not known.
    std::optional<std::uint64_t> total{};
};

/// A call to make by its name.
struct BulkJob {
    /// Operation, such as "customers.disable".
    std::string operation{};
    /// Arguments of the operation as a JSON object, such as `{"user": "reader"}`; a null is a
    /// missing argument. Default: none.
    std::optional<std::string> arguments{};
    /// Key that identifies the job in the ledger. Default: the operation, the account acted for,
    /// and the target of the call.
    std::optional<std::string> key{};
    /// Subuser that the job acts for; not with `account_id`.
    std::optional<std::string> on_behalf_of{};
    /// Number of the customer account that the job acts for.
    std::optional<std::string> account_id{};
    /// Line of the file that the job comes from, for its result.
    std::optional<std::uint64_t> line{};
};

/// Result of a job: its effect, and its result or error.
struct BulkResult {
    /// Key that identifies the job.
    std::string key{};
    /// Operation of the job.
    std::string operation{};
    /// Line of the file that the job comes from.
    std::optional<std::uint64_t> line{};
    /// Effect of the job; Outcome::applied also for a read. After Outcome::not_sent another run
    /// with the same ledger makes the call.
    Outcome outcome = Outcome::not_sent;
    /// Whether an earlier run made the call: the outcome comes from the ledger, or was read back.
    /// There is no `result` and no `api_key` then, and the error has no details and no body.
    bool from_ledger = false;
    /// Result of the call as JSON, without secrets.
    std::optional<std::string> result{};
    /// API key that the call created. The ledger does not contain it, and no later call returns it.
    std::optional<ApiKeySecret> api_key{};
    /// Error of the call.
    std::optional<sendgrid_accounts::error> error{};
    /// How the outcome was found, in one sentence, if it was read back; see Reconciled.
    std::optional<std::string> evidence{};
};

/// Number of jobs of a bulk run by their effect, and how fast they end.
struct BulkProgress {
    /// Jobs that were begun.
    std::uint64_t begun = 0;
    /// Jobs whose change was applied, in this run or an earlier one.
    std::uint64_t applied = 0;
    /// Jobs that the server refused.
    std::uint64_t rejected = 0;
    /// Jobs that were not sent.
    std::uint64_t not_sent = 0;
    /// Jobs whose outcome is unknown.
    std::uint64_t unknown = 0;
    /// Jobs among these whose outcome comes from the ledger.
    std::uint64_t from_ledger = 0;
    /// Jobs that ended per second, in the last ten seconds, without those from the ledger.
    double rate = 0;
    /// Number of all jobs.
    std::optional<std::uint64_t> total{};
    /// Time in which the rest of `total` ends at the current rate.
    std::optional<Seconds> time_left{};
    /// Number of calls that a window of the rate limit of the last operation allows, as the server
    /// last reported it.
    std::optional<std::uint64_t> limit{};
    /// Number of calls that remained in that window.
    std::optional<std::uint64_t> remaining{};
    /// Start of the next window, by the server's clock.
    std::optional<Time> reset_at{};
};

namespace detail {

inline sga_bulk_options to_c(const BulkOptions &options) {
    sga_bulk_options c = SGA_BULK_OPTIONS_INIT;
    c.concurrency = to_c("concurrency", options.concurrency);
    c.ledger = to_c("ledger", options.ledger);
    c.description = to_c("description", options.description);
    c.retry_rejected = options.retry_rejected;
    c.total = to_c("total", options.total);
    c.max_per_minute = to_c("max_per_minute", options.max_per_minute);
    return c;
}

inline sga_bulk_job to_c(const BulkJob &job) {
    sga_bulk_job c = SGA_BULK_JOB_INIT;
    c.operation = to_c("operation", job.operation);
    c.arguments = to_c("arguments", job.arguments);
    c.key = to_c("key", job.key);
    c.on_behalf_of = to_c("on_behalf_of", job.on_behalf_of);
    c.account_id = to_c("account_id", job.account_id);
    c.line = to_c("line", job.line);
    return c;
}

template <>
struct Source<BulkResult> {
    using Struct = sga_bulk_result;
    static constexpr auto free = sga_bulk_result_free;
    static constexpr auto in_completion = &sga_completion::bulk_result;

    static BulkResult read(const std::shared_ptr<const Struct> &c) {
        BulkResult result;
        result.key = c->key;
        result.operation = c->operation;
        result.line = optional(c->has_line, c->line);
        result.outcome = static_cast<Outcome>(c->outcome);
        result.from_ledger = c->from_ledger;
        result.result = optional_string(c->result);
        if (c->api_key) result.api_key = ApiKeySecret({c, c->api_key});
        result.evidence = optional_string(c->evidence);
        if (c->error) result.error.emplace(std::shared_ptr<const sga_error>(c, c->error));
        return result;
    }
};

inline BulkProgress read(const sga_bulk_progress &c) {
    BulkProgress progress;
    progress.begun = c.begun;
    progress.applied = c.applied;
    progress.rejected = c.rejected;
    progress.not_sent = c.not_sent;
    progress.unknown = c.unknown;
    progress.from_ledger = c.from_ledger;
    progress.rate = c.rate;
    progress.total = optional(c.has_total, c.total);
    progress.time_left = optional(c.has_time_left, Seconds(c.time_left));
    progress.limit = optional(c.has_limit, c.limit);
    progress.remaining = optional(c.has_remaining, c.remaining);
    progress.reset_at = optional(c.has_reset_at, Time(Seconds(c.reset_at)));
    return progress;
}

} // namespace detail

} // namespace sendgrid_accounts

#endif
