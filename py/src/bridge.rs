//! How finished calls reach an asyncio loop.
//!
//! This is our own code, where a library exists, for three reasons. The library finishes every
//! future by itself, with the interpreter attached on a worker thread and one `call_soon_threadsafe`
//! per call: that is what limits its users. It calls loops that are closed, and it attaches while
//! the interpreter exits. Here a worker thread never touches Python: it puts its result into the
//! loop's mailbox and rings a bell, once for however many results lie there. The loop watches the
//! bell like any other socket, and finishes the futures itself.
//!
//! Most calls do not even run on a worker: the loop's own thread carries them on, and a worker only
//! says, by the same bell, for which of them something has come in.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use pyo3::prelude::*;
use pyo3::pyclass::{PyTraverseError, PyVisit};
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyWeakrefMethods, PyWeakrefReference};
use sendgrid_accounts::runtime::begin_threads_with;

use crate::carried::{Carried, Step};
use crate::error::lost;
use crate::log::Log;
use crate::manners::wait_for_a_turn;

/// Makes the result of a call, on the loop's thread.
pub(crate) type Finish = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send>;

/// What worker threads know of a mailbox.
pub(crate) struct Slot {
    news: Mutex<News>,
    bell: UnixStream,
}

#[derive(Default)]
struct News {
    /// Calls that have ended.
    finished: Vec<(u64, Log, Finish)>,
    /// Calls that can go on.
    woken: Vec<u64>,
}

impl Slot {
    fn tell(&self, put: impl FnOnce(&mut News)) {
        let first = {
            let mut news = lock(&self.news);
            let first = news.finished.is_empty() && news.woken.is_empty();
            put(&mut news);
            first
        };
        if first {
            // It fails only where the loop is gone, or has been rung for already.
            let _ = (&self.bell).write(&[1]);
        }
    }

    /// Says that a call can go on.
    pub(crate) fn wake(&self, number: u64) {
        self.tell(|news| news.woken.push(number));
    }
}

/// What a loop waits for.
struct Waiter {
    future: Py<PyAny>,
    /// The call, where the loop carries it on itself.
    carried: Option<Carried>,
}

/// The results that a loop has not taken yet, and the futures that wait for them.
#[pyclass(frozen)]
pub(crate) struct Mailbox {
    process: u32,
    slot: Arc<Slot>,
    ear: UnixStream,
    /// Touched by the loop's thread alone; the lock is a formality.
    waiting: Mutex<HashMap<u64, Waiter>>,
    next: AtomicU64,
}

/// Puts the result of one call into its loop's mailbox. Dropped before that, it says so.
pub(crate) struct Sender {
    slot: Arc<Slot>,
    number: u64,
    sent: bool,
}

/// A loop and its mailbox.
type Entry = (Py<PyWeakrefReference>, Py<Mailbox>);

thread_local! {
    /// The mailboxes of the loops that have run on this thread.
    static MAILBOXES: Mutex<Vec<Entry>> = const { Mutex::new(Vec::new()) };
}

/// A loop that is gone takes its mailbox along, and what a fork has inherited is left behind: its
/// bell rings in the parent too.
fn is_alive(
    py: Python<'_>,
    of: &Py<PyWeakrefReference>,
    mailbox: &Py<Mailbox>,
    process: u32,
) -> bool {
    mailbox.get().process == process && of.bind(py).upgrade().is_some()
}

/// Keeps a mailbox in place of those that nobody needs any more.
fn keep(py: Python<'_>, entry: Entry, process: u32) {
    let all = MAILBOXES.with(|mailboxes| std::mem::take(&mut *lock(mailboxes)));
    // Asking a loop and dropping futures may run Python code, and that may come here again: not
    // while locked.
    let (mut kept, gone): (Vec<Entry>, Vec<Entry>) = all
        .into_iter()
        .partition(|(of, mailbox)| is_alive(py, of, mailbox, process) && !is_closed(py, of));
    kept.push(entry);
    MAILBOXES.with(|mailboxes| lock(mailboxes).append(&mut kept));
    for (_, mailbox) in gone {
        mailbox.get().abandon();
    }
}

