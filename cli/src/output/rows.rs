//! Lists, row by row.

use std::io::{self, Write as _};

use serde_json::Value;

use super::{Format, cells, json};
use crate::failure::{Failure, Result};
use crate::terminal::{shows_results, tell};

/// Rows whose fields make up the columns of CSV.
const HEAD: usize = 500;

/// Prints rows as they come. A table is printed at the end, since its columns are as wide as its widest row.
pub(crate) struct Rows {
    format: Format,
    /// Rows that are not printed yet.
    pending: Vec<Value>,
    /// Columns of CSV, once its header is printed.
    columns: Option<Vec<String>>,
    count: u64,
}

impl Rows {
    pub(crate) fn new(format: Format) -> Self {
        Self { format, pending: Vec::new(), columns: None, count: 0 }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: Value) -> Result {
        self.count += 1;
        match self.format {
            Format::Json => {
                let start = if self.count == 1 { "[\n" } else { ",\n" };
                Ok(write!(io::stdout().lock(), "{start}  {}", json::compact(&row))?)
            }
            Format::Csv if self.columns.is_some() => self.write_csv(&[row]),
            Format::Csv if self.pending.len() + 1 >= HEAD => {
                self.pending.push(row);
                self.write_pending()
            }
            Format::Csv | Format::Table => {
                self.pending.push(row);
                Ok(())
            }
        }
    }

    /// Number of rows.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Prints the rest.
    pub(crate) fn finish(mut self) -> Result {
        match self.format {
            Format::Json if self.count == 0 => super::line("[]")?,
            Format::Json => super::line("\n]")?,
            Format::Csv => self.write_pending()?,
            Format::Table if self.count == 0 => tell("no rows"),
            Format::Table if self.pending.iter().any(Value::is_object) => {
                super::line(&cells::table(&self.pending))?;
            }
            Format::Table => {
                for value in &self.pending {
                    super::line(&cells::plain(value))?;
                }
            }
        }
        Ok(io::stdout().lock().flush()?)
    }

    fn write_pending(&mut self) -> Result {
        let rows = std::mem::take(&mut self.pending);
        if self.columns.is_none() && !rows.is_empty() {
            let columns = cells::columns(&rows);
            let columns = if columns.is_empty() { vec!["value".to_owned()] } else { columns };
            write_record(columns.iter().map(String::as_str))?;
            self.columns = Some(columns);
        }
        self.write_csv(&rows)
    }

    fn write_csv(&self, rows: &[Value]) -> Result {
        let columns = self.columns.as_deref().unwrap_or_default();
        for row in rows {
            let Some(fields) = row.as_object() else {
                write_record([&*cells::cell(Some(row))])?;
                continue;
            };
            if let Some(unknown) = fields.keys().find(|name| !columns.contains(name)) {
                return Err(Failure::Io(format!(
                    "a row has the field {unknown:?}, which the first {HEAD} rows lack: use \
                     --format json"
                )));
            }
            let cells: Vec<_> = columns.iter().map(|name| cells::cell(fields.get(name))).collect();
            write_record(cells.iter().map(AsRef::as_ref))?;
        }
        Ok(())
    }
}

fn write_record<'a>(cells: impl IntoIterator<Item = &'a str>) -> Result {
    let shown = |cell: &str| {
        if shows_results() {
            sendgrid_accounts::printable(cell).into_owned()
        } else {
            cell.to_owned()
        }
    };
    let mut record = csv::Writer::from_writer(Vec::new());
    record.write_record(cells.into_iter().map(shown)).map_err(io::Error::from)?;
    let record = record.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(io::stdout().lock().write_all(&record)?)
}
