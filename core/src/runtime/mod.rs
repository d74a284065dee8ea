//! Where calls run that a program waits for, or that run while it goes on.
//!
//! A call that is waited for runs on the thread that waits: handing it to another thread and back
//! costs as much as all the rest of it. What those threads wait for, one of them watches for all.
//! Calls that nobody waits for, and the few that cannot run where they are waited for, have a thread
//! of the library's own.

use std::future::Future;
use std::sync::OnceLock;
use std::thread;

use tokio::runtime::{Builder, Runtime};
use tokio::task::AbortHandle;

use crate::error::{Error, Result};
use crate::error_kind::Outcome;
use crate::per_process::PerProcess;
use crate::process;

mod carried;
mod pending;
mod steps;
mod turn;

pub use crate::progress::Progress;
pub(crate) use pending::is_waited_for;
pub use pending::{Pending, ROOM, start_call, start_call_where};
pub use steps::{Steps, in_steps};
pub use turn::at_end_of_turn;

/// For calls that nobody waits for.
static BACKGROUND: PerProcess<Runtime> = PerProcess::new();
/// For calls that are waited for: it has no thread of its own.
static CALLERS: PerProcess<Runtime> = PerProcess::new();

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
    finish(Builder::new_multi_thread().worker_threads(1).on_thread_park(turn::end_turn))
}

fn finish(builder: &mut Builder) -> Result<Runtime> {
    builder
        .thread_name("sendgrid-accounts")
        .on_thread_start(begin_thread)
        .enable_all()
        .build()
        .map_err(cannot_start)
}

fn cannot_start(error: std::io::Error) -> Error {
    Error::internal(Outcome::NotSent, "calls cannot be run: no thread or descriptor is left")
        .with_source(error)
}

static FIRST: OnceLock<fn()> = OnceLock::new();

/// Lets each thread of the library's own begin with this. It is for bindings, which may ask the system
/// for what only unsafe code can ask. The first that is given counts, and only for threads that start
/// later.
pub fn begin_threads_with(first: fn()) {
    let _ = FIRST.set(first);
}

fn begin_thread() {
    process::know();
    leave_signals_to_the_host();
    if let Some(first) = FIRST.get() {
        first();
    }
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

/// The error of a task that ended without a result: it panicked, and nothing is known of its
/// request.
pub fn lost() -> Error {
    Error::internal(Outcome::Unknown, "the call ended without a result: a fault of this library")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

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
}
