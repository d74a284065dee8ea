//! What an answer means: the status decides, the body explains.

use crate::error::{Error, Result};
use crate::error::{ErrorKind, Outcome};
use crate::http::error_body::ErrorBody;
use crate::http::rate_limit_headers::RetryAfter;
use crate::operation::Response;
use crate::operation::{Api, OperationInfo};

/// Lets an answer through that an operation may decode. Of the customer API that is every one that
/// is an answer at all: there the body decides.
pub(crate) fn classify(info: &OperationInfo, answer: Response) -> Result<Response> {
    let decodable = match info.api {
        Api::Users => (200..=299).contains(&answer.status()),
        Api::Customers => answer.status() != 429,
    };
    match answer.status() {
        // Following would carry credentials and passwords to wherever the answer points.
        300..=399 => Err(unusable(
            Outcome::Unknown,
            &answer,
            "the server answered with a redirect, which is never followed",
        )),
        status if decodable => match answer.header("content-encoding").filter(|e| *e != "identity")
        {
            None => Ok(answer),
            Some(_) => Err(unusable(
                if status <= 299 { Outcome::Applied } else { outcome_of(status) },
                &answer,
                "the answer is compressed, which was not asked for",
            )),
        },
        status => {
            let body = ErrorBody::parse(answer.body());
            Err(refusal(kind_of(status), outcome_of(status), status, &answer, body))
        }
    }
}

fn unusable(outcome: Outcome, answer: &Response, problem: &str) -> Error {
    let message = format!("{problem} (HTTP {})", answer.status());
    let mut error = Error::new(ErrorKind::Response, outcome, message);
    let fields = error.fields_mut();
    fields.status = Some(answer.status());
    fields.permanent = true;
    fields.request_id = answer.header("x-request-id").map(str::to_owned);
    error
}

/// A server's no, with what it says. Its texts are raw until the error is completed.
pub(crate) fn refusal(
    kind: ErrorKind,
    outcome: Outcome,
    status: u16,
    answer: &Response,
    body: ErrorBody,
) -> Error {
    let title = match kind {
        ErrorKind::BadRequest => "the request was refused",
        ErrorKind::Authentication => "the credential was not accepted",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::NotFound => "not found",
        ErrorKind::RateLimit => "too many requests",
        ErrorKind::Server => "the server failed",
        _ => "the call was refused",
    };
    let waiting = match kind {
        ErrorKind::RateLimit => RetryAfter::of(answer),
        // Of the rate it tells the end of the window, and that is no reason to wait for it.
        ErrorKind::Server => RetryAfter::asked(answer),
        _ => RetryAfter::default(),
    };
    let mut error = Error::new(kind, outcome, format!("{title} (HTTP {status})"));
    let fields = error.fields_mut();
    fields.status = Some(status);
    fields.details = body.details;
    fields.body = raw_body(answer.body());
    fields.request_id = answer.header("x-request-id").map(str::to_owned).or(body.id);
    fields.retry_after = waiting.retry_after;
    fields.reset_at = waiting.reset_at;
    error
}

pub(crate) fn kind_of(status: u16) -> ErrorKind {
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
pub(crate) fn outcome_of(status: u16) -> Outcome {
    match status {
        400..=407 | 409..=499 => Outcome::Rejected,
        _ => Outcome::Unknown,
    }
}

/// More than is ever shown, and less than a hostile server may send.
const MAX_RAW_BODY: usize = 256 * 1024;

fn raw_body(body: &[u8]) -> Option<String> {
    let shown = body.get(..MAX_RAW_BODY).unwrap_or(body);
    (!shown.is_empty()).then(|| String::from_utf8_lossy(shown).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::user::GetProfile;
    use crate::operation::Operation;

    fn classified(status: u16) -> Result<Response> {
        let answer = Response::new(status, http::HeaderMap::new(), "");
        classify(&GetProfile::INFO, answer)
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
}
