// Results and errors as one line of JSON.
#ifndef VECTOR_JSON_HPP
#define VECTOR_JSON_HPP

#include <cstdio>
#include <optional>
#include <sendgrid_accounts.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace vectors {

namespace sga = sendgrid_accounts;

inline std::string quote(std::string_view string) {
    std::string json = "\"";
    for (const char character : string) {
        if (static_cast<unsigned char>(character) < 0x20) {
            char escaped[7];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(character));
            json += escaped;
            continue;
        }
        if (character == '"' || character == '\\') json += '\\';
        json += character;
    }
    return json + '"';
}

// A number with all its digits.
inline std::string exact(double number) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.17g", number);
    return digits;
}

template <class T>
std::string json(const T &value) {
    if constexpr (std::is_same_v<T, bool>) {
        return value ? "true" : "false";
    } else if constexpr (std::is_same_v<T, double>) {
        return exact(value);
    } else if constexpr (std::is_arithmetic_v<T>) {
        return std::to_string(value);
    } else {
        return quote(value);
    }
}

template <class T>
std::string json(const std::optional<T> &value) {
    return value ? json(*value) : "null";
}

// A JSON object, whose members keep their order.
class Object {
  public:
    template <class T>
    Object &with(std::string_view name, const T &value) {
        return with_json(name, json(value));
    }

    Object &with_json(std::string_view name, std::string_view value) {
        json_ += json_.empty() ? "{" : ",";
        json_ += quote(name);
        json_ += ':';
        json_ += value;
        return *this;
    }

    template <class String>
    Object &with_extra(const std::optional<String> &extra) {
        return extra ? with_json("extra", *extra) : *this;
    }

    std::string str() const { return json_ + '}'; }

  private:
    std::string json_;
};

inline std::string to_json(const sga::Account &it) {
    return Object()
        .with("type", it.type)
        .with("reputation", it.reputation)
        .with_extra(it.extra)
        .str();
}

inline std::string to_json(const sga::Credits &it) {
    return Object()
        .with("remain", it.remain)
        .with("total", it.total)
        .with("overage", it.overage)
        .with("used", it.used)
        .with("last_reset", it.last_reset)
        .with("next_reset", it.next_reset)
        .with("reset_frequency", it.reset_frequency)
        .with_extra(it.extra)
        .str();
}

inline std::string to_json(const sga::Email &it) {
    return Object().with("email", it.email).with_extra(it.extra).str();
}

inline std::string to_json(const sga::Username &it) {
    return Object()
        .with("username", it.username)
        .with("user_id", it.user_id)
        .with_extra(it.extra)
        .str();
}

// The fields that profiles and customers have in common.
template <class Profile>
Object profile_of(const Profile &it) {
    return Object()
        .with("address", it.address)
        .with("address2", it.address2)
        .with("city", it.city)
        .with("company", it.company)
        .with("country", it.country)
        .with("first_name", it.first_name)
        .with("last_name", it.last_name)
        .with("phone", it.phone)
        .with("state", it.state)
        .with("website", it.website)
        .with("zip", it.zip)
        .with_extra(it.extra);
}

inline std::string to_json(const sga::Profile &it) { return profile_of(it).str(); }

template <class String>
std::string to_json(const sga::BasicCustomer<String> &it) {
    return profile_of(it)
        .with("username", it.username)
        .with("email", it.email)
        .with("active", it.active)
        .with("website_access", it.website_access)
        .with("id", it.id)
        .str();
}

inline std::string to_json(const sga::CustomerList &customers) {
    std::string rows;
    for (const sga::Customer &customer : customers) {
        rows += rows.empty() ? "" : ",";
        rows += to_json(customer);
    }
    return '[' + rows + ']';
}

