// Makes the calls of the vectors: one for each line of standard input, with tabs between its
// fields, each of which is name=value, percent-encoded. Writes what came of it, one line of JSON
// per call. With the argument `async`, calls are futures.
#include "vector_inputs.hpp"
#include "vector_json.hpp"

#include <functional>
#include <iostream>
#include <map>
#include <sendgrid_accounts.hpp>
#include <string>
#include <string_view>

using namespace vectors;

namespace {

template <class T>
std::string told(const T &result) {
    return shown(result);
}

template <class T>
std::string told(sga::Call<T> call) {
    return told(call.get());
}

std::string told(sga::Call<void> call) {
    call.get();
    return "null";
}

// What a call returns that may return nothing.
template <class Make>
std::string told_of(Make make) {
    if constexpr (std::is_void_v<decltype(make())>) {
        make();
        return "null";
    } else {
        return told(make());
    }
}

template <class Client>
using Operations = std::map<std::string, std::function<std::string(const Client &, const Case &)>>;

template <class Client>
Operations<Client> user_operations() {
    // The twenty lines are about what a group is asked for, not about how it is got.
    const auto on = [](auto ask) {
        return [ask](const Client &client, const Case &wanted) {
            return told_of([&] { return ask(client.user(), wanted); });
        };
    };
    return {
        {"user.get_account", on([](const auto &user, const auto &) { return user.get_account(); })},
        {"user.get_credits", on([](const auto &user, const auto &) { return user.get_credits(); })},
        {"user.get_email", on([](const auto &user, const auto &) { return user.get_email(); })},
        {"user.update_email",
         on([](const auto &user, const auto &it) { return user.update_email(it.text("email")); })},
        {"user.update_password", on([](const auto &user, const auto &it) {
             return user.update_password(password_change(it));
         })},
        {"user.get_profile", on([](const auto &user, const auto &) { return user.get_profile(); })},
        {"user.update_profile", on([](const auto &user, const auto &it) {
             return user.update_profile(profile_update(it));
         })},
        {"user.get_username",
         on([](const auto &user, const auto &) { return user.get_username(); })},
        {"user.update_username", on([](const auto &user, const auto &it) {
             return user.update_username(it.text("username"));
         })},
    };
}

template <class Client>
Operations<Client> customers_operations() {
    const auto on = [](auto ask) {
        return [ask](const Client &client, const Case &wanted) {
            return told_of([&] { return ask(client.customers(), wanted.text("user"), wanted); });
        };
    };
    return {
        {"customers.create", on([](const auto &group, const auto &, const auto &it) {
             return group.create(new_customer(it));
         })},
        {"customers.delete",
         on([](const auto &group, const auto &user, const auto &) { return group.remove(user); })},
        {"customers.list", on([](const auto &group, const auto &, const auto &it) {
             return group.list(customer_filter(it));
         })},
        {"customers.enable",
         on([](const auto &group, const auto &user, const auto &) { return group.enable(user); })},
        {"customers.disable",
         on([](const auto &group, const auto &user, const auto &) { return group.disable(user); })},
        {"customers.enable_website", on([](const auto &group, const auto &user, const auto &) {
             return group.enable_website(user);
         })},
        {"customers.disable_website", on([](const auto &group, const auto &user, const auto &) {
             return group.disable_website(user);
         })},
        {"customers.update_profile", on([](const auto &group, const auto &user, const auto &it) {
             return group.update_profile(user, update_of_profile<sga::CustomerProfileUpdate>(it));
         })},
        {"customers.update_password", on([](const auto &group, const auto &user, const auto &it) {
             return group.update_password(user, it.text("password"));
         })},
        {"customers.update_username", on([](const auto &group, const auto &user, const auto &it) {
             return group.update_username(user, it.text("username"));
         })},
        {"customers.update_email", on([](const auto &group, const auto &user, const auto &it) {
             return group.update_email(user, it.text("email"));
         })},
    };
}

template <class Client>
Client client_of(const Case &wanted) {
    Client client(options(wanted));
    if (const Text subuser = wanted.get("on_behalf_of")) return client.on_behalf_of(*subuser);
    if (const Text id = wanted.get("account_id")) return client.on_behalf_of_account(*id);
    return client;
}

template <class Client>
std::string outcome(const Case &wanted) {
    static const auto operations = [] {
        auto all = user_operations<Client>();
        all.merge(customers_operations<Client>());
        return all;
    }();
    const std::string name = wanted.get("operation").value_or("");
    const auto operation = operations.find(name);
    if (operation == operations.end()) unknown("operation", name);
    try {
        return R"({"result":)" + operation->second(client_of<Client>(wanted), wanted) + '}';
    } catch (const sga::error &error) {
        return R"({"error":)" + shown(error) + '}';
    }
}

} // namespace

int main(int count, char **arguments) {
    const bool is_async = count > 1 && std::string_view(arguments[1]) == "async";
    for (std::string line; std::getline(std::cin, line);) {
        const Case wanted(line);
        std::cout << (is_async ? outcome<sga::AsyncClient>(wanted) : outcome<sga::Client>(wanted))
                  << std::endl;
    }
}
