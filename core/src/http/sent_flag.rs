//! Whether a request may have been sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that is set before the first byte of a request is written. Clones share it, so that the
/// caller can read it after it cancels the call.
#[derive(Clone, Debug, Default)]
pub struct SentFlag(Arc<AtomicBool>);

impl SentFlag {
    /// Whether bytes of the request may have been sent.
    pub fn may_be_sent(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    pub(crate) fn set(&self) {
        self.0.store(true, Ordering::Release);
    }
}
