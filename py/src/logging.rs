//! Logs the core's events to Python's logger `sendgrid_accounts`.
//!
//! The worker never calls Python, since it could wait for a lock that the calling thread holds. It
//! collects the records of a call; the calling thread or its loop logs them in the context of the call,
//! while it waits and when the call ends.
//!
//! A call that a log handler makes is not logged: its records would reach the handler, which would make
//! another call for each, without end.

use std::cell::RefCell;
use std::fmt::{Debug, Write as _};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record as SpanRecord};
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Subscriber};

const NAME: &str = "sendgrid_accounts";

/// An event in the terms of `logging`.
struct Record {
    level: u8,
    message: String,
    fields: Vec<(&'static str, String)>,
}

/// The records of a call, if the logger is enabled. Clones share them.
#[derive(Clone)]
pub(crate) struct Log(Option<Arc<Records>>);

#[derive(Default)]
struct Records {
    records: Mutex<Vec<Record>>,
    notify: Mutex<Option<Notify>>,
}

type Notify = Arc<dyn Fn() + Send + Sync>;

impl Log {
    /// Starts the log of a call.
    pub(crate) fn start(py: Python<'_>) -> PyResult<Self> {
        match is_enabled(py) {
            Ok(true) if is_in_handler(py)? => Ok(Self(None)),
            Ok(true) => {
                install();
                Ok(Self(Some(Arc::default())))
            }
            // At interpreter exit `logging` may be unavailable.
            Err(error) if !error.is_instance_of::<PyException>(py) => Err(error),
            Ok(false) | Err(_) => Ok(Self(None)),
        }
    }

    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Sets a function that the worker calls when there are records to flush.
    pub(crate) fn notify(&self, notify: impl Fn() + Send + Sync + 'static) {
        if let Some(records) = &self.0 {
            *lock(&records.notify) = Some(Arc::new(notify));
        }
    }

    /// Removes the function.
    pub(crate) fn end(&self) {
        let notify = self.0.as_ref().and_then(|records| lock(&records.notify).take());
        drop(notify);
    }

    /// Collects the events of a call while it is polled.
    pub(crate) async fn listen<F: Future>(self, call: F) -> F::Output {
        let Some(records) = self.0 else { return call.await };
        let mut call = pin!(call);
        poll_fn(|context| {
            let _previous = Current::set(Arc::clone(&records));
            call.as_mut().poll(context)
        })
        .await
    }

