/// @file
/// Conversions of C values: strings that may be NULL, optional numbers, and results.
#ifndef SENDGRID_ACCOUNTS_CONVERSIONS_HPP
#define SENDGRID_ACCOUNTS_CONVERSIONS_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sendgrid_accounts::detail {

/// A view of a string that belongs to an object of C.
inline std::optional<std::string_view> optional_view(const char *string) noexcept {
    return string ? std::optional<std::string_view>(string) : std::nullopt;
}

/// A copy of a string.
inline std::optional<std::string> optional_string(const char *string) {
    return string ? std::optional<std::string>(string) : std::nullopt;
}

/// A copy of an array of strings, which may be NULL.
inline std::optional<std::vector<std::string>> optional_strings(const char *const *strings,
                                                                std::size_t count) {
    if (!strings) return std::nullopt;
    return std::vector<std::string>(strings, strings + count);
}

/// A number that C marks with a has_... member.
template <class T>
std::optional<T> optional(bool is_set, T value) {
    return is_set ? std::optional<T>(value) : std::nullopt;
}

/// Struct of C for each result: its type, its function to free it, and its member of a completion.
template <class T>
struct Source;

} // namespace sendgrid_accounts::detail

#endif
