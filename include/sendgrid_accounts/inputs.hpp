/// @file
/// Inputs of calls. C++20 can name the members in braces.
#ifndef SENDGRID_ACCOUNTS_INPUTS_HPP
#define SENDGRID_ACCOUNTS_INPUTS_HPP

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/field_update.hpp>
#include <sendgrid_accounts/shared_rate_limiter.hpp>

namespace sendgrid_accounts {

/// Region whose servers hold an account.
enum class Region {
    /// Global users and subusers: https://api.sendgrid.com.
    global = SGA_REGION_GLOBAL,
    /// EU regional subusers: https://api.eu.sendgrid.com.
    eu = SGA_REGION_EU,
};

/// Edition of the customer API. The two differ in their addresses only.
enum class Dialect {
    /// The later edition: https://api.sendgrid.com/apiv2/reseller.*.
    reseller = SGA_DIALECT_RESELLER,
    /// The older edition: https://api.sendgrid.com/api/distributor.*.
    distributor = SGA_DIALECT_DISTRIBUTOR,
};

/// Format of the responses. The results of the calls are the same in both.
enum class Format {
    /// JSON.
    json = SGA_FORMAT_JSON,
    /// XML.
    xml = SGA_FORMAT_XML,
};

/// Credential of the customer API, and how it is sent. SendGrid ended username and password for its
/// APIs in 2020; other servers may need them. The username `apikey` with an API key as its password
/// is another form of that key.
enum class Auth {
    /// Auth::params if username or password is set, else Auth::api_key.
    automatic = SGA_AUTH_AUTOMATIC,
    /// API key as a bearer token: `api_key`, or the client's if that is unset.
    api_key = SGA_AUTH_API_KEY,
    /// Username and password as the parameters `api_user` and `api_key`, for old servers.
    params = SGA_AUTH_PARAMS,
    /// Username and password by HTTP Basic, for old servers.
    basic = SGA_AUTH_BASIC,
};

/// Meaning of an empty string in an update. `CLEAR` clears in either case.
enum class Empty {
    /// An empty string clears its field.
    clear = SGA_EMPTY_CLEAR,
    /// An empty string leaves its field unchanged, for data in which empty means unknown, such as
    /// rows of a CSV file.
    ignore = SGA_EMPTY_IGNORE,
};

/// Name of a region, such as "eu": the same in every language.
inline std::string_view to_string(Region region) noexcept {
    return sga_region_name(static_cast<int>(region));
}

/// Name of a dialect, such as "distributor": the same in every language.
inline std::string_view to_string(Dialect dialect) noexcept {
    return sga_dialect_name(static_cast<int>(dialect));
}

/// Name of a format, such as "xml": the same in every language.
inline std::string_view to_string(Format format) noexcept {
    return sga_format_name(static_cast<int>(format));
}

/// Name of a way to send the credential, such as "basic": the same in every language.
inline std::string_view to_string(Auth auth) noexcept {
    return sga_auth_name(static_cast<int>(auth));
}

/// Name of a meaning of an empty string, such as "ignore": the same in every language.
inline std::string_view to_string(Empty empty) noexcept {
    return sga_empty_name(static_cast<int>(empty));
}

/// Dialect, format and credential of the customer API.
struct Reseller {
    /// Username of the reseller; not with Auth::api_key.
    std::optional<std::string> username{};
    /// Password of the reseller; not with Auth::api_key.
    std::optional<std::string> password{};
    /// API key, if it is another one than the client's; not with username and password.
    std::optional<std::string> api_key{};
    /// How the credential is sent.
    Auth auth = Auth::automatic;
    /// Edition of the customer API.
    Dialect dialect = Dialect::reseller;
    /// Format of the responses.
    Format format = Format::json;
    /// URL before the endpoint, such as `https://sendgrid.com/apiv2/`. Default: `apiv2` or `api`,
    /// by the dialect, below the client's base URL or https://api.sendgrid.com.
    std::optional<std::string> base_url{};

