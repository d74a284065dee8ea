//! The retry budget: it limits the retries of a client, which would multiply the load on a failing
//! server.

use std::sync::atomic::{AtomicU32, Ordering};

/// Size and prices of a retry budget, in tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RetryCosts {
    /// Initial and maximum number of tokens.
    pub(crate) budget: u32,
    /// Cost of a retry after a failure.
    pub(crate) failure: u32,
    /// Cost of a retry after HTTP 429.
    pub(crate) rate_limit: u32,
    /// Tokens returned by a call that succeeds without a retry.
    pub(crate) refund: u32,
}

impl Default for RetryCosts {
    fn default() -> Self {
        Self { budget: 500, failure: 14, rate_limit: 5, refund: 1 }
    }
}

/// The tokens of a client. Retries take them, successful calls return them.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    costs: RetryCosts,
    tokens: AtomicU32,
}

impl RetryBudget {
    pub(crate) fn new(costs: RetryCosts) -> Self {
        Self { costs, tokens: AtomicU32::new(costs.budget) }
    }

    /// Takes the tokens of a retry and returns their number; `None` if too few are left.
    pub(crate) fn withdraw(&self, rate_limited: bool) -> Option<u32> {
        let cost = if rate_limited { self.costs.rate_limit } else { self.costs.failure };
        let take = |tokens: u32| tokens.checked_sub(cost);
        self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).ok().map(|_| cost)
    }

    /// Returns the tokens that a successful call has taken, or the refund if it took none.
    pub(crate) fn deposit(&self, taken: u32) {
        let returned = if taken == 0 { self.costs.refund } else { taken };
        let add = |tokens: u32| Some(tokens.saturating_add(returned).min(self.costs.budget));
        if self.tokens.load(Ordering::Relaxed) < self.costs.budget {
            let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
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
    fn the_default_budget_allows_35_retries_after_failures() {
        let budget = RetryBudget::new(RetryCosts::default());
        assert_eq!(withdrawals(&budget, false), 35);
        assert_eq!(withdrawals(&budget, true), 2);
    }

    #[test]
    fn successes_refill_the_budget_up_to_its_size() {
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
}
