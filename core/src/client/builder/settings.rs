//! The numeric settings of a client, and their bounds.

use std::time::Duration;

use super::ClientBuilder;
use crate::client::config::{check_range, check_time};
use crate::error::Result;

const MAX_CONNECTIONS: usize = 65_536;
const MAX_HEADERS: usize = 10_000;
const MAX_TOKENS: u32 = 1_000_000;

impl<C> ClientBuilder<C> {
    /// Time limit of a whole call, including all attempts and waits; default: 60 s.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.timeout = limit;
        self
    }

    /// Time limit of one attempt; default: 15 s.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt_timeout = limit;
        self
    }

    /// Time limit of connecting: name lookup, TCP and TLS; default: 5 s.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Maximum number of retries of one call; default: 2.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.limits.max_retries = retries;
        self
    }

    /// Maximum number of retries of an idempotent change whose outcome is unknown, within ten seconds:
    /// a retry may overwrite another client's later change; default: 1. Non-idempotent changes are
    /// never retried then.
    pub fn max_unknown_retries(mut self, retries: u32) -> Self {
        self.limits.max_unknown_retries = retries;
        self
    }

    /// Maximum wait for a rate limit; a call that would wait longer fails at once; default: 120 s.
    pub fn max_rate_limit_wait(mut self, limit: Duration) -> Self {
        self.limits.max_rate_limit_wait = limit;
        self
    }

    /// Maximum wait before the first retry after a failure; it doubles with each retry. The real wait
    /// is random between zero and the maximum; default: 50 ms.
    pub fn backoff(mut self, wait: Duration) -> Self {
        self.limits.backoff = wait;
        self
    }

    /// Maximum wait after the first HTTP 429 without a time; it doubles with each consecutive one. The
    /// real wait is random between half the maximum and the maximum; default: 1 s.
    pub fn rate_limit_backoff(mut self, wait: Duration) -> Self {
        self.limits.rate_limit_backoff = wait;
        self
    }

    /// Upper bound of [`backoff`](Self::backoff) and
    /// [`rate_limit_backoff`](Self::rate_limit_backoff); default: 20 s.
    pub fn max_backoff(mut self, limit: Duration) -> Self {
        self.limits.max_backoff = limit;
        self
    }

    /// Time after which an idle connection is closed; default: 10 s.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = limit;
        self
    }

    /// Maximum size of a response body other than a list; default: 256 KiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_response_bytes = bytes;
        self
    }

    /// Maximum size of the response body of a list; default: 256 MiB.
    pub fn max_list_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_list_bytes = bytes;
        self
    }

    /// Maximum number of headers of a response; default: 100.
    pub fn max_headers(mut self, headers: usize) -> Self {
        self.max_headers = headers;
        self
    }

    /// Size of the retry budget, in tokens, shared by all calls of the client: retries take tokens,
    /// successes return them; default: 500. With 0 no call is retried.
    pub fn retry_budget(mut self, tokens: u32) -> Self {
        self.retry_costs.budget = tokens;
        self
    }

    /// Tokens that a retry after a failure takes from the budget, returned if the call then succeeds;
    /// default: 14.
    pub fn retry_cost(mut self, tokens: u32) -> Self {
        self.retry_costs.failure = tokens;
        self
    }

    /// Tokens that a retry after an HTTP 429 takes from the budget; default: 5.
    pub fn rate_limit_retry_cost(mut self, tokens: u32) -> Self {
        self.retry_costs.rate_limit = tokens;
        self
    }

    /// Tokens that a success without a retry returns to the budget; default: 1.
    pub fn retry_refund(mut self, tokens: u32) -> Self {
        self.retry_costs.refund = tokens;
        self
    }

    /// Maximum number of connections, and so of concurrent calls; further calls wait; default: 64.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = connections;
        self
    }

    pub(super) fn check_settings(&self) -> Result<()> {
        self.limits.check()?;
        check_time("connect_timeout", self.connect_timeout)?;
        check_time("idle_timeout", self.idle_timeout)?;
        check_range("max_headers", self.max_headers, 1..=MAX_HEADERS)?;
        check_range("max_connections", self.max_connections, 1..=MAX_CONNECTIONS)?;
        check_range("retry_budget", self.retry_costs.budget, 0..=MAX_TOKENS)?;
        check_range("retry_cost", self.retry_costs.failure, 1..=MAX_TOKENS)?;
        check_range("rate_limit_retry_cost", self.retry_costs.rate_limit, 1..=MAX_TOKENS)?;
        check_range("retry_refund", self.retry_costs.refund, 1..=MAX_TOKENS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The documented default of each setting, in seconds, bytes or pieces.
    fn documented() -> Vec<(&'static str, f64)> {
        let source = include_str!("settings.rs");
        let mut documented = Vec::new();
        let mut comment = String::new();
        for line in source.lines().map(str::trim).take_while(|line| *line != "#[cfg(test)]") {
            if let Some(sentence) = line.strip_prefix("///") {
                comment.push_str(sentence);
            } else if let Some(signature) = line.strip_prefix("pub fn ") {
                let name = signature.split('(').next().unwrap();
                let value = comment.split("default: ").nth(1).unwrap();
                let mut words = value.split(|c: char| c == ' ' || ".,;".contains(c));
                let number: f64 = words.next().unwrap().parse().unwrap();
                let unit = match words.next() {
                    Some("ms") => 0.001,
                    Some("KiB") => 1024.0,
                    Some("MiB") => 1024.0 * 1024.0,
                    _ => 1.0,
                };
                documented.push((name, number * unit));
                comment.clear();
            }
        }
        documented
    }

    #[test]
    fn defaults_match_the_documentation() {
        let builder = ClientBuilder::default();
        let (limits, costs) = (builder.limits, builder.retry_costs);
        let size = |bytes: usize| f64::from(u32::try_from(bytes).unwrap());
        let mut actual = [
            ("timeout", limits.timeout.as_secs_f64()),
            ("attempt_timeout", limits.attempt_timeout.as_secs_f64()),
            ("connect_timeout", builder.connect_timeout.as_secs_f64()),
            ("max_retries", limits.max_retries.into()),
            ("max_unknown_retries", limits.max_unknown_retries.into()),
            ("max_rate_limit_wait", limits.max_rate_limit_wait.as_secs_f64()),
            ("backoff", limits.backoff.as_secs_f64()),
            ("rate_limit_backoff", limits.rate_limit_backoff.as_secs_f64()),
            ("max_backoff", limits.max_backoff.as_secs_f64()),
            ("idle_timeout", builder.idle_timeout.as_secs_f64()),
            ("max_response_bytes", size(limits.max_response_bytes)),
            ("max_list_bytes", size(limits.max_list_bytes)),
            ("max_headers", size(builder.max_headers)),
            ("retry_budget", costs.budget.into()),
            ("retry_cost", costs.failure.into()),
            ("rate_limit_retry_cost", costs.rate_limit.into()),
            ("retry_refund", costs.refund.into()),
            ("max_connections", size(builder.max_connections)),
        ];
        let mut documented = documented();
        actual.sort_by_key(|(name, _)| *name);
        documented.sort_by_key(|(name, _)| *name);
        assert_eq!(documented, actual);
    }
}
