//! Reads what a server says when it refuses, in every form that has been seen.
//!
//! The status decides; the body only explains. Documented forms: `errors` as a list of objects
//! (seeds 000 and 001) or of texts, `error` as a text or an object, a bare `message`, per-item
//! `error_id`, `id`, `parameter` and `error` in place of `message`. Anything else, such as the
//! HTML page of a proxy, explains nothing and is no error of its own.

use serde_json::{Map, Value};

use crate::error::ErrorDetail;

/// More complaints than this in one answer are no help to anybody.
pub(crate) const MAX_DETAILS: usize = 32;
/// Longest text shown of a body, a message or a field, in bytes.
pub(crate) const MAX_TEXT: usize = 2048;

/// What a refusal says.
#[derive(Debug, Default)]
pub(crate) struct ErrorBody {
    pub(crate) details: Vec<ErrorDetail>,
    /// Identifier of the error or of the call, at the top level.
    pub(crate) id: Option<String>,
    /// The status that the body itself names; the customer API does.
    pub(crate) code: Option<u16>,
}

impl ErrorBody {
    pub(crate) fn parse(body: &[u8]) -> Self {
        serde_json::from_slice(body).map(Self::from_json).unwrap_or_default()
    }

    pub(crate) fn from_json(value: Value) -> Self {
        let Value::Object(mut top) = value else {
            return Self::default();
        };
        let id = top.remove("id").and_then(text);
        let code =
            code(&top).or_else(|| top.get("error").and_then(Value::as_object).and_then(code));
        let mut details: Vec<ErrorDetail> = match top.remove("errors") {
            Some(Value::Array(items)) => {
                items.into_iter().take(MAX_DETAILS).filter_map(detail).collect()
            }
            Some(single) => detail(single).into_iter().collect(),
            None => Vec::new(),
        };
        if details.is_empty() {
            details.extend(top.remove("error").and_then(detail));
        }
        if details.is_empty() {
            details.extend(detail(Value::Object(top)));
        }
        Self { details, id, code }
    }

    /// Whether it explains nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.details.is_empty() && self.code.is_none()
    }
}

fn code(object: &Map<String, Value>) -> Option<u16> {
    match object.get("code")? {
        Value::Number(number) => number.as_u64().and_then(|code| u16::try_from(code).ok()),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn detail(item: Value) -> Option<ErrorDetail> {
    match item {
        Value::String(message) => Some(ErrorDetail { message, ..ErrorDetail::default() }),
        Value::Object(mut item) => {
            let message = first_text(&mut item, &["message", "error"]);
            let field = first_text(&mut item, &["field", "parameter"]);
            let error_id = first_text(&mut item, &["error_id", "id", "code"]);
            let help = item.remove("help").filter(|help| !help.is_null());
            (message.is_some() || field.is_some()).then(|| ErrorDetail {
                message: message.unwrap_or_default(),
                field,
                help,
                error_id,
            })
        }
        _ => None,
    }
}

fn first_text(item: &mut Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| item.remove(*name).and_then(text))
}

/// A text that says something. One documented body writes `"field":"null"` for "no field".
fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() && text != "null" => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The beginning of a text, cut between two characters.
pub(crate) fn cap(text: &str) -> &str {
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(body: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let parsed = ErrorBody::parse(body.as_bytes());
        parsed.details.into_iter().map(|d| (d.message, d.field, d.error_id)).collect()
    }

    #[test]
    fn a_text_is_capped_between_characters() {
        let long = format!("{}é", "a".repeat(MAX_TEXT - 1));
        assert_eq!(cap(&long).len(), MAX_TEXT - 1);
        assert_eq!(cap("short"), "short");
    }

    #[test]
    fn absent_null_empty_and_the_text_null_are_no_field() {
        for field in [r#""field":null,"#, r#""field":"","#, r#""field":"null","#, ""] {
            let body = format!(r#"{{"errors":[{{{field}"message":"m"}}]}}"#);
            assert_eq!(details(&body), [("m".to_owned(), None, None)], "{body}");
        }
    }

    #[test]
    fn a_flood_of_details_is_cut() {
        let body = format!(r#"{{"errors":[{}"m"]}}"#, r#""m","#.repeat(1000));
        assert_eq!(details(&body).len(), MAX_DETAILS);
    }

    #[test]
    fn what_is_not_a_refusal_explains_nothing() {
        for body in
            ["", "null", "[]", "{}", "404 page not found", "<html></html>", "{\"errors\":3}"]
        {
            assert_eq!(details(body), [], "{body}");
        }
    }
}
