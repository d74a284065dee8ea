/// @file
/// Reading back changes with an unknown outcome.
#ifndef SENDGRID_ACCOUNTS_RECONCILE_HPP
#define SENDGRID_ACCOUNTS_RECONCILE_HPP

#include <memory>
#include <string>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts {

/// Result of reading back a change.
enum class Verdict {
    /// The state is the one that the call requests.
    applied = SGA_VERDICT_APPLIED,
    /// The state is another one, in two reads one second apart. The request may still arrive.
    not_applied_yet = SGA_VERDICT_NOT_APPLIED_YET,
    /// The state cannot be read back, or does not show whether the change was applied, as where it
    /// differs from the requested one by letter case or outer blanks alone.
    inconclusive = SGA_VERDICT_INCONCLUSIVE,
};

/// Verdict on a change, and its evidence.
struct Reconciled {
    /// Verdict.
    Verdict verdict = Verdict::inconclusive;
    /// Evidence in one sentence. It names fields; it contains values only where they differ by
    /// letter case or outer blanks alone, and ids and scopes of API keys.
    std::string evidence{};
};

inline Reconciled error::reconcile() const {
    sga_reconciled *result = nullptr;
    detail::call(sga_change_reconcile, cause_->change, &result);
    const std::unique_ptr<sga_reconciled, sga_status (*)(sga_reconciled *)> reconciled(
        result, sga_reconciled_free);
    return {static_cast<Verdict>(reconciled->verdict), reconciled->evidence};
}

} // namespace sendgrid_accounts

#endif
