use super::*;
use crate::api::customers::CreateCustomer;
use crate::api::user::{GetProfile, UpdateEmail, UpdatePassword};
use crate::error::Phase;
use crate::http::attempt_error::{AttemptError, Cause};
use crate::http::status::classify;
use crate::operation::{Operation, Response};

fn no_secrets() -> Redactor {
    Redactor::new(std::iter::empty())
}

/// The public error of a call whose last attempt failed with `error`.
fn call_error(info: &'static OperationInfo, error: impl Into<Error>, maybe_applied: u32) -> Error {
    let facts = CallFacts { info, attempts: 2, maybe_applied };
    complete(attempt_error(error, info), &facts, no_secrets)
}

fn attempt(sent: bool, cause: Cause) -> Error {
    AttemptError { sent, cause }.at(&url::Url::parse("https://a.test").unwrap())
}

#[test]
fn an_attempt_without_a_complete_response_decides_kind_outcome_and_advice() {
    use ErrorKind::{OutcomeUnknown, Response, Timeout};
    use Outcome::{Applied, NotSent, Unknown};
    const READ: &OperationInfo = &GetProfile::INFO;
    const SET: &OperationInfo = &UpdateEmail::INFO;
    const ONCE: &OperationInfo = &UpdatePassword::INFO;
    const CUSTOMER: &OperationInfo = &CreateCustomer::INFO;
    let connect = || Cause::ConnectTimeout;
    let late = || Cause::ResponseTimeout;
    let body = || Cause::BodyTimeout { status: 200 };
    let large = || Cause::TooLarge { status: 200, limit: 7 };
    let ambiguous = || Cause::AmbiguousFraming { status: 200 };
    let cases = [
        // Operation, sent, cause, maybe_applied; kind, outcome, safe_to_retry.
        (READ, true, late(), 0, Timeout, Unknown, true),
        (READ, true, body(), 0, Timeout, Applied, true),
        (READ, true, large(), 0, Response, Applied, false),
        (READ, true, ambiguous(), 0, Response, Unknown, false),
        (SET, false, connect(), 0, Timeout, NotSent, true),
        (SET, false, connect(), 1, OutcomeUnknown, Unknown, false),
        (SET, true, late(), 1, OutcomeUnknown, Unknown, false),
        (SET, true, body(), 0, Timeout, Applied, false),
        (SET, true, ambiguous(), 0, Response, Unknown, false),
        (ONCE, false, connect(), 0, Timeout, NotSent, true),
        (ONCE, true, late(), 1, OutcomeUnknown, Unknown, false),
        (ONCE, true, large(), 0, Response, Applied, false),
        (CUSTOMER, true, body(), 1, OutcomeUnknown, Unknown, false),
        (CUSTOMER, true, large(), 1, Response, Unknown, false),
    ];
    for (info, sent, cause, maybe_applied, kind, outcome, safe) in cases {
        let case = format!("{} {sent} {cause:?} {maybe_applied}", info.name);
        let error = call_error(info, attempt(sent, cause), maybe_applied);
        assert_eq!(
            (error.kind(), error.outcome(), error.safe_to_retry()),
            (kind, outcome, safe),
            "{case}"
        );
        assert_eq!((error.operation(), error.attempts()), (Some(info.name), 2), "{case}");
    }
}

#[test]
fn a_timeout_has_its_phase() {
    let phase = |sent, cause| call_error(&GetProfile::INFO, attempt(sent, cause), 0).phase();
    assert_eq!(phase(false, Cause::ConnectTimeout), Some(Phase::Connect));
    assert_eq!(phase(true, Cause::ResponseTimeout), Some(Phase::Response));
    assert_eq!(phase(true, Cause::BodyTimeout { status: 200 }), Some(Phase::Body));
}

fn status_error(info: &'static OperationInfo, status: u16, maybe_applied: u32) -> Error {
    let response = Response::new(status, http::HeaderMap::new(), "");
    call_error(info, classify(info, response).unwrap_err(), maybe_applied)
}

#[test]
fn an_error_status_does_not_undo_an_earlier_attempt() {
    for (status, maybe_applied, kind, outcome, safe) in [
        (400, 0, ErrorKind::BadRequest, Outcome::Rejected, false),
        (400, 1, ErrorKind::BadRequest, Outcome::Unknown, false),
        (429, 0, ErrorKind::RateLimit, Outcome::Rejected, true),
        (503, 0, ErrorKind::Server, Outcome::Unknown, false),
    ] {
        let error = status_error(&UpdateEmail::INFO, status, maybe_applied);
        assert_eq!(
            (error.kind(), error.outcome(), error.safe_to_retry()),
            (kind, outcome, safe),
            "{status}"
        );
    }
    assert!(status_error(&GetProfile::INFO, 503, 1).safe_to_retry());
}

#[test]
fn a_missing_permission_names_the_scope_of_the_operation() {
    let error = status_error(&GetProfile::INFO, 403, 0);
    assert_eq!(error.required_scope(), Some("user.profile.read"));
    assert!(error.message().ends_with("; the API key needs the scope user.profile.read"));
    assert_eq!(status_error(&GetProfile::INFO, 401, 0).required_scope(), None);
}

#[test]
fn a_secret_at_the_truncation_point_is_redacted() {
    let secret = "correct-horse-battery";
    let body = format!("{}{secret}", "x".repeat(MAX_STRING - 5));
    let response = Response::new(500, http::HeaderMap::new(), body);
    let error = classify(&GetProfile::INFO, response).unwrap_err();
    let facts = CallFacts { info: &GetProfile::INFO, attempts: 1, maybe_applied: 0 };
    let error = complete(error, &facts, || Redactor::new([secret].into_iter()));
    let body = error.body().unwrap();
    assert!(body.len() <= MAX_STRING && !body.contains("corre"));
}
