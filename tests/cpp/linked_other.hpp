#ifndef LINKED_OTHER_HPP
#define LINKED_OTHER_HPP

#include <sendgrid_accounts.hpp>
#include <string>

sendgrid_accounts::Client connect(const std::string &url, const std::string &key);
sendgrid_accounts::CustomerList customers_of(const sendgrid_accounts::Client &client);
void refuse(const sendgrid_accounts::Client &client);

#endif
