/// @file
/// What goes wrong, as exceptions.
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
#include <sendgrid_accounts/strings.hpp>

// An exception that crosses from one shared library to another is caught by its type there, even
// where the libraries hide their symbols.
#pragma GCC visibility push(default)

namespace sendgrid_accounts {

/// What is known of the effect of a failed call.
enum class Outcome {
    /// Nothing left this machine.
    not_sent = SGA_OUTCOME_NOT_SENT,
    /// The server said no: nothing was changed.
    rejected = SGA_OUTCOME_REJECTED,
    /// The server said yes, but the rest of its answer could not be used.
    applied = SGA_OUTCOME_APPLIED,
    /// The request may have arrived and no usable answer came: look before you repeat it.
    unknown = SGA_OUTCOME_UNKNOWN,
};

/// What a call was waiting for when its time ran out.
enum class Phase {
    /// A free connection: as many calls as there may be were under way.
    queue = SGA_PHASE_QUEUE,
    /// Name lookup, TCP, TLS and proxy.
    connect = SGA_PHASE_CONNECT,
    /// The head of the answer.
    response = SGA_PHASE_RESPONSE,
    /// The rest of the answer.
    body = SGA_PHASE_BODY,
};

/// The name of an outcome, such as "not_sent": the same in every language.
inline std::string_view to_string(Outcome outcome) noexcept {
    return sga_outcome_name(static_cast<int>(outcome));
}

/// The name of a phase, such as "connect": the same in every language.
inline std::string_view to_string(Phase phase) noexcept {
    return sga_phase_name(static_cast<int>(phase));
}

/// A length of time in seconds.
using Seconds = std::chrono::duration<double>;

/// A point in time in seconds; it compares with std::chrono::system_clock::now().
using Time = std::chrono::time_point<std::chrono::system_clock, Seconds>;

struct Reconciled;

/// One complaint of the server. Its texts live as long as the error or a copy of it.
struct ErrorDetail {
    /// The server's text.
    std::string_view message{};
    /// The field that the server complains about.
    std::optional<std::string_view> field{};
    /// Help of the server as JSON, of whatever form it has.
    std::optional<std::string_view> help{};
    /// The server's own number of the error.
    std::optional<std::string_view> error_id{};
};

/// Why a call failed, what it may have done, and whether it may be repeated: the base of all that
/// this library throws. It never holds a credential or a password. Copies share what they hold; the
/// texts live as long as one of them.
class error : public std::runtime_error {
  public:
    /// Takes what the C library says; what() becomes "operation: message".
    explicit error(std::shared_ptr<const sga_error> cause)
        : std::runtime_error(sentence(*cause)), cause_(std::move(cause)) {}

    /// What happened, in one sentence, without the name of the operation.
    std::string_view message() const noexcept { return cause_->message; }
    /// The operation that failed, such as "user.get_profile".
    std::optional<std::string_view> operation() const noexcept {
        return detail::viewed(cause_->operation);
    }
    /// What the call may have done.
    Outcome outcome() const noexcept { return static_cast<Outcome>(cause_->outcome); }
    /// Whether the same call may be made again as it is: a repeat cannot apply a change twice, and
    /// what was in the way may pass.
    bool safe_to_retry() const noexcept { return cause_->safe_to_retry; }
    /// How many times the request was handed to the network, 0 where it never was.
    std::uint32_t attempts() const noexcept { return cause_->attempts; }
    /// Whether the call would have been repeated, had so many others not been (`retry_budget`).
    bool retry_budget_exhausted() const noexcept { return cause_->retry_budget_exhausted; }
    /// The server's identifier of the call, for its support.
    std::optional<std::string_view> request_id() const noexcept {
        return detail::viewed(cause_->request_id);
    }
    /// The argument that was refused.
    std::optional<std::string_view> field() const noexcept { return detail::viewed(cause_->field); }
    /// What was being waited for, where time ran out.
    std::optional<Phase> phase() const noexcept {
        if (cause_->phase == SGA_PHASE_NONE) return std::nullopt;
        return static_cast<Phase>(cause_->phase);
    }
    /// The HTTP status of the last answer.
    std::optional<std::uint32_t> http_status() const noexcept {
        return cause_->has_http_status ? std::optional(cause_->http_status) : std::nullopt;
    }
    /// The scope that the API key needs for this call (permission_denied_error).
    std::optional<std::string_view> required_scope() const noexcept {
        return detail::viewed(cause_->required_scope);
    }
    /// How long the server asks to wait (rate_limit_error).
    std::optional<Seconds> retry_after() const noexcept {
        if (!cause_->has_retry_after) return std::nullopt;
        return Seconds(cause_->retry_after);
    }
    /// When the server accepts calls again, by its own clock (rate_limit_error).
    std::optional<Time> reset_at() const noexcept {
        if (!cause_->has_reset_at) return std::nullopt;
        return Time(Seconds(cause_->reset_at));
    }
    /// The body of the refusing answer as text, capped at 2,048 bytes.
    std::optional<std::string_view> body() const noexcept { return detail::viewed(cause_->body); }
    /// What the server complained about, in its order.
    std::vector<ErrorDetail> details() const {
        std::vector<ErrorDetail> found;
        found.reserve(cause_->detail_count);
        for (std::size_t index = 0; index < cause_->detail_count; ++index) {
            const sga_error_detail &detail = *cause_->details[index];
            found.push_back({detail.message, detail::viewed(detail.field),
                             detail::viewed(detail.help), detail::viewed(detail.error_id)});
        }
        return found;
    }
    /// Whom a change of unknown outcome is about, where it names somebody.
    std::optional<std::string_view> target() const noexcept {
        return detail::viewed(cause_->target);
    }
    /// Looks whether a change of unknown outcome was applied, by reading back what it would have
    /// set. It changes nothing, and takes a second where the change is not found at first.
    /// @throws misuse_error where there is nothing to look for: the outcome is known
    Reconciled reconcile() const;
    /// The number of what went wrong, as C has it.
    sga_status status() const noexcept { return cause_->status; }
    /// The name of what went wrong, such as "bad_request": the same in every language.
    std::string_view kind() const noexcept { return sga_status_name(cause_->status); }

