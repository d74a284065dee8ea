/// @file
/// What servers have said of their rate limits.
#ifndef SENDGRID_ACCOUNTS_RATE_LIMITS_HPP
#define SENDGRID_ACCOUNTS_RATE_LIMITS_HPP

#include <cstdint>
#include <optional>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts {

/// What a server has said of its rate limit, in the headers of an answer.
struct RateLimit {
    /// Calls that a window allows.
    std::optional<std::uint64_t> limit{};
    /// Calls that were left of it.
    std::optional<std::uint64_t> remaining{};
    /// When the next window begins, by the server's clock.
    std::optional<Time> reset_at{};
};

/// The rate limits of both APIs.
struct RateLimits {
    /// Of the Users API; std::nullopt where no answer has told.
    std::optional<RateLimit> user{};
    /// Of the customer API; std::nullopt where no answer has told.
    std::optional<RateLimit> customers{};
};

namespace detail {

inline std::optional<RateLimit> read(const sga_rate_limit *limit) {
    if (!limit) return std::nullopt;
    RateLimit told;
    if (limit->has_limit) told.limit = limit->limit;
    if (limit->has_remaining) told.remaining = limit->remaining;
    if (limit->has_reset_at) told.reset_at = Time(Seconds(limit->reset_at));
    return told;
}

} // namespace detail

} // namespace sendgrid_accounts

#endif
