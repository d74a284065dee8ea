//! Where blocking calls run: one small runtime per process, started by the first call.

use std::future::Future;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::AbortHandle;

use crate::error::{Error, Result};
use crate::error_kind::Outcome;
use crate::per_process::PerProcess;

pub use crate::progress::Progress;

static RUNTIME: PerProcess<Runtime> = PerProcess::new();

fn runtime() -> Result<&'static Runtime> {
    RUNTIME.get_or_try_init(start, Runtime::shutdown_background)
}

/// One worker: calls wait for the network, and a library must not start a thread per core in its
/// host.
fn start() -> Result<Runtime> {
    // tokio panics where it gets no thread, and prints that: whether there is one is seen before.
    let possible = thread::Builder::new().spawn(|| ()).map(|probe| drop(probe.join()));
    let started = possible.and_then(|()| {
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("sendgrid-accounts")
            .on_thread_start(leave_signals_to_the_host)
            .enable_all()
            .build()
    });
    started.map_err(|error| {
        Error::internal(Outcome::NotSent, "the worker thread cannot be started").with_source(error)
    })
}

/// Writing to a connection that was reset raises SIGPIPE, which ends a program that has not said
/// otherwise; and a handler of the host's would run here, on a thread that it knows nothing of. Left
/// open are the signals that tell of a fault in the thread itself, and a profiler's.
fn leave_signals_to_the_host() {
    #[cfg(unix)]
    {
        use nix::sys::signal::{SigSet, Signal};
        let mut blocked = SigSet::all();
        for own in [
            Signal::SIGABRT,
            Signal::SIGBUS,
            Signal::SIGFPE,
            Signal::SIGILL,
            Signal::SIGPROF,
            Signal::SIGSEGV,
            Signal::SIGSYS,
            Signal::SIGTRAP,
        ] {
            blocked.remove(own);
        }
        // It cannot fail: the set is a valid one.
        let _ = blocked.thread_block();
    }
}

/// Work on the process's runtime. Dropping it ends the work where it waits.
#[derive(Debug)]
pub struct Task(AbortHandle);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Starts some work. The calling thread never enters the runtime, so this works inside another one,
/// and leaves nothing behind that a fork would copy.
///
/// # Errors
///
/// [`Internal`](crate::ErrorKind::Internal) where no thread can be started.
pub fn start_task(
    progress: &Progress,
    work: impl Future<Output = ()> + Send + 'static,
) -> Result<Task> {
    let task = runtime()?.spawn(progress.clone().watch(work));
    Ok(Task(task.abort_handle()))
}

/// A call that runs on the process's runtime. Dropping it cancels the call.
#[derive(Debug)]
pub struct Pending<T> {
    result: Receiver<Result<T>>,
    progress: Progress,
    _task: Task,
}

/// Starts a call; see [`start_task`].
///
/// # Errors
///
/// [`Internal`](crate::ErrorKind::Internal) where no thread can be started.
pub fn start_call<T: Send + 'static>(
    call: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<Pending<T>> {
    let (sender, result) = mpsc::sync_channel(1);
    let progress = Progress::default();
    let task = start_task(&progress, async move {
        // The receiver is gone where the caller has given up; then nobody wants the result.
        let _ = sender.send(call.await);
    })?;
    Ok(Pending { result, progress, _task: task })
}

impl<T> Pending<T> {
    /// Waits until the call has ended.
    ///
    /// # Errors
    ///
    /// The error of the call.
    pub fn wait(self) -> Result<T> {
        self.result.recv().unwrap_or_else(|_| Err(lost()))
    }

    /// How far the call has come.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Waits for a while; none where the call has not ended yet.
    pub fn wait_for(&self, limit: Duration) -> Option<Result<T>> {
        match self.result.recv_timeout(limit) {
            Ok(result) => Some(result),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Err(lost())),
        }
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
    use crate::error_kind::ErrorKind;

    #[test]
    fn a_panic_becomes_an_error() {
        let pending = start_call::<()>(async { panic!("on purpose") }).unwrap();
        assert_eq!(pending.wait().unwrap_err().kind(), ErrorKind::Internal);
    }

    #[cfg(unix)]
    #[test]
    fn the_hosts_signals_are_kept_off_the_worker() {
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
        let pending = start_call(async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            Ok(7)
        })
        .unwrap();
        assert!(pending.wait_for(Duration::from_millis(1)).is_none());
        assert_eq!(pending.wait().unwrap(), 7);
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
        let pending = start_call(async move {
            let _gone = gone;
            std::future::pending::<Result<()>>().await
        })
        .unwrap();
        drop(pending);
        assert!(dropped.recv_timeout(Duration::from_secs(5)).is_ok());
    }
}
