//! Reconciliation: reads back whether a change with an unknown outcome was applied.

mod api_keys;
mod compare;
mod evidence;
mod read;
mod subusers;

use std::time::Duration;

use tokio::time::sleep;

use crate::client::Client;
use crate::error::{Error, named};
use crate::expectation::{Change, LostChange};

/// Time between two reads: a server may apply a request after the client has given up.
const BETWEEN_READS: Duration = Duration::from_secs(1);

named! {
    /// Result of reading back a change.
    #[non_exhaustive]
    pub enum Verdict {
        /// The state is the one that the call requests.
        Applied = "applied",
        /// The state is another one, in two reads one second apart. The request may still arrive.
        NotAppliedYet = "not_applied_yet",
        /// The state cannot be read back, or does not show whether the change was applied, as where it
        /// differs from the requested one by letter case or outer blanks alone.
        Inconclusive = "inconclusive",
    }
}

/// Verdict on a change, and its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reconciled {
    /// Verdict.
    pub verdict: Verdict,
    /// Evidence in one sentence. It names fields; it contains values only where they differ by letter
    /// case or outer blanks alone, ids and scopes of API keys, and the numbers of credits; with control
    /// characters escaped.
    pub evidence: String,
    /// The wait for a rate limit that kept the state from being read.
    pub(crate) retry_after: Option<Duration>,
}

impl Reconciled {
    fn new(verdict: Verdict, evidence: impl Into<String>) -> Self {
        Self { verdict, evidence: evidence.into(), retry_after: None }
    }

    fn no_change() -> Self {
        let evidence = "the error does not belong to a change whose outcome is unknown";
        Self::new(Verdict::Inconclusive, evidence)
    }
}

impl Client {
    /// Reads back whether a change with an unknown outcome
    /// ([`Outcome::Unknown`](crate::Outcome::Unknown)) was applied. It only reads, for the account
    /// that the call acted for, with this client's credentials, and takes a second longer if the
    /// first read does not show the change.
    ///
    /// The verdict on any other error, and if a read fails, is [`Verdict::Inconclusive`].
    pub async fn reconcile(&self, error: &Error) -> Reconciled {
        match error.change() {
            Some(change) => self.reconcile_change(change).await,
            None => Reconciled::no_change(),
        }
    }

    /// As [`reconcile`](Self::reconcile), for a change that was taken from an error.
    pub async fn reconcile_change(&self, change: &Change) -> Reconciled {
        let LostChange { expectation, account } = &*change.0;
        let client = self.acting_for(account.clone());
        let first = read::read(&client, expectation).await;
        if first.verdict != Verdict::NotAppliedYet {
            return first;
        }
        sleep(BETWEEN_READS).await;
        read::read(&client, expectation).await
    }
}

#[cfg(feature = "blocking")]
impl crate::client::blocking::Client {
    /// As [`Client::reconcile`](crate::client::Client::reconcile).
    ///
    /// # Errors
    ///
    /// [`Connect`](crate::ErrorKind::Connect) if no thread or descriptor is left.
    pub fn reconcile(&self, error: &Error) -> crate::error::Result<Reconciled> {
        error.change().map_or(Ok(Reconciled::no_change()), |change| self.reconcile_change(change))
    }

    /// As [`Client::reconcile_change`](crate::client::Client::reconcile_change).
    ///
    /// # Errors
    ///
    /// As [`reconcile`](Self::reconcile).
    pub fn reconcile_change(&self, change: &Change) -> crate::error::Result<Reconciled> {
        let (client, change) = (self.core().clone(), change.clone());
        let work = async move { Ok(client.reconcile_change(&change).await) };
        crate::client::runtime::start_call(work)?.wait()
    }
}
