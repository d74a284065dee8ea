//! Verdicts on what was read, and their evidence.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use crate::codec::json::Extra;
use crate::codec::repair::NO_CHARACTER;
use crate::error::{Error, ErrorKind};
use crate::expectation::Fields;
use crate::reconcile::compare::{Comparison, compare, shown};
use crate::reconcile::{Reconciled, Verdict};

/// Wait for a rate limit whose end is not known.
const UNKNOWN_WAIT: Duration = Duration::from_secs(1);

impl From<Error> for Reconciled {
    fn from(error: Error) -> Self {
        let evidence = format!("reading back failed: {error}");
        let is_limited = error.kind() == ErrorKind::RateLimit;
        let retry_after = is_limited.then(|| error.retry_after().unwrap_or(UNKNOWN_WAIT));
        Self { retry_after, ..Self::new(Verdict::Inconclusive, evidence) }
    }
}

/// Whether a string of a response was understood.
pub(super) fn is_readable(string: &str) -> bool {
    !string.contains(NO_CHARACTER)
}

/// Checks that the values to compare were understood: a value that does not fit its field, or that has
/// an unreadable character, does not show another state.
pub(super) fn understood(
    object: &str,
    actual: &impl Serialize,
    extra: &Extra,
    expected: &Fields,
) -> Result<(), Reconciled> {
    let actual = serde_json::to_value(actual).unwrap_or_default();
    let unreadable = |field: &str| {
        let value = actual.get(field).and_then(Value::as_str);
        extra.contains_key(field) || value.is_some_and(|value| !is_readable(value))
    };
    let fields: Vec<&str> =
        expected.iter().map(|(field, _)| *field).filter(|field| unreadable(field)).collect();
    if fields.is_empty() {
        return Ok(());
    }
    let evidence =
        format!("these fields of the {object} could not be understood: {}", fields.join(", "));
    Err(Reconciled::new(Verdict::Inconclusive, evidence))
}

pub(super) fn verdict_of_similar_name(object: &str, actual: &str, expected: &str) -> Reconciled {
    let (actual, expected) = (shown(actual), shown(expected));
    let evidence = format!(
        "usernames differ by letter case or outer blanks alone: a {object} has {actual} instead of \
         {expected}"
    );
    Reconciled::new(Verdict::Inconclusive, evidence)
}

pub(super) fn verdict_of_fields(
    object: &str,
    actual: &impl Serialize,
    expected: &Fields,
) -> Reconciled {
    match compare(actual, expected) {
        Comparison::Same => {
            Reconciled::new(Verdict::Applied, format!("the {object} has the requested values"))
        }
        Comparison::Differs(fields) => Reconciled::new(
            Verdict::NotAppliedYet,
            format!("the {object} does not have the requested values of: {}", fields.join(", ")),
        ),
        Comparison::Similar(values) => verdict_of_similar_values(object, &values),
        Comparison::Missing(fields) => Reconciled::new(
            Verdict::Inconclusive,
            format!(
                "the server does not return these fields of the {object}: {}",
                fields.join(", ")
            ),
        ),
    }
}

pub(super) fn verdict_of_similar_values(object: &str, values: &str) -> Reconciled {
    let difference = "differ by letter case or outer blanks alone";
    let evidence = format!("values of the {object} {difference}: {values}");
    Reconciled::new(Verdict::Inconclusive, evidence)
}
