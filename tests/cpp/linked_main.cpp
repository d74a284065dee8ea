// One of two translation units; it uses objects and exceptions of the other.
//
//     linked BASE_URL API_KEY
#include "linked_other.hpp"

#include <iostream>

int main(int, char **arguments) {
    const sendgrid_accounts::Client client = connect(arguments[1], arguments[2]);
    const auto customers = customers_of(client);
    try {
        client.user().update_email("");
        refuse(client);
    } catch (const sendgrid_accounts::invalid_input_error &error) {
        std::cout << error.what() << '\n';
    }
    try {
        refuse(client);
    } catch (const sendgrid_accounts::config_error &error) {
        std::cout << error.what() << '\n';
    }
    return customers.empty() ? 0 : 1;
}
