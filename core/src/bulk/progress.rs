//! Progress of a bulk run.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::Outcome;

/// Number of jobs by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BulkProgress {
    /// Jobs that were begun.
    pub begun: u64,
    /// Jobs whose change was applied, in this run or an earlier one.
    pub applied: u64,
    /// Jobs that the server refused.
    pub rejected: u64,
    /// Jobs that were not sent.
    pub not_sent: u64,
    /// Jobs whose outcome is unknown.
    pub unknown: u64,
}

impl BulkProgress {
    /// Jobs that ended.
    pub fn ended(&self) -> u64 {
        self.applied
            .saturating_add(self.rejected)
            .saturating_add(self.not_sent)
            .saturating_add(self.unknown)
    }
}

#[derive(Debug, Default)]
pub(super) struct Counters {
    begun: AtomicU64,
    applied: AtomicU64,
    rejected: AtomicU64,
    not_sent: AtomicU64,
    unknown: AtomicU64,
}

impl Counters {
    pub(super) fn begin(&self) {
        self.begun.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn end(&self, outcome: Outcome) {
        let counter = match outcome {
            Outcome::Applied => &self.applied,
            Outcome::Rejected => &self.rejected,
            Outcome::NotSent => &self.not_sent,
            Outcome::Unknown => &self.unknown,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn progress(&self) -> BulkProgress {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        BulkProgress {
            begun: read(&self.begun),
            applied: read(&self.applied),
            rejected: read(&self.rejected),
            not_sent: read(&self.not_sent),
            unknown: read(&self.unknown),
        }
    }
}
