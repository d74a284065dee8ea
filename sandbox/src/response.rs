//! A response as a value, independent of the connection that sends it.
//!
//! Source: Users API v3 (OpenAPI), schema `ErrorResponse`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::body::{Body, Bytes};
use axum::http::header::{ALLOW, CONTENT_TYPE, DATE, RETRY_AFTER};
use axum::http::response::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::Value;

use crate::rate_limit::{Decision, RetryAfterValue};
use crate::{messages, secret};

pub(crate) const JSON: &str = "application/json";
pub(crate) const XML: &str = "text/xml";
pub(crate) const TEXT: &str = "text/plain; charset=utf-8";
pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// The start of an XML response in ISO-8859-1, as in "Customer Management" (both editions).
pub(crate) const LATIN1_DECLARATION: &[u8] = br#"<?xml version="1.0" encoding="ISO-8859-1"?>"#;

const RATE_LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const RATE_REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RATE_RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// A response. The `Err` of a check is an error response.
#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
    content_type: Option<&'static str>,
    allow: Option<String>,
    rate: Option<Decision>,
    /// Additional headers; they replace the regular ones of the same name.
    headers: Option<Box<HeaderMap>>,
    /// Whether the body is JSON with secrets, which the journal redacts.
    has_secrets: bool,
}

/// Schema `ErrorResponse`, with the fields in the order of the example of `UpdateProfile`.
#[derive(Serialize)]
struct Errors<'a> {
    errors: [ErrorItem<'a>; 1],
}

#[derive(Serialize)]
struct ErrorItem<'a> {
    #[serde(skip_serializing_if = "ErrorField::is_absent")]
    field: ErrorField<'a>,
    message: &'a str,
}

/// The member `field` of an error.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum ErrorField<'a> {
    Absent,
    Null,
    Name(&'a str),
}

impl ErrorField<'_> {
    fn is_absent(&self) -> bool {
        *self == Self::Absent
    }
}

/// Serializes a value to JSON. This fails only for maps with keys other than strings; this crate
/// has none.
pub(crate) fn json(value: &impl Serialize) -> Bytes {
    serde_json::to_vec(value).unwrap_or_default().into()
}

impl Response {
    pub(crate) fn new(status: StatusCode, content_type: Option<&'static str>, body: Bytes) -> Self {
        Self {
            status,
            body,
            content_type,
            allow: None,
            rate: None,
            headers: None,
            has_secrets: false,
        }
    }

    /// Status 200 with a JSON body.
    pub(crate) fn ok(body: Bytes) -> Self {
        Self::ok_as(JSON, body)
    }

    pub(crate) fn ok_as(content_type: &'static str, body: Bytes) -> Self {
        Self::new(StatusCode::OK, Some(content_type), body)
    }

    pub(crate) fn no_content() -> Self {
        Self::new(StatusCode::NO_CONTENT, None, Bytes::new())
    }

    /// An error response without a field name.
    pub(crate) fn error(status: StatusCode, message: &str) -> Self {
        Self::errors(status, ErrorField::Null, message)
    }

    /// An error response whose error has no member `field`, as most of the Subusers API v3.
    pub(crate) fn error_without_field(status: StatusCode, message: &str) -> Self {
        Self::errors(status, ErrorField::Absent, message)
    }

    /// An error response that names a field.
    pub(crate) fn error_of_field(status: StatusCode, field: &str, message: &str) -> Self {
        Self::errors(status, ErrorField::Name(field), message)
    }

    /// Status 400 with the name of the invalid field.
    pub(crate) fn bad_field(field: &str, message: &str) -> Self {
        Self::error_of_field(StatusCode::BAD_REQUEST, field, message)
    }

    pub(crate) fn bad_request(message: &str) -> Self {
        Self::error(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn forbidden() -> Self {
        Self::error(StatusCode::FORBIDDEN, messages::ACCESS_FORBIDDEN)
    }

    pub(crate) fn method_not_allowed(allow: String) -> Self {
        let error = Self::error(StatusCode::METHOD_NOT_ALLOWED, messages::METHOD_NOT_ALLOWED);
        Self { allow: Some(allow), ..error }
    }

    pub(crate) fn page_not_found() -> Self {
        let body = Bytes::from_static(messages::PAGE_NOT_FOUND.as_bytes());
        Self::new(StatusCode::NOT_FOUND, Some(TEXT), body)
    }

    fn errors(status: StatusCode, field: ErrorField<'_>, message: &str) -> Self {
        let body = json(&Errors { errors: [ErrorItem { field, message }] });
        Self::new(status, Some(JSON), body)
    }

    /// Marks a JSON body that has secrets.
    pub(crate) fn with_secrets(self) -> Self {
        Self { has_secrets: true, ..self }
    }

    /// The body for the journal.
    pub(crate) fn body_without_secrets(&self) -> Bytes {
        if !self.has_secrets {
            return self.body.clone();
        }
        let mut value = body_to_json(&self.body);
        secret::redact(&mut value);
        json(&value)
    }

    pub(crate) fn with_rate(self, rate: Option<Decision>) -> Self {
        Self { rate, ..self }
    }

    pub(crate) fn with_headers(self, headers: HeaderMap) -> Self {
        Self { headers: Some(Box::new(headers)), ..self }
    }

    /// Converts the response to an HTTP response. `now` is the clock reading of the rate window, so
    /// that `Date` and `X-RateLimit-Reset` agree.
    pub(crate) fn into_http(self, now: SystemTime) -> axum::http::Response<Body> {
        let (head, body) = self.into_parts(now);
        axum::http::Response::from_parts(head, Body::from(body))
    }

    pub(crate) fn into_parts(self, now: SystemTime) -> (Parts, Bytes) {
        let (mut head, ()) = axum::http::Response::new(()).into_parts();
        head.status = self.status;
        let headers = &mut head.headers;
        if let Some(content_type) = self.content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        // The conversion cannot fail; without the header, hyper would add its own date.
        if let Ok(date) = HeaderValue::try_from(httpdate::fmt_http_date(now)) {
            headers.insert(DATE, date);
        }
        if let Some(Ok(allow)) = self.allow.map(HeaderValue::try_from) {
            headers.insert(ALLOW, allow);
        }
        if let Some(rate) = self.rate {
            insert_rate(headers, rate);
        }
        for (name, value) in self.headers.iter().flat_map(|headers| headers.iter()) {
            headers.insert(name, value.clone());
        }
        (head, self.body)
    }
}

fn insert_rate(headers: &mut HeaderMap, rate: Decision) {
    if rate.has_headers {
        headers.insert(RATE_LIMIT, HeaderValue::from(rate.limit));
        headers.insert(RATE_REMAINING, HeaderValue::from(rate.remaining));
        headers.insert(RATE_RESET, HeaderValue::from(rate.reset));
    }
    let retry_after = match rate.retry_after {
        None => return,
        Some(RetryAfterValue::Seconds(seconds)) => HeaderValue::from(seconds),
        Some(RetryAfterValue::Date) => {
            let date = UNIX_EPOCH + Duration::from_secs(rate.reset);
            let Ok(date) = HeaderValue::try_from(httpdate::fmt_http_date(date)) else { return };
            date
        }
    };
    headers.insert(RETRY_AFTER, retry_after);
}

/// A body as JSON for the journal: a JSON body is parsed, any other becomes a JSON string.
pub(crate) fn body_to_json(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    if body.starts_with(LATIN1_DECLARATION) {
        return Value::String(body.iter().copied().map(char::from).collect());
    }
    serde_json::from_slice(body)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(body).into_owned()))
}
