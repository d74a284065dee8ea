//! Request bodies: how much of one is read, and what may stand in it.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Map, Value};

use crate::answer::Answer;
use crate::texts;

/// No body of either API comes near this.
const LIMIT: usize = 64 * 1024;

/// So much of too long a body is still read, so that the client finds the answer 413 instead of a
/// connection reset while it is writing.
const READ_LIMIT: usize = 4 * 1024 * 1024;

/// What arrived after the head of a request.
#[derive(Debug)]
pub(crate) enum Payload {
    Complete(Vec<u8>),
    TooLarge,
    /// The client hung up, or did not keep to its own framing.
    Incomplete,
}

/// Reads a body to its end, or to where it is hopeless.
pub(crate) async fn read(body: Body) -> Payload {
    read_up_to(LIMIT, body).await
}

/// The same for the control API: scripted bytes may be many.
pub(crate) async fn read_control(body: Body) -> Payload {
    read_up_to(READ_LIMIT, body).await
}

async fn read_up_to(limit: usize, mut body: Body) -> Payload {
    let mut kept = Vec::new();
    let mut size = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return Payload::Incomplete };
        let Ok(data) = frame.into_data() else { continue };
        size = size.saturating_add(data.len());
        if size > READ_LIMIT {
            break;
        }
        if size <= limit {
            kept.extend_from_slice(&data);
        }
    }
    if size > limit { Payload::TooLarge } else { Payload::Complete(kept) }
}

/// A content type, and what is said when a body has another one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MediaType {
    essence: &'static str,
    refusal: &'static str,
}

pub(crate) const JSON: MediaType =
    MediaType { essence: "application/json", refusal: texts::NOT_JSON_TYPE };
pub(crate) const FORM: MediaType =
    MediaType { essence: "application/x-www-form-urlencoded", refusal: texts::NOT_FORM_TYPE };

/// The members of a JSON body.
#[derive(Debug, Default)]
pub(crate) struct Fields(Map<String, Value>);

impl Payload {
    /// The body as a JSON object, as far as it is one; no body is an object without members.
    pub(crate) fn fields(&self) -> Option<Fields> {
        match self {
            Payload::Complete(bytes) if bytes.is_empty() => Some(Fields::default()),
            Payload::Complete(bytes) => serde_json::from_slice(bytes).ok().map(Fields),
            Payload::TooLarge | Payload::Incomplete => None,
        }
    }

    /// The body, as far as it is complete.
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Payload::Complete(bytes) => bytes,
            Payload::TooLarge | Payload::Incomplete => &[],
        }
    }

    /// Refuses a body that is too large or cut off.
    pub(crate) fn check_size(&self) -> Result<&[u8], Answer> {
        let refuse = |status, message| Err(Answer::error(status, message));
        match self {
            Payload::TooLarge => refuse(StatusCode::PAYLOAD_TOO_LARGE, texts::CONTENT_TOO_LARGE),
            Payload::Incomplete => refuse(StatusCode::BAD_REQUEST, texts::INCOMPLETE_BODY),
            Payload::Complete(bytes) => Ok(bytes),
        }
    }

    /// The same, and one that is not declared to be of this type.
    pub(crate) fn check(&self, headers: &HeaderMap, expected: MediaType) -> Result<(), Answer> {
        let bytes = self.check_size()?;
        if bytes.is_empty() || expected.is_declared(headers) {
            return Ok(());
        }
        Err(Answer::error(StatusCode::UNSUPPORTED_MEDIA_TYPE, expected.refusal))
    }
}

impl MediaType {
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

    /// The values of exactly these fields, all required and all strings.
    pub(crate) fn exactly<const N: usize>(&self, names: [&str; N]) -> Result<[&str; N], Answer> {
        if let Some(other) = self.0.keys().find(|name| !names.contains(&name.as_str())) {
            return Err(Answer::bad_field(other, texts::UNKNOWN_FIELD));
        }
        if let Some(missing) = names.into_iter().find(|name| !self.0.contains_key(*name)) {
            return Err(Answer::bad_field(missing, texts::MISSING_FIELD));
        }
        let mut values = [""; N];
        for (value, name) in values.iter_mut().zip(names) {
            *value = string(name, self.0.get(name))?;
        }
        Ok(values)
    }

    /// Every field with its value, all strings.
    pub(crate) fn each(&self) -> impl Iterator<Item = Result<(&str, &str), Answer>> {
        self.0.iter().map(|(name, value)| Ok((name.as_str(), string(name, Some(value))?)))
    }

    pub(crate) fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

fn string<'a>(name: &str, value: Option<&'a Value>) -> Result<&'a str, Answer> {
    value.and_then(Value::as_str).ok_or_else(|| Answer::bad_field(name, texts::NOT_A_STRING))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn parameters_and_case_of_the_content_type_do_not_matter() {
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
    fn only_objects_have_fields() {
        let fields = |text: &str| Payload::Complete(text.as_bytes().to_vec()).fields();
        assert!(fields("").unwrap().is_empty());
        assert!(fields("{}").unwrap().is_empty());
        for text in ["null", "[]", "\"a\"", "{", "{} {}", "{a: 1}", "\u{feff}{}"] {
            assert!(fields(text).is_none(), "{text}");
        }
    }

    #[tokio::test]
    async fn the_limit_is_the_last_size_accepted() {
        let read = |size| read(Body::from(vec![b' '; size]));
        assert!(matches!(read(LIMIT).await, Payload::Complete(kept) if kept.len() == LIMIT));
        assert!(matches!(read(LIMIT + 1).await, Payload::TooLarge));
        assert!(matches!(read(READ_LIMIT + 1).await, Payload::TooLarge));
    }
}