    /// Logs the records so far, in a context if there is one. Exceptions of log handlers are unraisable;
    /// an exception of a signal handler is returned.
    pub(crate) fn flush(&self, py: Python<'_>, context: Option<&Py<PyAny>>) -> PyResult<()> {
        let Some(records) = &self.0 else { return Ok(()) };
        let records = std::mem::take(&mut *lock(&records.records));
        if records.is_empty() {
            return Ok(());
        }
        // Checked here, since `logging` swallows an exception that a signal handler raises in it.
        let mut interrupt = py.check_signals();
        let _emitting = Emitting::start(py, context)?;
        for record in records {
            match record.log(py, context) {
                Err(error) if error.is_instance_of::<PyException>(py) => {
                    error.write_unraisable(py, None);
                }
                Err(error) => interrupt = interrupt.and(Err(error)),
                Ok(()) => {}
            }
        }
        interrupt
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

thread_local! {
    /// The records of the call that this thread polls.
    static CURRENT: RefCell<Option<Arc<Records>>> = const { RefCell::new(None) };
}

/// The records of the previously polled call; dropping it, even in a panic, restores them.
struct Current(Option<Arc<Records>>);

impl Current {
    fn set(records: Arc<Records>) -> Self {
        Self(CURRENT.replace(Some(records)))
    }
}

impl Drop for Current {
    fn drop(&mut self) {
        CURRENT.set(self.0.take());
    }
}

/// Whether the logger is enabled. A program without `logging` has no handlers, and the import takes
/// longer than a call.
fn is_enabled(py: Python<'_>) -> PyResult<bool> {
    static IMPORTED: PyOnceLock<()> = PyOnceLock::new();
    if IMPORTED.get(py).is_none() {
        if !modules(py)?.contains(pyo3::intern!(py, "logging"))? {
            return Ok(false);
        }
        let _ = IMPORTED.set(py, ());
    }
    let level = number(Level::INFO);
    logger(py)?.call_method1(pyo3::intern!(py, "isEnabledFor"), (level,))?.is_truthy()
}

/// Whether a log handler makes the call: one that gets a record of this library, a task that such a
/// handler started, or any handler of `logging` below on the stack, such as that of a `QueueListener`.
fn is_in_handler(py: Python<'_>) -> PyResult<bool> {
    static HANDLE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if emitting(py)?.call_method0(pyo3::intern!(py, "get"))?.is_truthy()? {
        return Ok(true);
    }
    let handle = HANDLE.get_or_try_init(py, || {
        let handler = py.import("logging")?.getattr("Handler")?;
        Ok::<_, PyErr>(handler.getattr("handle")?.getattr("__code__")?.unbind())
    })?;
    let get_frame = py.import(pyo3::intern!(py, "sys"))?.getattr(pyo3::intern!(py, "_getframe"))?;
    // Fails without a Python frame.
    let mut frame = get_frame.call0().ok();
    while let Some(current) = frame.filter(|frame| !frame.is_none()) {
        if current.getattr(pyo3::intern!(py, "f_code"))?.is(handle) {
            return Ok(true);
        }
        frame = Some(current.getattr(pyo3::intern!(py, "f_back"))?);
    }
    Ok(false)
}

/// The context variable that is true while handlers get records of this library. Tasks inherit it.
fn emitting(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static EMITTING: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let variable = EMITTING.get_or_try_init(py, || {
        let class = py.import("contextvars")?.getattr("ContextVar")?;
        let default = PyDict::new(py);
        default.set_item("default", false)?;
        let variable = class.call(("sendgrid_accounts.emitting",), Some(&default))?;
        Ok::<_, PyErr>(variable.unbind())
    })?;
    Ok(variable.bind(py))
}

/// Sets [`emitting`] in a context, or in the current one, until it is dropped.
struct Emitting<'a, 'py> {
    context: Option<&'a Bound<'py, PyAny>>,
    token: Bound<'py, PyAny>,
}

impl<'a, 'py> Emitting<'a, 'py> {
    fn start(py: Python<'py>, context: Option<&'a Py<PyAny>>) -> PyResult<Self> {
        let context = context.map(|context| context.bind(py));
        let set = emitting(py)?.getattr(pyo3::intern!(py, "set"))?;
        let token = match context {
            Some(context) => context.call_method1(pyo3::intern!(py, "run"), (set, true))?,
            None => set.call1((true,))?,
        };
        Ok(Self { context, token })
    }
}

impl Drop for Emitting<'_, '_> {
    fn drop(&mut self) {
        let py = self.token.py();
        let reset = || {
            let reset = emitting(py)?.getattr(pyo3::intern!(py, "reset"))?;
            match self.context {
                Some(context) => {
                    context.call_method1(pyo3::intern!(py, "run"), (reset, &self.token))
                }
                None => reset.call1((&self.token,)),
            }
        };
        if let Err(error) = reset() {
            error.write_unraisable(py, None);
        }
    }
}

fn modules(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static MODULES: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    MODULES.import(py, "sys", "modules")
}

impl Record {
    fn log(self, py: Python<'_>, context: Option<&Py<PyAny>>) -> PyResult<()> {
        let extra = PyDict::new(py);
        let mut message = self.message;
        for (name, value) in self.fields {
            let _ = write!(message, " {name}={value}");
            extra.set_item(name, value)?;
        }
        let keywords = PyDict::new(py);
        keywords.set_item("extra", extra)?;
        let log = logger(py)?.getattr(pyo3::intern!(py, "log"))?;
        match context {
            Some(context) => {
                context.bind(py).call_method("run", (log, self.level, message), Some(&keywords))?
            }
            None => log.call((self.level, message), Some(&keywords))?,
        };
        Ok(())
    }
}

fn logger(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static LOGGER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let logger = LOGGER.get_or_try_init(py, || {
        let logger = py.import("logging")?.call_method1("getLogger", (NAME,))?;
        Ok::<_, PyErr>(logger.unbind())
    })?;
    Ok(logger.bind(py))
}

/// The level's number in `logging`.
fn number(level: Level) -> u8 {
    match level {
        Level::ERROR => 40,
        Level::WARN => 30,
        Level::INFO => 20,
        Level::DEBUG | Level::TRACE => 10,
    }
}

/// Receives the events of the core, not those of its dependencies. Other extensions in the process have
/// their own `tracing`.
struct CoreEvents;

fn install() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        // Fails only if a subscriber is set already.
        let _ = tracing::subscriber::set_global_default(CoreEvents);
    });
}

impl Subscriber for CoreEvents {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        // Whether events are collected differs from call to call.
        if metadata.target() == NAME { Interest::sometimes() } else { Interest::never() }
    }

    fn enabled(&self, _: &Metadata<'_>) -> bool {
        CURRENT.with_borrow(Option::is_some)
    }

    fn event(&self, event: &Event<'_>) {
        let level = number(*event.metadata().level());
        let mut record = Record { level, message: String::new(), fields: Vec::new() };
        event.record(&mut record);
        let Some(current) = CURRENT.with_borrow(Option::clone) else { return };
        let mut records = lock(&current.records);
        records.push(record);
        if records.len() == 1 {
            drop(records);
            let notify = lock(&current.notify).clone();
            notify.inspect(|notify| notify());
        }
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &SpanRecord<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl Visit for Record {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let value = format!("{value:?}");
        match field.name() {
            "message" => self.message = value,
            name => self.fields.push((name, value)),
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }
}
