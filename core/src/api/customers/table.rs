//! Table of strings that stay in the response body.
//!
//! A list of 100,000 customers is a body of about 30 MB. The table keeps the body and the place of
//! each string in it. Only a string that the body encodes, such as `http:\/\/`, is stored decoded,
//! beside the body.

use bytestring::ByteString;
use serde_json::Value;

use crate::codec::budget::{Budget, OVER_BUDGET, OverBudget, allocation};
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

/// Number of rows of one allocation. Growth copies no row, so that a table is no larger than its rows.
const CHUNK: usize = 1024;
/// Memory for a row in C: its struct, and a pointer to it. The binding checks it.
pub(crate) const C_ROW: usize = 160;

/// Rows of strings, and the unknown fields of the rows that have any.
#[derive(Default)]
pub(crate) struct Table {
    body: ByteString,
    beside: String,
    chunks: Vec<Vec<Row>>,
    /// By row, in order.
    extra: Vec<(usize, Extra)>,
}

impl Table {
    pub(crate) fn len(&self) -> usize {
        let full = self.chunks.len().saturating_sub(1);
        full * CHUNK + self.chunks.last().map_or(0, Vec::len)
    }

    pub(crate) fn string(&self, row: usize, column: usize) -> Option<&str> {
        let row = self.chunks.get(row / CHUNK)?.get(row % CHUNK)?;
        string_at(*row.get(column)?, &self.body, &self.beside)
    }

    pub(crate) fn extra(&self, row: usize) -> Option<&Extra> {
        let place = self.extra.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        self.extra.get(place).map(|(_, extra)| extra)
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
    /// The table needs more memory than its budget.
    OverBudget,
}

impl From<OverBudget> for RowError {
    fn from(_: OverBudget) -> Self {
        Self::OverBudget
    }
}

impl RowError {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Duplicate => DUPLICATE,
            Self::NoUsername => NO_USERNAME,
            Self::OverBudget => OVER_BUDGET,
        }
    }
}

/// Builds a table row by row from the strings of a body.
pub(crate) struct Builder<'a> {
    body: &'a str,
    budget: &'a Budget,
    table: Table,
    /// The current row.
    row: Row,
    /// The columns that occurred in it, one bit each.
    seen: u16,
}

const _: () = assert!(COLUMNS <= u16::BITS as usize, "one bit for each column");

impl<'a> Builder<'a> {
    pub(crate) fn new(body: &'a str, budget: &'a Budget) -> Self {
        Self { body, budget, table: Table::default(), row: [NOWHERE; COLUMNS], seen: 0 }
    }

    pub(crate) fn budget(&self) -> &'a Budget {
        self.budget
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
        if username.is_none_or(|username| username.trim().is_empty()) {
            return Err(RowError::NoUsername);
        }
        self.push_row()
    }

    /// Adds the current row to the table.
    pub(crate) fn push_row(&mut self) -> Result<(), RowError> {
        self.budget.count_in_c(C_ROW);
        self.budget.charge(0)?;
        let row = std::mem::replace(&mut self.row, [NOWHERE; COLUMNS]);
        self.seen = 0;
        if let Some(chunk) = self.table.chunks.last_mut().filter(|chunk| chunk.len() < CHUNK) {
            chunk.push(row);
        } else {
            self.budget.charge(allocation(CHUNK * size_of::<Row>()))?;
            self.budget.push(&mut self.table.chunks, vec![row])?;
        }
        self.budget.end_row();
        Ok(())
    }

    /// Sets a column of the current row to a string that is a part of the body.
    #[inline]
    pub(crate) fn set_borrowed(&mut self, column: usize, string: &'a str) -> Result<(), RowError> {
        // Both are in one allocation, so the start is the difference of their addresses.
        let start = (string.as_ptr() as usize).wrapping_sub(self.body.as_ptr() as usize);
        match (u32::try_from(start), u32::try_from(string.len())) {
            (Ok(start), Ok(length)) if start < BESIDE => {
                self.budget.count_string(string);
                self.set(column, Place { start, length });
                Ok(())
            }
            _ => self.set_beside(column, string),
        }
    }

    /// Sets a column of the current row to a string that is stored beside the body.
    pub(crate) fn set_beside(&mut self, column: usize, string: &str) -> Result<(), RowError> {
        // The strings grow by half of their capacity, and are copied then.
        self.budget.charge(string.len().saturating_mul(3))?;
        self.budget.count_string(string);
        let start = self.table.beside.len();
        self.table.beside.push_str(string);
        if let (Ok(start), Ok(length)) = (u32::try_from(start), u32::try_from(string.len())) {
            self.set(column, Place { start: start | BESIDE, length });
        }
        Ok(())
    }

    /// Adds an unknown field, or a value that does not fit, to the current row. The caller has charged the
    /// value.
    pub(crate) fn set_extra(&mut self, name: String, value: Value) -> Result<(), RowError> {
        let budget = self.budget;
        let extra = self.extra()?;
        budget.member(extra.len(), &name)?;
        if extra.insert(name, value).is_some() { Err(RowError::Duplicate) } else { Ok(()) }
    }

    /// Adds a string to the current row as `set_extra` does. Strings of one name become an array.
    pub(crate) fn append_extra(&mut self, name: &str, string: &str) -> Result<(), RowError> {
        let budget = self.budget;
        budget.string(string)?;
        match self.extra()?.get_mut(name) {
            None => self.set_extra(name.to_owned(), string.into())?,
            Some(Value::Array(items)) => budget.item(items, string.into())?,
            Some(first) => {
                budget.array()?;
                let mut items = Vec::new();
                budget.item(&mut items, first.take())?;
                budget.item(&mut items, string.into())?;
                *first = items.into();
            }
        }
        Ok(())
    }

    /// The unknown fields of the current row.
    fn extra(&mut self) -> Result<&mut Extra, RowError> {
        let (row, extra) = (self.table.len(), &mut self.table.extra);
        if extra.last().is_none_or(|(last, _)| *last != row) {
            self.budget.object()?;
            self.budget.push(extra, (row, Extra::new()))?;
        }
        extra.last_mut().map(|(_, extra)| extra).ok_or(RowError::OverBudget)
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
        if let Some(chunk) = self.table.chunks.last_mut() {
            chunk.shrink_to_fit();
        }
        self.table.extra.shrink_to_fit();
        self.table
    }
}
