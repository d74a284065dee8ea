//! The worker of this process: one tokio runtime with one thread, started by the first call.
//!
//! Bindings and [`blocking::Client`](crate::client::blocking::Client) make their calls on it, so that idle
//! connections are watched between calls, and no call needs the stack, the signal mask or the
//! runtime of the thread that waits for it.

use std::future::Future;
use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::{AbortHandle, JoinHandle};

use crate::error::{Error, Result};
use crate::error::{ErrorKind, Outcome};
pub use crate::fork::PerProcess;
pub use crate::http::sent_flag::SentFlag;

static RUNTIME: PerProcess<Runtime> = PerProcess::new();

fn runtime() -> Result<&'static Runtime> {
    RUNTIME.get_or_try_init(start, Runtime::shutdown_background)
}

/// One worker: calls wait for the network, and a library must not start a thread per core in its
/// host.
fn start() -> Result<Runtime> {
    // Threads inherit the mask of the thread that starts them: a handler of the host's never runs
    // on a thread of the library.
    let _blocked = signals::block();
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

fn build() -> io::Result<Runtime> {
    // tokio panics where it gets no thread, and prints that: a probe tells before.
    let probe = thread::Builder::new().spawn(|| ())?;
    drop(probe.join());
    Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("sendgrid-accounts")
        .enable_all()
        .build()
}

#[cfg(unix)]
mod signals {
    use nix::sys::signal::{SigSet, SigmaskHow, Signal};

    /// Restores the mask of the calling thread when dropped.
    pub(super) struct Blocked(Option<SigSet>);

    /// Blocks the host's signals in this thread, SIGPIPE among them: writing to a connection that
    /// was reset would end a program that has not said otherwise. Left open are the signals that
    /// report a fault of the thread itself, and a profiler's.
    pub(super) fn block() -> Blocked {
        let mut blocked = SigSet::all();
        for open in [
            Signal::SIGABRT,
            Signal::SIGBUS,
            Signal::SIGFPE,
            Signal::SIGILL,
            Signal::SIGPROF,
            Signal::SIGSEGV,
            Signal::SIGSYS,
            Signal::SIGTRAP,
        ] {
            blocked.remove(open);
        }
        Blocked(blocked.thread_swap_mask(SigmaskHow::SIG_BLOCK).ok())
    }

    impl Drop for Blocked {
        fn drop(&mut self) {
            if let Some(before) = &self.0 {
                // It cannot fail: the set is a valid one.
                let _ = before.thread_set_mask();
            }
        }
    }
}

/// Other systems deliver no signals to threads.
#[cfg(not(unix))]
mod signals {
    pub(super) fn block() {}
}

/// Runs work on the worker, and gives its handle.
///
/// # Errors
///
/// [`Connect`](crate::ErrorKind::Connect) where no thread or descriptor is left.
pub fn spawn<F>(work: F) -> Result<JoinHandle<F::Output>>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    Ok(runtime()?.spawn(work))
}

/// Work on the worker. Dropping it ends the work where it waits.
#[derive(Debug)]
pub struct Task {
    handle: AbortHandle,
    process: u32,
}

impl Drop for Task {
    fn drop(&mut self) {
        // In a forked child the worker and its locks are the parent's.
        if self.process == std::process::id() {
            self.handle.abort();
        }
    }
}

/// Starts some work on the worker.
///
/// # Errors
///
/// As [`spawn`].
pub fn start_task(work: impl Future<Output = ()> + Send + 'static) -> Result<Task> {
    let handle = spawn(work)?.abort_handle();
    Ok(Task { handle, process: std::process::id() })
}

/// A call on the worker. Dropping it cancels the call.
#[derive(Debug)]
pub struct Pending<T> {
    result: Receiver<Result<T>>,
    task: Task,
}

/// Starts a call on the worker. The calling thread never enters the runtime, so that this works
/// inside another one.
///
/// # Errors
///
/// As [`spawn`].
pub fn start_call<T: Send + 'static>(
    call: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<Pending<T>> {
    let (sender, result) = mpsc::sync_channel(1);
    let task = start_task(async move {
        // The receiver is gone where the caller has given up.
        let _ = sender.send(call.await);
    })?;
    Ok(Pending { result, task })
}

impl<T> Pending<T> {
    /// Waits until the call has ended.
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

    /// Waits for a while; `None` where the call has not ended yet. The result is given once.
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

    /// A forked child has no worker that would end its parent's calls.
    fn is_inherited(&self) -> bool {
        self.task.process != std::process::id()
    }
}

/// The error of a task that ended without a result: it panicked, and nothing is known of its
/// request.
pub fn lost() -> Error {
    Error::internal(Outcome::Unknown, "the call ended without a result: a fault of this library")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error() {
        let pending = start_call::<()>(async { panic!("on purpose") }).unwrap();
        assert_eq!(pending.wait().unwrap_err().kind(), ErrorKind::Internal);
    }

    #[cfg(unix)]
    #[test]
    fn signals_of_the_host_are_blocked_on_the_worker_alone() {
        use nix::sys::signal::{SigSet, Signal};
        let masked = |wanted: Signal| {
            let call = async move { Ok(SigSet::thread_get_mask().unwrap().contains(wanted)) };
            start_call(call).unwrap().wait().unwrap()
        };
        assert!(masked(Signal::SIGPIPE) && masked(Signal::SIGINT) && masked(Signal::SIGALRM));
        assert!(!masked(Signal::SIGSEGV) && !masked(Signal::SIGPROF));
        assert!(!SigSet::thread_get_mask().unwrap().contains(Signal::SIGPIPE));
    }

    #[test]
    fn a_wait_can_be_given_up_and_taken_up() {
        let (sender, go) = tokio::sync::oneshot::channel();
        let mut pending = start_call(async { Ok(go.await.unwrap()) }).unwrap();
        assert!(pending.wait_for(Duration::from_millis(1)).is_none());
        sender.send(7).unwrap();
        assert_eq!(pending.wait().unwrap(), 7);
    }

    #[test]
    fn a_call_can_be_made_inside_another_runtime() {
        let other = Builder::new_current_thread().build().unwrap();
        let here = thread::current().id();
        let call = || start_call(async { Ok(thread::current().id()) }).unwrap().wait().unwrap();
        assert_ne!(other.block_on(async { call() }), here);
    }

    #[test]
    fn dropping_a_call_cancels_it() {
        struct Gone(mpsc::Sender<()>);
        impl Drop for Gone {
            fn drop(&mut self) {
                let _ = self.0.send(());
            }
        }
        let (sender, dropped) = mpsc::channel();
        let gone = Gone(sender);
        let mut pending = start_call(async move {
            let _gone = gone;
            std::future::pending::<Result<()>>().await
        })
        .unwrap();
        assert!(pending.wait_for(Duration::from_millis(1)).is_none());
        assert!(dropped.try_recv().is_err());
        drop(pending);
        assert!(dropped.recv_timeout(Duration::from_secs(5)).is_ok());
    }
}
