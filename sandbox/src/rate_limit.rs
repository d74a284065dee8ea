//! Rate limiting in fixed windows, per API, operation and credential.
//!
//! The headers and their meaning are documented ("Rate Limits" of the v3 documentation: the limit
//! applies per endpoint, and the reset is an epoch time). The alignment of windows at multiples of
//! their length is an inference: an observed `X-RateLimit-Reset` of 1492362540 is a multiple of 60.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::window::Window;

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
    pub(crate) retry_after: Option<RetryAfter>,
}

/// The header `Retry-After` in one of its two forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    Seconds(u32),
    Date,
}

/// The rate limit of one API, as set over the control API.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    limit: u32,
    window_seconds: NonZeroU32,
    /// Whether a response 429 has the headers `X-RateLimit-*`.
    #[serde(default = "enabled")]
    headers: bool,
    #[serde(default)]
    retry_after: RetryAfterForm,
}

#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum RetryAfterForm {
    #[default]
    None,
    Seconds,
    Date,
}

/// New rate limits for one API or both, or for single operations, as set over the control API.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rules {
    v3: Option<Rule>,
    customers: Option<Rule>,
    /// Rules for single operations under `/v3/`, by their names.
    #[serde(default)]
    operations: BTreeMap<String, Rule>,
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
    rule: Rule,
    /// Admitted requests in the current window, by operation and credential.
    admitted: HashMap<&'static str, HashMap<String, u32>>,
    totals: VecDeque<Total>,
}

/// The totals of one window.
#[derive(Debug, Clone, Copy, Serialize)]
struct Total {
    start: u64,
    admitted: u64,
    rejected: u64,
}

impl RateLimiters {
    pub(crate) fn new(window: Window) -> Self {
        let rule = Rule {
            limit: window.limit,
            window_seconds: NonZeroU32::new(window.seconds).unwrap_or(NonZeroU32::MIN),
            headers: true,
            retry_after: RetryAfterForm::None,
        };
        let operations = BTreeMap::new();
        Self { v3: RateLimiter::new(rule), customers: RateLimiter::new(rule), operations }
    }

    /// Replaces the rules and resets the counts. A rule for `v3` replaces those of single operations.
    /// Returns false if there are no rules.
    pub(crate) fn set(&mut self, rules: &Rules) -> bool {
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

    /// The rules and the totals as JSON, for the control API.
    pub(crate) fn to_json(&self) -> Value {
        let operations = self.operations.iter();
        let operations: BTreeMap<&str, Value> =
            operations.map(|(name, limiter)| (name.as_str(), limiter.to_json())).collect();
        json!({
            "v3": self.v3.to_json(),
            "customers": self.customers.to_json(),
            "operations": operations,
        })
    }
}

impl Rules {
    /// The operations with a rule of their own.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &str> {
        self.operations.keys().map(String::as_str)
    }
}

impl RateLimiter {
    fn new(rule: Rule) -> Self {
        Self { rule, admitted: HashMap::new(), totals: VecDeque::new() }
    }

    fn count(&mut self, now: u64, operation: &'static str, credential: &str) -> Decision {
        let Rule { limit, window_seconds, headers, .. } = self.rule;
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
        self.totals.push_back(Total { start, admitted: 0, rejected: 0 });
    }

    fn to_json(&self) -> Value {
        let mut json = json!(self.rule);
        if let Value::Object(members) = &mut json {
            members.insert("windows".to_owned(), json!(self.totals));
        }
        json
    }
}

impl RetryAfterForm {
    fn at(self, reset: u64, now: u64) -> Option<RetryAfter> {
        match self {
            RetryAfterForm::None => None,
            RetryAfterForm::Seconds => u32::try_from(reset - now).ok().map(RetryAfter::Seconds),
            RetryAfterForm::Date => Some(RetryAfter::Date),
        }
    }
}

fn enabled() -> bool {
    true
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
        assert_eq!(rejected.retry_after, Some(RetryAfter::Seconds(6)));
        assert_eq!(limiters.count(15, customers, "a").reset, 60);
        limiters.count(22, users, "a");
        let json = limiters.to_json();
        let expected = json!([
            {"start": 14, "admitted": 1, "rejected": 1},
            {"start": 21, "admitted": 1, "rejected": 0},
        ]);
        assert_eq!(json["v3"]["windows"], expected);
        assert_eq!(json["v3"]["limit"], 1);
        assert_eq!(json["customers"]["window_seconds"], 60);
        assert!(!limiters.set(&serde_json::from_str("{}").unwrap()));
    }
}
