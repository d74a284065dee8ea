//! Reads request bodies up to a size limit and parses JSON objects.

use std::time::Duration;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Map, Value};
use tokio::time::timeout;

use crate::messages;
use crate::response::Response;

/// The maximum body size of both APIs in bytes; no documented request needs more.
const LIMIT: usize = 64 * 1024;

/// The number of bytes that are read of a body that is too large. Without this, the client would
/// get a connection reset while it writes, instead of the response 413.
const READ_LIMIT: usize = 4 * 1024 * 1024;

/// The body of a request.
#[derive(Debug)]
pub(crate) enum Payload {
    Complete(Vec<u8>),
    TooLarge,
    /// The client disconnected or violated its own framing.
    Incomplete,
    /// The body did not arrive in time.
    Late,
}

/// Reads a body to its end, until it exceeds the read limit, or for this time.
pub(crate) async fn read(body: Body, time: Duration) -> Payload {
    timeout(time, read_up_to(LIMIT, body)).await.unwrap_or(Payload::Late)
}

/// Reads a body of the control API, with a larger limit because scripted bytes can be many.
pub(crate) async fn read_control(body: Body, time: Duration) -> Payload {
    timeout(time, read_up_to(READ_LIMIT, body)).await.unwrap_or(Payload::Late)
}

async fn read_up_to(limit: usize, mut body: Body) -> Payload {
    let mut content = Vec::new();
    let mut size = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return Payload::Incomplete };
        let Ok(data) = frame.into_data() else { continue };
        size = size.saturating_add(data.len());
        if size > READ_LIMIT {
            break;
        }
        if size <= limit {
            content.extend_from_slice(&data);
        }
    }
    if size > limit { Payload::TooLarge } else { Payload::Complete(content) }
}

/// A content type, and the error message for a body with a different one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MediaType {
    essence: &'static str,
    error: &'static str,
}

pub(crate) const JSON: MediaType =
    MediaType { essence: "application/json", error: messages::NOT_JSON_TYPE };
pub(crate) const FORM: MediaType =
    MediaType { essence: "application/x-www-form-urlencoded", error: messages::NOT_FORM_TYPE };

/// The members of a JSON body.
#[derive(Debug, Default)]
pub(crate) struct Fields(Map<String, Value>);

impl Payload {
    /// The members of a JSON object; none for an empty body. `None` if the body is anything else.
    pub(crate) fn fields(&self) -> Option<Fields> {
        match self {
            Payload::Complete(bytes) if bytes.is_empty() => Some(Fields::default()),
            Payload::Complete(bytes) => serde_json::from_slice(bytes).ok().map(Fields),
            Payload::TooLarge | Payload::Incomplete | Payload::Late => None,
        }
    }

    /// The items of a JSON array. `None` if the body is anything else.
    pub(crate) fn items(&self) -> Option<Vec<Value>> {
        serde_json::from_slice(self.bytes()).ok()
    }

    /// The bytes of a complete body; empty for any other.
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Payload::Complete(bytes) => bytes,
            Payload::TooLarge | Payload::Incomplete | Payload::Late => &[],
        }
    }

    /// Returns the bytes, or the error response for a body that is too large, incomplete or late.
    pub(crate) fn check_size(&self) -> Result<&[u8], Response> {
        let error = |status, message| Err(Response::error(status, message));
        match self {
            Payload::TooLarge => error(StatusCode::PAYLOAD_TOO_LARGE, messages::CONTENT_TOO_LARGE),
            Payload::Incomplete => error(StatusCode::BAD_REQUEST, messages::INCOMPLETE_BODY),
            Payload::Late => error(StatusCode::REQUEST_TIMEOUT, messages::REQUEST_TIMEOUT),
            Payload::Complete(bytes) => Ok(bytes),
        }
    }

    /// Checks the size, and that a non-empty body has the expected content type.
    pub(crate) fn check(&self, headers: &HeaderMap, expected: MediaType) -> Result<(), Response> {
        let bytes = self.check_size()?;
        if bytes.is_empty() || expected.is_declared(headers) {
            return Ok(());
        }
        Err(Response::error(StatusCode::UNSUPPORTED_MEDIA_TYPE, expected.error))
    }
}

impl MediaType {
    /// Whether the header `Content-Type` declares this type, with or without parameters.
    pub(crate) fn is_declared(self, headers: &HeaderMap) -> bool {
        let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = value.unwrap_or_default().split(';').next().unwrap_or_default();
        essence.trim().eq_ignore_ascii_case(self.essence)
    }
}

