//! Confirmations and errors of the customer API.
//!
//! The body decides, not the status: errors also arrive with HTTP 200, and their form has changed
//! over the years. All forms are read, in JSON and in XML, whatever the requested format and the
//! `Content-Type`. XML is read as the JSON of the same meaning, so that both formats agree.

use bytes::Bytes;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use crate::api::customers::confirmation_xml;
use crate::codec::budget::OVER_BUDGET;
use crate::codec::json::{is_over_budget, parse};
use crate::codec::lenient::Lenient;
use crate::codec::object::Object;
use crate::error::{Error, ErrorDetail, ErrorKind, Outcome, Result};
use crate::http::error_body::ErrorBody;
use crate::http::status::{kind_of, outcome_of, refusal, refusal_in_body};
use crate::operation::Response;

/// Maximum size of a confirmation or an error, in bytes; a list may be much larger.
const MAX_CONFIRMATION: usize = 256 * 1024;
/// Documented messages for a customer that does not exist.
const NOT_FOUND: [&str; 2] = ["user not found", "user does not exist"];
/// Documented and recorded messages of refusals without any other sign of an error, in lower case.
const REFUSALS: [&str; 5] = [
    "error",
    "no username supplied",
    "bad username / password",
    "username exists",
    "too many requests",
];
const REFUSAL_BEGINNINGS: [&str; 4] = ["permission denied", "error: ", "missing ", "invalid "];
const REFUSAL_ENDS: [&str; 4] =
    [" not found", " does not exist", " already exists", " not supported"];

/// Meaning of a body.
enum Meaning {
    Success,
    Refusal(ErrorBody),
    /// A whole document that neither confirms nor refuses the call.
    NotUnderstood(ErrorBody),
    /// A document of which more would be built than its budget allows.
    OverBudget,
    /// Not a document, such as HTML, an empty body or the beginning of one.
    Unreadable,
}

/// Succeeds only if the body confirms the call.
pub(crate) fn decode(response: &Response) -> Result<()> {
    match meaning(&response.text()) {
        Meaning::Success if (200..=299).contains(&response.status()) => Ok(()),
        meaning => Err(error_of(response, meaning)),
    }
}

/// Error of a response to a list operation that is not a list.
pub(crate) fn error(response: &Response) -> Error {
    match meaning(&response.text()) {
        Meaning::Success => error_of(response, Meaning::NotUnderstood(ErrorBody::default())),
        meaning => error_of(response, meaning),
    }
}

fn error_of(response: &Response, meaning: Meaning) -> Error {
    let status = response.status();
    let success = (200..=299).contains(&status);
    let unclear = || {
        let message = "the response neither confirms nor refuses the call";
        // The outcome is unknown, because a 2xx status alone does not confirm a call.
        response.unusable(Outcome::Unknown, message)
    };
    match meaning {
        Meaning::Refusal(body) => refused(response, body),
        Meaning::NotUnderstood(_) if success => unclear().permanent(),
        Meaning::OverBudget if success => {
            let message = format!("the response {OVER_BUDGET}");
            response.unusable(Outcome::Unknown, message).permanent()
        }
        Meaning::Unreadable if success => unclear(),
        // A status and a body that contradict each other.
        Meaning::Success => unclear().permanent(),
        Meaning::NotUnderstood(body) => {
            refusal(kind_of(status), outcome_of(status), status, response, body)
        }
        Meaning::OverBudget | Meaning::Unreadable => {
            refusal(kind_of(status), outcome_of(status), status, response, ErrorBody::default())
        }
    }
}

/// A code in the body counts as the status. The message of a missing customer decides the kind.
fn refused(response: &Response, body: ErrorBody) -> Error {
    let not_found =
        |detail: &ErrorDetail| NOT_FOUND.contains(&normalized(&detail.message).as_str());
    let kind = body.details.iter().any(not_found).then_some(ErrorKind::NotFound);
    refusal_in_body(response, body, kind)
}

