/// @file
/// Rate limiter for several clients.
#ifndef SENDGRID_ACCOUNTS_SHARED_RATE_LIMITER_HPP
#define SENDGRID_ACCOUNTS_SHARED_RATE_LIMITER_HPP

#include <memory>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts {

/// Rate limiter for several clients: their calls of the same operation of the same host with the
/// same credential, for the same account, wait in one queue. Copies share its state. It stores
/// credentials as fingerprints only, and at most 10,000 limits beyond those of calls in progress.
/// It is empty in a forked child.
class SharedRateLimiter {
  public:
    /// Creates a rate limiter without any limit yet.
    SharedRateLimiter() : handle_(create(), sga_shared_rate_limiter_free) {}

    /// The handle for functions of C; it still belongs to this object.
    const sga_shared_rate_limiter *get() const noexcept { return handle_.get(); }

  private:
    static sga_shared_rate_limiter *create() {
        sga_shared_rate_limiter *handle = nullptr;
        detail::call(sga_shared_rate_limiter_new, &handle);
        return handle;
    }

    std::shared_ptr<sga_shared_rate_limiter> handle_;
};

} // namespace sendgrid_accounts

#endif
