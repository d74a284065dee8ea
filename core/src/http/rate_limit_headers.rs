//! Rate limit headers of responses: `X-RateLimit-*` and `Retry-After`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::error::{Error, Result};
use crate::operation::Response;

/// `X-RateLimit-Reset` is documented as Unix seconds. Larger numbers can only be milliseconds, and
/// numbers below `MIN_EPOCH_SECONDS` only seconds to wait.
const MIN_EPOCH_MILLISECONDS: u64 = 100_000_000_000;
const MIN_EPOCH_SECONDS: u64 = 100_000_000;
/// The greatest wait that is taken from a response: a server's number must not overflow a sum of times.
const MAX_WAIT: Duration = Duration::from_secs(24 * 60 * 60);
/// The end of the year 9999, in Unix seconds: an HTTP date and Python's `datetime` have no later time.
const MAX_EPOCH_SECONDS: u64 = 253_402_300_799;

/// The rate limit that the headers of a response report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ReportedLimit {
    /// Requests allowed per window.
    pub(crate) limit: Option<u64>,
    /// Requests left in the window when the response was sent.
    pub(crate) remaining: Option<u64>,
    /// Start of the next window, by the server's clock.
    pub(crate) reset_at: Option<SystemTime>,
}

/// The input of the rate limiter from one response.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RateLimitObservation {
    pub(crate) status: u16,
    /// Whether the call succeeded, which only a valid credential can.
    pub(crate) success: bool,
    pub(crate) limit: Option<ReportedLimit>,
    pub(crate) remaining: Option<u64>,
    /// Time until the next window.
    pub(crate) window_left: Option<Duration>,
    /// Time until the server accepts requests again.
    pub(crate) retry_after: Option<Duration>,
    /// End of `retry_after`, by the server's clock.
    pub(crate) reset_at: Option<SystemTime>,
    /// The server's clock and the local clock when the response arrived; `None` if the response has no
    /// date or says nothing about the rate limit.
    pub(crate) clocks: Option<(SystemTime, SystemTime)>,
}

impl RateLimitObservation {
    /// Reads a response that arrived at `local_time`.
    pub(crate) fn new(response: &Response, local_time: SystemTime) -> Self {
        let status = response.status();
        let number = |name: &str| Some(Decimal::parse(response.header(name)?)?.whole);
        let (limit, remaining) = (number("x-ratelimit-limit"), number("x-ratelimit-remaining"));
        // Most responses have no such header: then the date is not parsed.
        if status != 429 && limit.is_none() && remaining.is_none() {
            return Self { status, ..Self::default() };
        }
        let clocks = response.date().map(|date| (date, local_time));
        let date = clocks.map_or_else(|| response.server_time(), |(date, _)| date);
        let window_left = rate_limit_reset(response, date);
        let window_end = window_left.and_then(|left| end_of(left, date));
        let limit = (limit.is_some() || remaining.is_some()).then_some(ReportedLimit {
            limit,
            remaining,
            reset_at: window_end,
        });
        let longest = window_left.into_iter().chain(retry_after(response, date)).max();
        let RetryAfter { duration: retry_after, until: reset_at } = RetryAfter::new(longest, date);
        Self {
            status,
            success: false,
            limit,
            remaining,
            window_left: window_left.map(|left| left.min(MAX_WAIT)),
            retry_after,
            reset_at,
            clocks,
        }
    }

    /// Takes the status from the decoded result: the customer API may send an error status in the
    /// body of an HTTP 200.
    pub(crate) fn with_result<T>(self, result: &Result<T>) -> Self {
        let status = result.as_ref().err().and_then(Error::status);
        Self { status: status.unwrap_or(self.status), success: result.is_ok(), ..self }
    }
}

/// When a request may be sent again, by the headers of an error response. Both times are measured
/// against the server's own `Date`, so that a wrong local clock has no effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RetryAfter {
    pub(crate) duration: Option<Duration>,
    pub(crate) until: Option<SystemTime>,
}

impl RetryAfter {
    /// The later of `X-RateLimit-Reset` and `Retry-After`.
    pub(crate) fn from_response(response: &Response) -> Self {
        let date = response.server_time();
        let reset = rate_limit_reset(response, date);
        Self::new(reset.into_iter().chain(retry_after(response, date)).max(), date)
    }

    /// `Retry-After` alone.
    pub(crate) fn from_retry_after(response: &Response) -> Self {
        if response.header("retry-after").is_none() {
            return Self::default();
        }
        let date = response.server_time();
        Self::new(retry_after(response, date), date)
    }

    fn new(duration: Option<Duration>, date: SystemTime) -> Self {
        let until = duration.and_then(|duration| end_of(duration, date));
        Self { duration: duration.map(|duration| duration.min(MAX_WAIT)), until }
    }
}

/// The end of a wait; `None` beyond the year 9999.
fn end_of(wait: Duration, date: SystemTime) -> Option<SystemTime> {
    let end = date.checked_add(wait)?;
    let since_epoch = end.duration_since(UNIX_EPOCH).ok()?;
    (since_epoch <= Duration::from_secs(MAX_EPOCH_SECONDS)).then_some(end)
}