fn is_closed(py: Python<'_>, of: &Py<PyWeakrefReference>) -> bool {
    let closed = of.bind(py).upgrade().map(|of| of.call_method0(pyo3::intern!(py, "is_closed")));
    closed.is_some_and(|closed| closed.and_then(|closed| closed.is_truthy()).unwrap_or(true))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sender {
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    pub(crate) fn send(mut self, log: Log, finish: Finish) {
        self.put(log, finish);
    }

    fn put(&mut self, log: Log, finish: Finish) {
        self.sent = true;
        self.slot.tell(|news| news.finished.push((self.number, log, finish)));
    }
}

impl Drop for Sender {
    /// The call was cancelled, and nobody waits any more, or it has panicked.
    fn drop(&mut self) {
        if !self.sent {
            self.put(Log::default(), Box::new(|py| Err(lost(py))));
        }
    }
}

impl Mailbox {
    /// The running loop and its mailbox, made at its first call.
    pub(crate) fn of_running_loop(
        py: Python<'_>,
        process: u32,
    ) -> PyResult<(Bound<'_, PyAny>, Py<Self>)> {
        static GET: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let running = GET.import(py, "asyncio", "get_running_loop")?.call0()?;
        if let Some(mailbox) = Self::known(&running, process) {
            return Ok((running, mailbox));
        }
        let mailbox = Py::new(py, Self::new(process)?)?;
        let descriptor = mailbox.get().ear.as_raw_fd();
        running.call_method1("add_reader", (descriptor, &mailbox))?;
        let entry = (PyWeakrefReference::new(&running)?.unbind(), mailbox.clone_ref(py));
        keep(py, entry, process);
        Ok((running, mailbox))
    }

    fn known(running: &Bound<'_, PyAny>, process: u32) -> Option<Py<Self>> {
        let py = running.py();
        MAILBOXES.with(|mailboxes| {
            let mailboxes = lock(mailboxes);
            let found = mailboxes.iter().find(|(of, mailbox)| {
                is_alive(py, of, mailbox, process)
                    && of.bind(py).upgrade().is_some_and(|of| of.is(running))
            })?;
            Some(found.1.clone_ref(py))
        })
    }

    fn new(process: u32) -> PyResult<Self> {
        // The first call of the first loop starts the thread.
        begin_threads_with(wait_for_a_turn);
        let (bell, ear) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        ear.set_nonblocking(true)?;
        Ok(Self {
            process,
            slot: Arc::new(Slot { news: Mutex::default(), bell }),
            ear,
            waiting: Mutex::default(),
            next: AtomicU64::new(0),
        })
    }

    /// A number for a call.
    fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Lets a future wait for a call that runs elsewhere.
    pub(crate) fn register(&self, future: Py<PyAny>) -> Sender {
        let number = self.number();
        lock(&self.waiting).insert(number, Waiter { future, carried: None });
        Sender { slot: Arc::clone(&self.slot), number, sent: false }
    }

    /// Whether any call is under way.
    pub(crate) fn is_busy(&self) -> bool {
        !lock(&self.waiting).is_empty()
    }

    /// A call that this loop will carry on.
    pub(crate) fn carry(&self, step: Step, log: Log) -> Carried {
        Carried::new(step, log, Arc::clone(&self.slot), self.number())
    }

    /// Lets a future wait for a call that this loop carries on.
    pub(crate) fn keep(&self, future: Py<PyAny>, carried: Carried) -> u64 {
        let number = carried.number();
        lock(&self.waiting).insert(number, Waiter { future, carried: Some(carried) });
        number
    }

    /// Ends the calls of a loop that will not go on with them: they hold connections.
    fn abandon(&self) {
        let waiting = std::mem::take(&mut *lock(&self.waiting));
        drop(waiting);
    }

    /// Lets nobody wait for a call any more.
    pub(crate) fn forget(&self, number: u64) {
        let forgotten = lock(&self.waiting).remove(&number);
        drop(forgotten);
    }
}

#[pymethods]
impl Mailbox {
    /// A future that nobody finishes holds its task, the task its call, and the call this mailbox.
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        let Ok(waiting) = self.waiting.try_lock() else { return Ok(()) };
        waiting.values().try_for_each(|waiter| visit.call(&waiter.future))
    }

    fn __clear__(&self) {
        self.abandon();
    }

    /// The bell has rung: finishes what there is. What a signal's handler raises meanwhile ends the
    /// loop, as it does anywhere else in it, but no call is lost over it.
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        // Silenced before the results are taken: what comes after that rings again.
        let mut rung = [0; 64];
        while matches!((&self.ear).read(&mut rung), Ok(count) if count == rung.len()) {}
        let News { finished, woken } = std::mem::take(&mut *lock(&self.slot.news));
        let mut raised = Ok(());
        for (number, log, finish) in finished {
            raised = raised.and(log.flush(py));
            let Some(waiter) = lock(&self.waiting).remove(&number) else { continue };
            settle(waiter.future.bind(py), finish);
        }
        let process = std::process::id();
        for number in woken {
            raised = raised.and(self.carry_on(py, number, process));
        }
        raised
    }
}

impl Mailbox {
    fn carry_on(&self, py: Python<'_>, number: u64, process: u32) -> PyResult<()> {
        // Nobody else has it meanwhile: no lock is held while it goes on.
        let Some(mut waiter) = lock(&self.waiting).remove(&number) else { return Ok(()) };
        let Some(carried) = &mut waiter.carried else { return Ok(()) };
        let result = carried.step(py, process);
        let raised = carried.flush(py);
        match result {
            Poll::Pending => {
                lock(&self.waiting).insert(number, waiter);
            }
            Poll::Ready(result) => settle(waiter.future.bind(py), |_| result),
        }
        raised
    }
}

/// Finishes a future, unless it has been cancelled meanwhile.
fn settle(future: &Bound<'_, PyAny>, finish: impl FnOnce(Python<'_>) -> PyResult<Py<PyAny>>) {
    let py = future.py();
    let settle = || {
        if future.call_method0(pyo3::intern!(py, "done"))?.is_truthy()? {
            return Ok(());
        }
        match finish(py) {
            Ok(result) => future.call_method1(pyo3::intern!(py, "set_result"), (result,))?,
            Err(error) => future.call_method1(pyo3::intern!(py, "set_exception"), (error,))?,
        };
        Ok(())
    };
    if let Err(error) = settle() {
        let error: PyErr = error;
        error.write_unraisable(py, None);
    }
}
