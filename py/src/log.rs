//! The events of the core in Python's `logging`, under the name `sendgrid_accounts`.
//!
//! A worker thread never calls Python: it could wait for a lock that the waiting call holds. What
//! it has to say is kept with the call, and logged by the thread that waits for the call, while it
//! waits and when it ends.

use std::cell::RefCell;
use std::fmt::{Debug, Write as _};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record as SpanRecord};
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Subscriber};

const NAME: &str = "sendgrid_accounts";

/// An event as `logging` takes it.
struct Entry {
    level: u8,
    message: String,
    fields: Vec<(&'static str, String)>,
}

/// What a call has to say. Clones are the same.
#[derive(Clone, Default)]
pub(crate) struct Log(Option<Arc<Mutex<Vec<Entry>>>>);

thread_local! {
    /// The log of the call that this thread is working at.
    static CURRENT: RefCell<Option<Log>> = const { RefCell::new(None) };
}

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

    /// Keeps the events of a call while it is worked at.
    pub(crate) fn listen<F: Future>(&self, call: F) -> impl Future<Output = F::Output> + use<F> {
        Listening { call: Box::pin(call), log: self.0.is_some().then(|| self.clone()) }
    }

    /// Hands what there is to `logging`. What goes wrong there is no fault of the call; but a signal
    /// may be noticed there, and what its handler raises must come through.
    pub(crate) fn flush(&self, py: Python<'_>) -> PyResult<()> {
        let Some(entries) = &self.0 else { return Ok(()) };
        let entries = std::mem::take(&mut *entries.lock().unwrap_or_else(PoisonError::into_inner));
        if entries.is_empty() {
            return Ok(());
        }
        // A signal that came meanwhile is noticed here: `logging` takes what a handler of the
        // program's own raises for a fault of its own, and goes on.
        let mut raised = py.check_signals();
        for entry in entries {
            match entry.log(py) {
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

impl Entry {
    fn log(self, py: Python<'_>) -> PyResult<()> {
        let extra = PyDict::new(py);
        let mut message = self.message;
        for (name, value) in self.fields {
            let _ = write!(message, " {name}={value}");
            extra.set_item(name, value)?;
        }
        let named = PyDict::new(py);
        named.set_item("extra", extra)?;
        logger(py)?.call_method("log", (self.level, message), Some(&named))?;
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

struct Listening<F> {
    call: Pin<Box<F>>,
    log: Option<Log>,
}

impl<F: Future> Future for Listening<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let Some(log) = self.log.clone() else {
            return self.call.as_mut().poll(context);
        };
        CURRENT.with_borrow_mut(|current| *current = Some(log));
        let poll = self.call.as_mut().poll(context);
        CURRENT.with_borrow_mut(|current| *current = None);
        poll
    }
}

/// Hears what the core says, and nothing of the libraries below it. It is this extension's own:
/// other extensions in the process have their own `tracing`.
struct Ear;

fn install() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        // It fails only where there is one already.
        let _ = tracing::subscriber::set_global_default(Ear);
    });
}

impl Subscriber for Ear {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        // Whether anybody listens differs from call to call.
        if metadata.target() == NAME { Interest::sometimes() } else { Interest::never() }
    }

    fn enabled(&self, _: &Metadata<'_>) -> bool {
        CURRENT.with_borrow(Option::is_some)
    }

    fn event(&self, event: &Event<'_>) {
        let level = number(*event.metadata().level());
        let mut entry = Entry { level, message: String::new(), fields: Vec::new() };
        event.record(&mut entry);
        CURRENT.with_borrow(|current| {
            if let Some(Log(Some(entries))) = current {
                entries.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
            }
        });
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &SpanRecord<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl Visit for Entry {
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
