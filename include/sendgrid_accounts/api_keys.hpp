/// @file
/// The API keys API: its inputs, its results, whose absent or null fields are std::nullopt, and its
/// methods. `Calls` is the policy: blocking calls or calls of a queue.
#ifndef SENDGRID_ACCOUNTS_API_KEYS_HPP
#define SENDGRID_ACCOUNTS_API_KEYS_HPP

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/arguments.hpp>
#include <sendgrid_accounts/conversions.hpp>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts {

/// Name and scopes of a new API key.
struct NewApiKey {
    /// Name of the key. A unique one makes reconcile() conclusive.
    std::string name{};
    /// Scopes of the key, at least one: a key without any would have full access.
    std::vector<std::string> scopes{};
};

/// New name and scopes of an API key.
struct ApiKeyUpdate {
    /// Id of the key.
    std::string api_key_id{};
    /// Name of the key, the old or a new one.
    std::string name{};
    /// All scopes of the key, at least one.
    std::vector<std::string> scopes{};
    /// Permits the call if the key is the one that the client uses, which may lose the scope for
    /// the next call; default: the call is refused.
    bool allow_own = false;
};

/// An API key: its id, name and scopes. It does not contain the key itself.
struct ApiKeyInfo {
    /// Id of the key: the middle part of `SG.<id>.<secret>`.
    std::optional<std::string> api_key_id{};
    /// Name of the key; several keys may have the same one.
    std::optional<std::string> name{};
    /// Scopes of the key. The list of keys and the response to a new name do not contain them.
    /// Servers add some by themselves, such as `2fa_required`.
    std::optional<std::vector<std::string>> scopes{};
    /// Unknown fields of the response, and values that do not fit, as a JSON object.
    std::optional<std::string> extra{};
};

/// API keys in the server's order.
using ApiKeyList = std::vector<ApiKeyInfo>;

/// A created API key as a secret, which only reveal() shows. Its memory is overwritten when the
/// last copy is destroyed.
class ApiKeySecret {
  public:
    /// No secret.
    ApiKeySecret() = default;
    /// Created by the methods of ApiKeys and by jobs of a bulk run.
    explicit ApiKeySecret(std::shared_ptr<const sga_api_key_secret> secret)
        : secret_(std::move(secret)) {}

    /// The API key. Store it at once: no later call returns it. The string lives as long as this
    /// object or a copy of it.
    /// @throws misuse_error without a secret
    std::string_view reveal() const {
        const char *secret = nullptr;
        detail::call(sga_api_key_secret_reveal, secret_.get(), &secret);
        return secret;
    }

  private:
    /// It shares the ownership of the result that the secret belongs to.
    std::shared_ptr<const sga_api_key_secret> secret_;
};

/// A created API key with its secret.
struct CreatedApiKey {
    /// The key itself, shown by reveal(). No later call returns it.
    ApiKeySecret api_key{};
    /// Id of the key, by which other calls name it.
    std::optional<std::string> api_key_id{};
    /// Name of the key.
    std::optional<std::string> name{};
    /// Scopes of the key. Servers add some by themselves, such as `2fa_required`.
    std::optional<std::vector<std::string>> scopes{};
    /// Unknown fields of the response, and values that do not fit, as a JSON object.
    std::optional<std::string> extra{};

    /// The API key, as api_key.reveal(). Store it at once: no later call returns it.
    /// @throws misuse_error without a secret
    std::string_view reveal() const & { return api_key.reveal(); }
    /// A copy, since the object may be the last one that has the secret.
    std::string reveal() && { return std::string(api_key.reveal()); }
};

namespace detail {

struct NewApiKeyStruct {
    std::vector<const char *> scopes;
    sga_new_api_key c = SGA_NEW_API_KEY_INIT;
};

inline NewApiKeyStruct to_c(const NewApiKey &key) {
    NewApiKeyStruct result;
    result.scopes = to_c("scopes", key.scopes);
    result.c.name = to_c("name", key.name);
    result.c.scopes = result.scopes.data();
    result.c.scopes_count = result.scopes.size();
    return result;
}

struct ApiKeyUpdateStruct {
    std::vector<const char *> scopes;
    sga_api_key_update c = SGA_API_KEY_UPDATE_INIT;
};

inline ApiKeyUpdateStruct to_c(const ApiKeyUpdate &update) {
    ApiKeyUpdateStruct result;
    result.scopes = to_c("scopes", update.scopes);
    result.c.api_key_id = to_c("api_key_id", update.api_key_id);
    result.c.name = to_c("name", update.name);
    result.c.scopes = result.scopes.data();
    result.c.scopes_count = result.scopes.size();
    result.c.allow_own = update.allow_own;
    return result;
}

/// A boolean argument.
struct Flag {
    bool is_set;
};

inline int to_c(const Flag &flag) { return flag.is_set; }

inline const sga_new_api_key *pointer(const NewApiKeyStruct &key) { return &key.c; }
inline const sga_api_key_update *pointer(const ApiKeyUpdateStruct &update) { return &update.c; }
inline int pointer(int number) { return number; }

inline ApiKeyInfo api_key(const sga_api_key_info &c) {
    return {optional_string(c.api_key_id), optional_string(c.name),
            optional_strings(c.scopes, c.scopes_count), optional_string(c.extra)};
}

template <>
struct Source<ApiKeyInfo> {
    using Struct = sga_api_key_info;
    static constexpr auto free = sga_api_key_info_free;
    static constexpr auto in_completion = &sga_completion::api_key;

