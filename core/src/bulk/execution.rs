//! Execution of one job: its call, the waits for rate limits, and the rules of a resumed run.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::time::timeout;

use crate::bulk::Shared;
use crate::bulk::intent::{Intent, Withdrawal};
use crate::bulk::ledger::{End, Entry, LedgerRow, LedgerState, OpenLedger};
use crate::client::Client;
use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::http::sent_flag::SentFlag;
use crate::named_call::{NamedCall, NamedResult};
use crate::operation::Idempotency;
use crate::reconcile::{Reconciled, Verdict};

/// Wait for a rate limit whose end is not known.
const UNKNOWN_WAIT: Duration = Duration::from_secs(1);

/// What became of a job.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) result: Result<Option<NamedResult>>,
    /// How the state was found, if it was read back.
    pub(super) evidence: Option<String>,
    pub(super) from_ledger: bool,
    /// Whether the ledger does not have it yet.
    is_news: bool,
}

impl Ended {
    fn of_call(result: Result<NamedResult>) -> Self {
        Self { result: result.map(Some), evidence: None, from_ledger: false, is_news: true }
    }

    /// An error that the ledger keeps no record of.
    pub(super) fn unrecorded(error: Error) -> Self {
        Self { is_news: false, ..Self::of_call(Err(error)) }
    }

    fn applied_before(evidence: String) -> Self {
        Self { result: Ok(None), evidence: Some(evidence), from_ledger: true, is_news: true }
    }

    fn unknown(error: Error) -> Self {
        Self { from_ledger: true, ..Self::of_call(Err(error)) }
    }

    fn recorded(result: Result<()>) -> Self {
        Self { result: result.map(|()| None), evidence: None, from_ledger: true, is_news: false }
    }
}

/// A job in progress.
pub(super) struct Execution<'a> {
    pub(super) run: &'a Shared,
    pub(super) client: Client,
    pub(super) call: &'a NamedCall,
    pub(super) entry: Arc<Entry>,
}

impl Execution<'_> {
    /// Executes the job.
    ///
    /// # Errors
    ///
    /// Those of the ledger, if nothing was sent.
    pub(super) async fn execute(&self) -> Result<Ended> {
        let Some(ledger) = &self.run.ledger else {
            return Ok(Ended::of_call(self.send_unrecorded().await));
        };
        // A new ledger has nothing from an earlier run.
        let earlier = if ledger.is_new() { None } else { ledger.find(&self.entry).await? };
        let ended = match earlier {
            Some(row) => self.resume(ledger, &row).await?,
            None => self.send(ledger, false).await?,
        };
        record(self.run, &self.entry, ended).await
    }

    async fn resume(&self, ledger: &Arc<OpenLedger>, row: &LedgerRow) -> Result<Ended> {
        let is_same = row.is_of(&self.entry);
        match row.state {
            LedgerState::NotSent => self.send(ledger, false).await,
            _ if row.is_of_this_run() => Ok(Ended::unrecorded(ledger.duplicate(&self.entry))),
            // Corrected arguments are a new call: the refused one changed nothing.
            LedgerState::Rejected if !is_same || self.run.repeats_refusal(row) => {
                self.send(ledger, false).await
            }
            _ if !is_same => Ok(Ended::unrecorded(ledger.error(format_args!(
                "has another job with the key {:?}: its operation, account or arguments differ",
                self.entry.key
            )))),
            LedgerState::Applied => Ok(Ended::recorded(Ok(()))),
            LedgerState::Rejected => {
                Ok(Ended::recorded(Err(row.error(Some(self.call.info().name)))))
            }
            LedgerState::Begun | LedgerState::Unknown if self.may_repeat() => {
                let ended = self.send(ledger, true).await?;
                Ok(self.settle(ended).await)
            }
            LedgerState::Begun | LedgerState::Unknown => self.reconcile(ledger, row).await,
        }
    }

    /// Whether a second request ends in the same state.
    fn may_repeat(&self) -> bool {
        let renamed = self.client.acts_for_username() && self.call.expectation().is_new_username();
        self.call.info().idempotency != Idempotency::Once && !renamed
    }

    /// Reads back whether an earlier run applied a change that must not be sent twice, and sends it if not.
    async fn reconcile(&self, ledger: &Arc<OpenLedger>, row: &LedgerRow) -> Result<Ended> {
        let is_unique = self.call.expectation().is_unique_creation();
        let mut left = row.time_left(SystemTime::now());
        loop {
            let Reconciled { verdict, evidence, .. } = self.read_back().await;
            match verdict {
                Verdict::Applied => return Ok(Ended::applied_before(evidence)),
                Verdict::Inconclusive => return Ok(Ended::unknown(self.unknown(&evidence))),
                Verdict::NotAppliedYet if is_unique || left.is_zero() => {
                    let ended = self.send(ledger, true).await?;
                    return Ok(self.settle(ended).await);
                }
                // The earlier request may still arrive.
                Verdict::NotAppliedYet if self.run.pause(left).await => {
                    let evidence = "the run was stopped before it was known";
                    return Ok(Ended::unknown(self.unknown(evidence)));
                }
                Verdict::NotAppliedYet => left = Duration::ZERO,
            }
        }
    }

    /// Decides on a refusal, which may be the effect of the earlier request itself.
    async fn settle(&self, ended: Ended) -> Ended {
        let error = match ended.result {
            Err(error) if error.refusal().outcome() == Outcome::Rejected => error,
            result => return Ended { result, ..ended },
        };
        if error.outcome() != Outcome::Unknown {
            return Ended { result: Err(error), ..ended };
        }
        let Reconciled { verdict, evidence, .. } = self.read_back().await;
        match verdict {
            Verdict::Applied => Ended::applied_before(evidence),
            Verdict::NotAppliedYet => Ended { result: Err(error.into_refusal()), ..ended },
            Verdict::Inconclusive => Ended { result: Err(error), ..ended },
        }
    }

    /// Reads the state back, as soon as a rate limit allows it.
    async fn read_back(&self) -> Reconciled {
        let change = self.client.change(self.call.expectation());
        loop {
            let read = self.client.reconcile_change(&change).await;
            match read.retry_after {
                Some(wait) if !self.run.pause(wait).await => {}
                _ => return read,
            }
        }
    }

    fn unknown(&self, evidence: &str) -> Error {
        let message =
            format!("an earlier run may have sent the call, whose outcome is unknown: {evidence}");
        let mut error = Error::new(ErrorKind::OutcomeUnknown, Outcome::Unknown, message);
        let fields = error.fields_mut();
        fields.operation = Some(self.call.info().name);
        fields.change = Some(self.client.change(self.call.expectation()));
        error
    }

    /// Makes the call, and repeats what a rate limit refused. `sent_before`: an earlier run may have sent it.
    async fn send(&self, ledger: &Arc<OpenLedger>, sent_before: bool) -> Result<Ended> {
        loop {
            if let Err(error) = self.run.wait_for_slot().await {
                return Ok(self.unsent(error, sent_before));
            }
            let attempt_timeout = self.client.attempt_timeout();
            let intent =
                Arc::new(Intent::new(Arc::clone(ledger), Arc::clone(&self.entry), attempt_timeout));
            let sent = SentFlag::with_work(intent.clone(), sent_before);
            let withdrawal = Withdrawal { intent: intent.clone(), sent: sent.clone() };
            let result = self.call.execute_watched(&self.client, &sent).await;
            drop(withdrawal);
            let error = match result {
                Err(error) => error,
                result => return Ok(Ended::of_call(result)),
            };
            if intent.has_failed() && error.outcome() == Outcome::NotSent {
                return Err(error);
            }
            if intent.is_duplicate() {
                return Ok(Ended::unrecorded(error));
            }
            if !is_paced(&error, sent_before) || self.run.is_stopped() {
                return Ok(Ended::of_call(Err(error)));
            }
            if intent.is_recorded() && !sent_before {
                ledger.end(&self.entry, End::of(&error)).await?;
            }
            self.run.pause(wait_of(&error)).await;
        }
    }

    /// The result of a call that this run did not send.
    fn unsent(&self, error: Error, sent_before: bool) -> Ended {
        if sent_before {
            return Ended::unknown(self.unknown(error.message()));
        }
        Ended::of_call(Err(error))
    }

    /// As [`send`](Self::send), without a ledger.
    async fn send_unrecorded(&self) -> Result<NamedResult> {
        loop {
            self.run.wait_for_slot().await?;
            match self.call.execute(&self.client).await {
                Err(error) if is_paced(&error, false) && !self.run.is_stopped() => {
                    self.run.pause(wait_of(&error)).await;
                }
                result => return result,
            }
        }
    }
}

