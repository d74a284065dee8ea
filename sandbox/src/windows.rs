//! Rate windows: so many requests per API key and operation, in fixed windows.
//!
//! The headers and their meaning are documented ("Rate Limits" of the v3 documentation: the limit
//! holds per endpoint, and the reset is an epoch time). That windows begin at multiples of their
//! length is an inference: an observed `X-RateLimit-Reset` of 1492362540 is a multiple of 60.

use std::collections::{HashMap, VecDeque};
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::window::Window;

/// The counts of so many windows are kept for whoever asks later.
const REMEMBERED: usize = 1000;

/// The APIs that count apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Api {
    Users,
    Customers,
}

/// What a request counts as.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bucket {
    pub(crate) api: Api,
    pub(crate) operation: &'static str,
}

/// What a request is told about its window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) allowed: bool,
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    /// Seconds since the Unix epoch at which the next window begins.
    pub(crate) reset: u64,
    /// Whether the answer says any of it.
    pub(crate) is_shown: bool,
    pub(crate) retry_after: Option<RetryAfter>,
}

/// When the next window begins, as the header `Retry-After` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    Seconds(u32),
    Date,
}

/// How an API limits its requests.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    limit: u32,
    window_seconds: NonZeroU32,
    /// Whether a refusal has the headers `X-RateLimit-*`, too.
    #[serde(default = "yes")]
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

/// New rules, for one API or both.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rules {
    v3: Option<Rule>,
    customers: Option<Rule>,
}

/// The windows of both APIs.
#[derive(Debug)]
pub(crate) struct Windows {
    users: Counts,
    customers: Counts,
}

/// The counts of one API. All its windows begin and end together, so that those of the past need
/// no bookkeeping.
#[derive(Debug)]
struct Counts {
    rule: Rule,
    spent: HashMap<&'static str, HashMap<String, u32>>,
    past: VecDeque<Total>,
}

/// What became of all requests of one window.
#[derive(Debug, Clone, Copy, Serialize)]
struct Total {
    start: u64,
    admitted: u64,
    rejected: u64,
}

impl Windows {
    pub(crate) fn new(window: Window) -> Self {
        let rule = Rule {
            limit: window.limit,
            window_seconds: NonZeroU32::new(window.seconds).unwrap_or(NonZeroU32::MIN),
            headers: true,
            retry_after: RetryAfterForm::None,
        };
        Self { users: Counts::new(rule), customers: Counts::new(rule) }
    }

    /// Begins to count anew by these rules; says whether there were any.
    pub(crate) fn set(&mut self, rules: &Rules) -> bool {
        if let Some(rule) = rules.v3 {
            self.users = Counts::new(rule);
        }
        if let Some(rule) = rules.customers {
            self.customers = Counts::new(rule);
        }
        rules.v3.is_some() || rules.customers.is_some()
    }

    /// Counts one request at `now`, in seconds since the Unix epoch.
    pub(crate) fn take(&mut self, now: u64, bucket: Bucket, credential: &str) -> Verdict {
        let counts = match bucket.api {
            Api::Users => &mut self.users,
            Api::Customers => &mut self.customers,
        };
        counts.take(now, bucket.operation, credential)
    }

    pub(crate) fn shown(&self) -> Value {
        json!({ "v3": self.users.shown(), "customers": self.customers.shown() })
    }
}

impl Counts {
    fn new(rule: Rule) -> Self {
        Self { rule, spent: HashMap::new(), past: VecDeque::new() }
    }

    fn take(&mut self, now: u64, operation: &'static str, credential: &str) -> Verdict {
        let Rule { limit, window_seconds, headers, .. } = self.rule;
        let length = u64::from(window_seconds.get());
        let start = now - now % length;
        self.begin(start);
        let by_credential = self.spent.entry(operation).or_default();
        let spent = by_credential.entry(credential.to_owned()).or_default();
        let allowed = *spent < limit;
        if allowed {
            *spent += 1;
        }
        let remaining = limit - *spent;
        if let Some(total) = self.past.back_mut() {
            *(if allowed { &mut total.admitted } else { &mut total.rejected }) += 1;
        }
        let reset = start + length;
        let retry_after = self.rule.retry_after.at(reset, now).filter(|_| !allowed);
        let is_shown = allowed || headers;
        Verdict { allowed, limit, remaining, reset, is_shown, retry_after }
    }

