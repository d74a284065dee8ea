/// @file
/// The scopes API. `Calls` is the policy: blocking calls or calls of a queue.
#ifndef SENDGRID_ACCOUNTS_SCOPES_HPP
#define SENDGRID_ACCOUNTS_SCOPES_HPP

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/conversions.hpp>

namespace sendgrid_accounts {

/// Scopes of an API key. Their names are open: servers add scopes at any time.
struct ScopeList {
    /// Names of the scopes, such as `mail.send`, in the server's order.
    std::vector<std::string> scopes{};
    /// Unknown fields of the response, and values that do not fit, as a JSON object.
    std::optional<std::string> extra{};

    /// Whether the key has a scope.
    bool contains(std::string_view scope) const {
        return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
    }
};

namespace detail {

template <>
struct Source<ScopeList> {
    using Struct = sga_scope_list;
    static constexpr auto free = sga_scope_list_free;
    static constexpr auto in_completion = &sga_completion::scopes;

    static ScopeList read(const std::shared_ptr<const Struct> &c) {
        return {std::vector<std::string>(c->scopes, c->scopes + c->scopes_count),
                optional_string(c->extra)};
    }
};

} // namespace detail

/// Methods of the scopes API. They return the same types as those of User.
template <class Calls>
class Scopes {
  public:
    /// Return type of a call.
    template <class T>
    using Result = typename Calls::template Result<T>;

    /// Created by scopes() of a client or queue.
    explicit Scopes(Calls calls) : calls_(std::move(calls)) {}

    /// Lists the scopes of the API key that the client uses; for a client that acts for another
    /// account, those that the key has there. It changes nothing: a test of the credential.
    Result<ScopeList> list() const {
        return calls_.template make<ScopeList>(sga_scopes_list, sga_submit_scopes_list);
    }

  private:
    Calls calls_;
};

} // namespace sendgrid_accounts

#endif
