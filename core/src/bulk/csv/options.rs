//! How a file of jobs is read.

use crate::error::{Error, Result};
use crate::operation::Empty;

/// How a file of jobs is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CsvOptions {
    /// Meaning of an empty cell in a column of an update, such as the city of `customers.update_profile`:
    /// it clears the field, or leaves it unchanged. Default: none, and the file is refused if it has such a
    /// cell.
    pub empty: Option<Empty>,
    /// Character between cells: a punctuation character of ASCII or a tab. Default: the one of `,`, `;` and
    /// tab that the header has.
    pub delimiter: Option<u8>,
}

impl CsvOptions {
    pub(super) fn check(&self) -> Result<()> {
        if self.delimiter.is_none_or(is_delimiter) {
            return Ok(());
        }
        let problem =
            "must be a tab or a punctuation character, but no quotation mark, \"|\" or \"_\"";
        Err(Error::invalid_input("delimiter", problem))
    }
}

fn is_delimiter(byte: u8) -> bool {
    byte == b'\t' || (byte.is_ascii_punctuation() && !b"\"|_".contains(&byte))
}
