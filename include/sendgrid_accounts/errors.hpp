/// @file
/// Exceptions.
#ifndef SENDGRID_ACCOUNTS_ERRORS_HPP
#define SENDGRID_ACCOUNTS_ERRORS_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/conversions.hpp>

// Visible in all shared libraries, so that they can catch exceptions of each other by type.
#pragma GCC visibility push(default)

namespace sendgrid_accounts {

/// Effect of a failed call, as far as it is known.
enum class Outcome {
    /// Nothing left this machine.
    not_sent = SGA_OUTCOME_NOT_SENT,
    /// The server refused the call and changed nothing.
    rejected = SGA_OUTCOME_REJECTED,
    /// The server accepted the call, but the rest of its response was cut off.
    applied = SGA_OUTCOME_APPLIED,
    /// The request may have arrived, and no usable response came back. Check it before a retry.
    unknown = SGA_OUTCOME_UNKNOWN,
};

/// Phase of a call in which its time ran out.
enum class Phase {
    /// Waiting for a free connection: `max_connections` calls were in progress.
    queue = SGA_PHASE_QUEUE,
    /// Name lookup, TCP, TLS and proxy.
    connect = SGA_PHASE_CONNECT,
    /// Waiting for the response head.
    response = SGA_PHASE_RESPONSE,
    /// Reading the response body.
    body = SGA_PHASE_BODY,
};

/// Name of an outcome, such as "not_sent": the same in every language.
inline std::string_view to_string(Outcome outcome) noexcept {
    return sga_outcome_name(static_cast<int>(outcome));
}

/// Name of a phase, such as "connect": the same in every language.
inline std::string_view to_string(Phase phase) noexcept {
    return sga_phase_name(static_cast<int>(phase));
}

/// Duration in seconds.
using Seconds = std::chrono::duration<double>;

/// A point in time in seconds; it compares with std::chrono::system_clock::now().
using Time = std::chrono::time_point<std::chrono::system_clock, Seconds>;

struct Reconciled;

namespace detail {
struct ChangeOf;
} // namespace detail

/// One error of the server's response. Its strings live as long as the exception or a copy of it.
struct ErrorDetail {
    /// Message of the server.
    std::string_view message{};
    /// Field that the server names.
    std::optional<std::string_view> field{};
    /// Help of the server as JSON.
    std::optional<std::string_view> help{};
    /// Identifier that the server gives the error.
    std::optional<std::string_view> error_id{};
};

/// Failure of a call: its kind, its possible effect, and whether a retry is safe. Base class of all
/// exceptions of this library. It never contains a credential or a password. Copies share their
/// data; the strings live as long as one of them.
class error : public std::runtime_error {
  public:
    /// Wraps an error of the C library; what() returns "operation: message".
    explicit error(std::shared_ptr<const sga_error> cause)
        : std::runtime_error(describe(*cause)), cause_(std::move(cause)) {}

    /// Description in one line, without the name of the operation. Text of the server in it is
    /// redacted, and its control and bidirectional characters are escaped.
    std::string_view message() const noexcept { return cause_->message; }
    /// Operation that failed, such as "user.get_profile".
    std::optional<std::string_view> operation() const noexcept {
        return detail::optional_view(cause_->operation);
    }
    /// Possible effect of the call.
    Outcome outcome() const noexcept { return static_cast<Outcome>(cause_->outcome); }
    /// Whether a retry is safe: it cannot apply a change twice, and the cause may be temporary.
    bool safe_to_retry() const noexcept { return cause_->safe_to_retry; }
    /// Number of attempts; 0 if none was started.
    std::uint32_t attempts() const noexcept { return cause_->attempts; }
    /// Whether only the exhausted retry budget prevented a retry; see `retry_budget`.
    bool retry_budget_exhausted() const noexcept { return cause_->retry_budget_exhausted; }
    /// Identifier of the call at the server, for its support.
    std::optional<std::string_view> request_id() const noexcept {
        return detail::optional_view(cause_->request_id);
    }
    /// Name of the invalid argument.
    std::optional<std::string_view> field() const noexcept {
        return detail::optional_view(cause_->field);
    }
    /// Phase in which the time ran out, if it did.
    std::optional<Phase> phase() const noexcept {
        if (cause_->phase == SGA_PHASE_NONE) return std::nullopt;
        return static_cast<Phase>(cause_->phase);
    }
    /// HTTP status of the last response.
    std::optional<std::uint32_t> http_status() const noexcept {
        return cause_->has_http_status ? std::optional(cause_->http_status) : std::nullopt;
    }
    /// Scope that the operation needs (permission_denied_error). It is a property of the operation,
    /// not a diagnosis: the server may have refused the call for another reason.
    std::optional<std::string_view> required_scope() const noexcept {
        return detail::optional_view(cause_->required_scope);
    }
    /// Wait that the server asks for: Retry-After of the response, whatever its status, or of the
    /// proxy that refused a tunnel; with a rate_limit_error also the end of the rate limit's
    /// window. Of a call that was not sent because of a lockout: the rest of the lockout.
    std::optional<Seconds> retry_after() const noexcept {
        if (!cause_->has_retry_after) return std::nullopt;
        return Seconds(cause_->retry_after);
    }
    /// Where the iteration over a list failed: the rows before this offset were read, and another
    /// iteration can begin there.
    std::optional<std::uint64_t> offset() const noexcept {
        return cause_->has_offset ? std::optional(cause_->offset) : std::nullopt;
    }

