//! The public error of a failed call: kind, outcome, advice on retries, redacted strings.
//!
//! Every error of a call passes through [`complete`] once.

use std::borrow::Cow;

use serde_json::Value;

use crate::auth::redact::Redactor;
use crate::error::{Error, ErrorDetail, ErrorKind, Fields, Outcome, RefusalBody, printable};
use crate::http::error_body::{MAX_STRING, quote, start_of, truncate};
use crate::operation::response::MAX_REDACTED;
use crate::operation::{Api, Idempotency, OperationInfo};

/// A failed call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallFacts<'a> {
    pub(crate) info: &'static OperationInfo,
    pub(crate) idempotency: Idempotency,
    /// The account that the call acts for, if not that of the credential.
    pub(crate) account: Option<&'a str>,
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
    call: &CallFacts<'_>,
    redactor: impl FnOnce() -> Redactor,
) -> Error {
    let fields = error.fields_mut();
    fields.operation = Some(call.info.name);
    fields.attempts = call.attempts;
    if fields.kind == ErrorKind::PermissionDenied {
        fields.required_scope = call.info.scope;
    }
    clean(fields, redactor);
    explain_refusal(fields, call.account);
    if call.idempotency != Idempotency::Safe {
        error = with_earlier_attempts(error, call.maybe_applied);
    }
    let safe_to_retry = safe_to_retry(error.fields(), call.idempotency);
    error.fields_mut().safe_to_retry = safe_to_retry;
    error
}

/// Adds the possible reasons of a 403 of the Users API, whose own words are often no more than
/// "access forbidden".
fn explain_refusal(fields: &mut Fields, account: Option<&str>) {
    let Some(scope) = fields.required_scope else { return };
    if fields.refusal != RefusalBody::OfUsersApi {
        return;
    }
    let account = account.map_or_else(String::new, |account| {
        format!(", or may not be allowed to act for \"{}\"", printable(account))
    });
    fields.message = format!("{}; the API key may need the scope {scope}{account}", fields.message);
}

/// The error of a change, after attempts that may have applied it: the end of the last attempt does
/// not undo them.
fn with_earlier_attempts(mut error: Error, maybe_applied: u32) -> Error {
    let fields = error.fields_mut();
    if maybe_applied > 0 && fields.outcome == Outcome::Rejected {
        return refused_after_unknown(error);
    }
    if maybe_applied > 0 && fields.outcome == Outcome::NotSent {
        fields.outcome = Outcome::Unknown;
    }
    let lost =
        matches!(fields.kind, ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::Connect);
    if lost && fields.outcome == Outcome::Unknown {
        fields.kind = ErrorKind::OutcomeUnknown;
        fields.message =
            format!("it is unknown whether the change was applied: {}", fields.message);
    }
    error
}

/// The refusal may be the effect of the change itself. It has the properties of the response, and the
/// refusal as its source.
fn refused_after_unknown(refusal: Error) -> Error {
    let of_refusal = refusal.fields();
    let message = format!(
        "an earlier attempt may have applied the change, and the last one was refused: {}",
        of_refusal.message
    );
    let mut error = Error::new(ErrorKind::OutcomeUnknown, Outcome::Unknown, message);
    let fields = error.fields_mut();
    fields.operation = of_refusal.operation;
    fields.attempts = of_refusal.attempts;
    fields.status = of_refusal.status;
    fields.details.clone_from(&of_refusal.details);
    fields.body.clone_from(&of_refusal.body);
    fields.request_id.clone_from(&of_refusal.request_id);
    fields.required_scope = of_refusal.required_scope;
    fields.retry_after = of_refusal.retry_after;
    fields.reset_at = of_refusal.reset_at;
    fields.retry_budget_exhausted = of_refusal.retry_budget_exhausted;
    error.with_source(refusal)
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

/// Redacts and caps the strings of other programs, and appends them to the message. Every such string
/// passes here before it is public. Redaction is first: a truncated secret would not be found.
fn clean(fields: &mut Fields, redactor: impl FnOnce() -> Redactor) {
    let texts = [&fields.body, &fields.request_id, &fields.remark];
    if fields.details.is_empty() && texts.iter().all(|text| text.is_none()) {
        return;
    }
    let redactor = redactor();
    let clean = |string: &str| truncate(&redactor.clean(start_of(string, MAX_REDACTED))).to_owned();
    for detail in &mut fields.details {
        detail.message = clean(&detail.message);
        detail.field = detail.field.as_deref().map(clean);
        detail.error_id = detail.error_id.as_deref().map(clean);
        detail.help = detail.help.take().map(|help| clean_json(help, &redactor));
    }
    fields.request_id = fields.request_id.as_deref().map(|id| printable(&clean(id)).into_owned());
    let body = fields.body.as_deref().map(|body| redactor.clean(body));
    let remark = if let Some(remark) = &fields.remark {
        clean(remark)
    } else if fields.details.is_empty() && fields.refusal != RefusalBody::Unreadable {
        body.as_deref().map(quote).unwrap_or_default()
    } else {
        let reasons: Vec<String> = fields.details.iter().map(reason).collect();
        truncate(&reasons.join("; ")).to_owned()
    };
    if !remark.is_empty() {
        fields.message = format!("{}: {}", fields.message, printable(&remark));
    }
    fields.body = body.map(|body| truncate(&body).to_owned());
}

fn reason(detail: &ErrorDetail) -> String {
    match &detail.field {
        Some(field) => format!("{field}: {}", detail.message),
        None => detail.message.clone(),
    }
}

fn clean_json(help: Value, redactor: &Redactor) -> Value {
    let json = help.to_string();
    match redactor.clean(start_of(&json, MAX_REDACTED)) {
        Cow::Borrowed(json) if json.len() <= MAX_STRING => help,
        cleaned if cleaned.len() <= MAX_STRING => {
            serde_json::from_str(&cleaned).unwrap_or_else(|_| Value::from(cleaned))
        }
        cleaned => Value::from(truncate(&cleaned)),
    }
}

#[cfg(test)]
mod tests;
