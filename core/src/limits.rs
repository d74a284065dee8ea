//! The numbers of a client: how long, how often, how much.

use std::time::Duration;

use crate::error::{Error, Result};

/// Longest time limit accepted; a longer one is a mistake of units.
const LONGEST_TIMEOUT: Duration = Duration::from_secs(24 * 60 * 60);
const MOST_ATTEMPTS: u32 = 100;

/// How long a call may take, and how often it may be tried.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) max_attempts: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            attempt_timeout: Duration::from_secs(15),
            max_attempts: 3,
        }
    }
}

impl Limits {
    pub(crate) fn check(&self) -> Result<()> {
        check_time("timeout", self.timeout)?;
        check_time("attempt_timeout", self.attempt_timeout)?;
        if (1..=MOST_ATTEMPTS).contains(&self.max_attempts) {
            return Ok(());
        }
        let problem = format_args!("is not between 1 and {MOST_ATTEMPTS}").to_string();
        Err(Error::invalid_input("max_attempts", problem))
    }
}

pub(crate) fn check_time(field: &'static str, limit: Duration) -> Result<()> {
    if limit < Duration::from_millis(1) || limit > LONGEST_TIMEOUT {
        return Err(Error::invalid_input(field, "is not between 1 ms and 24 h"));
    }
    Ok(())
}

/// Limits of single calls, where they differ from their client's; see
/// [`Client::with_options`](crate::Client::with_options).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallOptions {
    /// Limit of a whole call, with all its attempts and waits.
    pub timeout: Option<Duration>,
    /// Limit of one attempt, from the first byte to the last.
    pub attempt_timeout: Option<Duration>,
    /// Most attempts of one call, where it may be repeated at all.
    pub max_attempts: Option<u32>,
}

impl CallOptions {
    pub(crate) fn apply(&self, limits: Limits) -> Limits {
        Limits {
            timeout: self.timeout.unwrap_or(limits.timeout),
            attempt_timeout: self.attempt_timeout.unwrap_or(limits.attempt_timeout),
            max_attempts: self.max_attempts.unwrap_or(limits.max_attempts),
        }
    }
}

/// What all calls of a client share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers {
    /// Longest wait that a server may ask for.
    pub(crate) longest_wait: Duration,
    /// Tokens for repeats.
    pub(crate) retry_quota: u32,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { longest_wait: Duration::from_secs(120), retry_quota: 500 }
    }
}
