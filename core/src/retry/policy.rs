//! The retry policy: whether a failed attempt is retried, and after which wait.

use std::time::Duration;

use tokio::time::Instant;

use crate::error::{Error, ErrorKind, Outcome};
use crate::operation::Idempotency;
use crate::retry::backoff::Backoff;

/// Maximum age of a change of unknown outcome that is retried: a later retry could overwrite another
/// client's change.
const RETRY_WINDOW: Duration = Duration::from_secs(10);
/// Maximum jitter on `Retry-After`, which is rounded to whole seconds.
const JITTER: Duration = Duration::from_secs(1);

/// The failure of one attempt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    /// Of this attempt alone.
    pub(crate) outcome: Outcome,
    pub(crate) status: Option<u16>,
    /// A retry would fail in the same way.
    pub(crate) permanent: bool,
    /// The wait that the server requests.
    pub(crate) retry_after: Option<Duration>,
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        Self {
            kind: error.kind(),
            outcome: error.outcome(),
            status: error.status(),
            permanent: error.fields().permanent,
            retry_after: error.retry_after(),
        }
    }
}

/// The attempts of a call so far, and its limits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct History {
    /// Attempts so far, including the failed one.
    pub(crate) attempts: u32,
    pub(crate) max_retries: u32,
    /// Attempts so far that may have applied the change.
    pub(crate) maybe_applied: u32,
    pub(crate) max_unknown_retries: u32,
    /// Start of the first attempt.
    pub(crate) first_sent: Instant,
    /// Deadline of the whole call.
    pub(crate) deadline: Instant,
    /// Maximum wait that the server may request.
    pub(crate) max_rate_limit_wait: Duration,
    /// The waits if the server requests none.
    pub(crate) backoff: Backoff,
}

/// The decision of the retry policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Retry after this wait; the wait after HTTP 429 is up to the rate limiter.
    Retry(Duration),
    /// Return the error to the caller.
    Stop,
}

/// Decides on a retry; `random` is in `0.0..1.0`.
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
    let time_left = history.deadline.saturating_duration_since(now);
    let age = now.saturating_duration_since(history.first_sent).saturating_add(wait);
    let overwrites = idempotency == Idempotency::Idempotent
        && failure.outcome == Outcome::Unknown
        && age >= RETRY_WINDOW;
    if wait <= history.max_rate_limit_wait && wait < time_left && !overwrites {
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
            // Unknown with a 2xx: an unreadable response of the customer API.
            let transient = matches!(failure.status, Some(200..=299 | 408 | 500 | 502 | 503 | 504));
            (lost || transient)
                && !failure.permanent
                && match idempotency {
                    Idempotency::Safe => true,
                    Idempotency::Idempotent => history.maybe_applied <= history.max_unknown_retries,
                    Idempotency::Once => false,
                }
        }
        Outcome::Applied => lost && !failure.permanent && idempotency == Idempotency::Safe,
    }
}

fn wait(failure: &Failure, history: &History, random: f64) -> Duration {
    if failure.kind == ErrorKind::RateLimit {
        return Duration::ZERO;
    }
    if let Some(retry_after) = failure.retry_after {
        return retry_after.saturating_add(JITTER.mul_f64(random));
    }
    history.backoff.wait(history.attempts.saturating_sub(1)).mul_f64(random)
}

#[cfg(test)]
mod tests;
