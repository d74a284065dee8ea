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
    /// Kind of the account: "free", "paid" or another value of the server.
    std::optional<std::string> type{};
    /// Sender reputation, 0 to 100.
    std::optional<double> reputation{};
    /// Unknown fields of the response, and values that do not fit, as a JSON object.
    std::optional<std::string> extra{};
};

/// Credit balance of an account: the number of messages that it may send. An unlimited account may
/// lack some numbers.
struct Credits {
    /// Remaining credits.
    std::optional<std::int64_t> remain{};
    /// Assigned credits.
    std::optional<std::int64_t> total{};
    /// Overdrawn credits.
    std::optional<std::int64_t> overage{};
    /// Used credits.
    std::optional<std::int64_t> used{};
    /// Date of the last reset, YYYY-MM-DD.
    std::optional<std::string> last_reset{};
    /// Date of the next reset, YYYY-MM-DD.
    std::optional<std::string> next_reset{};
    /// Interval of the resets: "monthly", "weekly", "daily" or another string.
    std::optional<std::string> reset_frequency{};
    /// Unknown fields of the response, and values that do not fit, as a JSON object.
    std::optional<std::string> extra{};
};

/// E-mail address of an account.
struct Email {
    /// Current address.
    std::optional<std::string> email{};
    /// Unknown fields of the response, and values that do not fit, as a JSON object.
    std::optional<std::string> extra{};
};

/// Profile of an account.
struct Profile {
    /// Street address.
    std::optional<std::string> address{};
    /// Second line of the street address. Some servers do not return it.
    std::optional<std::string> address2{};
    /// City.
    std::optional<std::string> city{};
    /// Name of the company.
    std::optional<std::string> company{};
    /// Country.
    std::optional<std::string> country{};
    /// First name.
    std::optional<std::string> first_name{};
    /// Last name.
    std::optional<std::string> last_name{};
    /// Phone number.
    std::optional<std::string> phone{};
    /// State.
    std::optional<std::string> state{};
    /// URL of the website.
    std::optional<std::string> website{};
    /// Zip code.
    std::optional<std::string> zip{};
    /// Unknown fields of the response, and values that do not fit, as a JSON object.
    std::optional<std::string> extra{};
};

/// Username of an account.
struct Username {
    /// Username.
    std::optional<std::string> username{};
    /// Number of the account; the response to an update does not contain it.
    std::optional<std::int64_t> user_id{};
    /// Unknown fields of the response, and values that do not fit, as a JSON object.
    std::optional<std::string> extra{};
};

namespace detail {

/// Struct of C for each result: its type, its function to free it, and its member of a completion.
template <class T>
struct Source;

template <class T>
std::optional<T> optional(bool is_set, T value) {
    return is_set ? std::optional<T>(value) : std::nullopt;
}

template <>
struct Source<Account> {
    using Struct = sga_account;
    static constexpr auto free = sga_account_free;
    static constexpr auto in_completion = &sga_completion::account;

    static Account read(const std::shared_ptr<const Struct> &c) {
        return {optional_string(c->type), optional(c->has_reputation, c->reputation),
                optional_string(c->extra)};
    }
};

template <>
struct Source<Credits> {
    using Struct = sga_credits;
    static constexpr auto free = sga_credits_free;
    static constexpr auto in_completion = &sga_completion::credits;

    static Credits read(const std::shared_ptr<const Struct> &c) {
        return {optional(c->has_remain, c->remain),   optional(c->has_total, c->total),
                optional(c->has_overage, c->overage), optional(c->has_used, c->used),
                optional_string(c->last_reset),       optional_string(c->next_reset),
                optional_string(c->reset_frequency),  optional_string(c->extra)};
    }
};

template <>
struct Source<Email> {
    using Struct = sga_email;
    static constexpr auto free = sga_email_free;
    static constexpr auto in_completion = &sga_completion::email;

    static Email read(const std::shared_ptr<const Struct> &c) {
        return {optional_string(c->email), optional_string(c->extra)};
    }
};

template <>
struct Source<Profile> {
    using Struct = sga_profile;
    static constexpr auto free = sga_profile_free;
    static constexpr auto in_completion = &sga_completion::profile;

    static Profile read(const std::shared_ptr<const Struct> &c) {
        return {optional_string(c->address),   optional_string(c->address2),
                optional_string(c->city),      optional_string(c->company),
                optional_string(c->country),   optional_string(c->first_name),
                optional_string(c->last_name), optional_string(c->phone),
                optional_string(c->state),     optional_string(c->website),
                optional_string(c->zip),       optional_string(c->extra)};
    }
};

template <>
struct Source<Username> {
    using Struct = sga_username;
    static constexpr auto free = sga_username_free;
    static constexpr auto in_completion = &sga_completion::username;

    static Username read(const std::shared_ptr<const Struct> &c) {
        return {optional_string(c->username), optional(c->has_user_id, c->user_id),
                optional_string(c->extra)};
    }
};

} // namespace detail
} // namespace sendgrid_accounts

#endif
