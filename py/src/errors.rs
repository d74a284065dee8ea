//! Converts errors of the core into the exceptions of `sendgrid_accounts._errors`.
//!
//! The classes are written in Python, where they can have typed attributes, derive from built-in
//! exceptions and be pickled.

use std::time::UNIX_EPOCH;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList};
use sendgrid_accounts::runtime::SentFlag;
use sendgrid_accounts::{Client, Error, ErrorKind, Idempotency, OperationInfo, Outcome};

use crate::json;
use crate::lost_change::LostChange;

static CLASSES: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static DETAIL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

fn classes(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    current(py, &CLASSES, "sendgrid_accounts._errors", "CLASSES")
}

fn detail(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    current(py, &DETAIL, "sendgrid_accounts._detail", "ErrorDetail")
}

/// An attribute of the module that the program has now, which may be a second import. Without one, as
/// at interpreter exit, that of the first import.
fn current<'py>(
    py: Python<'py>,
    first: &PyOnceLock<Py<PyAny>>,
    module: &str,
    name: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let first = first.import(py, module, name)?;
    let modules = py.import("sys").and_then(|sys| sys.getattr("modules"));
    let module = modules.and_then(|modules| modules.get_item(module));
    Ok(module.and_then(|module| module.getattr(name)).unwrap_or_else(|_| first.clone()))
}

/// Imports the classes: a call at interpreter exit, when imports fail, must raise the same errors.
pub(crate) fn prepare(py: Python<'_>) -> PyResult<()> {
    classes(py).and(detail(py)).map(drop)
}

/// Names of all error kinds, for the test that each has its class.
#[pyfunction]
pub(crate) fn error_kinds() -> Vec<&'static str> {
    ErrorKind::ALL.iter().map(|kind| kind.as_str()).collect()
}

pub(crate) fn to_python(py: Python<'_>, error: &Error) -> PyErr {
    of_call(py, error, None)
}

/// The error of a call; it keeps the client to reconcile a change of unknown outcome.
pub(crate) fn of_call(py: Python<'_>, error: &Error, client: Option<&Client>) -> PyErr {
    build(py, error, client).map_or_else(|failure| failure, PyErr::from_value)
}

/// The error of an argument that is refused before the core gets it.
pub(crate) fn invalid_input(py: Python<'_>, field: &'static str, problem: &str) -> PyErr {
    let attributes = PyDict::new(py);
    let error = attributes.set_item("field", field).and_then(|()| {
        new_error(py, ErrorKind::InvalidInput, &format!("{field} {problem}"), &attributes)
    });
    error.map_or_else(|failure| failure, PyErr::from_value)
}

/// The error of a call that cannot start.
pub(crate) fn not_started(py: Python<'_>, cause: &std::io::Error) -> PyErr {
    let message = format!("the call cannot start: {cause}");
    let error = new_error(py, ErrorKind::Connect, &message, &PyDict::new(py));
    error.map_or_else(|failure| failure, PyErr::from_value)
}

/// The outcome of an interrupted call, which sends no request from here on.
pub(crate) fn outcome_of_interrupted(sent: &SentFlag) -> Outcome {
    if sent.cancel() { Outcome::Unknown } else { Outcome::NotSent }
}

/// Adds the outcome of a change as a note to the exception that interrupted it.
pub(crate) fn note_outcome(py: Python<'_>, error: &PyErr, info: &OperationInfo, outcome: Outcome) {
    if info.idempotency == Idempotency::Safe {
        return;
    }
    let note = format!("{} was interrupted; its outcome is {outcome}", info.name);
    if let Err(failure) = add_note(py, error, &note) {
        failure.write_unraisable(py, None);
    }
}

/// Does the same as `BaseException.add_note`, which Python 3.10 does not have.
fn add_note(py: Python<'_>, error: &PyErr, note: &str) -> PyResult<()> {
    let error = error.value(py);
    if let Some(notes) = error.getattr_opt("__notes__")? {
        return notes.cast_into::<PyList>()?.append(note);
    }
    error.setattr("__notes__", PyList::new(py, [note])?)
}

fn new_error<'py>(
    py: Python<'py>,
    kind: ErrorKind,
    message: &str,
    attributes: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyAny>> {
    classes(py)?.get_item(kind.as_str())?.call((message,), Some(attributes))
}

fn build<'py>(
    py: Python<'py>,
    error: &Error,
    client: Option<&Client>,
) -> PyResult<Bound<'py, PyAny>> {
    let attributes = PyDict::new(py);
    attributes.set_item("operation", error.operation())?;
    attributes.set_item("outcome", error.outcome().as_str())?;
    attributes.set_item("safe_to_retry", error.safe_to_retry())?;
    attributes.set_item("attempts", error.attempts())?;
    attributes.set_item("retry_budget_exhausted", error.retry_budget_exhausted())?;
    attributes.set_item("request_id", error.request_id())?;
    attributes.set_item("status", error.status())?;
    attributes.set_item("offset", error.offset())?;
    attributes.set_item("errors", details(py, error)?)?;
    attributes.set_item("body", error.body())?;
    attributes.set_item("field", error.field())?;
    attributes.set_item("phase", error.phase().map(sendgrid_accounts::Phase::as_str))?;
    attributes.set_item("required_scope", error.required_scope())?;
    attributes.set_item("retry_after", error.retry_after().map(|wait| wait.as_secs_f64()))?;
    let reset_at = error.reset_at().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    attributes.set_item("reset_at", reset_at.map(|time| time.as_secs_f64()))?;
    if let Some((change, client)) = error.change().zip(client) {
        attributes.set_item("change", LostChange::new(change, client))?;
    }
    let exception = new_error(py, error.kind(), error.message(), &attributes)?;
    let source = std::error::Error::source(error);
    if let Some(cause) = source.and_then(|source| source.downcast_ref::<Error>()) {
        exception.setattr("__cause__", build(py, cause, None)?)?;
    }
    Ok(exception)
}

fn details<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyList>> {
    let class = detail(py)?;
    let list = PyList::empty(py);
    for detail in error.details() {
        let help = detail.help.as_ref().map(|help| json::to_python(py, help)).transpose()?;
        let arguments = (&detail.message, &detail.field, help, &detail.error_id);
        list.append(class.call1(arguments)?)?;
    }
    Ok(list)
}
