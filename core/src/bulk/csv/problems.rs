//! What is wrong with a file.

use std::fmt::{Display, Write as _};
use std::path::Path;

use crate::error::{Error, Result, printable};

/// Number of problems that an error shows.
const SHOWN: usize = 20;

/// The first problems of a file, by line, and the number of all.
#[derive(Debug, Default)]
pub(super) struct Problems {
    shown: Vec<(u64, String)>,
    total: u64,
}

impl Problems {
    pub(super) fn add(&mut self, line: u64, problem: impl Display) {
        self.total = self.total.saturating_add(1);
        let place = self.shown.partition_point(|(other, _)| *other <= line);
        if place < SHOWN {
            self.shown.insert(place, (line, problem.to_string()));
            self.shown.truncate(SHOWN);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// # Errors
    ///
    /// One error of all problems.
    pub(super) fn into_result(self, path: &Path) -> Result<()> {
        let mut text = match self.total {
            0 => return Ok(()),
            1 => "has a problem".to_owned(),
            total if self.shown.len() < SHOWN => format!("has {total} problems"),
            total => format!("has {total} problems, first"),
        };
        text.push_str(" (nothing was sent): ");
        for (index, (line, problem)) in self.shown.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            // Writing to a string does not fail.
            let _ = write!(text, "{separator}line {line} {problem}");
        }
        Err(of_file(path, text))
    }
}

/// Error of a file.
pub(super) fn of_file(path: &Path, problem: impl Display) -> Error {
    let path = path.to_string_lossy();
    Error::invalid_input("file", format_args!("\"{}\" {problem}", printable(&path)))
}