    fn begin(&mut self, start: u64) {
        if self.past.back().is_some_and(|total| total.start == start) {
            return;
        }
        self.spent.clear();
        if self.past.len() == REMEMBERED {
            self.past.pop_front();
        }
        self.past.push_back(Total { start, admitted: 0, rejected: 0 });
    }

    fn shown(&self) -> Value {
        let mut shown = json!(self.rule);
        if let Value::Object(members) = &mut shown {
            members.insert("windows".to_owned(), json!(self.past));
        }
        shown
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

fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const READ: &str = "user.get_email";
    const WRITE: &str = "user.update_email";

    fn limited(limit: u32) -> Counts {
        Windows::new(Window { limit, seconds: 60 }).users
    }

    fn verdict(allowed: bool, remaining: u32, reset: u64) -> Verdict {
        Verdict { allowed, limit: 2, remaining, reset, is_shown: true, retry_after: None }
    }

    #[test]
    fn counts_down_and_refuses_past_the_limit() {
        let mut windows = limited(2);
        assert_eq!(windows.take(120, READ, "a"), verdict(true, 1, 180));
        assert_eq!(windows.take(150, READ, "a"), verdict(true, 0, 180));
        assert_eq!(windows.take(179, READ, "a"), verdict(false, 0, 180));
        assert_eq!(windows.take(179, READ, "a"), verdict(false, 0, 180));
    }

    #[test]
    fn the_next_window_begins_at_a_multiple_of_its_length() {
        let mut windows = limited(2);
        assert_eq!(windows.take(1_492_362_539, READ, "a"), verdict(true, 1, 1_492_362_540));
        assert_eq!(windows.take(1_492_362_540, READ, "a"), verdict(true, 1, 1_492_362_600));
    }

    #[test]
    fn keys_and_operations_are_counted_apart() {
        let mut windows = limited(2);
        windows.take(0, READ, "a");
        assert_eq!(windows.take(0, READ, "a").remaining, 0);
        assert_eq!(windows.take(0, READ, "b").remaining, 1);
        assert_eq!(windows.take(0, WRITE, "a").remaining, 1);
    }

    #[test]
    fn a_clock_set_back_begins_a_new_window() {
        let mut windows = limited(2);
        windows.take(600, READ, "a");
        assert_eq!(windows.take(59, READ, "a"), verdict(true, 1, 60));
    }

    #[test]
    fn a_limit_of_none_refuses_all() {
        let mut windows = limited(0);
        assert!(!windows.take(0, READ, "a").allowed);
    }

    #[test]
    fn the_two_apis_have_rules_and_windows_of_their_own() {
        let mut windows = Windows::new(Window { limit: 1, seconds: 60 });
        let rules = r#"{"v3": {"limit": 1, "window_seconds": 7, "retry_after": "seconds"}}"#;
        assert!(windows.set(&serde_json::from_str(rules).unwrap()));
        let users = Bucket { api: Api::Users, operation: READ };
        let customers = Bucket { api: Api::Customers, operation: "" };
        assert_eq!(windows.take(15, users, "a").reset, 21);
        let refused = windows.take(15, users, "a");
        assert_eq!(refused.retry_after, Some(RetryAfter::Seconds(6)));
        assert_eq!(windows.take(15, customers, "a").reset, 60);
        windows.take(22, users, "a");
        let shown = windows.shown();
        let expected = json!([
            {"start": 14, "admitted": 1, "rejected": 1},
            {"start": 21, "admitted": 1, "rejected": 0},
        ]);
        assert_eq!(shown["v3"]["windows"], expected);
        assert_eq!(shown["v3"]["limit"], 1);
        assert_eq!(shown["customers"]["window_seconds"], 60);
        assert!(!windows.set(&serde_json::from_str("{}").unwrap()));
    }
}
