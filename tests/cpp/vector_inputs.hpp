// What a line asks for: its fields, and the inputs that they make.
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

using Text = std::optional<std::string>;

// A runner that asks for what there is not shall not take it for an answer.
[[noreturn]] inline void unknown(std::string_view what, std::string_view value) {
    std::cerr << "there is no such " << what << ": " << value << '\n';
    std::exit(2);
}

inline std::string decoded(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            plain += text[at];
            continue;
        }
        plain += static_cast<char>(std::stoi(std::string(text.substr(at + 1, 2)), nullptr, 16));
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
            fields_.emplace_back(decoded(field.substr(0, equals)),
                                 decoded(field.substr(equals + 1)));
            at = end + 1;
        }
    }

    Text get(std::string_view name) const {
        for (const auto &[known, value] : fields_) {
            if (known == name) return value;
        }
        return std::nullopt;
    }

    Text argument(const std::string &name) const { return get("arg." + name); }

    std::string text(const std::string &name) const { return argument(name).value_or(""); }

    std::vector<std::string> texts(const std::string &name) const {
        std::vector<std::string> found;
        for (const auto &[known, value] : fields_) {
            if (known == "arg." + name) found.push_back(value);
        }
        return found;
    }

    std::optional<bool> choice(const std::string &name) const {
        const Text given = argument(name);
        return given ? std::optional(*given == "true") : std::nullopt;
    }

    std::optional<std::uint64_t> number(const std::string &name) const {
        const Text given = argument(name);
        return given ? std::optional<std::uint64_t>(std::stoull(*given)) : std::nullopt;
    }

    std::optional<std::uint64_t> setting(std::string_view name) const {
        const Text given = get(name);
        return given ? std::optional<std::uint64_t>(std::stoull(*given)) : std::nullopt;
    }

    // The same for the call of that number in a series.
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

inline sga::Reseller reseller(const Case &wanted) {
    sga::Reseller reseller;
    reseller.username = wanted.get("reseller_username");
    reseller.password = wanted.get("reseller_password");
    reseller.api_key = wanted.get("reseller_api_key");
    const std::string auth = wanted.get("auth").value_or("params");
    reseller.auth = auth == "params"    ? sga::Auth::params
                    : auth == "basic"   ? sga::Auth::basic
                    : auth == "api_key" ? sga::Auth::api_key
                                        : (unknown("auth", auth), sga::Auth::params);
    if (wanted.get("dialect") == "distributor") reseller.dialect = sga::Dialect::distributor;
    if (wanted.get("format") == "xml") reseller.format = sga::Format::xml;
    return reseller;
}

inline sga::ClientOptions options(const Case &wanted) {
    sga::ClientOptions options;
    options.base_url = wanted.get("base_url");
    options.api_key = wanted.get("api_key");
    options.ca_bundle = wanted.get("ca_bundle");
    options.proxy = wanted.get("proxy");
    options.allow_insecure_transport = wanted.get("allow_insecure_transport") == "true";
    const auto time = [&](std::string_view name) -> std::optional<std::chrono::milliseconds> {
        const auto given = wanted.setting(name);
        return given ? std::optional(std::chrono::milliseconds(*given)) : std::nullopt;
    };
    options.timeout = time("timeout_ms");
    options.attempt_timeout = time("attempt_timeout_ms");
    options.connect_timeout = time("connect_timeout_ms");
    options.max_rate_limit_wait = time("max_rate_limit_wait_ms");
    options.max_retries = wanted.setting("max_retries");
    options.max_connections = wanted.setting("max_connections");
    options.max_unknown_retries = wanted.setting("max_unknown_retries");
    options.retry_budget = wanted.setting("retry_budget");
    options.retry_cost = wanted.setting("retry_cost");
    options.rate_limit_retry_cost = wanted.setting("rate_limit_retry_cost");
    options.retry_refund = wanted.setting("retry_refund");
    if (wanted.get("auth") || wanted.get("reseller_username") || wanted.get("reseller_api_key")) {
        options.reseller = reseller(wanted);
    }
    return options;
}

inline sga::PasswordChange password_change(const Case &wanted) {
    sga::PasswordChange change;
    change.old_password = wanted.text("old_password");
    change.new_password = wanted.text("new_password");
    return change;
}

// The fields that both kinds of profiles have.
template <class Update>
Update update_of_profile(const Case &wanted) {
    Update update;
    update.address = wanted.argument("address");
    update.city = wanted.argument("city");
    update.company = wanted.argument("company");
    update.country = wanted.argument("country");
    update.first_name = wanted.argument("first_name");
    update.last_name = wanted.argument("last_name");
    update.phone = wanted.argument("phone");
    update.state = wanted.argument("state");
    update.website = wanted.argument("website");
    update.zip = wanted.argument("zip");
    return update;
}

inline sga::ProfileUpdate profile_update(const Case &wanted) {
    auto update = update_of_profile<sga::ProfileUpdate>(wanted);
    update.address2 = wanted.argument("address2");
    return update;
}

inline sga::CustomerFilter customer_filter(const Case &wanted) {
    auto filter = update_of_profile<sga::CustomerFilter>(wanted);
    filter.id = wanted.argument("id");
    filter.username = wanted.argument("username");
    filter.email = wanted.argument("email");
    filter.active = wanted.choice("active");
    filter.limit = wanted.number("limit");
    filter.offset = wanted.number("offset");
    return filter;
}

inline sga::NewCustomer new_customer(const Case &wanted) {
    sga::NewCustomer customer;
    customer.username = wanted.text("username");
    customer.password = wanted.text("password");
    customer.email = wanted.text("email");
    customer.first_name = wanted.text("first_name");
    customer.last_name = wanted.text("last_name");
    customer.address = wanted.text("address");
    customer.city = wanted.text("city");
    customer.state = wanted.text("state");
    customer.zip = wanted.text("zip");
    customer.country = wanted.text("country");
    customer.phone = wanted.text("phone");
    customer.website = wanted.text("website");
    customer.company = wanted.argument("company");
    customer.package = wanted.argument("package");
    customer.whitelabel = wanted.argument("whitelabel");
    customer.ip_group = wanted.texts("ip_group");
    customer.ip = wanted.texts("ip");
    customer.free_user = wanted.choice("free_user");
    customer.billing_date = wanted.argument("billing_date");
    return customer;
}

} // namespace vectors

#endif
