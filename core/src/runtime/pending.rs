//! Calls that a program waits for.

use std::cell::Cell;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::timeout;

use super::carried::Carried;
use super::{Progress, Task, callers, lost, start_task};
use crate::during::during;
use crate::error::Result;
use crate::process;

/// How many bytes of stack a call needs on the thread that it runs on; TLS takes most of them.
pub const ROOM: usize = 256 * 1024;

/// A call that is waited for. Dropping it cancels the call.
pub struct Pending<T> {
    work: Work<T>,
    progress: Progress,
}

enum Work<T> {
    /// It runs while the thread waits that it is on.
    Here(Carried<T>),
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
    start_call_where(stacker::remaining_stack().is_none_or(|left| left >= ROOM), call)
}

/// As [`start_call`], where it is known whether this thread has room for the call.
///
/// # Errors
///
/// As [`start_call`].
pub fn start_call_where<T: Send + 'static>(
    has_room: bool,
    call: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<Pending<T>> {
    let progress = Progress::default();
    if has_room && is_free() {
        let work = Work::Here(Carried::new(progress.clone().watch(call)));
        return Ok(Pending { work, progress });
    }
    let (sender, result) = mpsc::sync_channel(1);
    let task = start_task(&progress, async move {
        // The receiver is gone where the caller has given up; then nobody wants the result.
        let _ = sender.send(call.await);
    })?;
    Ok(Pending { work: Work::Away { result, _task: task }, progress })
}

/// A thread that works for another runtime may not wait in ours, and one that ends has nothing left
/// to wait with.
fn is_free() -> bool {
    Handle::try_current().is_err_and(|why| why.is_missing_context())
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

/// Runs work on this thread.
fn run_here<R>(work: impl Future<Output = Result<R>>) -> Result<R> {
    let known = || process::known(process::id(), || callers()?.block_on(work));
    let run = || during(&IS_WAITED_FOR, true, known);
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err(lost()))
}

thread_local! {
    static IS_WAITED_FOR: Cell<bool> = const { Cell::new(false) };
}

/// Whether the call that this thread works at is one that it waits for: then nobody does anything for
/// it when it has ended.
pub(crate) fn is_waited_for() -> bool {
    IS_WAITED_FOR.get()
}

impl<T> std::fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pending").field("progress", &self.progress).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    use tokio::runtime::Builder;

    use crate::error_kind::ErrorKind;

    #[test]
    fn a_panic_becomes_an_error() {
        let pending = start_call::<()>(async { panic!("on purpose") }).unwrap();
        assert_eq!(pending.wait().unwrap_err().kind(), ErrorKind::Internal);
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
