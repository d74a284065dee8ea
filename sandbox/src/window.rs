//! The rate window option: requests per window and length of a window.

use std::str::FromStr;
use std::{error, fmt};

/// A rate limit: the number of requests per fixed window.
///
/// ```
/// use sendgrid_accounts_sandbox::Window;
///
/// assert_eq!("600/60".parse(), Ok(Window { limit: 600, seconds: 60 }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The number of requests per window; 0 rejects all requests.
    pub limit: u32,
    /// The length of a window in seconds, at least 1. Windows begin at multiples of it since the
    /// Unix epoch.
    pub seconds: u32,
}

impl Default for Window {
    /// 600 requests per minute, the limit that was observed on the real servers.
    fn default() -> Self {
        Self { limit: 600, seconds: 60 }
    }
}

impl FromStr for Window {
    type Err = ParseWindowError;

    fn from_str(value: &str) -> Result<Self, Self::Err> {
        let (limit, seconds) = value.split_once('/').ok_or(ParseWindowError)?;
        let limit = limit.parse().map_err(|_| ParseWindowError)?;
        let seconds = seconds.parse().map_err(|_| ParseWindowError)?;
        if seconds == 0 {
            return Err(ParseWindowError);
        }
        Ok(Self { limit, seconds })
    }
}

/// The error for a rate window that is not in the form `LIMIT/SECONDS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseWindowError;

impl fmt::Display for ParseWindowError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("expected LIMIT/SECONDS with at least one second, for example 600/60")
    }
}

impl error::Error for ParseWindowError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_a_limit_and_a_positive_number_of_seconds() {
        assert_eq!("600/60".parse(), Ok(Window::default()));
        assert_eq!("0/1".parse(), Ok(Window { limit: 0, seconds: 1 }));
        for value in ["", "600", "600/0", "/60", "600/", "-1/60", "600/60/1", "600 / 60"] {
            assert_eq!(value.parse::<Window>(), Err(ParseWindowError), "{value}");
        }
    }
}
