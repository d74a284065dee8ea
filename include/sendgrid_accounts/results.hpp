/// @file
/// What the calls return. What a server leaves out, or sends as null, is std::nullopt.
#ifndef SENDGRID_ACCOUNTS_RESULTS_HPP
#define SENDGRID_ACCOUNTS_RESULTS_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/strings.hpp>

namespace sendgrid_accounts {

/// Kind and reputation of an account.
struct Account {
    /// The kind of the account: "free" or "paid", or what a server may add.
    std::optional<std::string> type{};
    /// The sender reputation, 0 to 100.
    std::optional<double> reputation{};
    /// Fields that this version does not know, as a JSON object.
    std::optional<std::string> extra{};
};

/// The credit balance of an account: how many messages it may send. Accounts without a limit may
/// leave numbers out.
struct Credits {
    /// Credits that remain.
    std::optional<std::int64_t> remain{};
    /// Credits assigned to the account.
    std::optional<std::int64_t> total{};
    /// Credits overdrawn.
    std::optional<std::int64_t> overage{};
    /// Credits used.
    std::optional<std::int64_t> used{};
    /// Date of the last reset, YYYY-MM-DD; of a lapsed plan it stays in the past.
    std::optional<std::string> last_reset{};
    /// Date of the next reset, YYYY-MM-DD.
    std::optional<std::string> next_reset{};
    /// How often the balance is reset: "monthly", "weekly" or "daily", or what a server may add.
    std::optional<std::string> reset_frequency{};
    /// Fields that this version does not know, as a JSON object.
    std::optional<std::string> extra{};
};

/// The e-mail address of an account.
struct Email {
    /// The address on file.
    std::optional<std::string> email{};
    /// Fields that this version does not know, as a JSON object.
    std::optional<std::string> extra{};
};

/// The profile of an account.
struct Profile {
    /// The street address.
    std::optional<std::string> address{};
    /// The second line of the street address. Not every server tells it.
    std::optional<std::string> address2{};
    /// The city.
    std::optional<std::string> city{};
    /// The name of the company.
    std::optional<std::string> company{};
    /// The country.
    std::optional<std::string> country{};
    /// The first name.
    std::optional<std::string> first_name{};
    /// The last name.
    std::optional<std::string> last_name{};
    /// The phone number.
    std::optional<std::string> phone{};
    /// The state.
    std::optional<std::string> state{};
    /// The address of the website.
    std::optional<std::string> website{};
    /// The zip code.
    std::optional<std::string> zip{};
    /// Fields that this version does not know, as a JSON object.
    std::optional<std::string> extra{};
};

/// The username of an account.
struct Username {
    /// The username.
    std::optional<std::string> username{};
    /// The number of the account; an update does not tell it.
    std::optional<std::int64_t> user_id{};
    /// Fields that this version does not know, as a JSON object.
    std::optional<std::string> extra{};
};

namespace detail {

/// Says of each result which struct of C it comes from, how that is freed, and where a completion
/// has it.
template <class T>
struct Source;

template <class T>
std::optional<T> told(bool has, T value) {
    return has ? std::optional<T>(value) : std::nullopt;
}

template <>
struct Source<Account> {
    using Struct = sga_account;
    static constexpr auto free = sga_account_free;
    static constexpr auto in_completion = &sga_completion::account;

    static Account read(const std::shared_ptr<const Struct> &c) {
        return {copied(c->type), told(c->has_reputation, c->reputation), copied(c->extra)};
    }
};

template <>
struct Source<Credits> {
    using Struct = sga_credits;
    static constexpr auto free = sga_credits_free;
    static constexpr auto in_completion = &sga_completion::credits;

    static Credits read(const std::shared_ptr<const Struct> &c) {
        return {told(c->has_remain, c->remain),
                told(c->has_total, c->total),
                told(c->has_overage, c->overage),
                told(c->has_used, c->used),
                copied(c->last_reset),
                copied(c->next_reset),
                copied(c->reset_frequency),
                copied(c->extra)};
    }
};

template <>
struct Source<Email> {
    using Struct = sga_email;
    static constexpr auto free = sga_email_free;
    static constexpr auto in_completion = &sga_completion::email;

    static Email read(const std::shared_ptr<const Struct> &c) {
        return {copied(c->email), copied(c->extra)};
    }
};

template <>
struct Source<Profile> {
    using Struct = sga_profile;
    static constexpr auto free = sga_profile_free;
    static constexpr auto in_completion = &sga_completion::profile;

    static Profile read(const std::shared_ptr<const Struct> &c) {
        return {copied(c->address), copied(c->address2),   copied(c->city),      copied(c->company),
                copied(c->country), copied(c->first_name), copied(c->last_name), copied(c->phone),
                copied(c->state),   copied(c->website),    copied(c->zip),       copied(c->extra)};
    }
};

template <>
struct Source<Username> {
    using Struct = sga_username;
    static constexpr auto free = sga_username_free;
    static constexpr auto in_completion = &sga_completion::username;

    static Username read(const std::shared_ptr<const Struct> &c) {
        return {copied(c->username), told(c->has_user_id, c->user_id), copied(c->extra)};
    }
};

} // namespace detail
} // namespace sendgrid_accounts

#endif
