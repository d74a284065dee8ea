//! Errors of ledgers.

use std::fmt::Display;
use std::path::Path;

use crate::error::{Error, ErrorKind, Outcome, printable};

/// An error of a ledger, by its path and what is wrong.
pub(super) fn ledger_error(path: &Path, problem: impl Display) -> Error {
    let path = path.to_string_lossy();
    let message = format!("the ledger {} {problem}", printable(&path));
    Error::new(ErrorKind::Ledger, Outcome::NotSent, message)
}
