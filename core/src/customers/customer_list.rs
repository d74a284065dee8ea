//! Customers as they came, read when they are looked at.
//!
//! A list of 100,000 customers is some 30 MB of text. Its fields stay where they are, in the body
//! of the answer; the list remembers where each begins and ends. Only a text that is written
//! differently from what it means, such as `http:\/\/`, is kept a second time.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use bytestring::ByteString;

use crate::codec::json::Extra;
use crate::customers::customer::{Customer, FIELDS, NoTruthValue, check};

/// Where a text is: in the body, or among the texts that are kept beside it.
#[derive(Clone, Copy)]
struct Place {
    start: u32,
    length: u32,
}

/// No text: the field is absent or null.
const NOWHERE: Place = Place { start: u32::MAX, length: 0 };
/// This bit of `start` says that the text is kept beside the body. A body is at most 2^28 bytes.
const BESIDE: u32 = 1 << 31;

type Row = [Place; FIELDS.len()];

/// The customers that a [`list`](crate::customers::Customers::list) found, in the server's order.
///
/// A clone shares them. A [`Customer`] is made when it is asked for.
#[derive(Clone, Default)]
pub struct CustomerList(Arc<Table>);

#[derive(Default)]
struct Table {
    body: ByteString,
    beside: String,
    rows: Vec<Row>,
    extra: BTreeMap<usize, Extra>,
}

impl CustomerList {
    /// How many customers there are.
    pub fn len(&self) -> usize {
        self.0.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.rows.is_empty()
    }

    /// The customer at that place, counted from 0.
    pub fn get(&self, index: usize) -> Option<Customer> {
        self.row(index).map(Customer::from)
    }

    /// The customer at that place, counted from 0, without a copy of its texts.
    pub fn row(&self, index: usize) -> Option<CustomerRef<'_>> {
        self.0.rows.get(index).map(|row| CustomerRef { table: &self.0, row, index })
    }

    /// The customers, one after the other, without copies of their texts.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = CustomerRef<'_>> {
        let rows = self.0.rows.iter().enumerate();
        rows.map(|(index, row)| CustomerRef { table: &self.0, row, index })
    }

    /// The customers, one after the other.
    pub fn iter(&self) -> Iter {
        Iter { list: self.clone(), next: 0 }
    }
}

/// A customer of a [`CustomerList`], read where it lies.
#[derive(Clone, Copy)]
pub struct CustomerRef<'a> {
    table: &'a Table,
    row: &'a Row,
    index: usize,
}

impl<'a> CustomerRef<'a> {
    /// Fields that this version does not know; none where there is none.
    pub fn extra(&self) -> Option<&'a Extra> {
        self.table.extra.get(&self.index)
    }

    pub(crate) fn text(&self, field: usize) -> Option<&'a str> {
        let place = self.row.get(field)?;
        if place.start == NOWHERE.start {
            return None;
        }
        let start = (place.start & !BESIDE) as usize;
        let range = start..start + place.length as usize;
        if place.start & BESIDE == 0 {
            self.table.body.get(range)
        } else {
            self.table.beside.get(range)
        }
    }
}

impl fmt::Debug for CustomerRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Customer::from(*self).fmt(f)
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

/// Collects customers that did not come from a server, for tests of one's own code.
impl FromIterator<Customer> for CustomerList {
    fn from_iter<I: IntoIterator<Item = Customer>>(customers: I) -> Self {
        let mut builder = Builder::new("");
        for customer in customers {
            builder.push(customer);
        }
        builder.finish(ByteString::new())
    }
}

/// The customers of a [`CustomerList`], one after the other.
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

/// Takes the fields of one customer after the other out of a body.
pub(crate) struct Builder<'a> {
    body: &'a str,
    beside: String,
    rows: Vec<Row>,
    extra: BTreeMap<usize, Extra>,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(body: &'a str) -> Self {
        Self { body, beside: String::new(), rows: Vec::new(), extra: BTreeMap::new() }
    }

    pub(crate) fn begin_row(&mut self) {
        self.rows.push([NOWHERE; FIELDS.len()]);
    }

    /// Sets a field of the row begun last to a text that stands in the body.
    pub(crate) fn set_borrowed(&mut self, field: usize, text: &'a str) -> Result<(), NoTruthValue> {
        // Both lie in one allocation: the difference of their addresses is where the text begins.
        let start = (text.as_ptr() as usize).wrapping_sub(self.body.as_ptr() as usize);
        self.set_range(field, start..start.wrapping_add(text.len()))
    }

    /// Sets a field of the row begun last to what stands there in the body.
    pub(crate) fn set_range(
        &mut self,
        field: usize,
        range: Range<usize>,
    ) -> Result<(), NoTruthValue> {
        let text = self.body.get(range.clone()).unwrap_or_default();
        match (u32::try_from(range.start), u32::try_from(range.len())) {
            (Ok(start), Ok(length)) if start < BESIDE => {
                check(field, text)?;
                self.set(field, Place { start, length });
                Ok(())
            }
            _ => self.set_beside(field, text),
        }
    }

    /// Sets a field of the row begun last to a text that has to be kept.
    pub(crate) fn set_beside(&mut self, field: usize, text: &str) -> Result<(), NoTruthValue> {
        check(field, text)?;
        let start = self.beside.len();
        self.beside.push_str(text);
        if let (Ok(start), Ok(length)) = (u32::try_from(start), u32::try_from(text.len())) {
            self.set(field, Place { start: start | BESIDE, length });
        }
        Ok(())
    }

    fn push(&mut self, customer: Customer) {
        self.begin_row();
        for (field, text) in customer.texts().into_iter().enumerate() {
            // What a customer has is one of its own texts, never a wrong truth value.
            let _ = text.map(|text| self.set_beside(field, text));
        }
        for (name, value) in customer.extra {
            self.set_extra(name, value);
        }
    }

    /// Keeps a field that this version does not know.
    pub(crate) fn set_extra(&mut self, name: String, value: serde_json::Value) {
        let row = self.rows.len().saturating_sub(1);
        self.extra.entry(row).or_default().insert(name, value);
    }

    fn set(&mut self, field: usize, place: Place) {
        if let Some(slot) = self.rows.last_mut().and_then(|row| row.get_mut(field)) {
            *slot = place;
        }
    }

    /// The list, which takes the body along.
    pub(crate) fn finish(self, body: ByteString) -> CustomerList {
        let Self { mut beside, mut rows, extra, .. } = self;
        beside.shrink_to_fit();
        rows.shrink_to_fit();
        CustomerList(Arc::new(Table { body, beside, rows, extra }))
    }
}
