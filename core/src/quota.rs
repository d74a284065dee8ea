//! How much a client may repeat in all: a server that is down is not helped by three times the calls.

use std::sync::atomic::{AtomicU32, Ordering};

/// What a repeat costs after a failure, and after a refusal for the rate.
const TRANSIENT: u32 = 14;
const THROTTLED: u32 = 5;

/// Tokens for repeats. Successes give them back.
#[derive(Debug)]
pub(crate) struct Quota {
    most: u32,
    left: AtomicU32,
}

impl Quota {
    pub(crate) fn new(most: u32) -> Self {
        Self { most, left: AtomicU32::new(most) }
    }

    /// Pays for a repeat: what it cost, or none where it cannot be paid.
    pub(crate) fn pay(&self, throttled: bool) -> Option<u32> {
        let cost = if throttled { THROTTLED } else { TRANSIENT };
        let pay = |left: u32| left.checked_sub(cost);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay).ok().map(|_| cost)
    }

    /// A call has succeeded, after having paid that much: it gets it back, or a little where it
    /// paid nothing.
    pub(crate) fn succeed(&self, paid: u32) {
        let give = |left: u32| Some(left.saturating_add(paid.max(1)).min(self.most));
        if self.left.load(Ordering::Relaxed) < self.most {
            let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_down_costs_35_repeats() {
        let quota = Quota::new(500);
        assert_eq!((0..10_000).filter(|_| quota.pay(false).is_some()).count(), 35);
        assert_eq!((0..10_000).filter(|_| quota.pay(true).is_some()).count(), 2);
    }

    #[test]
    fn successes_fill_it_again_and_never_above_the_brim() {
        let quota = Quota::new(20);
        assert_eq!(quota.pay(false), Some(14));
        assert_eq!(quota.pay(false), None);
        quota.succeed(14);
        assert_eq!(quota.pay(false), Some(14));
        for _ in 0..100 {
            quota.succeed(0);
        }
        assert_eq!((0..10).filter(|_| quota.pay(true).is_some()).count(), 4);
    }
}
