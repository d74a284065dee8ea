//! Queues: calls that run while the program goes on.

use std::collections::{BTreeMap, VecDeque};
use std::ffi::c_int;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use sendgrid_accounts::runtime::{self, SentFlag, Task};
use sendgrid_accounts::{Client, Operation, Outcome};
use tokio::sync::oneshot;

use crate::ffi::error::FfiError;
use crate::queue::descriptor::Descriptor;
use crate::status::sga_status;
use crate::types::completion::{Finished, Value};

pub(crate) mod descriptor;
pub(crate) mod functions;

pub(crate) mod submit_user;

pub(crate) mod submit_customers;

/// The calls of one queue.
pub(crate) struct Queue {
    process: u32,
    state: Mutex<State>,
    changed: Condvar,
    /// Readable as long as something is finished.
    descriptor: Descriptor,
}

#[derive(Default)]
struct State {
    freed: bool,
    next: u64,
    running: BTreeMap<u64, Running>,
    finished: VecDeque<Finished>,
}

struct Running {
    tag: u64,
    /// Dropping it cancels the call. `None` after a cancellation.
    task: Option<Task>,
}

/// Finishes a submitted call exactly once, however it ends.
struct Reply {
    queue: Weak<Queue>,
    number: u64,
    tag: u64,
    operation: &'static str,
    sent: SentFlag,
    done: bool,
}

impl Queue {
    pub(crate) fn new() -> Result<Arc<Self>, FfiError> {
        let descriptor = Descriptor::new().map_err(|error| {
            let problem = format!("cannot have a descriptor: {error}");
            FfiError::misuse(sga_status::SGA_ERR_INTERNAL, "queue", &problem)
        })?;
        let (state, changed) = (Mutex::default(), Condvar::new());
        Ok(Arc::new(Self { process: std::process::id(), state, changed, descriptor }))
    }

    /// A queue from before a fork shares its descriptor with the parent: it cannot be used.
    pub(crate) fn belongs_here(&self) -> Result<(), FfiError> {
        if self.process == std::process::id() {
            return Ok(());
        }
        Err(FfiError::misuse(
            sga_status::SGA_ERR_FORKED,
            "queue",
            "was made before this process was forked: make a new one",
        ))
    }

    pub(crate) fn descriptor(&self) -> c_int {
        self.descriptor.number()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a call.
    pub(crate) fn submit<O: Operation>(
        self: &Arc<Self>,
        client: Client,
        tag: u64,
        operation: O,
    ) -> Result<(), FfiError>
    where
        O::Output: Value,
    {
        let sent = SentFlag::default();
        // The call begins when it receives its reply, which is made when nothing can fail any more:
        // a call that was not submitted does not come out of the queue.
        let (begin, given) = oneshot::channel::<Reply>();
        let task = runtime::start_task(async move {
            let Ok(mut reply) = given.await else { return };
            let result = client.execute_watched(operation, &reply.sent).await;
            let result = result.map(|value| Box::new(value) as Box<dyn Value>);
            reply.finish(result.map_err(|error| FfiError::of_call(error, &client)));
        })?;
        let number = self.register(Running { tag, task: Some(task) })?;
        let (queue, operation) = (Arc::downgrade(self), O::INFO.name);
        // A task that was cancelled already leaves the reply here, and it is sent by its end.
        let _ = begin.send(Reply { queue, number, tag, operation, sent, done: false });
        Ok(())
    }

    fn register(&self, call: Running) -> Result<u64, FfiError> {
        let mut state = self.lock();
        if state.freed {
            return Err(FfiError::stale("queue"));
        }
        let number = state.next;
        state.next += 1;
        state.running.insert(number, call);
        Ok(number)
    }

    /// Cancels the calls of a tag, and counts them. Each still comes out of the queue.
    pub(crate) fn cancel(&self, tag: u64) -> usize {
        let mut state = self.lock();
        let calls = state.running.values_mut().filter(|call| call.tag == tag);
        let tasks: Vec<Task> = calls.filter_map(|call| call.task.take()).collect();
        drop(state);
        tasks.len()
    }

    /// How many calls have not come out of the queue yet.
    pub(crate) fn pending(&self) -> usize {
        let state = self.lock();
        state.running.len() + state.finished.len()
    }

    /// The call that finished first. Waits up to `limit` for one, or without a limit.
    pub(crate) fn next(&self, limit: Option<Duration>) -> Result<Option<Finished>, FfiError> {
        let end = limit.and_then(|limit| Instant::now().checked_add(limit));
        let mut state = self.lock();
        loop {
            if state.freed {
                return Err(FfiError::stale("queue"));
            }
            if let Some(finished) = state.finished.pop_front() {
                if state.finished.is_empty() {
                    self.descriptor.set_readable(false);
                }
                return Ok(Some(finished));
            }
            let left = match end {
                None => Duration::MAX,
                Some(end) => end.saturating_duration_since(Instant::now()),
            };
            if left.is_zero() {
                return Ok(None);
            }
            state = self.wait(state, left);
        }
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>, limit: Duration) -> MutexGuard<'a, State> {
        if limit == Duration::MAX {
            return self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let waited = self.changed.wait_timeout(state, limit);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Cancels all calls and drops all results.
    pub(crate) fn free(&self) {
        let mut state = self.lock();
        state.freed = true;
        let calls = std::mem::take(&mut state.running);
        let finished = std::mem::take(&mut state.finished);
        drop(state);
        self.changed.notify_all();
        drop((calls, finished));
    }

    /// Takes the result of a call, and wakes the program.
    fn finish(&self, number: u64, finished: Finished) {
        let mut state = self.lock();
        // A queue that was freed has no running calls.
        let Some(running) = state.running.remove(&number) else { return };
        if state.finished.is_empty() {
            // Under the lock, so that it is readable exactly as long as something is finished.
            self.descriptor.set_readable(true);
        }
        state.finished.push_back(finished);
        drop(state);
        self.changed.notify_one();
        drop(running);
    }
}

impl Reply {
    fn finish(&mut self, result: Result<Box<dyn Value>, FfiError>) {
        self.done = true;
        if let Some(queue) = self.queue.upgrade() {
            let (tag, operation) = (self.tag, self.operation);
            queue.finish(self.number, Finished { tag, operation, result });
        }
    }
}

impl Drop for Reply {
    /// The call was cancelled, and can send no more, or it has panicked.
    fn drop(&mut self) {
        if self.done {
            return;
        }
        let failure = if std::thread::panicking() {
            runtime::lost().into()
        } else {
            let outcome = if self.sent.may_be_sent() { Outcome::Unknown } else { Outcome::NotSent };
            FfiError::cancelled(self.operation, outcome)
        };
        self.finish(Err(failure));
    }
}
