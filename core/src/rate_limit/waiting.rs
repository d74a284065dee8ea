//! Reports of the waits for a rate limit.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// A longer wait is reported to the user, a shorter one for debugging.
pub(crate) const LONG_WAIT: Duration = Duration::from_secs(1);
/// A shorter wait for another call to leave the queue is not reported.
const MIN_WAIT: Duration = Duration::from_millis(1);

/// A wait for a rate limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wait {
    pub(crate) length: Duration,
    /// By the local clock.
    pub(crate) ends_at: SystemTime,
}

/// Reports the waits of one call: at their start if their end is known, otherwise at their end.
pub(crate) struct Waiting<F> {
    started: Instant,
    report: F,
    reported_until: Option<Instant>,
    reported_long: bool,
}

impl<F: Fn(Wait)> Waiting<F> {
    pub(crate) fn start(now: Instant, report: F) -> Self {
        Self { started: now, report, reported_until: None, reported_long: false }
    }

    /// The call waits until a time.
    pub(crate) fn until(&mut self, until: Instant, now: Instant) {
        // The window closes again while calls wait in the queue, for the same time or a later one.
        if until > now && self.is_later(until) {
            self.reported_until = Some(until);
            let left = until.saturating_duration_since(now);
            self.report(left, left);
        }
    }

    /// The call waits no longer.
    pub(crate) fn end(mut self, now: Instant) {
        let length = now.saturating_duration_since(self.started);
        let unreported = self.is_later(now) || (length > LONG_WAIT && !self.reported_long);
        if unreported && length >= MIN_WAIT {
            self.report(length, Duration::ZERO);
        }
    }

    fn is_later(&self, time: Instant) -> bool {
        let is_later = |reported| time.saturating_duration_since(reported) > LONG_WAIT;
        self.reported_until.is_none_or(is_later)
    }

    fn report(&mut self, length: Duration, left: Duration) {
        self.reported_long |= length > LONG_WAIT;
        let now = SystemTime::now();
        (self.report)(Wait { length, ends_at: now.checked_add(left).unwrap_or(now) });
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn millis(number: u64) -> Duration {
        Duration::from_millis(number)
    }

    /// The lengths that are reported of a wait of `total` ms, which at some times, in ms, was known to
    /// last until others.
    fn reports(known: &[(u64, u64)], total: u64) -> Vec<u128> {
        let (lengths, start) = (RefCell::<Vec<u128>>::default(), Instant::now());
        let report = |wait: Wait| lengths.borrow_mut().push(wait.length.as_millis());
        let mut waiting = Waiting::start(start, report);
        for (at, until) in known {
            waiting.until(start + millis(*until), start + millis(*at));
        }
        waiting.end(start + millis(total));
        lengths.take()
    }

    #[test]
    fn a_known_wait_is_reported_once_at_its_start() {
        assert_eq!(reports(&[(0, 5000)], 5000), [5000]);
        assert_eq!(reports(&[(0, 5000), (1000, 5000), (2000, 5500)], 5600), [5000]);
        assert_eq!(reports(&[(0, 300)], 400), [300]);
        assert_eq!(reports(&[(100, 100)], 0), [0_u128; 0]);
    }

    #[test]
    fn a_later_end_is_reported_as_another_wait() {
        assert_eq!(reports(&[(0, 2000), (2100, 4100)], 4200), [2000, 2000]);
    }

    #[test]
    fn a_wait_for_other_calls_is_reported_at_its_end() {
        assert_eq!(reports(&[], 0), [0_u128; 0]);
        assert_eq!(reports(&[], 40), [40]);
        assert_eq!(reports(&[], 3000), [3000]);
        assert_eq!(reports(&[(0, 2000)], 9000), [2000, 9000]);
        // The first report was for debugging alone.
        assert_eq!(reports(&[(0, 600)], 1500), [600, 1500]);
    }
}
