//! Rate windows: so many requests per API key and operation, in fixed windows.
//!
//! The headers and their meaning are documented ("Rate Limits" of the v3 documentation: the limit
//! holds per endpoint, and the reset is an epoch time). That windows begin at multiples of their
//! length is an inference: an observed `X-RateLimit-Reset` of 1492362540 is a multiple of 60.

use std::collections::HashMap;
use std::str::FromStr;
use std::{error, fmt};

/// How many requests per API key and operation, and in how many seconds.
///
/// ```
/// use sendgrid_accounts_sandbox::Window;
///
/// assert_eq!("600/60".parse(), Ok(Window { limit: 600, seconds: 60 }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// How many requests are answered; 0 refuses all.
    pub limit: u32,
    /// The length of a window. Windows begin at multiples of it since the Unix epoch.
    pub seconds: u32,
}

impl Default for Window {
    /// The limit that was observed on the real servers: 600 requests a minute.
    fn default() -> Self {
        Self { limit: 600, seconds: 60 }
    }
}

impl FromStr for Window {
    type Err = ParseWindowError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (limit, seconds) = text.split_once('/').ok_or(ParseWindowError)?;
        let limit = limit.parse().map_err(|_| ParseWindowError)?;
        let seconds = seconds.parse().map_err(|_| ParseWindowError)?;
        if seconds == 0 {
            return Err(ParseWindowError);
        }
        Ok(Self { limit, seconds })
    }
}

/// The text of a rate window was not `LIMIT/SECONDS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseWindowError;

impl fmt::Display for ParseWindowError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("expected LIMIT/SECONDS with at least one second, for example 600/60")
    }
}

impl error::Error for ParseWindowError {}

/// What a request is told about its window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) allowed: bool,
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    /// Seconds since the Unix epoch at which the next window begins.
    pub(crate) reset: u64,
}

/// The counts of the current window. All windows begin and end together, so that those of the
/// past need no bookkeeping.
#[derive(Debug)]
pub(crate) struct Windows {
    window: Window,
    start: u64,
    counts: HashMap<&'static str, HashMap<String, u32>>,
}

impl Windows {
    pub(crate) fn new(window: Window) -> Self {
        Self { window, start: 0, counts: HashMap::new() }
    }

    pub(crate) fn clear(&mut self) {
        self.counts.clear();
    }

    /// Counts one request at `now`, in seconds since the Unix epoch.
    pub(crate) fn take(&mut self, now: u64, operation: &'static str, credential: &str) -> Verdict {
        let Window { limit, seconds } = self.window;
        let length = u64::from(seconds.max(1));
        let start = now - now % length;
        if start != self.start {
            self.start = start;
            self.counts.clear();
        }
        let spent = self.spent(operation, credential);
        let allowed = *spent < limit;
        if allowed {
            *spent += 1;
        }
        Verdict { allowed, limit, remaining: limit - *spent, reset: start + length }
    }

    fn spent(&mut self, operation: &'static str, credential: &str) -> &mut u32 {
        self.counts.entry(operation).or_default().entry(credential.to_owned()).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READ: &str = "user.get_email";
    const WRITE: &str = "user.update_email";

    fn verdict(allowed: bool, remaining: u32, reset: u64) -> Verdict {
        Verdict { allowed, limit: 2, remaining, reset }
    }

    #[test]
    fn counts_down_and_refuses_past_the_limit() {
        let mut windows = Windows::new(Window { limit: 2, seconds: 60 });
        assert_eq!(windows.take(120, READ, "a"), verdict(true, 1, 180));
        assert_eq!(windows.take(150, READ, "a"), verdict(true, 0, 180));
        assert_eq!(windows.take(179, READ, "a"), verdict(false, 0, 180));
        assert_eq!(windows.take(179, READ, "a"), verdict(false, 0, 180));
    }

    #[test]
    fn the_next_window_begins_at_a_multiple_of_its_length() {
        let mut windows = Windows::new(Window { limit: 2, seconds: 60 });
        assert_eq!(windows.take(1_492_362_539, READ, "a"), verdict(true, 1, 1_492_362_540));
        assert_eq!(windows.take(1_492_362_540, READ, "a"), verdict(true, 1, 1_492_362_600));
    }

    #[test]
    fn keys_and_operations_are_counted_apart() {
        let mut windows = Windows::new(Window { limit: 2, seconds: 60 });
        windows.take(0, READ, "a");
        assert_eq!(windows.take(0, READ, "a").remaining, 0);
        assert_eq!(windows.take(0, READ, "b").remaining, 1);
        assert_eq!(windows.take(0, WRITE, "a").remaining, 1);
    }

    #[test]
    fn a_clock_set_back_begins_a_new_window() {
        let mut windows = Windows::new(Window { limit: 2, seconds: 60 });
        windows.take(600, READ, "a");
        assert_eq!(windows.take(59, READ, "a"), verdict(true, 1, 60));
    }

    #[test]
    fn clearing_forgets_the_counts() {
        let mut windows = Windows::new(Window { limit: 2, seconds: 60 });
        windows.take(0, READ, "a");
        windows.clear();
        assert_eq!(windows.take(0, READ, "a").remaining, 1);
    }

    #[test]
    fn a_limit_of_none_refuses_all() {
        let mut windows = Windows::new(Window { limit: 0, seconds: 60 });
        assert!(!windows.take(0, READ, "a").allowed);
    }

    #[test]
    fn only_a_limit_and_seconds_make_a_window() {
        assert_eq!("600/60".parse(), Ok(Window::default()));
        assert_eq!("0/1".parse(), Ok(Window { limit: 0, seconds: 1 }));
        for text in ["", "600", "600/0", "/60", "600/", "-1/60", "600/60/1", "600 / 60"] {
            assert_eq!(text.parse::<Window>(), Err(ParseWindowError), "{text}");
        }
    }
}
