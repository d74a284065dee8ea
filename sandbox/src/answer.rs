//! An answer as a value: made without a socket, sent as HTTP.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::body::{Body, Bytes};
use axum::http::header::{ALLOW, CONTENT_TYPE, DATE, RETRY_AFTER};
use axum::http::response::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use serde::Serialize;
use serde_json::Value;

use crate::texts;
use crate::windows::{RetryAfter, Verdict};

pub(crate) const JSON: &str = "application/json";
pub(crate) const XML: &str = "text/xml";
pub(crate) const TEXT: &str = "text/plain; charset=utf-8";
pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// How an XML answer begins that is not in UTF-8 (seeds 003 and 004).
pub(crate) const LATIN1_DECLARATION: &[u8] = br#"<?xml version="1.0" encoding="ISO-8859-1"?>"#;

const RATE_LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const RATE_REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RATE_RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// What is answered. As the `Err` of a check it is a refusal.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
    content_type: Option<&'static str>,
    allow: Option<String>,
    rate: Option<Verdict>,
    /// These go before what the answer would say by itself.
    headers: Option<Box<HeaderMap>>,
}

/// Seed 001, schema `ErrorResponse`, in the order of the example of `UpdateProfile`.
#[derive(Serialize)]
struct Errors<'a> {
    errors: [ErrorItem<'a>; 1],
}

#[derive(Serialize)]
struct ErrorItem<'a> {
    field: Option<&'a str>,
    message: &'a str,
}

/// The JSON of a value. Only a map with keys other than strings could fail, and there is none.
pub(crate) fn json(value: &impl Serialize) -> Bytes {
    serde_json::to_vec(value).unwrap_or_default().into()
}

impl Answer {
    pub(crate) fn new(status: StatusCode, content_type: Option<&'static str>, body: Bytes) -> Self {
        Self { status, body, content_type, allow: None, rate: None, headers: None }
    }

    /// Success, with a JSON body.
    pub(crate) fn ok(body: Bytes) -> Self {
        Self::ok_as(JSON, body)
    }

    pub(crate) fn ok_as(content_type: &'static str, body: Bytes) -> Self {
        Self::new(StatusCode::OK, Some(content_type), body)
    }

    pub(crate) fn no_content() -> Self {
        Self::new(StatusCode::NO_CONTENT, None, Bytes::new())
    }

    /// An error that no field of the request caused.
    pub(crate) fn error(status: StatusCode, message: &str) -> Self {
        Self::errors(status, None, message)
    }

    /// The answer 400 that names the field at fault.
    pub(crate) fn bad_field(field: &str, message: &str) -> Self {
        Self::errors(StatusCode::BAD_REQUEST, Some(field), message)
    }

    pub(crate) fn bad_request(message: &str) -> Self {
        Self::error(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn forbidden() -> Self {
        Self::error(StatusCode::FORBIDDEN, texts::ACCESS_FORBIDDEN)
    }

    pub(crate) fn method_not_allowed(allow: String) -> Self {
        let refused = Self::error(StatusCode::METHOD_NOT_ALLOWED, texts::METHOD_NOT_ALLOWED);
        Self { allow: Some(allow), ..refused }
    }

    pub(crate) fn page_not_found() -> Self {
        let body = Bytes::from_static(texts::PAGE_NOT_FOUND.as_bytes());
        Self::new(StatusCode::NOT_FOUND, Some(TEXT), body)
    }

    fn errors(status: StatusCode, field: Option<&str>, message: &str) -> Self {
        let body = json(&Errors { errors: [ErrorItem { field, message }] });
        Self::new(status, Some(JSON), body)
    }

    pub(crate) fn with_rate(self, rate: Option<Verdict>) -> Self {
        Self { rate, ..self }
    }

    pub(crate) fn with_headers(self, headers: HeaderMap) -> Self {
        Self { headers: Some(Box::new(headers)), ..self }
    }

    /// Sends it as of `now`, the same reading of the clock that the rate window saw.
    pub(crate) fn into_response(self, now: SystemTime) -> Response<Body> {
        let (head, body) = self.into_parts(now);
        Response::from_parts(head, Body::from(body))
    }

    pub(crate) fn into_parts(self, now: SystemTime) -> (Parts, Bytes) {
        let (mut head, ()) = Response::new(()).into_parts();
        head.status = self.status;
        let headers = &mut head.headers;
        if let Some(content_type) = self.content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        // An unprintable value cannot occur; without the header, hyper adds the date itself.
        if let Ok(date) = HeaderValue::try_from(httpdate::fmt_http_date(now)) {
            headers.insert(DATE, date);
        }
        if let Some(Ok(allow)) = self.allow.map(HeaderValue::try_from) {
            headers.insert(ALLOW, allow);
        }
        if let Some(rate) = self.rate {
            insert_rate(headers, rate);
        }
        for (name, value) in self.headers.iter().flat_map(|own| own.iter()) {
            headers.insert(name, value.clone());
        }
        (head, self.body)
    }
}

fn insert_rate(headers: &mut HeaderMap, rate: Verdict) {
    if rate.is_shown {
        headers.insert(RATE_LIMIT, HeaderValue::from(rate.limit));
        headers.insert(RATE_REMAINING, HeaderValue::from(rate.remaining));
        headers.insert(RATE_RESET, HeaderValue::from(rate.reset));
    }
    let retry_after = match rate.retry_after {
        None => return,
        Some(RetryAfter::Seconds(seconds)) => HeaderValue::from(seconds),
        Some(RetryAfter::Date) => {
            let date = UNIX_EPOCH + Duration::from_secs(rate.reset);
            let Ok(date) = HeaderValue::try_from(httpdate::fmt_http_date(date)) else { return };
            date
        }
    };
    headers.insert(RETRY_AFTER, retry_after);
}

/// A body as the journal shows it: JSON as such, anything else as text.
pub(crate) fn shown(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    if body.starts_with(LATIN1_DECLARATION) {
        return Value::String(body.iter().copied().map(char::from).collect());
    }
    serde_json::from_slice(body)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(body).into_owned()))
}
