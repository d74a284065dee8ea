//! Rate limiting in fixed windows, per API, operation and credential.
//!
//! The headers and their meaning are documented ("Rate Limits" of the v3 documentation: the limit
//! applies per endpoint, and the reset is an epoch time). The alignment of windows at multiples of
//! their length is an inference: an observed `X-RateLimit-Reset` of 1492362540 is a multiple of 60.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::window::Window;
use crate::window_rules::{
    RetryAfter, WindowRule, WindowState, WindowStates, WindowTotal, Windows,
};

/// The number of windows per API whose totals are kept for the control API.
const MAX_TOTALS: usize = 1000;

/// The APIs; each has its own rate limiter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Api {
    V3,
    Customers,
}

/// The API and the operation that a request counts for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bucket {
    pub(crate) api: Api,
    pub(crate) operation: &'static str,
}

/// The decision of a rate limiter about one request, with the values of its headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) allowed: bool,
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    /// Seconds since the Unix epoch at which the next window begins.
    pub(crate) reset: u64,
    /// Whether the response has the headers `X-RateLimit-*`.
    pub(crate) has_headers: bool,
    pub(crate) retry_after: Option<RetryAfterValue>,
}

/// The header `Retry-After` in one of its two forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryAfterValue {
    Seconds(u32),
    Date,
}

/// The rate limiters of both APIs and of single operations.
#[derive(Debug)]
pub(crate) struct RateLimiters {
    v3: RateLimiter,
    customers: RateLimiter,
    /// The operations under `/v3/` that have a rule of their own.
    operations: BTreeMap<String, RateLimiter>,
}

/// The rate limiter of one API. All its windows begin and end together, so only the current one
/// needs counts per credential.
#[derive(Debug)]
struct RateLimiter {
    rule: WindowRule,
    /// Admitted requests in the current window, by operation and credential.
    admitted: HashMap<&'static str, HashMap<String, u32>>,
    totals: VecDeque<WindowTotal>,
}

impl RateLimiters {
    pub(crate) fn new(window: Window) -> Self {
        let rule = WindowRule::from(window);
        let operations = BTreeMap::new();
        Self { v3: RateLimiter::new(rule), customers: RateLimiter::new(rule), operations }
    }

    /// Replaces the rules and resets the counts. A rule for `v3` replaces those of single operations.
    /// Returns false if there are no rules.
    pub(crate) fn set(&mut self, rules: &Windows) -> bool {
        if let Some(rule) = rules.v3 {
            self.v3 = RateLimiter::new(rule);
            self.operations.clear();
        }
        if let Some(rule) = rules.customers {
            self.customers = RateLimiter::new(rule);
        }
        let own = rules.operations.iter();
        self.operations.extend(own.map(|(name, rule)| (name.clone(), RateLimiter::new(*rule))));
        rules.v3.is_some() || rules.customers.is_some() || !rules.operations.is_empty()
    }

    /// Counts one request at `now`, in seconds since the Unix epoch.
    pub(crate) fn count(&mut self, now: u64, bucket: Bucket, credential: &str) -> Decision {
        let limiter = match bucket.api {
            Api::V3 => self.operations.get_mut(bucket.operation).unwrap_or(&mut self.v3),
            Api::Customers => &mut self.customers,
        };
        limiter.count(now, bucket.operation, credential)
    }

    /// The rules and the totals.
    pub(crate) fn states(&self) -> WindowStates {
        let operations = self.operations.iter();
        let operations = operations.map(|(name, limiter)| (name.clone(), limiter.state()));
        WindowStates {
            v3: self.v3.state(),
            customers: self.customers.state(),
            operations: operations.collect(),
        }
    }
}

impl RateLimiter {
    fn new(rule: WindowRule) -> Self {
        Self { rule, admitted: HashMap::new(), totals: VecDeque::new() }
    }

    fn count(&mut self, now: u64, operation: &'static str, credential: &str) -> Decision {
        let WindowRule { limit, window_seconds, headers, .. } = self.rule;
        let length = u64::from(window_seconds.get());
        let start = now - now % length;
        self.begin(start);
        let by_credential = self.admitted.entry(operation).or_default();
        let admitted = by_credential.entry(credential.to_owned()).or_default();
        let allowed = *admitted < limit;
        if allowed {
            *admitted += 1;
        }
        let remaining = limit - *admitted;
        if let Some(total) = self.totals.back_mut() {
            *(if allowed { &mut total.admitted } else { &mut total.rejected }) += 1;
        }
        let reset = start + length;
        let retry_after = self.rule.retry_after.at(reset, now).filter(|_| !allowed);
        let has_headers = allowed || headers;
        Decision { allowed, limit, remaining, reset, has_headers, retry_after }
    }

