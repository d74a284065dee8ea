//! How long to wait where a server does not say it: twice as long each time, up to a limit.

use std::time::Duration;

/// The waits of one kind of failure, before chance shortens them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backoff {
    pub(crate) first: Duration,
    pub(crate) longest: Duration,
}

impl Backoff {
    /// The wait after so many earlier ones.
    pub(crate) fn after(&self, earlier: u32) -> Duration {
        self.first.saturating_mul(2_u32.saturating_pow(earlier)).min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let milliseconds = Duration::from_millis;
        let backoff = Backoff { first: milliseconds(30), longest: milliseconds(200) };
        let waits = [0, 1, 2, 3, 4, 99, u32::MAX].map(|earlier| backoff.after(earlier).as_millis());
        assert_eq!(waits, [30, 60, 120, 200, 200, 200, 200]);
        let flat = Backoff { first: milliseconds(300), longest: milliseconds(200) };
        assert_eq!(flat.after(0), milliseconds(200));
    }
}
