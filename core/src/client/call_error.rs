//! The public error of a failed call: kind, outcome, advice on retries, redacted strings.
//!
//! Every error of a call passes through [`complete`] once.

use std::borrow::Cow;

use serde_json::Value;

use crate::auth::redact::Redactor;
use crate::error::{Error, ErrorDetail, ErrorKind, Fields, Outcome};
use crate::http::error_body::{MAX_STRING, truncate};
use crate::operation::{Api, Idempotency, OperationInfo};

/// The attempts of a failed call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallFacts {
    pub(crate) info: &'static OperationInfo,
    /// Attempts so far, including the failed one.
    pub(crate) attempts: u32,
    /// Attempts that may have applied the change.
    pub(crate) maybe_applied: u32,
}

/// The error of one attempt, as input of the retry policy.
pub(crate) fn attempt_error(error: impl Into<Error>, info: &OperationInfo) -> Error {
    let mut error = error.into();
    // A 2xx of the customer API may have an error in its body.
    if info.api == Api::Customers && error.outcome() == Outcome::Applied {
        error.fields_mut().outcome = Outcome::Unknown;
    }
    error
}

/// Completes the error of the last attempt to the public error of its call.
pub(crate) fn complete(
    mut error: Error,
    call: &CallFacts,
    redactor: impl FnOnce() -> Redactor,
) -> Error {
    let CallFacts { info, attempts, maybe_applied } = *call;
    let fields = error.fields_mut();
    fields.operation = Some(info.name);
    fields.attempts = attempts;
    if info.idempotency != Idempotency::Safe {
        // The end of the last attempt does not undo an earlier one.
        if maybe_applied > 0 && matches!(fields.outcome, Outcome::NotSent | Outcome::Rejected) {
            fields.outcome = Outcome::Unknown;
        }
        let lost =
            matches!(fields.kind, ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::Connect);
        if lost && fields.outcome == Outcome::Unknown {
            fields.kind = ErrorKind::OutcomeUnknown;
            fields.message =
                format!("it is unknown whether the change was applied: {}", fields.message);
        }
    }
    fields.safe_to_retry = safe_to_retry(fields, info.idempotency);
    if fields.kind == ErrorKind::PermissionDenied {
        fields.required_scope = info.scope;
    }
    clean(fields, redactor);
    if let Some(scope) = fields.required_scope {
        fields.message = format!("{}; the API key needs the scope {scope}", fields.message);
    }
    error
}

/// Whether a retry of the call may succeed and cannot apply a change twice.
fn safe_to_retry(fields: &Fields, idempotency: Idempotency) -> bool {
    let read = idempotency == Idempotency::Safe;
    match fields.kind {
        ErrorKind::Connect => !fields.permanent,
        ErrorKind::RateLimit => true,
        // Not sent because of a lockout, which ends.
        ErrorKind::Authentication => fields.outcome == Outcome::NotSent,
        ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::Server => {
            read || fields.outcome == Outcome::NotSent
        }
        // A 2xx without a usable body, such as a proxy's page, may be transient.
        ErrorKind::Response => {
            read && matches!(fields.status, Some(200..=299)) && !fields.permanent
        }
        _ => false,
    }
}

/// Redacts and truncates the server's strings, and appends the details to the message. Redaction is
/// first: a truncated secret would not be found.
fn clean(fields: &mut Fields, redactor: impl FnOnce() -> Redactor) {
    if fields.body.is_none() && fields.details.is_empty() {
        return;
    }
    let redactor = redactor();
    let clean = |string: &str| truncate(&redactor.clean(string)).to_owned();
    for detail in &mut fields.details {
        detail.message = clean(&detail.message);
        detail.field = detail.field.as_deref().map(clean);
        detail.error_id = detail.error_id.as_deref().map(clean);
        detail.help = detail.help.take().map(|help| clean_json(help, &redactor));
    }
    fields.body = fields.body.as_deref().map(clean);
    fields.request_id = fields.request_id.as_deref().map(clean);
    let reasons: Vec<String> = fields.details.iter().map(reason).collect();
    if !reasons.is_empty() {
        fields.message = format!("{}: {}", fields.message, truncate(&reasons.join("; ")));
    }
}

fn reason(detail: &ErrorDetail) -> String {
    match &detail.field {
        Some(field) => format!("{field}: {}", detail.message),
        None => detail.message.clone(),
    }
}

fn clean_json(help: Value, redactor: &Redactor) -> Value {
    let json = help.to_string();
    match redactor.clean(&json) {
        Cow::Borrowed(json) if json.len() <= MAX_STRING => help,
        cleaned if cleaned.len() <= MAX_STRING => {
            serde_json::from_str(&cleaned).unwrap_or_else(|_| Value::from(cleaned))
        }
        cleaned => Value::from(truncate(&cleaned)),
    }
}

#[cfg(test)]
mod tests;