    fn begin(&mut self, start: u64) {
        if self.totals.back().is_some_and(|total| total.start == start) {
            return;
        }
        self.admitted.clear();
        if self.totals.len() == MAX_TOTALS {
            self.totals.pop_front();
        }
        self.totals.push_back(WindowTotal { start, admitted: 0, rejected: 0 });
    }

    fn state(&self) -> WindowState {
        WindowState { rule: self.rule, windows: self.totals.iter().copied().collect() }
    }
}

impl RetryAfter {
    fn at(self, reset: u64, now: u64) -> Option<RetryAfterValue> {
        match self {
            RetryAfter::None => None,
            RetryAfter::Seconds => u32::try_from(reset - now).ok().map(RetryAfterValue::Seconds),
            RetryAfter::Date => Some(RetryAfterValue::Date),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READ: &str = "user.get_email";
    const WRITE: &str = "user.update_email";

    fn limiter(limit: u32) -> RateLimiter {
        RateLimiters::new(Window { limit, seconds: 60 }).v3
    }

    fn decision(allowed: bool, remaining: u32, reset: u64) -> Decision {
        Decision { allowed, limit: 2, remaining, reset, has_headers: true, retry_after: None }
    }

    #[test]
    fn counts_down_and_rejects_beyond_the_limit() {
        let mut limiter = limiter(2);
        assert_eq!(limiter.count(120, READ, "a"), decision(true, 1, 180));
        assert_eq!(limiter.count(150, READ, "a"), decision(true, 0, 180));
        assert_eq!(limiter.count(179, READ, "a"), decision(false, 0, 180));
        assert_eq!(limiter.count(179, READ, "a"), decision(false, 0, 180));
    }

    #[test]
    fn begins_windows_at_multiples_of_their_length() {
        let mut limiter = limiter(2);
        assert_eq!(limiter.count(1_492_362_539, READ, "a"), decision(true, 1, 1_492_362_540));
        assert_eq!(limiter.count(1_492_362_540, READ, "a"), decision(true, 1, 1_492_362_600));
    }

    #[test]
    fn counts_each_key_and_operation_separately() {
        let mut limiter = limiter(2);
        limiter.count(0, READ, "a");
        assert_eq!(limiter.count(0, READ, "a").remaining, 0);
        assert_eq!(limiter.count(0, READ, "b").remaining, 1);
        assert_eq!(limiter.count(0, WRITE, "a").remaining, 1);
    }

    #[test]
    fn begins_a_new_window_when_the_clock_moves_back() {
        let mut limiter = limiter(2);
        limiter.count(600, READ, "a");
        assert_eq!(limiter.count(59, READ, "a"), decision(true, 1, 60));
    }

    #[test]
    fn rejects_all_requests_with_a_limit_of_zero() {
        let mut limiter = limiter(0);
        assert!(!limiter.count(0, READ, "a").allowed);
    }

    #[test]
    fn keeps_rules_and_windows_of_the_two_apis_separate() {
        let mut limiters = RateLimiters::new(Window { limit: 1, seconds: 60 });
        let rules = r#"{"v3": {"limit": 1, "window_seconds": 7, "retry_after": "seconds"}}"#;
        assert!(limiters.set(&serde_json::from_str(rules).unwrap()));
        let users = Bucket { api: Api::V3, operation: READ };
        let customers = Bucket { api: Api::Customers, operation: "" };
        assert_eq!(limiters.count(15, users, "a").reset, 21);
        let rejected = limiters.count(15, users, "a");
        assert_eq!(rejected.retry_after, Some(RetryAfterValue::Seconds(6)));
        assert_eq!(limiters.count(15, customers, "a").reset, 60);
        limiters.count(22, users, "a");
        let states = limiters.states();
        let total = |start, admitted, rejected| WindowTotal { start, admitted, rejected };
        assert_eq!(states.v3.windows, [total(14, 1, 1), total(21, 1, 0)]);
        let json = serde_json::to_value(&states).unwrap();
        assert_eq!(json["v3"]["windows"][0]["rejected"], 1);
        assert_eq!(json["v3"]["limit"], 1);
        assert_eq!(json["customers"]["window_seconds"], 60);
        assert!(!limiters.set(&serde_json::from_str("{}").unwrap()));
    }
}
