/// @file
/// Rate limits of the servers.
#ifndef SENDGRID_ACCOUNTS_RATE_LIMITS_HPP
#define SENDGRID_ACCOUNTS_RATE_LIMITS_HPP

#include <cstdint>
#include <optional>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts {

/// Rate limit of a server, from the headers of its responses.
struct RateLimit {
    /// Number of calls that a window allows.
    std::optional<std::uint64_t> limit{};
    /// Number of calls that remain in the window.
    std::optional<std::uint64_t> remaining{};
    /// Start of the next window, by the server's clock.
    std::optional<Time> reset_at{};
};

/// Rate limits of both APIs.
struct RateLimits {
    /// Rate limit of the Users API; std::nullopt if unknown.
    std::optional<RateLimit> user{};
    /// Rate limit of the customer API; std::nullopt if unknown.
    std::optional<RateLimit> customers{};
};

namespace detail {

inline std::optional<RateLimit> read(const sga_rate_limit *limit) {
    if (!limit) return std::nullopt;
    RateLimit result;
    if (limit->has_limit) result.limit = limit->limit;
    if (limit->has_remaining) result.remaining = limit->remaining;
    if (limit->has_reset_at) result.reset_at = Time(Seconds(limit->reset_at));
    return result;
}

} // namespace detail

} // namespace sendgrid_accounts

#endif