  private:
    static std::string sentence(const sga_error &cause) {
        if (!cause.operation) return cause.message;
        return std::string(cause.operation) + ": " + cause.message;
    }

    std::shared_ptr<const sga_error> cause_;
};

/// The client is set up wrongly: a credential is missing, the CA bundle cannot be read, plain http
/// was asked for a host that is not this machine.
class config_error : public error {
    using error::error;
};

/// An argument was refused before anything was sent; field() names it.
class invalid_input_error : public error {
    using error::error;
};

/// No connection could be made: name lookup, TCP, TLS or proxy. Nothing was sent.
class connect_error : public error {
    using error::error;
};

/// No answer in time; phase() says what was being waited for.
class timeout_error : public error {
    using error::error;
};

/// The connection failed while a call was on it, or what came back was not HTTP.
class transport_error : public error {
    using error::error;
};

/// A change was sent and no answer came: look before you repeat it.
class outcome_unknown_error : public error {
    using error::error;
};

/// An answer came that cannot be used: undecodable, too large, compressed, or a redirect.
class response_error : public error {
    using error::error;
};

/// The server refused the call: http_status(), details(), body(). Statuses that have no class of
/// their own are thrown as this one.
class api_error : public error {
    using error::error;
};

/// HTTP 400: the server refused the arguments.
class bad_request_error : public api_error {
    using api_error::api_error;
};

/// HTTP 401: the credential was not accepted.
class authentication_error : public api_error {
    using api_error::api_error;
};

/// HTTP 403: the credential may not do this; required_scope() may say what it lacks.
class permission_denied_error : public api_error {
    using api_error::api_error;
};

/// HTTP 404, or an answer that says that the user does not exist.
class not_found_error : public api_error {
    using api_error::api_error;
};

/// HTTP 429: too many requests; retry_after() and reset_at() may say how long to wait.
class rate_limit_error : public api_error {
    using api_error::api_error;
};

/// HTTP 5xx: the server failed.
class server_error : public api_error {
    using api_error::api_error;
};

/// The client was closed before the call.
class closed_error : public error {
    using error::error;
};

/// A fault of this library; please report it.
class internal_error : public error {
    using error::error;
};

/// The call was cancelled, or its queue is gone; outcome() says whether it may have arrived.
class cancelled_error : public error {
    using error::error;
};

/// The program uses the library wrongly: an object that was moved away, or a queue of the process
/// that this one was forked from.
class misuse_error : public error {
    using error::error;
};

} // namespace sendgrid_accounts

#pragma GCC visibility pop

namespace sendgrid_accounts::detail {

/// What is wrong, in the words of this header.
struct OwnCause {
    std::string message;
    std::string field;
    sga_error error{};
};

/// An error that the C library had no part in.
inline std::shared_ptr<const sga_error> own_cause(sga_status status, Outcome outcome,
                                                  std::string message, std::string field = {}) {
    auto own = std::make_shared<OwnCause>();
    own->message = std::move(message);
    own->field = std::move(field);
    own->error.status = status;
    own->error.outcome = static_cast<sga_outcome>(outcome);
    own->error.message = own->message.c_str();
    own->error.field = own->field.empty() ? nullptr : own->field.c_str();
    return {own, &own->error};
}

/// Throws the exception that a cause belongs to.
[[noreturn]] inline void raise(std::shared_ptr<const sga_error> cause) {
    // Without a default, so that the compiler tells of a status that is missing here.
    switch (cause->status) {
    case SGA_OK:
        break;
    case SGA_ERR_CONFIG:
        throw config_error(std::move(cause));
    // Only what is no text can be refused so: to the caller, a refused argument as any other.
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
    case SGA_ERR_CANCELLED:
        throw cancelled_error(std::move(cause));
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

/// Throws for a status; a library that is in need may give no cause with it.
[[noreturn]] inline void raise(sga_status status, std::shared_ptr<const sga_error> cause) {
    if (cause) raise(std::move(cause));
    raise(own_cause(status, Outcome::unknown, "the library gave no reason"));
}

/// Refuses an argument before the C library sees it.
[[noreturn]] inline void refuse(const char *field, const std::string &problem) {
    raise(own_cause(SGA_ERR_INVALID_INPUT, Outcome::not_sent, std::string(field) + " " + problem,
                    field));
}

/// Calls a C function with a place for its error, and throws what lies there afterwards.
template <class Function, class... Arguments>
void call(Function function, Arguments... arguments) {
    sga_error *cause = nullptr;
    const sga_status status = function(arguments..., &cause);
    if (status != SGA_OK) {
        raise(status, cause ? std::shared_ptr<const sga_error>(cause, sga_error_free) : nullptr);
    }
}

/// Throws for the status of a function that gives no error.
inline void check(sga_status status) {
    if (status != SGA_OK) raise(status, nullptr);
}

} // namespace sendgrid_accounts::detail

#endif
