/// @file
/// The twenty calls, for all who make them: `Calls` says whether a call is waited for or queued.
#ifndef SENDGRID_ACCOUNTS_OPERATIONS_HPP
#define SENDGRID_ACCOUNTS_OPERATIONS_HPP

#include <string_view>
#include <utility>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/arguments.hpp>
#include <sendgrid_accounts/customer_list.hpp>
#include <sendgrid_accounts/inputs.hpp>
#include <sendgrid_accounts/results.hpp>

namespace sendgrid_accounts {

/// The calls of the Users API v3. What they return is the result itself with Client, and a Call, a
/// future of it, with AsyncClient and Queue. A call that fails throws, or its future does, what
/// belongs to error.
template <class Calls>
class User {
  public:
    /// What a call returns.
    template <class T>
    using Result = typename Calls::template Result<T>;

    /// Made by user() of a client or queue.
    explicit User(Calls calls) : calls_(std::move(calls)) {}

    /// Retrieves kind and reputation of the account.
    Result<Account> get_account() const {
        return calls_.template make<Account>(sga_user_get_account, sga_submit_user_get_account);
    }
    /// Retrieves the credit balance of the account.
    Result<Credits> get_credits() const {
        return calls_.template make<Credits>(sga_user_get_credits, sga_submit_user_get_credits);
    }
    /// Retrieves the e-mail address of the account.
    Result<Email> get_email() const {
        return calls_.template make<Email>(sga_user_get_email, sga_submit_user_get_email);
    }
    /// Changes the e-mail address of the account. A server may ask the new address for confirmation
    /// first and tell the old one until then.
    Result<Email> update_email(std::string_view email) const {
        return calls_.template make<Email>(sga_user_update_email, sga_submit_user_update_email,
                                           detail::Argument{"email", email});
    }
    /// Changes the password of the account. It is sent once and never repeated: a repeat would fail
    /// on the old password.
    Result<void> update_password(const PasswordChange &change) const {
        return calls_.template make<void>(sga_user_update_password, sga_submit_user_update_password,
                                          change);
    }
    /// Retrieves the profile of the account.
    Result<Profile> get_profile() const {
        return calls_.template make<Profile>(sga_user_get_profile, sga_submit_user_get_profile);
    }
    /// Changes the given fields of the profile, at least one, and returns all of it.
    Result<Profile> update_profile(const ProfileUpdate &update) const {
        return calls_.template make<Profile>(sga_user_update_profile,
                                             sga_submit_user_update_profile, update);
    }
    /// Retrieves username and number of the account.
    Result<Username> get_username() const {
        return calls_.template make<Username>(sga_user_get_username, sga_submit_user_get_username);
    }
    /// Changes the username of the account. Logins by the old name fail from then on.
    Result<Username> update_username(std::string_view username) const {
        return calls_.template make<Username>(sga_user_update_username,
                                              sga_submit_user_update_username,
                                              detail::Argument{"username", username});
    }

  private:
    Calls calls_;
};

/// The calls of the resellers' customer API; customers are named by their usernames. What they
/// return is as with User.
template <class Calls>
class Customers {
  public:
    /// What a call returns.
    template <class T>
    using Result = typename Calls::template Result<T>;

    /// Made by customers() of a client or queue.
    explicit Customers(Calls calls) : calls_(std::move(calls)) {}

    /// Creates a customer. It is sent once and never repeated.
    Result<void> create(const NewCustomer &customer) const {
        return calls_.template make<void>(sga_customers_create, sga_submit_customers_create,
                                          customer);
    }
    /// Deletes a customer: `delete` is a word of C++ already. The username can never be registered
    /// again. It is sent once and never repeated.
    Result<void> remove(std::string_view user) const {
        return calls_.template make<void>(sga_customers_delete, sga_submit_customers_delete,
                                          named(user));
    }
    /// Lists the customers that a filter matches; without one, all of them.
    Result<CustomerList> list(const CustomerFilter &filter = {}) const {
        return calls_.template make<CustomerList>(sga_customers_list, sga_submit_customers_list,
                                                  filter);
    }
    /// Lets a customer send mail again; website access stays as it is.
    Result<void> enable(std::string_view user) const {
        return calls_.template make<void>(sga_customers_enable, sga_submit_customers_enable,
                                          named(user));
    }
    /// Stops a customer from sending mail; website access stays as it is.
    Result<void> disable(std::string_view user) const {
        return calls_.template make<void>(sga_customers_disable, sga_submit_customers_disable,
                                          named(user));
    }
    /// Lets a customer log in to the website; sending mail stays as it is.
    Result<void> enable_website(std::string_view user) const {
        return calls_.template make<void>(sga_customers_enable_website,
                                          sga_submit_customers_enable_website, named(user));
    }
    /// Stops a customer from logging in to the website; sending mail stays as it is.
    Result<void> disable_website(std::string_view user) const {
        return calls_.template make<void>(sga_customers_disable_website,
                                          sga_submit_customers_disable_website, named(user));
    }
    /// Changes the given fields of a customer's profile, at least one.
    Result<void> update_profile(std::string_view user, const CustomerProfileUpdate &update) const {
        return calls_.template make<void>(sga_customers_update_profile,
                                          sga_submit_customers_update_profile, named(user), update);
    }
    /// Sets the password of a customer. It is sent once and never repeated.
    Result<void> update_password(std::string_view user, std::string_view password) const {
        return calls_.template make<void>(sga_customers_update_password,
                                          sga_submit_customers_update_password, named(user),
                                          detail::Argument{"password", password});
    }
    /// Changes the username of a customer, at once for every login. It is sent once and never
    /// repeated.
    Result<void> update_username(std::string_view user, std::string_view username) const {
        return calls_.template make<void>(sga_customers_update_username,
                                          sga_submit_customers_update_username, named(user),
                                          detail::Argument{"username", username});
    }
    /// Changes the contact address of a customer.
    Result<void> update_email(std::string_view user, std::string_view email) const {
        return calls_.template make<void>(sga_customers_update_email,
                                          sga_submit_customers_update_email, named(user),
                                          detail::Argument{"email", email});
    }

  private:
    static detail::Argument named(std::string_view user) { return {"user", user}; }

    Calls calls_;
};

} // namespace sendgrid_accounts

#endif
