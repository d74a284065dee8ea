//! Where calls run that a program waits for, or that run while it goes on.
//!
//! A call that is waited for runs on the thread that waits: handing it to another thread and back
//! costs as much as all the rest of it. What those threads wait for, one of them watches for all.
//! Calls that nobody waits for, and the few that cannot run where they are waited for, have a thread
//! of the library's own.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::{AbortHandle, yield_now};
use tokio::time::timeout;

use crate::error::{Error, Result};
use crate::error_kind::Outcome;
use crate::per_process::PerProcess;

pub use crate::progress::Progress;

/// For calls that nobody waits for.
static BACKGROUND: PerProcess<Runtime> = PerProcess::new();
/// For calls that are waited for: it has no thread of its own.
static CALLERS: PerProcess<Runtime> = PerProcess::new();

/// A call needs so much of the stack of the thread that it runs on; TLS takes most of it.
const ROOM: usize = 256 * 1024;

fn background() -> Result<&'static Runtime> {
    BACKGROUND.get_or_try_init(start_background, Runtime::shutdown_background)
}

fn callers() -> Result<&'static Runtime> {
    let start = || finish(&mut Builder::new_current_thread());
    CALLERS.get_or_try_init(start, Runtime::shutdown_background)
}

/// One worker: calls wait for the network, and a library must not start a thread per core in its
/// host.
fn start_background() -> Result<Runtime> {
    // tokio panics where it gets no thread, and prints that: whether there is one is seen before.
    let possible = thread::Builder::new().spawn(|| ()).map(|probe| drop(probe.join()));
    possible.map_err(cannot_start)?;
    finish(Builder::new_multi_thread().worker_threads(1))
}

fn finish(builder: &mut Builder) -> Result<Runtime> {
    builder
        .thread_name("sendgrid-accounts")
        .on_thread_start(leave_signals_to_the_host)
        .enable_all()
        .build()
        .map_err(cannot_start)
}

fn cannot_start(error: std::io::Error) -> Error {
    Error::internal(Outcome::NotSent, "calls cannot be run: no thread or descriptor is left")
        .with_source(error)
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

/// Work in the background. Dropping it ends the work where it waits.
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
    let task = background()?.spawn(progress.clone().watch(work));
    Ok(Task(task.abort_handle()))
}

/// A call that is waited for. Dropping it cancels the call.
pub struct Pending<T> {
    work: Work<T>,
    progress: Progress,
}

enum Work<T> {
    /// It runs while the thread waits that it is on.
    Here(Pin<Box<dyn Future<Output = Result<T>> + Send>>),
    Away {
        result: Receiver<Result<T>>,
        _task: Task,
    },
}

/// Starts a call that will be waited for. Works also inside another runtime.
///
/// # Errors
///
/// [`Internal`](crate::ErrorKind::Internal) where nothing can be started any more.
pub fn start_call<T: Send + 'static>(
    call: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<Pending<T>> {
    let progress = Progress::default();
    if can_run_here() {
        callers()?;
        let work = Work::Here(Box::pin(progress.clone().watch(call)));
        return Ok(Pending { work, progress });
    }
    let (sender, result) = mpsc::sync_channel(1);
    let task = start_task(&progress, async move {
        // The receiver is gone where the caller has given up; then nobody wants the result.
        let _ = sender.send(call.await);
    })?;
    Ok(Pending { work: Work::Away { result, _task: task }, progress })
}

/// A thread that works for another runtime may not wait in ours, one that ends has nothing left to
/// wait with, and one with a tiny stack has no room.
fn can_run_here() -> bool {
    let outside = Handle::try_current().is_err_and(|why| why.is_missing_context());
    outside && stacker::remaining_stack().is_none_or(|left| left >= ROOM)
}

impl<T> Pending<T> {
    /// Waits until the call has ended.
    ///
    /// # Errors
    ///
    /// The error of the call.
    pub fn wait(mut self) -> Result<T> {
        match &mut self.work {
            Work::Here(call) => run_here(call),
            Work::Away { result, .. } => result.recv().unwrap_or_else(|_| Err(lost())),
        }
    }

    /// How far the call has come.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Waits for a while; none where the call has not ended yet. It ends once.
    pub fn wait_for(&mut self, limit: Duration) -> Option<Result<T>> {
        match &mut self.work {
            Work::Here(call) => match run_here(async { Ok(timeout(limit, call).await.ok()) }) {
                Ok(result) => result,
                Err(error) => Some(Err(error)),
            },
            Work::Away { result, .. } => match result.recv_timeout(limit) {
                Ok(result) => Some(result),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(Err(lost())),
            },
        }
    }
}

/// Runs work on this thread. While nobody waits nobody watches either: what has come of idle
/// connections meanwhile is noticed first.
fn run_here<R>(work: impl Future<Output = Result<R>>) -> Result<R> {
    let runtime = callers()?;
    let work = async {
        yield_now().await;
        work.await
    };
    catch_unwind(AssertUnwindSafe(|| runtime.block_on(work))).unwrap_or_else(|_| Err(lost()))
}

impl<T> std::fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pending").field("progress", &self.progress).finish_non_exhaustive()
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
            let (sender, result) = mpsc::channel();
            let work = async move {
                let mask = SigSet::thread_get_mask().unwrap();
                sender.send(mask.contains(wanted)).unwrap();
            };
            let _task = start_task(&Progress::default(), work).unwrap();
            result.recv().unwrap()
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
    fn a_call_runs_on_the_thread_that_waits_for_it() {
        let here = thread::current().id();
        let call = || start_call(async { Ok(thread::current().id()) }).unwrap();
        assert_eq!(call().wait().unwrap(), here);
        assert_eq!(call().wait_for(Duration::from_secs(5)).unwrap().unwrap(), here);
    }

    #[test]
    fn a_call_runs_elsewhere_where_its_caller_has_no_room_or_another_runtime() {
        let elsewhere = || {
            let here = thread::current().id();
            start_call(async { Ok(thread::current().id()) }).unwrap().wait().unwrap() != here
        };
        let tiny = thread::Builder::new().stack_size(64 * 1024).spawn(elsewhere).unwrap();
        assert!(tiny.join().unwrap());
        let other = Builder::new_current_thread().build().unwrap();
        assert!(other.block_on(async { elsewhere() }));
    }

    /// Whoever watches for all goes when its own call has ended, and the next one watches.
    #[test]
    fn threads_watch_for_each_other() {
        let wait = |milliseconds: u64| {
            thread::spawn(move || {
                let call = async move {
                    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
                    Ok(milliseconds)
                };
                start_call(call).unwrap().wait().unwrap()
            })
        };
        let started = std::time::Instant::now();
        let threads: Vec<_> = [20, 200, 100, 150, 50].into_iter().map(wait).collect();
        for (thread, expected) in threads.into_iter().zip([20, 200, 100, 150, 50]) {
            assert_eq!(thread.join().unwrap(), expected);
        }
        assert!(started.elapsed() >= Duration::from_millis(200));
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
