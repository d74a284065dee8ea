//! The outcome of a job, before it is recorded.

use crate::error::{Error, Result};
use crate::named_call::NamedResult;

/// The outcome of a job.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) result: Result<Option<NamedResult>>,
    /// How the state was found, if it was read back.
    pub(super) evidence: Option<String>,
    pub(super) from_ledger: bool,
    /// Whether the ledger does not have it yet.
    pub(super) is_news: bool,
}

impl Ended {
    pub(super) fn of_call(result: Result<NamedResult>) -> Self {
        Self { result: result.map(Some), evidence: None, from_ledger: false, is_news: true }
    }

    /// An error that the ledger keeps no record of.
    pub(super) fn unrecorded(error: Error) -> Self {
        Self { is_news: false, ..Self::of_call(Err(error)) }
    }

    pub(super) fn applied_before(evidence: String) -> Self {
        Self { result: Ok(None), evidence: Some(evidence), from_ledger: true, is_news: true }
    }

    pub(super) fn unknown(error: Error) -> Self {
        Self { from_ledger: true, ..Self::of_call(Err(error)) }
    }

    pub(super) fn recorded(result: Result<()>) -> Self {
        Self { result: result.map(|()| None), evidence: None, from_ledger: true, is_news: false }
    }
}
