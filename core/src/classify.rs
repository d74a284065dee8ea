//! What an answer means: the status decides, the body explains.

use std::time::SystemTime;

use crate::error::{Error, Result};
use crate::error_body::{ErrorBody, cap};
use crate::error_kind::{ErrorKind, Outcome};
use crate::operation::OperationInfo;
use crate::rate_limit::Waiting;
use crate::redact::Redactor;
use crate::wire::Answer;

/// Lets an answer through that an operation may decode.
pub(crate) fn classify(
    info: &OperationInfo,
    answer: Answer,
    redactor: impl FnOnce() -> Redactor,
) -> Result<Answer> {
    match answer.status() {
        200..=299 => match answer.header("content-encoding").filter(|e| *e != "identity") {
            None => Ok(answer),
            Some(_) => Err(unusable(
                Outcome::Applied,
                &answer,
                "the answer is compressed, which was not asked for",
            )),
        },
        // Following would carry credentials and passwords to wherever the answer points.
        300..=399 => Err(unusable(
            Outcome::Unknown,
            &answer,
            "the server answered with a redirect, which is never followed",
        )),
        status => Err(refusal(info, status, &answer, &redactor())),
    }
}

fn unusable(outcome: Outcome, answer: &Answer, problem: &str) -> Error {
    let message = format!("{problem} (HTTP {})", answer.status());
    let mut error = Error::new(ErrorKind::Response, outcome, message);
    let fields = error.fields_mut();
    fields.status = Some(answer.status());
    fields.request_id = answer.header("x-request-id").map(str::to_owned);
    error
}

fn refusal(info: &OperationInfo, status: u16, answer: &Answer, redactor: &Redactor) -> Error {
    let mut body = ErrorBody::parse(answer.body());
    for detail in &mut body.details {
        detail.message = redactor.clean(&detail.message).into_owned();
        detail.field = detail.field.take().map(|field| redactor.clean(&field).into_owned());
        detail.help = detail.help.take().map(|help| clean_json(help, redactor));
    }
    let kind = kind_of(status);
    let mut message = describe(kind, status, &body);
    if let (ErrorKind::PermissionDenied, Some(scope)) = (kind, info.scope) {
        message = format!("{message}; the API key needs the scope {scope}");
    }
    let waiting = match kind {
        ErrorKind::RateLimit | ErrorKind::Server => Waiting::of(answer, SystemTime::now()),
        _ => Waiting::default(),
    };
    let mut error = Error::new(kind, outcome_of(status), message);
    let fields = error.fields_mut();
    fields.status = Some(status);
    fields.details = body.details;
    fields.body = shown_body(answer.body(), redactor);
    fields.request_id = answer.header("x-request-id").map(str::to_owned).or(body.id);
    fields.retry_after = waiting.retry_after;
    fields.reset_at = waiting.reset_at;
    error
}

fn kind_of(status: u16) -> ErrorKind {
    match status {
        400 => ErrorKind::BadRequest,
        401 => ErrorKind::Authentication,
        403 => ErrorKind::PermissionDenied,
        404 => ErrorKind::NotFound,
        429 => ErrorKind::RateLimit,
        500..=599 => ErrorKind::Server,
        _ => ErrorKind::Api,
    }
}

/// A 5xx may come from a proxy whose upstream did the work, and a 408 after all was read.
fn outcome_of(status: u16) -> Outcome {
    match status {
        400..=407 | 409..=499 => Outcome::Rejected,
        _ => Outcome::Unknown,
    }
}

fn describe(kind: ErrorKind, status: u16, body: &ErrorBody) -> String {
    let title = match kind {
        ErrorKind::BadRequest => "the request was refused",
        ErrorKind::Authentication => "the credential was not accepted",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::NotFound => "not found",
        ErrorKind::RateLimit => "too many requests",
        ErrorKind::Server => "the server failed",
        _ => "the call was refused",
    };
    let reasons: Vec<String> = body
        .details
        .iter()
        .map(|detail| match &detail.field {
            Some(field) => format!("{field}: {}", detail.message),
            None => detail.message.clone(),
        })
        .collect();
    if reasons.is_empty() {
        format!("{title} (HTTP {status})")
    } else {
        format!("{title} (HTTP {status}): {}", cap(&reasons.join("; ")))
    }
}

/// Cleaned before it is cut: a secret that the cut divides would no longer be found.
fn shown_body(body: &[u8], redactor: &Redactor) -> Option<String> {
    if body.is_empty() {
        return None;
    }
    let text = String::from_utf8_lossy(body);
    Some(cap(&redactor.clean(&text)).to_owned())
}

fn clean_json(help: serde_json::Value, redactor: &Redactor) -> serde_json::Value {
    let text = help.to_string();
    match redactor.clean(&text) {
        std::borrow::Cow::Borrowed(_) => help,
        std::borrow::Cow::Owned(cleaned) => {
            serde_json::from_str(&cleaned).unwrap_or(serde_json::Value::String(cleaned))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Operation;
    use crate::user::GetProfile;

    fn classified(status: u16) -> Result<Answer> {
        let answer = Answer::new(status, http::HeaderMap::new(), "");
        classify(&GetProfile::INFO, answer, || Redactor::new(std::iter::empty()))
    }

    #[test]
    fn every_status_has_its_kind_and_outcome() {
        let cases = [
            (302, ErrorKind::Response, Outcome::Unknown),
            (400, ErrorKind::BadRequest, Outcome::Rejected),
            (401, ErrorKind::Authentication, Outcome::Rejected),
            (403, ErrorKind::PermissionDenied, Outcome::Rejected),
            (404, ErrorKind::NotFound, Outcome::Rejected),
            (405, ErrorKind::Api, Outcome::Rejected),
            (408, ErrorKind::Api, Outcome::Unknown),
            (429, ErrorKind::RateLimit, Outcome::Rejected),
            (451, ErrorKind::Api, Outcome::Rejected),
            (502, ErrorKind::Server, Outcome::Unknown),
            (600, ErrorKind::Api, Outcome::Unknown),
        ];
        for (status, kind, outcome) in cases {
            let error = classified(status).unwrap_err();
            assert_eq!((error.kind(), error.outcome()), (kind, outcome), "{status}");
        }
        assert!(classified(200).is_ok() && classified(204).is_ok());
    }

    #[test]
    fn a_body_is_cut_and_cleaned_of_secrets_even_at_the_cut() {
        let secret = "correct-horse-battery";
        let body = format!("{}{secret}", "x".repeat(crate::error_body::LONGEST_TEXT - 5));
        let answer = Answer::new(500, http::HeaderMap::new(), body);
        let error = classify(&GetProfile::INFO, answer, || Redactor::new([secret].into_iter()))
            .unwrap_err();
        let shown = error.body().unwrap();
        assert!(shown.len() <= crate::error_body::LONGEST_TEXT && !shown.contains("corre"));
    }
}
