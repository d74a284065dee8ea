//! Parser for the bodies of error responses, in every known form.
//!
//! The status decides; the body only adds details. Documented forms: `errors` as a list of objects
//! or strings, `error` as a string or an object, a bare `message`; in an item, `error_id` or `id`,
//! `field` or `parameter`, `message` or `error`. Anything else, such as a proxy's HTML page, yields
//! no details.

use serde_json::{Map, Value};

use crate::codec::json::parse;
use crate::error::ErrorDetail;

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
        let id = top.remove("id").and_then(non_empty);
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
}

fn code(object: &Map<String, Value>) -> Option<u16> {
    match object.get("code")? {
        Value::Number(number) => number.as_u64().and_then(|code| u16::try_from(code).ok()),
        Value::String(string) => string.parse().ok(),
        _ => None,
    }
}

fn detail(item: Value) -> Option<ErrorDetail> {
    match item {
        Value::String(message) => Some(ErrorDetail { message, ..ErrorDetail::default() }),
        Value::Object(mut item) => {
            let message = first_string(&mut item, &["message", "error"]);
            let field = first_string(&mut item, &["field", "parameter"]);
            let error_id = first_string(&mut item, &["error_id", "id", "code"]);
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

fn first_string(item: &mut Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| item.remove(*name).and_then(non_empty))
}

/// A non-empty string. One documented body has `"field":"null"` for "no field".
fn non_empty(value: Value) -> Option<String> {
    match value {
        Value::String(string) if !string.is_empty() && string != "null" => Some(string),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Truncates a string to `MAX_STRING` bytes, at a character boundary.
pub(crate) fn truncate(string: &str) -> &str {
    let mut end = string.len().min(MAX_STRING);
    while !string.is_char_boundary(end) {
        end -= 1;
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

    #[test]
    fn an_unknown_form_has_no_details() {
        for body in
            ["", "null", "[]", "{}", "404 page not found", "<html></html>", "{\"errors\":3}"]
        {
            assert_eq!(details(body), [], "{body}");
        }
    }
}
