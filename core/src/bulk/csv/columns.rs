//! Columns of a file, and the job of a row.

use serde_json::{Map, Value};

use crate::auth::on_behalf_of::OnBehalfOf;
use crate::bulk::csv::cell::argument;
use crate::bulk::csv::options::CsvOptions;
use crate::bulk::csv::problems::Problems;
use crate::bulk::csv::tokenizer::{Cells, Tokenizer};
use crate::bulk::job::BulkJob;
use crate::error::{Error, Result, printable};
use crate::named_call::{NamedCall, Parameter};
use crate::operation::{Empty, OperationInfo};
use crate::validate;

/// Delimiters that are looked for.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// Maximum length of the name of an unknown column in a message, in characters.
const MAX_SHOWN: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Parameter(&'static Parameter),
    Key,
    OnBehalfOf,
    AccountId,
}

impl Column {
    /// All columns of an operation.
    fn all(parameters: &'static [Parameter]) -> impl Iterator<Item = Self> {
        let others = [Self::Key, Self::OnBehalfOf, Self::AccountId];
        parameters.iter().map(Self::Parameter).chain(others)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Parameter(parameter) => parameter.name,
            Self::Key => "key",
            Self::OnBehalfOf => "on_behalf_of",
            Self::AccountId => "account_id",
        }
    }
}

/// The columns of a file.
#[derive(Debug)]
pub(super) struct Columns {
    info: OperationInfo,
    by_cell: Vec<Column>,
    pub(super) delimiter: u8,
    empty: Option<Empty>,
}

impl Columns {
    /// The columns that a header names; `None` if it cannot be read.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) for an unknown operation or delimiter.
    pub(super) fn of_header(
        operation: &str,
        options: &CsvOptions,
        (line, header): (u64, &[u8]),
        problems: &mut Problems,
    ) -> Result<Option<Self>> {
        let (info, parameters) =
            (NamedCall::operation(operation)?, NamedCall::parameters(operation)?);
        let find = |name: &str| Column::all(parameters).find(|column| column.name() == name);
        let (delimiter, names) = match names(header, options.delimiter, |name| find(name).is_some())
        {
            Ok(found) => found,
            Err(fault) => {
                problems.add(line, fault);
                return Ok(None);
            }
        };
        let columns: Vec<Option<Column>> = names.iter().map(|name| find(name)).collect();
        let all: Vec<&str> = Column::all(parameters).map(Column::name).collect();
        let all = all.join(", ");
        // A file without a header begins with values, which may be secrets.
        if columns.iter().all(Option::is_none) {
            problems.add(line, format_args!("names no column of {operation}: {all}"));
            return Ok(None);
        }
        for (index, (name, column)) in names.iter().zip(&columns).enumerate() {
            let number = index.saturating_add(1);
            if column.is_none() && name.is_empty() {
                problems.add(line, format_args!("has no name in column {number}"));
            } else if column.is_none() {
                let shown: String = name.chars().take(MAX_SHOWN).collect();
                let shown = printable(&shown);
                let problem = "names an unknown column";
                problems.add(line, format_args!("{problem}, \"{shown}\"; {operation} has {all}"));
            } else if columns.iter().take(index).any(|earlier| earlier == column) {
                problems.add(line, format_args!("names the column {name} twice"));
            }
        }
        let columns: Vec<Column> = columns.into_iter().flatten().collect();
        for parameter in parameters.iter().filter(|parameter| parameter.required) {
            if !columns.contains(&Column::Parameter(parameter)) {
                problems.add(line, format_args!("lacks the column {}", parameter.name));
            }
        }
        for column in [Column::OnBehalfOf, Column::AccountId] {
            if columns.contains(&column) && !info.on_behalf_of {
                let name = column.name();
                let problem = "which cannot act on behalf of another account";
                problems
                    .add(line, format_args!("names the column {name} of {operation}, {problem}"));
            }
        }
        // Rows would have the same problems again, if the header has one.
        let columns = Self { info, by_cell: columns, delimiter, empty: options.empty };
        Ok(problems.is_empty().then_some(columns))
    }

