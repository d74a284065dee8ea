//! Whether a change whose answer was lost has been applied: by reading back what it would have set.

mod compare;
mod read;

use std::fmt;
use std::time::Duration;

use tokio::time::sleep;

use crate::client::Client;
use crate::error::Error;
use crate::expectation::{Change, LostChange};

/// A request may be applied after its sender has given up: not seen once is not yet not applied.
const BETWEEN_READS: Duration = Duration::from_secs(1);

/// What reading back has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// The state is the one that the call was to bring about.
    Applied,
    /// It is not, in two readings a second apart. A request that is still on its way may yet arrive.
    NotAppliedYet,
    /// Nothing can be read back that would show it, or what was read fits neither.
    Inconclusive,
}

impl Verdict {
    /// The verdict's name in `snake_case`, the same in every language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::NotAppliedYet => "not_applied_yet",
            Self::Inconclusive => "inconclusive",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What became of a change, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reconciled {
    /// What reading back has shown.
    pub verdict: Verdict,
    /// What was read, in one sentence. It names fields, and shows no values.
    pub evidence: String,
}

impl Client {
    /// Reads back what a change would have set, where its outcome is unknown
    /// ([`Outcome::Unknown`](crate::Outcome::Unknown)). It changes nothing, and never repeats the
    /// call. It reads for the account that the call acted for, with this client's credentials.
    ///
    /// An error whose outcome is known, or of a call that only reads, is [`Verdict::Inconclusive`].
    pub async fn reconcile(&self, error: &Error) -> Reconciled {
        match error.change() {
            Some(change) => self.reconcile_change(change).await,
            None => not_lost(),
        }
    }

    /// As [`reconcile`](Self::reconcile), for the change of an error that is gone.
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
    /// [`Connect`](crate::ErrorKind::Connect) where no thread or descriptor is left to read with.
    pub fn reconcile(&self, error: &Error) -> crate::error::Result<Reconciled> {
        let (client, change) = (self.core().clone(), error.change().cloned());
        let Some(change) = change else { return Ok(not_lost()) };
        let work = async move { Ok(client.reconcile_change(&change).await) };
        crate::client::runtime::start_call(work)?.wait()
    }
}

fn not_lost() -> Reconciled {
    Reconciled {
        verdict: Verdict::Inconclusive,
        evidence: "the error is not of a change whose outcome is unknown".to_owned(),
    }
}
