//! asyncio calls by `pyo3-async-runtimes`, on the worker of the core.
//!
//! A method returns the coroutine of `_coroutine.py`, which starts a [`Call`] at its first `await`. The
//! crate runs the call on the worker and passes the result to the event loop.

mod weak_future;
mod worker;

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt;
use futures_util::future::{AbortHandle, AbortRegistration, Abortable};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::pyclass::{PyTraverseError, PyVisit};
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyTuple, PyWeakrefMethods, PyWeakrefReference};
use pyo3_async_runtimes::{TaskLocals, get_running_loop};
use sendgrid_accounts::runtime::{self, SentFlag};
use sendgrid_accounts::{Client, Operation, OperationInfo, Result};

use crate::asyncio::weak_future::{WeakFuture, call_soon_threadsafe};
use crate::delivery;
use crate::errors::{self, note_outcome, of_call, outcome_of_interrupted};
use crate::logging::Log;
use crate::response::Caller;
use crate::value_object::CallResult;

/// Returns the coroutine of a call.
pub(crate) fn coroutine<'py, O: Operation<Output: CallResult>>(
    py: Python<'py>,
    client: &Caller,
    operation: O,
) -> PyResult<Bound<'py, PyAny>> {
    if client.is_raw() {
        coroutine_parsed(py, client, Client::with_raw_response(client, operation))
    } else {
        coroutine_parsed(py, client, operation)
    }
}

fn coroutine_parsed<'py, O: Operation<Output: CallResult>>(
    py: Python<'py>,
    client: &Client,
    operation: O,
) -> PyResult<Bound<'py, PyAny>> {
    let info = operation.info();
    let (own, sent) = (client.clone(), SentFlag::default());
    let flag = sent.clone();
    let call = async move { own.execute_watched(operation, &flag).await };
    Call::new(Some((info, client.clone())), sent, call).coroutine(py, info.name)
}

/// Returns the coroutine of work that changes nothing.
pub(crate) fn coroutine_of<'py, V: CallResult>(
    py: Python<'py>,
    name: &str,
    work: impl Future<Output = Result<V>> + Send + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    Call::new(None, SentFlag::default(), work).coroutine(py, name)
}

/// Returns a coroutine that returns a value at once.
pub(crate) fn ready_coroutine<'py>(
    py: Python<'py>,
    value: impl IntoPyObject<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    py.import("sendgrid_accounts._coroutine")?.call_method1("ready", (value,))
}

static RUN: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// Imports the classes and functions that asyncio calls need.
pub(crate) fn prepare(py: Python<'_>) -> PyResult<()> {
    errors::prepare(py)?;
    RUN.import(py, "sendgrid_accounts._coroutine", "run").map(drop)
}

/// Passes a call to the crate. The last argument aborts the call.
type Start = Box<dyn FnOnce(Python<'_>, TaskLocals, Log, AbortRegistration) -> PyResult<()> + Send>;

/// A call of `_coroutine.py`, which starts it once and ends it.
#[pyclass(frozen, weakref)]
pub(crate) struct Call {
    info: Option<OperationInfo>,
    sent: SentFlag,
    start: Mutex<Option<Start>>,
    running: Mutex<Option<Running>>,
}

struct Running {
    process: u32,
    event_loop: Py<PyWeakrefReference>,
    abort: AbortHandle,
    log: Log,
    /// The contextvars of the caller, if the call is logged.
    context: Option<Py<PyAny>>,
}

impl Running {
    /// Whether this process started the call: a forked child must not wake its parent's worker.
    fn is_own(&self) -> bool {
        self.process == std::process::id()
    }
}

impl Call {
    fn new<V: CallResult>(
        origin: Option<(OperationInfo, Client)>,
        sent: SentFlag,
        work: impl Future<Output = Result<V>> + Send + 'static,
    ) -> Self {
        let (info, client) = origin.unzip();
        let start: Start = Box::new(move |py, locals, log, registration| {
            let call = Abortable::new(log.listen(work), registration);
            let call = AssertUnwindSafe(call).catch_unwind().map(|end| {
                // After a panic, whose message may hold a secret, or after an abort.
                let result = end.ok().and_then(Result::ok).unwrap_or_else(|| Err(runtime::lost()));
                Ok(CallEnd(result, client))
            });
            worker::start(py, locals, call)
        });
        Self { info, sent, start: Mutex::new(Some(start)), running: Mutex::default() }
    }

    fn coroutine<'py>(self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        let coroutine = RUN.import(py, "sendgrid_accounts._coroutine", "run")?.call1((self,))?;
        // Python's warning about a coroutine that is never awaited contains this name.
        coroutine.setattr(pyo3::intern!(py, "__qualname__"), name)?;
        Ok(coroutine)
    }

    /// Schedules the flushes of the call's log records on the loop; returns the context for them.
    fn schedule_flushes(slf: &Bound<'_, Self>, log: &Log) -> PyResult<Py<PyAny>> {
        static COPY_CONTEXT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let py = slf.py();
        let call = Arc::new(PyWeakrefReference::new(slf)?.unbind());
        log.notify(move || {
            let call = Arc::clone(&call);
            delivery::deliver(move |py| {
                if let Ok(Some(call)) = call.bind(py).upgrade_as::<Self>() {
                    let _ = Self::flush_soon(&call);
                }
            });
        });
        let copy_context = COPY_CONTEXT.import(py, "contextvars", "copy_context")?;
        copy_context.call0().map(Bound::unbind)
    }

    fn flush_soon(slf: &Bound<'_, Self>) -> PyResult<()> {
        let py = slf.py();
        let event_loop = lock(&slf.get().running).as_ref().map(|it| it.event_loop.clone_ref(py));
        let Some(event_loop) = event_loop else { return Ok(()) };
        let flush = slf.getattr(pyo3::intern!(py, "flush"))?;
        call_soon_threadsafe(event_loop.bind(py), &PyTuple::new(py, [flush])?)
    }
}

