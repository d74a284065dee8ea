/// @file
/// What several clients share, so that they wait as one.
#ifndef SENDGRID_ACCOUNTS_SHARED_RATE_LIMITER_HPP
#define SENDGRID_ACCOUNTS_SHARED_RATE_LIMITER_HPP

#include <memory>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts {

/// Lets clients share what they know of rate limits: those that are made with the same one, or with
/// copies of it, and call the same API of the same host with the same credential wait as one. It
/// knows credentials by a fingerprint only. A process that is forked begins anew.
class SharedRateLimiter {
  public:
    /// Knows of no limit yet.
    SharedRateLimiter() : handle_(made(), sga_shared_rate_limiter_free) {}

    /// The throttle of C, for functions that this header does not have; it stays this one's.
    const sga_shared_rate_limiter *get() const noexcept { return handle_.get(); }

  private:
    static sga_shared_rate_limiter *made() {
        sga_shared_rate_limiter *handle = nullptr;
        detail::call(sga_shared_rate_limiter_new, &handle);
        return handle;
    }

    std::shared_ptr<sga_shared_rate_limiter> handle_;
};

} // namespace sendgrid_accounts

#endif
