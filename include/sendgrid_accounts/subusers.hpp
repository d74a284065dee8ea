/// @file
/// The Subusers API: its results, whose absent or null fields are std::nullopt, and its methods.
/// `Calls` is the policy: blocking calls or calls of a queue.
#ifndef SENDGRID_ACCOUNTS_SUBUSERS_HPP
#define SENDGRID_ACCOUNTS_SUBUSERS_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/conversions.hpp>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/pages.hpp>
#include <sendgrid_accounts/subuser_inputs.hpp>

namespace sendgrid_accounts {

/// A subuser.
struct Subuser {
    /// Number of the subuser.
    std::optional<std::int64_t> id{};
    /// Username, which identifies the subuser in other calls.
    std::optional<std::string> username{};
    /// E-mail address.
    std::optional<std::string> email{};
    /// Whether the subuser is disabled.
    std::optional<bool> disabled{};
    /// Region of the subuser's data, `global` or `eu`. Only lists have it, and only where it is
    /// asked for.
    std::optional<std::string> region{};
    /// Unknown fields of the response, and values that do not fit, as a JSON object.
    std::optional<std::string> extra{};
};

/// Subusers in the server's order: one page.
using SubuserList = std::vector<Subuser>;

/// A token of a created subuser as a secret, which only reveal() shows. Its memory is overwritten
/// when the last copy is destroyed.
class SecretToken {
  public:
    /// No token.
    SecretToken() = default;
    /// Created by the methods of Subusers.
    explicit SecretToken(std::shared_ptr<const sga_secret_token> token)
        : token_(std::move(token)) {}

    /// The token. The string lives as long as this object or a copy of it.
    /// @throws misuse_error without a token
    std::string_view reveal() const {
        const char *token = nullptr;
        detail::call(sga_secret_token_reveal, token_.get(), &token);
        return token;
    }

  private:
    std::shared_ptr<const sga_secret_token> token_;
};

/// A new subuser, as the response to its creation describes it.
struct CreatedSubuser {
    /// Number of the subuser.
    std::optional<std::int64_t> id{};
    /// Username, which identifies the subuser in other calls.
    std::optional<std::string> username{};
    /// E-mail address.
    std::optional<std::string> email{};
    /// How the credits of the subuser are reset: `unlimited`, `recurring` or `nonrecurring`.
    std::optional<std::string> credit_type{};
    /// Region of the subuser's data, if the call set one.
    std::optional<std::string> region{};
    /// Token for calls of the subuser; newer servers return none.
    std::optional<SecretToken> authorization_token{};
    /// Token of the sign-up; newer servers return none.
    std::optional<SecretToken> signup_session_token{};
    /// Unknown fields of the response, and values that do not fit, without fields that hold
    /// secrets, as a JSON object.
    std::optional<std::string> extra{};
};

/// Credits of a subuser: the number of messages that it may send. A subuser without a limit has no
/// numbers.
struct SubuserCredits {
    /// How the credits are reset: `unlimited`, `recurring` or `nonrecurring`.
    std::optional<std::string> type{};
    /// Interval of the resets, of recurring credits only.
    std::optional<std::string> reset_frequency{};
    /// Remaining credits.
    std::optional<std::int64_t> remain{};
    /// Credits after a reset.
    std::optional<std::int64_t> total{};
    /// Used credits.
    std::optional<std::int64_t> used{};
    /// Unknown fields of the response, and values that do not fit, as a JSON object.
    std::optional<std::string> extra{};
};

/// Sender reputation of a subuser. For subusers of the EU region, servers return wrong values.
struct Reputation {
    /// Username of the subuser.
    std::optional<std::string> username{};
    /// Sender reputation, 0 to 100.
    std::optional<double> reputation{};
    /// Unknown fields of the response, and values that do not fit, as a JSON object.
    std::optional<std::string> extra{};
};

/// Sender reputations in the server's order.
using ReputationList = std::vector<Reputation>;

/// IP addresses in the server's order: one page.
using IpList = std::vector<std::string>;

namespace detail {

inline Subuser subuser(const sga_subuser &c) {
    return {optional(c.has_id, c.id),  optional_string(c.username),
            optional_string(c.email),  optional(c.has_disabled, c.disabled),
            optional_string(c.region), optional_string(c.extra)};
}

template <>
struct Source<Subuser> {
    using Struct = sga_subuser;
    static constexpr auto free = sga_subuser_free;
    static constexpr auto in_completion = &sga_completion::subuser;

