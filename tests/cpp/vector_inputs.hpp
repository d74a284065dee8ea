// The fields of a line, and their conversion to inputs.
#ifndef VECTOR_INPUTS_HPP
#define VECTOR_INPUTS_HPP

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <sendgrid_accounts.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vectors {

namespace sga = sendgrid_accounts;

using OptionalString = std::optional<std::string>;

// An unknown value is an error of the test runner, not a result.
[[noreturn]] inline void unknown(std::string_view what, std::string_view value) {
    std::cerr << "unknown " << what << ": " << value << '\n';
    std::exit(2);
}

inline std::string decode(std::string_view string) {
    std::string plain;
    for (std::size_t at = 0; at < string.size(); ++at) {
        if (string[at] != '%') {
            plain += string[at];
            continue;
        }
        plain += static_cast<char>(std::stoi(std::string(string.substr(at + 1, 2)), nullptr, 16));
        at += 2;
    }
    return plain;
}

class Case {
  public:
    explicit Case(const std::string &line) {
        for (std::size_t at = 0; at <= line.size();) {
            const auto end = std::min(line.find('\t', at), line.size());
            const auto field = std::string_view(line).substr(at, end - at);
            const auto equals = field.find('=');
            if (equals == std::string_view::npos) unknown("field", field);
            fields_.emplace_back(decode(field.substr(0, equals)), decode(field.substr(equals + 1)));
            at = end + 1;
        }
    }

    OptionalString get(std::string_view name) const {
        for (const auto &[known, value] : fields_) {
            if (known == name) return value;
        }
        return std::nullopt;
    }

    OptionalString argument(const std::string &name) const { return get("arg." + name); }

    // The new value of a field of an update: CLEAR for a field `clear.` with its name.
    std::optional<sga::FieldUpdate> update(const std::string &name) const {
        if (get("clear." + name)) return sga::CLEAR;
        return argument(name);
    }

    std::optional<sga::Empty> empty(std::string_view name) const {
        const OptionalString value = get(name);
        if (!value) return std::nullopt;
        return *value == "ignore" ? sga::Empty::ignore : sga::Empty::clear;
    }

    std::string string(const std::string &name) const { return argument(name).value_or(""); }

    std::vector<std::string> strings(const std::string &name) const {
        std::vector<std::string> values;
        for (const auto &[known, value] : fields_) {
            if (known == "arg." + name) values.push_back(value);
        }
        return values;
    }

    // The pairs of a mapping; a field without a pair is an empty mapping.
    std::optional<sga::Parameters> pairs(const std::string &name) const {
        std::optional<sga::Parameters> pairs;
        for (const auto &[known, value] : fields_) {
            if (known != "pair." + name) continue;
            if (!pairs) pairs.emplace();
            const auto equals = value.find('=');
            if (equals != std::string::npos)
                pairs->emplace_back(value.substr(0, equals), value.substr(equals + 1));
        }
        return pairs;
    }

    std::optional<bool> choice(const std::string &name) const {
        const OptionalString value = argument(name);
        return value ? std::optional(*value == "true") : std::nullopt;
    }

    std::optional<std::uint64_t> number(const std::string &name) const {
        const OptionalString value = argument(name);
        return value ? std::optional<std::uint64_t>(std::stoull(*value)) : std::nullopt;
    }

    std::optional<std::int64_t> signed_number(const std::string &name) const {
        const OptionalString value = argument(name);
        return value ? std::optional<std::int64_t>(std::stoll(*value)) : std::nullopt;
    }

    std::optional<std::uint64_t> setting(std::string_view name) const {
        const OptionalString value = get(name);
        return value ? std::optional<std::uint64_t>(std::stoull(*value)) : std::nullopt;
    }

    // The same case for the call with a number in a series.
    Case numbered(std::uint64_t number) const {
        Case changed = *this;
        for (auto &field : changed.fields_) {
            const auto place = field.second.find("{n}");
            if (place != std::string::npos) field.second.replace(place, 3, std::to_string(number));
        }
        return changed;
    }

  private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

inline sga::Request request_of(const Case &input) {
    sga::Request request;
    request.method = input.string("method");
    request.path = input.string("path");
    if (const OptionalString name = input.argument("idempotency")) {
        request.idempotency = *name == "safe"         ? sga::Idempotency::safe
                              : *name == "idempotent" ? sga::Idempotency::idempotent
                                                      : sga::Idempotency::once;
    }
    request.params = input.pairs("params").value_or(sga::Parameters{});
    request.json = input.argument("json");
    request.form = input.pairs("form");
    request.headers = input.pairs("headers").value_or(sga::Parameters{});
    return request;
}

inline sga::Reseller reseller(const Case &input) {
    sga::Reseller reseller;
    reseller.username = input.get("reseller_username");
    reseller.password = input.get("reseller_password");
    reseller.api_key = input.get("reseller_api_key");
    const std::string auth = input.get("auth").value_or("params");
    reseller.auth = auth == "params"       ? sga::Auth::params
                    : auth == "basic"      ? sga::Auth::basic
                    : auth == "api_key"    ? sga::Auth::api_key
                    : auth == "client_key" ? sga::Auth::automatic
                                           : (unknown("auth", auth), sga::Auth::params);
    if (input.get("dialect") == "distributor") reseller.dialect = sga::Dialect::distributor;
    if (input.get("format") == "xml") reseller.format = sga::Format::xml;
    return reseller;
}

inline sga::ClientOptions options(const Case &input) {
    sga::ClientOptions options;
    options.base_url = input.get("base_url");
    if (input.get("region") == "eu") options.region = sga::Region::eu;
    options.api_key = input.get("api_key");
    options.ca_bundle = input.get("ca_bundle");
    options.proxy = input.get("proxy");
    options.allow_insecure_transport = input.get("allow_insecure_transport") == "true";
    const auto time = [&](std::string_view name) -> std::optional<std::chrono::milliseconds> {
        const auto value = input.setting(name);
        return value ? std::optional(std::chrono::milliseconds(*value)) : std::nullopt;
    };
    options.timeout = time("timeout_ms");
    options.attempt_timeout = time("attempt_timeout_ms");
    options.connect_timeout = time("connect_timeout_ms");
    options.max_rate_limit_wait = time("max_rate_limit_wait_ms");
    options.max_retries = input.setting("max_retries");
    options.max_connections = input.setting("max_connections");
    options.max_unknown_retries = input.setting("max_unknown_retries");
    options.retry_budget = input.setting("retry_budget");
    options.retry_cost = input.setting("retry_cost");
    options.rate_limit_retry_cost = input.setting("rate_limit_retry_cost");
    options.retry_refund = input.setting("retry_refund");
    options.empty = input.empty("empty").value_or(options.empty);
    if (input.get("dialect")) {
        options.reseller = reseller(input);
    }
    return options;
}

inline sga::PasswordChange password_change(const Case &input) {
    sga::PasswordChange change;
    change.old_password = input.string("old_password");
    change.new_password = input.string("new_password");
    return change;
}

// The fields that both profile updates have, and the filter.
template <class Input, class Read>
Input fields_of_profile(Read read) {
    Input fields;
    fields.address = read("address");
    fields.city = read("city");
    fields.company = read("company");
    fields.country = read("country");
    fields.first_name = read("first_name");
    fields.last_name = read("last_name");
    fields.phone = read("phone");
    fields.state = read("state");
    fields.website = read("website");
    fields.zip = read("zip");
    return fields;
}

template <class Update>
Update update_of_profile(const Case &input) {
    return fields_of_profile<Update>([&](const char *name) { return input.update(name); });
}

inline sga::ProfileUpdate profile_update(const Case &input) {
    auto update = update_of_profile<sga::ProfileUpdate>(input);
    update.address2 = input.update("address2");
    return update;
}

inline sga::CustomerFilter customer_filter(const Case &input) {
    auto filter = fields_of_profile<sga::CustomerFilter>(
        [&](const char *name) { return input.argument(name); });
    filter.id = input.argument("id");
    filter.username = input.argument("username");
    filter.email = input.argument("email");
    filter.active = input.choice("active");
    filter.limit = input.number("limit");
    filter.offset = input.number("offset");
    return filter;
}

inline sga::NewCustomer new_customer(const Case &input) {
    sga::NewCustomer customer;
    customer.username = input.string("username");
    customer.password = input.string("password");
    customer.email = input.string("email");
    customer.first_name = input.string("first_name");
    customer.last_name = input.string("last_name");
    customer.address = input.string("address");
    customer.city = input.string("city");
    customer.state = input.string("state");
    customer.zip = input.string("zip");
    customer.country = input.string("country");
    customer.phone = input.string("phone");
    customer.website = input.string("website");
    customer.company = input.argument("company");
    customer.package = input.argument("package");
    customer.whitelabel = input.argument("whitelabel");
    customer.ip_group = input.strings("ip_group");
    customer.ip = input.strings("ip");
    customer.free_user = input.choice("free_user");
    customer.billing_date = input.argument("billing_date");
    return customer;
}

inline sga::SubuserFilter subuser_filter(const Case &input) {
    sga::SubuserFilter filter;
    filter.username = input.argument("username");
    filter.region = input.argument("region");
    filter.include_region = input.choice("include_region").value_or(false);
    filter.limit = input.number("limit");
    filter.offset = input.number("offset");
    return filter;
}

inline sga::NewSubuser new_subuser(const Case &input) {
    sga::NewSubuser subuser;
    subuser.username = input.string("username");
    subuser.email = input.string("email");
    subuser.password = input.string("password");
    subuser.ips = input.strings("ips");
    if (subuser.ips->empty() && !input.get("empty.ips")) subuser.ips.reset();
    subuser.region = input.argument("region");
    return subuser;
}

} // namespace vectors

#endif
