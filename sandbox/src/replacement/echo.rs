//! An error response that repeats the secrets of its request, as a careless server might. A client
//! must not reveal it, for example in an error message or a log.

use std::fmt::Write as _;

use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use serde_json::Value;

use crate::body::{Fields, Payload};
use crate::customers::{Form, error_response};
use crate::incoming::{Endpoint, IncomingRequest};
use crate::response::Response;
use crate::{messages, secret};

/// The error response, in the shape of the API's other errors and of at least `size` bytes.
pub(super) fn response(
    request: &IncomingRequest,
    status: Option<StatusCode>,
    size: usize,
) -> Response {
    let mut message = messages::ECHO.to_owned();
    let echo = secrets(request);
    message.push_str(&echo);
    while message.len() < size {
        message.push(' ');
        message.push_str(&echo);
    }
    let mut response = match request.endpoint {
        Endpoint::V3(_) => Response::error(StatusCode::BAD_REQUEST, &message),
        Endpoint::Customers(path) => error_response(path, message),
    };
    response.status = status.unwrap_or(response.status);
    response
}

/// The credentials as received, each decoded secret, and the complete query and body.
fn secrets(request: &IncomingRequest) -> String {
    let IncomingRequest { head, payload, .. } = request;
    let mut out = String::new();
    let mut append = |name: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = write!(out, " {name}={value}");
    };
    for value in head.headers.get_all(AUTHORIZATION) {
        append("authorization", &String::from_utf8_lossy(value.as_bytes()));
    }
    let query = head.uri.query().unwrap_or_default();
    let form = Form::parse(query.as_bytes(), payload.bytes());
    for (name, value) in form.each().filter(|(name, _)| secret::is_secret(name)) {
        append(name, value);
    }
    let fields = payload.fields().map(Fields::into_value);
    if let Some(Value::Object(fields)) = fields {
        for (name, value) in fields.iter().filter(|(name, _)| secret::is_secret(name)) {
            append(name, value.as_str().unwrap_or_default());
        }
    }
    append("query", query);
    if let Payload::Complete(body) = payload {
        append("body", &String::from_utf8_lossy(body));
    }
    out
}
