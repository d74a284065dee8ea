//! How long a server asks to wait.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::error::{Error, Result};
use crate::operation::Response;

/// `X-RateLimit-Reset` is documented as Unix seconds. A number from here on can only be
/// milliseconds, and one below `EARLIEST_EPOCH` only a number of seconds to wait.
const FIRST_MILLISECONDS: u64 = 100_000_000_000;
const EARLIEST_EPOCH: u64 = 100_000_000;

/// What a server has said of its rate limit, in the headers of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// Calls that a window allows.
    pub limit: Option<u64>,
    /// Calls that were left of it.
    pub remaining: Option<u64>,
    /// When the next window begins, by the server's clock.
    pub reset_at: Option<SystemTime>,
}

/// What the servers of a client have said of their rate limits; see
/// [`Client::rate_limits`](crate::Client::rate_limits).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimits {
    /// Of the Users API; none where no answer has told.
    pub user: Option<RateLimit>,
    /// Of the customer API; none where no answer has told.
    pub customers: Option<RateLimit>,
}

/// What an answer says of the rate.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RateLimitObservation {
    pub(crate) status: u16,
    pub(crate) limit: Option<RateLimit>,
    pub(crate) remaining: Option<u64>,
    /// Time until the next window.
    pub(crate) window: Option<Duration>,
    /// How long the server asks to wait.
    pub(crate) wait: Option<Duration>,
    pub(crate) reset_at: Option<SystemTime>,
    /// The server's clock, where one was looked at, and ours at that time.
    pub(crate) clocks: Option<(SystemTime, SystemTime)>,
}

impl RateLimitObservation {
    /// `ours` is this machine's clock.
    pub(crate) fn of(answer: &Response, ours: SystemTime) -> Self {
        let status = answer.status();
        let number = |name: &str| answer.header(name).and_then(|text| text.trim().parse().ok());
        let (limit, remaining) = (number("x-ratelimit-limit"), number("x-ratelimit-remaining"));
        // Most answers say nothing, and then no date need be read.
        if status != 429 && limit.is_none() && remaining.is_none() {
            return Self { status, ..Self::default() };
        }
        let clocks = answer.date().map(|date| (date, ours));
        let date = clocks.map_or_else(|| answer.server_time(), |(date, _)| date);
        let window = reset(answer, date);
        let ends = window.and_then(|window| date.checked_add(window));
        let limit = (limit.is_some() || remaining.is_some()).then_some(RateLimit {
            limit,
            remaining,
            reset_at: ends,
        });
        let RetryAfter { retry_after: wait, reset_at } = RetryAfter::longer(window, answer, date);
        Self { status, limit, remaining, window, wait, reset_at, clocks }
    }

    /// The same, where the customer API refuses inside HTTP 200: a code in the body counts as the
    /// status.
    pub(crate) fn judged<T>(self, result: &Result<T>) -> Self {
        let refused = result.as_ref().err().and_then(Error::status);
        Self { status: refused.unwrap_or(self.status), ..self }
    }
}

/// What the headers of a refusal say about when to come back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RetryAfter {
    pub(crate) retry_after: Option<Duration>,
    pub(crate) reset_at: Option<SystemTime>,
}

impl RetryAfter {
    /// Both times are measured against the server's own clock, so that a wrong one on this machine
    /// does not matter.
    pub(crate) fn of(answer: &Response) -> Self {
        let date = answer.server_time();
        Self::longer(reset(answer, date), answer, date)
    }

    /// As above, by `Retry-After` alone.
    pub(crate) fn asked(answer: &Response) -> Self {
        let date = answer.server_time();
        Self::until(asked(answer, date), date)
    }

    /// The end of the window, or what is asked for beyond it.
    fn longer(window: Option<Duration>, answer: &Response, date: SystemTime) -> Self {
        Self::until(window.into_iter().chain(asked(answer, date)).max(), date)
    }

    fn until(wait: Option<Duration>, date: SystemTime) -> Self {
        Self { retry_after: wait, reset_at: wait.and_then(|wait| date.checked_add(wait)) }
    }
}

fn reset(answer: &Response, date: SystemTime) -> Option<Duration> {
    answer.header("x-ratelimit-reset").and_then(|text| reset_after(text, date))
}

fn asked(answer: &Response, date: SystemTime) -> Option<Duration> {
    answer.header("retry-after").and_then(|text| retry_after(text, date))
}

fn reset_after(text: &str, date: SystemTime) -> Option<Duration> {
    let number: u64 = text.trim().parse().ok().filter(|number| *number > 0)?;
    if number < EARLIEST_EPOCH {
        return Some(Duration::from_secs(number));
    }
    let since_epoch = if number >= FIRST_MILLISECONDS {
        Duration::from_millis(number)
    } else {
        Duration::from_secs(number)
    };
    UNIX_EPOCH.checked_add(since_epoch)?.duration_since(date).ok().filter(|wait| !wait.is_zero())
}

fn retry_after(text: &str, date: SystemTime) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds)).filter(|wait| !wait.is_zero());
    }
    httpdate::parse_http_date(text).ok()?.duration_since(date).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: &str = "Tue, 14 Nov 2023 22:13:20 GMT"; // 1_700_000_000

    fn wait(name: &'static str, value: &str) -> Option<Duration> {
        let mut headers = http::HeaderMap::new();
        headers.insert("date", DATE.parse().unwrap());
        headers.insert(name, value.parse().unwrap());
        // This machine's clock is ten years off: it must not matter.
        let wrong_clock = UNIX_EPOCH + Duration::from_secs(2_000_000_000);
        RetryAfter::of(&Response::new(429, headers, "").at(wrong_clock)).retry_after
    }

    #[test]
    fn reset_is_measured_against_the_servers_date() {
        let cases = [
            ("1700000002", Some(2)),
            ("1700000002000", Some(2)),
            ("7", Some(7)),
            ("1700000000", None),
            ("1600000000", None),
            ("0", None),
            ("-5", None),
            ("inf", None),
            ("nan", None),
            ("", None),
            ("99999999999999999999999999999999999", None),
        ];
        for (value, expected) in cases {
            let expected = expected.map(Duration::from_secs);
            assert_eq!(wait("x-ratelimit-reset", value), expected, "{value}");
        }
    }

    #[test]
    fn without_a_date_the_servers_clock_is_reckoned() {
        let mut headers = http::HeaderMap::new();
        headers.insert("x-ratelimit-reset", "1700000007".parse().unwrap());
        let known = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let answer = Response::new(429, headers, "").at(known);
        assert_eq!(RetryAfter::of(&answer).retry_after, Some(Duration::from_secs(7)));
        let seen = RateLimitObservation::of(&answer, SystemTime::now());
        assert_eq!((seen.wait, seen.clocks), (Some(Duration::from_secs(7)), None));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(wait("retry-after", "3"), Some(Duration::from_secs(3)));
        assert_eq!(wait("retry-after", "0"), None);
        let date = "Tue, 14 Nov 2023 22:13:25 GMT";
        assert_eq!(wait("retry-after", date), Some(Duration::from_secs(5)));
    }
}
