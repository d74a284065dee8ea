//! The state of a run: its settings, its progress, and whether it goes on.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use crate::bulk::ended::Ended;
use crate::bulk::ledger::{LedgerRow, OpenLedger};
use crate::bulk::progress::Counters;
use crate::bulk::rate::Rate;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Outcome, Result};

/// A run ends when the server refuses the credential this many times in a row, for any accounts.
const MAX_REFUSALS: u32 = 10;

/// A run, as its jobs see it.
pub(super) struct Shared {
    pub(super) client: Client,
    pub(super) concurrency: usize,
    /// The calls that a stream of jobs may make at once.
    pub(super) calls: Arc<Semaphore>,
    pub(super) rate: Option<Rate>,
    pub(super) retry_rejected: bool,
    pub(super) ledger: Option<Arc<OpenLedger>>,
    pub(super) counters: Counters,
    pub(super) stopped: watch::Sender<bool>,
    pub(super) failure: Mutex<Option<Error>>,
    /// Consecutive refusals of the credential.
    pub(super) refusals: AtomicU32,
}

impl Shared {
    /// Ends the run if all further calls would fail in the same way. A refusal may concern the account of
    /// the job alone.
    pub(super) fn check(&self, ended: &Ended, has_account: bool) {
        if ended.from_ledger || self.is_stopped() {
            return;
        }
        let Err(error) = &ended.result else {
            return self.refusals.store(0, Ordering::Relaxed);
        };
        let (mut refusals, is_refusal) = (0, error.kind() == ErrorKind::Authentication);
        if is_refusal && error.attempts() > 0 {
            refusals = self.refusals.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        }
        let is_withheld = is_refusal && error.attempts() == 0 && !has_account;
        let is_closed = error.kind() == ErrorKind::Closed;
        if is_closed || is_withheld || refusals >= MAX_REFUSALS {
            self.fail(error.copy());
        }
    }

    pub(super) fn is_stopped(&self) -> bool {
        *self.stopped.borrow()
    }

    /// Ends the run.
    pub(super) fn fail(&self, error: Error) {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        self.stopped.send_replace(true);
    }

    /// Waits, at most until the run is stopped. Whether it was.
    pub(super) async fn pause(&self, wait: Duration) -> bool {
        let mut stopped = self.stopped.subscribe();
        timeout(wait, stopped.wait_for(|stopped| *stopped)).await.is_ok()
    }

    pub(super) async fn wait_for_slot(&self) -> Result<()> {
        match &self.rate {
            Some(rate) => rate.wait(self.stopped.subscribe()).await,
            None => Ok(()),
        }
    }

    /// Whether a refused call is made again: if its cause was the rate, the credential or a fault of the
    /// server, not the call.
    pub(super) fn repeats_refusal(&self, row: &LedgerRow) -> bool {
        let of_cause = [ErrorKind::RateLimit, ErrorKind::Authentication, ErrorKind::Server];
        self.retry_rejected || row.kind.is_some_and(|kind| of_cause.contains(&kind))
    }
}

/// The error of a job that a stopped run does not begin.
pub(super) fn stopped() -> Error {
    let message = "the job was not begun: the run is stopped";
    Error::new(ErrorKind::Closed, Outcome::NotSent, message)
}
