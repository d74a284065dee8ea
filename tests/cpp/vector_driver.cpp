// Makes the calls of the vectors, one for each line of standard input. The fields of a line are
// name=value, percent-encoded and separated by tabs. Writes one line of JSON for each call. With
// the argument `async`, the calls are futures.
#include "vector_inputs.hpp"
#include "vector_json.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <sendgrid_accounts.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace vectors;

namespace {

template <class T>
std::string json_of(const T &result) {
    return to_json(result);
}

template <class T>
std::string json_of(sga::Call<T> call) {
    return json_of(call.get());
}

std::string json_of(sga::Call<void> call) {
    call.get();
    return "null";
}

// The result of a call, which may be void, as JSON.
template <class Make>
std::string json_of_call(Make make) {
    if constexpr (std::is_void_v<decltype(make())>) {
        make();
        return "null";
    } else {
        return json_of(make());
    }
}

template <class Client>
using Operations = std::map<std::string, std::function<std::string(const Client &, const Case &)>>;

template <class Client>
Operations<Client> user_operations() {
    // Binds a call to the user methods of a client.
    const auto on = [](auto ask) {
        return [ask](const Client &client, const Case &input) {
            return json_of_call([&] { return ask(client.user(), input); });
        };
    };
    return {
        {"user.get_account", on([](const auto &user, const auto &) { return user.get_account(); })},
        {"user.get_credits", on([](const auto &user, const auto &) { return user.get_credits(); })},
        {"user.get_email", on([](const auto &user, const auto &) { return user.get_email(); })},
        {"user.update_email", on([](const auto &user, const auto &it) {
             return user.update_email(it.string("email"));
         })},
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
             return user.update_username(it.string("username"));
         })},
    };
}

template <class Client>
Operations<Client> customers_operations() {
    const auto on = [](auto ask) {
        return [ask](const Client &client, const Case &input) {
            return json_of_call(
                [&] { return ask(client.customers(), input.string("user"), input); });
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
        {"customers.get",
         on([](const auto &group, const auto &user, const auto &) { return group.get(user); })},
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
             return group.update_password(user, it.string("password"));
         })},
        {"customers.update_username", on([](const auto &group, const auto &user, const auto &it) {
             return group.update_username(user, it.string("username"));
         })},
        {"customers.update_email", on([](const auto &group, const auto &user, const auto &it) {
             return group.update_email(user, it.string("email"));
         })},
    };
}

template <class Client>
Operations<Client> api_keys_operations() {
    const auto on = [](auto ask) {
        return [ask](const Client &client, const Case &input) {
            return json_of_call(
                [&] { return ask(client.api_keys(), input.string("api_key_id"), input); });
        };
    };
    return {
        {"api_keys.list",
         on([](const auto &group, const auto &, const auto &) { return group.list(); })},
        {"api_keys.get",
         on([](const auto &group, const auto &id, const auto &) { return group.get(id); })},
        {"api_keys.create", on([](const auto &group, const auto &, const auto &it) {
             return group.create(sga::NewApiKey{it.string("name"), it.strings("scopes")});
         })},
        {"api_keys.create_full_access", on([](const auto &group, const auto &, const auto &it) {
             return group.create_full_access(it.string("name"));
         })},
        {"api_keys.update", on([](const auto &group, const auto &id, const auto &it) {
             return group.update(sga::ApiKeyUpdate{id, it.string("name"), it.strings("scopes"),
                                                   it.choice("allow_own").value_or(false)});
         })},
        {"api_keys.update_name", on([](const auto &group, const auto &id, const auto &it) {
             return group.update_name(id, it.string("name"));
         })},
        {"api_keys.delete", on([](const auto &group, const auto &id, const auto &it) {
             return group.remove(id, it.choice("allow_own").value_or(false));
         })},
        {"scopes.list",
         [](const Client &client, const Case &) {
             return json_of_call([&] { return client.scopes().list(); });
         }},
    };
}

