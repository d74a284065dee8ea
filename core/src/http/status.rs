//! Classification of responses by status.

use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::http::error_body::ErrorBody;
use crate::http::rate_limit_headers::RetryAfter;
use crate::operation::{Api, OperationInfo, Response};

/// Returns a response that the operation may decode, or its error. The customer API also reports
/// errors in the body, so that only redirects and 429 are errors there.
pub(crate) fn classify(info: &OperationInfo, response: Response) -> Result<Response> {
    let decodable = match info.api {
        Api::Users => (200..=299).contains(&response.status()),
        Api::Customers => response.status() != 429,
    };
    match response.status() {
        // Following would send credentials and passwords to another host.
        300..=399 => Err(unusable(
            Outcome::Unknown,
            &response,
            "the server responded with a redirect, which is never followed",
        )),
        status if decodable => {
            match response.header("content-encoding").filter(|e| *e != "identity") {
                None => Ok(response),
                Some(_) => Err(unusable(
                    if status <= 299 { Outcome::Applied } else { outcome_of(status) },
                    &response,
                    "the response is compressed, which was not requested",
                )),
            }
        }
        status => {
            let body = ErrorBody::parse(&response.text());
            Err(refusal(kind_of(status), outcome_of(status), status, &response, body))
        }
    }
}

fn unusable(outcome: Outcome, response: &Response, problem: &str) -> Error {
    response.unusable(outcome, format!("{problem} (HTTP {})", response.status())).permanent()
}

/// The error of an error response. Its strings are not redacted yet.
pub(crate) fn refusal(
    kind: ErrorKind,
    outcome: Outcome,
    status: u16,
    response: &Response,
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
    let retry_after = match kind {
        ErrorKind::RateLimit => RetryAfter::from_response(response),
        // The end of the rate limit's window says nothing about a failed server.
        ErrorKind::Server => RetryAfter::from_retry_after(response),
        _ => RetryAfter::default(),
    };
    let mut error = Error::new(kind, outcome, format!("{title} (HTTP {status})"));
    let fields = error.fields_mut();
    fields.status = Some(status);
    fields.details = body.details;
    fields.body = response.raw_body();
    fields.request_id = response.header("x-request-id").map(str::to_owned).or(body.id);
    fields.retry_after = retry_after.duration;
    fields.reset_at = retry_after.until;
    error
}

/// The error that a body reports, whatever the status of its response. An error code in the body counts
/// as the status, and decides the kind unless it is known.
pub(crate) fn refusal_in_body(
    response: &Response,
    body: ErrorBody,
    kind: Option<ErrorKind>,
) -> Error {
    let code = body.code.filter(|code| (400..=599).contains(code));
    let status = code.unwrap_or(response.status());
    let (by_status, outcome) = match status {
        200..=299 => (ErrorKind::Api, Outcome::Rejected),
        _ => (kind_of(status), outcome_of(status)),
    };
    refusal(kind.unwrap_or(by_status), outcome, status, response, body)
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

/// A 5xx may come from a proxy whose upstream applied the change, and a 408 after the whole request.
pub(crate) fn outcome_of(status: u16) -> Outcome {
    match status {
        400..=407 | 409..=499 => Outcome::Rejected,
        _ => Outcome::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::user::GetProfile;
    use crate::operation::Operation;

    fn classify_status(status: u16) -> Result<Response> {
        classify(&GetProfile::INFO, Response::new(status, http::HeaderMap::new(), ""))
    }

    #[test]
    fn a_status_decides_kind_and_outcome() {
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
            let error = classify_status(status).unwrap_err();
            assert_eq!((error.kind(), error.outcome()), (kind, outcome), "{status}");
        }
        assert!(classify_status(200).is_ok() && classify_status(204).is_ok());
    }
}
