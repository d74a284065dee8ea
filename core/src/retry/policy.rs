//! Whether and when a failed attempt is followed by another. Pure: time and chance are given.

use std::time::Duration;

use tokio::time::Instant;

use crate::error::Error;
use crate::error::{ErrorKind, Outcome};
use crate::operation::Idempotency;
use crate::retry::backoff::Backoff;

/// A change that may have been applied is repeated only this soon after it was first sent, so that
/// it cannot overwrite what somebody else has set since.
const RETRY_WINDOW: Duration = Duration::from_secs(10);
/// `Retry-After` counts whole seconds: a little more keeps clear of the edge.
const SPREAD: Duration = Duration::from_secs(1);

/// How an attempt has failed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    /// Of this attempt alone.
    pub(crate) outcome: Outcome,
    pub(crate) status: Option<u16>,
    /// The same call would meet the same obstacle.
    pub(crate) permanent: bool,
    /// How long the server asks to wait.
    pub(crate) asked: Option<Duration>,
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        Self {
            kind: error.kind(),
            outcome: error.outcome(),
            status: error.status(),
            permanent: error.fields().permanent,
            asked: error.retry_after(),
        }
    }
}

/// What has been done for the call so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct History {
    /// Attempts made, the failed one included.
    pub(crate) attempts: u32,
    pub(crate) max_retries: u32,
    /// Attempts so far whose request may have arrived without a refusal.
    pub(crate) maybe_applied: u32,
    /// So many of those are allowed to a change that may be repeated at all.
    pub(crate) max_unknown_retries: u32,
    /// When the first attempt began.
    pub(crate) first_sent: Instant,
    /// When the time of the whole call is up.
    pub(crate) deadline: Instant,
    /// Longest wait that a server may ask for.
    pub(crate) max_rate_limit_wait: Duration,
    /// The waits where a server asks for none.
    pub(crate) backoff: Backoff,
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Try again after that time; where the server refused for the rate, when the limiter opens.
    Retry(Duration),
    /// Give the error to the caller.
    Stop,
}

/// Decides, with `random` in `0.0..1.0`.
pub(crate) fn decide(
    idempotency: Idempotency,
    failure: &Failure,
    history: &History,
    now: Instant,
    random: f64,
) -> Action {
    if history.attempts > history.max_retries || !may_retry(idempotency, failure, history) {
        return Action::Stop;
    }
    let wait = wait(failure, history, random);
    let left = history.deadline.saturating_duration_since(now);
    let soon = now.saturating_duration_since(history.first_sent) + wait < RETRY_WINDOW;
    let overwrites =
        idempotency == Idempotency::Idempotent && failure.outcome == Outcome::Unknown && !soon;
    if wait <= history.max_rate_limit_wait && wait < left && !overwrites {
        Action::Retry(wait)
    } else {
        Action::Stop
    }
}

fn may_retry(idempotency: Idempotency, failure: &Failure, history: &History) -> bool {
    let lost = matches!(
        failure.kind,
        ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::OutcomeUnknown
    );
    match failure.outcome {
        Outcome::NotSent => {
            matches!(failure.kind, ErrorKind::Connect | ErrorKind::Timeout) && !failure.permanent
        }
        Outcome::Rejected => failure.kind == ErrorKind::RateLimit,
        Outcome::Unknown => {
            // A 2xx without a usable body is a customer API's: there only the body would decide.
            let passing = matches!(failure.status, Some(200..=299 | 408 | 500 | 502 | 503 | 504));
            (lost || passing)
                && !failure.permanent
                && match idempotency {
                    Idempotency::Safe => true,
                    Idempotency::Idempotent => history.maybe_applied <= history.max_unknown_retries,
                    Idempotency::Once => false,
                }
        }
        Outcome::Applied => {
            let unread = lost || failure.kind == ErrorKind::Response;
            unread && !failure.permanent && idempotency == Idempotency::Safe
        }
    }
}

fn wait(failure: &Failure, history: &History, random: f64) -> Duration {
    if failure.kind == ErrorKind::RateLimit {
        return Duration::ZERO;
    }
    if let Some(asked) = failure.asked {
        return asked + SPREAD.mul_f64(random);
    }
    history.backoff.after(history.attempts - 1).mul_f64(random)
}

#[cfg(test)]
mod tests;
