/// @file
/// Inputs of the Subusers API. C++20 can name the members in braces.
#ifndef SENDGRID_ACCOUNTS_SUBUSER_INPUTS_HPP
#define SENDGRID_ACCOUNTS_SUBUSER_INPUTS_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/arguments.hpp>

namespace sendgrid_accounts {

/// Filter and page of a list of subusers.
struct SubuserFilter {
    /// Beginning of the username, in any letter case. The server does not look for the exact name:
    /// `get` does.
    std::optional<std::string> username{};
    /// Region of the subusers; default: all of them.
    std::optional<std::string> region{};
    /// Whether the rows have the field `region`.
    bool include_region = false;
    /// Maximum number of rows of one response, at least 1; default: 500, the documented maximum. A
    /// server may return fewer.
    std::optional<std::uint64_t> limit{};
    /// Number of rows to skip; default: 0.
    std::optional<std::uint64_t> offset{};
};

/// Data of a new subuser. The members up to `password` are mandatory.
struct NewSubuser {
    /// Username, 3 to 64 characters. It is unique among the accounts of all customers of SendGrid.
    std::string username{};
    /// E-mail address, which must be in use.
    std::string email{};
    /// Password. The server requires 16 to 128 characters with a letter and a digit.
    std::string password{};
    /// Your IP addresses to assign. std::nullopt sends none and leaves the choice to the server; an
    /// empty list is sent as it is. A subuser of the EU region takes none of the global region.
    std::optional<std::vector<std::string>> ips{};
    /// Region of the subuser's data; default: that of the server, which is global. It never
    /// changes.
    std::optional<std::string> region{};
};

/// New IP addresses of a subuser.
struct SubuserIpsUpdate {
    /// Username of the subuser.
    std::string username{};
    /// All addresses that the subuser has afterwards. An empty list is refused unless `clear` is
    /// set.
    std::vector<std::string> ips{};
    /// Removes all addresses; `ips` is then empty.
    bool clear = false;
};

/// New credits of a subuser. `username` and `type` are mandatory.
struct SubuserCreditsUpdate {
    /// Username of the subuser.
    std::string username{};
    /// How the credits are reset: `unlimited`, `recurring` or `nonrecurring`.
    std::string type{};
    /// Interval of the resets, for recurring credits only: `monthly`, `weekly` or `daily`.
    std::optional<std::string> reset_frequency{};
    /// Credits after a reset, at least 1; not for unlimited credits.
    std::optional<std::int64_t> total{};
};

/// Page of a list.
struct Page {
    /// Maximum number of rows, at least 1; default: 500, the documented maximum.
    std::optional<std::uint64_t> limit{};
    /// Number of rows to skip; default: 0.
    std::optional<std::uint64_t> offset{};
};

namespace detail {

/// @name Input structs of C. They point into the input, and into themselves.
/// @{
inline sga_subuser_filter to_c(const SubuserFilter &filter) {
    sga_subuser_filter c = SGA_SUBUSER_FILTER_INIT;
    c.username = to_c("username", filter.username);
    c.region = to_c("region", filter.region);
    c.include_region = filter.include_region;
    c.has_limit = filter.limit.has_value();
    c.limit = filter.limit.value_or(0);
    c.has_offset = filter.offset.has_value();
    c.offset = filter.offset.value_or(0);
    return c;
}

struct NewSubuserStruct {
    std::vector<const char *> ips;
    sga_new_subuser c = SGA_NEW_SUBUSER_INIT;
};

inline NewSubuserStruct to_c(const NewSubuser &subuser) {
    NewSubuserStruct result;
    if (subuser.ips) {
        result.ips = to_c("ips", *subuser.ips);
        // An empty vector may have no data, but a list of no strings is not NULL.
        result.ips.push_back(nullptr);
        result.c.ips = result.ips.data();
        result.c.ips_count = subuser.ips->size();
    }
    result.c.username = to_c("username", subuser.username);
    result.c.email = to_c("email", subuser.email);
    result.c.password = to_c("password", subuser.password);
    result.c.region = to_c("region", subuser.region);
    return result;
}

struct SubuserIpsUpdateStruct {
    std::vector<const char *> ips;
    sga_subuser_ips_update c = SGA_SUBUSER_IPS_UPDATE_INIT;
};

inline SubuserIpsUpdateStruct to_c(const SubuserIpsUpdate &update) {
    SubuserIpsUpdateStruct result;
    result.ips = to_c("ips", update.ips);
    result.c.username = to_c("username", update.username);
    result.c.ips = result.ips.data();
    result.c.ips_count = result.ips.size();
    result.c.clear = update.clear;
    return result;
}

inline sga_subuser_credits_update to_c(const SubuserCreditsUpdate &update) {
    sga_subuser_credits_update c = SGA_SUBUSER_CREDITS_UPDATE_INIT;
    c.username = to_c("username", update.username);
    c.type = to_c("type", update.type);
    c.reset_frequency = to_c("reset_frequency", update.reset_frequency);
    c.has_total = update.total.has_value();
    c.total = update.total.value_or(0);
    return c;
}

inline sga_page to_c(const Page &page) {
    sga_page c = SGA_PAGE_INIT;
    c.has_limit = page.limit.has_value();
    c.limit = page.limit.value_or(0);
    c.has_offset = page.offset.has_value();
    c.offset = page.offset.value_or(0);
    return c;
}

/// A number argument.
template <class T>
struct Number {
    T value;
};

template <class T>
T to_c(const Number<T> &number) {
    return number.value;
}

/// An argument that is an array of strings; its length is another one.
struct Strings {
    const char *name;
    const std::vector<std::string> &strings;
};

inline std::vector<const char *> to_c(const Strings &argument) {
    return to_c(argument.name, argument.strings);
}

inline const sga_new_subuser *pointer(const NewSubuserStruct &subuser) { return &subuser.c; }
inline const sga_subuser_ips_update *pointer(const SubuserIpsUpdateStruct &update) {
    return &update.c;
}
inline std::int64_t pointer(std::int64_t number) { return number; }
inline std::size_t pointer(std::size_t number) { return number; }
inline const char *const *pointer(const std::vector<const char *> &strings) {
    return strings.data();
}
/// @}

} // namespace detail
} // namespace sendgrid_accounts

#endif
