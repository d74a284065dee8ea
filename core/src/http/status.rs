//! Classification of responses by status.

use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::http::error_body::{self, ErrorBody};
use crate::http::rate_limit_headers::RetryAfter;
use crate::operation::{Api, OperationInfo, Response};

/// Returns the error of a response that the operation may not decode. The customer API also reports
/// errors in the body, so that only redirects and 429 are errors there.
pub(crate) fn classify(info: &OperationInfo, response: &Response) -> Result<()> {
    let decodable = match info.api {
        Api::V3 => (200..=299).contains(&response.status()),
        Api::Customers => response.status() != 429,
    };
    match response.status() {
        // Following would send credentials and passwords to another host.
        300..=399 => Err(unusable(
            Outcome::Unknown,
            response,
            "the server responded with a redirect, which is never followed",
        )),
        status if decodable => {
            if !is_compressed(response) {
                return Ok(());
            }
            Err(unusable(
                outcome_of(status),
                response,
                "the response is compressed, which was not requested",
            ))
        }
        status => {
            let body = ErrorBody::parse(&response.text());
            Err(refusal(kind_of(status), outcome_of(status), status, response, body))
        }
    }
}

/// Content codings of the IANA registry, and their aliases. Any other element of `Content-Encoding`
/// is a mistake of the server, and the body decides.
const CODINGS: [&str; 12] = [
    "aes128gcm",
    "br",
    "compress",
    "dcb",
    "dcz",
    "deflate",
    "exi",
    "gzip",
    "pack200-gzip",
    "x-compress",
    "x-gzip",
    "zstd",
];

/// The error of a body that was not decoded. An unknown content coding explains it, and a retry does not
/// change it.
pub(crate) fn undecoded(mut error: Error, response: &Response) -> Error {
    let is_plain = |element: &[u8]| element.is_empty() || element.eq_ignore_ascii_case(b"identity");
    let plain = response.header_elements("content-encoding").all(is_plain);
    if plain || error.kind() != ErrorKind::Response {
        return error;
    }
    error.fields_mut().message.push_str(": its Content-Encoding is unknown");
    error.permanent()
}

/// Adds what the head of a response says to its error: status, identifier and wait.
pub(crate) fn with_head(error: Error, response: &Response) -> Error {
    let wait = match error.kind() {
        ErrorKind::RateLimit => RetryAfter::from_response(response),
        // The end of the rate limit's window says nothing about any other failure.
        _ => RetryAfter::from_retry_after(response),
    };
    let mut error = error.or_status(response.status());
    let fields = error.fields_mut();
    // That of the body, if the head has none.
    if let Some(id) = response.request_id() {
        fields.request_id = Some(id.to_owned());
    }
    (fields.retry_after, fields.reset_at) = (wait.duration, wait.until);
    error
}

fn is_compressed(response: &Response) -> bool {
    let is_coding = |element: &[u8]| {
        CODINGS.iter().any(|coding| element.eq_ignore_ascii_case(coding.as_bytes()))
    };
    !response.body().is_empty() && response.header_elements("content-encoding").any(is_coding)
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
        // A proxy that forwards plain HTTP.
        _ if status == 407 => "a proxy did not accept its credential",
        _ => "the call was refused",
    };
    let mut error = Error::new(kind, outcome, format!("{title} (HTTP {status})"));
    let fields = error.fields_mut();
    fields.status = Some(status);
    fields.details = body.details;
    if !is_compressed(response) {
        fields.refusal = error_body::refusal_body(&response.text());
        if fields.details.is_empty() {
            fields.details = error_body::details_in_other_forms(&response.text());
        }
    }
    fields.body = response.raw_body();
    fields.request_id = body.id;
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

    fn classify_status(status: u16) -> Result<()> {
        classify(&GetProfile::INFO, &Response::new(status, http::HeaderMap::new(), ""))
    }

    #[test]
    fn only_a_known_coding_compresses_a_body() {
        let is_compressed = |lines: &[&str], body: &'static str| {
            let mut headers = http::HeaderMap::new();
            for line in lines {
                headers.append(
                    "content-encoding",
                    http::HeaderValue::from_bytes(line.as_bytes()).unwrap(),
                );
            }
            is_compressed(&Response::new(200, headers, body))
        };
        for lines in [
            &[][..],
            &[""],
            &["identity"],
            &["IDENTITY"],
            &["utf-8"],
            &["none", ", Identity ,"],
            &["é"],
        ] {
            assert!(!is_compressed(lines, "{}"), "{lines:?}");
        }
        for lines in [&["gzip"][..], &["GZip"], &["x-GZIP "], &["identity", "br"], &["é, zstd,"]] {
            assert!(is_compressed(lines, "{}"), "{lines:?}");
            assert!(!is_compressed(lines, ""), "{lines:?}");
        }
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
