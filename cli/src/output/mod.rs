//! Results on the standard output, as a table, as JSON or as CSV.

mod cells;
mod json;
mod rows;

use std::io::{self, Write as _};

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches};
use serde_json::{Map, Value};

use crate::failure::Result;
use crate::terminal::shows_results;

pub(crate) use cells::cell;
pub(crate) use rows::Rows;

const FORMAT: &str = "format";

/// Form of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Json,
    Csv,
}

/// The option `--format`.
pub(crate) fn argument() -> Arg {
    Arg::new(FORMAT)
        .long(FORMAT)
        .value_name("FORMAT")
        .value_parser(PossibleValuesParser::new(["table", "json", "csv"]))
        .help("Form of results; default: table on a terminal, else json")
        .global(true)
        .help_heading("Output")
}

impl Format {
    /// The chosen form, or the one for this output.
    pub(crate) fn of(matches: &ArgMatches) -> Self {
        Self::chosen(matches).unwrap_or(if shows_results() { Self::Table } else { Self::Json })
    }

    /// The form that the user chose.
    pub(crate) fn chosen(matches: &ArgMatches) -> Option<Self> {
        Some(match matches.get_one::<String>(FORMAT)?.as_str() {
            "json" => Self::Json,
            "csv" => Self::Csv,
            _ => Self::Table,
        })
    }
}

/// Prints a result; a null prints nothing.
pub(crate) fn print(format: Format, value: &Value) -> Result {
    let rows = match value {
        Value::Null => return Ok(()),
        Value::Array(rows) => rows.as_slice(),
        Value::Object(fields) if format != Format::Json && only_list(fields).is_some() => {
            only_list(fields).unwrap_or_default()
        }
        Value::Object(_) if format == Format::Table => return line(&cells::vertical(value)),
        _ if format == Format::Json => return line(&json::pretty(value)),
        row => std::slice::from_ref(row),
    };
    let mut output = Rows::new(format);
    for row in rows {
        output.push(row.clone())?;
    }
    output.finish()
}

/// The list of a result that has nothing else.
fn only_list(fields: &Map<String, Value>) -> Option<&[Value]> {
    let mut values = fields.values();
    let first = values.next().and_then(Value::as_array)?;
    values.next().is_none().then_some(first)
}

/// Prints a line.
pub(crate) fn line(text: &str) -> Result {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}
