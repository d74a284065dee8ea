//! The thread that hands results to Python: the worker itself never waits for the interpreter.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyCFunction;
use sendgrid_accounts::runtime::{self, PerProcess};

use crate::errors::{not_started, to_python};

type Work = Box<dyn FnOnce(Python<'_>) + Send>;

/// How many results are handed over in one go.
const BATCH: usize = 256;

/// The thread of this process; a forked child starts its own.
static DELIVERY: PerProcess<Delivery> = PerProcess::new();

struct Delivery {
    queue: Sender<Work>,
    gate: Arc<Gate>,
}

#[derive(Default)]
struct Gate {
    /// Whether the interpreter is exiting.
    closed: AtomicBool,
    /// Held while the thread is attached to the interpreter.
    attached: Mutex<()>,
}

/// Starts the worker and the thread where they do not run yet.
pub(crate) fn start(py: Python<'_>) -> PyResult<()> {
    let delivery = DELIVERY.get_or_try_init(|| py.detach(Delivery::start), drop);
    let delivery = delivery.map_err(|error| match error {
        StartError::Worker(error) => to_python(py, &error),
        StartError::Thread(error) => not_started(py, &error),
    })?;
    if delivery.gate.closed.load(Ordering::Acquire) {
        return Err(PyRuntimeError::new_err("cannot make awaited calls at interpreter exit"));
    }
    Ok(())
}

/// Runs some work with the interpreter attached, after the work that was delivered before.
pub(crate) fn deliver(work: impl FnOnce(Python<'_>) + Send + 'static) {
    if let Ok(delivery) = DELIVERY.get_or_try_init(|| Err(()), drop) {
        // It fails only at interpreter exit, when nobody waits for a result any more.
        let _ = delivery.queue.send(Box::new(work));
    }
}

enum StartError {
    Worker(sendgrid_accounts::Error),
    Thread(io::Error),
}

impl Delivery {
    fn start() -> Result<Self, StartError> {
        let gate = Arc::new(Gate::default());
        let (queue, work) = mpsc::channel();
        let (sender, started) = mpsc::channel();
        let of_thread = Arc::clone(&gate);
        // Started by the worker, the thread has its signal mask.
        let start = async move {
            let thread = thread::Builder::new().name("sendgrid-accounts".to_owned());
            let _ = sender.send(thread.spawn(move || run(&work, &of_thread)).map(drop));
        };
        runtime::spawn(start).map_err(StartError::Worker)?;
        let started = started.recv().map_err(|_| StartError::Worker(runtime::lost()))?;
        started.map_err(StartError::Thread)?;
        Ok(Self { queue, gate })
    }
}

fn run(queue: &Receiver<Work>, gate: &Gate) {
    while let Ok(first) = queue.recv() {
        let _attached = gate.attached.lock().unwrap_or_else(PoisonError::into_inner);
        if gate.closed.load(Ordering::Acquire) {
            return;
        }
        Python::attach(|py| {
            for work in std::iter::once(first).chain(queue.try_iter().take(BATCH)) {
                let _ = catch_unwind(AssertUnwindSafe(|| work(py)));
            }
        });
    }
}

impl Gate {
    /// Returns when the thread is detached and will not attach any more.
    fn close(&self) {
        self.closed.store(true, Ordering::Release);
        drop(self.attached.lock());
    }
}

/// Lets no thread of the library attach to the interpreter once that exits.
pub(crate) fn close_at_exit(py: Python<'_>) -> PyResult<()> {
    let close = PyCFunction::new_closure(py, None, None, |arguments, _| {
        if let Ok(delivery) = DELIVERY.get_or_try_init(|| Err(()), drop) {
            arguments.py().detach(|| delivery.gate.close());
        }
    })?;
    py.import("atexit")?.call_method1("register", (close,)).map(drop)
}
