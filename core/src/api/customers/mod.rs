//! Customer API of resellers: eleven operations, in two dialects and two formats.
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
mod list;
mod list_json;
mod list_xml;
mod methods;
mod table;
mod update;

use crate::client::Client;
use crate::error::Result;
use crate::operation::{Form, OperationInfo};
use crate::validate;

pub use access::{DeleteCustomer, DisableCustomer, DisableWebsite, EnableCustomer, EnableWebsite};
pub use create::{CreateCustomer, NewCustomer};
pub use customer::{Customer, CustomerRef};
pub use customer_list::{CustomerList, Iter};
pub use list::{CustomerFilter, ListCustomers};
#[cfg(feature = "blocking")]
#[doc(hidden)]
pub use methods::BlockingCustomers;
pub use methods::Customers;
pub use update::{
    UpdateCustomerEmail, UpdateCustomerPassword, UpdateCustomerProfile, UpdateCustomerUsername,
};

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

/// The fixed parameters of an operation, and the username of the customer that it is for.
fn user_form(info: &OperationInfo, user: &str) -> Result<Form> {
    validate::required("user", user)?;
    let mut form = Form::new(info.parameters);
    form.add("user", user);
    Ok(form)
}
