/// @file
/// Log records.
#ifndef SENDGRID_ACCOUNTS_LOG_HPP
#define SENDGRID_ACCOUNTS_LOG_HPP

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/conversions.hpp>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts {

/// Level of a log record. A level includes those before it.
enum class LogLevel {
    /// A fault.
    error = SGA_LOG_ERROR,
    /// A doubtful setting, such as an API key in an unusual form, or lost log records.
    warn = SGA_LOG_WARN,
    /// Retries, and waits of more than a second for a rate limit.
    info = SGA_LOG_INFO,
    /// Requests, responses, failures and shorter waits.
    debug = SGA_LOG_DEBUG,
};

/// Name of a log level, such as "debug".
inline std::string_view to_string(LogLevel level) noexcept {
    return sga_log_level_name(static_cast<int>(level));
}

/// One field of a log record.
struct LogField {
    /// Name, such as "wait_ms".
    std::string_view name{};
    /// Value as text.
    std::string_view value{};
};

/// Log record: names and numbers, never a credential, a value of the caller or text of a server.
/// Its strings live until the callback returns.
struct LogRecord {
    /// Level.
    LogLevel level = LogLevel::debug;
    /// Part of the library that wrote the record: "sendgrid_accounts".
    std::string_view target{};
    /// Operation of the call, such as "user.get_profile".
    std::optional<std::string_view> operation{};
    /// Event: "request", "response", "retry", "rate limit wait", "retry budget exhausted",
    /// "failed", or a warning.
    std::string_view message{};
    /// Further fields, such as "attempt", "status", "kind" and "wait_ms".
    std::vector<LogField> fields{};
};

/// Receives log records.
using LogCallback = std::function<void(const LogRecord &)>;

namespace detail {

inline LogRecord read(const sga_log_record &record) {
    LogRecord result{static_cast<LogLevel>(record.level),
                     record.target,
                     optional_view(record.operation),
                     record.message,
                     {}};
    result.fields.reserve(record.field_count);
    for (std::size_t index = 0; index < record.field_count; ++index)
        result.fields.push_back({record.fields[index]->name, record.fields[index]->value});
    return result;
}

/// The callback that is set.
class LogHook {
  public:
    /// Never destroyed: the callback may run while the program ends.
    static LogHook &instance() {
        static LogHook *const hook = new LogHook;
        return *hook;
    }

    void set(LogCallback callback, LogLevel max_level) {
        std::unique_lock<std::mutex> lock(mutex_, std::defer_lock);
        if (!in_callback())
            lock.lock();
        else if (!lock.try_lock())
            return; // another thread replaces this callback, and waits for its end
        std::unique_ptr<Shared> next;
        if (callback) {
            next =
                std::make_unique<Shared>(std::make_shared<const LogCallback>(std::move(callback)));
        }
        call(sga_set_log_callback, next ? run : nullptr, static_cast<void *>(next.get()),
             static_cast<int>(max_level));
        current_ = std::move(next);
    }

  private:
    using Shared = std::shared_ptr<const LogCallback>;

    /// Whether this thread runs a callback.
    static bool &in_callback() noexcept {
        static thread_local bool is_in_callback = false;
        return is_in_callback;
    }

    static void run(const sga_log_record *record, void *user_data) noexcept {
        in_callback() = true;
        try {
            // A copy, since the callback may replace itself.
            const Shared callback = *static_cast<const Shared *>(user_data);
            (*callback)(read(*record));
        } catch (...) {
            // No caller could catch it.
        }
    }

    std::mutex mutex_;
    std::unique_ptr<Shared> current_;
};

} // namespace detail

/// Sets the function that receives the log records of this library, such as retries and waits, for
/// calls that start from now on; the previous one gets no more. An empty function sets none.
///
///     set_log_callback([](const LogRecord &record) { std::clog << record.message << '\n'; });
///
/// The callback runs on a thread of the library that does nothing else, one record at a time. It
/// may make calls, which are not logged, and may take its time: calls never wait for it. Up to
/// 1,024 records wait; further ones are lost, and a record of LogLevel::warn tells how many.
/// Exceptions of the callback are ignored.
///
/// Before the function returns, the previous callback gets the records that wait for it, ends, and
/// is destroyed. Do not hold a lock that it takes. If the callback itself calls this function, the
/// records that wait are discarded, and the callback is destroyed when it returns.
/// @throws connect_error if no thread is left
inline void set_log_callback(LogCallback callback, LogLevel max_level = LogLevel::info) {
    detail::LogHook::instance().set(std::move(callback), max_level);
}

} // namespace sendgrid_accounts

#endif
