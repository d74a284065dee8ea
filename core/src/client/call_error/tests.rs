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
    complete(attempt_error(error, info), &facts(info, maybe_applied), no_secrets)
}

fn facts(info: &'static OperationInfo, maybe_applied: u32) -> CallFacts<'static> {
    let idempotency = info.idempotency;
    CallFacts { info, idempotency, account: Some("sub\u{1b}"), attempts: 2, maybe_applied }
}

fn attempt(sent: bool, cause: Cause) -> Error {
    let server = url::Url::parse("https://a.test").unwrap();
    AttemptError { sent, cause, head: None }.at(&server, std::time::SystemTime::now())
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
        (READ, true, large(), 0, Response, Unknown, false),
        (READ, true, ambiguous(), 0, Response, Unknown, false),
        (SET, false, connect(), 0, Timeout, NotSent, true),
        (SET, false, connect(), 1, OutcomeUnknown, Unknown, false),
        (SET, true, late(), 1, OutcomeUnknown, Unknown, false),
        (SET, true, body(), 0, Timeout, Applied, false),
        (SET, true, ambiguous(), 0, Response, Unknown, false),
        (ONCE, false, connect(), 0, Timeout, NotSent, true),
        (ONCE, true, late(), 1, OutcomeUnknown, Unknown, false),
        (ONCE, true, large(), 1, Response, Unknown, false),
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
    refused(info, status, "", maybe_applied)
}

fn refused(info: &'static OperationInfo, status: u16, body: &str, maybe_applied: u32) -> Error {
    let response = Response::new(status, http::HeaderMap::new(), body.to_owned());
    call_error(info, classify(info, &response).unwrap_err(), maybe_applied)
}

#[test]
fn an_error_status_does_not_undo_an_earlier_attempt() {
    for (status, maybe_applied, kind, outcome, safe) in [
        (400, 0, ErrorKind::BadRequest, Outcome::Rejected, false),
        (400, 1, ErrorKind::OutcomeUnknown, Outcome::Unknown, false),
        (401, 1, ErrorKind::OutcomeUnknown, Outcome::Unknown, false),
        (403, 2, ErrorKind::OutcomeUnknown, Outcome::Unknown, false),
        (404, 1, ErrorKind::OutcomeUnknown, Outcome::Unknown, false),
        (409, 1, ErrorKind::OutcomeUnknown, Outcome::Unknown, false),
        (429, 0, ErrorKind::RateLimit, Outcome::Rejected, true),
        (429, 1, ErrorKind::OutcomeUnknown, Outcome::Unknown, false),
        (503, 1, ErrorKind::Server, Outcome::Unknown, false),
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
    let read = status_error(&GetProfile::INFO, 404, 1);
    assert_eq!((read.kind(), read.outcome()), (ErrorKind::NotFound, Outcome::Rejected));
}

#[test]
fn a_refusal_after_an_unknown_attempt_is_the_cause() {
    let body = r#"{"errors":[{"message":"gone","field":"email"}],"id":"r1"}"#;
    let error = refused(&UpdateEmail::INFO, 404, body, 1);
    assert_eq!(
        error.message(),
        "an earlier attempt may have applied the change, and the last one was refused: \
         not found (HTTP 404): email: gone"
    );
    let cause = std::error::Error::source(&error).unwrap().downcast_ref::<Error>().unwrap();
    assert_eq!((cause.kind(), cause.outcome()), (ErrorKind::NotFound, Outcome::Rejected));
    assert_eq!(cause.message(), "not found (HTTP 404): email: gone");
    assert!(!cause.safe_to_retry());
    for error in [&error, cause] {
        assert_eq!((error.status(), error.body()), (Some(404), Some(body)));
        assert_eq!((error.operation(), error.attempts()), (Some("user.update_email"), 2));
        assert_eq!((error.details().len(), error.request_id()), (1, Some("r1")));
    }
}

#[test]
fn an_unreadable_refusal_does_not_undo_an_earlier_attempt() {
    let headers = [(http::header::CONTENT_ENCODING, "GZIP".parse().unwrap())];
    let response = Response::new(400, headers.into_iter().collect(), "...");
    let error = classify(&CreateCustomer::INFO, &response).unwrap_err();
    let error = call_error(&CreateCustomer::INFO, error, 1);
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::OutcomeUnknown, Outcome::Unknown));
}

