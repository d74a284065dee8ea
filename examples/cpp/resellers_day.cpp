// Creates, finds and disables a customer of a reseller, and handles a refusal.
//
//     resellers_day BASE_URL API_KEY
#include <iostream>
#include <sendgrid_accounts.hpp>

namespace sga = sendgrid_accounts;

namespace {

constexpr auto USERNAME = "newcustomer@example.com";

sga::NewCustomer newcomer() {
    sga::NewCustomer customer;
    customer.username = USERNAME;
    customer.password = "samplepassword";
    customer.email = USERNAME;
    customer.first_name = "fname";
    customer.last_name = "lname";
    customer.address = "555_anystreet";
    customer.city = "any_city";
    customer.state = "CA";
    customer.zip = "91234";
    customer.country = "US";
    customer.phone = "555-555";
    customer.website = "example.com";
    return customer;
}

void show(const sga::Client &client) {
    sga::CustomerFilter filter;
    filter.username = "newcustomer"; // servers match parts of the username
    for (const sga::Customer &customer : client.customers().list(filter)) {
        std::cout << customer.username.value_or("?") << " in " << customer.city.value_or("no city")
                  << (customer.active.value_or(false) ? " may" : " may not") << " send mail\n";
    }
}

void day(const sga::Client &client) {
    client.customers().create(newcomer());
    show(client);
    client.customers().disable(USERNAME); // website access is separate
    show(client);
    try {
        client.customers().create(newcomer());
    } catch (const sga::api_error &error) {
        // The message is for users; programs decide by the outcome.
        const bool is_refused = error.outcome() == sga::Outcome::rejected;
        std::cout << error.what() << (is_refused ? ": nothing was changed\n" : ": look first\n");
    }
}

} // namespace

int main(int count, char **arguments) {
    if (count != 3) {
        std::cerr << "usage: resellers_day BASE_URL API_KEY\n";
        return 2;
    }
    try {
        sga::ClientOptions options;
        options.base_url = arguments[1];
        options.api_key = arguments[2]; // of both APIs
        day(sga::Client(options));
    } catch (const sga::error &error) {
        std::cerr << error.what() << "; outcome " << sga::to_string(error.outcome()) << '\n';
        return 1;
    }
}
