/// @file
/// The Users API: its results, whose absent or null fields are std::nullopt, and its methods.
/// `Calls` is the policy: blocking calls or calls of a queue.
#ifndef SENDGRID_ACCOUNTS_USER_HPP
#define SENDGRID_ACCOUNTS_USER_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/arguments.hpp>
#include <sendgrid_accounts/conversions.hpp>
#include <sendgrid_accounts/inputs.hpp>

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

/// Methods of the Users API v3. With Client they return the result; with AsyncClient and Queue a
/// Call, which is a future of the result. Failed calls, or their futures, throw an error.
template <class Calls>
class User {
  public:
    /// Return type of a call.
    template <class T>
    using Result = typename Calls::template Result<T>;

    /// Created by user() of a client or queue.
    explicit User(Calls calls) : calls_(std::move(calls)) {}

    /// Retrieves kind and reputation of the account.
    Result<Account> get_account() const {
        return calls_.template make<Account>(sga_user_get_account, sga_submit_user_get_account);
    }
    /// Retrieves the credit balance of the account.
    Result<Credits> get_credits() const {
        return calls_.template make<Credits>(sga_user_get_credits, sga_submit_user_get_credits);
    }
    /// Retrieves the e-mail address of the account.
    Result<Email> get_email() const {
        return calls_.template make<Email>(sga_user_get_email, sga_submit_user_get_email);
    }
    /// Changes the e-mail address of the account. A server may return the old address until the new
    /// one is confirmed.
    Result<Email> update_email(std::string_view email) const {
        return calls_.template make<Email>(sga_user_update_email, sga_submit_user_update_email,
                                           detail::Argument{"email", email});
    }
    /// Changes the password of the account. It is never retried: a retry would fail on the old
    /// password.
    Result<void> update_password(const PasswordChange &change) const {
        return calls_.template make<void>(sga_user_update_password, sga_submit_user_update_password,
                                          change);
    }
    /// Retrieves the profile of the account.
    Result<Profile> get_profile() const {
        return calls_.template make<Profile>(sga_user_get_profile, sga_submit_user_get_profile);
    }
    /// Changes fields of the profile, at least one, and returns the whole profile.
    /// An empty string clears its field, too: an empty cell of a CSV row deletes what the server
    /// has, unless Empty::ignore applies.
    Result<Profile> update_profile(const ProfileUpdate &update) const {
        return calls_.template make<Profile>(sga_user_update_profile,
                                             sga_submit_user_update_profile, update);
    }
    /// Retrieves username and number of the account.
    Result<Username> get_username() const {
        return calls_.template make<Username>(sga_user_get_username, sga_submit_user_get_username);
    }
    /// Changes the username of the account. Logins with the old username fail from then on, and so
    /// do calls of a client that acts for the account by its old username: such a client never
    /// retries the change.
    Result<Username> update_username(std::string_view username) const {
        return calls_.template make<Username>(sga_user_update_username,
                                              sga_submit_user_update_username,
                                              detail::Argument{"username", username});
    }

  private:
    Calls calls_;
};

} // namespace sendgrid_accounts

#endif