    /// The job of a row; `None` if it has a problem.
    pub(super) fn job(
        &self,
        line: u64,
        cells: Cells<'_>,
        problems: &mut Problems,
    ) -> Option<BulkJob> {
        let (found, expected) = (cells.len(), self.by_cell.len());
        if found != expected {
            problems.add(line, format_args!("has {found} cells, but the header has {expected}"));
            return None;
        }
        let mut row = Row::default();
        let mut is_valid = true;
        for (column, cell) in self.by_cell.iter().zip(cells.iter()) {
            if let Err(problem) = row.read(*column, cell, self.empty) {
                problems.add(line, format_args!("{} {problem}", column.name()));
                is_valid = false;
            }
        }
        if !is_valid {
            return None;
        }
        let job = row.job(&self.info, line);
        job.inspect_err(|error| problems.add(line, error.message())).ok()
    }

    /// A job that is not sent, because of an error.
    pub(super) fn refused(&self, line: u64, error: Error) -> BulkJob {
        let mut job = BulkJob::new(self.info.name, &Map::new()).at_line(line);
        job.call = Err(error);
        job
    }
}

/// The delimiter and the names of a header: the delimiter by which it has most of the known names, unless
/// one is set.
fn names(
    header: &[u8],
    delimiter: Option<u8>,
    is_known: impl Fn(&str) -> bool,
) -> Result<(u8, Vec<String>), String> {
    let mut best: Option<(usize, u8, Vec<String>)> = None;
    let mut fault = None;
    for delimiter in delimiter.map_or(DELIMITERS.to_vec(), |delimiter| vec![delimiter]) {
        let mut tokenizer = Tokenizer::default();
        tokenizer.read_line(header, delimiter);
        match tokenizer.cells() {
            Ok(cells) => {
                let names: Vec<String> = cells.iter().map(|name| name.trim().to_owned()).collect();
                let known = names.iter().filter(|name| is_known(name)).count();
                if best.as_ref().is_none_or(|(most, ..)| known > *most) {
                    best = Some((known, delimiter, names));
                }
            }
            Err(problem) => {
                fault.get_or_insert(problem);
            }
        }
    }
    match best {
        Some((_, delimiter, names)) => Ok((delimiter, names)),
        None => Err(fault.unwrap_or_default()),
    }
}

/// The cells of a row.
#[derive(Default)]
struct Row<'a> {
    arguments: Map<String, Value>,
    key: &'a str,
    subuser: &'a str,
    account_id: &'a str,
}

impl<'a> Row<'a> {
    fn read(
        &mut self,
        column: Column,
        cell: &'a str,
        empty: Option<Empty>,
    ) -> Result<(), &'static str> {
        match column {
            Column::Parameter(parameter) => {
                if let Some(argument) = argument(parameter, cell, empty)? {
                    self.arguments.insert(parameter.name.to_owned(), argument);
                }
            }
            Column::Key => self.key = cell,
            Column::OnBehalfOf => self.subuser = cell,
            Column::AccountId => self.account_id = cell,
        }
        Ok(())
    }

    /// The checked job of the row.
    fn job(self, info: &OperationInfo, line: u64) -> Result<BulkJob> {
        let mut job = BulkJob::new(info.name, &self.arguments).at_line(line);
        match job.call {
            // The cells decide what is empty.
            Ok(ref call) => call.check(Empty::Clear)?,
            Err(error) => return Err(error),
        }
        if !self.key.is_empty() {
            validate::required("key", self.key)?;
            job = job.with_key(self.key);
        }
        let account = match (self.subuser, self.account_id) {
            ("", "") => return Ok(job),
            (subuser, "") => OnBehalfOf::Subuser(subuser.to_owned()),
            ("", account_id) => OnBehalfOf::Account(account_id.to_owned()),
            _ => {
                let problem = "and on_behalf_of cannot both be set";
                return Err(Error::invalid_input("account_id", problem));
            }
        };
        account.header("on_behalf_of")?;
        Ok(job.on_behalf_of(account))
    }
}
