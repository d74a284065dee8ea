//! Whether and when a failed attempt is followed by another. Pure: no clock, no sleep, no network.

use std::time::Duration;

use crate::error::Error;
use crate::error_kind::{ErrorKind, Outcome};
use crate::operation::Class;

/// A change that may have been applied is repeated only this soon after it was first sent, so that
/// it cannot overwrite what somebody else has set since.
const REPEAT_WINDOW: Duration = Duration::from_secs(10);
/// Longest wait that a server may ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
/// `X-RateLimit-Reset` counts whole seconds: a little more keeps clear of the edge.
const RESET_SPREAD: Duration = Duration::from_secs(1);

const TRANSIENT_BASE: Duration = Duration::from_millis(50);
const THROTTLE_BASE: Duration = Duration::from_secs(1);
const LONGEST_BACKOFF: Duration = Duration::from_secs(20);

/// What is known when an attempt has failed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attempt {
    /// Number of the failed attempt, from 1.
    pub(crate) number: u32,
    /// Attempts allowed in all.
    pub(crate) most: u32,
    /// Attempts so far, this one included, whose request may have arrived without a refusal.
    pub(crate) maybe_applied: u32,
    /// Time since the first request was sent.
    pub(crate) since_first: Duration,
    /// Time left for the whole call.
    pub(crate) left: Duration,
}

impl Attempt {
    /// The state before anything was sent.
    pub(crate) fn first(most: u32) -> Self {
        Self {
            number: 1,
            most,
            maybe_applied: 0,
            since_first: Duration::ZERO,
            left: Duration::ZERO,
        }
    }
}

/// The wait before the next attempt; none where the error is final. `random` is in `0.0..1.0`.
pub(crate) fn next_wait(
    class: Class,
    error: &Error,
    attempt: Attempt,
    random: f64,
) -> Option<Duration> {
    let allowed = attempt.number < attempt.most && may_repeat(class, error, attempt);
    allowed
        .then(|| wait(error, attempt.number, random))
        .filter(|wait| *wait <= LONGEST_WAIT && *wait < attempt.left)
}

fn may_repeat(class: Class, error: &Error, attempt: Attempt) -> bool {
    let lost = matches!(
        error.kind(),
        ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::OutcomeUnknown
    );
    match error.outcome() {
        Outcome::NotSent => {
            matches!(error.kind(), ErrorKind::Connect | ErrorKind::Timeout)
                && !error.fields().permanent
        }
        Outcome::Rejected => error.kind() == ErrorKind::RateLimit,
        Outcome::Unknown => {
            // A 2xx without a usable body is a customer API's: there only the body would decide.
            let passing = matches!(error.status(), Some(200..=299 | 408 | 500 | 502 | 503 | 504));
            let transient = lost || passing;
            transient
                && match class {
                    Class::Read => true,
                    Class::Set => attempt.maybe_applied < 2 && attempt.since_first < REPEAT_WINDOW,
                    Class::Once => false,
                }
        }
        Outcome::Applied => lost && class == Class::Read,
    }
}

