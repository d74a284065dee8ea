/// @file
/// Values of fields in updates.
#ifndef SENDGRID_ACCOUNTS_FIELD_UPDATE_HPP
#define SENDGRID_ACCOUNTS_FIELD_UPDATE_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sendgrid_accounts {

/// Type of `CLEAR`.
struct Clear {
    /// Only `CLEAR` is one, so that `{}` clears nothing.
    explicit constexpr Clear(int) {}
};

/// Clears a field of an update, whatever an empty string means there: `update.city = CLEAR`.
inline constexpr Clear CLEAR{0};

/// New value of a field of an update: a string or `CLEAR`. An empty string clears the field, unless
/// Empty::ignore applies.
class FieldUpdate {
  public:
    /// Sets the field.
    FieldUpdate(std::string value)
        : value_(std::move(value)) {} // NOLINT(google-explicit-constructor)
    /// Sets the field.
    FieldUpdate(std::string_view value) : value_(value) {} // NOLINT(google-explicit-constructor)
    /// Sets the field.
    FieldUpdate(const char *value) : value_(value) {} // NOLINT(google-explicit-constructor)
    /// Unset is std::nullopt.
    FieldUpdate(std::nullptr_t) = delete;
    /// Clears the field.
    FieldUpdate(Clear) : clears_(true) {} // NOLINT(google-explicit-constructor)

    /// Whether the field is cleared by `CLEAR`.
    bool clears() const noexcept { return clears_; }
    /// The string; empty for `CLEAR`.
    const std::string &value() const noexcept { return value_; }

    /// Whether both set the same string, or both are `CLEAR`.
    friend bool operator==(const FieldUpdate &one, const FieldUpdate &other) {
        return one.clears_ == other.clears_ && one.value_ == other.value_;
    }
    /// Whether they differ.
    friend bool operator!=(const FieldUpdate &one, const FieldUpdate &other) {
        return !(one == other);
    }

  private:
    std::string value_;
    bool clears_ = false;
};

} // namespace sendgrid_accounts

#endif
