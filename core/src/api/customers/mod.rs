//! Customer API of resellers, in two dialects and two formats.
//!
//! Source: "Customer Management" of the resellers' Web API, in its older edition (dialect
//! `distributor`) and its later one (dialect `reseller`). Where the two contradict themselves,
//! their examples and later editions decide.

mod access;
mod confirmation;
mod confirmation_xml;
mod create;
mod customer;
mod customer_list;
mod get;
mod list;
mod list_json;
mod list_xml;
mod pages;
mod table;
mod update;

use crate::api::pages::Pages;
use crate::auth::secret::Password;
use crate::client::Client;
use crate::client::methods::methods;
use crate::operation::{Operation, OperationInfo};

pub use access::{DeleteCustomer, DisableCustomer, DisableWebsite, EnableCustomer, EnableWebsite};
pub use create::{CreateCustomer, NewCustomer};
pub use customer::{Customer, CustomerRef};
pub use customer_list::{CustomerList, Iter};
pub use get::GetCustomer;
pub use list::{CustomerFilter, ListCustomers};
pub use pages::ListedCustomer;
pub use update::{
    UpdateCustomerEmail, UpdateCustomerPassword, UpdateCustomerProfile, UpdateCustomerUsername,
};

/// Operations of the customer API.
pub(crate) const OPERATIONS: &[OperationInfo] = &[
    CreateCustomer::INFO,
    DeleteCustomer::INFO,
    ListCustomers::INFO,
    GetCustomer::INFO,
    EnableCustomer::INFO,
    DisableCustomer::INFO,
    EnableWebsite::INFO,
    DisableWebsite::INFO,
    UpdateCustomerProfile::INFO,
    UpdateCustomerPassword::INFO,
    UpdateCustomerUsername::INFO,
    UpdateCustomerEmail::INFO,
];

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

    /// Retrieves the customer of this username, by the list (`*.manage`, `task=get`). A customer whose
    /// username only contains it is another one.
    pub fn get(self, user: impl Into<String>) -> Customer {
        GetCustomer { user: user.into() }
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

impl Customers<'_> {
    /// Iterates over the customers that match a filter. `limit` is the size of a page. Without it, one
    /// request returns all customers: the older edition has no pages.
    #[expect(clippy::iter_not_returning_iterator, reason = "the name in every language")]
    pub fn iter(self, filter: CustomerFilter) -> Pages<CustomerFilter> {
        Pages::new(self.client, filter)
    }
}

#[cfg(feature = "blocking")]
impl BlockingCustomers<'_> {
    /// Iterates over the customers that match a filter. `limit` is the size of a page. Without it, one
    /// request returns all customers: the older edition has no pages.
    pub fn iter(self, filter: CustomerFilter) -> crate::api::pages::BlockingPages<CustomerFilter> {
        crate::api::pages::BlockingPages::new(self.client, filter)
    }
}

impl Client {
    /// Methods of the customer API.
    pub fn customers(&self) -> Customers<'_> {
        Customers::new(self)
    }
}

#[cfg(feature = "blocking")]
impl crate::client::blocking::Client {
    /// Methods of the customer API.
    pub fn customers(&self) -> BlockingCustomers<'_> {
        BlockingCustomers::new(self)
    }
}
