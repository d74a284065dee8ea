//! How far a call has come, for a caller that gives it up half-way.

#[cfg(feature = "blocking")]
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

tokio::task_local! {
    static CURRENT: Progress;
}

/// Whether the request of a call may have left this machine. Clones tell the same.
#[cfg_attr(not(feature = "blocking"), expect(unreachable_pub, reason = "nobody can watch then"))]
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<AtomicBool>);

impl Progress {
    /// Whether bytes of the request may have been sent.
    #[cfg(feature = "blocking")]
    pub fn may_be_sent(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    pub(crate) fn mark_sent(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// The progress of the call that this task makes, if anybody watches it.
    pub(crate) fn current() -> Self {
        CURRENT.try_with(Self::clone).unwrap_or_default()
    }

    /// Lets this value tell how far a call has come.
    #[cfg(feature = "blocking")]
    pub(crate) fn watch<F: Future>(self, call: F) -> impl Future<Output = F::Output> {
        CURRENT.scope(self, call)
    }
}
