/// @file
/// Looking for a change whose answer was lost.
#ifndef SENDGRID_ACCOUNTS_RECONCILE_HPP
#define SENDGRID_ACCOUNTS_RECONCILE_HPP

#include <memory>
#include <string>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts {

/// What reading back has shown.
enum class Verdict {
    /// The state is the one that the call was to bring about.
    applied = SGA_VERDICT_APPLIED,
    /// It is not, in two readings a second apart. A request that is still on its way may yet
    /// arrive.
    not_applied_yet = SGA_VERDICT_NOT_APPLIED_YET,
    /// Nothing can be read back that would show it, or what was read fits neither.
    inconclusive = SGA_VERDICT_INCONCLUSIVE,
};

/// What became of a change, and how that is known.
struct Reconciled {
    /// What reading back has shown.
    Verdict verdict = Verdict::inconclusive;
    /// What was read, in one sentence. It names fields, and shows no values.
    std::string evidence{};
};

inline Reconciled error::reconcile() const {
    sga_reconciled *found = nullptr;
    detail::call(sga_change_reconcile, cause_->change, &found);
    const std::unique_ptr<sga_reconciled, sga_status (*)(sga_reconciled *)> owned(
        found, sga_reconciled_free);
    return {static_cast<Verdict>(owned->verdict), owned->evidence};
}

} // namespace sendgrid_accounts

#endif
