//! How many retries a client pays for in all: a server that is down is not helped by three times the
//! requests.

use std::sync::atomic::{AtomicU32, Ordering};

/// The tokens of a retry budget.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RetryCosts {
    /// Tokens at first, and at most.
    pub(crate) budget: u32,
    /// Cost of a retry after a failure.
    pub(crate) failure: u32,
    /// Cost of a retry after a refusal by a rate limit.
    pub(crate) rate_limit: u32,
    /// Refund of a call that succeeds without a retry.
    pub(crate) refund: u32,
}

impl Default for RetryCosts {
    fn default() -> Self {
        Self { budget: 500, failure: 14, rate_limit: 5, refund: 1 }
    }
}

/// Tokens for retries. Successful calls give them back.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    costs: RetryCosts,
    left: AtomicU32,
}

impl RetryBudget {
    pub(crate) fn new(costs: RetryCosts) -> Self {
        Self { costs, left: AtomicU32::new(costs.budget) }
    }

    /// Pays for a retry. Gives the cost, or `None` where too few tokens are left.
    pub(crate) fn withdraw(&self, rate_limited: bool) -> Option<u32> {
        let cost = if rate_limited { self.costs.rate_limit } else { self.costs.failure };
        let pay = |left: u32| left.checked_sub(cost);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay).ok().map(|_| cost)
    }

    /// Records a successful call that has paid so much: it gets that back, or the refund where it
    /// paid nothing.
    pub(crate) fn deposit(&self, paid: u32) {
        let back = if paid == 0 { self.costs.refund } else { paid };
        let give = |left: u32| Some(left.saturating_add(back).min(self.costs.budget));
        if self.left.load(Ordering::Relaxed) < self.costs.budget {
            let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn withdrawals(budget: &RetryBudget, rate_limited: bool) -> usize {
        (0..10_000).filter(|_| budget.withdraw(rate_limited).is_some()).count()
    }

    #[test]
    fn a_server_that_is_down_costs_35_retries() {
        let budget = RetryBudget::new(RetryCosts::default());
        assert_eq!(withdrawals(&budget, false), 35);
        assert_eq!(withdrawals(&budget, true), 2);
    }

    #[test]
    fn successes_refill_it_up_to_its_size() {
        let budget = RetryBudget::new(RetryCosts { budget: 20, ..RetryCosts::default() });
        assert_eq!(budget.withdraw(false), Some(14));
        assert_eq!(budget.withdraw(false), None);
        budget.deposit(14);
        assert_eq!(budget.withdraw(false), Some(14));
        for _ in 0..100 {
            budget.deposit(0);
        }
        assert_eq!(withdrawals(&budget, true), 4);
    }

    #[test]
    fn costs_are_those_that_were_set() {
        let costs = RetryCosts { budget: 60, failure: 20, rate_limit: 3, refund: 7 };
        let budget = RetryBudget::new(costs);
        assert_eq!(withdrawals(&budget, false), 3);
        for _ in 0..4 {
            budget.deposit(0);
        }
        assert_eq!(withdrawals(&budget, true), 9);
    }
}
