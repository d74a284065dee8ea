//! The server clock: the system clock with an offset that tests can set.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The last second of the year 9999, the largest time that an HTTP date can represent.
const LAST_SECOND: u64 = 253_402_300_799;

/// The offset of the server clock from the system clock.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    shift_seconds: AtomicI64,
}

impl Clock {
    pub(crate) fn shift(&self, seconds: i64) {
        self.shift_seconds.store(seconds, Ordering::Relaxed);
    }

    pub(crate) fn shift_seconds(&self) -> i64 {
        self.shift_seconds.load(Ordering::Relaxed)
    }

    /// The current time, clamped to the range of HTTP dates.
    pub(crate) fn now(&self) -> SystemTime {
        let seconds = self.shift_seconds();
        let shift = Duration::from_secs(seconds.unsigned_abs());
        let now = SystemTime::now();
        let last = UNIX_EPOCH + Duration::from_secs(LAST_SECOND);
        let shifted = if seconds < 0 {
            now.checked_sub(shift).unwrap_or(UNIX_EPOCH)
        } else {
            now.checked_add(shift).unwrap_or(last)
        };
        shifted.clamp(UNIX_EPOCH, last)
    }
}

/// Whole seconds since the Unix epoch; 0 for earlier times.
pub(crate) fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clamps_every_shift_to_the_range_of_http_dates() {
        let clock = Clock::default();
        for (shift, expected) in [
            (i64::MIN, 0),
            (-400_000_000_000, 0),
            (400_000_000_000, LAST_SECOND),
            (i64::MAX, LAST_SECOND),
        ] {
            clock.shift(shift);
            assert_eq!(seconds(clock.now()), expected, "{shift}");
            httpdate::fmt_http_date(clock.now());
        }
        clock.shift(0);
        assert!(seconds(SystemTime::now()) - seconds(clock.now()) <= 1);
    }
}
