//! One call, awaited: a coroutine that sends nothing before it is awaited.

use std::future::Future;
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};
use std::task::Poll;

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyRuntimeError, PyStopIteration};
use pyo3::prelude::*;
use pyo3::pyclass::{PyTraverseError, PyVisit};
use pyo3::types::PyTuple;
use sendgrid_accounts::runtime::{self, Progress, Task};
use sendgrid_accounts::{Client, Operation, OperationInfo};

use crate::bridge::{Finish, Mailbox, Sender};
use crate::carried::Step;
use crate::error::to_python;
use crate::log::Log;
use crate::wait::{given_up, note};

/// What awaiting a call begins with, in the process that this is.
type Start = Box<dyn FnOnce(Log, u32) -> sendgrid_accounts::Result<Started> + Send>;

type SendAway = Box<dyn FnOnce(Sender, &Progress) -> sendgrid_accounts::Result<Task> + Send>;

enum Started {
    /// The loop carries it on itself.
    Here(Step, Progress),
    /// It runs on a worker and sends its result.
    Away(SendAway),
}

/// A call that has not ended. Awaiting it makes the call, cancelling the task that awaits it cancels
/// the call and closes its connection, and one that is never awaited is never sent.
///
/// Source: this library's own; it is a coroutine of Python's.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct Call {
    info: Option<&'static OperationInfo>,
    state: Mutex<State>,
}

enum State {
    New(Start),
    Waiting(Waiting),
    /// Nothing to wait for.
    Ready(Py<PyAny>),
    Done,
}

struct Waiting {
    /// The steps of awaiting the future that the loop will finish.
    steps: Py<PyAny>,
    mailbox: Py<Mailbox>,
    number: u64,
    progress: Progress,
    _task: Option<Task>,
}

impl Call {
    fn new<O: Operation, T>(client: &Client, operation: O) -> Self
    where
        T: From<O::Output> + for<'py> IntoPyObject<'py> + Send + 'static,
    {
        let client = client.clone();
        Self::of::<_, T>(Some(&O::INFO), async move { client.execute(operation).await })
    }

    fn of<V: Send + 'static, T>(
        info: Option<&'static OperationInfo>,
        work: impl Future<Output = sendgrid_accounts::Result<V>> + Send + 'static,
    ) -> Self
    where
        T: From<V> + for<'py> IntoPyObject<'py> + Send + 'static,
    {
        // Reading a list may take long, and would keep the loop from its other work.
        let here = info.is_some_and(|info| !info.is_list);
        let start: Start = if here {
            Box::new(move |log, process| carry::<V, T>(process, log.listen(work)))
        } else {
            Box::new(move |log, _| Ok(send_away::<V, T>(log.listen(work), log)))
        };
        Self { info, state: Mutex::new(State::New(start)) }
    }

    /// An awaitable whose result is there.
    pub(crate) fn ready(value: Py<PyAny>) -> Self {
        Self { info: None, state: Mutex::new(State::Ready(value)) }
    }

    /// No Python code runs while the lock is held.
    fn take(&self) -> State {
        self.put(State::Done)
    }

    fn put(&self, state: State) -> State {
        let mut slot = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut slot, state)
    }

    fn step(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let waiting = match self.take() {
            State::New(start) => match begin(py, start)? {
                Begun::Waiting(waiting) => waiting,
                Begun::Done(value) => return Err(PyStopIteration::new_err((value,))),
            },
            State::Waiting(waiting) => waiting,
            State::Ready(value) => return Err(PyStopIteration::new_err((value,))),
            State::Done => {
                return Err(PyRuntimeError::new_err("cannot reuse already awaited coroutine"));
            }
        };
        let yielded = waiting.steps.call_method0(py, pyo3::intern!(py, "__next__"))?;
        self.put(State::Waiting(waiting));
        Ok(yielded)
    }

    /// Ends the call where it is.
    fn abandon(&self, py: Python<'_>) -> Option<Progress> {
        match self.take() {
            State::Waiting(waiting) => {
                waiting.mailbox.get().forget(waiting.number);
                let _ = waiting.steps.call_method0(py, pyo3::intern!(py, "close"));
                Some(waiting.progress.clone())
            }
            State::New(_) | State::Ready(_) | State::Done => None,
        }
    }
}

