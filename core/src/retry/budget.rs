//! How much a client may repeat in all: a server that is down is not helped by three times the calls.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Error, Result};

const LARGEST: u32 = 1_000_000;

/// What repeats cost, and what pays for them, in tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prices {
    /// What there is at first, and at most.
    pub(crate) quota: u32,
    /// Of a repeat after a failure.
    pub(crate) retry: u32,
    /// Of a repeat after a refusal for the rate.
    pub(crate) throttled_retry: u32,
    /// What a call gives that succeeds without a repeat.
    pub(crate) gain: u32,
}

impl Default for Prices {
    fn default() -> Self {
        Self { quota: 500, retry: 14, throttled_retry: 5, gain: 1 }
    }
}

impl Prices {
    pub(crate) fn check(&self) -> Result<()> {
        if self.quota > LARGEST {
            let problem = format_args!("is larger than {LARGEST}").to_string();
            return Err(Error::invalid_input("retry_quota", problem));
        }
        let prices = [
            ("retry_cost", self.retry),
            ("throttle_retry_cost", self.throttled_retry),
            ("retry_gain", self.gain),
        ];
        match prices.into_iter().find(|(_, tokens)| !(1..=LARGEST).contains(tokens)) {
            None => Ok(()),
            Some((field, _)) => {
                let problem = format_args!("is not between 1 and {LARGEST}").to_string();
                Err(Error::invalid_input(field, problem))
            }
        }
    }
}

/// Tokens for repeats. Successes give them back.
#[derive(Debug)]
pub(crate) struct Quota {
    prices: Prices,
    left: AtomicU32,
}

impl Quota {
    pub(crate) fn new(prices: Prices) -> Self {
        Self { prices, left: AtomicU32::new(prices.quota) }
    }

    /// Pays for a repeat: what it cost, or none where it cannot be paid.
    pub(crate) fn pay(&self, throttled: bool) -> Option<u32> {
        let cost = if throttled { self.prices.throttled_retry } else { self.prices.retry };
        let pay = |left: u32| left.checked_sub(cost);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay).ok().map(|_| cost)
    }

    /// A call has succeeded, after having paid that much: it gets it back, or a little where it
    /// paid nothing.
    pub(crate) fn succeed(&self, paid: u32) {
        let back = if paid == 0 { self.prices.gain } else { paid };
        let give = |left: u32| Some(left.saturating_add(back).min(self.prices.quota));
        if self.left.load(Ordering::Relaxed) < self.prices.quota {
            let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paid(quota: &Quota, throttled: bool) -> usize {
        (0..10_000).filter(|_| quota.pay(throttled).is_some()).count()
    }

    #[test]
    fn a_server_that_is_down_costs_35_repeats() {
        let quota = Quota::new(Prices::default());
        assert_eq!(paid(&quota, false), 35);
        assert_eq!(paid(&quota, true), 2);
    }

    #[test]
    fn successes_fill_it_again_and_never_above_the_brim() {
        let quota = Quota::new(Prices { quota: 20, ..Prices::default() });
        assert_eq!(quota.pay(false), Some(14));
        assert_eq!(quota.pay(false), None);
        quota.succeed(14);
        assert_eq!(quota.pay(false), Some(14));
        for _ in 0..100 {
            quota.succeed(0);
        }
        assert_eq!(paid(&quota, true), 4);
    }

    #[test]
    fn prices_are_those_that_were_set() {
        let quota = Quota::new(Prices { quota: 60, retry: 20, throttled_retry: 3, gain: 7 });
        assert_eq!(paid(&quota, false), 3);
        for _ in 0..4 {
            quota.succeed(0);
        }
        assert_eq!(paid(&quota, true), 9);
    }
}
