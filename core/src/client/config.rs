//! The numbers of calls: how long, how often, how much.

use std::time::Duration;

use crate::error::{Error, Result};
use crate::operation::OperationInfo;
use crate::retry::backoff::Backoff;

/// Longest time limit accepted; a longer one is a mistake of units.
const LONGEST_TIMEOUT: Duration = Duration::from_secs(24 * 60 * 60);
const MOST_ATTEMPTS: u32 = 100;
/// Of an answer, in bytes: what every machine can address.
const MOST_BYTES: usize = 0x7fff_ffff;

/// How long a call may take, how often it may be tried, and how much it may bring.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) max_attempts: u32,
    pub(crate) max_unknown_attempts: u32,
    /// Longest wait that a server may ask for.
    pub(crate) longest_wait: Duration,
    pub(crate) backoff: Duration,
    pub(crate) throttle_backoff: Duration,
    pub(crate) longest_backoff: Duration,
    pub(crate) largest_answer: usize,
    pub(crate) largest_list: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            attempt_timeout: Duration::from_secs(15),
            max_attempts: 3,
            max_unknown_attempts: 2,
            longest_wait: Duration::from_secs(120),
            backoff: Duration::from_millis(50),
            throttle_backoff: Duration::from_secs(1),
            longest_backoff: Duration::from_secs(20),
            // Answers about one account are a few hundred bytes.
            largest_answer: 256 * 1024,
            // A list of 100,000 customers is 30 to 45 MB.
            largest_list: 256 * 1024 * 1024,
        }
    }
}

impl Limits {
    pub(crate) fn check(&self) -> Result<()> {
        check_time("timeout", self.timeout)?;
        check_time("attempt_timeout", self.attempt_timeout)?;
        check_time("longest_wait", self.longest_wait)?;
        check_time("backoff", self.backoff)?;
        check_time("throttle_backoff", self.throttle_backoff)?;
        check_time("longest_backoff", self.longest_backoff)?;
        check_size("largest_answer", self.largest_answer)?;
        check_size("largest_list", self.largest_list)?;
        check_attempts("max_attempts", self.max_attempts)?;
        check_attempts("max_unknown_attempts", self.max_unknown_attempts)
    }

    /// The waits after failures that pass.
    pub(crate) fn after_failures(&self) -> Backoff {
        Backoff { first: self.backoff, longest: self.longest_backoff }
    }

    /// The waits after refusals for the rate.
    pub(crate) fn after_throttling(&self) -> Backoff {
        Backoff { first: self.throttle_backoff, longest: self.longest_backoff }
    }

    /// Most bytes that are read of an answer.
    pub(crate) fn largest_body(&self, info: &OperationInfo) -> usize {
        if info.is_list { self.largest_list } else { self.largest_answer }
    }
}

pub(crate) fn check_time(field: &'static str, limit: Duration) -> Result<()> {
    if limit < Duration::from_millis(1) || limit > LONGEST_TIMEOUT {
        return Err(Error::invalid_input(field, "is not between 1 ms and 24 h"));
    }
    Ok(())
}

fn check_attempts(field: &'static str, attempts: u32) -> Result<()> {
    if (1..=MOST_ATTEMPTS).contains(&attempts) {
        return Ok(());
    }
    let problem = format_args!("is not between 1 and {MOST_ATTEMPTS}").to_string();
    Err(Error::invalid_input(field, problem))
}

fn check_size(field: &'static str, bytes: usize) -> Result<()> {
    if !(1..=MOST_BYTES).contains(&bytes) {
        let problem = format_args!("is not between 1 and {MOST_BYTES} bytes").to_string();
        return Err(Error::invalid_input(field, problem));
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
    /// Most attempts of a call that sets a state and whose answer is lost; 1 never repeats it.
    pub max_unknown_attempts: Option<u32>,
    /// Longest wait for a rate limit.
    pub longest_wait: Option<Duration>,
    /// Longest wait before the first repeat after a failure.
    pub backoff: Option<Duration>,
    /// Longest wait after the first refusal for the rate that names no time.
    pub throttle_backoff: Option<Duration>,
    /// What the waits of both kinds double up to.
    pub longest_backoff: Option<Duration>,
    /// Most bytes of an answer about one account.
    pub largest_answer: Option<usize>,
    /// Most bytes of a list.
    pub largest_list: Option<usize>,
}

impl CallOptions {
    pub(crate) fn apply(&self, limits: Limits) -> Limits {
        Limits {
            timeout: self.timeout.unwrap_or(limits.timeout),
            attempt_timeout: self.attempt_timeout.unwrap_or(limits.attempt_timeout),
            max_attempts: self.max_attempts.unwrap_or(limits.max_attempts),
            max_unknown_attempts: self.max_unknown_attempts.unwrap_or(limits.max_unknown_attempts),
            longest_wait: self.longest_wait.unwrap_or(limits.longest_wait),
            backoff: self.backoff.unwrap_or(limits.backoff),
            throttle_backoff: self.throttle_backoff.unwrap_or(limits.throttle_backoff),
            longest_backoff: self.longest_backoff.unwrap_or(limits.longest_backoff),
            largest_answer: self.largest_answer.unwrap_or(limits.largest_answer),
            largest_list: self.largest_list.unwrap_or(limits.largest_list),
        }
    }
}