/// A call that the loop carries on.
fn carry<V: Send + 'static, T>(
    process: u32,
    call: impl Future<Output = sendgrid_accounts::Result<V>> + Send + 'static,
) -> sendgrid_accounts::Result<Started>
where
    T: From<V> + for<'py> IntoPyObject<'py>,
{
    let mut steps = runtime::in_steps(process, call)?;
    let progress = steps.progress();
    let step: Step = Box::new(move |py, waker, process| {
        steps.step(waker, process).map(|result| made::<V, T>(py, result))
    });
    Ok(Started::Here(step, progress))
}

/// A call that runs on a worker.
fn send_away<V: Send + 'static, T>(
    call: impl Future<Output = sendgrid_accounts::Result<V>> + Send + 'static,
    log: Log,
) -> Started
where
    T: From<V> + for<'py> IntoPyObject<'py>,
{
    Started::Away(Box::new(move |sender, progress| {
        let call = async move {
            let result = call.await;
            let finish: Finish = Box::new(move |py| made::<V, T>(py, result));
            sender.send(log, finish);
        };
        runtime::start_task(progress, call)
    }))
}

fn made<V, T>(py: Python<'_>, result: sendgrid_accounts::Result<V>) -> PyResult<Py<PyAny>>
where
    T: From<V> + for<'py> IntoPyObject<'py>,
{
    let value = result.map_err(|error| to_python(py, &error))?;
    T::from(value).into_py_any(py)
}

/// A call that waits, or one that has ended at once.
enum Begun {
    Waiting(Waiting),
    Done(Py<PyAny>),
}

fn begin(py: Python<'_>, start: Start) -> PyResult<Begun> {
    let process = std::process::id();
    let (running, mailbox) = Mailbox::of_running_loop(py, process)?;
    let log = Log::start(py)?;
    let started = start(log.clone(), process).map_err(|error| to_python(py, &error))?;
    let future = || running.call_method0(pyo3::intern!(py, "create_future"));
    let (future, number, progress, task) = match started {
        Started::Here(step, progress) => {
            let mut carried = mailbox.get().carry(step, log);
            // Where others are under way it begins together with those that begin in the same turn of
            // the loop: a server that gets their requests in a row need not be woken for each.
            let ended =
                if mailbox.get().is_busy() { carried.ring() } else { carried.step(py, process) };
            carried.flush(py)?;
            if let Poll::Ready(result) = ended {
                return result.map(Begun::Done);
            }
            let future = future()?;
            let number = mailbox.get().keep(future.clone().unbind(), carried);
            (future, number, progress, None)
        }
        Started::Away(start) => {
            let future = future()?;
            let sender = mailbox.get().register(future.clone().unbind());
            let (number, progress) = (sender.number(), Progress::default());
            let task = start(sender, &progress).map_err(|error| to_python(py, &error))?;
            (future, number, progress, Some(task))
        }
    };
    let steps = future.call_method0(pyo3::intern!(py, "__await__"))?.unbind();
    Ok(Begun::Waiting(Waiting { steps, mailbox, number, progress, _task: task }))
}

#[pymethods]
impl Call {
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        match self.state.try_lock().as_deref() {
            Ok(State::Waiting(waiting)) => {
                visit.call(&waiting.steps)?;
                visit.call(&waiting.mailbox)
            }
            Ok(State::Ready(value)) => visit.call(value),
            Ok(State::New(_) | State::Done) | Err(_) => Ok(()),
        }
    }

    fn __clear__(&self) {
        self.take();
    }

    fn __await__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.step(py)
    }

    /// Goes on with the call; a loop does this.
    ///
    /// Raises:
    ///     StopIteration: The call has ended; its result is the exception's value.
    ///     RuntimeError: It has been awaited before, or no loop is running.
    ///     SendGridError: The call has failed.
    ///
    /// Source: this library's own; it is a coroutine of Python's.
    #[pyo3(signature = (_value: "object", /) -> "typing.Any")]
    fn send(&self, py: Python<'_>, _value: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        self.step(py)
    }

    /// Ends the call with an exception; a loop does this to cancel it. On a change that may have been
    /// sent, a note tells what became of it.
    ///
    /// Args:
    ///     kind: The exception, or its class.
    ///     rest: The exception, where its class comes first.
    ///
    /// Source: this library's own; it is a coroutine of Python's.
    #[pyo3(signature = (kind: "typing.Any", *rest: "typing.Any") -> "typing.NoReturn")]
    fn throw(&self, kind: &Bound<'_, PyAny>, rest: &Bound<'_, PyTuple>) -> PyResult<()> {
        let py = kind.py();
        let given = rest.iter().next().filter(|value| !value.is_none());
        let error = PyErr::from_value(given.unwrap_or_else(|| kind.clone()));
        if let (Some(progress), Some(info)) = (self.abandon(py), self.info) {
            note(py, &error, info, given_up(&progress));
        }
        Err(error)
    }

    /// Ends the call without a word; the interpreter does this to one that nobody awaits any more.
    ///
    /// Source: this library's own; it is a coroutine of Python's.
    fn close(&self, py: Python<'_>) {
        self.abandon(py);
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // Also where a loop was closed with the call in it: its future must not wait for ever.
        self.mailbox.get().forget(self.number);
    }
}

