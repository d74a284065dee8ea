//! A refusal that repeats the secrets of its request, as a careless server might: no client may
//! show it to anybody.

use std::fmt::Write as _;

use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use serde_json::Value;

use crate::answer::Answer;
use crate::body::{Fields, Payload};
use crate::customers::{Form, refused};
use crate::exchange::{Address, Received};
use crate::{secret, texts};

/// In the shape of the API's other refusals, and as long as it is wanted.
pub(super) fn answer(received: &Received, status: Option<StatusCode>, size: usize) -> Answer {
    let mut text = texts::ECHO.to_owned();
    let once = secrets(received);
    text.push_str(&once);
    while text.len() < size {
        text.push(' ');
        text.push_str(&once);
    }
    let mut answer = match received.address {
        Address::Users(_) => Answer::error(StatusCode::BAD_REQUEST, &text),
        Address::Customers(place) => refused(place, text),
    };
    answer.status = status.unwrap_or(answer.status);
    answer
}

/// The credentials as they came, every secret by itself, and all that could hold one.
fn secrets(received: &Received) -> String {
    let Received { head, payload, .. } = received;
    let mut out = String::new();
    let mut say = |name: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = write!(out, " {name}={value}");
    };
    for value in head.headers.get_all(AUTHORIZATION) {
        say("authorization", &String::from_utf8_lossy(value.as_bytes()));
    }
    let query = head.uri.query().unwrap_or_default();
    let form = Form::read(query.as_bytes(), payload.bytes());
    for (name, value) in form.each().filter(|(name, _)| secret::is_secret(name)) {
        say(name, value);
    }
    let fields = payload.fields().map(Fields::into_value);
    if let Some(Value::Object(fields)) = fields {
        for (name, value) in fields.iter().filter(|(name, _)| secret::is_secret(name)) {
            say(name, value.as_str().unwrap_or_default());
        }
    }
    say("query", query);
    if let Payload::Complete(body) = payload {
        say("body", &String::from_utf8_lossy(body));
    }
    out
}
