//! How long a rate window is and how much fits in, as a sandbox is started with it.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_limit_and_seconds_make_a_window() {
        assert_eq!("600/60".parse(), Ok(Window::default()));
        assert_eq!("0/1".parse(), Ok(Window { limit: 0, seconds: 1 }));
        for text in ["", "600", "600/0", "/60", "600/", "-1/60", "600/60/1", "600 / 60"] {
            assert_eq!(text.parse::<Window>(), Err(ParseWindowError), "{text}");
        }
    }
}
