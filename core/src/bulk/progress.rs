//! Progress of a bulk run.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::client::Client;
use crate::error::Outcome;
use crate::operation::{Api, OperationInfo};

/// The rate is that of so many last seconds.
const SECONDS: usize = 10;
/// The same, in the type of durations.
const LENGTH: u64 = SECONDS as u64;

/// Number of jobs by what became of them, and how fast they end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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
    /// Jobs among these whose outcome comes from the ledger.
    pub from_ledger: u64,
    /// Jobs that ended per second, in the last ten seconds, without those from the ledger.
    pub rate: f64,
    /// The rate limit of the last operation; `None` until the server has reported it.
    pub window: Option<BulkWindow>,
    /// Number of all jobs, if it is known; see [`Bulk::set_total`](crate::Bulk::set_total).
    pub total: Option<u64>,
}

/// A rate limit, as the server last reported it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BulkWindow {
    /// Requests allowed per window; `None` if unknown.
    pub limit: Option<u64>,
    /// Requests left in the window when the response was sent; `None` if unknown.
    pub remaining: Option<u64>,
    /// Start of the next window, by the server's clock; `None` if unknown.
    pub reset_at: Option<SystemTime>,
}

impl BulkProgress {
    /// Jobs that ended.
    pub fn ended(&self) -> u64 {
        self.applied
            .saturating_add(self.rejected)
            .saturating_add(self.not_sent)
            .saturating_add(self.unknown)
    }

    /// Jobs that have not ended; `None` if their number is not known.
    pub fn left(&self) -> Option<u64> {
        self.total.map(|total| total.saturating_sub(self.ended()))
    }

    /// Time in which the rest ends at the current rate; `None` if that is not known.
    pub fn time_left(&self) -> Option<Duration> {
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let seconds = self.left()? as f64 / self.rate;
        Duration::try_from_secs_f64(seconds).ok()
    }
}

/// The calls whose rate limit is shown.
#[derive(Debug)]
struct Scope {
    operation: Cow<'static, str>,
    account: Option<String>,
}

#[derive(Debug)]
pub(super) struct Counters {
    begun: AtomicU64,
    applied: AtomicU64,
    rejected: AtomicU64,
    not_sent: AtomicU64,
    unknown: AtomicU64,
    from_ledger: AtomicU64,
    /// `u64::MAX`: not known.
    total: AtomicU64,
    started: Instant,
    ends: Mutex<Ends>,
    scope: Mutex<Option<Scope>>,
}

/// Number of jobs that ended in each of the last seconds, by the second.
#[derive(Debug, Default)]
struct Ends([(u64, u64); SECONDS]);

impl Ends {
    fn count(&mut self, second: u64) {
        let Ok(index) = usize::try_from(second).map(|second| second % SECONDS) else { return };
        if let Some((of, count)) = self.0.get_mut(index) {
            *count = if *of == second { count.saturating_add(1) } else { 1 };
            *of = second;
        }
    }

    /// Jobs per second until `now`, which is after the start of the run.
    fn rate(&self, now: Duration) -> f64 {
        let second = now.as_secs();
        let is_recent = |of: u64| of <= second && second < of.saturating_add(LENGTH);
        let recent = self.0.iter().filter(|(of, _)| is_recent(*of)).map(|(_, count)| count);
        let count = recent.fold(0, |sum: u64, count| sum.saturating_add(*count));
        let first = Duration::from_secs((second + 1).saturating_sub(LENGTH));
        let length = now.saturating_sub(first).max(Duration::from_millis(100));
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let count = count as f64;
        count / length.as_secs_f64()
    }
}

