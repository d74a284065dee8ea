//! Parser for the bodies of error responses, in every known form.
//!
//! The status decides; the body only adds details. Documented forms: `errors` as a list of objects
//! or strings, `error` as a string or an object, a bare `message`; in an item, `error_id` or `id`,
//! `field` or `parameter`, `message` or `error`. Other common forms: lists in lists, messages by
//! field, `detail`, `messages`, and those of RFC 9457 and JSON:API. Anything else, such as a proxy's
//! HTML page, yields no details.

use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use crate::codec::budget::Budget;
use crate::codec::json::{Bounded, parse};
use crate::error::{ErrorDetail, RefusalBody};
use crate::operation::response::MAX_REDACTED;

/// Maximum number of details kept of one response.
pub(crate) const MAX_DETAILS: usize = 32;
/// Maximum length of a body, message or field in an error, in bytes.
pub(crate) const MAX_STRING: usize = 2048;

/// The parsed body of an error response.
#[derive(Debug, Default)]
pub(crate) struct ErrorBody {
    pub(crate) details: Vec<ErrorDetail>,
    /// Top-level identifier of the error or of the request.
    pub(crate) id: Option<String>,
    /// Status code in the body, as the customer API sends it.
    pub(crate) code: Option<u16>,
}

impl ErrorBody {
    pub(crate) fn parse(body: &[u8]) -> Self {
        parse(body).map(Self::from_json).unwrap_or_default()
    }

    pub(crate) fn from_json(value: Value) -> Self {
        let Value::Object(mut top) = value else {
            return Self::default();
        };
        let id = top.remove("id").as_ref().and_then(non_empty);
        let code =
            code(&top).or_else(|| top.get("error").and_then(Value::as_object).and_then(code));
        let mut details = Vec::new();
        for name in ["errors", "error"] {
            if details.is_empty() {
                let errors = top.remove(name).unwrap_or_default();
                collect(errors, None, &mut details);
            }
        }
        if details.is_empty() {
            details.extend(detail(&mut top, &["message"]));
        }
        Self { details, id, code }
    }
}

fn json(body: &[u8]) -> Option<Value> {
    parse(body).ok()
}

fn code(object: &Map<String, Value>) -> Option<u16> {
    match object.get("code")? {
        Value::Number(number) => number.as_u64().and_then(|code| u16::try_from(code).ok()),
        Value::String(string) => string.parse().ok(),
        _ => None,
    }
}

/// Members of an error response that is in none of the documented forms, the most telling first.
const OTHER_MEMBERS: [&str; 7] =
    ["messages", "detail", "details", "error_description", "description", "reason", "title"];

/// The details of a body without any in the documented forms.
pub(crate) fn details_in_other_forms(body: &[u8]) -> Vec<ErrorDetail> {
    let mut details = Vec::new();
    match json(body) {
        Some(Value::Object(mut top)) => {
            for name in OTHER_MEMBERS {
                if details.is_empty() {
                    collect(top.remove(name).unwrap_or_default(), None, &mut details);
                }
            }
        }
        Some(other) => collect(other, None, &mut details),
        None => {}
    }
    details
}

/// Form of a readable body. An error of the Users API has `errors` or `error`.
pub(crate) fn refusal_body(body: &[u8]) -> RefusalBody {
    match parse(body) {
        Ok(HasErrors(true)) => RefusalBody::OfUsersApi,
        _ => RefusalBody::Other,
    }
}

/// Whether an object has `errors` or `error`; reading it creates no value.
struct HasErrors(bool);

impl Bounded for HasErrors {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, _: &Budget) -> Result<Self, D::Error> {
        deserializer.deserialize_map(HasErrorsVisitor)
    }
}

struct HasErrorsVisitor;

impl<'de> Visitor<'de> for HasErrorsVisitor {
    type Value = HasErrors;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<HasErrors, A::Error> {
        let mut has_errors = false;
        while let Some((name, value)) = members.next_entry::<String, Option<IgnoredAny>>()? {
            has_errors |= value.is_some() && matches!(name.as_str(), "errors" | "error");
        }
        Ok(HasErrors(has_errors))
    }
}

