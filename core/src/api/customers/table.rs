//! Table of strings that stay in the response body.
//!
//! A list of 100,000 customers is a body of about 30 MB. The table keeps the body and the place of
//! each string in it. Only a string that the body encodes, such as `http:\/\/`, is stored decoded,
//! beside the body.

use std::collections::BTreeMap;

use bytestring::ByteString;
use serde_json::Value;

use crate::codec::json::{Extra, NO_USERNAME};
use crate::codec::unique::DUPLICATE;

/// Number of columns: one for each field of a customer.
pub(crate) const COLUMNS: usize = 16;
/// Column of the username.
const USERNAME: usize = 0;

/// Place of a string, in the body or in the string beside it.
#[derive(Clone, Copy)]
struct Place {
    start: u32,
    length: u32,
}

/// No string: the field is absent or null.
const NOWHERE: Place = Place { start: u32::MAX, length: 0 };
/// Bit of `start` that marks a string beside the body. A body has at most 2^28 bytes.
const BESIDE: u32 = 1 << 31;

type Row = [Place; COLUMNS];

/// Rows of strings, and the unknown fields of the rows that have any.
#[derive(Default)]
pub(crate) struct Table {
    body: ByteString,
    beside: String,
    rows: Vec<Row>,
    extra: BTreeMap<usize, Extra>,
}

impl Table {
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn string(&self, row: usize, column: usize) -> Option<&str> {
        let place = self.rows.get(row)?.get(column)?;
        if place.start == NOWHERE.start {
            return None;
        }
        let start = (place.start & !BESIDE) as usize;
        let range = start..start + place.length as usize;
        if place.start & BESIDE == 0 { self.body.get(range) } else { self.beside.get(range) }
    }

    pub(crate) fn extra(&self, row: usize) -> Option<&Extra> {
        self.extra.get(&row)
    }
}

/// A row that is not one of the documented list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowError {
    /// A field occurs twice.
    Duplicate,
    /// The row has no username.
    NoUsername,
}

impl RowError {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Duplicate => DUPLICATE,
            Self::NoUsername => NO_USERNAME,
        }
    }
}

/// Builds a table row by row from the strings of a body.
pub(crate) struct Builder<'a> {
    body: &'a str,
    table: Table,
    /// The columns that occurred in the last row, one bit each.
    seen: u16,
    /// Whether the last row has a username.
    named: bool,
}

const _: () = assert!(COLUMNS <= u16::BITS as usize, "one bit for each column");

impl<'a> Builder<'a> {
    pub(crate) fn new(body: &'a str) -> Self {
        Self { body, table: Table::default(), seen: 0, named: false }
    }

    pub(crate) fn begin_row(&mut self) {
        self.table.rows.push([NOWHERE; COLUMNS]);
        (self.seen, self.named) = (0, false);
    }

    /// Marks a column of the last row as read.
    #[inline]
    pub(crate) fn mark(&mut self, column: usize) -> Result<(), RowError> {
        let bit = 1 << column;
        let repeated = self.seen & bit != 0;
        self.seen |= bit;
        if repeated { Err(RowError::Duplicate) } else { Ok(()) }
    }

    /// Ends the last row. Its username identifies the customer in other calls.
    #[inline]
    pub(crate) fn end_row(&self) -> Result<(), RowError> {
        if self.named { Ok(()) } else { Err(RowError::NoUsername) }
    }

    /// Sets a column of the last row to a string that is a part of the body.
    #[inline]
    pub(crate) fn set_borrowed(&mut self, column: usize, string: &'a str) {
        // Both are in one allocation, so the start is the difference of their addresses.
        let start = (string.as_ptr() as usize).wrapping_sub(self.body.as_ptr() as usize);
        match (u32::try_from(start), u32::try_from(string.len())) {
            (Ok(start), Ok(length)) if start < BESIDE => {
                self.set(column, Place { start, length }, string);
            }
            _ => self.set_beside(column, string),
        }
    }

    /// Sets a column of the last row to a string that is stored beside the body.
    pub(crate) fn set_beside(&mut self, column: usize, string: &str) {
        let start = self.table.beside.len();
        self.table.beside.push_str(string);
        if let (Ok(start), Ok(length)) = (u32::try_from(start), u32::try_from(string.len())) {
            self.set(column, Place { start: start | BESIDE, length }, string);
        }
    }

    /// Adds an unknown field, or a value that does not fit, to the last row. Returns the value that the
    /// name had before.
    pub(crate) fn set_extra(&mut self, name: String, value: Value) -> Option<Value> {
        let row = self.table.rows.len().saturating_sub(1);
        self.table.extra.entry(row).or_default().insert(name, value)
    }

    fn set(&mut self, column: usize, place: Place, string: &str) {
        self.named |= column == USERNAME && !string.trim_ascii().is_empty();
        if let Some(slot) = self.table.rows.last_mut().and_then(|row| row.get_mut(column)) {
            *slot = place;
        }
    }

    /// Returns the table, which keeps the body.
    pub(crate) fn finish(mut self, body: ByteString) -> Table {
        self.table.body = body;
        self.table.beside.shrink_to_fit();
        self.table.rows.shrink_to_fit();
        self.table
    }
}
