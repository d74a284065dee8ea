//! The kinds of faults and their JSON forms.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use crate::messages;

/// A fault. With `apply` the request is executed before the fault takes effect.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum FaultKind {
    Status {
        #[serde(deserialize_with = "status")]
        status: StatusCode,
        #[serde(default)]
        headers: Fields,
        body: Option<Value>,
        #[serde(default)]
        apply: bool,
    },
    Delay {
        #[serde(default)]
        before_applying_ms: u64,
        #[serde(default)]
        before_response_ms: u64,
        #[serde(default)]
        before_body_ms: u64,
    },
    Reset(Cut),
    Close(Cut),
    Stall(Stall),
    Dribble {
        bytes: NonZeroUsize,
        every_ms: u64,
    },
    Raw(Raw),
    Headers {
        #[serde(default)]
        set: Fields,
        #[serde(default)]
        add: Vec<Field>,
        #[serde(default)]
        remove: Vec<FieldName>,
    },
    Redirect {
        #[serde(default = "found", deserialize_with = "status")]
        status: StatusCode,
        location: FieldValue,
        #[serde(default)]
        apply: bool,
    },
    Html {
        #[serde(default = "bad_gateway", deserialize_with = "status")]
        status: StatusCode,
        #[serde(default)]
        apply: bool,
    },
    Oversize {
        form: Oversize,
        #[serde(default = "ten_gib")]
        length: u64,
        #[serde(default)]
        apply: bool,
    },
    Echo {
        #[serde(default, deserialize_with = "some_status")]
        status: Option<StatusCode>,
        #[serde(default)]
        size: usize,
    },
    Flip {
        byte: usize,
        #[serde(default)]
        bit: u8,
    },
    Truncate {
        at: usize,
    },
    CloseIdle {
        after_ms: u64,
    },
}

/// The position at which a response is cut: before its first byte, or after this many bytes.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cut {
    #[serde(default)]
    pub(crate) apply: bool,
    pub(crate) after_bytes: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stall {
    #[serde(default)]
    pub(crate) apply: bool,
    pub(crate) after_bytes: Option<usize>,
    pub(crate) ms: Option<u64>,
}

/// Raw bytes that replace a response.
#[derive(Debug, Deserialize)]
#[serde(try_from = "RawForm")]
pub(crate) struct Raw {
    pub(crate) bytes: Bytes,
    pub(crate) apply: bool,
    pub(crate) then: Then,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForm {
    text: Option<String>,
    base64: Option<String>,
    #[serde(default)]
    apply: bool,
    #[serde(default)]
    then: Then,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Then {
    #[default]
    Close,
    Keep,
    Hold,
    Reset,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Oversize {
    Chunks,
    Length,
}

/// Header fields that are valid in HTTP; invalid ones require a `raw` fault.
#[derive(Debug, Default, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub(crate) struct Fields(pub(crate) HeaderMap);

#[derive(Debug, Deserialize)]
#[serde(try_from = "(String, String)")]
pub(crate) struct Field(pub(crate) HeaderName, pub(crate) HeaderValue);

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct FieldName(pub(crate) HeaderName);

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct FieldValue(pub(crate) HeaderValue);

impl TryFrom<RawForm> for Raw {
    type Error = String;

    fn try_from(form: RawForm) -> Result<Self, String> {
        let bytes = match (form.text, form.base64) {
            (Some(text), None) => text.into_bytes(),
            (None, Some(encoded)) => {
                BASE64_STANDARD.decode(encoded).map_err(|error| error.to_string())?
            }
            _ => return Err(messages::RAW_BYTES_MISSING.to_owned()),
        };
        Ok(Self { bytes: bytes.into(), apply: form.apply, then: form.then })
    }
}

impl TryFrom<BTreeMap<String, String>> for Fields {
    type Error = axum::http::Error;

    fn try_from(pairs: BTreeMap<String, String>) -> Result<Self, Self::Error> {
        let fields = pairs.into_iter().map(Field::try_from);
        let fields = fields.map(|field| field.map(|Field(name, value)| (name, value)));
        fields.collect::<Result<_, _>>().map(Self)
    }
}

impl TryFrom<(String, String)> for Field {
    type Error = axum::http::Error;

    fn try_from((name, value): (String, String)) -> Result<Self, Self::Error> {
        Ok(Self(FieldName::try_from(name)?.0, FieldValue::try_from(value)?.0))
    }
}

impl TryFrom<String> for FieldName {
    type Error = axum::http::Error;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Ok(Self(HeaderName::try_from(name)?))
    }
}

impl TryFrom<String> for FieldValue {
    type Error = axum::http::Error;

    fn try_from(value: String) -> Result<Self, Self::Error> {
        Ok(Self(HeaderValue::try_from(value)?))
    }
}

impl FaultKind {
    /// Whether the request is executed. This includes faults that send only a part of the response.
    pub(crate) fn applies(&self) -> bool {
        match self {
            FaultKind::Status { apply, .. }
            | FaultKind::Redirect { apply, .. }
            | FaultKind::Html { apply, .. }
            | FaultKind::Oversize { apply, .. } => *apply,
            FaultKind::Raw(raw) => raw.apply,
            FaultKind::Reset(cut) | FaultKind::Close(cut) => cut.apply || cut.after_bytes.is_some(),
            FaultKind::Stall(stall) => stall.apply || stall.after_bytes.is_some(),
            FaultKind::Echo { .. } => false,
            FaultKind::Delay { .. }
            | FaultKind::Dribble { .. }
            | FaultKind::Headers { .. }
            | FaultKind::Flip { .. }
            | FaultKind::Truncate { .. }
            | FaultKind::CloseIdle { .. } => true,
        }
    }

    /// Whether the fault sends no part of a regular response.
    pub(crate) fn is_silent(&self) -> bool {
        match self {
            FaultKind::Raw(_) => true,
            FaultKind::Reset(cut) | FaultKind::Close(cut) => {
                cut.after_bytes.is_none_or(|count| count == 0)
            }
            FaultKind::Stall(stall) => stall.after_bytes.is_none_or(|count| count == 0),
            _ => false,
        }
    }

    /// The delay before the execution of the request.
    pub(crate) fn before_applying(&self) -> Duration {
        match self {
            FaultKind::Delay { before_applying_ms, .. } => {
                Duration::from_millis(*before_applying_ms)
            }
            _ => Duration::ZERO,
        }
    }
}

fn status<'de, D: Deserializer<'de>>(deserializer: D) -> Result<StatusCode, D::Error> {
    let number = u16::deserialize(deserializer)?;
    StatusCode::from_u16(number).map_err(|_| de::Error::custom(messages::INVALID_STATUS))
}

fn some_status<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<StatusCode>, D::Error> {
    status(deserializer).map(Some)
}

fn found() -> StatusCode {
    StatusCode::FOUND
}

fn bad_gateway() -> StatusCode {
    StatusCode::BAD_GATEWAY
}

/// The default length of an oversized response, more than any client should read.
fn ten_gib() -> u64 {
    10 << 30
}