fn meaning(text: &Bytes) -> Meaning {
    if text.len() > MAX_CONFIRMATION {
        return Meaning::Unreadable;
    }
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'<') => match confirmation_xml::read(text) {
            Ok(Some(members)) => meaning_of(members),
            Ok(None) => Meaning::NotUnderstood(ErrorBody::default()),
            Err(malformed) if malformed.problem == OVER_BUDGET => Meaning::OverBudget,
            Err(_) => Meaning::Unreadable,
        },
        Some(b'{') => match parse::<Object>(text) {
            Ok(object) => meaning_of(object.rest()),
            Err(error) if is_over_budget(&error) => Meaning::OverBudget,
            // The parser read a member twice.
            Err(error) if error.is_data() => Meaning::NotUnderstood(ErrorBody::default()),
            Err(_) => Meaning::Unreadable,
        },
        _ if parse::<IgnoredAny>(text).is_ok() => Meaning::NotUnderstood(ErrorBody::default()),
        _ => Meaning::Unreadable,
    }
}

/// Meaning of one member for the outcome of the call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Absent or empty.
    Nothing,
    Success,
    Error,
    Unclear,
}

fn meaning_of(top: Map<String, Value>) -> Meaning {
    let message = sign_of_message(top.get("message"));
    let errors = [sign_of_errors(top.get("errors"), false), sign_of_errors(top.get("error"), true)];
    let nested = top.get("error").and_then(Value::as_object).and_then(|error| error.get("code"));
    let number = top.get("code").filter(|code| !is_blank(code)).or(nested);
    let code = sign_of_code(number);
    let code_as_status = number.and_then(i64::read).and_then(|code| u16::try_from(code).ok());
    let body = ErrorBody { code: code_as_status, ..ErrorBody::from_json(Value::Object(top)) };
    let others = [code, errors[0], errors[1]];
    // A body with success and errors is an error.
    if message == Sign::Error || others.contains(&Sign::Error) {
        return Meaning::Refusal(body);
    }
    if message == Sign::Success && others == [Sign::Nothing; 3] {
        return Meaning::Success;
    }
    Meaning::NotUnderstood(body)
}

fn sign_of_message(message: Option<&Value>) -> Sign {
    match message {
        None | Some(Value::Null) => Sign::Nothing,
        Some(Value::String(message)) => sign_of_text(message),
        Some(_) => Sign::Unclear,
    }
}

fn sign_of_text(text: &str) -> Sign {
    let text = normalized(text);
    let is_refusal = REFUSALS.contains(&text.as_str())
        || REFUSAL_BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
        || REFUSAL_ENDS.iter().any(|end| text.ends_with(end));
    match text.as_str() {
        "" => Sign::Nothing,
        "success" => Sign::Success,
        _ if is_refusal => Sign::Error,
        _ => Sign::Unclear,
    }
}

/// Any text in `errors` or `error` is one of an error, but the text of a success contradicts itself.
/// The code of `error` counts by itself.
fn sign_of_errors(errors: Option<&Value>, may_have_code: bool) -> Sign {
    let Some(errors) = errors.filter(|errors| !is_blank(errors)) else { return Sign::Nothing };
    let mut texts = Vec::new();
    let has_code = may_have_code && errors.get("code").is_some();
    match errors {
        Value::Object(members) if has_code => {
            let others = members.iter().filter(|(name, _)| *name != "code");
            others.for_each(|(_, value)| collect_texts(value, &mut texts));
        }
        errors => collect_texts(errors, &mut texts),
    }
    match texts.as_slice() {
        [] if has_code => Sign::Nothing,
        [] => Sign::Unclear,
        texts if texts.iter().any(|text| sign_of_text(text) == Sign::Success) => Sign::Unclear,
        _ => Sign::Error,
    }
}

/// Whether a value says that there is nothing.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(string) => string.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn collect_texts<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    match value {
        Value::String(text) if !text.trim().is_empty() => texts.push(text),
        Value::Array(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        Value::Object(members) => members.values().for_each(|value| collect_texts(value, texts)),
        _ => {}
    }
}

fn sign_of_code(code: Option<&Value>) -> Sign {
    match code.filter(|code| !is_blank(code)).map(i64::read) {
        None | Some(Some(200..=299)) => Sign::Nothing,
        Some(Some(400..=599)) => Sign::Error,
        Some(_) => Sign::Unclear,
    }
}

fn normalized(text: &str) -> String {
    text.trim().trim_end_matches('.').to_lowercase()
}