#[pymethods]
impl Call {
    /// Starts the call and returns the future of its result.
    fn start<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let running_loop = get_running_loop(py)?;
        delivery::start(py)?;
        let Some(start) = lock(&slf.get().start).take() else {
            return Err(PyRuntimeError::new_err("the call has already been started"));
        };
        let event_loop = PyWeakrefReference::new(&running_loop)?.unbind();
        let future = running_loop.call_method0(pyo3::intern!(py, "create_future"))?;
        let target = WeakFuture::new(event_loop.clone_ref(py), &future)?;
        let log = Log::start(py)?;
        let context = if log.is_on() { Some(Self::schedule_flushes(slf, &log)?) } else { None };
        let (abort, registration) = AbortHandle::new_pair();
        let process = std::process::id();
        let running = Running { process, event_loop, abort, log: log.clone(), context };
        *lock(&slf.get().running) = Some(running);
        start(py, TaskLocals::new(Bound::new(py, target)?.into_any()), log, registration)?;
        Ok(future)
    }

    /// Flushes the log records of the call so far.
    fn flush(&self, py: Python<'_>) -> PyResult<()> {
        let running = lock(&self.running);
        let Some(Running { log, context, .. }) = &*running else { return Ok(()) };
        let (log, context) = (log.clone(), context.as_ref().map(|it| it.clone_ref(py)));
        drop(running); // A log handler may call `flush` again.
        log.flush(py, context.as_ref())
    }

    /// Aborts the call and adds the outcome of a change to the exception.
    fn interrupt(&self, error: &Bound<'_, PyAny>) {
        if let Some(running) = lock(&self.running).as_ref().filter(|it| it.is_own()) {
            running.abort.abort();
        }
        if let Some(info) = &self.info {
            let outcome = outcome_of_interrupted(&self.sent);
            note_outcome(error.py(), &PyErr::from_value(error.clone()), info, outcome);
        }
    }

    /// Aborts the call if it is still running, and flushes its log records.
    fn end(&self, py: Python<'_>) -> PyResult<()> {
        let Some(running) = lock(&self.running).take() else { return Ok(()) };
        if !running.is_own() {
            std::mem::forget(running);
            return Ok(());
        }
        running.abort.abort();
        running.log.end();
        running.log.flush(py, running.context.as_ref())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> std::result::Result<(), PyTraverseError> {
        let Ok(running) = self.running.try_lock() else { return Ok(()) };
        let context = running.as_ref().and_then(|running| running.context.as_ref());
        context.map_or(Ok(()), |context| visit.call(context))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The result of a call, which the crate converts into an object or an exception.
struct CallEnd<V>(Result<V>, Option<Client>);

impl<'py, V: CallResult> IntoPyObject<'py> for CallEnd<V> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let value = self.0.map_err(|error| of_call(py, &error, self.1.as_ref()))?;
        Ok(value.into_python(py)?.into_bound(py))
    }
}
