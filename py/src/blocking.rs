//! Calls that are waited for.

use std::cell::Cell;
use std::future::Future;
use std::time::Duration;

use pyo3::prelude::*;
use sendgrid_accounts::runtime::{self, SentFlag};
use sendgrid_accounts::{Client, Error, Operation, OperationInfo, Outcome};

use crate::errors::{note_outcome, of_call, outcome_of_interrupted, to_python};
use crate::logging::Log;
use crate::value_object::Returned;

/// Interval of the checks for signals while a call waits on the main thread.
const TICK: Duration = Duration::from_millis(50);
/// Log-flush interval on other threads, which never receive Python signals.
const TICK_OF_OTHERS: Duration = Duration::from_secs(1);

/// Waits for a call with the interpreter detached. Python runs handlers of signals only when asked, and
/// on the main thread alone: a handler that raises (Ctrl-C) ends the wait and cancels the call.
pub(crate) fn wait<O: Operation<Output: Returned>>(
    py: Python<'_>,
    client: &Client,
    operation: O,
) -> PyResult<Py<PyAny>> {
    let (own, sent) = (client.clone(), SentFlag::default());
    let flag = sent.clone();
    let call = async move { own.execute_watched(operation, &flag).await };
    wait_watched(py, Some((&O::INFO, client, sent)), call)
}

/// Waits for work that changes nothing.
pub(crate) fn wait_for<V: Returned>(
    py: Python<'_>,
    work: impl Future<Output = Result<V, Error>> + Send + 'static,
) -> PyResult<Py<PyAny>> {
    wait_watched(py, None, work)
}

fn wait_watched<V: Returned>(
    py: Python<'_>,
    watched: Option<(&OperationInfo, &Client, SentFlag)>,
    work: impl Future<Output = Result<V, Error>> + Send + 'static,
) -> PyResult<Py<PyAny>> {
    let log = Log::start(py)?;
    let call = log.clone().listen(work);
    let mut pending = runtime::start_call(call).map_err(|error| to_python(py, &error))?;
    let tick = if is_main_thread(py) { TICK } else { TICK_OF_OTHERS };
    loop {
        let result;
        (pending, result) = py.detach(move || {
            let result = pending.wait_for(tick);
            (pending, result)
        });
        let raised = log.flush(py, None).and_then(|()| match result {
            Some(_) => Ok(()),
            None => py.check_signals(),
        });
        if let Err(error) = raised {
            drop(pending);
            if let Some((info, _, sent)) = watched {
                let outcome = match result {
                    Some(Ok(_)) => Outcome::Applied,
                    Some(Err(error)) => error.outcome(),
                    None => outcome_of_interrupted(&sent),
                };
                note_outcome(py, &error, info, outcome);
            }
            return Err(error);
        }
        match result {
            Some(Ok(value)) => return value.into_python(py),
            Some(Err(error)) => {
                return Err(of_call(py, &error, watched.map(|(_, client, _)| client)));
            }
            None => {}
        }
    }
}

thread_local! {
    static IS_MAIN: Cell<Option<bool>> = const { Cell::new(None) };
}

/// Whether Python runs the handlers of signals on this thread. Cached per thread: a thread that forks
/// and was not the main thread becomes the child's, and checks for signals every second there.
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
