//! Confirmations and errors of the customer API.
//!
//! The body decides, not the status: errors also arrive with HTTP 200, and their form has changed
//! over the years. All forms are read, in JSON and in XML, whatever the requested format and the
//! `Content-Type`.

use bytes::Bytes;
use quick_xml::events::Event;
use serde_json::Value;

use crate::codec::xml::{Malformed, Markup, to_utf8};
use crate::error::{Error, ErrorDetail, ErrorKind, Outcome, Result};
use crate::http::error_body::{ErrorBody, MAX_DETAILS};
use crate::http::status::{kind_of, outcome_of, refusal};
use crate::operation::Response;

/// Documented messages for a customer that does not exist.
const NOT_FOUND: [&str; 2] = ["User not found", "User does not exist"];

enum Confirmation {
    Success,
    Refusal(ErrorBody),
}

/// Succeeds only if the body confirms the call.
pub(crate) fn decode(response: &Response) -> Result<()> {
    match parse(response.body()) {
        Some(Confirmation::Success) => Ok(()),
        Some(Confirmation::Refusal(body)) => Err(refused(response, body)),
        None => Err(unclear(response)),
    }
}

/// Error of a response to a list operation that is not a list.
pub(crate) fn error(response: &Response) -> Error {
    match parse(response.body()) {
        Some(Confirmation::Refusal(body)) => refused(response, body),
        Some(Confirmation::Success) | None => unclear(response),
    }
}

/// Whether a body that begins with `{` is a confirmation or an error, and not a list.
pub(crate) fn is_confirmation(body: &Bytes) -> bool {
    let mut values = serde_json::Deserializer::from_slice(body).into_iter::<Value>();
    match values.next() {
        Some(Ok(Value::Object(object))) => {
            !object.contains_key("username")
                && ["message", "error", "errors", "code"]
                    .iter()
                    .any(|name| object.contains_key(*name))
        }
        _ => true,
    }
}

pub(crate) fn json_error(response: &Response, error: &serde_json::Error) -> Error {
    let (line, column) = (error.line(), error.column());
    let problem = if error.is_eof() {
        "ends too early"
    } else if error.is_syntax() {
        "is not JSON"
    } else {
        "does not have the documented form"
    };
    unusable(response, format!("the list {problem} (line {line}, column {column})"))
}

pub(crate) fn xml_error(response: &Response, malformed: Malformed) -> Error {
    let Malformed { problem, position } = malformed;
    unusable(response, format!("the list {problem} (at byte {position})"))
}

fn parse(body: &Bytes) -> Option<Confirmation> {
    match body.iter().find(|byte| !byte.is_ascii_whitespace())? {
        b'<' => xml(&to_utf8(body)?),
        b'{' => json(serde_json::from_slice(body).ok()?),
        _ => None,
    }
}

fn json(value: Value) -> Option<Confirmation> {
    let success = value.get("message").and_then(Value::as_str) == Some("success");
    // A body with success and errors is an error.
    if success && value.get("error").is_none() && value.get("errors").is_none() {
        return Some(Confirmation::Success);
    }
    let body = ErrorBody::from_json(value);
    (!body.is_empty()).then_some(Confirmation::Refusal(body))
}

/// Reads `<result><message>…</message><errors><error>…`, `<result>…</result>` and
/// `<error><code>…</code><message>…`; `None` for anything else.
fn xml(document: &str) -> Option<Confirmation> {
    let leaves = leaves(document).ok()?;
    let first =
        |name: &str| leaves.iter().find(|leaf| leaf.name == name).map(|leaf| leaf.text.trim());
    let message = first("message").or_else(|| first("result"));
    let errors: Vec<&str> =
        leaves.iter().filter(|leaf| leaf.name == "error").map(|leaf| leaf.text.trim()).collect();
    if message == Some("success") && errors.is_empty() {
        return Some(Confirmation::Success);
    }
    // `<message>error</message>` only announces the errors.
    let messages = if errors.is_empty() { message.into_iter().collect() } else { errors };
    let code = first("code").and_then(|code| code.parse().ok());
    let details = messages
        .into_iter()
        .filter(|message| !message.is_empty())
        .take(MAX_DETAILS)
        .map(|message| ErrorDetail {
            message: message.to_owned(),
            error_id: first("code").map(str::to_owned),
            ..ErrorDetail::default()
        })
        .collect();
    let body = ErrorBody { details, id: None, code };
    (!body.is_empty()).then_some(Confirmation::Refusal(body))
}

/// An element without child elements.
struct Leaf<'a> {
    name: &'a str,
    text: String,
}

fn leaves(document: &str) -> Result<Vec<Leaf<'_>>, Malformed> {
    let mut markup = Markup::new(document);
    let mut leaves = Vec::new();
    let mut open: Option<Leaf<'_>> = None;
    while let Some(event) = markup.next()? {
        match &event {
            Event::Start(start) => {
                let name = markup.name(start);
                if markup.depth() == 1 && !matches!(name, "result" | "error") {
                    return Err(markup.malformed("is not a confirmation"));
                }
                open = Some(Leaf { name, text: String::new() });
            }
            Event::End(_) => {
                leaves.extend(open.take());
            }
            _ => {
                if let (Some(leaf), Some(piece)) = (&mut open, markup.text(&event)?) {
                    leaf.text.push_str(&piece);
                }
            }
        }
    }
    Ok(leaves)
}

/// A code in the body counts as the status. Without one, the message of a missing customer decides.
fn refused(response: &Response, body: ErrorBody) -> Error {
    let status = body.code.unwrap_or(response.status());
    let not_found =
        |detail: &ErrorDetail| NOT_FOUND.contains(&detail.message.trim_end_matches('.'));
    let success = (200..=299).contains(&status);
    let kind = if body.details.iter().any(not_found) {
        ErrorKind::NotFound
    } else if success {
        ErrorKind::Api
    } else {
        kind_of(status)
    };
    let outcome = if success { Outcome::Rejected } else { outcome_of(status) };
    refusal(kind, outcome, status, response, body)
}

/// Error of a response that neither confirms nor refuses the call, such as HTML or an empty body.
fn unclear(response: &Response) -> Error {
    let status = response.status();
    if (200..=299).contains(&status) {
        return unusable(response, "the response neither confirms nor refuses the call".to_owned());
    }
    refusal(kind_of(status), outcome_of(status), status, response, ErrorBody::default())
}

/// The outcome is unknown, because a 2xx status alone does not confirm a call.
fn unusable(response: &Response, problem: String) -> Error {
    Error::new(ErrorKind::Response, Outcome::Unknown, problem).with_status(response.status())
}
