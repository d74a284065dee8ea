//! Completion queues: calls that run concurrently with the program.

use std::collections::{BTreeMap, VecDeque};
use std::ffi::c_int;
use std::future::Future;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use sendgrid_accounts::runtime::{self, SentFlag, Task};
use sendgrid_accounts::{Client, Error, Operation, Outcome};
use tokio::sync::oneshot;

use crate::ffi::error::{FfiError, LostChange};
use crate::log::logged;
use crate::queue::descriptor::Descriptor;
use crate::status::sga_status;
use crate::types::completion::{Completion, Value};
use crate::types::handles::Caller;

pub(crate) mod descriptor;
pub(crate) mod functions;

/// The calls of a queue, and their completions.
pub(crate) struct Queue {
    process: u32,
    state: Mutex<State>,
    changed: Condvar,
    /// Readable as long as there are completions.
    descriptor: Descriptor,
}

#[derive(Default)]
struct State {
    freed: bool,
    next: u64,
    calls: BTreeMap<u64, Call>,
    completions: VecDeque<Completion>,
}

struct Call {
    tag: u64,
    /// Its drop cancels the call. `None` after a cancellation.
    task: Option<Task>,
}

/// Adds the completion of a call to its queue exactly once, also after a cancellation or a panic.
struct Completer {
    queue: Weak<Queue>,
    number: u64,
    tag: u64,
    operation: &'static str,
    /// Whether the call was sent; `None` if that is not known.
    sent: Option<SentFlag>,
    completed: bool,
}

impl Queue {
    pub(crate) fn new() -> Result<Arc<Self>, FfiError> {
        let descriptor = Descriptor::new().map_err(|error| {
            let problem = format!("cannot open a descriptor: {error}");
            FfiError::misuse(sga_status::SGA_ERR_INTERNAL, "queue", &problem)
        })?;
        let (state, changed) = (Mutex::default(), Condvar::new());
        Ok(Arc::new(Self { process: std::process::id(), state, changed, descriptor }))
    }

