/// @file
/// What the calls take. In C++20 the members can be named in braces; in C++17 they are set one by
/// one.
#ifndef SENDGRID_ACCOUNTS_INPUTS_HPP
#define SENDGRID_ACCOUNTS_INPUTS_HPP

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/shared_rate_limiter.hpp>

namespace sendgrid_accounts {

/// Whose servers are called.
enum class Region {
    /// Global users and subusers: https://api.sendgrid.com.
    global = SGA_REGION_GLOBAL,
    /// EU regional subusers: https://api.eu.sendgrid.com.
    eu = SGA_REGION_EU,
};

/// Under which names the customer API is called.
enum class Dialect {
    /// apiv2/reseller.*
    reseller = SGA_DIALECT_RESELLER,
    /// api/distributor.*
    distributor = SGA_DIALECT_DISTRIBUTOR,
};

/// In which form the customer API answers.
enum class Format {
    /// JSON.
    json = SGA_FORMAT_JSON,
    /// XML.
    xml = SGA_FORMAT_XML,
};

/// How a reseller is told to the customer API.
enum class Auth {
    /// Username and password in the body of each request.
    params = SGA_AUTH_PARAMS,
    /// The same username and password by HTTP Basic.
    basic = SGA_AUTH_BASIC,
    /// An API key as Bearer.
    api_key = SGA_AUTH_API_KEY,
};

/// The credential for the customer API.
struct Reseller {
    /// The username of the reseller; not with Auth::api_key.
    std::optional<std::string> username{};
    /// The password of the reseller; not with Auth::api_key.
    std::optional<std::string> password{};
    /// The API key, with Auth::api_key only.
    std::optional<std::string> api_key{};
    /// How the credential is told.
    Auth auth = Auth::params;
    /// Under which names the customer API is called.
    Dialect dialect = Dialect::reseller;
    /// In which form it answers.
    Format format = Format::json;
    /// Another address than the dialect's on the client's server, with the folder that the calls
    /// are in.
    std::optional<std::string> base_url{};