template <class Client>
Operations<Client> subusers_operations() {
    const auto on = [](auto ask) {
        return [ask](const Client &client, const Case &input) {
            return json_of_call(
                [&] { return ask(client.subusers(), input.string("username"), input); });
        };
    };
    return {
        {"subusers.list", on([](const auto &group, const auto &, const auto &it) {
             return group.list(subuser_filter(it));
         })},
        {"subusers.get",
         on([](const auto &group, const auto &name, const auto &) { return group.get(name); })},
        {"subusers.create", on([](const auto &group, const auto &, const auto &it) {
             return group.create(new_subuser(it));
         })},
        {"subusers.delete",
         on([](const auto &group, const auto &name, const auto &) { return group.remove(name); })},
        {"subusers.enable",
         on([](const auto &group, const auto &name, const auto &) { return group.enable(name); })},
        {"subusers.disable",
         on([](const auto &group, const auto &name, const auto &) { return group.disable(name); })},
        {"subusers.enable_website", on([](const auto &group, const auto &name, const auto &) {
             return group.enable_website(name);
         })},
        {"subusers.disable_website", on([](const auto &group, const auto &name, const auto &) {
             return group.disable_website(name);
         })},
        {"subusers.get_ips", on([](const auto &group, const auto &name, const auto &it) {
             return group.get_ips(name, sga::Page{it.number("limit"), it.number("offset")});
         })},
        {"subusers.update_ips", on([](const auto &group, const auto &name, const auto &it) {
             return group.update_ips(sga::SubuserIpsUpdate{name, it.strings("ips"),
                                                           it.choice("clear").value_or(false)});
         })},
        {"subusers.get_credits", on([](const auto &group, const auto &name, const auto &) {
             return group.get_credits(name);
         })},
        {"subusers.update_credits", on([](const auto &group, const auto &name, const auto &it) {
             return group.update_credits(sga::SubuserCreditsUpdate{name, it.string("type"),
                                                                   it.argument("reset_frequency"),
                                                                   it.signed_number("total")});
         })},
        {"subusers.adjust_credits", on([](const auto &group, const auto &name, const auto &it) {
             return group.adjust_credits(name, it.signed_number("by").value_or(0));
         })},
        {"subusers.get_reputations", on([](const auto &group, const auto &, const auto &it) {
             return group.get_reputations(it.strings("usernames"));
         })},
    };
}

template <class Client>
Client client_of(const Case &input) {
    Client client(options(input));
    if (const auto empty = input.empty("call_empty")) {
        sga::CallOptions changed;
        changed.empty = empty;
        return client.with_options(changed);
    }
    if (const OptionalString subuser = input.get("on_behalf_of"))
        return client.on_behalf_of(*subuser);
    if (const OptionalString id = input.get("account_id")) return client.on_behalf_of_account(*id);
    return client;
}

// The result or error of a call, without the braces.
template <class Client>
std::string record(const Client &client, const Case &input) {
    static const auto operations = [] {
        auto all = user_operations<Client>();
        all.merge(customers_operations<Client>());
        all["request"] = [](const Client &client, const Case &input) {
            return json_of_call([&] { return client.request(request_of(input)); });
        };
        all.merge(api_keys_operations<Client>());
        all.merge(subusers_operations<Client>());
        return all;
    }();
    const std::string name = input.get("operation").value_or("");
    const auto operation = operations.find(name);
    if (operation == operations.end()) unknown("operation", name);
    try {
        return R"("result":)" + operation->second(client, input);
    } catch (const sga::error &error) {
        return R"("error":)" + to_json(error);
    }
}

// Many calls of one operation by one client: see core/examples/driver.
template <class Client>
std::string series(const Client &client, const Case &input) {
    const std::uint64_t times = input.setting("times").value_or(1);
    const std::chrono::milliseconds pause(input.setting("pause_ms").value_or(0));
    const OptionalString subuser = input.get("odd_on_behalf_of");
    std::optional<Client> view;
    if (subuser) view.emplace(client.on_behalf_of(*subuser));
    const Client &odd = view ? *view : client;
    std::atomic<std::uint64_t> next{0};
    std::mutex lock;
    std::string responses;
    const auto work = [&] {
        for (std::uint64_t number; (number = next++) < times;) {
            const auto started = std::chrono::steady_clock::now();
            const std::string one = record(number % 2 == 0 ? client : odd, input.numbered(number));
            const std::chrono::duration<double, std::milli> taken =
                std::chrono::steady_clock::now() - started;
            {
                const std::lock_guard<std::mutex> locked(lock);
                responses += (responses.empty() ? "{\"n\":" : ",{\"n\":") + std::to_string(number) +
                             ",\"ms\":" + std::to_string(taken.count()) + ',' + one + '}';
            }
            std::this_thread::sleep_for(pause);
        }
    };
    std::vector<std::thread> threads(input.setting("at_once").value_or(1));
    for (auto &thread : threads)
        thread = std::thread(work);
    for (auto &thread : threads)
        thread.join();
    return R"("responses":[)" + responses + ']';
}

template <class Client>
std::string outcome(const Case &input) {
    try {
        const auto client = client_of<Client>(input);
        return '{' + (input.get("times") ? series(client, input) : record(client, input)) + '}';
    } catch (const sga::error &error) {
        return R"({"error":)" + to_json(error) + '}';
    }
}

} // namespace

int main(int count, char **arguments) {
    const bool is_async = count > 1 && std::string_view(arguments[1]) == "async";
    for (std::string line; std::getline(std::cin, line);) {
        const Case input(line);
        std::cout << (is_async ? outcome<sga::AsyncClient>(input) : outcome<sga::Client>(input))
                  << std::endl;
    }
}