    /// Time at which retry_after() ends, by the server's clock.
    std::optional<Time> reset_at() const noexcept {
        if (!cause_->has_reset_at) return std::nullopt;
        return Time(Seconds(cause_->reset_at));
    }
    /// Body of the response as a string, capped at 2,048 bytes. Only secrets are removed: it may
    /// contain control characters.
    std::optional<std::string_view> body() const noexcept {
        return detail::optional_view(cause_->body);
    }
    /// Errors that the response lists, at most 32. Only secrets are removed from their strings:
    /// they may contain control characters.
    std::vector<ErrorDetail> details() const {
        std::vector<ErrorDetail> details;
        details.reserve(cause_->detail_count);
        for (std::size_t index = 0; index < cause_->detail_count; ++index) {
            const sga_error_detail &detail = *cause_->details[index];
            details.push_back({detail.message, detail::optional_view(detail.field),
                               detail::optional_view(detail.help),
                               detail::optional_view(detail.error_id)});
        }
        return details;
    }
    /// Username, id of an API key or name of a new one that a change with an unknown outcome
    /// affects.
    std::optional<std::string_view> target() const noexcept {
        return detail::optional_view(cause_->target);
    }
    /// Reads back whether a change with an unknown outcome was applied. It only reads. A second
    /// read follows after a second if the first one does not show the change.
    /// @throws misuse_error if the outcome is known
    Reconciled reconcile() const;
    /// Status of C.
    sga_status status() const noexcept { return cause_->status; }
    /// Name of the status, such as "bad_request": the same in every language.
    std::string_view kind() const noexcept { return sga_status_name(cause_->status); }

  private:
    friend struct detail::ChangeOf;

    static std::string describe(const sga_error &cause) {
        if (!cause.operation) return cause.message;
        return std::string(cause.operation) + ": " + cause.message;
    }

    std::shared_ptr<const sga_error> cause_;
};

/// The client is configured incorrectly: no credential, an unreadable CA bundle, or plain http to a
/// host other than this machine.
class config_error : public error {
    using error::error;
};

/// An argument is invalid; field() names it. Nothing was sent.
class invalid_input_error : public error {
    using error::error;
};

/// No connection: name lookup, TCP, TLS or proxy failed. Nothing was sent.
class connect_error : public error {
    using error::error;
};

/// No response in time; phase() names the phase.
class timeout_error : public error {
    using error::error;
};

/// The connection failed during the call, or the response is not HTTP.
class transport_error : public error {
    using error::error;
};

/// A change was sent and no response arrived, or an attempt without a response was followed by a
/// refusal: the change may or may not be applied. After a refusal http_status(), details() and
/// body() are those of the refusal.
class outcome_unknown_error : public error {
    using error::error;
};

/// The response is not usable: not decodable, too large, compressed, or a redirect.
class response_error : public error {
    using error::error;
};

/// The server refused the call: http_status(), details(), body(). Base class of the exceptions for
/// single statuses, and the exception for all others.
class api_error : public error {
    using error::error;
};

/// HTTP 400: the server refused the arguments.
class bad_request_error : public api_error {
    using api_error::api_error;
};

/// HTTP 401: the server did not accept the credential. With Outcome::not_sent: the call was
/// withheld after several of these, and may be retried later.
class authentication_error : public api_error {
    using api_error::api_error;
};

/// HTTP 403: the server does not permit the call; see required_scope().
class permission_denied_error : public api_error {
    using api_error::api_error;
};

/// HTTP 404, or a response that says that the user does not exist.
class not_found_error : public api_error {
    using api_error::api_error;
};

/// HTTP 429: too many requests; see retry_after() and reset_at().
class rate_limit_error : public api_error {
    using api_error::api_error;
};

/// HTTP 5xx: the server failed.
class server_error : public api_error {
    using api_error::api_error;
};

/// The client was closed, or the bulk run stopped, before the call.
class closed_error : public error {
    using error::error;
};

/// A fault of this library; please report it.
class internal_error : public error {
    using error::error;
};

/// The ledger of a bulk run cannot be opened, read or written, another process uses it, or it
/// records another job under the same key.
class ledger_error : public error {
    using error::error;
};

/// The call was cancelled, or its queue was destroyed; outcome() states its possible effect.
class cancelled_error : public error {
    using error::error;
};

/// A bulk run has as many jobs in progress as its concurrency allows; wait for one of them.
class busy_error : public error {
    using error::error;
};

/// Misuse of the library: an object after a move, or a queue or bulk run from before a fork.
class misuse_error : public error {
    using error::error;
};

} // namespace sendgrid_accounts