    /// Username and password in the body of each request.
    static Reseller with_password(std::string username, std::string password) {
        Reseller reseller;
        reseller.username = std::move(username);
        reseller.password = std::move(password);
        return reseller;
    }
    /// Username and password by HTTP Basic.
    static Reseller with_basic_auth(std::string username, std::string password) {
        Reseller reseller = with_password(std::move(username), std::move(password));
        reseller.auth = Auth::basic;
        return reseller;
    }
    /// An API key as Bearer.
    static Reseller with_api_key(std::string api_key) {
        Reseller reseller;
        reseller.api_key = std::move(api_key);
        reseller.auth = Auth::api_key;
        return reseller;
    }
};

/// How a client is set up. What is not given has its default.
struct ClientOptions {
    /// The API key for the Users API.
    std::optional<std::string> api_key{};
    /// The credential for the customer API; a client may have both.
    std::optional<Reseller> reseller{};
    /// Whose servers are called.
    Region region = Region::global;
    /// Another server than the region's, such as a sandbox.
    std::optional<std::string> base_url{};
    /// The subuser that every call acts for.
    std::optional<std::string> on_behalf_of{};
    /// The number of the customer account that every call acts for; not with `on_behalf_of`.
    std::optional<std::string> account_id{};
    /// Limit of a whole call, with all its attempts and waits; default: 60 seconds.
    std::optional<std::chrono::milliseconds> timeout{};
    /// Limit of one attempt; default: 15 seconds.
    std::optional<std::chrono::milliseconds> attempt_timeout{};
    /// Limit of making a connection; default: 5 seconds.
    std::optional<std::chrono::milliseconds> connect_timeout{};
    /// Maximum number of retries of one call, where it may be retried at all; default: 2.
    std::optional<std::uint32_t> max_retries{};
    /// Most calls at a time; further ones wait; default: 64.
    std::optional<std::uint32_t> max_connections{};
    /// A PEM file of the certificate authorities to trust instead of the machine's.
    std::optional<std::string> ca_bundle{};
    /// The URL of a proxy for all calls: http, https, socks5 or socks5h. Without it, the proxies of
    /// the environment apply: see `trust_env`.
    std::optional<std::string> proxy{};
    /// Allows plain http to other hosts than this machine: keys and passwords are then readable on
    /// the way.
    bool allow_insecure_transport = false;
    /// Longest wait for a rate limit; a call that would have to wait longer fails at once; default:
    /// 120 seconds.
    std::optional<std::chrono::milliseconds> max_rate_limit_wait{};
    /// How much may be repeated while calls fail, in tokens: repeats take from it, and successes
    /// give back; default: 500.
    std::optional<std::uint32_t> retry_budget{};
    /// Longest wait before the first repeat after a failure; it doubles with each further one, and
    /// chance picks each wait between nothing and that; default: 50 milliseconds.
    std::optional<std::chrono::milliseconds> backoff{};
    /// Longest wait after the first refusal for the rate that names no time; it doubles with each
    /// further one in a row, and chance picks each wait between half of that and all; default: 1
    /// second.
    std::optional<std::chrono::milliseconds> rate_limit_backoff{};
    /// What both double up to; default: 20 seconds.
    std::optional<std::chrono::milliseconds> max_backoff{};
    /// How long a connection is kept that nobody uses; default: 10 seconds.
    std::optional<std::chrono::milliseconds> idle_timeout{};
    /// Most bytes of an answer about one account; a larger one is refused; default: 256 KiB.
    std::optional<std::uint64_t> max_response_bytes{};
    /// Most bytes of a list; a larger one is refused; default: 256 MiB.
    std::optional<std::uint64_t> max_list_bytes{};
    /// Shares what is known of rate limits with the other clients that have it; default: with those
    /// that are made of this one only.
    std::optional<SharedRateLimiter> shared_rate_limiter{};
    /// Most headers of an answer; one with more is refused; default: 100.
    std::optional<std::uint32_t> max_headers{};
    /// Maximum number of retries of an idempotent change whose outcome is unknown: it may have been
    /// applied, and a retry may overwrite a later change of somebody else; default: 1, within ten
    /// seconds.
    std::optional<std::uint32_t> max_unknown_retries{};
    /// What a repeat after a failure takes from `retry_budget`, and gives back where the call
    /// succeeds; default: 14.
    std::optional<std::uint32_t> retry_cost{};
    /// The same of a repeat after a refusal for the rate; default: 5.
    std::optional<std::uint32_t> rate_limit_retry_cost{};
    /// What a call that succeeds at once gives to `retry_budget`; default: 1.
    std::optional<std::uint32_t> retry_refund{};
    /// Whether HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY of the environment apply. They never
    /// apply to loopback addresses.
    bool trust_env = true;
};

/// Limits of single calls, where they differ from their client's; what is not given stays as it is.
struct CallOptions {
    /// Limit of a whole call, with all its attempts and waits.
    std::optional<std::chrono::milliseconds> timeout{};
    /// Limit of one attempt.
    std::optional<std::chrono::milliseconds> attempt_timeout{};
    /// Maximum number of retries of one call, where it may be retried at all.
    std::optional<std::uint32_t> max_retries{};
    /// Longest wait for a rate limit.
    std::optional<std::chrono::milliseconds> max_rate_limit_wait{};
    /// Longest wait before the first repeat after a failure.
    std::optional<std::chrono::milliseconds> backoff{};
    /// Longest wait after the first refusal for the rate that names no time.
    std::optional<std::chrono::milliseconds> rate_limit_backoff{};
    /// What both double up to.
    std::optional<std::chrono::milliseconds> max_backoff{};
    /// Most bytes of an answer about one account.
    std::optional<std::uint64_t> max_response_bytes{};
    /// Most bytes of a list.
    std::optional<std::uint64_t> max_list_bytes{};
    /// Maximum number of retries of an idempotent change whose outcome is unknown.
    std::optional<std::uint32_t> max_unknown_retries{};
};

/// A change of one's own password. It is no aggregate: its members are set by name, so that they
/// cannot be swapped.
struct PasswordChange {
    /// Nothing is given yet.
    PasswordChange() {} // NOLINT(modernize-use-equals-default): C++17 would make it an aggregate

