//! Calls that their owner carries on.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use tokio::runtime::Runtime;

use super::carried::Carried;
use super::{Progress, background, lost};
use crate::error::Result;
use crate::process;

/// A call that its owner carries on, one step at a time; what it waits for is watched in the
/// background. Dropping it cancels the call.
pub struct Steps<T> {
    call: Carried<T>,
    runtime: &'static Runtime,
    progress: Progress,
}

/// Prepares a call that is carried on by [`Steps::step`], in the process that this is.
///
/// # Errors
///
/// [`Internal`](crate::ErrorKind::Internal) where no thread can be started.
pub fn in_steps<T>(
    process: u32,
    call: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<Steps<T>> {
    let progress = Progress::default();
    let call = progress.clone().watch(call);
    let (call, runtime) = process::known(process, || (Carried::new(call), background()));
    Ok(Steps { call, runtime: runtime?, progress })
}

impl<T> Steps<T> {
    /// How far the call has come.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Goes on as far as it can without waiting. `waker` is told when it can go on. It ends once.
    ///
    /// `process` is the process that this is: whoever carries on many calls asks the system once.
    pub fn step(&mut self, waker: &Waker, process: u32) -> Poll<Result<T>> {
        if self.call.is_inherited_by(process) {
            return Poll::Ready(Err(lost()));
        }
        let _context = self.runtime.enter();
        let call = Pin::new(&mut self.call);
        let step = || process::known(process, || call.poll(&mut Context::from_waker(waker)));
        catch_unwind(AssertUnwindSafe(step)).unwrap_or_else(|_| Poll::Ready(Err(lost())))
    }
}

impl<T> std::fmt::Debug for Steps<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Steps").field("progress", &self.progress).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use crate::error_kind::ErrorKind;

    #[test]
    fn a_call_is_carried_on_by_its_owner() {
        struct Woken(mpsc::Sender<()>);
        impl std::task::Wake for Woken {
            fn wake(self: std::sync::Arc<Self>) {
                let _ = self.0.send(());
            }
        }
        let (sender, woken) = mpsc::channel();
        let waker = Waker::from(std::sync::Arc::new(Woken(sender)));
        let here = thread::current().id();
        let mut steps = in_steps(process::id(), async move {
            tokio::time::sleep(Duration::from_millis(5)).await;
            Ok(thread::current().id() == here)
        })
        .unwrap();
        assert!(steps.step(&waker, process::id()).is_pending());
        woken.recv_timeout(Duration::from_secs(5)).unwrap();
        assert!(matches!(steps.step(&waker, process::id()), Poll::Ready(Ok(true))));
        let mut panicking = in_steps::<()>(process::id(), async { panic!("on purpose") }).unwrap();
        let Poll::Ready(Err(error)) = panicking.step(&waker, process::id()) else {
            panic!("no error")
        };
        assert_eq!(error.kind(), ErrorKind::Internal);
    }
}
