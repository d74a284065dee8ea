/// @file
/// Conversion of inputs to C, which points into them.
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

/// A string argument and its name.
struct Argument {
    const char *name;
    std::string_view string;
};

/// A C string would end at the NUL.
inline void refuse_nul(const char *field, std::string_view string) {
    const auto position = string.find('\0');
    if (position != std::string_view::npos) {
        refuse(field, "contains a NUL character at byte " + std::to_string(position));
    }
}

inline const char *to_c(const char *field, const std::string &string) {
    refuse_nul(field, string);
    return string.c_str();
}

inline const char *to_c(const char *field, const std::optional<std::string> &string) {
    return string ? to_c(field, *string) : nullptr;
}

inline const char *to_c(const char *field, const std::optional<FieldUpdate> &update) {
    if (!update) return nullptr;
    return update->clears() ? sga_clear() : to_c(field, update->value());
}

inline int to_c(const std::optional<bool> &choice) {
    if (!choice) return SGA_UNSET;
    return *choice ? SGA_YES : SGA_NO;
}

inline std::vector<const char *> to_c(const char *field, const std::vector<std::string> &strings) {
    std::vector<const char *> pointers;
    pointers.reserve(strings.size());
    for (const std::string &string : strings)
        pointers.push_back(to_c(field, string));
    return pointers;
}

/// In C, zero means unset.
template <class Number>
Number to_c(const char *field, const std::optional<Number> &number) {
    if (number == Number{0}) refuse(field, "is 0");
    return number.value_or(0);
}

/// A number that may be zero.
inline std::uint32_t to_c_or_none(const std::optional<std::uint32_t> &number) {
    return number == 0u ? SGA_NONE : number.value_or(0);
}

inline std::uint64_t to_c(const char *field, const std::optional<std::chrono::milliseconds> &time) {
    if (time && time->count() <= 0) refuse(field, "is not a positive time");
    return time ? static_cast<std::uint64_t>(time->count()) : 0;
}

/// @name Input structs of C. They point into the input, and into themselves.
/// @{
inline std::string to_c(const Argument &argument) {
    refuse_nul(argument.name, argument.string);
    return std::string(argument.string);
}

inline sga_password_change to_c(const PasswordChange &change) {
    sga_password_change c = SGA_PASSWORD_CHANGE_INIT;
    c.old_password = to_c("old_password", change.old_password);
    c.new_password = to_c("new_password", change.new_password);
    return c;
}

inline sga_profile_update to_c(const ProfileUpdate &update) {
    sga_profile_update c = SGA_PROFILE_UPDATE_INIT;
    c.address = to_c("address", update.address);
    c.address2 = to_c("address2", update.address2);
    c.city = to_c("city", update.city);
    c.company = to_c("company", update.company);
    c.country = to_c("country", update.country);
    c.first_name = to_c("first_name", update.first_name);
    c.last_name = to_c("last_name", update.last_name);
    c.phone = to_c("phone", update.phone);
    c.state = to_c("state", update.state);
    c.website = to_c("website", update.website);
    c.zip = to_c("zip", update.zip);
    return c;
}

inline sga_customer_profile_update to_c(const CustomerProfileUpdate &update) {
    sga_customer_profile_update c = SGA_CUSTOMER_PROFILE_UPDATE_INIT;
    c.first_name = to_c("first_name", update.first_name);
    c.last_name = to_c("last_name", update.last_name);
    c.address = to_c("address", update.address);
    c.city = to_c("city", update.city);
    c.state = to_c("state", update.state);
    c.country = to_c("country", update.country);
    c.zip = to_c("zip", update.zip);
    c.phone = to_c("phone", update.phone);
    c.website = to_c("website", update.website);
    c.company = to_c("company", update.company);
    return c;
}

inline sga_customer_filter to_c(const CustomerFilter &filter) {
    sga_customer_filter c = SGA_CUSTOMER_FILTER_INIT;
    c.id = to_c("id", filter.id);
    c.username = to_c("username", filter.username);
    c.email = to_c("email", filter.email);
    c.first_name = to_c("first_name", filter.first_name);
    c.last_name = to_c("last_name", filter.last_name);
    c.address = to_c("address", filter.address);
    c.city = to_c("city", filter.city);
    c.state = to_c("state", filter.state);
    c.country = to_c("country", filter.country);
    c.zip = to_c("zip", filter.zip);
    c.phone = to_c("phone", filter.phone);
    c.website = to_c("website", filter.website);
    c.company = to_c("company", filter.company);
    c.active = to_c(filter.active);
    c.has_limit = filter.limit.has_value();
    c.limit = filter.limit.value_or(0);
    c.has_offset = filter.offset.has_value();
    c.offset = filter.offset.value_or(0);
    return c;
}

struct NewCustomerStruct {
    std::vector<const char *> ip_group;
    std::vector<const char *> ip;
    sga_new_customer c = SGA_NEW_CUSTOMER_INIT;
};

