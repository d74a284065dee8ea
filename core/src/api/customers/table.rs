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
        string_at(*self.rows.get(row)?.get(column)?, &self.body, &self.beside)
    }

    pub(crate) fn extra(&self, row: usize) -> Option<&Extra> {
        self.extra.get(&row)
    }
}

fn string_at<'a>(place: Place, body: &'a str, beside: &'a str) -> Option<&'a str> {
    if place.start == NOWHERE.start {
        return None;
    }
    let start = (place.start & !BESIDE) as usize;
    let range = start..start + place.length as usize;
    if place.start & BESIDE == 0 { body.get(range) } else { beside.get(range) }
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
    /// The current row.
    row: Row,
    /// The columns that occurred in it, one bit each.
    seen: u16,
}

const _: () = assert!(COLUMNS <= u16::BITS as usize, "one bit for each column");

impl<'a> Builder<'a> {
    pub(crate) fn new(body: &'a str) -> Self {
        Self { body, table: Table::default(), row: [NOWHERE; COLUMNS], seen: 0 }
    }

    /// Marks a column of the current row as read.
    #[inline]
    pub(crate) fn mark(&mut self, column: usize) -> Result<(), RowError> {
        let bit = 1 << column;
        let repeated = self.seen & bit != 0;
        self.seen |= bit;
        if repeated { Err(RowError::Duplicate) } else { Ok(()) }
    }

    /// Adds the current row to the table, unless it lacks the username, which identifies the customer in
    /// other calls.
    #[inline]
    pub(crate) fn end_row(&mut self) -> Result<(), RowError> {
        let username = self.row.get(USERNAME);
        let username = username.and_then(|at| string_at(*at, self.body, &self.table.beside));
        if username.is_none_or(|username| username.trim_ascii().is_empty()) {
            return Err(RowError::NoUsername);
        }
        self.push_row();
        Ok(())
    }

    /// Adds the current row to the table.
    pub(crate) fn push_row(&mut self) {
        self.table.rows.push(self.row);
        (self.row, self.seen) = ([NOWHERE; COLUMNS], 0);
    }

    /// Sets a column of the current row to a string that is a part of the body.
    #[inline]
    pub(crate) fn set_borrowed(&mut self, column: usize, string: &'a str) {
        // Both are in one allocation, so the start is the difference of their addresses.
        let start = (string.as_ptr() as usize).wrapping_sub(self.body.as_ptr() as usize);
        match (u32::try_from(start), u32::try_from(string.len())) {
            (Ok(start), Ok(length)) if start < BESIDE => {
                self.set(column, Place { start, length });
            }
            _ => self.set_beside(column, string),
        }
    }

    /// Sets a column of the current row to a string that is stored beside the body.
    pub(crate) fn set_beside(&mut self, column: usize, string: &str) {
        let start = self.table.beside.len();
        self.table.beside.push_str(string);
        if let (Ok(start), Ok(length)) = (u32::try_from(start), u32::try_from(string.len())) {
            self.set(column, Place { start: start | BESIDE, length });
        }
    }

    /// Adds an unknown field, or a value that does not fit, to the current row. Returns the value that the
    /// name had before.
    pub(crate) fn set_extra(&mut self, name: String, value: Value) -> Option<Value> {
        let row = self.table.rows.len();
        self.table.extra.entry(row).or_default().insert(name, value)
    }

    #[inline]
    fn set(&mut self, column: usize, place: Place) {
        if let Some(slot) = self.row.get_mut(column) {
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