    /// A credential with Auth::params.
    static Reseller with_password(std::string username, std::string password) {
        Reseller reseller;
        reseller.auth = Auth::params;
        reseller.username = std::move(username);
        reseller.password = std::move(password);
        return reseller;
    }
    /// A credential with Auth::basic.
    static Reseller with_basic_auth(std::string username, std::string password) {
        Reseller reseller = with_password(std::move(username), std::move(password));
        reseller.auth = Auth::basic;
        return reseller;
    }
    /// A credential with Auth::api_key.
    static Reseller with_api_key(std::string api_key) {
        Reseller reseller;
        reseller.api_key = std::move(api_key);
        reseller.auth = Auth::api_key;
        return reseller;
    }
};

/// Options of a client.
struct ClientOptions {
    /// API key for both APIs. A text that cannot be a key, such as one with blanks or quotation
    /// marks, is refused; a key that does not begin with `SG.`, as SendGrid's keys do, is accepted.
    std::optional<std::string> api_key{};
    /// Dialect, format and, for old servers, username and password of the customer API; unset: the
    /// API key, in the format JSON.
    std::optional<Reseller> reseller{};
    /// Region whose servers are called. Calls of the Subusers API and the customer API go to the
    /// host of the global region, which serves the accounts of both.
    Region region = Region::global;
    /// URL of a server to call instead of the region's, such as a sandbox; `/v3` at its end is
    /// dropped.
    std::optional<std::string> base_url{};
    /// Subuser that every call acts for.
    std::optional<std::string> on_behalf_of{};
    /// Number of the customer account that every call acts for; not with `on_behalf_of`.
    std::optional<std::string> account_id{};
    /// Time limit of a whole call, with attempts and waits; default: 60 seconds.
    std::optional<std::chrono::milliseconds> timeout{};
    /// Time limit of one attempt; default: 15 seconds.
    std::optional<std::chrono::milliseconds> attempt_timeout{};
    /// Time limit of making a connection: name lookup, TCP and TLS; default: 5 seconds.
    std::optional<std::chrono::milliseconds> connect_timeout{};
    /// Maximum number of retries of one call, if it is retryable; default: 2.
    std::optional<std::uint32_t> max_retries{};
    /// Maximum number of connections, and so of concurrent calls; further calls wait; default: 64.
    std::optional<std::uint32_t> max_connections{};
    /// PEM file of the certificate authorities to trust instead of the machine's.
    std::optional<std::string> ca_bundle{};
    /// URL of a proxy for all calls: http, https, socks5 or socks5h, optionally with a username and
    /// password. Default: the proxies of the environment; see `trust_env`.
    std::optional<std::string> proxy{};
    /// Allows plain http to other machines, or by a proxy on one, which exposes keys and passwords.
    bool allow_insecure_transport = false;
    /// Maximum wait for a rate limit; longer waits fail at once; default: 120 seconds.
    std::optional<std::chrono::milliseconds> max_rate_limit_wait{};
    /// Tokens for retries, shared by all calls of the client: retries take some, and successes give
    /// them back; default: 500.
    std::optional<std::uint32_t> retry_budget{};
    /// Maximum wait before the first retry after a failure; it doubles with each further retry, and
    /// each wait is random between zero and that; default: 50 milliseconds.
    std::optional<std::chrono::milliseconds> backoff{};
    /// Maximum wait after the first HTTP 429 without a time; it doubles with each further one, and
    /// each wait is random between half of that and all of it; default: 1 second.
    std::optional<std::chrono::milliseconds> rate_limit_backoff{};
    /// Upper bound of both backoffs as they double; default: 20 seconds.
    std::optional<std::chrono::milliseconds> max_backoff{};
    /// Time after which an idle connection is closed; default: 10 seconds.
    std::optional<std::chrono::milliseconds> idle_timeout{};
    /// Maximum size in bytes of a response about one account; default: 256 KiB.
    std::optional<std::uint64_t> max_response_bytes{};
    /// Maximum size in bytes of a list; default: 256 MiB.
    std::optional<std::uint64_t> max_list_bytes{};
    /// Shares its rate limiters with the other clients that use it; default: only with clients that
    /// are created from it.
    std::optional<SharedRateLimiter> shared_rate_limiter{};
    /// Maximum number of headers of a response; default: 100.
    std::optional<std::uint32_t> max_headers{};
    /// Maximum number of retries of an idempotent change with an unknown outcome, within ten
    /// seconds; a retry may overwrite a later change of another client; default: 1.
    std::optional<std::uint32_t> max_unknown_retries{};
    /// Tokens that a retry after a failure takes from `retry_budget`, returned if the call then
    /// succeeds; default: 14.
    std::optional<std::uint32_t> retry_cost{};
    /// Tokens that a retry after an HTTP 429 takes from `retry_budget`; default: 5.
    std::optional<std::uint32_t> rate_limit_retry_cost{};
    /// Tokens that a call that succeeds without a retry adds to `retry_budget`; default: 1.
    std::optional<std::uint32_t> retry_refund{};
    /// Whether HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY of the environment apply. They never
    /// apply to loopback addresses.
    bool trust_env = true;
    /// Meaning of an empty string in an update.
    Empty empty = Empty::clear;
};

/// Options of calls that differ from those of their client; std::nullopt keeps the client's value.
struct CallOptions {
    /// Time limit of a whole call, with attempts and waits.
    std::optional<std::chrono::milliseconds> timeout{};
    /// Time limit of one attempt.
    std::optional<std::chrono::milliseconds> attempt_timeout{};
    /// Maximum number of retries of one call, if it is retryable.
    std::optional<std::uint32_t> max_retries{};
    /// Maximum wait for a rate limit.
    std::optional<std::chrono::milliseconds> max_rate_limit_wait{};
    /// Maximum wait before the first retry after a failure.
    std::optional<std::chrono::milliseconds> backoff{};
    /// Maximum wait after the first HTTP 429 without a time.
    std::optional<std::chrono::milliseconds> rate_limit_backoff{};
    /// Upper bound of both backoffs as they double.
    std::optional<std::chrono::milliseconds> max_backoff{};
    /// Maximum size in bytes of a response about one account.
    std::optional<std::uint64_t> max_response_bytes{};
    /// Maximum size in bytes of a list.
    std::optional<std::uint64_t> max_list_bytes{};
    /// Maximum number of retries of an idempotent change with an unknown outcome.
    std::optional<std::uint32_t> max_unknown_retries{};
    /// Meaning of an empty string in an update.
    std::optional<Empty> empty{};
};

/// Old and new password of the account. It is not an aggregate: the members are set by name, so
/// that they cannot be swapped.
struct PasswordChange {
    /// Both passwords are empty.
    PasswordChange() {} // NOLINT(modernize-use-equals-default): C++17 would make it an aggregate