inline NewCustomerStruct to_c(const NewCustomer &customer) {
    NewCustomerStruct result;
    result.ip_group = to_c("ip_group", customer.ip_group);
    result.ip = to_c("ip", customer.ip);
    sga_new_customer &c = result.c;
    c.username = to_c("username", customer.username);
    c.password = to_c("password", customer.password);
    c.email = to_c("email", customer.email);
    c.first_name = to_c("first_name", customer.first_name);
    c.last_name = to_c("last_name", customer.last_name);
    c.address = to_c("address", customer.address);
    c.city = to_c("city", customer.city);
    c.state = to_c("state", customer.state);
    c.zip = to_c("zip", customer.zip);
    c.country = to_c("country", customer.country);
    c.phone = to_c("phone", customer.phone);
    c.website = to_c("website", customer.website);
    c.company = to_c("company", customer.company);
    c.package = to_c("package", customer.package);
    c.whitelabel = to_c("whitelabel", customer.whitelabel);
    c.ip_group = result.ip_group.data();
    c.ip_group_count = result.ip_group.size();
    c.ip = result.ip.data();
    c.ip_count = result.ip.size();
    c.free_user = to_c(customer.free_user);
    c.billing_date = to_c("billing_date", customer.billing_date);
    return result;
}

inline sga_reseller to_c(const Reseller &reseller) {
    sga_reseller c = SGA_RESELLER_INIT;
    c.username = to_c("reseller_username", reseller.username);
    c.password = to_c("reseller_password", reseller.password);
    c.api_key = to_c("api_key", reseller.api_key);
    c.auth = static_cast<int>(reseller.auth);
    c.dialect = static_cast<int>(reseller.dialect);
    c.format = static_cast<int>(reseller.format);
    c.base_url = to_c("base_url", reseller.base_url);
    return c;
}

/// Without the reseller, which the caller converts.
inline sga_client_options to_c(const ClientOptions &options) {
    sga_client_options c = SGA_CLIENT_OPTIONS_INIT;
    c.api_key = to_c("api_key", options.api_key);
    c.region = static_cast<int>(options.region);
    c.base_url = to_c("base_url", options.base_url);
    c.on_behalf_of = to_c("on_behalf_of", options.on_behalf_of);
    c.account_id = to_c("account_id", options.account_id);
    c.timeout_ms = to_c("timeout", options.timeout);
    c.attempt_timeout_ms = to_c("attempt_timeout", options.attempt_timeout);
    c.connect_timeout_ms = to_c("connect_timeout", options.connect_timeout);
    c.max_retries = to_c_or_none(options.max_retries);
    c.max_connections = to_c("max_connections", options.max_connections);
    c.ca_bundle = to_c("ca_bundle", options.ca_bundle);
    c.proxy = to_c("proxy", options.proxy);
    c.allow_insecure_transport = options.allow_insecure_transport;
    c.max_rate_limit_wait_ms = to_c("max_rate_limit_wait", options.max_rate_limit_wait);
    c.retry_budget = to_c_or_none(options.retry_budget);
    c.backoff_ms = to_c("backoff", options.backoff);
    c.rate_limit_backoff_ms = to_c("rate_limit_backoff", options.rate_limit_backoff);
    c.max_backoff_ms = to_c("max_backoff", options.max_backoff);
    c.idle_timeout_ms = to_c("idle_timeout", options.idle_timeout);
    c.max_response_bytes = to_c("max_response_bytes", options.max_response_bytes);
    c.max_list_bytes = to_c("max_list_bytes", options.max_list_bytes);
    c.max_headers = to_c("max_headers", options.max_headers);
    c.max_unknown_retries = to_c_or_none(options.max_unknown_retries);
    c.retry_cost = to_c("retry_cost", options.retry_cost);
    c.rate_limit_retry_cost = to_c("rate_limit_retry_cost", options.rate_limit_retry_cost);
    c.retry_refund = to_c("retry_refund", options.retry_refund);
    c.trust_env = options.trust_env ? SGA_YES : SGA_NO;
    c.empty = static_cast<int>(options.empty);
    c.shared_rate_limiter =
        options.shared_rate_limiter ? options.shared_rate_limiter->get() : nullptr;
    return c;
}

inline sga_call_options to_c(const CallOptions &options) {
    sga_call_options c = SGA_CALL_OPTIONS_INIT;
    c.timeout_ms = to_c("timeout", options.timeout);
    c.attempt_timeout_ms = to_c("attempt_timeout", options.attempt_timeout);
    c.max_retries = to_c_or_none(options.max_retries);
    c.max_rate_limit_wait_ms = to_c("max_rate_limit_wait", options.max_rate_limit_wait);
    c.backoff_ms = to_c("backoff", options.backoff);
    c.rate_limit_backoff_ms = to_c("rate_limit_backoff", options.rate_limit_backoff);
    c.max_backoff_ms = to_c("max_backoff", options.max_backoff);
    c.max_response_bytes = to_c("max_response_bytes", options.max_response_bytes);
    c.max_list_bytes = to_c("max_list_bytes", options.max_list_bytes);
    c.max_unknown_retries = to_c_or_none(options.max_unknown_retries);
    c.empty = options.empty ? static_cast<int>(*options.empty) : SGA_EMPTY_UNSET;
    return c;
}
/// @}

/// @name Pointers to converted inputs, which live as long as the full expression.
/// @{
inline const char *pointer(const std::string &string) { return string.c_str(); }
inline const sga_new_customer *pointer(const NewCustomerStruct &customer) { return &customer.c; }
template <class Struct>
const Struct *pointer(const Struct &input) {
    return &input;
}
/// @}

} // namespace sendgrid_accounts::detail

#endif
