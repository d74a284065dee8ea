//! Exponential backoff with an upper bound.

use std::time::Duration;

/// The waits after one kind of failure, before jitter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backoff {
    pub(crate) first: Duration,
    pub(crate) max: Duration,
}

impl Backoff {
    /// The wait that follows `previous` waits.
    pub(crate) fn wait(&self, previous: u32) -> Duration {
        self.first.saturating_mul(2_u32.saturating_pow(previous)).min(self.max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_maximum() {
        let milliseconds = Duration::from_millis;
        let backoff = Backoff { first: milliseconds(30), max: milliseconds(200) };
        let waits =
            [0, 1, 2, 3, 4, 99, u32::MAX].map(|previous| backoff.wait(previous).as_millis());
        assert_eq!(waits, [30, 60, 120, 200, 200, 200, 200]);
        let flat = Backoff { first: milliseconds(300), max: milliseconds(200) };
        assert_eq!(flat.wait(0), milliseconds(200));
    }
}
