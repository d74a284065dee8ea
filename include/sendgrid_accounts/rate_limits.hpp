/// @file
/// Rate limits of the servers.
#ifndef SENDGRID_ACCOUNTS_RATE_LIMITS_HPP
#define SENDGRID_ACCOUNTS_RATE_LIMITS_HPP

#include <cstdint>
#include <optional>
#include <string>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts {

/// Rate limit as the server last reported it, from the headers of its responses.
struct RateLimit {
    /// Operation that has the limit, such as "user.get_email"; "customers" for the customer API,
    /// whose operations share one limit.
    std::string operation{};
    /// Account acted for, as the value of the header On-Behalf-Of; std::nullopt for the account of
    /// the credential.
    std::optional<std::string> on_behalf_of{};
    /// Number of calls that a window allows.
    std::optional<std::uint64_t> limit{};
    /// Number of calls that remained in the window.
    std::optional<std::uint64_t> remaining{};
    /// Start of the next window, by the server's clock.
    std::optional<Time> reset_at{};
};

namespace detail {

inline RateLimit read(const sga_rate_limit &limit) {
    RateLimit result;
    result.operation = limit.operation;
    if (limit.on_behalf_of) result.on_behalf_of = limit.on_behalf_of;
    if (limit.has_limit) result.limit = limit.limit;
    if (limit.has_remaining) result.remaining = limit.remaining;
    if (limit.has_reset_at) result.reset_at = Time(Seconds(limit.reset_at));
    return result;
}

} // namespace detail

} // namespace sendgrid_accounts

#endif
