//! The numbers of a client: what they mean, and within which bounds.

use std::time::Duration;

use super::ClientBuilder;
use crate::client::config::check_time;
use crate::error::{Error, Result};

const MOST_CONNECTIONS: usize = 65_536;
const MOST_HEADERS: usize = 10_000;

impl ClientBuilder {
    /// Limit of a whole call, with all its attempts and waits; default: 60 s.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.timeout = limit;
        self
    }

    /// Limit of one attempt, from the first byte to the last; default: 15 s.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt_timeout = limit;
        self
    }

    /// Limit of making a connection: name lookup, TCP and TLS; default: 5 s.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Most attempts of one call, where it may be repeated at all; default: 3.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.limits.max_attempts = attempts;
        self
    }

    /// Most attempts of a call that sets a state, where it is unknown what became of the last one:
    /// it may have been applied, and a repeat may overwrite what somebody else has set since;
    /// default: 2, within ten seconds. With 1 none is repeated. Calls that may happen only once
    /// never are.
    pub fn max_unknown_attempts(mut self, attempts: u32) -> Self {
        self.limits.max_unknown_attempts = attempts;
        self
    }

    /// Longest wait for a rate limit; a call that would have to wait longer fails at once; default:
    /// 120 s.
    pub fn longest_wait(mut self, limit: Duration) -> Self {
        self.limits.longest_wait = limit;
        self
    }

    /// Longest wait before the first repeat after a failure; it doubles with each further one, and
    /// chance picks each wait between nothing and that; default: 50 ms.
    pub fn backoff(mut self, longest: Duration) -> Self {
        self.limits.backoff = longest;
        self
    }

    /// Longest wait after the first refusal for the rate that names no time; it doubles with each
    /// further one in a row, and chance picks each wait between half of that and all; default: 1 s.
    pub fn throttle_backoff(mut self, longest: Duration) -> Self {
        self.limits.throttle_backoff = longest;
        self
    }

    /// What [`backoff`](Self::backoff) and [`throttle_backoff`](Self::throttle_backoff) double up
    /// to; default: 20 s.
    pub fn longest_backoff(mut self, limit: Duration) -> Self {
        self.limits.longest_backoff = limit;
        self
    }

    /// How long a connection is kept that nobody uses; default: 10 s.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = limit;
        self
    }

    /// Most bytes of an answer about one account; a larger one is refused; default: 256 KiB.
    pub fn largest_answer(mut self, bytes: usize) -> Self {
        self.limits.largest_answer = bytes;
        self
    }

    /// Most bytes of a list; a larger one is refused; default: 256 MiB.
    pub fn largest_list(mut self, bytes: usize) -> Self {
        self.limits.largest_list = bytes;
        self
    }

    /// Most headers of an answer; one with more is refused; default: 100.
    pub fn most_headers(mut self, headers: usize) -> Self {
        self.most_headers = headers;
        self
    }

    /// How much may be repeated while calls fail, in tokens: repeats take from it, and successes
    /// give back; default: 500. With 0 nothing is repeated.
    pub fn retry_quota(mut self, tokens: u32) -> Self {
        self.prices.quota = tokens;
        self
    }

    /// What a repeat after a failure takes from [`retry_quota`](Self::retry_quota), and gives back
    /// where the call succeeds; default: 14.
    pub fn retry_cost(mut self, tokens: u32) -> Self {
        self.prices.retry = tokens;
        self
    }

    /// The same of a repeat after a refusal for the rate; default: 5.
    pub fn throttle_retry_cost(mut self, tokens: u32) -> Self {
        self.prices.throttled_retry = tokens;
        self
    }

    /// What a call that succeeds at once gives to [`retry_quota`](Self::retry_quota); default: 1.
    pub fn retry_gain(mut self, tokens: u32) -> Self {
        self.prices.gain = tokens;
        self
    }

    /// Most connections, and so most calls at a time; further calls wait; default: 64.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = connections;
        self
    }

    pub(super) fn check_numbers(&self) -> Result<()> {
        self.limits.check()?;
        self.prices.check()?;
        check_time("connect_timeout", self.connect_timeout)?;
        check_time("idle_timeout", self.idle_timeout)?;
        if !(1..=MOST_HEADERS).contains(&self.most_headers) {
            let problem = format_args!("is not between 1 and {MOST_HEADERS}").to_string();
            return Err(Error::invalid_input("most_headers", problem));
        }
        if !(1..=MOST_CONNECTIONS).contains(&self.max_connections) {
            let problem = format_args!("is not between 1 and {MOST_CONNECTIONS}").to_string();
            return Err(Error::invalid_input("max_connections", problem));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    /// The default of each number as its documentation tells it, in seconds, bytes or pieces.
    fn told() -> Vec<(&'static str, f64)> {
        let source = include_str!("numbers.rs");
        let mut told = Vec::new();
        let mut comment = String::new();
        for line in source.lines().map(str::trim).take_while(|line| *line != "#[cfg(test)]") {
            if let Some(text) = line.strip_prefix("///") {
                comment.push_str(text);
            } else if let Some(text) = line.strip_prefix("pub fn ") {
                let name = text.split('(').next().unwrap();
                let value = comment.split("default: ").nth(1).unwrap();
                let mut words = value.split(|c: char| c == ' ' || ".,;".contains(c));
                let number: f64 = words.next().unwrap().parse().unwrap();
                let unit = match words.next() {
                    Some("ms") => 0.001,
                    Some("KiB") => 1024.0,
                    Some("MiB") => 1024.0 * 1024.0,
                    _ => 1.0,
                };
                told.push((name, number * unit));
                comment.clear();
            }
        }
        told
    }

    #[test]
    fn defaults_are_as_they_are_told() {
        let ClientBuilder { limits, prices, .. } = ClientBuilder::default();
        let builder = ClientBuilder::default();
        let size = |bytes: usize| f64::from(u32::try_from(bytes).unwrap());
        let mut real = [
            ("timeout", limits.timeout.as_secs_f64()),
            ("attempt_timeout", limits.attempt_timeout.as_secs_f64()),
            ("connect_timeout", builder.connect_timeout.as_secs_f64()),
            ("max_attempts", limits.max_attempts.into()),
            ("max_unknown_attempts", limits.max_unknown_attempts.into()),
            ("longest_wait", limits.longest_wait.as_secs_f64()),
            ("backoff", limits.backoff.as_secs_f64()),
            ("throttle_backoff", limits.throttle_backoff.as_secs_f64()),
            ("longest_backoff", limits.longest_backoff.as_secs_f64()),
            ("idle_timeout", builder.idle_timeout.as_secs_f64()),
            ("largest_answer", size(limits.largest_answer)),
            ("largest_list", size(limits.largest_list)),
            ("most_headers", size(builder.most_headers)),
            ("retry_quota", prices.quota.into()),
            ("retry_cost", prices.retry.into()),
            ("throttle_retry_cost", prices.throttled_retry.into()),
            ("retry_gain", prices.gain.into()),
            ("max_connections", size(builder.max_connections)),
        ];
        let mut told = told();
        real.sort_by_key(|(name, _)| *name);
        told.sort_by_key(|(name, _)| *name);
        assert_eq!(told, real);
    }

    #[test]
    fn a_number_out_of_its_bounds_is_named() {
        let builder = ClientBuilder::default;
        let day = Duration::from_secs(86_401);
        let short = Duration::from_micros(999);
        let cases = [
            (builder().timeout(Duration::ZERO), "timeout is not between 1 ms and 24 h"),
            (builder().attempt_timeout(day), "attempt_timeout is not between 1 ms and 24 h"),
            (
                builder().connect_timeout(Duration::MAX),
                "connect_timeout is not between 1 ms and 24 h",
            ),
            (builder().max_attempts(0), "max_attempts is not between 1 and 100"),
            (builder().max_connections(0), "max_connections is not between 1 and 65536"),
            (builder().longest_wait(short), "longest_wait is not between 1 ms and 24 h"),
            (builder().backoff(short), "backoff is not between 1 ms and 24 h"),
            (builder().throttle_backoff(day), "throttle_backoff is not between 1 ms and 24 h"),
            (
                builder().longest_backoff(Duration::ZERO),
                "longest_backoff is not between 1 ms and 24 h",
            ),
            (builder().idle_timeout(day), "idle_timeout is not between 1 ms and 24 h"),
            (builder().largest_answer(0), "largest_answer is not between 1 and 2147483647 bytes"),
            (
                builder().largest_list(usize::MAX),
                "largest_list is not between 1 and 2147483647 bytes",
            ),
            (builder().most_headers(0), "most_headers is not between 1 and 10000"),
            (builder().max_unknown_attempts(101), "max_unknown_attempts is not between 1 and 100"),
            (builder().retry_quota(u32::MAX), "retry_quota is larger than 1000000"),
            (builder().retry_cost(0), "retry_cost is not between 1 and 1000000"),
            (builder().throttle_retry_cost(0), "throttle_retry_cost is not between 1 and 1000000"),
            (builder().retry_gain(1_000_001), "retry_gain is not between 1 and 1000000"),
        ];
        for (builder, message) in cases {
            let error = builder.build().unwrap_err();
            assert_eq!((error.kind(), error.message()), (ErrorKind::InvalidInput, message));
        }
    }
}
