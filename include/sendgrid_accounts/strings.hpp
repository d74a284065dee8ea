/// @file
/// Texts of the C library, which are NULL where there is none.
#ifndef SENDGRID_ACCOUNTS_STRINGS_HPP
#define SENDGRID_ACCOUNTS_STRINGS_HPP

#include <optional>
#include <string>
#include <string_view>

namespace sendgrid_accounts::detail {

/// A text that lives as long as the C object that it belongs to.
inline std::optional<std::string_view> viewed(const char *text) noexcept {
    return text ? std::optional<std::string_view>(text) : std::nullopt;
}

/// A text that lives by itself.
inline std::optional<std::string> copied(const char *text) {
    return text ? std::optional<std::string>(text) : std::nullopt;
}

} // namespace sendgrid_accounts::detail

#endif
