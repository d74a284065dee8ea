//! A ledger, read without a client.

use std::borrow::Borrow;
use std::collections::VecDeque;
use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::bulk::ledger::record::{LedgerRow, LedgerState};
use crate::bulk::ledger::store::{COLUMNS, connect, read_row, sqlite_error};
use crate::error::Result;

/// Number of rows in memory.
const PAGE: usize = 1_000;

/// A ledger that is read, also while a run writes it.
pub struct Ledger {
    connection: Connection,
    path: PathBuf,
}

/// Number of jobs in a ledger by their states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LedgerReport {
    /// Jobs whose call was about to be sent, and whose end is not recorded.
    pub begun: u64,
    /// Jobs whose change was applied.
    pub applied: u64,
    /// Jobs that the server refused.
    pub rejected: u64,
    /// Jobs that were not sent.
    pub not_sent: u64,
    /// Jobs whose outcome is unknown.
    pub unknown: u64,
}

impl LedgerReport {
    /// Number of jobs.
    pub fn total(&self) -> u64 {
        let Self { begun, applied, rejected, not_sent, unknown } = *self;
        [begun, applied, rejected, not_sent, unknown].into_iter().fold(0, u64::saturating_add)
    }
}

impl Ledger {
    /// Opens a ledger that exists. It needs no lock.
    ///
    /// # Errors
    ///
    /// [`Ledger`](crate::ErrorKind::Ledger) if there is no ledger that can be read.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref().to_owned();
        let connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        Ok(Self { connection, path })
    }

    /// Counts the jobs.
    ///
    /// # Errors
    ///
    /// [`Ledger`](crate::ErrorKind::Ledger) if the ledger cannot be read.
    pub fn report(&self) -> Result<LedgerReport> {
        let count = |state: LedgerState| {
            let count = "SELECT count(*) FROM jobs WHERE state = ?1";
            let count: rusqlite::Result<i64> =
                self.connection.query_row(count, [state.as_str()], |row| row.get(0));
            let count = count.map_err(|error| sqlite_error(&self.path, "read", &error))?;
            Ok(u64::try_from(count).unwrap_or_default())
        };
        Ok(LedgerReport {
            begun: count(LedgerState::Begun)?,
            applied: count(LedgerState::Applied)?,
            rejected: count(LedgerState::Rejected)?,
            not_sent: count(LedgerState::NotSent)?,
            unknown: count(LedgerState::Unknown)?,
        })
    }

    /// Text that the program recorded with [`BulkOptions::description`](crate::BulkOptions::description).
    ///
    /// # Errors
    ///
    /// [`Ledger`](crate::ErrorKind::Ledger) if the ledger cannot be read.
    pub fn description(&self) -> Result<Option<String>> {
        let description = "SELECT value FROM meta WHERE name = 'description'";
        let description = self.connection.query_row(description, [], |row| row.get(0)).optional();
        description.map_err(|error| sqlite_error(&self.path, "read", &error))
    }

    /// The jobs, in the order in which they were recorded first.
    pub fn rows(&self) -> LedgerRows<&Self> {
        LedgerRows { ledger: self, page: VecDeque::new(), last: Some(0) }
    }

    /// The same, as an iterator that owns the ledger.
    pub fn into_rows(self) -> LedgerRows<Self> {
        LedgerRows { ledger: self, page: VecDeque::new(), last: Some(0) }
    }

    fn page(&self, after: i64) -> rusqlite::Result<VecDeque<(i64, LedgerRow)>> {
        let page = format!("SELECT {COLUMNS} FROM jobs WHERE id > ?1 ORDER BY id LIMIT {PAGE}");
        let mut page = self.connection.prepare_cached(&page)?;
        let rows = page.query_map([after], |row| Ok((row.get("id")?, read_row(row)?)))?;
        rows.collect()
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger").field("path", &self.path).finish_non_exhaustive()
    }
}

/// The jobs of a ledger. A thousand are in memory at a time.
#[derive(Debug)]
pub struct LedgerRows<L> {
    ledger: L,
    page: VecDeque<(i64, LedgerRow)>,
    /// Last row that was read; `None` after the end.
    last: Option<i64>,
}

impl<L: Borrow<Ledger>> Iterator for LedgerRows<L> {
    type Item = Result<LedgerRow>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.is_empty() {
            match self.ledger.borrow().page(self.last?) {
                Ok(page) => self.page = page,
                Err(error) => {
                    self.last = None;
                    return Some(Err(sqlite_error(&self.ledger.borrow().path, "read", &error)));
                }
            }
        }
        let next = self.page.pop_front();
        self.last = next.as_ref().map(|(id, _)| *id);
        next.map(|(_, row)| Ok(row))
    }
}