    static Subuser read(const std::shared_ptr<const Struct> &c) { return subuser(*c); }
};

template <>
struct Source<SubuserList> {
    using Struct = sga_subuser_list;
    static constexpr auto free = sga_subuser_list_free;
    static constexpr auto in_completion = &sga_completion::subusers;

    static SubuserList read(const std::shared_ptr<const Struct> &c) {
        SubuserList subusers;
        subusers.reserve(c->count);
        for (std::size_t number = 0; number < c->count; ++number)
            subusers.push_back(subuser(*c->subusers[number]));
        return subusers;
    }
};

template <>
struct Source<CreatedSubuser> {
    using Struct = sga_created_subuser;
    static constexpr auto free = sga_created_subuser_free;
    static constexpr auto in_completion = &sga_completion::created_subuser;

    static CreatedSubuser read(const std::shared_ptr<const Struct> &c) {
        return {optional(c->has_id, c->id),        optional_string(c->username),
                optional_string(c->email),         optional_string(c->credit_type),
                optional_string(c->region),        token(c, c->authorization_token),
                token(c, c->signup_session_token), optional_string(c->extra)};
    }

  private:
    static std::optional<SecretToken> token(const std::shared_ptr<const Struct> &owner,
                                            const sga_secret_token *token) {
        if (!token) return std::nullopt;
        return SecretToken(std::shared_ptr<const sga_secret_token>(owner, token));
    }
};

template <>
struct Source<SubuserCredits> {
    using Struct = sga_subuser_credits;
    static constexpr auto free = sga_subuser_credits_free;
    static constexpr auto in_completion = &sga_completion::subuser_credits;

    static SubuserCredits read(const std::shared_ptr<const Struct> &c) {
        return {optional_string(c->type),           optional_string(c->reset_frequency),
                optional(c->has_remain, c->remain), optional(c->has_total, c->total),
                optional(c->has_used, c->used),     optional_string(c->extra)};
    }
};

template <>
struct Source<ReputationList> {
    using Struct = sga_reputation_list;
    static constexpr auto free = sga_reputation_list_free;
    static constexpr auto in_completion = &sga_completion::reputations;

    static ReputationList read(const std::shared_ptr<const Struct> &c) {
        ReputationList reputations;
        reputations.reserve(c->count);
        for (std::size_t number = 0; number < c->count; ++number) {
            const sga_reputation &row = *c->reputations[number];
            reputations.push_back({optional_string(row.username),
                                   optional(row.has_reputation, row.reputation),
                                   optional_string(row.extra)});
        }
        return reputations;
    }
};

template <>
struct Source<IpList> {
    using Struct = sga_ip_list;
    static constexpr auto free = sga_ip_list_free;
    static constexpr auto in_completion = &sga_completion::ips;

    static IpList read(const std::shared_ptr<const Struct> &c) {
        return IpList(c->ips, c->ips + c->count);
    }
};

template <>
struct Paged<SubuserList> {
    using Row = Subuser;
    using Iteration = sga_subusers_iter;
    static constexpr auto begin = sga_subusers_iter_new;
    static constexpr auto next_page = sga_subusers_iter_next_page;
    static constexpr auto submit_next_page = sga_submit_subusers_iter_next_page;
    static constexpr auto offset = sga_subusers_iter_offset;
    static constexpr auto end = sga_subusers_iter_free;

    static Row take(SubuserList &page, std::size_t index) { return std::move(page[index]); }
};

} // namespace detail

/// Methods of the Subusers API. They return the same types as those of User. A client that acts for
/// another account throws config_error.
template <class Calls>
class Subusers {
  public:
    /// Return type of a call.
    template <class T>
    using Result = typename Calls::template Result<T>;

    /// Created by subusers() of a client or queue.
    explicit Subusers(Calls calls) : calls_(std::move(calls)) {}