    /// The password that is in force.
    std::string old_password;
    /// The password to be.
    std::string new_password;
};

/// Changes the fields of a profile that are given: std::nullopt leaves a field as it is, an empty
/// text clears it, any other text sets it.
struct ProfileUpdate {
    /// The street address.
    std::optional<std::string> address{};
    /// The second line of the street address.
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
};

/// A customer to be. The members up to `website` must be given.
///
/// The documents call `company`, `package` and `whitelabel` required too, and leave them out in
/// their own examples: they are optional here, and the server decides.
struct NewCustomer {
    /// The username, up to 64 characters.
    std::string username{};
    /// The password, from 6 characters on. It is sent with its confirmation.
    std::string password{};
    /// The e-mail address, up to 64 characters.
    std::string email{};
    /// The first name, up to 50 characters.
    std::string first_name{};
    /// The last name, up to 50 characters.
    std::string last_name{};
    /// The street address, up to 100 characters.
    std::string address{};
    /// The city, up to 100 characters.
    std::string city{};
    /// The state, up to 100 characters.
    std::string state{};
    /// The zip code, up to 50 characters.
    std::string zip{};
    /// The country, up to 100 characters.
    std::string country{};
    /// The phone number, up to 50 characters.
    std::string phone{};
    /// The address of the website, up to 255 characters.
    std::string website{};
    /// The name of the company, up to 255 characters.
    std::optional<std::string> company{};
    /// The name of the package to assign, up to 255 characters.
    std::optional<std::string> package{};
    /// The domain for whitelabelling, up to 255 characters.
    std::optional<std::string> whitelabel{};
    /// The names of IP groups of yours to add, each up to 255 characters.
    std::vector<std::string> ip_group{};
    /// IP addresses of yours to add, where the package allows it.
    std::vector<std::string> ip{};
    /// Whether the customer is a free one; has to be given for a free customer.
    std::optional<bool> free_user{};
    /// The first billing date, YYYY-MM-DD, within one billing cycle from now.
    std::optional<std::string> billing_date{};
};

/// Filters of a list; none of them: all customers. The documents call them search filters: servers
/// match parts of texts.
struct CustomerFilter {
    /// The number of the customer.
    std::optional<std::string> id{};
    /// The username.
    std::optional<std::string> username{};
    /// The e-mail address.
    std::optional<std::string> email{};
    /// The first name.
    std::optional<std::string> first_name{};
    /// The last name.
    std::optional<std::string> last_name{};
    /// The street address.
    std::optional<std::string> address{};
    /// The city.
    std::optional<std::string> city{};
    /// The state.
    std::optional<std::string> state{};
    /// The country.
    std::optional<std::string> country{};
    /// The zip code.
    std::optional<std::string> zip{};
    /// The phone number.
    std::optional<std::string> phone{};
    /// The address of the website.
    std::optional<std::string> website{};
    /// The name of the company.
    std::optional<std::string> company{};
    /// Whether the customer may send mail.
    std::optional<bool> active{};
    /// Most customers to list.
    std::optional<std::uint64_t> limit{};
    /// How many customers to pass over first.
    std::optional<std::uint64_t> offset{};
};

/// Changes the fields of a customer's profile that are given: std::nullopt leaves a field as it is,
/// an empty text clears it, any other text sets it.
struct CustomerProfileUpdate {
    /// The first name.
    std::optional<std::string> first_name{};
    /// The last name.
    std::optional<std::string> last_name{};
    /// The street address.
    std::optional<std::string> address{};
    /// The city.
    std::optional<std::string> city{};
    /// The state.
    std::optional<std::string> state{};
    /// The country.
    std::optional<std::string> country{};
    /// The zip code.
    std::optional<std::string> zip{};
    /// The phone number.
    std::optional<std::string> phone{};
    /// The address of the website.
    std::optional<std::string> website{};
    /// The name of the company.
    std::optional<std::string> company{};
};

} // namespace sendgrid_accounts

#endif