#pragma GCC visibility pop

namespace sendgrid_accounts::detail {

/// Data of an error of this header.
struct LocalCause {
    std::string message;
    std::string field;
    sga_error error{};
};

/// Creates an error of this header.
inline std::shared_ptr<const sga_error> local_cause(sga_status status, Outcome outcome,
                                                    std::string message, std::string field = {}) {
    auto local = std::make_shared<LocalCause>();
    local->message = std::move(message);
    local->field = std::move(field);
    local->error.status = status;
    local->error.outcome = static_cast<sga_outcome>(outcome);
    local->error.message = local->message.c_str();
    local->error.field = local->field.empty() ? nullptr : local->field.c_str();
    return {local, &local->error};
}

/// Throws the exception of an error.
[[noreturn]] inline void raise(std::shared_ptr<const sga_error> cause) {
    // Without a default, so that the compiler warns of a missing status.
    switch (cause->status) {
    case SGA_OK:
        break;
    case SGA_ERR_CONFIG:
        throw config_error(std::move(cause));
    // In C++ this is an invalid argument like any other.
    case SGA_ERR_UTF8:
    case SGA_ERR_INVALID_INPUT:
        throw invalid_input_error(std::move(cause));
    case SGA_ERR_CONNECT:
        throw connect_error(std::move(cause));
    case SGA_ERR_TIMEOUT:
        throw timeout_error(std::move(cause));
    case SGA_ERR_TRANSPORT:
        throw transport_error(std::move(cause));
    case SGA_ERR_OUTCOME_UNKNOWN:
        throw outcome_unknown_error(std::move(cause));
    case SGA_ERR_RESPONSE:
        throw response_error(std::move(cause));
    case SGA_ERR_API:
        throw api_error(std::move(cause));
    case SGA_ERR_BAD_REQUEST:
        throw bad_request_error(std::move(cause));
    case SGA_ERR_AUTHENTICATION:
        throw authentication_error(std::move(cause));
    case SGA_ERR_PERMISSION_DENIED:
        throw permission_denied_error(std::move(cause));
    case SGA_ERR_NOT_FOUND:
        throw not_found_error(std::move(cause));
    case SGA_ERR_RATE_LIMIT:
        throw rate_limit_error(std::move(cause));
    case SGA_ERR_SERVER:
        throw server_error(std::move(cause));
    case SGA_ERR_CLOSED:
        throw closed_error(std::move(cause));
    case SGA_ERR_INTERNAL:
        throw internal_error(std::move(cause));
    case SGA_ERR_LEDGER:
        throw ledger_error(std::move(cause));
    case SGA_ERR_CANCELLED:
        throw cancelled_error(std::move(cause));
    case SGA_ERR_BUSY:
        throw busy_error(std::move(cause));
    case SGA_ERR_NULL:
    case SGA_ERR_ENUM:
    case SGA_ERR_STRUCT_SIZE:
    case SGA_ERR_STALE_HANDLE:
    case SGA_ERR_WRONG_HANDLE:
    case SGA_ERR_FORKED:
        throw misuse_error(std::move(cause));
    }
    throw error(std::move(cause));
}

/// Throws the exception of a status. The library may lack the memory for an error object.
[[noreturn]] inline void raise(sga_status status, std::shared_ptr<const sga_error> cause) {
    if (cause) raise(std::move(cause));
    raise(local_cause(status, Outcome::unknown, "the library returned no error object"));
}

/// Refuses an argument.
[[noreturn]] inline void refuse(const char *field, const std::string &problem) {
    raise(local_cause(SGA_ERR_INVALID_INPUT, Outcome::not_sent, std::string(field) + " " + problem,
                      field));
}

/// Calls a function of C, and throws its error.
template <class Function, class... Arguments>
void call(Function function, Arguments... arguments) {
    sga_error *cause = nullptr;
    const sga_status status = function(arguments..., &cause);
    if (status != SGA_OK) {
        raise(status, cause ? std::shared_ptr<const sga_error>(cause, sga_error_free) : nullptr);
    }
}

/// Throws the exception of a status without an error object.
inline void check(sga_status status) {
    if (status != SGA_OK) raise(status, nullptr);
}

} // namespace sendgrid_accounts::detail

#endif
