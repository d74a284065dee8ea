/// @file
/// Reading back changes with an unknown outcome.
#ifndef SENDGRID_ACCOUNTS_RECONCILE_HPP
#define SENDGRID_ACCOUNTS_RECONCILE_HPP

#include <memory>
#include <string>
#include <string_view>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/conversions.hpp>
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

/// Name of a verdict, such as "applied": the same in every language.
inline std::string_view to_string(Verdict verdict) noexcept {
    return sga_verdict_name(static_cast<int>(verdict));
}

/// Verdict on a change, and its evidence.
struct Reconciled {
    /// Verdict.
    Verdict verdict = Verdict::inconclusive;
    /// Evidence in one sentence. It names fields; it contains values only where they differ by
    /// letter case or outer blanks alone, and ids and scopes of API keys.
    std::string evidence{};
};

namespace detail {

template <>
struct Source<Reconciled> {
    using Struct = sga_reconciled;
    static constexpr auto free = sga_reconciled_free;
    static constexpr auto in_completion = &sga_completion::reconciled;

    static Reconciled read(const std::shared_ptr<const Struct> &c) {
        return {static_cast<Verdict>(c->verdict), c->evidence};
    }
};

/// The change of an error.
struct ChangeOf {
    static const sga_change *get(const error &error) noexcept { return error.cause_->change; }
};

} // namespace detail

inline Reconciled error::reconcile() const {
    sga_reconciled *result = nullptr;
    detail::call(sga_change_reconcile, cause_->change, &result);
    return detail::Source<Reconciled>::read({result, sga_reconciled_free});
}

} // namespace sendgrid_accounts

#endif
