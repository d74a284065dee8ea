/// @file
/// Conversions of C strings that may be NULL.
#ifndef SENDGRID_ACCOUNTS_STRINGS_HPP
#define SENDGRID_ACCOUNTS_STRINGS_HPP

#include <optional>
#include <string>
#include <string_view>

namespace sendgrid_accounts::detail {

/// A view of a string that belongs to an object of C.
inline std::optional<std::string_view> optional_view(const char *string) noexcept {
    return string ? std::optional<std::string_view>(string) : std::nullopt;
}

/// A copy of a string.
inline std::optional<std::string> optional_string(const char *string) {
    return string ? std::optional<std::string>(string) : std::nullopt;
}

} // namespace sendgrid_accounts::detail

#endif