    /// Refuses a queue from before a fork, which shares its descriptor with the parent process.
    pub(crate) fn check_process(&self) -> Result<(), FfiError> {
        if self.process == std::process::id() {
            return Ok(());
        }
        Err(FfiError::misuse(
            sga_status::SGA_ERR_FORKED,
            "queue",
            "was created before a fork: create a queue in the child process",
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
        client: Arc<Caller>,
        tag: u64,
        operation: O,
    ) -> Result<(), FfiError>
    where
        O::Output: Value,
    {
        self.start(tag, operation.info().name, async move |sent| {
            let result = execute(&client, operation, &sent).await;
            result.map_err(|error| FfiError::from_call(error, &client))
        })
    }

    /// Starts the reading back of a change. A cancelled one has the outcome `not_sent`, since it
    /// changes nothing.
    pub(crate) fn submit_reconcile(
        self: &Arc<Self>,
        lost_change: Arc<LostChange>,
        tag: u64,
    ) -> Result<(), FfiError> {
        self.start(tag, "reconcile", async move |_| {
            let LostChange { client, change } = &*lost_change;
            Ok(Box::new(client.reconcile_change(change).await) as Box<dyn Value>)
        })
    }

    /// Starts work that is a call, under the name of its operation.
    pub(crate) fn start<F>(
        self: &Arc<Self>,
        tag: u64,
        operation: &'static str,
        call: impl FnOnce(SentFlag) -> F + Send + 'static,
    ) -> Result<(), FfiError>
    where
        F: Future<Output = Result<Box<dyn Value>, FfiError>> + Send,
    {
        let sent = SentFlag::default();
        self.start_call(tag, operation, Some(sent.clone()), move || call(sent))
    }

    /// Starts work that may be several calls: when it is cancelled, its outcome is unknown.
    pub(crate) fn start_job<F>(
        self: &Arc<Self>,
        tag: u64,
        operation: &'static str,
        job: impl FnOnce() -> F + Send + 'static,
    ) -> Result<(), FfiError>
    where
        F: Future<Output = Result<Box<dyn Value>, FfiError>> + Send,
    {
        self.start_call(tag, operation, None, job)
    }

    fn start_call<F>(
        self: &Arc<Self>,
        tag: u64,
        operation: &'static str,
        sent: Option<SentFlag>,
        call: impl FnOnce() -> F + Send + 'static,
    ) -> Result<(), FfiError>
    where
        F: Future<Output = Result<Box<dyn Value>, FfiError>> + Send,
    {
        // The call starts when it receives its completer, after the last step that can fail: a call
        // that was not submitted has no completion.
        let (start, started) = oneshot::channel::<Completer>();
        let task = runtime::start_task(logged(async move {
            let Ok(mut completer) = started.await else { return };
            let result = call().await;
            completer.complete(result);
        }))?;
        let number = self.register(Call { tag, task: Some(task) })?;
        let queue = Arc::downgrade(self);
        // If the task is cancelled already, the drop of the completer completes the call.
        let _ = start.send(Completer { queue, number, tag, operation, sent, completed: false });
        Ok(())
    }

    fn register(&self, call: Call) -> Result<u64, FfiError> {
        let mut state = self.lock();
        if state.freed {
            return Err(FfiError::stale_handle("queue"));
        }
        let number = state.next;
        state.next += 1;
        state.calls.insert(number, call);
        Ok(number)
    }

    /// Cancels the calls that have a tag, and returns their number. Each still has a completion.
    pub(crate) fn cancel(&self, tag: u64) -> usize {
        let mut state = self.lock();
        let calls = state.calls.values_mut().filter(|call| call.tag == tag);
        let tasks: Vec<Task> = calls.filter_map(|call| call.task.take()).collect();
        drop(state);
        tasks.len()
    }

    /// Number of calls whose completion is still to be removed.
    pub(crate) fn pending(&self) -> usize {
        let state = self.lock();
        state.calls.len() + state.completions.len()
    }

    /// Removes the oldest completion. Waits up to `limit` for one, or without a limit.
    pub(crate) fn next(&self, limit: Option<Duration>) -> Result<Option<Completion>, FfiError> {
        let end = limit.and_then(|limit| Instant::now().checked_add(limit));
        let mut state = self.lock();
        loop {
            if state.freed {
                return Err(FfiError::stale_handle("queue"));
            }
            if let Some(completion) = state.completions.pop_front() {
                if state.completions.is_empty() {
                    self.descriptor.set_readable(false);
                }
                return Ok(Some(completion));
            }
            let remaining = match end {
                None => Duration::MAX,
                Some(end) => end.saturating_duration_since(Instant::now()),
            };
            if remaining.is_zero() {
                return Ok(None);
            }
            state = self.wait(state, remaining);
        }
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>, limit: Duration) -> MutexGuard<'a, State> {
        if limit == Duration::MAX {
            return self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let result = self.changed.wait_timeout(state, limit);
        result.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Cancels all calls and drops all completions.
    pub(crate) fn free(&self) {
        let mut state = self.lock();
        state.freed = true;
        let calls = std::mem::take(&mut state.calls);
        let completions = std::mem::take(&mut state.completions);
        drop(state);
        self.changed.notify_all();
        drop((calls, completions));
    }

    /// Adds the completion of a call, and wakes a waiting thread.
    fn complete(&self, number: u64, completion: Completion) {
        let mut state = self.lock();
        // A queue that was freed has no calls.
        let Some(call) = state.calls.remove(&number) else { return };
        if state.completions.is_empty() {
            // Under the lock, so that it is readable exactly as long as there are completions.
            self.descriptor.set_readable(true);
        }
        state.completions.push_back(completion);
        drop(state);
        self.changed.notify_one();
        drop(call);
    }
}

/// Makes a call, whose value has its response if the client keeps responses.
async fn execute<O: Operation>(
    client: &Caller,
    operation: O,
    sent: &SentFlag,
) -> Result<Box<dyn Value>, Error>
where
    O::Output: Value,
{
    if client.last_response().is_none() {
        return Ok(Box::new(client.execute_watched(operation, sent).await?));
    }
    let operation = Client::with_raw_response(client, operation);
    Ok(Box::new(client.execute_watched(operation, sent).await?.into_parts()))
}

impl Completer {
    fn complete(&mut self, result: Result<Box<dyn Value>, FfiError>) {
        self.completed = true;
        if let Some(queue) = self.queue.upgrade() {
            let (tag, operation) = (self.tag, self.operation);
            queue.complete(self.number, Completion { tag, operation, result });
        }
    }
}

impl Drop for Completer {
    /// Without a completion before, the call was cancelled, and sends no more, or has panicked.
    fn drop(&mut self) {
        if self.completed {
            return;
        }
        let error = if std::thread::panicking() {
            runtime::lost().into()
        } else {
            // From here on nothing is sent, even if the connection is about to.
            let may_be_sent = self.sent.as_ref().is_none_or(SentFlag::cancel);
            let outcome = if may_be_sent { Outcome::Unknown } else { Outcome::NotSent };
            FfiError::cancellation(self.operation, outcome)
        };
        self.complete(Err(error));
    }
}
