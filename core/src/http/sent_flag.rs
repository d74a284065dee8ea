//! Whether a request may have been sent.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::error::Result;

const UNSENT: u8 = 0;
const SENT: u8 = 1;
const CANCELLED: u8 = 2;

/// Work before each attempt, such as a record of it. An attempt whose work fails is not sent.
pub(crate) trait BeforeAttempt: Send + Sync {
    fn before_attempt(&self) -> Pin<Box<dyn Future<Output = Result<()>> + Send + '_>>;
}

/// A flag that is set before the first byte of a request is written. Clones share it, so that the
/// caller can read it after it cancels the call.
#[derive(Clone, Default)]
pub struct SentFlag {
    state: Arc<AtomicU8>,
    before: Option<Arc<dyn BeforeAttempt>>,
    sent_before: bool,
}

impl SentFlag {
    /// A flag for a call with work before each attempt. `sent_before`: an earlier call may have sent the
    /// same request, so that a refusal does not show that the change was not applied.
    #[cfg(feature = "bulk")]
    pub(crate) fn with_work(before: Arc<dyn BeforeAttempt>, sent_before: bool) -> Self {
        Self { before: Some(before), sent_before, ..Self::default() }
    }

    /// Runs the work before an attempt.
    pub(crate) async fn before_attempt(&self) -> Result<()> {
        match &self.before {
            Some(before) => before.before_attempt().await,
            None => Ok(()),
        }
    }

    /// Whether an earlier call may have sent the same request.
    pub(crate) fn is_sent_before(&self) -> bool {
        self.sent_before
    }

    /// Whether bytes of the request may have been sent.
    pub fn may_be_sent(&self) -> bool {
        self.state.load(Ordering::Acquire) == SENT
    }

    /// Forbids a call that has sent nothing yet to send anything, also where the worker is about to.
    /// Returns whether bytes may have been sent before.
    pub fn cancel(&self) -> bool {
        let cancelled =
            self.state.compare_exchange(UNSENT, CANCELLED, Ordering::AcqRel, Ordering::Acquire);
        cancelled == Err(SENT)
    }

    /// Sets the flag. It stays as it is where the call was cancelled, and nothing may be sent.
    pub(crate) fn set(&self) -> Result<(), Cancelled> {
        let set = self.state.compare_exchange(UNSENT, SENT, Ordering::AcqRel, Ordering::Acquire);
        if set == Err(CANCELLED) { Err(Cancelled) } else { Ok(()) }
    }
}

impl fmt::Debug for SentFlag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentFlag").field("may_be_sent", &self.may_be_sent()).finish_non_exhaustive()
    }
}

/// The caller gave up before anything was sent.
#[derive(Debug)]
pub(crate) struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the call was cancelled before it was sent")
    }
}

impl std::error::Error for Cancelled {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_call_sends_nothing() {
        let flag = SentFlag::default();
        assert!(!flag.cancel());
        assert!(flag.set().is_err());
        assert!(!flag.may_be_sent() && !flag.cancel());
    }

    #[test]
    fn a_call_that_was_sent_stays_sent() {
        let flag = SentFlag::default();
        assert!(flag.set().is_ok() && flag.set().is_ok());
        assert!(flag.cancel() && flag.may_be_sent());
        assert!(flag.set().is_ok());
    }
}
