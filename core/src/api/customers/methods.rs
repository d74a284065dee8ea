//! The methods of `client.customers()`, written once for the async and the blocking client.

use crate::api::customers::{
    CreateCustomer, CustomerFilter, CustomerList, DeleteCustomer, DisableCustomer, DisableWebsite,
    EnableCustomer, EnableWebsite, ListCustomers, NewCustomer, UpdateCustomerEmail,
    UpdateCustomerPassword, UpdateCustomerProfile, UpdateCustomerUsername,
};
use crate::auth::secret::Password;
use crate::client::methods::methods;

methods! {
    /// The eleven calls of the customer API; `client.customers()` gives it.
    Customers, BlockingCustomers;

    /// Creates a customer (`*.add`). It is sent once and never repeated.
    pub fn create(self, customer: NewCustomer) -> () {
        CreateCustomer { customer }
    }

    /// Deletes a customer (`*.delete`). The username can never be registered again. It is sent once
    /// and never repeated.
    pub fn delete(self, user: impl Into<String>) -> () {
        DeleteCustomer { user: user.into() }
    }

    /// Lists the customers that a filter matches (`*.manage`, `task=get`).
    pub fn list(self, filter: CustomerFilter) -> CustomerList {
        ListCustomers { filter }
    }

    /// Lets a customer send mail again (`*.manage`, `method=enable`); website access stays as it is.
    pub fn enable(self, user: impl Into<String>) -> () {
        EnableCustomer { user: user.into() }
    }

    /// Stops a customer from sending mail (`*.manage`, `method=disable`); website access stays as it
    /// is.
    pub fn disable(self, user: impl Into<String>) -> () {
        DisableCustomer { user: user.into() }
    }

    /// Lets a customer log in to the website (`*.manage`, `method=website_enable`); sending mail
    /// stays as it is.
    pub fn enable_website(self, user: impl Into<String>) -> () {
        EnableWebsite { user: user.into() }
    }

    /// Stops a customer from logging in to the website (`*.manage`, `method=website_disable`);
    /// sending mail stays as it is.
    pub fn disable_website(self, user: impl Into<String>) -> () {
        DisableWebsite { user: user.into() }
    }

    /// Changes the given fields of a customer's profile (`*.manage`, `task=set`).
    pub fn update_profile(self, update: UpdateCustomerProfile) -> () {
        update
    }

    /// Sets the password of a customer (`*.manage`, `method=password`). It is sent once and never
    /// repeated.
    pub fn update_password(self, user: impl Into<String>, password: impl Into<Password>) -> () {
        UpdateCustomerPassword { user: user.into(), password: password.into() }
    }

    /// Changes the username of a customer (`*.manage`, `task=setUsername`), at once for every login.
    /// It is sent once and never repeated.
    pub fn update_username(self, user: impl Into<String>, username: impl Into<String>) -> () {
        UpdateCustomerUsername { user: user.into(), username: username.into() }
    }

    /// Changes the contact address of a customer (`*.manage`, `task=setEmail`).
    pub fn update_email(self, user: impl Into<String>, email: impl Into<String>) -> () {
        UpdateCustomerEmail { user: user.into(), email: email.into() }
    }
}