// Several lines of one header are one value.
inline std::string to_json(const sga::Response &it) {
    std::string headers, last;
    for (const auto &[name, value] : it.headers) {
        if (name == last) {
            headers.insert(headers.size() - 1, ", " + value);
            continue;
        }
        headers += (headers.empty() ? "" : ",") + quote(name) + ':' + quote(value);
        last = name;
    }
    return Object()
        .with("status", it.status)
        .with_json("headers", '{' + headers + '}')
        .with("body", it.body)
        .str();
}

// A JSON array of strings, or null.
inline std::string json_array(const std::optional<std::vector<std::string>> &strings) {
    if (!strings) return "null";
    std::string items;
    for (const std::string &string : *strings) {
        items += items.empty() ? "" : ",";
        items += quote(string);
    }
    return '[' + items + ']';
}

inline std::string to_json(const sga::ApiKeyInfo &it) {
    return Object()
        .with("api_key_id", it.api_key_id)
        .with("name", it.name)
        .with_json("scopes", json_array(it.scopes))
        .with_extra(it.extra)
        .str();
}

// With the secret.
inline std::string to_json(const sga::CreatedApiKey &it) {
    return Object()
        .with("api_key", it.reveal())
        .with("api_key_id", it.api_key_id)
        .with("name", it.name)
        .with_json("scopes", json_array(it.scopes))
        .with_extra(it.extra)
        .str();
}

inline std::string to_json(const sga::ScopeList &it) {
    return Object().with_json("scopes", json_array(it.scopes)).with_extra(it.extra).str();
}

inline std::string to_json(const sga::Subuser &it) {
    return Object()
        .with("id", it.id)
        .with("username", it.username)
        .with("email", it.email)
        .with("disabled", it.disabled)
        .with("region", it.region)
        .with_extra(it.extra)
        .str();
}

// Without the tokens.
inline std::string to_json(const sga::CreatedSubuser &it) {
    return Object()
        .with("id", it.id)
        .with("username", it.username)
        .with("email", it.email)
        .with("credit_type", it.credit_type)
        .with("region", it.region)
        .with_extra(it.extra)
        .str();
}

inline std::string to_json(const sga::SubuserCredits &it) {
    return Object()
        .with("type", it.type)
        .with("reset_frequency", it.reset_frequency)
        .with("remain", it.remain)
        .with("total", it.total)
        .with("used", it.used)
        .with_extra(it.extra)
        .str();
}

inline std::string to_json(const sga::Reputation &it) {
    return Object()
        .with("username", it.username)
        .with("reputation", it.reputation)
        .with_extra(it.extra)
        .str();
}

inline std::string to_json(const sga::IpList &ips) { return json_array(ips); }

// A list of results.
template <class Row>
std::string to_json(const std::vector<Row> &list) {
    std::string rows;
    for (const Row &row : list) {
        rows += rows.empty() ? "" : ",";
        rows += to_json(row);
    }
    return '[' + rows + ']';
}

inline std::string to_json(const sga::error &it) {
    std::string details;
    for (const sga::ErrorDetail &detail : it.details()) {
        details += details.empty() ? "" : ",";
        details += Object()
                       .with("message", detail.message)
                       .with("field", detail.field)
                       .with_json("help", detail.help.value_or("null"))
                       .with("error_id", detail.error_id)
                       .str();
    }
    const auto phase = it.phase();
    const auto wait = it.retry_after();
    return Object()
        .with("kind", it.kind())
        .with("operation", it.operation())
        .with("message", it.message())
        .with("outcome", sga::to_string(it.outcome()))
        .with("safe_to_retry", it.safe_to_retry())
        .with("attempts", it.attempts())
        .with("retry_budget_exhausted", it.retry_budget_exhausted())
        .with("status", it.http_status())
        .with_json("details", '[' + details + ']')
        .with("body", it.body())
        .with("request_id", it.request_id())
        .with("field", it.field())
        .with("phase", phase ? std::optional(sga::to_string(*phase)) : std::nullopt)
        .with("required_scope", it.required_scope())
        .with("retry_after_seconds", wait ? std::optional(wait->count()) : std::nullopt)
        .str();
}

} // namespace vectors

#endif
