//! List of customers, which creates each customer on access.

use std::fmt;
use std::sync::Arc;

use bytestring::ByteString;

use crate::api::customers::customer::{Customer, CustomerRef};
use crate::api::customers::table::{Builder, RowError, Table};
use crate::codec::budget::Budget;

/// Customers that [`list`](crate::customers::Customers::list) found, in the server's order.
///
/// A clone shares the list. Each access creates a [`Customer`].
#[derive(Clone, Default)]
pub struct CustomerList(Arc<Table>);

impl CustomerList {
    pub(crate) fn new(table: Table) -> Self {
        Self(Arc::new(table))
    }

    /// Number of customers.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The customer at an index, from 0; `None` behind the end.
    pub fn get(&self, index: usize) -> Option<Customer> {
        self.row(index).map(Customer::from)
    }

    /// As [`get`](Self::get), without copying strings.
    pub fn row(&self, index: usize) -> Option<CustomerRef<'_>> {
        (index < self.len()).then(|| CustomerRef::new(&self.0, index))
    }

    /// Iterates over the customers, without copying strings.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = CustomerRef<'_>> {
        (0..self.len()).map(|row| CustomerRef::new(&self.0, row))
    }

    /// Iterates over the customers.
    pub fn iter(&self) -> Iter {
        Iter { list: self.clone(), next: 0 }
    }
}

impl fmt::Debug for CustomerList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CustomerList({} customers)", self.len())
    }
}

impl PartialEq for CustomerList {
    fn eq(&self, other: &Self) -> bool {
        self.rows().eq(other.rows())
    }
}

/// Creates a list from customers, for tests of your own code.
impl FromIterator<Customer> for CustomerList {
    fn from_iter<I: IntoIterator<Item = Customer>>(customers: I) -> Self {
        // Values of the caller have no budget, and an `extra` has each name once.
        table(customers.into_iter()).map(Self::new).unwrap_or_default()
    }
}

fn table(customers: impl Iterator<Item = Customer>) -> Result<Table, RowError> {
    let budget = Budget::unlimited();
    let mut builder = Builder::new("", &budget);
    for customer in customers {
        for (column, string) in customer.strings().into_iter().enumerate() {
            if let Some(string) = string {
                builder.set_beside(column, string)?;
            }
        }
        for (name, value) in customer.extra {
            builder.set_extra(name, value)?;
        }
        builder.push_row()?;
    }
    Ok(builder.finish(ByteString::new()))
}

/// Iterator over the customers of a [`CustomerList`].
#[derive(Clone, Debug)]
pub struct Iter {
    list: CustomerList,
    next: usize,
}

impl Iterator for Iter {
    type Item = Customer;

    fn next(&mut self) -> Option<Customer> {
        let customer = self.list.get(self.next)?;
        self.next += 1;
        Some(customer)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.list.len().saturating_sub(self.next);
        (left, Some(left))
    }
}

impl ExactSizeIterator for Iter {}

impl IntoIterator for CustomerList {
    type Item = Customer;
    type IntoIter = Iter;

    fn into_iter(self) -> Iter {
        Iter { list: self, next: 0 }
    }
}

impl IntoIterator for &CustomerList {
    type Item = Customer;
    type IntoIter = Iter;

    fn into_iter(self) -> Iter {
        self.iter()
    }
}