fn wait(error: &Error, number: u32, random: f64) -> Duration {
    let throttled = error.kind() == ErrorKind::RateLimit;
    if let Some(asked) = error.retry_after() {
        return asked + RESET_SPREAD.mul_f64(random);
    }
    let base = if throttled { THROTTLE_BASE } else { TRANSIENT_BASE };
    let ceiling = base.saturating_mul(2_u32.saturating_pow(number - 1)).min(LONGEST_BACKOFF);
    ceiling.mul_f64(random)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ATTEMPT: Attempt = Attempt {
        number: 1,
        most: 3,
        maybe_applied: 1,
        since_first: Duration::ZERO,
        left: Duration::from_secs(60),
    };

    fn error(kind: ErrorKind, outcome: Outcome, status: Option<u16>) -> Error {
        let mut error = Error::new(kind, outcome, "test");
        error.fields_mut().status = status;
        error
    }

    fn repeats(class: Class, error: &Error) -> bool {
        next_wait(class, error, ATTEMPT, 0.5).is_some()
    }

    #[test]
    fn a_once_call_is_repeated_only_where_nothing_was_applied() {
        let sent = [
            error(ErrorKind::OutcomeUnknown, Outcome::Unknown, None),
            error(ErrorKind::Server, Outcome::Unknown, Some(503)),
            error(ErrorKind::Response, Outcome::Applied, Some(200)),
        ];
        for error in &sent {
            assert!(!repeats(Class::Once, error), "{error:?}");
        }
        assert!(repeats(Class::Once, &error(ErrorKind::Connect, Outcome::NotSent, None)));
        assert!(repeats(Class::Once, &error(ErrorKind::RateLimit, Outcome::Rejected, Some(429))));
    }

    #[test]
    fn a_set_call_is_repeated_once_and_soon() {
        let lost = error(ErrorKind::OutcomeUnknown, Outcome::Unknown, None);
        assert!(repeats(Class::Set, &lost));
        let second = Attempt { number: 2, maybe_applied: 2, ..ATTEMPT };
        assert_eq!(next_wait(Class::Set, &lost, second, 0.5), None);
        let late = Attempt { since_first: REPEAT_WINDOW, ..ATTEMPT };
        assert_eq!(next_wait(Class::Set, &lost, late, 0.5), None);
    }

    #[test]
    fn refusals_and_bad_certificates_are_final() {
        for (kind, status) in [
            (ErrorKind::BadRequest, 400),
            (ErrorKind::Authentication, 401),
            (ErrorKind::PermissionDenied, 403),
            (ErrorKind::NotFound, 404),
        ] {
            assert!(!repeats(Class::Read, &error(kind, Outcome::Rejected, Some(status))));
        }
        let mut certificate = error(ErrorKind::Connect, Outcome::NotSent, None);
        certificate.fields_mut().permanent = true;
        assert!(!repeats(Class::Read, &certificate));
        assert!(!repeats(Class::Read, &error(ErrorKind::Server, Outcome::Unknown, Some(501))));
    }

    #[test]
    fn the_last_attempt_is_the_last() {
        let last = Attempt { number: 3, ..ATTEMPT };
        let refused = error(ErrorKind::Connect, Outcome::NotSent, None);
        assert_eq!(next_wait(Class::Read, &refused, last, 0.0), None);
    }

    #[test]
    fn a_wait_that_does_not_fit_gives_the_error_now() {
        let mut throttled = error(ErrorKind::RateLimit, Outcome::Rejected, Some(429));
        throttled.fields_mut().retry_after = Some(Duration::from_secs(10));
        assert_eq!(next_wait(Class::Read, &throttled, ATTEMPT, 0.0), Some(Duration::from_secs(10)));
        let hurried = Attempt { left: Duration::from_secs(5), ..ATTEMPT };
        assert_eq!(next_wait(Class::Read, &throttled, hurried, 0.0), None);
        throttled.fields_mut().retry_after = Some(Duration::from_secs(121));
        let patient = Attempt { left: Duration::from_secs(1000), ..ATTEMPT };
        assert_eq!(next_wait(Class::Read, &throttled, patient, 0.0), None);
    }

    #[test]
    fn backoff_doubles_with_full_jitter_up_to_its_ceiling() {
        let refused = error(ErrorKind::Connect, Outcome::NotSent, None);
        assert_eq!(wait(&refused, 1, 0.0), Duration::ZERO);
        assert_eq!(wait(&refused, 1, 0.5), Duration::from_millis(25));
        assert_eq!(wait(&refused, 3, 0.5), Duration::from_millis(100));
        assert_eq!(wait(&refused, 40, 0.5), Duration::from_secs(10));
        let throttled = error(ErrorKind::RateLimit, Outcome::Rejected, Some(429));
        assert_eq!(wait(&throttled, 1, 0.5), Duration::from_millis(500));
    }
}
