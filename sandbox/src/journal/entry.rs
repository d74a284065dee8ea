//! One entry of the journal.

use std::time::Duration;

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use serde::Serialize;
use serde_json::Value;

use crate::faults::JournalFault;
use crate::{on_behalf_of, secret};

/// The header with which a test labels the attempts of a client. No client sends it on its own.
const ATTEMPT: HeaderName = HeaderName::from_static("x-attempt-id");

/// The connection and the arrival time of a request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    pub(crate) connection: u64,
    pub(crate) peer_port: u16,
    pub(crate) arrived_ms: u64,
}

impl Origin {
    /// The origin of a request that arrived this long after the start of the server.
    pub(crate) fn new(connection: u64, peer_port: u16, since_start: Duration) -> Self {
        let arrived_ms = u64::try_from(since_start.as_millis()).unwrap_or(u64::MAX);
        Self { connection, peer_port, arrived_ms }
    }
}

/// The effect of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Outcome {
    /// The request was accepted and is one that changes nothing.
    Read,
    /// A changing operation was executed.
    Changed,
    /// The request was refused: by its status, or in the customers API by its body.
    Refused,
    /// A fault was injected; whether the operation was executed is in [`JournalEntry::applied`].
    Fault,
}

/// One request and its response.
///
/// A secret is replaced by `sha256:` and the first 16 hexadecimal digits of its SHA-256.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct JournalEntry {
    /// The sequence number. It counts up from 1 and includes dropped entries.
    pub seq: u64,
    /// The HTTP method.
    pub method: String,
    /// The path, without the query; a segment that looks like an API key is replaced by its hash.
    pub path: String,
    /// The name of the operation, if path and method match one. For a connection fault, the
    /// operation of the fault.
    pub operation: Option<&'static str>,
    /// The customer or the subuser that the request names, or the account in `On-Behalf-Of`.
    pub user: Option<String>,
    /// The header `On-Behalf-Of`; multiple values are joined by commas.
    pub on_behalf_of: Option<String>,
    /// The header `Content-Type`.
    pub content_type: Option<String>,
    /// The header `User-Agent`.
    pub user_agent: Option<String>,
    /// The hash of the complete header `Authorization`.
    pub authorization: Option<String>,
    /// The JSON object or array of the request body, or the parameters of query and form in one object.
    /// Secrets are replaced by hashes.
    pub body: Option<Value>,
    /// Whether the query has a parameter with the name of a secret, for example `api_key`.
    pub secrets_in_url: bool,
    /// The status of the response; 0 if a fault suppresses the response.
    pub status: u16,
    /// The response body: JSON, or a JSON string for other content. A body over 64 KiB is replaced
    /// by a note with its size.
    pub response: Value,
    /// Whether a changing operation was executed, even if the new value equals the old one.
    pub applied: bool,
    /// The effect of the request.
    pub outcome: Outcome,
    /// The fault that was injected.
    pub fault: Option<JournalFault>,
    /// The number of the connection. It counts up from 1, so that a new connection is
    /// distinguishable from a reused one.
    pub connection: u64,
    /// The port of the client.
    pub peer_port: u16,
    /// The arrival time in milliseconds since the start of the server.
    pub arrived_ms: u64,
    /// The header `X-Attempt-Id`, with which a test can label the attempts of a client.
    pub attempt_id: Option<String>,
}

impl JournalEntry {
    /// The fields that are known before the response.
    pub(crate) fn begin(
        head: &Parts,
        origin: Origin,
        operation: Option<&'static str>,
        user: Option<String>,
        fault: Option<JournalFault>,
    ) -> Self {
        let headers = &head.headers;
        let authorization = header(headers, &AUTHORIZATION);
        Self {
            method: head.method.to_string(),
            path: secret::redact_path(head.uri.path()),
            operation,
            user,
            on_behalf_of: header(headers, &on_behalf_of::HEADER),
            content_type: header(headers, &CONTENT_TYPE),
            user_agent: header(headers, &USER_AGENT),
            authorization: authorization.map(|value| secret::hash(value.as_bytes())),
            secrets_in_url: head.uri.query().is_some_and(secret::is_in_query),
            fault,
            attempt_id: attempt_id(headers),
            ..Self::from(origin)
        }
    }

    /// The entry of a fault that is injected into a connection before its first request.
    pub(crate) fn of_connection(
        origin: Origin,
        operation: &'static str,
        fault: JournalFault,
    ) -> Self {
        let outcome = Outcome::Fault;
        Self { operation: Some(operation), fault: Some(fault), outcome, ..Self::from(origin) }
    }
}

impl From<Origin> for JournalEntry {
    fn from(origin: Origin) -> Self {
        let Origin { connection, peer_port, arrived_ms } = origin;
        Self {
            seq: 0,
            method: String::new(),
            path: String::new(),
            operation: None,
            user: None,
            on_behalf_of: None,
            content_type: None,
            user_agent: None,
            authorization: None,
            body: None,
            secrets_in_url: false,
            status: 0,
            response: Value::Null,
            applied: false,
            outcome: Outcome::Read,
            fault: None,
            connection,
            peer_port,
            arrived_ms,
            attempt_id: None,
        }
    }
}

fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut values = headers.get_all(name).iter().map(|it| String::from_utf8_lossy(it.as_bytes()));
    let first = values.next()?.into_owned();
    Some(values.fold(first, |joined, value| joined + ", " + &value))
}

/// The label of this attempt.
fn attempt_id(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(ATTEMPT)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn joins_multiple_values_of_a_header() {
        let mut headers = HeaderMap::new();
        assert_eq!(header(&headers, &USER_AGENT), None);
        for value in ["a", "b"] {
            headers.append(USER_AGENT, HeaderValue::from_static(value));
        }
        assert_eq!(header(&headers, &USER_AGENT).as_deref(), Some("a, b"));
    }
}
