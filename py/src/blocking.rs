//! Blocking calls.

use std::cell::Cell;
use std::future::Future;
use std::time::Duration;

use pyo3::prelude::*;
use sendgrid_accounts::runtime::{self, SentFlag};
use sendgrid_accounts::{Client, Error, Operation, OperationInfo, Outcome};

use crate::errors::{note_outcome, of_call, outcome_of_interrupted, to_python};
use crate::logging::Log;
use crate::response::Caller;
use crate::value_object::CallResult;

/// Interval of the checks for signals while a call waits on the main thread.
const TICK: Duration = Duration::from_millis(50);
/// Log-flush interval on other threads, which never receive Python signals.
const LOG_TICK: Duration = Duration::from_secs(1);

/// Waits for a call with the interpreter detached. The main thread checks for signals at each tick: a
/// handler that raises (Ctrl-C) ends the wait and cancels the call.
pub(crate) fn wait<O: Operation<Output: CallResult>>(
    py: Python<'_>,
    client: &Caller,
    operation: O,
) -> PyResult<Py<PyAny>> {
    if client.is_raw() {
        wait_parsed(py, client, Client::with_raw_response(client, operation))
    } else {
        wait_parsed(py, client, operation)
    }
}

fn wait_parsed<O: Operation<Output: CallResult>>(
    py: Python<'_>,
    client: &Client,
    operation: O,
) -> PyResult<Py<PyAny>> {
    let info = operation.info();
    let (own, sent) = (client.clone(), SentFlag::default());
    let flag = sent.clone();
    let call = async move { own.execute_watched(operation, &flag).await };
    wait_watched(py, Some(Watched { info, client, sent }), call)
}

/// Waits for work that changes nothing.
pub(crate) fn wait_for<V: CallResult>(
    py: Python<'_>,
    work: impl Future<Output = Result<V, Error>> + Send + 'static,
) -> PyResult<Py<PyAny>> {
    wait_watched(py, None, work)
}

/// Details for the error of a call that fails or is interrupted.
struct Watched<'a> {
    info: OperationInfo,
    client: &'a Client,
    sent: SentFlag,
}

fn wait_watched<V: CallResult>(
    py: Python<'_>,
    watched: Option<Watched<'_>>,
    work: impl Future<Output = Result<V, Error>> + Send + 'static,
) -> PyResult<Py<PyAny>> {
    let log = Log::start(py)?;
    let call = log.clone().listen(work);
    let mut pending = runtime::start_call(call).map_err(|error| to_python(py, &error))?;
    let tick = tick(py);
    loop {
        let result;
        (pending, result) = py.detach(move || {
            let result = pending.wait_for(tick);
            (pending, result)
        });
        let checked = log.flush(py, None).and_then(|()| match result {
            Some(_) => Ok(()),
            None => py.check_signals(),
        });
        if let Err(error) = checked {
            drop(pending);
            if let Some(Watched { info, sent, .. }) = watched {
                let outcome = match result {
                    Some(Ok(_)) => Outcome::Applied,
                    Some(Err(error)) => error.outcome(),
                    None => outcome_of_interrupted(&sent),
                };
                note_outcome(py, &error, &info, outcome);
            }
            return Err(error);
        }
        match result {
            Some(Ok(value)) => return value.into_python(py),
            Some(Err(error)) => {
                return Err(of_call(py, &error, watched.map(|watched| watched.client)));
            }
            None => {}
        }
    }
}

/// Interval of the checks while this thread waits.
pub(crate) fn tick(py: Python<'_>) -> Duration {
    if is_main_thread(py) { TICK } else { LOG_TICK }
}

thread_local! {
    static IS_MAIN: Cell<Option<bool>> = const { Cell::new(None) };
}

/// Whether Python runs signal handlers on this thread. Cached per thread: a thread that forks becomes
/// the main thread of the child, but keeps checking for signals every second if it was not before.
fn is_main_thread(py: Python<'_>) -> bool {
    IS_MAIN.get().unwrap_or_else(|| {
        let is_main = find_main_thread(py).unwrap_or(true);
        IS_MAIN.set(Some(is_main));
        is_main
    })
}

fn find_main_thread(py: Python<'_>) -> PyResult<bool> {
    let threading = py.import("threading")?;
    let main = threading.call_method0("main_thread")?;
    Ok(main.is(&threading.call_method0("current_thread")?))
}
