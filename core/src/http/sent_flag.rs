//! Whether a request may have been sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

const UNSENT: u8 = 0;
const SENT: u8 = 1;
const CANCELLED: u8 = 2;

/// A flag that is set before the first byte of a request is written. Clones share it, so that the
/// caller can read it after it cancels the call.
#[derive(Clone, Debug, Default)]
pub struct SentFlag(Arc<AtomicU8>);

impl SentFlag {
    /// Whether bytes of the request may have been sent.
    pub fn may_be_sent(&self) -> bool {
        self.0.load(Ordering::Acquire) == SENT
    }

    /// Forbids a call that has sent nothing yet to send anything, also where the worker is about to.
    /// Returns whether bytes may have been sent before.
    pub fn cancel(&self) -> bool {
        let cancelled =
            self.0.compare_exchange(UNSENT, CANCELLED, Ordering::AcqRel, Ordering::Acquire);
        cancelled == Err(SENT)
    }

    /// Sets the flag. It stays as it is where the call was cancelled, and nothing may be sent.
    pub(crate) fn set(&self) -> Result<(), Cancelled> {
        let set = self.0.compare_exchange(UNSENT, SENT, Ordering::AcqRel, Ordering::Acquire);
        if set == Err(CANCELLED) { Err(Cancelled) } else { Ok(()) }
    }
}

/// The caller gave up before anything was sent.
#[derive(Debug)]
pub(crate) struct Cancelled;

impl std::fmt::Display for Cancelled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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
