//! `Ledger`: a ledger, read without a client.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyDict, PyTuple, PyTzInfo};
use sendgrid_accounts::{LedgerRow, LedgerRows};

use crate::arguments::{Argument, FilePath};
use crate::errors::to_python;

/// The ledger of a bulk run, also of one that is going on: an iterable of its jobs in the order in which they
/// were recorded first.
///
/// Each job is a dictionary with the same keys, whose values are scalars: `key`, `operation`, `account` (acted
/// for), `target` (what the job names), `state`, `error` (kind of the error), `status`, `request_id`, `message`,
/// `begun_at` and `ended_at`. The state is an `Outcome`, or `"begun"` for a job that is in progress or whose run
/// was killed.
///
/// Args:
///     path: Path of the ledger, which must exist.
///
/// Raises:
///     TypeError: The path has the wrong type.
///     LedgerError: There is no ledger that can be read.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct Ledger {
    path: PathBuf,
}

impl Ledger {
    fn open(&self, py: Python<'_>) -> PyResult<sendgrid_accounts::Ledger> {
        let opened = py.detach(|| sendgrid_accounts::Ledger::open_read_only(&self.path));
        opened.map_err(|error| to_python(py, &error))
    }
}

#[pymethods]
impl Ledger {
    #[new]
    fn new(py: Python<'_>, path: FilePath) -> PyResult<Self> {
        let ledger = Self { path: path.get(py, "path")? };
        ledger.open(py).map(|_| ledger)
    }

    /// Counts the jobs by their states.
    ///
    /// Returns:
    ///     The numbers of `begun`, `applied`, `rejected`, `not_sent` and `unknown` jobs, and their `total`.
    ///
    /// Raises:
    ///     LedgerError: The ledger cannot be read.
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let ledger = self.open(py)?;
        let report = py.detach(move || ledger.report()).map_err(|error| to_python(py, &error))?;
        let counts = PyDict::new(py);
        counts.set_item("begun", report.begun)?;
        counts.set_item("applied", report.applied)?;
        counts.set_item("rejected", report.rejected)?;
        counts.set_item("not_sent", report.not_sent)?;
        counts.set_item("unknown", report.unknown)?;
        counts.set_item("total", report.total())?;
        Ok(counts)
    }

    /// Text that the program recorded with `description`.
    #[getter]
    fn description(&self, py: Python<'_>) -> PyResult<Option<String>> {
        self.open(py)?.description().map_err(|error| to_python(py, &error))
    }

    fn __iter__(&self, py: Python<'_>) -> PyResult<LedgerIterator> {
        let rows = self.open(py)?.into_rows();
        Ok(LedgerIterator { rows: Mutex::new(Some(rows)), process: std::process::id() })
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let path = (&self.path).into_pyobject(py)?.str()?.repr()?;
        Ok(format!("Ledger({path})"))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let path = (&self.path).into_pyobject(py)?.str()?;
        (py.get_type::<Self>(), (path,)).into_pyobject(py)
    }
}

/// Iterator over the jobs of a `Ledger`.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct LedgerIterator {
    /// Locked with the interpreter detached, so that no other thread waits for both.
    rows: Mutex<Option<LedgerRows<sendgrid_accounts::Ledger>>>,
    process: u32,
}

#[pymethods]
impl LedgerIterator {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        let next = py.detach(|| {
            self.rows
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .as_mut()
                .and_then(Iterator::next)
        });
        let Some(row) = next else { return Ok(None) };
        to_dict(py, &row.map_err(|error| to_python(py, &error))?).map(Some)
    }
}

impl Drop for LedgerIterator {
    fn drop(&mut self) {
        // SQLite must not close a connection of the parent in a forked child.
        if self.process != std::process::id() {
            std::mem::forget(std::mem::take(&mut self.rows));
        }
    }
}

fn to_dict<'py>(py: Python<'py>, row: &LedgerRow) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("key", &row.key)?;
    dict.set_item("operation", &row.operation)?;
    dict.set_item("account", &row.account)?;
    dict.set_item("target", &row.target)?;
    dict.set_item("state", row.state.as_str())?;
    dict.set_item("error", row.kind.map(sendgrid_accounts::ErrorKind::as_str))?;
    dict.set_item("status", row.status)?;
    dict.set_item("request_id", &row.request_id)?;
    dict.set_item("message", &row.message)?;
    dict.set_item("begun_at", time(py, row.begun_at)?)?;
    dict.set_item("ended_at", time(py, row.ended_at)?)?;
    Ok(dict)
}

/// A time as a text, as JSON has none.
fn time(py: Python<'_>, time: Option<SystemTime>) -> PyResult<Option<Bound<'_, PyAny>>> {
    let since = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let Some(since) = since else { return Ok(None) };
    let utc = PyTzInfo::utc(py)?;
    let time = PyDateTime::from_timestamp(py, since.as_secs_f64(), Some(&utc))?;
    time.call_method0("isoformat").map(Some)
}
