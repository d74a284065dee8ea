//! The file of results: CSV with a row for each job.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use csv::{ReaderBuilder, Writer};
use sendgrid_accounts::{BulkResult, Error, NamedCall, OperationInfo};
use serde_json::{Map, Value};

use crate::failure::{Failure, Result};
use crate::key_file::private;
use crate::output::cell;

/// The columns of every operation.
const COLUMNS: [&str; 9] = [
    "key",
    "line",
    "outcome",
    "from_ledger",
    "kind",
    "status",
    "message",
    "request_id",
    "evidence",
];
/// The column of a created key.
const API_KEY: &str = "api_key";
/// The column of a result that is a list, in JSON.
const LIST: &str = "result";
/// The column of fields that this version does not know, in JSON.
const EXTRA: &str = "extra";

/// An open file of results.
pub(super) struct ResultsFile {
    path: PathBuf,
    file: Writer<BufWriter<File>>,
    /// The fields of results that have columns; `None` if results are lists.
    fields: Option<Vec<String>>,
    has_key: bool,
    /// Keys of the rows that an earlier run wrote.
    written: HashSet<String>,
}

impl ResultsFile {
    /// Opens the file with mode 0600. An existing one is extended by a resumed run, and refused by others.
    pub(super) fn open(path: &Path, operation: &str, is_resumed: bool) -> Result<Self> {
        let info = NamedCall::operation(operation)?;
        let fields = NamedCall::result_fields(operation)?;
        let (has_key, header) = header(&info, fields.as_deref());
        let mut options = OpenOptions::new();
        options.read(true).write(true);
        if is_resumed {
            options.create(true)
        } else {
            options.create_new(true)
        };
        let cannot_open = |error: io::Error| {
            Failure::usage(format!("--out {} cannot be opened: {error}", path.display()))
        };
        let mut file = private(&mut options).open(path).map_err(cannot_open)?;
        let written = earlier_rows(&mut file, path, &header)?;
        let is_new = written.is_none();
        let written = written.unwrap_or_default();
        let file = Writer::from_writer(BufWriter::new(file));
        let mut results = Self { path: path.to_owned(), file, fields, has_key, written };
        if is_new {
            results.write_record(header.iter().map(|name| Cow::Borrowed(name.as_str())))?;
        }
        Ok(results)
    }

    /// Writes the row of a result. A row with a created key is on the disk when this returns: nothing can
    /// show the key again.
    pub(super) fn write(&mut self, result: &BulkResult) -> Result {
        if result.from_ledger && self.written.contains(&result.key) {
            return Ok(());
        }
        let row = self.row(result);
        self.write_record(row.iter().map(|cell| Cow::Borrowed(cell.as_str())))?;
        if result.result.as_ref().is_some_and(|result| result.api_key.is_some()) {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes everything to the disk.
    pub(super) fn flush(&mut self) -> Result {
        let flushed = self.file.flush().and_then(|()| self.file.get_ref().get_ref().sync_data());
        flushed.map_err(|error| Failure::file(&self.path, "written", &error))
    }

    fn row(&self, result: &BulkResult) -> Vec<String> {
        let error = result.error.as_ref();
        let mut row = vec![
            result.key.clone(),
            result.line.map(|line| line.to_string()).unwrap_or_default(),
            result.outcome.as_str().to_owned(),
            result.from_ledger.to_string(),
            error.map(|error| error.kind().as_str()).unwrap_or_default().to_owned(),
            error.and_then(Error::status).map(|it| it.to_string()).unwrap_or_default(),
            error.map(Error::message).unwrap_or_default().to_owned(),
            error.and_then(|error| error.request_id()).unwrap_or_default().to_owned(),
            result.evidence.clone().unwrap_or_default(),
        ];
        let named = result.result.as_ref();
        if self.has_key {
            let key = named.and_then(|named| named.api_key.as_ref());
            row.push(key.map(|key| key.reveal().to_owned()).unwrap_or_default());
        }
        let value = named.map(|named| &named.value);
        match &self.fields {
            None => row.push(cell(value).into_owned()),
            Some(fields) if fields.is_empty() => {}
            Some(fields) => {
                row.extend(
                    fields
                        .iter()
                        .map(|name| cell(value.and_then(|value| value.get(name))).into_owned()),
                );
                row.push(extra(value, fields));
            }
        }
        row
    }

    fn write_record<'a>(&mut self, cells: impl Iterator<Item = Cow<'a, str>>) -> Result {
        let written = self.file.write_record(cells.map(|cell| cell.as_bytes().to_vec()));
        written.map_err(|error| Failure::file(&self.path, "written", &io::Error::from(error)))
    }
}

/// Whether results have a key, and all columns.
fn header(info: &OperationInfo, fields: Option<&[String]>) -> (bool, Vec<String>) {
    let has_key = creates_key(info);
    let mut header: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    header.extend(has_key.then(|| API_KEY.to_owned()));
    match fields {
        None => header.push(LIST.to_owned()),
        Some([]) => {}
        Some(fields) => {
            header.extend_from_slice(fields);
            header.push(EXTRA.to_owned());
        }
    }
    (has_key, header)
}

/// Whether an operation creates an API key.
pub(super) fn creates_key(info: &OperationInfo) -> bool {
    info.returns_secret && info.name.starts_with("api_keys.")
}

/// The unknown fields of a result, as JSON.
fn extra(value: Option<&Value>, fields: &[String]) -> String {
    let unknown: Map<String, Value> = value
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter(|(name, _)| !fields.contains(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if unknown.is_empty() { String::new() } else { Value::Object(unknown).to_string() }
}

/// The keys of the rows of an earlier run; `None` if the file is empty. The next row is written behind
/// them. A row whose end is missing, as after a power failure, is cut off.
fn earlier_rows(
    file: &mut File,
    path: &Path,
    header: &[String],
) -> Result<Option<HashSet<String>>> {
    let unreadable = |error: io::Error| Failure::file(path, "read", &error);
    let mut text = Vec::new();
    file.read_to_end(&mut text).map_err(unreadable)?;
    let Some(end) = text.iter().rposition(|byte| *byte == b'\n') else {
        file.set_len(0).and_then(|()| file.rewind()).map_err(unreadable)?;
        return Ok(None);
    };
    let whole = text.get(..=end).unwrap_or_default();
    let mut reader = ReaderBuilder::new().from_reader(whole);
    let is_same = reader.headers().is_ok_and(|it| it.iter().eq(header.iter().map(String::as_str)));
    if !is_same {
        let problem = "has other columns than the results of this run";
        return Err(Failure::usage(format!("--out {} {problem}", path.display())));
    }
    let rows = reader.records().map(|row| Some(row.ok()?.get(0)?.to_owned()));
    let keys: Option<HashSet<String>> = rows.collect();
    let Some(keys) = keys else {
        return Err(Failure::usage(format!("--out {} is no file of results", path.display())));
    };
    file.set_len(whole.len() as u64).map_err(unreadable)?;
    file.seek(SeekFrom::End(0)).map_err(unreadable)?;
    Ok(Some(keys))
}
