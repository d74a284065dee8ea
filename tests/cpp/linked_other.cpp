#include "linked_other.hpp"

sendgrid_accounts::Client connect(const std::string &url, const std::string &key) {
    sendgrid_accounts::ClientOptions options;
    options.base_url = url;
    options.api_key = key;
    // The customer API refuses to act for another account.
    return sendgrid_accounts::Client(options).on_behalf_of("test_subuser");
}

sendgrid_accounts::CustomerList customers_of(const sendgrid_accounts::Client &client) {
    const sendgrid_accounts::AsyncClient async(client);
    try {
        return async.customers().list().get();
    } catch (const sendgrid_accounts::config_error &) {
        return {};
    }
}

void refuse(const sendgrid_accounts::Client &client) { client.customers().enable("user1"); }