    /// Current password.
    std::string old_password;
    /// New password.
    std::string new_password;
};

/// Changes fields of the profile: std::nullopt leaves a field unchanged, `CLEAR` clears it, and so
/// does an empty string, unless Empty::ignore applies.
struct ProfileUpdate {
    /// Street address.
    std::optional<FieldUpdate> address{};
    /// Second line of the street address.
    std::optional<FieldUpdate> address2{};
    /// City.
    std::optional<FieldUpdate> city{};
    /// Name of the company.
    std::optional<FieldUpdate> company{};
    /// Country.
    std::optional<FieldUpdate> country{};
    /// First name.
    std::optional<FieldUpdate> first_name{};
    /// Last name.
    std::optional<FieldUpdate> last_name{};
    /// Phone number.
    std::optional<FieldUpdate> phone{};
    /// State.
    std::optional<FieldUpdate> state{};
    /// URL of the website.
    std::optional<FieldUpdate> website{};
    /// Zip code.
    std::optional<FieldUpdate> zip{};
};

/// Data of a new customer. The members up to `website` are mandatory.
///
/// SendGrid documents `company`, `package` and `whitelabel` as required, but its examples lack
/// them. They are optional here, and the server decides.
struct NewCustomer {
    /// Username, up to 64 characters.
    std::string username{};
    /// Password, 6 to 128 characters.
    std::string password{};
    /// E-mail address, up to 64 characters.
    std::string email{};
    /// First name, up to 50 characters.
    std::string first_name{};
    /// Last name, up to 50 characters.
    std::string last_name{};
    /// Street address, up to 100 characters.
    std::string address{};
    /// City, up to 100 characters.
    std::string city{};
    /// State, up to 100 characters.
    std::string state{};
    /// Zip code, up to 50 characters.
    std::string zip{};
    /// Country, up to 100 characters.
    std::string country{};
    /// Phone number, up to 50 characters.
    std::string phone{};
    /// URL of the website, up to 255 characters.
    std::string website{};
    /// Name of the company, up to 255 characters.
    std::optional<std::string> company{};
    /// Name of the package to assign, up to 255 characters.
    std::optional<std::string> package{};
    /// Domain for whitelabelling, up to 255 characters.
    std::optional<std::string> whitelabel{};
    /// Names of your IP groups to assign, each up to 255 characters.
    std::vector<std::string> ip_group{};
    /// Your IP addresses to assign, if the package allows it.
    std::vector<std::string> ip{};
    /// Whether the customer is a free one; mandatory for a free customer.
    std::optional<bool> free_user{};
    /// First billing date, YYYY-MM-DD, within one billing cycle from now.
    std::optional<std::string> billing_date{};
};

/// Filters of a list of customers; without any, the list has all of them. Servers match parts of
/// strings.
struct CustomerFilter {
    /// Number of the customer.
    std::optional<std::string> id{};
    /// Username.
    std::optional<std::string> username{};
    /// E-mail address.
    std::optional<std::string> email{};
    /// First name.
    std::optional<std::string> first_name{};
    /// Last name.
    std::optional<std::string> last_name{};
    /// Street address.
    std::optional<std::string> address{};
    /// City.
    std::optional<std::string> city{};
    /// State.
    std::optional<std::string> state{};
    /// Country.
    std::optional<std::string> country{};
    /// Zip code.
    std::optional<std::string> zip{};
    /// Phone number.
    std::optional<std::string> phone{};
    /// URL of the website.
    std::optional<std::string> website{};
    /// Name of the company.
    std::optional<std::string> company{};
    /// Whether the customer may send mail.
    std::optional<bool> active{};
    /// Maximum number of customers.
    std::optional<std::uint64_t> limit{};
    /// Number of customers to skip.
    std::optional<std::uint64_t> offset{};
};

/// Changes fields of a customer's profile: std::nullopt leaves a field unchanged, `CLEAR` clears
/// it, and so does an empty string, unless Empty::ignore applies.
struct CustomerProfileUpdate {
    /// First name, up to 50 characters.
    std::optional<FieldUpdate> first_name{};
    /// Last name, up to 50 characters.
    std::optional<FieldUpdate> last_name{};
    /// Street address, up to 100 characters.
    std::optional<FieldUpdate> address{};
    /// City, up to 100 characters.
    std::optional<FieldUpdate> city{};
    /// State, up to 100 characters.
    std::optional<FieldUpdate> state{};
    /// Country, up to 100 characters.
    std::optional<FieldUpdate> country{};
    /// Zip code, up to 50 characters.
    std::optional<FieldUpdate> zip{};
    /// Phone number, up to 50 characters.
    std::optional<FieldUpdate> phone{};
    /// URL of the website, up to 255 characters.
    std::optional<FieldUpdate> website{};
    /// Name of the company, up to 255 characters.
    std::optional<FieldUpdate> company{};
};

} // namespace sendgrid_accounts

#endif