/// Records what became of a job. A failure of the ledger ends the run, but not the result: a resumed run
/// finds out what the ledger does not have.
pub(super) async fn record(run: &Shared, entry: &Arc<Entry>, ended: Ended) -> Result<Ended> {
    let Some(ledger) = run.ledger.as_ref().filter(|_| ended.is_news) else { return Ok(ended) };
    let end = match &ended.result {
        Ok(_) => End::applied(ended.evidence.clone()),
        Err(error) => End::of(error),
    };
    if let Err(error) = ledger.end(entry, end).await {
        run.fail(error);
    }
    Ok(ended)
}

/// A job whose arguments are invalid.
pub(super) async fn refuse(run: &Shared, entry: &Arc<Entry>, error: Error) -> Result<Ended> {
    record(run, entry, Ended::of_call(Err(error))).await
}

/// Whether a rate limit kept a call from being made.
fn is_paced(error: &Error, sent_before: bool) -> bool {
    if sent_before {
        return error.refusal().kind() == ErrorKind::RateLimit;
    }
    error.kind() == ErrorKind::RateLimit
        && matches!(error.outcome(), Outcome::NotSent | Outcome::Rejected)
}

fn wait_of(error: &Error) -> Duration {
    error.retry_after().unwrap_or(UNKNOWN_WAIT)
}

impl Shared {
    /// Waits, at most until the run is stopped. Whether it was.
    pub(super) async fn pause(&self, wait: Duration) -> bool {
        let mut stopped = self.stopped.subscribe();
        timeout(wait, stopped.wait_for(|stopped| *stopped)).await.is_ok()
    }

    async fn wait_for_slot(&self) -> Result<()> {
        match &self.rate {
            Some(rate) => rate.wait(self.stopped.subscribe()).await,
            None => Ok(()),
        }
    }

    /// Whether a refused call is made again: if its cause was the rate, the credential or a fault of the
    /// server, not the call.
    fn repeats_refusal(&self, row: &LedgerRow) -> bool {
        let of_cause = [ErrorKind::RateLimit, ErrorKind::Authentication, ErrorKind::Server];
        self.retry_rejected || row.kind.is_some_and(|kind| of_cause.contains(&kind))
    }
}
