//! asyncio calls by `pyo3-async-runtimes`, on the worker of the core.
//!
//! A method returns the coroutine of `_coroutine.py`, which starts a [`Call`] at its first `await`. The
//! crate runs the call on the worker and passes the result to the event loop.

use std::cell::Cell;
use std::future::{Future, Ready, ready};
use std::panic::AssertUnwindSafe;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Waker};

use futures_util::FutureExt;
use futures_util::future::{AbortHandle, AbortRegistration, Abortable};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::pyclass::{PyTraverseError, PyVisit};
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyTuple, PyWeakrefMethods, PyWeakrefReference};
use pyo3_async_runtimes::{TaskLocals, generic, get_running_loop};
use sendgrid_accounts::runtime::{self, SentFlag};
use sendgrid_accounts::{Client, Operation, OperationInfo, Result};

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
            STARTS_CALL.set(true);
            let future = generic::future_into_py_with_locals::<Worker, _, _>(py, locals, call);
            STARTS_CALL.set(false);
            future.map(drop)
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
        let target = WeakFuture {
            event_loop: event_loop.clone_ref(py),
            future: PyWeakrefReference::new(&future)?.unbind(),
        };
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

/// Stands for the loop and the future of a call in the crate, which holds both while the call runs. The
/// references are weak, so that dropping a loop drops its tasks and aborts their calls.
#[pyclass(frozen)]
struct WeakFuture {
    event_loop: Py<PyWeakrefReference>,
    future: Py<PyWeakrefReference>,
}

impl WeakFuture {
    fn settle(&self, value: &Bound<'_, PyAny>, method: &str) -> PyResult<()> {
        match self.future.bind(value.py()).upgrade() {
            Some(future) => future.call_method1(method, (value,)).map(drop),
            None => Ok(()),
        }
    }
}

#[pymethods]
impl WeakFuture {
    fn create_future(slf: Py<Self>) -> Py<Self> {
        slf
    }

    /// The coroutine ends its call itself, even if the loop no longer runs callbacks.
    #[staticmethod]
    fn add_done_callback(_callback: &Bound<'_, PyAny>) {}

    /// Whether no task waits for the result.
    fn cancelled(&self, py: Python<'_>) -> PyResult<bool> {
        let future = self.future.bind(py).upgrade();
        future.map_or(Ok(true), |it| it.call_method0("done")?.is_truthy())
    }

    fn set_result(&self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        self.settle(value, "set_result")
    }

    fn set_exception(&self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        self.settle(value, "set_exception")
    }

    #[pyo3(signature = (*arguments, context))]
    #[expect(unused_variables, reason = "the future's callbacks have their own contexts")]
    fn call_soon_threadsafe(
        &self,
        arguments: &Bound<'_, PyTuple>,
        context: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        call_soon_threadsafe(self.event_loop.bind(arguments.py()), arguments)
    }
}

/// A no-op if the loop is dropped or closed.
fn call_soon_threadsafe(
    event_loop: &Bound<'_, PyWeakrefReference>,
    arguments: &Bound<'_, PyTuple>,
) -> PyResult<()> {
    event_loop.upgrade().map_or(Ok(()), |event_loop| delivery::call_soon(event_loop, arguments))
}

thread_local! {
    static STARTS_CALL: Cell<bool> = const { Cell::new(false) };
}

/// The worker of the core, as a runtime of the crate.
struct Worker;

impl generic::Runtime for Worker {
    type JoinError = Never;
    type JoinHandle = Ready<std::result::Result<(), Never>>;

    /// The crate spawns two futures for a call: the outer one spawns the inner one and reports its panic.
    /// Calls here do not panic, so the outer future ends at its first poll. The calling thread polls it,
    /// since it is attached to the interpreter and may drop Python objects.
    fn spawn<F: Future<Output = ()> + Send + 'static>(work: F) -> Self::JoinHandle {
        if STARTS_CALL.replace(false) {
            let _ = pin!(work).poll(&mut Context::from_waker(Waker::noop()));
        } else {
            // Never fails: the worker runs since `delivery::start`.
            let _ = runtime::spawn(work);
        }
        ready(Ok(()))
    }

    fn spawn_blocking<F: FnOnce() + Send + 'static>(work: F) -> Self::JoinHandle {
        delivery::deliver(|_| work());
        ready(Ok(()))
    }
}

impl generic::ContextExt for Worker {
    fn scope<F, R>(_: TaskLocals, work: F) -> Pin<Box<dyn Future<Output = R> + Send>>
    where
        F: Future<Output = R> + Send + 'static,
    {
        Box::pin(work)
    }

    fn get_task_locals() -> Option<TaskLocals> {
        None
    }
}

enum Never {}

impl generic::JoinError for Never {
    fn is_panic(&self) -> bool {
        match *self {}
    }

    fn into_panic(self) -> Box<dyn std::any::Any + Send> {
        match self {}
    }
}
