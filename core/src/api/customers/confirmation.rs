//! What the customer API says when it does not list: confirmations and refusals.
//!
//! The answer decides, never the status: failures arrive inside HTTP 200 as often as not, and the
//! form of a refusal has changed with the years. All forms are read, in JSON and in XML, whichever
//! was asked for and whatever the `Content-Type` says.

use bytes::Bytes;
use quick_xml::events::Event;
use serde_json::Value;

use crate::codec::xml::{Malformed, Markup, to_utf8};
use crate::error::{Error, ErrorDetail, Result};
use crate::error::{ErrorKind, Outcome};
use crate::http::error_body::{ErrorBody, MAX_DETAILS};
use crate::http::status::{kind_of, outcome_of, refusal};
use crate::operation::Response;

/// These two texts are documented (seeds 003 and 004; their edition of 2014): the customer is not
/// there. No other text is told apart.
const NOT_FOUND: [&str; 2] = ["User not found", "User does not exist"];

/// What a body says.
enum Reply {
    Success,
    Refusal(ErrorBody),
}

/// Lets a call end well only where the body says so.
pub(crate) fn confirmed(answer: &Response) -> Result<()> {
    match parse(answer.body()) {
        Some(Reply::Success) => Ok(()),
        Some(Reply::Refusal(body)) => Err(refused_with(answer, body)),
        None => Err(neither(answer)),
    }
}

/// The error of an answer that is not the list that was asked for.
pub(crate) fn refused(answer: &Response) -> Error {
    match parse(answer.body()) {
        Some(Reply::Refusal(body)) => refused_with(answer, body),
        Some(Reply::Success) | None => neither(answer),
    }
}

/// Whether a body that begins like an object is one that confirms or refuses.
pub(crate) fn is_reply(body: &Bytes) -> bool {
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

pub(crate) fn not_json(answer: &Response, error: &serde_json::Error) -> Error {
    let (line, column) = (error.line(), error.column());
    let problem = if error.is_eof() {
        "ends too early"
    } else if error.is_syntax() {
        "is not JSON"
    } else {
        "is not of the documented form"
    };
    unusable(answer, format!("the list {problem} (line {line}, column {column})"))
}

pub(crate) fn not_xml(answer: &Response, malformed: Malformed) -> Error {
    let Malformed { problem, position } = malformed;
    unusable(answer, format!("the list {problem} (at byte {position})"))
}

fn parse(body: &Bytes) -> Option<Reply> {
    match body.iter().find(|byte| !byte.is_ascii_whitespace())? {
        b'<' => xml(&to_utf8(body)?),
        b'{' => json(serde_json::from_slice(body).ok()?),
        _ => None,
    }
}

fn json(value: Value) -> Option<Reply> {
    let succeeded = value.get("message").and_then(Value::as_str) == Some("success");
    // A body that says both says no.
    if succeeded && value.get("error").is_none() && value.get("errors").is_none() {
        return Some(Reply::Success);
    }
    let body = ErrorBody::from_json(value);
    (!body.is_empty()).then_some(Reply::Refusal(body))
}

/// Reads `<result><message>…</message><errors><error>…`, `<result>…</result>` and
/// `<error><code>…</code><message>…`; none for anything else.
fn xml(text: &str) -> Option<Reply> {
    let leaves = leaves(text).ok()?;
    let first =
        |name: &str| leaves.iter().find(|leaf| leaf.name == name).map(|leaf| leaf.text.trim());
    let message = first("message").or_else(|| first("result"));
    let complaints: Vec<&str> =
        leaves.iter().filter(|leaf| leaf.name == "error").map(|leaf| leaf.text.trim()).collect();
    if message == Some("success") && complaints.is_empty() {
        return Some(Reply::Success);
    }
    // `<message>error</message>` only announces what follows.
    let messages = if complaints.is_empty() { message.into_iter().collect() } else { complaints };
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
    (!body.is_empty()).then_some(Reply::Refusal(body))
}

/// An element without elements in it.
struct Leaf<'a> {
    name: &'a str,
    text: String,
}

fn leaves(text: &str) -> Result<Vec<Leaf<'_>>, Malformed> {
    let mut markup = Markup::new(text);
    let mut leaves = Vec::new();
    let mut open: Option<Leaf<'_>> = None;
    while let Some(event) = markup.next()? {
        match &event {
            Event::Start(start) => {
                let name = markup.name(start);
                if markup.depth() == 1 && !matches!(name, "result" | "error") {
                    return Err(markup.malformed("is not an answer of this API"));
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

/// A code in the body counts as the status; a body without one is judged by its text.
fn refused_with(answer: &Response, body: ErrorBody) -> Error {
    let status = body.code.unwrap_or(answer.status());
    let said = |detail: &ErrorDetail| NOT_FOUND.contains(&detail.message.trim_end_matches('.'));
    let kind = if body.details.iter().any(said) {
        ErrorKind::NotFound
    } else if (200..=299).contains(&status) {
        ErrorKind::Api
    } else {
        kind_of(status)
    };
    let outcome =
        if (200..=299).contains(&status) { Outcome::Rejected } else { outcome_of(status) };
    refusal(kind, outcome, status, answer, body)
}

/// HTML, nothing, or something else that neither confirms nor refuses.
fn neither(answer: &Response) -> Error {
    match answer.status() {
        200..=299 => {
            unusable(answer, "the answer neither confirms nor refuses the call".to_owned())
        }
        status => {
            refusal(kind_of(status), outcome_of(status), status, answer, ErrorBody::default())
        }
    }
}

/// Where the body decides, a status says nothing of what was done.
fn unusable(answer: &Response, problem: String) -> Error {
    let mut error = Error::new(ErrorKind::Response, Outcome::Unknown, problem);
    error.fields_mut().status = Some(answer.status());
    error
}
