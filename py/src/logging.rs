//! The events of the core in Python's `logging`, under the name `sendgrid_accounts`.
//!
//! The worker never calls Python: it could wait for a lock that the waiting call holds. It keeps the
//! records of a call, and the thread that waits for the call logs them, in the context of the call,
//! while it waits and when the call ends.

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

/// An event in the form of `logging`.
struct Record {
    level: u8,
    message: String,
    fields: Vec<(&'static str, String)>,
}

/// The records of a call, where somebody listens. Clones share them.
#[derive(Clone)]
pub(crate) struct Log(Option<Arc<Records>>);

#[derive(Default)]
struct Records {
    records: Mutex<Vec<Record>>,
    notify: Mutex<Option<Notify>>,
}

type Notify = Arc<dyn Fn() + Send + Sync>;

impl Log {
    /// A log for a call, if anybody listens.
    pub(crate) fn start(py: Python<'_>) -> PyResult<Self> {
        match is_wanted(py) {
            Ok(true) => {
                install();
                Ok(Self(Some(Arc::default())))
            }
            // While the interpreter ends there may be no `logging` any more.
            Err(error) if !error.is_instance_of::<PyException>(py) => Err(error),
            Ok(false) | Err(_) => Ok(Self(None)),
        }
    }

    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Calls a function, on the worker, when there are records to flush.
    pub(crate) fn notify(&self, notify: impl Fn() + Send + Sync + 'static) {
        if let Some(records) = &self.0 {
            *lock(&records.notify) = Some(Arc::new(notify));
        }
    }

    /// Drops the function.
    pub(crate) fn end(&self) {
        let notify = self.0.as_ref().and_then(|records| lock(&records.notify).take());
        drop(notify);
    }

    /// Keeps the events of a call while it is polled.
    pub(crate) async fn listen<F: Future>(self, call: F) -> F::Output {
        let Some(records) = self.0 else { return call.await };
        let mut call = pin!(call);
        poll_fn(|context| {
            let _before = Current::set(Arc::clone(&records));
            call.as_mut().poll(context)
        })
        .await
    }

    /// Hands the records so far to `logging`, in a context where one is named. What goes wrong there is
    /// no fault of the call; but a signal may be noticed there, and what its handler raises must come
    /// through.
    pub(crate) fn flush(&self, py: Python<'_>, context: Option<&Py<PyAny>>) -> PyResult<()> {
        let Some(records) = &self.0 else { return Ok(()) };
        let records = std::mem::take(&mut *lock(&records.records));
        if records.is_empty() {
            return Ok(());
        }
        // A signal that came meanwhile is noticed here: `logging` takes what a handler of the
        // program's own raises for a fault of its own, and goes on.
        let mut raised = py.check_signals();
        for record in records {
            match record.log(py, context) {
                Err(error) if error.is_instance_of::<PyException>(py) => {
                    error.write_unraisable(py, None);
                }
                Err(error) => raised = raised.and(Err(error)),
                Ok(()) => {}
            }
        }
        raised
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

thread_local! {
    /// The records of the call that this thread polls.
    static CURRENT: RefCell<Option<Arc<Records>>> = const { RefCell::new(None) };
}

/// The records of the call that was polled before; dropping it, also in a panic, puts them back.
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

/// A program that has not imported `logging` has told nobody to listen, and importing it takes longer
/// than a call.
fn is_wanted(py: Python<'_>) -> PyResult<bool> {
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
        let named = PyDict::new(py);
        named.set_item("extra", extra)?;
        let log = logger(py)?.getattr(pyo3::intern!(py, "log"))?;
        match context {
            Some(context) => {
                context.bind(py).call_method("run", (log, self.level, message), Some(&named))?
            }
            None => log.call((self.level, message), Some(&named))?,
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

/// Takes the events of the core, and none of the libraries below it. Other extensions in the process
/// have a `tracing` of their own.
struct CoreEvents;

fn install() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        // It fails only where there is one already.
        let _ = tracing::subscriber::set_global_default(CoreEvents);
    });
}

impl Subscriber for CoreEvents {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        // Whether anybody listens differs from call to call.
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
        let text = format!("{value:?}");
        match field.name() {
            "message" => self.message = text,
            name => self.fields.push((name, text)),
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }
}
