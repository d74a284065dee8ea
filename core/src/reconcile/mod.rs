//! Whether a change whose answer was lost has been applied: by reading back what it would have set.

mod compare;
mod expectation;
mod read;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use crate::client::Client;

pub use expectation::Expectation;
pub(crate) use expectation::{Expected, fields};

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

/// A change whose outcome is not known, and what is needed to look for it.
#[derive(Clone)]
pub struct Change(Arc<Parts>);

struct Parts {
    client: Client,
    expectation: Expectation,
}

impl Change {
    pub(crate) fn new(client: Client, expectation: Expectation) -> Self {
        Self(Arc::new(Parts { client, expectation }))
    }

    /// Whom the change is about, where it names somebody: a username.
    pub fn target(&self) -> Option<&str> {
        self.0.expectation.target()
    }

    /// Reads back what the change would have set. It changes nothing, and never repeats the call.
    pub async fn reconcile(&self) -> Reconciled {
        let Parts { client, expectation } = &*self.0;
        let first = read::read(client, expectation).await;
        if first.verdict != Verdict::NotAppliedYet {
            return first;
        }
        sleep(BETWEEN_READS).await;
        read::read(client, expectation).await
    }
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change").field("target", &self.target()).finish_non_exhaustive()
    }
}
