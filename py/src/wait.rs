//! How a call of Python's waits for the core.

use std::cell::Cell;
use std::future::Future;
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::PyList;
use sendgrid_accounts::runtime::{self, Progress};
use sendgrid_accounts::{Class, Client, Error, Operation, OperationInfo, Outcome};

use crate::error::to_python;
use crate::log::Log;

/// How often a waiting call looks for signals.
const TICK: Duration = Duration::from_millis(50);
/// How often one shows what it has to say that never hears of signals.
const TICK_OF_OTHERS: Duration = Duration::from_secs(1);

/// Waits with the interpreter released. Python sees signals only when asked: on each tick its
/// handlers run, and one that raises (Ctrl-C) ends the wait and cancels the call. They run on the main
/// thread alone: on any other a tick would only stand in line for the interpreter, and the answer that
/// came meanwhile with it.
pub(crate) fn wait<O: Operation>(
    py: Python<'_>,
    client: &Client,
    operation: O,
) -> PyResult<O::Output> {
    let client = client.clone();
    wait_watched(py, Some(&O::INFO), async move { client.execute(operation).await })
}

/// As [`wait`], for work that changes nothing.
pub(crate) fn wait_for<T: Send + 'static>(
    py: Python<'_>,
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> PyResult<T> {
    wait_watched(py, None, work)
}

fn wait_watched<T: Send + 'static>(
    py: Python<'_>,
    info: Option<&OperationInfo>,
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> PyResult<T> {
    let log = Log::start(py)?;
    let call = log.listen(work);
    let mut pending = runtime::start_call(call).map_err(|error| to_python(py, &error))?;
    let is_main = is_main_thread(py);
    loop {
        let result;
        (pending, result) = py.detach(move || {
            let result = pending.wait_for(if is_main { TICK } else { TICK_OF_OTHERS });
            (pending, result)
        });
        let raised = log.flush(py).and_then(|()| match result {
            Some(_) => Ok(()),
            None => py.check_signals(),
        });
        if let Err(error) = raised {
            let outcome = result.map_or_else(
                || given_up(&pending.progress()),
                |result| result.map_or_else(|error| error.outcome(), |_| Outcome::Applied),
            );
            if let Some(info) = info {
                note(py, &error, info, outcome);
            }
            return Err(error);
        }
        if let Some(result) = result {
            return result.map_err(|error| to_python(py, &error));
        }
    }
}

thread_local! {
    static IS_MAIN: Cell<Option<bool>> = const { Cell::new(None) };
}

/// Whether Python runs the handlers of signals on this thread. It is found out once for a thread: where
/// one that is not the main thread forks, it is that in the child, and its calls there hear of signals
/// with the ticks of the others.
fn is_main_thread(py: Python<'_>) -> bool {
    IS_MAIN.get().unwrap_or_else(|| {
        let found = find_main_thread(py).unwrap_or(true);
        IS_MAIN.set(Some(found));
        found
    })
}

fn find_main_thread(py: Python<'_>) -> PyResult<bool> {
    let threading = py.import("threading")?;
    let main = threading.call_method0("main_thread")?;
    Ok(main.is(&threading.call_method0("current_thread")?))
}

/// What a call that is given up may have done.
pub(crate) fn given_up(progress: &Progress) -> Outcome {
    if progress.may_be_sent() { Outcome::Unknown } else { Outcome::NotSent }
}

/// Tells, on the exception that ends a call from outside, what became of a change.
pub(crate) fn note(py: Python<'_>, error: &PyErr, info: &OperationInfo, outcome: Outcome) {
    if info.class == Class::Read {
        return;
    }
    let text = format!("{} was interrupted; its outcome is {outcome}", info.name);
    if let Err(failure) = add_note(py, error, &text) {
        failure.write_unraisable(py, None);
    }
}

/// `BaseException.add_note` came with Python 3.11; what it does works before.
fn add_note(py: Python<'_>, error: &PyErr, text: &str) -> PyResult<()> {
    let error = error.value(py);
    if let Some(notes) = error.getattr_opt("__notes__")? {
        return notes.cast_into::<PyList>()?.append(text);
    }
    error.setattr("__notes__", PyList::new(py, [text])?)
}
