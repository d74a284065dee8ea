//! What a failed call tells its caller: kind, outcome, whether to retry, and cleaned text.
//!
//! Every error of a call passes through [`complete`], once.

use std::borrow::Cow;

use serde_json::Value;

use crate::auth::redact::Redactor;
use crate::error::{Error, ErrorDetail, Fields};
use crate::error::{ErrorKind, Outcome};
use crate::http::error_body::{MAX_TEXT, cap};
use crate::operation::{Api, Idempotency, OperationInfo};

/// What is known of a call when it fails.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallFacts {
    pub(crate) info: &'static OperationInfo,
    /// Attempts made, the failed one included.
    pub(crate) attempts: u32,
    /// Attempts whose request may have been applied.
    pub(crate) maybe_applied: u32,
}

/// The error of one attempt, as the retry policy sees it.
pub(crate) fn draft(error: impl Into<Error>, info: &OperationInfo) -> Error {
    let mut error = error.into();
    // A 2xx of the customer API says nothing before its body is read: it may be a refusal.
    if info.api == Api::Customers && error.outcome() == Outcome::Applied {
        error.fields_mut().outcome = Outcome::Unknown;
    }
    error
}

/// Builds the public error of a call from that of its last attempt.
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
        // What an earlier attempt may have done is not undone by how the last one ended.
        if maybe_applied > 0 && matches!(fields.outcome, Outcome::NotSent | Outcome::Rejected) {
            fields.outcome = Outcome::Unknown;
        }
        // A change whose response is lost is no failed connection.
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

/// Whether a retry of the whole call cannot apply a change twice, and may succeed.
fn safe_to_retry(fields: &Fields, idempotency: Idempotency) -> bool {
    let read = idempotency == Idempotency::Safe;
    match fields.kind {
        ErrorKind::Connect => !fields.permanent,
        ErrorKind::RateLimit => true,
        ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::Server => {
            read || fields.outcome == Outcome::NotSent
        }
        // An empty or foreign page where an API should have responded.
        ErrorKind::Response => {
            read && matches!(fields.status, Some(200..=299)) && !fields.permanent
        }
        _ => false,
    }
}

/// Takes the secrets of the call out of what the server said, cuts it to what may be shown, and
/// completes the message. In this order: a secret that a cut divides would no longer be found.
fn clean(fields: &mut Fields, redactor: impl FnOnce() -> Redactor) {
    if fields.body.is_none() && fields.details.is_empty() {
        return;
    }
    let redactor = redactor();
    let clean = |text: &str| cap(&redactor.clean(text)).to_owned();
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
        fields.message = format!("{}: {}", fields.message, cap(&reasons.join("; ")));
    }
}

fn reason(detail: &ErrorDetail) -> String {
    match &detail.field {
        Some(field) => format!("{field}: {}", detail.message),
        None => detail.message.clone(),
    }
}

fn clean_json(help: Value, redactor: &Redactor) -> Value {
    let text = help.to_string();
    match redactor.clean(&text) {
        Cow::Borrowed(text) if text.len() <= MAX_TEXT => help,
        cleaned if cleaned.len() <= MAX_TEXT => {
            serde_json::from_str(&cleaned).unwrap_or_else(|_| Value::from(cleaned))
        }
        cleaned => Value::from(cap(&cleaned)),
    }
}

#[cfg(test)]
mod tests;