    static ApiKeyInfo read(const std::shared_ptr<const Struct> &c) { return api_key(*c); }
};

template <>
struct Source<ApiKeyList> {
    using Struct = sga_api_key_list;
    static constexpr auto free = sga_api_key_list_free;
    static constexpr auto in_completion = &sga_completion::api_keys;

    static ApiKeyList read(const std::shared_ptr<const Struct> &c) {
        ApiKeyList keys;
        keys.reserve(c->count);
        for (std::size_t number = 0; number < c->count; ++number)
            keys.push_back(api_key(*c->keys[number]));
        return keys;
    }
};

template <>
struct Source<CreatedApiKey> {
    using Struct = sga_created_api_key;
    static constexpr auto free = sga_created_api_key_free;
    static constexpr auto in_completion = &sga_completion::created_api_key;

    static CreatedApiKey read(const std::shared_ptr<const Struct> &c) {
        return {ApiKeySecret({c, c->api_key}), optional_string(c->api_key_id),
                optional_string(c->name), optional_strings(c->scopes, c->scopes_count),
                optional_string(c->extra)};
    }
};

} // namespace detail

/// Methods of the API keys API. They return the same types as those of User.
template <class Calls>
class ApiKeys {
  public:
    /// Return type of a call.
    template <class T>
    using Result = typename Calls::template Result<T>;

    /// Created by api_keys() of a client or queue.
    explicit ApiKeys(Calls calls) : calls_(std::move(calls)) {}

    /// Lists the API keys: their ids and names, without their scopes.
    Result<ApiKeyList> list() const {
        return calls_.template make<ApiKeyList>(sga_api_keys_list, sga_submit_api_keys_list);
    }
    /// Retrieves name and scopes of an API key.
    Result<ApiKeyInfo> get(std::string_view api_key_id) const {
        return calls_.template make<ApiKeyInfo>(sga_api_keys_get, sga_submit_api_keys_get,
                                                id_argument(api_key_id));
    }
    /// Creates an API key with these scopes, at least one. The result is the only one that contains
    /// the key. It is never retried.
    Result<CreatedApiKey> create(const NewApiKey &key) const {
        return calls_.template make<CreatedApiKey>(sga_api_keys_create, sga_submit_api_keys_create,
                                                   key);
    }
    /// Creates an API key that may do everything. The result is the only one that contains the key.
    /// It is never retried.
    Result<CreatedApiKey> create_full_access(std::string_view name) const {
        return calls_.template make<CreatedApiKey>(sga_api_keys_create_full_access,
                                                   sga_submit_api_keys_create_full_access,
                                                   detail::Argument{"name", name});
    }
    /// Sets name and scopes of an API key: the server has no change of the scopes alone.
    Result<ApiKeyInfo> update(const ApiKeyUpdate &update) const {
        return calls_.template make<ApiKeyInfo>(sga_api_keys_update, sga_submit_api_keys_update,
                                                update);
    }
    /// Sets the name of an API key; its scopes do not change.
    Result<ApiKeyInfo> update_name(std::string_view api_key_id, std::string_view name) const {
        return calls_.template make<ApiKeyInfo>(
            sga_api_keys_update_name, sga_submit_api_keys_update_name, id_argument(api_key_id),
            detail::Argument{"name", name});
    }
    /// Deletes an API key (`delete` is a keyword of C++). Calls that authenticate by it fail after
    /// a short delay. `allow_own` permits the call if the key is the one that the client uses,
    /// whose next calls then fail.
    Result<void> remove(std::string_view api_key_id, bool allow_own = false) const {
        return calls_.template make<void>(sga_api_keys_delete, sga_submit_api_keys_delete,
                                          id_argument(api_key_id), detail::Flag{allow_own});
    }

  private:
    static detail::Argument id_argument(std::string_view api_key_id) {
        return {"api_key_id", api_key_id};
    }

    Calls calls_;
};

} // namespace sendgrid_accounts

#endif