impl Default for Counters {
    fn default() -> Self {
        Self {
            begun: AtomicU64::default(),
            applied: AtomicU64::default(),
            rejected: AtomicU64::default(),
            not_sent: AtomicU64::default(),
            unknown: AtomicU64::default(),
            from_ledger: AtomicU64::default(),
            total: AtomicU64::new(u64::MAX),
            started: Instant::now(),
            ends: Mutex::default(),
            scope: Mutex::default(),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Counters {
    pub(super) fn begin(&self) {
        self.begun.fetch_add(1, Ordering::Relaxed);
    }

    /// Takes back the beginning of a job that the run could not begin.
    pub(super) fn withdraw(&self) {
        self.begun.fetch_sub(1, Ordering::Relaxed);
    }

    pub(super) fn set_total(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
    }

    /// The operation and the account of the last call.
    pub(super) fn set_scope(&self, info: &OperationInfo, account: Option<&str>) {
        let operation =
            if info.api == Api::Customers { Cow::Borrowed("customers") } else { info.name.into() };
        let mut scope = lock(&self.scope);
        let is_same =
            |scope: &Scope| scope.operation == operation && scope.account.as_deref() == account;
        if !scope.as_ref().is_some_and(is_same) {
            *scope = Some(Scope { operation, account: account.map(str::to_owned) });
        }
    }

    pub(super) fn end(&self, outcome: Outcome, from_ledger: bool) {
        let counter = match outcome {
            Outcome::Applied => &self.applied,
            Outcome::Rejected => &self.rejected,
            Outcome::NotSent => &self.not_sent,
            Outcome::Unknown => &self.unknown,
        };
        counter.fetch_add(1, Ordering::Relaxed);
        if from_ledger {
            self.from_ledger.fetch_add(1, Ordering::Relaxed);
        } else {
            lock(&self.ends).count(self.started.elapsed().as_secs());
        }
    }

    pub(super) fn progress(&self, client: &Client) -> BulkProgress {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        BulkProgress {
            begun: read(&self.begun),
            applied: read(&self.applied),
            rejected: read(&self.rejected),
            not_sent: read(&self.not_sent),
            unknown: read(&self.unknown),
            from_ledger: read(&self.from_ledger),
            rate: lock(&self.ends).rate(self.started.elapsed()),
            window: self.window(client),
            total: Some(read(&self.total)).filter(|total| *total != u64::MAX),
        }
    }

    fn window(&self, client: &Client) -> Option<BulkWindow> {
        let scope = lock(&self.scope);
        let Scope { operation, account } = scope.as_ref()?;
        let limits = client.rate_limits();
        let limit = limits
            .into_iter()
            .find(|limit| limit.operation == *operation && limit.on_behalf_of == *account)?;
        Some(BulkWindow {
            limit: limit.limit,
            remaining: limit.remaining,
            reset_at: limit.reset_at,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_the_last_ten_seconds() {
        let mut ends = Ends::default();
        for _ in 0..30 {
            ends.count(0);
        }
        let at = |ends: &Ends, seconds: f64| ends.rate(Duration::from_secs_f64(seconds));
        assert!((at(&ends, 0.5) - 60.0).abs() < 1e-9);
        assert!((at(&ends, 1.0) - 30.0).abs() < 1e-9);
        for second in 1..10 {
            ends.count(second);
        }
        assert!((at(&ends, 9.75) - 39.0 / 9.75).abs() < 1e-9);
        ends.count(10);
        // The first second is no longer counted.
        assert!((at(&ends, 10.5) - 10.0 / 9.5).abs() < 1e-9);
        assert!(at(&ends, 100.0).abs() < 1e-9);
    }

    #[test]
    fn the_rest_takes_as_long_as_the_rate_says() {
        let progress = BulkProgress {
            applied: 60,
            rejected: 40,
            rate: 10.0,
            total: Some(600),
            ..BulkProgress::default()
        };
        assert_eq!(progress.left(), Some(500));
        assert_eq!(progress.time_left(), Some(Duration::from_secs(50)));
        let (unknown, halted) =
            (BulkProgress { total: None, ..progress }, BulkProgress { rate: 0.0, ..progress });
        assert_eq!((unknown.left(), unknown.time_left(), halted.time_left()), (None, None, None));
    }
}
