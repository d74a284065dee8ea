// Lists of customers: values, iterators, lifetimes.
//
//     customer_list BASE_URL API_KEY RESELLER_USERNAME RESELLER_PASSWORD
#include "expect.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

namespace {

sga::NewCustomer newcomer(const std::string &username) {
    sga::NewCustomer customer;
    customer.username = username;
    customer.password = "samplepassword";
    customer.email = username;
    customer.first_name = "fname";
    customer.last_name = "lname";
    customer.address = "555_anystreet";
    customer.city = "any_city";
    customer.state = "CA";
    customer.zip = "91234";
    customer.country = "US";
    customer.phone = "555-555";
    customer.website = "example.com";
    customer.ip_group = {"group one", "group two"};
    customer.free_user = true;
    return customer;
}

void rows_have_their_values(const sga::CustomerList &list) {
    EXPECT(list.size() == 2 && !list.empty());
    const sga::Customer john = list[0], jane = list.at(1);
    EXPECT(john.username == "user1" && john.email == "example1@example.com" && john.id == "123");
    EXPECT(john.active == true && jane.active == false && john.website_access == true);
    EXPECT(john.first_name == "john" && jane.first_name == "jane" && !john.extra);
    EXPECT_THROW(std::out_of_range, list.at(2));
}

void iterators_serve_algorithms(const sga::CustomerList &list) {
    std::vector<std::string_view> names;
    for (const sga::Customer &customer : list)
        names.push_back(*customer.username);
    EXPECT((names == std::vector<std::string_view>{"user1", "user2"}));

    EXPECT(std::count_if(list.begin(), list.end(), [](auto it) { return it.active == true; }) == 1);
    const auto jane = std::find_if(list.begin(), list.end(),
                                   [](const auto &it) { return it.first_name == "jane"; });
    EXPECT(jane != list.end() && jane->username == "user2" && jane - list.begin() == 1);
    const auto sorted = std::lower_bound(list.begin(), list.end(), "user2",
                                         [](auto it, auto name) { return it.username < name; });
    EXPECT(sorted == jane);

    auto at = list.end();
    EXPECT((*--at).username == "user2" && (at--)->username == "user2" && at == list.begin());
    EXPECT(at[1].username == "user2" && (1 + at) - 1 == at && (at += 2) == list.end());
    EXPECT((at++, at -= 1, at > list.begin() && at >= list.end()) && list.begin() <= list.end());
    EXPECT(std::next(list.begin(), 2) == list.end() && list.begin() < list.end());
}

void rows_live_with_the_list(const sga::Client &client) {
    sga::CustomerList kept;
    EXPECT(kept.empty() && kept.begin() == kept.end());
    sga::Customer row;
    {
        const sga::CustomerList list = client.customers().list();
        row = list[0];
        kept = list;
    }
    EXPECT(row.username == "user1");
    const sga::OwnedCustomer owned = row.copy();
    kept = sga::CustomerList();
    EXPECT(owned.username == "user1" && owned.active == true && owned.id == "123");
    EXPECT(!owned.extra && owned.copy().address == "555 any street");
}

void filters_filter(const sga::Client &client) {
    sga::CustomerFilter filter;
    filter.active = false;
    EXPECT(client.customers().list(filter)[0].username == "user2");
    filter.active.reset();
    filter.limit = 1;
    filter.offset = 1;
    EXPECT(client.customers().list(filter)[0].username == "user2");
    filter.limit = 0;
    const auto error = EXPECT_THROW(sga::invalid_input_error, client.customers().list(filter));
    EXPECT(error.field() == "limit" && error.attempts() == 0);
}

void customers_change(const sga::Client &client) {
    const auto customers = client.customers();
    customers.create(newcomer("new@example.com"));
    customers.disable("new@example.com");
    customers.enable("new@example.com");
    customers.disable_website("new@example.com");
    customers.enable_website("new@example.com");
    sga::CustomerProfileUpdate update;
    update.city = "Denver";
    customers.update_profile("new@example.com", update);
    customers.update_password("new@example.com", "otherpassword");
    customers.update_email("new@example.com", "other@example.com");
    customers.update_username("new@example.com", "renamed@example.com");

    sga::CustomerFilter filter;
    filter.city = "Denver";
    const sga::CustomerList found = customers.list(filter);
    EXPECT(found.size() == 1 && found[0].username == "renamed@example.com");
    EXPECT(found[0].email == "other@example.com" && found[0].active == true);

    customers.remove("renamed@example.com");
    EXPECT(customers.list(filter).empty());
    const auto error = EXPECT_THROW(sga::not_found_error, customers.disable("renamed@example.com"));
    EXPECT(error.operation() == "customers.disable" && error.outcome() == sga::Outcome::rejected);
}

} // namespace

int main(int, char **arguments) {
    const sga::Client client(expect::options(arguments));
    rows_have_their_values(client.customers().list());
    iterators_serve_algorithms(client.customers().list());
    rows_live_with_the_list(client);
    filters_filter(client);
    customers_change(client);
}
