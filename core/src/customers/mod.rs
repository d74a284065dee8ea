//! The resellers' customer management: eleven calls, in two dialects and two formats.
//!
//! Source: seeds 003 (dialect `distributor`) and 004 (dialect `reseller`), one file per thing they
//! name. They contradict themselves in places; what is done here is what their examples and their
//! later editions agree on.

mod access;
mod calls;
mod create;
mod cursor;
mod customer;
mod customer_list;
mod delete;
mod email;
mod field_order;
mod filter;
mod json_list;
mod list;
mod password;
mod plain_json;
mod plain_xml;
mod profile;
#[cfg(test)]
mod readers_agree;
mod reply;
mod username;
mod xml_list;
mod xml_reply;

use crate::client::Client;

pub use access::{DisableCustomer, DisableWebsite, EnableCustomer, EnableWebsite};
#[cfg(feature = "blocking")]
#[doc(hidden)]
pub use calls::BlockingCustomers;
pub use calls::Customers;
pub use create::{CreateCustomer, NewCustomer};
pub use customer::Customer;
pub use customer_list::{CustomerList, CustomerRef, Iter};
pub use delete::DeleteCustomer;
pub use email::UpdateCustomerEmail;
pub use filter::CustomerFilter;
pub use list::ListCustomers;
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
