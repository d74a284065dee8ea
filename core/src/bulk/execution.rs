//! Execution of one job: its call, the waits for rate limits, and the rules of a resumed run.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::OwnedSemaphorePermit;

use crate::auth::on_behalf_of::OnBehalfOf;
use crate::bulk::ended::Ended;
use crate::bulk::intent::{Intent, Withdrawal};
use crate::bulk::job::JobName;
use crate::bulk::ledger::{End, Entry, LedgerRow, LedgerState, OpenLedger};
use crate::bulk::run::{Shared, stopped};
use crate::client::Client;
use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::http::sent_flag::SentFlag;
use crate::named_call::{NamedCall, NamedResult};
use crate::operation::Idempotency;
use crate::reconcile::{Reconciled, Verdict};

/// Wait for a rate limit whose end is not known.
const UNKNOWN_WAIT: Duration = Duration::from_secs(1);

/// A job in progress.
struct Execution<'a> {
    run: &'a Shared,
    client: Client,
    call: &'a NamedCall,
    entry: Arc<Entry>,
}

impl Execution<'_> {
    /// Executes the job.
    ///
    /// # Errors
    ///
    /// Those of the ledger, if nothing was sent.
    async fn execute(&self, permit: Option<OwnedSemaphorePermit>) -> Result<Ended> {
        let Some(ledger) = &self.run.ledger else {
            return Ok(Ended::of_call(self.send_unrecorded().await));
        };
        // A new ledger has nothing from an earlier run.
        let earlier = if ledger.is_new() { None } else { ledger.find(&self.entry).await? };
        let ended = match earlier {
            Some(row) => self.resume(ledger, &row).await?,
            None => self.send(ledger, false).await?,
        };
        drop(permit);
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
async fn record(run: &Shared, entry: &Arc<Entry>, ended: Ended) -> Result<Ended> {
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
async fn refuse(run: &Shared, entry: &Arc<Entry>, error: Error) -> Result<Ended> {
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
    /// Executes a job, and records what became of it.
    pub(super) async fn execute(
        &self,
        name: &JobName,
        call: Result<NamedCall>,
        account: Option<&OnBehalfOf>,
        permit: Option<OwnedSemaphorePermit>,
    ) -> Result<Ended> {
        let client = match account {
            Some(account) => self.client.on_behalf_of(account),
            None => Ok(self.client.clone()),
        };
        let entry = |call, client: Option<&Client>| {
            let account = client.unwrap_or(&self.client).acts_for();
            let execution = self.ledger.as_ref().map_or(0, |ledger| ledger.next_execution());
            Arc::new(Entry::new(&name.key, &name.operation, account, call, execution))
        };
        match (&call, client) {
            (Ok(call), Ok(client)) => {
                self.counters.set_scope(&call.info(), client.acts_for());
                let entry = entry(Some(call), Some(&client));
                Execution { run: self, client, call, entry }.execute(permit).await
            }
            (Err(_), client) => {
                let entry = entry(None, client.as_ref().ok());
                match call {
                    Err(error) => refuse(self, &entry, error).await,
                    Ok(_) => Ok(Ended::unrecorded(stopped())),
                }
            }
            (Ok(call), Err(error)) => refuse(self, &entry(Some(call), None), error).await,
        }
    }
}
