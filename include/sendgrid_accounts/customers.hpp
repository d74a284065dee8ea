/// @file
/// Methods of the customer API. `Calls` is the policy: blocking calls or calls of a queue.
#ifndef SENDGRID_ACCOUNTS_CUSTOMERS_HPP
#define SENDGRID_ACCOUNTS_CUSTOMERS_HPP

#include <string_view>
#include <utility>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/arguments.hpp>
#include <sendgrid_accounts/customer_list.hpp>
#include <sendgrid_accounts/inputs.hpp>
#include <sendgrid_accounts/pages.hpp>

namespace sendgrid_accounts {

/// Methods of the customer API, which identify customers by username. They return the same types as
/// those of User.
template <class Calls>
class Customers {
  public:
    /// Return type of a call.
    template <class T>
    using Result = typename Calls::template Result<T>;

    /// Created by customers() of a client or queue.
    explicit Customers(Calls calls) : calls_(std::move(calls)) {}

    /// Creates a customer. It is never retried.
    Result<void> create(const NewCustomer &customer) const {
        return calls_.template make<void>(sga_customers_create, sga_submit_customers_create,
                                          customer);
    }
    /// Deletes a customer (`delete` is a keyword of C++). The username can never be registered
    /// again. It is never retried.
    Result<void> remove(std::string_view user) const {
        return calls_.template make<void>(sga_customers_delete, sga_submit_customers_delete,
                                          user_argument(user));
    }
    /// Lists the customers that match a filter; without one, all customers.
    Result<CustomerList> list(const CustomerFilter &filter = {}) const {
        return calls_.template make<CustomerList>(sga_customers_list, sga_submit_customers_list,
                                                  filter);
    }
    /// Iterates over the customers that match a filter, page by page; `limit` is the size of a
    /// page. Without it, one page has the whole list: the older edition has no pages. With Client
    /// it returns Rows, with AsyncClient and Queue Pages. It sends nothing.
    /// @throws invalid_input_error for a string with a NUL or another encoding
    typename Calls::template Iteration<CustomerList> iter(const CustomerFilter &filter = {}) const {
        const sga_customer_filter c = detail::to_c(filter);
        return typename Calls::template Iteration<CustomerList>(calls_, &c);
    }
    /// Retrieves the customer of this username, by the list. A customer whose username only
    /// contains it is another one.
    Result<OwnedCustomer> get(std::string_view user) const {
        return calls_.template make<OwnedCustomer>(sga_customers_get, sga_submit_customers_get,
                                                   user_argument(user));
    }
    /// Allows a customer to send mail.
    Result<void> enable(std::string_view user) const {
        return calls_.template make<void>(sga_customers_enable, sga_submit_customers_enable,
                                          user_argument(user));
    }
    /// Forbids a customer to send mail.
    Result<void> disable(std::string_view user) const {
        return calls_.template make<void>(sga_customers_disable, sga_submit_customers_disable,
                                          user_argument(user));
    }
    /// Allows a customer to log in to the website.
    Result<void> enable_website(std::string_view user) const {
        return calls_.template make<void>(sga_customers_enable_website,
                                          sga_submit_customers_enable_website, user_argument(user));
    }
    /// Forbids a customer to log in to the website.
    Result<void> disable_website(std::string_view user) const {
        return calls_.template make<void>(sga_customers_disable_website,
                                          sga_submit_customers_disable_website,
                                          user_argument(user));
    }
    /// Changes fields of a customer's profile, at least one.
    /// An empty string clears its field, too: an empty cell of a CSV row deletes what the server
    /// has, unless Empty::ignore applies.
    Result<void> update_profile(std::string_view user, const CustomerProfileUpdate &update) const {
        return calls_.template make<void>(sga_customers_update_profile,
                                          sga_submit_customers_update_profile, user_argument(user),
                                          update);
    }
    /// Sets the password of a customer. It is never retried.
    Result<void> update_password(std::string_view user, std::string_view password) const {
        return calls_.template make<void>(sga_customers_update_password,
                                          sga_submit_customers_update_password, user_argument(user),
                                          detail::Argument{"password", password});
    }
    /// Changes the username of a customer, for every login at once. It is never retried.
    Result<void> update_username(std::string_view user, std::string_view username) const {
        return calls_.template make<void>(sga_customers_update_username,
                                          sga_submit_customers_update_username, user_argument(user),
                                          detail::Argument{"username", username});
    }
    /// Changes the contact address of a customer.
    Result<void> update_email(std::string_view user, std::string_view email) const {
        return calls_.template make<void>(sga_customers_update_email,
                                          sga_submit_customers_update_email, user_argument(user),
                                          detail::Argument{"email", email});
    }

  private:
    static detail::Argument user_argument(std::string_view user) { return {"user", user}; }

    Calls calls_;
};

} // namespace sendgrid_accounts

#endif