    /// Lists the subusers that match a filter: one page. iter() reads all pages.
    Result<SubuserList> list(const SubuserFilter &filter = {}) const {
        return calls_.template make<SubuserList>(sga_subusers_list, sga_submit_subusers_list,
                                                 filter);
    }
    /// Iterates over the subusers that match a filter, page by page; `limit` is the size of a page.
    /// With Client it returns Rows, with AsyncClient and Queue Pages. It sends nothing.
    /// @throws invalid_input_error for a string with a NUL or another encoding
    typename Calls::template Iteration<SubuserList> iter(const SubuserFilter &filter = {}) const {
        const sga_subuser_filter c = detail::to_c(filter);
        return typename Calls::template Iteration<SubuserList>(calls_, &c);
    }
    /// Retrieves the subuser of this username.
    Result<Subuser> get(std::string_view username) const {
        return calls_.template make<Subuser>(sga_subusers_get, sga_submit_subusers_get,
                                             name(username));
    }
    /// Retrieves the subuser of this username with its region, which only the list has. It reads
    /// the pages of names that begin in the same way, until the exact one: these are several
    /// requests, so that the raw response of this call has its result alone.
    Result<Subuser> get_with_region(std::string_view username) const {
        return calls_.template make<Subuser>(sga_subusers_get_with_region,
                                             sga_submit_subusers_get_with_region, name(username));
    }
    /// Creates a subuser. It is never retried. The response does not prove that the subuser exists:
    /// get() does.
    Result<CreatedSubuser> create(const NewSubuser &subuser) const {
        return calls_.template make<CreatedSubuser>(sga_subusers_create, sga_submit_subusers_create,
                                                    subuser);
    }
    /// Deletes a subuser (`delete` is a keyword of C++), who cannot be restored. It is never
    /// retried: the name may have been registered again.
    Result<void> remove(std::string_view username) const {
        return calls_.template make<void>(sga_subusers_delete, sga_submit_subusers_delete,
                                          name(username));
    }
    /// Enables a subuser.
    Result<void> enable(std::string_view username) const {
        return calls_.template make<void>(sga_subusers_enable, sga_submit_subusers_enable,
                                          name(username));
    }
    /// Disables a subuser, who then cannot send mail.
    Result<void> disable(std::string_view username) const {
        return calls_.template make<void>(sga_subusers_disable, sga_submit_subusers_disable,
                                          name(username));
    }
    /// Allows a subuser to log in to the website.
    Result<void> enable_website(std::string_view username) const {
        return calls_.template make<void>(sga_subusers_enable_website,
                                          sga_submit_subusers_enable_website, name(username));
    }
    /// Forbids a subuser to log in to the website. No call reads this access.
    Result<void> disable_website(std::string_view username) const {
        return calls_.template make<void>(sga_subusers_disable_website,
                                          sga_submit_subusers_disable_website, name(username));
    }
    /// Retrieves the IP addresses of a subuser: one page.
    Result<IpList> get_ips(std::string_view username, const Page &page = {}) const {
        return calls_.template make<IpList>(sga_subusers_get_ips, sga_submit_subusers_get_ips,
                                            name(username), page);
    }
    /// Replaces the IP addresses of a subuser.
    Result<void> update_ips(const SubuserIpsUpdate &update) const {
        return calls_.template make<void>(sga_subusers_update_ips, sga_submit_subusers_update_ips,
                                          update);
    }
    /// Retrieves the credits of a subuser.
    Result<SubuserCredits> get_credits(std::string_view username) const {
        return calls_.template make<SubuserCredits>(
            sga_subusers_get_credits, sga_submit_subusers_get_credits, name(username));
    }
    /// Sets the credits of a subuser. The remaining credits become the total, also in a retry:
    /// credits that are used between two attempts are given back.
    Result<SubuserCredits> update_credits(const SubuserCreditsUpdate &update) const {
        return calls_.template make<SubuserCredits>(sga_subusers_update_credits,
                                                    sga_submit_subusers_update_credits, update);
    }
    /// Adds to the remaining credits of a subuser, or takes from them with a negative number. It is
    /// never retried: a retry would do it twice.
    Result<SubuserCredits> adjust_credits(std::string_view username, std::int64_t by) const {
        return calls_.template make<SubuserCredits>(
            sga_subusers_adjust_credits, sga_submit_subusers_adjust_credits, name(username),
            detail::Number<std::int64_t>{by});
    }
    /// Retrieves the sender reputations of subusers, 1 to 10 in one call.
    Result<ReputationList> get_reputations(const std::vector<std::string> &usernames) const {
        return calls_.template make<ReputationList>(
            sga_subusers_get_reputations, sga_submit_subusers_get_reputations,
            detail::Strings{"usernames", usernames}, detail::Number<std::size_t>{usernames.size()});
    }

  private:
    static detail::Argument name(std::string_view username) { return {"username", username}; }

    Calls calls_;
};

} // namespace sendgrid_accounts

#endif