impl Fields {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The values of these fields, which must all be present, strings without control characters,
    /// and the only ones.
    pub(crate) fn exactly<const N: usize>(&self, names: [&str; N]) -> Result<[&str; N], Response> {
        if let Some(unknown) = self.0.keys().find(|name| !names.contains(&name.as_str())) {
            return Err(Response::bad_field(unknown, messages::UNKNOWN_FIELD));
        }
        if let Some(missing) = names.into_iter().find(|name| !self.0.contains_key(*name)) {
            return Err(Response::bad_field(missing, messages::MISSING_FIELD));
        }
        let mut values = [""; N];
        for (value, name) in values.iter_mut().zip(names) {
            *value = string(name, self.0.get(name))?;
        }
        Ok(values)
    }

    /// Checks that there are no other fields.
    pub(crate) fn only(&self, names: &[&str]) -> Result<(), Response> {
        let unknown = self.0.keys().find(|name| !names.contains(&name.as_str()));
        unknown.map_or(Ok(()), |name| Err(Response::bad_field(name, messages::UNKNOWN_FIELD)))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// A required, non-empty string without control characters.
    pub(crate) fn text(&self, name: &str) -> Result<&str, Response> {
        let missing = || Response::bad_field(name, messages::MISSING_FIELD);
        let text = string(name, Some(self.get(name).ok_or_else(missing)?))?;
        if text.is_empty() { Err(missing()) } else { Ok(text) }
    }

    pub(crate) fn boolean(&self, name: &str) -> Result<Option<bool>, Response> {
        let not_a_boolean = || Response::bad_field(name, &messages::not_a_boolean(name));
        let parse = |value: &Value| value.as_bool().ok_or_else(not_a_boolean);
        self.get(name).map(parse).transpose()
    }

    pub(crate) fn integer(&self, name: &str) -> Result<Option<i64>, Response> {
        let not_a_number = || Response::bad_field(name, &messages::not_a_number(name));
        let parse = |value: &Value| value.as_i64().ok_or_else(not_a_number);
        self.get(name).map(parse).transpose()
    }

    /// An array of strings without control characters.
    pub(crate) fn texts(&self, name: &str) -> Result<Option<Vec<&str>>, Response> {
        let not_an_array = || Response::bad_field(name, messages::NOT_AN_ARRAY);
        let Some(value) = self.get(name) else { return Ok(None) };
        let items = value.as_array().ok_or_else(not_an_array)?;
        items.iter().map(|item| string(name, Some(item))).collect::<Result<_, _>>().map(Some)
    }

    /// All fields with their values, which must be strings without control characters.
    pub(crate) fn each(&self) -> impl Iterator<Item = Result<(&str, &str), Response>> {
        self.0.iter().map(|(name, value)| Ok((name.as_str(), string(name, Some(value))?)))
    }

    pub(crate) fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

/// The value of a field, which must be a string without control characters.
fn string<'a>(name: &str, value: Option<&'a Value>) -> Result<&'a str, Response> {
    let string = value.and_then(Value::as_str);
    let string = string.ok_or_else(|| Response::bad_field(name, messages::NOT_A_STRING))?;
    if string.contains(char::is_control) {
        return Err(Response::bad_field(name, messages::CONTROL_CHARACTER));
    }
    Ok(string)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn ignores_parameters_and_case_of_the_content_type() {
        for (value, json) in [
            ("application/json", true),
            ("Application/JSON", true),
            ("application/json; charset=utf-8", true),
            ("application/json;charset=utf-8", true),
            ("application/jsonp", false),
            ("application/merge-patch+json", false),
            ("text/plain; application/json", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(value))]);
            assert_eq!(JSON.is_declared(&headers), json, "{value}");
        }
        assert!(!JSON.is_declared(&HeaderMap::new()));
    }

    #[test]
    fn parses_json_objects_only() {
        let fields = |body: &str| Payload::Complete(body.as_bytes().to_vec()).fields();
        assert!(fields("").unwrap().is_empty());
        assert!(fields("{}").unwrap().is_empty());
        for body in ["null", "[]", "\"a\"", "{", "{} {}", "{a: 1}", "\u{feff}{}"] {
            assert!(fields(body).is_none(), "{body}");
        }
    }

    #[tokio::test]
    async fn accepts_a_body_of_exactly_the_limit() {
        let read = |size| read(Body::from(vec![b' '; size]), Duration::MAX);
        assert!(matches!(read(LIMIT).await, Payload::Complete(content) if content.len() == LIMIT));
        assert!(matches!(read(LIMIT + 1).await, Payload::TooLarge));
        assert!(matches!(read(READ_LIMIT + 1).await, Payload::TooLarge));
    }
}