/// Adds the errors in a value: strings, objects, lists of them, or any of these by field.
fn collect(value: Value, field: Option<&str>, details: &mut Vec<ErrorDetail>) {
    if details.len() >= MAX_DETAILS {
        return;
    }
    match value {
        Value::String(message) if field.is_some() && message.is_empty() => {}
        Value::String(message) => {
            let field = field.map(str::to_owned);
            details.push(ErrorDetail { message, field, ..ErrorDetail::default() });
        }
        Value::Array(items) => {
            for item in items {
                collect(item, field, details);
            }
        }
        Value::Object(mut item) => {
            let messages = ["message", "error", "msg", "detail", "description", "title"];
            if let Some(mut detail) = detail(&mut item, &messages) {
                detail.field = detail.field.or(field.map(str::to_owned));
                details.push(detail);
                return;
            }
            for (name, value) in item {
                let path = field.map_or_else(|| name.clone(), |field| format!("{field}.{name}"));
                // Each level has a path of its own.
                collect(value, Some(start_of(&path, MAX_REDACTED)), details);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The error that an object describes itself, with the first of these members as its message.
fn detail(item: &mut Map<String, Value>, messages: &[&str]) -> Option<ErrorDetail> {
    let message = first_string(item, messages);
    let field = first_string(item, &["field", "parameter"]);
    if message.is_none() && field.is_none() {
        return None;
    }
    Some(ErrorDetail {
        message: message.unwrap_or_default(),
        field: field.or_else(|| item.get("loc").and_then(location)),
        error_id: first_string(item, &["error_id", "id", "code"]),
        help: item.remove("help").filter(|help| !help.is_null()),
    })
}

/// The path of a field, as `FastAPI` writes it: `["body", "email"]`.
fn location(path: &Value) -> Option<String> {
    let Value::Array(path) = path else { return non_empty(path) };
    let path: Vec<String> = path.iter().filter_map(non_empty).collect();
    (!path.is_empty()).then(|| path.join("."))
}

fn first_string(item: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| non_empty(item.get(*name)?))
}

/// A non-empty string. One documented body has `"field":"null"` for "no field".
fn non_empty(value: &Value) -> Option<String> {
    match value {
        Value::String(string) if !string.is_empty() && string != "null" => Some(string.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Maximum number of characters that a message quotes of a body without details.
const MAX_QUOTE: usize = 200;

/// The beginning of a body in one line; empty if it has no word.
pub(crate) fn quote(body: &str) -> String {
    let mut quote = String::new();
    for word in body.split_whitespace() {
        if !quote.is_empty() {
            quote.push(' ');
        }
        quote.push_str(word);
        if quote.len() > MAX_QUOTE * 4 {
            break;
        }
    }
    // `{}` or `[]` says nothing.
    if !quote.contains(char::is_alphanumeric) {
        quote.clear();
    }
    quote.chars().take(MAX_QUOTE).collect()
}

/// Truncates a string to `MAX_STRING` bytes, at a character boundary.
pub(crate) fn truncate(string: &str) -> &str {
    start_of(string, MAX_STRING)
}

/// The first bytes of a string, at a character boundary.
pub(crate) fn start_of(string: &str, length: usize) -> &str {
    let mut end = string.len().min(length);
    while !string.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    string.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(body: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let parsed = ErrorBody::parse(body.as_bytes());
        parsed.details.into_iter().map(|d| (d.message, d.field, d.error_id)).collect()
    }

    #[test]
    fn truncation_keeps_characters_whole() {
        let long = format!("{}é", "a".repeat(MAX_STRING - 1));
        assert_eq!(truncate(&long).len(), MAX_STRING - 1);
        assert_eq!(truncate("short"), "short");
    }

    #[test]
    fn absent_null_and_empty_fields_are_none() {
        for field in [r#""field":null,"#, r#""field":"","#, r#""field":"null","#, ""] {
            let body = format!(r#"{{"errors":[{{{field}"message":"m"}}]}}"#);
            assert_eq!(details(&body), [("m".to_owned(), None, None)], "{body}");
        }
    }

    #[test]
    fn the_number_of_details_is_limited() {
        let body = format!(r#"{{"errors":[{}"m"]}}"#, r#""m","#.repeat(1000));
        assert_eq!(details(&body).len(), MAX_DETAILS);
    }

    fn other_details(body: &str) -> Vec<(String, Option<String>)> {
        let details = details_in_other_forms(body.as_bytes());
        details.into_iter().map(|d| (d.message, d.field)).collect()
    }

    #[test]
    fn messages_are_found_in_lists_and_by_field() {
        let found = |body: &str| -> Vec<String> {
            let found = details(body).into_iter();
            found.map(|(m, field, _)| format!("{}={m}", field.unwrap_or_default())).collect()
        };
        for (errors, expected) in [
            (r#"{"zip":["a","b"],"city":"c"}"#, &["city=c", "zip=a", "zip=b"][..]),
            (r#"[["a"],[[{"message":"b","field":"f"}]]]"#, &["=a", "f=b"]),
            (r#"{"user":{"email":["a"]}}"#, &["user.email=a"]),
            (r#"{"message":["a"]}"#, &["message=a"]),
            (
                r#"[{"title":"t","detail":"d"},{"msg":"m","loc":["body",0,"zip"]}]"#,
                &["=d", "body.0.zip=m"],
            ),
            (r#"{"zip":[{"message":"a"}],"city":""}"#, &["zip=a"]),
            ("[1,true,null,{}]", &[]),
        ] {
            assert_eq!(found(&format!("{{\"errors\":{errors}}}")), expected, "{errors}");
        }
        let wide = format!(r#"{{"errors":[{}"m"]}}"#, r#"{"a":["b","c"]},"#.repeat(1000));
        assert_eq!(details(&wide).len(), MAX_DETAILS);
    }

    #[test]
    fn other_forms_are_read_only_without_documented_ones() {
        let one = |message: &str| vec![(message.to_owned(), None)];
        for body in [r#"{"detail":"a"}"#, r#"{"messages":["a"]}"#, r#"["a"]"#, r#""a""#] {
            assert_eq!((details(body), other_details(body)), (vec![], one("a")), "{body}");
        }
        assert_eq!(other_details(r#"{"title":"t","detail":"d","status":400}"#), one("d"));
        assert_eq!(other_details(r#"{"title":"t","detail":null}"#), one("t"));
    }

    #[test]
    fn an_unknown_form_has_no_details() {
        for body in
            ["", "null", "[]", "{}", "404 page not found", "<html></html>", "{\"errors\":3}"]
        {
            assert_eq!((details(body), other_details(body)), (vec![], vec![]), "{body}");
        }
    }
}
