//! The journal: one entry per API request, with secrets replaced by hashes.

use std::collections::VecDeque;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use axum::http::{HeaderMap, HeaderName};
use serde::Serialize;
use serde_json::Value;

use crate::exchange::{IncomingRequest, Origin};
use crate::faults::JournalFault;
use crate::{messages, on_behalf_of, response, secret};

/// The maximum number of entries; older ones are dropped.
const CAPACITY: usize = 100_000;

/// The maximum size of a response body in bytes; of a larger one the journal keeps only the size.
const MAX_BODY: usize = 64 * 1024;

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
    /// The path, without the query.
    pub path: String,
    /// The name of the operation, if path and method match one. For a connection fault, the
    /// operation of the fault.
    pub operation: Option<&'static str>,
    /// The customer that the request names, or the account in `On-Behalf-Of`.
    pub user: Option<String>,
    /// The header `On-Behalf-Of`; multiple values are joined by commas.
    pub on_behalf_of: Option<String>,
    /// The header `Content-Type`.
    pub content_type: Option<String>,
    /// The header `User-Agent`.
    pub user_agent: Option<String>,
    /// The hash of the complete header `Authorization`.
    pub authorization: Option<String>,
    /// The JSON object of the request body, or the parameters of query and form in one object.
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
        request: &IncomingRequest,
        operation: Option<&'static str>,
        user: Option<String>,
    ) -> Self {
        let head = &request.head;
        let headers = &head.headers;
        let authorization = header(headers, &AUTHORIZATION);
        Self {
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            operation,
            user,
            on_behalf_of: header(headers, &on_behalf_of::HEADER),
            content_type: header(headers, &CONTENT_TYPE),
            user_agent: header(headers, &USER_AGENT),
            authorization: authorization.map(|value| secret::hash(value.as_bytes())),
            secrets_in_url: head.uri.query().is_some_and(secret::is_in_query),
            fault: request.assignment().map(|assignment| assignment.journal_fault.clone()),
            attempt_id: request.attempt_id(),
            ..Self::from(request.origin.clone())
        }
    }

    /// The entry of a fault that is injected into a connection before its first request.
    pub(crate) fn of_connection(
        origin: Origin,
        operation: &'static str,
        fault: JournalFault,
    ) -> Self {
        Self { operation: Some(operation), fault: Some(fault), ..Self::from(origin) }
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

/// An entry with its unparsed response body. The body is parsed when the journal is read, which
/// keeps the cost out of the requests.
#[derive(Debug)]
struct Record {
    entry: JournalEntry,
    body: Bytes,
}

#[derive(Debug, Default)]
pub(crate) struct Journal {
    records: VecDeque<Arc<Record>>,
    last: u64,
}

/// Entries that are shared with the journal, so that they can be converted without the lock.
#[derive(Debug)]
pub(crate) struct Excerpt(Vec<Arc<Record>>);

impl Journal {
    /// Adds an entry and returns its sequence number.
    pub(crate) fn push(&mut self, entry: JournalEntry, body: Bytes) -> u64 {
        self.last += 1;
        if self.records.len() == CAPACITY {
            self.records.pop_front();
        }
        let entry = JournalEntry { seq: self.last, ..entry };
        let body = if body.len() > MAX_BODY { size_note(body.len()) } else { body };
        self.records.push_back(Arc::new(Record { entry, body }));
        self.last
    }

    /// The entries with a sequence number greater than `seq`.
    pub(crate) fn since(&self, seq: u64) -> Excerpt {
        let from = self.records.partition_point(|record| record.entry.seq <= seq);
        Excerpt(self.records.range(from..).cloned().collect())
    }
}

fn size_note(length: usize) -> Bytes {
    messages::long_body(length).into_bytes().into()
}

impl Excerpt {
    pub(crate) fn entries(&self) -> Vec<JournalEntry> {
        let entry = |record: &Arc<Record>| JournalEntry {
            response: response::body_to_json(&record.body),
            ..record.entry.clone()
        };
        self.0.iter().map(entry).collect()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn entry() -> JournalEntry {
        Origin::default().into()
    }

    #[test]
    fn joins_multiple_values_of_a_header() {
        let mut headers = HeaderMap::new();
        assert_eq!(header(&headers, &USER_AGENT), None);
        for value in ["a", "b"] {
            headers.append(USER_AGENT, HeaderValue::from_static(value));
        }
        assert_eq!(header(&headers, &USER_AGENT).as_deref(), Some("a, b"));
    }

    #[test]
    fn keeps_only_the_size_of_a_large_response_body() {
        let mut journal = Journal::default();
        let body = |length| Bytes::from(vec![b'x'; length]);
        journal.push(entry(), body(MAX_BODY));
        journal.push(entry(), body(MAX_BODY + 1));
        let entries = journal.since(0).entries();
        assert_eq!(entries[0].response.as_str().unwrap().len(), MAX_BODY);
        assert_eq!(entries[1].response, "sandbox: a response of 65537 bytes");
    }

    #[test]
    fn drops_the_oldest_entries() {
        let mut journal = Journal::default();
        for _ in 0..CAPACITY + 2 {
            journal.push(entry(), Bytes::from_static(b"{}"));
        }
        let seqs = |since| -> Vec<u64> {
            journal.since(since).entries().into_iter().map(|entry| entry.seq).collect()
        };
        let all = seqs(0);
        assert_eq!(all.len(), CAPACITY);
        assert_eq!(all[0], 3);
        assert_eq!(seqs(CAPACITY as u64), [CAPACITY as u64 + 1, CAPACITY as u64 + 2]);
        assert!(seqs(u64::MAX).is_empty());
    }
}
