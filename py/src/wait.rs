//! How a call of Python's waits for the core.

use std::future::Future;
use std::time::Duration;

use pyo3::prelude::*;
use sendgrid_accounts::runtime;

use crate::error::to_python;

/// How often a waiting call looks for signals.
const TICK: Duration = Duration::from_millis(50);

/// Waits with the interpreter released. Python sees signals only when asked: on each tick its
/// handlers run, and one that raises (Ctrl-C) ends the wait and cancels the call.
pub(crate) fn wait<T: Send + 'static>(
    py: Python<'_>,
    call: impl Future<Output = sendgrid_accounts::Result<T>> + Send + 'static,
) -> PyResult<T> {
    let mut pending = runtime::start_call(call).map_err(|error| to_python(py, &error))?;
    loop {
        let result;
        (pending, result) = py.detach(move || {
            let result = pending.wait_for(TICK);
            (pending, result)
        });
        match result {
            Some(result) => return result.map_err(|error| to_python(py, &error)),
            None => py.check_signals()?,
        }
    }
}
