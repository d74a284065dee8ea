//! Whether a request may have left this machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set before the first byte of a request is written. Clones share the flag, so that whoever
/// cancels a call knows what it may have done.
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
