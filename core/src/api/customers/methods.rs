//! Methods of `client.customers()`, for the async and the blocking client.

use crate::api::customers::{
    CreateCustomer, CustomerFilter, CustomerList, DeleteCustomer, DisableCustomer, DisableWebsite,
    EnableCustomer, EnableWebsite, ListCustomers, NewCustomer, UpdateCustomerEmail,
    UpdateCustomerPassword, UpdateCustomerProfile, UpdateCustomerUsername,
};
use crate::auth::secret::Password;
use crate::client::methods::methods;

methods! {
    /// Methods of the customer API, returned by `client.customers()`.
    Customers, BlockingCustomers;

    /// Creates a customer (`*.add`). It is never retried.
    pub fn create(self, customer: NewCustomer) -> () {
        CreateCustomer { customer }
    }

    /// Deletes a customer (`*.delete`). The username can never be registered again. It is never
    /// retried.
    pub fn delete(self, user: impl Into<String>) -> () {
        DeleteCustomer { user: user.into() }
    }

    /// Lists the customers that match a filter (`*.manage`, `task=get`).
    pub fn list(self, filter: CustomerFilter) -> CustomerList {
        ListCustomers { filter }
    }

    /// Allows a customer to send mail (`*.manage`, `method=enable`).
    pub fn enable(self, user: impl Into<String>) -> () {
        EnableCustomer { user: user.into() }
    }

    /// Forbids a customer to send mail (`*.manage`, `method=disable`).
    pub fn disable(self, user: impl Into<String>) -> () {
        DisableCustomer { user: user.into() }
    }

    /// Allows a customer to log in to the website (`*.manage`, `method=website_enable`).
    pub fn enable_website(self, user: impl Into<String>) -> () {
        EnableWebsite { user: user.into() }
    }

    /// Forbids a customer to log in to the website (`*.manage`, `method=website_disable`).
    pub fn disable_website(self, user: impl Into<String>) -> () {
        DisableWebsite { user: user.into() }
    }

    /// Changes fields of a customer's profile (`*.manage`, `task=set`).
    ///
    /// An empty string clears its field, too: an empty cell of a CSV row deletes what the server has,
    /// unless [`Empty::Ignore`](crate::Empty::Ignore) applies.
    pub fn update_profile(self, update: UpdateCustomerProfile) -> () {
        update
    }

    /// Sets the password of a customer (`*.manage`, `method=password`). It is never retried.
    pub fn update_password(self, user: impl Into<String>, password: impl Into<Password>) -> () {
        UpdateCustomerPassword { user: user.into(), password: password.into() }
    }

    /// Changes the username of a customer (`*.manage`, `task=setUsername`), for every login at once.
    /// It is never retried.
    pub fn update_username(self, user: impl Into<String>, username: impl Into<String>) -> () {
        UpdateCustomerUsername { user: user.into(), username: username.into() }
    }

    /// Changes the contact address of a customer (`*.manage`, `task=setEmail`).
    pub fn update_email(self, user: impl Into<String>, email: impl Into<String>) -> () {
        UpdateCustomerEmail { user: user.into(), email: email.into() }
    }
}