fn rate_limit_reset(response: &Response, date: SystemTime) -> Option<Duration> {
    let value = response.header("x-ratelimit-reset")?;
    let number = Decimal::parse(value)?.rounded_up().filter(|number| *number > 0)?;
    if number < MIN_EPOCH_SECONDS {
        return Some(Duration::from_secs(number));
    }
    let since_epoch = if number >= MIN_EPOCH_MILLISECONDS {
        Duration::from_millis(number)
    } else {
        Duration::from_secs(number)
    };
    UNIX_EPOCH.checked_add(since_epoch)?.duration_since(date).ok().filter(|wait| !wait.is_zero())
}

fn retry_after(response: &Response, date: SystemTime) -> Option<Duration> {
    let value = response.header("retry-after")?.trim();
    let wait = match Decimal::parse(value).and_then(Decimal::rounded_up) {
        Some(seconds) => Duration::from_secs(seconds),
        None => httpdate::parse_http_date(value).ok()?.duration_since(date).ok()?,
    };
    Some(wait).filter(|wait| !wait.is_zero())
}

/// A number of digits, with a fraction or without. Signs, exponents and words are no numbers.
#[derive(Clone, Copy)]
struct Decimal {
    whole: u64,
    has_fraction: bool,
}

impl Decimal {
    fn parse(value: &str) -> Option<Self> {
        let (whole, fraction) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        let number = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        Some(Self { whole: number, has_fraction: fraction.bytes().any(|digit| digit != b'0') })
    }

    fn rounded_up(self) -> Option<u64> {
        self.whole.checked_add(self.has_fraction.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: &str = "Tue, 14 Nov 2023 22:13:20 GMT"; // 1_700_000_000

    fn wait(name: &'static str, value: &str) -> Option<Duration> {
        let mut headers = http::HeaderMap::new();
        headers.insert("date", DATE.parse().unwrap());
        headers.insert(name, value.parse().unwrap());
        // A local clock that is ten years off has no effect.
        let local_time = UNIX_EPOCH + Duration::from_secs(2_000_000_000);
        RetryAfter::from_response(&Response::new(429, headers, "").at(local_time)).duration
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
            ("2.5", Some(3)),
            ("2.000", Some(2)),
            ("0.0", None),
            (" .5 ", Some(1)),
            ("1700000001.25", Some(2)),
            ("1700000000.0", None),
            ("1600000000.5", None),
            ("1700000001999.5", Some(2)),
            ("-2.5", None),
            ("2.5.1", None),
            ("2,5", None),
            ("2.5e1", None),
            ("+2", None),
            (".", None),
            ("1e400", None),
            ("0x10", None),
            ("Infinity", None),
            ("18446744073709551615.5", None),
        ];
        for (value, expected) in cases {
            let expected = expected.map(Duration::from_secs);
            assert_eq!(wait("x-ratelimit-reset", value), expected, "{value}");
        }
    }

    #[test]
    fn without_a_date_the_reset_is_measured_against_the_known_server_time() {
        let mut headers = http::HeaderMap::new();
        headers.insert("x-ratelimit-reset", "1700000007".parse().unwrap());
        let server_time = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let response = Response::new(429, headers, "").at(server_time);
        let expected = Some(Duration::from_secs(7));
        assert_eq!(RetryAfter::from_response(&response).duration, expected);
        let observation = RateLimitObservation::new(&response, SystemTime::now());
        assert_eq!((observation.retry_after, observation.clocks), (expected, None));
    }

    #[test]
    fn a_number_of_requests_with_a_fraction_is_rounded_down() {
        let mut headers = http::HeaderMap::new();
        headers.insert("x-ratelimit-limit", "600.0".parse().unwrap());
        headers.insert("x-ratelimit-remaining", "0.5".parse().unwrap());
        let response = Response::new(200, headers, "");
        let limit = RateLimitObservation::new(&response, SystemTime::now()).limit.unwrap();
        assert_eq!((limit.limit, limit.remaining), (Some(600), Some(0)));
    }

    proptest::proptest! {
        /// Every finite time is an upper bound of less than a second more; nothing panics.
        #[test]
        fn any_text_is_a_time_or_ignored(whole in 0..u64::MAX, digits in "[0-9]{0,30}", text in "\\PC{0,40}") {
            let expected = whole + u64::from(digits.bytes().any(|digit| digit != b'0'));
            let number = Decimal::parse(&format!("{whole}.{digits}")).unwrap();
            proptest::prop_assert_eq!(number.rounded_up(), Some(expected));
            for name in ["retry-after", "x-ratelimit-reset", "x-ratelimit-remaining"] {
                for value in [&text, &format!("{whole}.{digits}"), &format!("-{whole}.{digits}")] {
                    let mut headers = http::HeaderMap::new();
                    let Ok(value) = http::HeaderValue::from_str(value) else { continue };
                    headers.insert(name, value);
                    let response = Response::new(429, headers, "").at(UNIX_EPOCH);
                    RateLimitObservation::new(&response, SystemTime::now());
                    RetryAfter::from_response(&response);
                }
            }
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(wait("retry-after", "3"), Some(Duration::from_secs(3)));
        assert_eq!(wait("retry-after", DATE), None);
        assert_eq!(wait("retry-after", "299.997"), Some(Duration::from_secs(300)));
        assert_eq!(wait("retry-after", "0.001"), Some(Duration::from_secs(1)));
        for ignored in ["0", "0.0", "-1.5", "1.5e2", "NaN", "inf", "1.5 s", "", "9e999"] {
            assert_eq!(wait("retry-after", ignored), None, "{ignored}");
        }
        let date = "Tue, 14 Nov 2023 22:13:25 GMT";
        assert_eq!(wait("retry-after", date), Some(Duration::from_secs(5)));
    }
}
