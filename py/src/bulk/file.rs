//! `BulkFile`: the jobs of a CSV file.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use sendgrid_accounts::{BulkJob, CsvOptions, Empty, OnBehalfOf};
use serde_json::Value;

use crate::arguments::{Argument, EmptyArgument, FilePath, Str};
use crate::errors::{invalid_input, to_python};
use crate::json;

/// The jobs of a CSV file, from `BulkJob.from_csv`: an iterable of `BulkJob` with a length, which has one row
/// in memory. Each iteration reads the file, and raises `InvalidInputError` if it has changed.
///
/// A pickle contains the path, not the jobs.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct BulkFile {
    source: Source,
    len: usize,
    /// The file as it was checked, for the first iteration.
    checked: Mutex<Option<sendgrid_accounts::BulkFile>>,
}

#[derive(Clone)]
struct Source {
    path: PathBuf,
    operation: String,
    options: CsvOptions,
}

impl Source {
    fn open(&self, py: Python<'_>) -> PyResult<sendgrid_accounts::BulkFile> {
        let Self { path, operation, options } = self;
        let opened = py.detach(|| sendgrid_accounts::BulkFile::open(path, operation, options));
        opened.map_err(|error| to_python(py, &error))
    }
}

#[pymethods]
impl BulkFile {
    #[new]
    #[pyo3(signature = (path, operation, *, empty=None, delimiter=None))]
    fn new(
        py: Python<'_>,
        path: FilePath,
        operation: Str,
        empty: Option<EmptyArgument>,
        delimiter: Option<Str>,
    ) -> PyResult<Self> {
        let delimiter = match delimiter.get(py, "delimiter")?.as_deref().map(str::as_bytes) {
            None => None,
            Some(&[byte]) => Some(byte),
            Some(_) => return Err(invalid_input(py, "delimiter", "is not one character of ASCII")),
        };
        let options = CsvOptions { empty: empty.get(py, "empty")?, delimiter };
        let (path, operation) = (path.get(py, "path")?, operation.get(py, "operation")?);
        let source = Source { path, operation, options };
        let file = source.open(py)?;
        let len = usize::try_from(file.len()).unwrap_or(usize::MAX);
        Ok(Self { source, len, checked: Mutex::new(Some(file)) })
    }

    fn __len__(&self) -> usize {
        self.len
    }

    fn __iter__(&self, py: Python<'_>) -> PyResult<BulkFileIterator> {
        let checked = lock(&self.checked).take();
        let file = checked.map_or_else(|| self.source.open(py), Ok)?;
        Ok(BulkFileIterator(Mutex::new(file)))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let Source { path, operation, .. } = &self.source;
        let path = path.into_pyobject(py)?.str()?.repr()?;
        Ok(format!("BulkFile({path}, '{operation}', {} jobs)", self.len))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let rebuild = py.import("sendgrid_accounts._models")?.getattr("rebuild_by_name")?;
        let fields = PyDict::new(py);
        let Source { path, operation, options } = &self.source;
        fields.set_item("path", path.into_pyobject(py)?.str()?)?;
        fields.set_item("operation", operation)?;
        let empty = options.empty.map(|empty| match empty {
            Empty::Clear => "clear",
            Empty::Ignore => "ignore",
        });
        fields.set_item("empty", empty)?;
        fields.set_item("delimiter", options.delimiter.map(|byte| char::from(byte).to_string()))?;
        (rebuild, (py.get_type::<Self>(), fields)).into_pyobject(py)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Iterator over the jobs of a `BulkFile`.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct BulkFileIterator(Mutex<sendgrid_accounts::BulkFile>);

#[pymethods]
impl BulkFileIterator {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        // Reading a row calls no Python, so that no thread waits for the interpreter with the lock.
        let job = lock(&self.0).next();
        let Some(job) = job else { return Ok(None) };
        match job.error() {
            Some(error) => Err(to_python(py, error)),
            None => into_python(py, &job).map(Some),
        }
    }
}

fn into_python<'py>(py: Python<'py>, job: &BulkJob) -> PyResult<Bound<'py, PyAny>> {
    let arguments = PyDict::new(py);
    for (name, value) in job.arguments() {
        let is_clear = value.as_object().is_some_and(|object| {
            object.len() == 1 && object.get("clear") == Some(&Value::Bool(true))
        });
        if is_clear {
            let clear = py.import("sendgrid_accounts._clear")?.getattr("CLEAR")?;
            arguments.set_item(name, clear)?;
        } else {
            arguments.set_item(name, json::to_python(py, value)?)?;
        }
    }
    let (subuser, account_id) = match job.account() {
        Some(OnBehalfOf::Subuser(name)) => (Some(name), None),
        Some(OnBehalfOf::Account(id)) => (None, Some(id)),
        None => (None, None),
    };
    let rebuild = py.import("sendgrid_accounts._bulk_job")?.getattr("rebuild")?;
    rebuild.call1((job.operation(), arguments, job.key(), subuser, account_id, job.line()))
}
