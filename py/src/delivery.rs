//! The thread that passes results to Python, so that the worker never waits for the interpreter.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread};

use pyo3::exceptions::PyRuntimeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyList, PyTuple};
use sendgrid_accounts::runtime::{self, PerProcess};

use crate::errors::{not_started, to_python};

type Work = Box<dyn FnOnce(Python<'_>) + Send>;
type Callbacks = Vec<(Py<PyAny>, Py<PyList>)>;

/// Maximum number of results per attachment to the interpreter.
const BATCH: usize = 256;

/// The thread of this process; a forked child starts its own.
static DELIVERY: PerProcess<Delivery> = PerProcess::new();

struct Delivery {
    queue: Sender<Work>,
    attachment: Arc<Attachment>,
}

#[derive(Default)]
struct Attachment {
    /// Whether the interpreter is exiting.
    closed: AtomicBool,
    /// Locked while the thread is attached to the interpreter.
    lock: Mutex<()>,
}

/// Starts the worker and the thread unless they run already.
pub(crate) fn start(py: Python<'_>) -> PyResult<()> {
    let delivery = DELIVERY.get_or_try_init(|| py.detach(Delivery::start), drop);
    let delivery = delivery.map_err(|error| match error {
        StartError::Worker(error) => to_python(py, &error),
        StartError::Thread(error) => not_started(py, &error),
    })?;
    if delivery.attachment.closed.load(Ordering::Acquire) {
        return Err(PyRuntimeError::new_err("cannot start asyncio calls at interpreter exit"));
    }
    Ok(())
}

/// Runs work with the interpreter attached, in order of delivery.
pub(crate) fn deliver(work: impl FnOnce(Python<'_>) + Send + 'static) {
    if let Ok(delivery) = DELIVERY.get_or_try_init(|| Err(()), drop) {
        // Fails only at interpreter exit, when no task waits for a result.
        let _ = delivery.queue.send(Box::new(work));
    }
}

enum StartError {
    Worker(sendgrid_accounts::Error),
    Thread(io::Error),
}

impl Delivery {
    fn start() -> Result<Self, StartError> {
        let attachment = Arc::new(Attachment::default());
        let (queue, work) = mpsc::channel();
        let (sender, started) = mpsc::channel();
        let shared = Arc::clone(&attachment);
        // The worker starts the thread, which inherits its signal mask.
        let start = async move {
            let thread = thread::Builder::new().name("sendgrid-accounts".to_owned());
            let _ = sender.send(thread.spawn(move || run(&work, &shared)).map(drop));
        };
        runtime::spawn(start).map_err(StartError::Worker)?;
        let started = started.recv().map_err(|_| StartError::Worker(runtime::lost()))?;
        started.map_err(StartError::Thread)?;
        Ok(Self { queue, attachment })
    }
}

fn run(queue: &Receiver<Work>, attachment: &Attachment) {
    while let Ok(first) = queue.recv() {
        let _locked = attachment.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if attachment.closed.load(Ordering::Acquire) {
            return;
        }
        Python::attach(|py| {
            CALLBACKS.set(Some(Vec::new()));
            for work in std::iter::once(first).chain(queue.try_iter().take(BATCH)) {
                let _ = catch_unwind(AssertUnwindSafe(|| work(py)));
            }
            for (event_loop, callbacks) in CALLBACKS.take().into_iter().flatten() {
                let callbacks = callbacks.into_bound(py);
                let _ = wrap_pyfunction!(run_callbacks, py).and_then(|run_callbacks| {
                    schedule(event_loop.bind(py), &(run_callbacks, callbacks).into_pyobject(py)?)
                });
            }
        });
    }
}

thread_local! {
    /// The callbacks of a batch, by event loop. Each wake of a loop is a write to its socket.
    static CALLBACKS: RefCell<Option<Callbacks>> = const { RefCell::new(None) };
}

/// Calls a function soon on an event loop, with the others of the same batch.
pub(crate) fn call_soon(event_loop: Bound<'_, PyAny>, call: &Bound<'_, PyTuple>) -> PyResult<()> {
    let Some(mut loops) = CALLBACKS.take() else { return schedule(&event_loop, call) };
    let added = match loops.iter().find(|(other, _)| other.is(&event_loop)) {
        Some((_, callbacks)) => callbacks.bind(call.py()).append(call),
        None => PyList::new(call.py(), [call])
            .map(|callbacks| loops.push((event_loop.unbind(), callbacks.unbind()))),
    };
    CALLBACKS.set(Some(loops));
    added
}

/// A no-op if the loop is closed.
fn schedule(event_loop: &Bound<'_, PyAny>, call: &Bound<'_, PyTuple>) -> PyResult<()> {
    let py = call.py();
    match event_loop.call_method1(intern!(py, "call_soon_threadsafe"), call) {
        Err(error) if error.is_instance_of::<PyRuntimeError>(py) => Ok(()),
        result => result.map(drop),
    }
}

#[pyfunction]
fn run_callbacks(callbacks: &Bound<'_, PyList>) -> PyResult<()> {
    for call in callbacks {
        let call = call.cast_into::<PyTuple>()?;
        if let Err(error) = call.get_item(0)?.call1(call.get_slice(1, call.len())) {
            error.write_unraisable(call.py(), Some(&call));
        }
    }
    Ok(())
}

impl Attachment {
    /// Returns when the thread is detached and will not attach again.
    fn close(&self) {
        self.closed.store(true, Ordering::Release);
        drop(self.lock.lock());
    }
}

/// Registers an exit handler, after which no thread of the library attaches to the interpreter.
pub(crate) fn close_at_exit(py: Python<'_>) -> PyResult<()> {
    let close = PyCFunction::new_closure(py, None, None, |arguments, _| {
        if let Ok(delivery) = DELIVERY.get_or_try_init(|| Err(()), drop) {
            arguments.py().detach(|| delivery.attachment.close());
        }
    })?;
    py.import("atexit")?.call_method1("register", (close,)).map(drop)
}