#[test]
fn a_403_of_the_api_has_possible_reasons_after_the_words_of_the_server() {
    const READ: &OperationInfo = &GetProfile::INFO;
    let error = refused(READ, 403, r#"{"errors":[{"message":"access forbidden"}]}"#, 0);
    assert_eq!(error.required_scope(), Some("user.profile.read"));
    assert_eq!(
        error.message(),
        "permission denied (HTTP 403): access forbidden; the API key may need the scope \
         user.profile.read, or may not be allowed to act for \"sub\\x1b\""
    );
    for other in ["", "<html>no</html>", r#"{"message":"Forbidden"}"#, r#"{"errors":null}"#, "[]"] {
        let error = refused(READ, 403, other, 0);
        assert!(!error.message().contains("scope"), "{other}: {error}");
        assert_eq!(error.required_scope(), Some("user.profile.read"), "{other}");
    }
    assert_eq!(status_error(READ, 401, 0).required_scope(), None);
}

#[test]
fn text_of_others_is_escaped_in_the_message_and_kept_as_data() {
    let body = "{\"errors\":[{\"message\":\"a\\u001b[2J\\u202eb\\u0000\",\"field\":\"f\\u0007\"}],\
                \"id\":\"1\\u009b\"}";
    let error = refused(&GetProfile::INFO, 400, body, 0);
    assert_eq!(error.message(), r"the request was refused (HTTP 400): f\x07: a\x1b[2J\u202eb\x00");
    assert_eq!(error.request_id(), Some(r"1\x9b"));
    let detail = &error.details()[0];
    assert_eq!(
        (detail.message.as_str(), detail.field.as_deref()),
        ("a\x1b[2J\u{202e}b\0", Some("f\x07"))
    );
    assert_eq!(error.body(), Some(body));
    let remark = Error::new(ErrorKind::Connect, Outcome::NotSent, "no").with_remark("\x1b[2J key");
    let redactor = || Redactor::new(["key!", "key"].into_iter());
    let error = complete(remark, &facts(&GetProfile::INFO, 0), redactor);
    assert_eq!(error.to_string(), r"user.get_profile: no: \x1b[2J [redacted]");
}

#[test]
fn a_body_without_errors_is_quoted_in_one_line() {
    let long = "word\r\n\t".repeat(1000);
    for (body, quote) in [
        ("  two \n words ", "two words".to_owned()),
        (&long, "word ".repeat(40).trim_end().to_owned() + " "),
        (&"é".repeat(300), "é".repeat(200)),
        ("{\"a\":1}", "{\"a\":1}".to_owned()),
    ] {
        let error = refused(&GetProfile::INFO, 500, body, 0);
        assert_eq!(error.message(), format!("the server failed (HTTP 500): {quote}"));
    }
    for body in ["", " \r\n", "{}", "[\"\"]"] {
        let error = refused(&GetProfile::INFO, 500, body, 0);
        assert_eq!(error.message(), "the server failed (HTTP 500)");
    }
}

#[test]
fn a_secret_at_the_truncation_point_is_redacted() {
    let secret = "correct-horse-battery";
    let body = format!("{}{secret}", "x".repeat(MAX_STRING - 5));
    let response = Response::new(500, http::HeaderMap::new(), body);
    let error = classify(&GetProfile::INFO, &response).unwrap_err();
    let error =
        complete(error, &facts(&GetProfile::INFO, 0), || Redactor::new([secret].into_iter()));
    let body = error.body().unwrap();
    assert!(body.len() <= MAX_STRING && !body.contains("corre"));
}

const SECRET: &str = "ä&\"'<%+ correct";

/// Whether a text of others has been capped, and neither has the secret in a spelling nor its beginning.
fn is_clean(text: &str) -> bool {
    text.len() <= MAX_STRING && !text.contains("corr") && !text.contains("ä&")
}

/// Long texts with a secret: at the beginning, at the cap, at the end of what is redacted, and such that
/// escaping makes them longer than the cap.
fn hostile_texts() -> Vec<String> {
    let spelled = "%C3%A4%26%22%27%3C%25%2B+correct";
    vec![
        format!("{SECRET}{}", "x".repeat(60_000)),
        format!("{spelled}{}", "x".repeat(60_000)),
        format!("{}{SECRET}", "x".repeat(MAX_STRING - 4)),
        format!("{}{SECRET}", "x".repeat(MAX_REDACTED - 4)),
        format!("{}{SECRET}", "\u{1b}".repeat(MAX_STRING - 30)),
        "\u{202e}".repeat(20_000),
    ]
}

#[test]
fn every_text_of_others_is_redacted_and_capped_in_every_field() {
    for text in hostile_texts() {
        let mut error = Error::new(ErrorKind::BadRequest, Outcome::Rejected, "refused")
            .with_source(std::io::Error::other(text.clone()));
        let fields = error.fields_mut();
        fields.body = Some(text.clone());
        fields.request_id = Some(text.clone());
        fields.details = vec![ErrorDetail {
            message: text.clone(),
            field: Some(text.clone()),
            help: Some(serde_json::json!({ "text": text, text.clone(): 1 })),
            error_id: Some(text.clone()),
        }];
        let redactor = || Redactor::new([SECRET].into_iter());
        let error = complete(error, &facts(&GetProfile::INFO, 0), redactor);
        let detail = &error.details()[0];
        let texts = [
            ("message", error.message().strip_prefix("refused: ")),
            ("body", error.body()),
            ("request_id", error.request_id()),
            ("detail", Some(detail.message.as_str())),
            ("field", detail.field.as_deref()),
            ("error_id", detail.error_id.as_deref()),
            ("source", Some(&std::error::Error::source(&error).unwrap().to_string())),
        ];
        for (name, text) in texts {
            assert!(is_clean(text.unwrap()), "{name}: {text:?}");
        }
        assert!(is_clean(detail.help.as_ref().unwrap().as_str().unwrap()), "{:?}", detail.help);
        let debug = format!("{error:?} {:?}", std::error::Error::source(&error));
        assert!(!debug.contains("corr") && debug.len() < 40 * MAX_STRING, "{}", debug.len());
    }
}

#[test]
fn every_text_of_others_is_redacted_and_capped_in_a_remark() {
    for text in hostile_texts() {
        let error = Error::new(ErrorKind::Connect, Outcome::NotSent, "no").with_remark(text);
        let redactor = || Redactor::new([SECRET].into_iter());
        let error = complete(error, &facts(&GetProfile::INFO, 0), redactor);
        let remark = error.message().strip_prefix("no: ");
        assert!(is_clean(remark.unwrap()), "{remark:?}");
    }
}

#[test]
fn a_cause_without_a_secret_keeps_its_type() {
    let cause = std::io::Error::other("refused");
    let error = Error::new(ErrorKind::Connect, Outcome::NotSent, "no").with_source(cause);
    let redactor = || Redactor::new([SECRET].into_iter());
    let error = complete(error, &facts(&GetProfile::INFO, 0), redactor);
    let cause = std::error::Error::source(&error).unwrap();
    assert!(cause.is::<std::io::Error>(), "{cause:?}");
}
