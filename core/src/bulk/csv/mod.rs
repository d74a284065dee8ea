//! Files of jobs: CSV with a row for each job.

mod cell;
mod columns;
mod keys;
mod options;
mod problems;
mod rows;
mod tokenizer;

use std::fmt;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::bulk::csv::columns::Columns;
use crate::bulk::csv::keys::Keys;
use crate::bulk::csv::problems::{Problems, of_file};
use crate::bulk::csv::rows::{Digest, Rows, Stop};
use crate::bulk::job::BulkJob;
use crate::error::{Error, Result};

pub use options::CsvOptions;

/// The jobs of a CSV file, one for each row. All rows call the same operation.
///
/// The first line names the columns: parameters of the operation, and optionally `key`, `on_behalf_of` (the
/// username of a subuser) and `account_id`. The file is UTF-8. Items of a list are separated by `|`, booleans
/// are `true` or `false`, `yes` or `no`, `1` or `0`, and columns of JSON have its text. An empty cell of an
/// optional parameter is a missing argument; for updates see [`CsvOptions::empty`].
///
/// [`open`](Self::open) checks the whole file. The iterator then reads it again, so that neither has more
/// than one row in memory. If the file changes after the check, the last job is one whose result is the error,
/// and the jobs of the rows behind it are missing.
///
/// ```
/// use sendgrid_accounts::{BulkFile, CsvOptions, Empty};
///
/// # let folder = std::env::temp_dir().join(format!("sendgrid-accounts-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// let path = folder.join("customers.csv");
/// std::fs::write(&path, "user;city;phone\r\nreader;Orange;\r\nwriter;\"Paris; Texas\";555-0100\r\n")?;
/// let options = CsvOptions { empty: Some(Empty::Ignore), ..CsvOptions::default() };
///
/// let jobs = BulkFile::open(&path, "customers.update_profile", &options)?;
/// assert_eq!(jobs.len(), 2);
/// let keys: Vec<String> = jobs.map(|job| job.key()).collect();
/// assert_eq!(keys, ["customers.update_profile reader", "customers.update_profile writer"]);
///
/// std::fs::write(&path, "user,town\nreader,Orange\n")?;
/// let error = BulkFile::open(&path, "customers.update_profile", &options).unwrap_err();
/// assert_eq!(error.field(), Some("file"));
/// assert!(error.message().contains("line 1 names an unknown column, \"town\""));
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct BulkFile {
    path: PathBuf,
    rows: Rows,
    columns: Columns,
    len: u64,
    digest: Digest,
    /// Number of jobs that were returned; `None` at the end.
    next: Option<u64>,
    is_changed: bool,
}

impl BulkFile {
    /// Checks a file of jobs of an operation, such as `customers.disable`. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) with the field `file`, if the file cannot be read,
    /// or has problems: an unknown or missing column, another number of cells than the header, a quotation
    /// mark that is not closed, a value that the operation refuses, a key twice. The message has the first
    /// 20 problems with their lines and the number of all, and no secret. With the field `operation` or
    /// `delimiter` if that is invalid.
    pub fn open(path: impl AsRef<Path>, operation: &str, options: &CsvOptions) -> Result<Self> {
        let path = path.as_ref();
        options.check()?;
        let mut problems = Problems::default();
        let mut rows = Rows::open(path).map_err(|stop| stopped(path, stop))?;
        let Some(header) = rows.header().map_err(|stop| stopped(path, stop))? else {
            return Err(of_file(path, "is empty: the first line must name the columns"));
        };
        let header = (header.0, header.1.as_slice());
        let Some(columns) = Columns::of_header(operation, options, header, &mut problems)? else {
            problems.into_result(path)?;
            return Err(of_file(path, "has no header"));
        };
        let len = match check(&mut rows, &columns, &mut problems) {
            Ok(len) => len,
            Err(Stop::Line(line, problem)) => {
                problems.add(line, problem);
                0
            }
            Err(stop) => return Err(stopped(path, stop)),
        };
        problems.into_result(path)?;
        let digest = rows.digest();
        let mut file = Self {
            path: path.to_owned(),
            rows,
            columns,
            len,
            digest,
            next: Some(0),
            is_changed: false,
        };
        file.rewind().map_err(|stop| stopped(path, stop))?;
        Ok(file)
    }

    /// Number of jobs in the file.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether the file has no jobs.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether the file was found to have changed after the check. The iterator has then ended.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// The jobs as a stream, for [`Bulk::run`](crate::Bulk::run). It reads the file on the thread that polls
    /// it.
    pub fn into_stream(self) -> impl Stream<Item = BulkJob> + Send + Unpin {
        Jobs(self)
    }

    /// Goes to the first row.
    fn rewind(&mut self) -> Result<(), Stop> {
        self.rows.rewind()?;
        self.rows.header().map(drop)
    }

    /// The next job; `None` at the end; an error if the file is not the one that was checked.
    fn read(&mut self, index: u64) -> Result<Option<BulkJob>, Stop> {
        let changed = || Stop::File("was changed after it was checked".to_owned());
        let Some((line, cells)) = self.rows.next(self.columns.delimiter)? else {
            let is_same = index == self.len && self.rows.digest() == self.digest;
            return if is_same { Ok(None) } else { Err(changed()) };
        };
        let mut problems = Problems::default();
        let job = cells.ok().and_then(|cells| self.columns.job(line, cells, &mut problems));
        job.filter(|_| index < self.len).map(Some).ok_or_else(changed)
    }
}

impl Iterator for BulkFile {
    type Item = BulkJob;

    fn next(&mut self) -> Option<BulkJob> {
        let index = self.next.take()?;
        match self.read(index) {
            Ok(None) => None,
            Ok(Some(job)) => {
                self.next = Some(index.saturating_add(1));
                Some(job)
            }
            Err(stop) => {
                self.is_changed = true;
                Some(self.columns.refused(self.rows.line(), stopped(&self.path, stop)))
            }
        }
    }
}

impl fmt::Debug for BulkFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut file = f.debug_struct("BulkFile");
        file.field("path", &self.path).field("columns", &self.columns).field("len", &self.len);
        file.finish_non_exhaustive()
    }
}

/// The jobs of a file as a stream.
struct Jobs(BulkFile);

impl Stream for Jobs {
    type Item = BulkJob;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<BulkJob>> {
        Poll::Ready(self.0.next())
    }
}

/// Checks the rows, and returns their number.
fn check(rows: &mut Rows, columns: &Columns, problems: &mut Problems) -> Result<u64, Stop> {
    let (mut len, mut keys) = (0_u64, Keys::default());
    while let Some((line, cells)) = rows.next(columns.delimiter)? {
        len = len.saturating_add(1);
        match cells {
            Err(fault) => problems.add(line, fault),
            Ok(cells) => {
                if let Some(job) = columns.job(line, cells, problems) {
                    keys.add(&job.key(), line)?;
                }
            }
        }
    }
    for (line, earlier) in keys.duplicates() {
        problems.add(line, format_args!("has the same key as line {earlier}"));
    }
    Ok(len)
}

/// Error of a file whose reading ended early.
fn stopped(path: &Path, stop: Stop) -> Error {
    match stop {
        Stop::File(problem) => of_file(path, problem),
        Stop::Line(line, problem) => of_file(path, format_args!("line {line} {problem}")),
    }
}
