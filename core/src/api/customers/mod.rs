//! The resellers' customer management: eleven calls, in two dialects and two formats.
//!
//! Source: seeds 003 (dialect `distributor`) and 004 (dialect `reseller`), one file per thing they
//! name. They contradict themselves in places; what is done here is what their examples and their
//! later editions agree on.

mod access;
mod calls;
mod create;
mod customer;
mod customer_list;
mod delete;
mod email;
mod list;
mod list_json;
mod list_xml;
mod password;
mod profile;
mod response;
mod table;
mod username;

use crate::client::Client;

pub use access::{DisableCustomer, DisableWebsite, EnableCustomer, EnableWebsite};
#[cfg(feature = "blocking")]
#[doc(hidden)]
pub use calls::BlockingCustomers;
pub use calls::Customers;
pub use create::{CreateCustomer, NewCustomer};
pub use customer::{Customer, CustomerRef};
pub use customer_list::{CustomerList, Iter};
pub use delete::DeleteCustomer;
pub use email::UpdateCustomerEmail;
pub use list::{CustomerFilter, ListCustomers};
pub use password::UpdateCustomerPassword;
pub use profile::UpdateCustomerProfile;
pub use username::UpdateCustomerUsername;

impl Client {
    /// The calls of the resellers' customer API.
    pub fn customers(&self) -> Customers<'_> {
        Customers::new(self)
    }
}

#[cfg(feature = "blocking")]
impl crate::client::blocking::Client {
    /// The calls of the resellers' customer API.
    pub fn customers(&self) -> BlockingCustomers<'_> {
        BlockingCustomers::new(self)
    }
}
