//! The worker of this process: a tokio runtime with one thread, started by the first call.
//!
//! The bindings and [`blocking::Client`](crate::client::blocking::Client) run their calls on it, so
//! that calls do not depend on the stack, the signal mask or the runtime of the waiting thread.
//!
//! Their connections run on a second thread: hyper parses a flood of interim responses or chunk
//! extensions for seconds before it yields, and no deadline may wait for that.

use std::cell::OnceCell;
use std::future::Future;
use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::{AbortHandle, JoinHandle};

use crate::error::{Error, ErrorKind, Outcome, Result};
pub use crate::fork::PerProcess;
pub use crate::http::sent_flag::SentFlag;
use crate::signals;

/// The threads of one process.
struct Worker {
    calls: Runtime,
    connections: Runtime,
}

static WORKER: PerProcess<Worker> = PerProcess::new();

thread_local! {
    /// On the worker, the runtime of its connections.
    static CONNECTIONS: OnceCell<Handle> = const { OnceCell::new() };
}

/// The runtime of connections for a call on the worker; `None` on other threads.
pub(crate) fn connection_runtime() -> Option<Handle> {
    CONNECTIONS.try_with(|handle| handle.get().cloned()).ok().flatten()
}

fn worker() -> Result<&'static Worker> {
    WORKER.get_or_try_init(start, |Worker { calls, connections }| {
        calls.shutdown_background();
        connections.shutdown_background();
    })
}

/// Two threads, not one per core of the host: calls mostly wait for the network.
fn start() -> Result<Worker> {
    // The threads inherit the mask, so that the host's signal handlers never run on them.
    let _mask = signals::block();
    // On a thread of its own: tokio panics, and prints that, on a thread whose thread-local values
    // are destroyed, and a host may call from the destructor of one.
    let started = thread::Builder::new().spawn(build).and_then(|thread| {
        thread.join().unwrap_or_else(|_| Err(io::Error::other("a fault of this library")))
    });
    started.map_err(|error| {
        let message = format!("no connection could be made: the worker cannot be started: {error}");
        Error::new(ErrorKind::Connect, Outcome::NotSent, message).with_source(error)
    })
}

fn build() -> io::Result<Worker> {
    let connections = runtime("sendgrid-http", || {})?;
    let handle = connections.handle().clone();
    let calls = runtime("sendgrid-calls", move || {
        CONNECTIONS.with(|connections| {
            let _ = connections.set(handle.clone());
        });
    })?;
    Ok(Worker { calls, connections })
}

/// Descriptors that a runtime opens at most: of its events three, and of its signals three, if another crate
/// of the program has tokio's feature `signal`.
#[cfg(unix)]
const DESCRIPTORS: usize = 6;

/// Fails if the process may not open as many descriptors as a runtime needs: without those of its signals,
/// tokio panics, and prints that.
#[cfg(unix)]
fn probe_descriptors() -> io::Result<()> {
    let (first, second) = std::os::unix::net::UnixStream::pair()?;
    let mut probes = vec![first, second];
    while let (Some(socket), true) = (probes.first(), probes.len() < DESCRIPTORS) {
        probes.push(socket.try_clone()?);
    }
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on the other platforms")]
fn probe_descriptors() -> io::Result<()> {
    Ok(())
}

fn runtime(name: &str, on_start: impl Fn() + Send + Sync + 'static) -> io::Result<Runtime> {
    // tokio panics where it gets no thread, and prints that: a probe tells before.
    let probe = thread::Builder::new().spawn(|| ())?;
    drop(probe.join());
    probe_descriptors()?;
    Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name(name)
        .on_thread_start(on_start)
        .enable_all()
        .build()
}

/// Spawns a future on the worker.
///
/// # Errors
///
/// [`Connect`](crate::ErrorKind::Connect) if the system has no thread or descriptor left for the
/// worker.
pub fn spawn<F>(future: F) -> Result<JoinHandle<F::Output>>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    Ok(worker()?.calls.spawn(future))
}

/// A task on the worker. Dropping it cancels the task.
#[derive(Debug)]
pub struct Task {
    handle: AbortHandle,
    process: u32,
}

impl Task {
    /// Whether the task belongs to the parent of this process, whose worker does not run here.
    pub(crate) fn is_inherited(&self) -> bool {
        self.process != std::process::id()
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        // A forked child must not touch the worker of its parent, nor its locks.
        if self.process == std::process::id() {
            self.handle.abort();
        }
    }
}

/// Starts a task on the worker.
///
/// # Errors
///
/// As [`spawn`].
pub fn start_task(future: impl Future<Output = ()> + Send + 'static) -> Result<Task> {
    let handle = spawn(future)?.abort_handle();
    Ok(Task { handle, process: std::process::id() })
}

/// A call on the worker. Dropping it cancels the call.
#[derive(Debug)]
pub struct Pending<T> {
    result: Receiver<Result<T>>,
    task: Task,
}

/// Starts a call on the worker. The calling thread does not enter the runtime, so that it may belong
/// to another one.
///
/// # Errors
///
/// As [`spawn`].
pub fn start_call<T: Send + 'static>(
    call: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<Pending<T>> {
    let (sender, result) = mpsc::sync_channel(1);
    let task = start_task(async move {
        // Fails if the caller has dropped the call.
        let _ = sender.send(call.await);
    })?;
    Ok(Pending { result, task })
}

impl<T> Pending<T> {
    /// Waits for the result of the call.
    ///
    /// # Errors
    ///
    /// The error of the call.
    pub fn wait(self) -> Result<T> {
        if self.is_inherited() {
            return Err(lost());
        }
        self.result.recv().unwrap_or_else(|_| Err(lost()))
    }

    /// Waits for the result at most as long as `limit`; `None` if the call has not ended by then. The
    /// result is returned once.
    pub fn wait_for(&mut self, limit: Duration) -> Option<Result<T>> {
        if self.is_inherited() {
            return Some(Err(lost()));
        }
        match self.result.recv_timeout(limit) {
            Ok(result) => Some(result),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Err(lost())),
        }
    }

    /// Whether the call belongs to the parent of this process, whose worker does not run here.
    fn is_inherited(&self) -> bool {
        self.task.is_inherited()
    }
}

/// The error of a task that ended without a result, such as by a panic.
pub fn lost() -> Error {
    Error::internal(
        Outcome::Unknown,
        "the call ended without a result: this is a bug in the library",
    )
}

#[cfg(all(test, unix))]
mod tests {
    use nix::sys::signal::{SigSet, Signal};

    use super::*;

    #[test]
    fn signals_are_blocked_on_the_worker_only() {
        let masked = |signal: Signal| {
            let call = async move { Ok(SigSet::thread_get_mask().unwrap().contains(signal)) };
            start_call(call).unwrap().wait().unwrap()
        };
        assert!(masked(Signal::SIGPIPE) && masked(Signal::SIGINT) && masked(Signal::SIGALRM));
        assert!(masked(Signal::SIGPROF) && !masked(Signal::SIGSEGV));
        assert!(!SigSet::thread_get_mask().unwrap().contains(Signal::SIGPIPE));
    }
}
