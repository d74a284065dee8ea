//! Iteration over the list of customers.

use crate::api::customers::customer::Customer;
use crate::api::customers::customer_list::CustomerList;
use crate::api::customers::list::{CustomerFilter, ListCustomers};
use crate::api::pages::{Key, Paged};

/// A customer of a list, whose strings are not copied.
#[doc(hidden)] // For the bindings.
#[derive(Debug)]
pub struct ListedCustomer {
    /// The list.
    pub list: CustomerList,
    /// Index of the customer.
    pub index: usize,
}

impl From<ListedCustomer> for Customer {
    fn from(customer: ListedCustomer) -> Self {
        customer.list.get(customer.index).unwrap_or_default()
    }
}

/// Without a limit, one request returns the whole list: the older edition has no pages.
impl Paged for CustomerFilter {
    type Operation = ListCustomers;
    type Row = ListedCustomer;
    type Item = Customer;

    fn start(&self) -> u64 {
        self.offset.unwrap_or_default()
    }

    fn page(&self, offset: u64) -> ListCustomers {
        let offset = self.limit.map(|_| offset).or(self.offset);
        ListCustomers { filter: Self { offset, ..self.clone() } }
    }

    fn rows(list: CustomerList) -> Vec<ListedCustomer> {
        (0..list.len()).map(|index| ListedCustomer { list: list.clone(), index }).collect()
    }

    /// Every row has a username, which no two customers share.
    fn key(row: &ListedCustomer) -> Key {
        let username = row.list.row(row.index).and_then(|row| row.username());
        Key::of(None, username, &())
    }

    fn is_one_request(&self) -> bool {
        self.limit.is_none()
    }
}
