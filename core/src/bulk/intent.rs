//! The record of a job right before each attempt of its call.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use crate::bulk::ledger::{Begun, Entry, OpenLedger};
use crate::error::Result;
use crate::http::sent_flag::{BeforeAttempt, SentFlag};

const UNRECORDED: u8 = 0;
const RECORDED: u8 = 1;
const DUPLICATE: u8 = 2;
const FAILED: u8 = 3;

/// Records before each attempt that it is about to be sent: calls that wait for a rate limit or a connection
/// are not begun.
pub(super) struct Intent {
    ledger: Arc<OpenLedger>,
    entry: Arc<Entry>,
    attempt_timeout: Duration,
    state: AtomicU8,
}

impl Intent {
    pub(super) fn new(
        ledger: Arc<OpenLedger>,
        entry: Arc<Entry>,
        attempt_timeout: Duration,
    ) -> Self {
        Self { ledger, entry, attempt_timeout, state: AtomicU8::new(UNRECORDED) }
    }

    fn is(&self, state: u8) -> bool {
        self.state.load(Ordering::Acquire) == state
    }

    /// Whether the ledger says that the call was begun.
    pub(super) fn is_recorded(&self) -> bool {
        self.is(RECORDED)
    }

    /// Whether another job of the run has the key, so that the call was not made.
    pub(super) fn is_duplicate(&self) -> bool {
        self.is(DUPLICATE)
    }

    /// Whether the record failed, so that the attempt was not made.
    pub(super) fn has_failed(&self) -> bool {
        self.is(FAILED)
    }

    async fn record(&self) -> Result<()> {
        let begun = self.ledger.begin(&self.entry, self.attempt_timeout).await;
        let state = match begun {
            Ok(Begun::Recorded) => RECORDED,
            Ok(Begun::Duplicate) => DUPLICATE,
            Err(_) => FAILED,
        };
        self.state.store(state, Ordering::Release);
        match begun? {
            Begun::Recorded => Ok(()),
            Begun::Duplicate => Err(self.ledger.duplicate(&self.entry)),
        }
    }
}

impl BeforeAttempt for Intent {
    fn before_attempt(&self) -> Pin<Box<dyn Future<Output = Result<()>> + Send + '_>> {
        Box::pin(self.record())
    }
}

/// Withdraws the record of a call that is dropped before anything is sent.
pub(super) struct Withdrawal {
    pub(super) intent: Arc<Intent>,
    pub(super) sent: SentFlag,
}

impl Drop for Withdrawal {
    fn drop(&mut self) {
        // The record may be on its way even if it is not confirmed.
        if !self.sent.is_sent_before() && !self.sent.cancel() {
            self.intent.ledger.withdraw(&self.intent.entry);
        }
    }
}
