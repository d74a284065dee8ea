/// @file
/// What several clients share, so that they wait as one.
#ifndef SENDGRID_ACCOUNTS_THROTTLE_HPP
#define SENDGRID_ACCOUNTS_THROTTLE_HPP

#include <memory>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts {

/// Lets clients share what they know of rate limits: those that are made with the same one, or with
/// copies of it, and call the same API of the same host with the same credential wait as one. It
/// knows credentials by a fingerprint only. A process that is forked begins anew.
class Throttle {
  public:
    /// Knows of no limit yet.
    Throttle() : handle_(made(), sga_throttle_free) {}

    /// The throttle of C, for functions that this header does not have; it stays this one's.
    const sga_throttle *get() const noexcept { return handle_.get(); }

  private:
    static sga_throttle *made() {
        sga_throttle *handle = nullptr;
        detail::call(sga_throttle_new, &handle);
        return handle;
    }

    std::shared_ptr<sga_throttle> handle_;
};

} // namespace sendgrid_accounts

#endif
