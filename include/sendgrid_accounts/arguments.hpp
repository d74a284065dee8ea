/// @file
/// How the inputs become structs of C, which point into them.
#ifndef SENDGRID_ACCOUNTS_ARGUMENTS_HPP
#define SENDGRID_ACCOUNTS_ARGUMENTS_HPP

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/inputs.hpp>

namespace sendgrid_accounts::detail {

/// A text argument and its name.
struct Argument {
    const char *name;
    std::string_view text;
};

/// C would take a text that holds a NUL for a shorter one.
inline void refuse_nul(const char *field, std::string_view text) {
    const auto position = text.find('\0');
    if (position != std::string_view::npos) {
        refuse(field, "contains a NUL character at byte " + std::to_string(position));
    }
}

inline const char *given(const char *field, const std::string &text) {
    refuse_nul(field, text);
    return text.c_str();
}

inline const char *given(const char *field, const std::optional<std::string> &text) {
    return text ? given(field, *text) : nullptr;
}

inline int given(const std::optional<bool> &choice) {
    if (!choice) return SGA_UNSET;
    return *choice ? SGA_YES : SGA_NO;
}

inline std::vector<const char *> given(const char *field, const std::vector<std::string> &texts) {
    std::vector<const char *> found;
    found.reserve(texts.size());
    for (const std::string &text : texts)
        found.push_back(given(field, text));
    return found;
}

/// To C, zero is not given: a zero that is given would be passed over.
template <class Number>
Number given(const char *field, const std::optional<Number> &number) {
    if (number == Number{0}) refuse(field, "is 0");
    return number.value_or(0);
}

/// A count whose minimum is 0.
inline std::uint32_t given_or_none(const std::optional<std::uint32_t> &number) {
    return number == 0u ? SGA_NONE : number.value_or(0);
}

inline std::uint64_t given(const char *field,
                           const std::optional<std::chrono::milliseconds> &limit) {
    if (limit && limit->count() <= 0) refuse(field, "is not a positive time");
    return limit ? static_cast<std::uint64_t>(limit->count()) : 0;
}

/// @name What C takes for each input; it points into the input, and into itself.
/// @{
inline std::string lowered(const Argument &argument) {
    refuse_nul(argument.name, argument.text);
    return std::string(argument.text);
}

inline sga_password_change lowered(const PasswordChange &change) {
    sga_password_change c = SGA_PASSWORD_CHANGE_INIT;
    c.old_password = given("old_password", change.old_password);
    c.new_password = given("new_password", change.new_password);
    return c;
}

inline sga_profile_update lowered(const ProfileUpdate &update) {
    sga_profile_update c = SGA_PROFILE_UPDATE_INIT;
    c.address = given("address", update.address);
    c.address2 = given("address2", update.address2);
    c.city = given("city", update.city);
    c.company = given("company", update.company);
    c.country = given("country", update.country);
    c.first_name = given("first_name", update.first_name);
    c.last_name = given("last_name", update.last_name);
    c.phone = given("phone", update.phone);
    c.state = given("state", update.state);
    c.website = given("website", update.website);
    c.zip = given("zip", update.zip);
    return c;
}

inline sga_customer_profile_update lowered(const CustomerProfileUpdate &update) {
    sga_customer_profile_update c = SGA_CUSTOMER_PROFILE_UPDATE_INIT;
    c.first_name = given("first_name", update.first_name);
    c.last_name = given("last_name", update.last_name);
    c.address = given("address", update.address);
    c.city = given("city", update.city);
    c.state = given("state", update.state);
    c.country = given("country", update.country);
    c.zip = given("zip", update.zip);
    c.phone = given("phone", update.phone);
    c.website = given("website", update.website);
    c.company = given("company", update.company);
    return c;
}

inline sga_customer_filter lowered(const CustomerFilter &filter) {
    sga_customer_filter c = SGA_CUSTOMER_FILTER_INIT;
    c.id = given("id", filter.id);
    c.username = given("username", filter.username);
    c.email = given("email", filter.email);
    c.first_name = given("first_name", filter.first_name);
    c.last_name = given("last_name", filter.last_name);
    c.address = given("address", filter.address);
    c.city = given("city", filter.city);
    c.state = given("state", filter.state);
    c.country = given("country", filter.country);
    c.zip = given("zip", filter.zip);
    c.phone = given("phone", filter.phone);
    c.website = given("website", filter.website);
    c.company = given("company", filter.company);
    c.active = given(filter.active);
    c.has_limit = filter.limit.has_value();
    c.limit = filter.limit.value_or(0);
    c.has_offset = filter.offset.has_value();
    c.offset = filter.offset.value_or(0);
    return c;
}

struct LoweredCustomer {
    std::vector<const char *> ip_group;
    std::vector<const char *> ip;
    sga_new_customer c = SGA_NEW_CUSTOMER_INIT;
};

inline LoweredCustomer lowered(const NewCustomer &customer) {
    LoweredCustomer made;
    made.ip_group = given("ip_group", customer.ip_group);
    made.ip = given("ip", customer.ip);
    sga_new_customer &c = made.c;
    c.username = given("username", customer.username);
    c.password = given("password", customer.password);
    c.email = given("email", customer.email);
    c.first_name = given("first_name", customer.first_name);
    c.last_name = given("last_name", customer.last_name);
    c.address = given("address", customer.address);
    c.city = given("city", customer.city);
    c.state = given("state", customer.state);
    c.zip = given("zip", customer.zip);
    c.country = given("country", customer.country);
    c.phone = given("phone", customer.phone);
    c.website = given("website", customer.website);
    c.company = given("company", customer.company);
    c.package = given("package", customer.package);
    c.whitelabel = given("whitelabel", customer.whitelabel);
    c.ip_group = made.ip_group.data();
    c.ip_group_count = made.ip_group.size();
    c.ip = made.ip.data();
    c.ip_count = made.ip.size();
    c.free_user = given(customer.free_user);
    c.billing_date = given("billing_date", customer.billing_date);
    return made;
}

inline sga_reseller lowered(const Reseller &reseller) {
    sga_reseller c = SGA_RESELLER_INIT;
    c.username = given("reseller_username", reseller.username);
    c.password = given("reseller_password", reseller.password);
    c.api_key = given("api_key", reseller.api_key);
    c.auth = static_cast<int>(reseller.auth);
    c.dialect = static_cast<int>(reseller.dialect);
    c.format = static_cast<int>(reseller.format);
    c.base_url = given("base_url", reseller.base_url);
    return c;
}

/// But for the reseller, which is lowered by itself.
inline sga_client_options lowered(const ClientOptions &options) {
    sga_client_options c = SGA_CLIENT_OPTIONS_INIT;
    c.api_key = given("api_key", options.api_key);
    c.region = static_cast<int>(options.region);
    c.base_url = given("base_url", options.base_url);
    c.on_behalf_of = given("on_behalf_of", options.on_behalf_of);
    c.account_id = given("account_id", options.account_id);
    c.timeout_ms = given("timeout", options.timeout);
    c.attempt_timeout_ms = given("attempt_timeout", options.attempt_timeout);
    c.connect_timeout_ms = given("connect_timeout", options.connect_timeout);
    c.max_retries = given_or_none(options.max_retries);
    c.max_connections = given("max_connections", options.max_connections);
    c.ca_bundle = given("ca_bundle", options.ca_bundle);
    c.proxy = given("proxy", options.proxy);
    c.allow_insecure_transport = options.allow_insecure_transport;
    c.max_rate_limit_wait_ms = given("max_rate_limit_wait", options.max_rate_limit_wait);
    c.retry_budget = given_or_none(options.retry_budget);
    c.backoff_ms = given("backoff", options.backoff);
    c.rate_limit_backoff_ms = given("rate_limit_backoff", options.rate_limit_backoff);
    c.max_backoff_ms = given("max_backoff", options.max_backoff);
    c.idle_timeout_ms = given("idle_timeout", options.idle_timeout);
    c.max_response_bytes = given("max_response_bytes", options.max_response_bytes);
    c.max_list_bytes = given("max_list_bytes", options.max_list_bytes);
    c.max_headers = given("max_headers", options.max_headers);
    c.max_unknown_retries = given_or_none(options.max_unknown_retries);
    c.retry_cost = given("retry_cost", options.retry_cost);
    c.rate_limit_retry_cost = given("rate_limit_retry_cost", options.rate_limit_retry_cost);
    c.retry_refund = given("retry_refund", options.retry_refund);
    c.trust_env = options.trust_env ? SGA_YES : SGA_NO;
    c.shared_rate_limiter =
        options.shared_rate_limiter ? options.shared_rate_limiter->get() : nullptr;
    return c;
}

inline sga_call_options lowered(const CallOptions &options) {
    sga_call_options c = SGA_CALL_OPTIONS_INIT;
    c.timeout_ms = given("timeout", options.timeout);
    c.attempt_timeout_ms = given("attempt_timeout", options.attempt_timeout);
    c.max_retries = given_or_none(options.max_retries);
    c.max_rate_limit_wait_ms = given("max_rate_limit_wait", options.max_rate_limit_wait);
    c.backoff_ms = given("backoff", options.backoff);
    c.rate_limit_backoff_ms = given("rate_limit_backoff", options.rate_limit_backoff);
    c.max_backoff_ms = given("max_backoff", options.max_backoff);
    c.max_response_bytes = given("max_response_bytes", options.max_response_bytes);
    c.max_list_bytes = given("max_list_bytes", options.max_list_bytes);
    c.max_unknown_retries = given_or_none(options.max_unknown_retries);
    return c;
}
/// @}

/// @name Where it lies. It has to live until the call is made, as all parts of one expression do.
/// @{
inline const char *pointer(const std::string &text) { return text.c_str(); }
inline const sga_new_customer *pointer(const LoweredCustomer &made) { return &made.c; }
template <class Struct>
const Struct *pointer(const Struct &made) {
    return &made;
}
/// @}

} // namespace sendgrid_accounts::detail

#endif
