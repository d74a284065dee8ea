//! The worker of the core, on which the crate runs the calls.

use std::cell::Cell;
use std::future::{Future, Ready, ready};
use std::pin::{Pin, pin};
use std::task::{Context, Waker};

use pyo3::prelude::*;
use pyo3_async_runtimes::{TaskLocals, generic};
use sendgrid_accounts::runtime;

use crate::delivery;

thread_local! {
    static STARTS_CALL: Cell<bool> = const { Cell::new(false) };
}

/// Starts a call on the worker. The crate passes its result to what `locals` stand for.
pub(super) fn start<T>(
    py: Python<'_>,
    locals: TaskLocals,
    call: impl Future<Output = PyResult<T>> + Send + 'static,
) -> PyResult<()>
where
    T: for<'py> IntoPyObject<'py> + Send + 'static,
{
    STARTS_CALL.set(true);
    let future = generic::future_into_py_with_locals::<Worker, _, _>(py, locals, call);
    STARTS_CALL.set(false);
    future.map(drop)
}

/// The worker of the core, as a runtime of the crate.
struct Worker;

impl generic::Runtime for Worker {
    type JoinError = Never;
    type JoinHandle = Ready<Result<(), Never>>;

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