/// What a method of an asynchronous client returns, with the type of its result.
pub(crate) struct Coroutine<T>(Call, PhantomData<T>);

impl<T> Coroutine<T> {
    pub(crate) fn new<O: Operation>(client: &Client, operation: O) -> Self
    where
        T: From<O::Output> + for<'py> IntoPyObject<'py> + Send + 'static,
    {
        Self(Call::new::<O, T>(client, operation), PhantomData)
    }

    /// Work that changes nothing.
    pub(crate) fn of<V: Send + 'static>(
        work: impl Future<Output = sendgrid_accounts::Result<V>> + Send + 'static,
    ) -> Self
    where
        T: From<V> + for<'py> IntoPyObject<'py> + Send + 'static,
    {
        Self(Call::of::<V, T>(None, work), PhantomData)
    }

    pub(crate) fn ready(value: Py<PyAny>) -> Self {
        Self(Call::ready(value), PhantomData)
    }
}

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Coroutine<T> {
    type Target = Call;
    type Output = Bound<'py, Call>;
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_subscript!(
        pyo3::type_hint_identifier!("collections.abc", "Coroutine"),
        pyo3::type_hint_identifier!("builtins", "object"),
        pyo3::type_hint_identifier!("builtins", "object"),
        T::OUTPUT_TYPE
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        Bound::new(py, self.0)
    }
}

/// The result of a call that has none. PyO3 makes an empty tuple of `()` where it is not returned
/// directly.
pub(crate) struct Nothing;

impl From<()> for Nothing {
    fn from((): ()) -> Self {
        Self
    }
}

impl<'py> IntoPyObject<'py> for Nothing {
    type Target = pyo3::types::PyNone;
    type Output = Borrowed<'py, 'py, pyo3::types::PyNone>;
    type Error = std::convert::Infallible;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr =
        pyo3::inspect::PyStaticExpr::Constant { value: pyo3::inspect::PyStaticConstant::None };

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(pyo3::types::PyNone::get(py))
    }
}

/// Makes a call that panics.
#[cfg(feature = "hooks")]
#[pyfunction]
pub(crate) fn panicking_call(py: Python<'_>, client: &crate::client::Client) -> PyResult<()> {
    crate::wait::wait(py, client.core(), Panicking)
}

/// Makes a call that panics, and is awaited.
#[cfg(feature = "hooks")]
#[pyfunction]
pub(crate) fn panicking_coroutine(client: &crate::client::AsyncClient) -> Coroutine<Nothing> {
    Coroutine::new(client.core(), Panicking)
}

#[cfg(feature = "hooks")]
struct Panicking;

#[cfg(feature = "hooks")]
impl Operation for Panicking {
    type Output = ();
    const INFO: OperationInfo = sendgrid_accounts::user::UpdatePassword::INFO;

    #[expect(clippy::panic, reason = "what it is for")]
    fn request(&self) -> sendgrid_accounts::Result<sendgrid_accounts::Request> {
        panic!("on purpose, with a canary")
    }

    fn decode(&self, _: &sendgrid_accounts::Answer) -> sendgrid_accounts::Result<()> {
        Ok(())
    }
}
