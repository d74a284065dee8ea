//! The journal: every request to the API with what it got, without its secrets.

use std::collections::VecDeque;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use axum::http::{HeaderMap, HeaderName};
use serde::Serialize;
use serde_json::Value;

use crate::exchange::{Received, Trace};
use crate::faults::JournalFault;
use crate::{answer, on_behalf_of, secret, texts};

/// The oldest entries are dropped beyond this.
const CAPACITY: usize = 100_000;

/// Of a longer answer only its length is kept.
const LONGEST_ANSWER: usize = 64 * 1024;

/// One request and what was answered.
///
/// Secrets appear as `sha256:` and the first 16 hexadecimal digits of their SHA-256.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct JournalEntry {
    /// Counts up from 1, also past entries that were dropped.
    pub seq: u64,
    /// The HTTP method.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// The operation's name, if path and method are those of one; of a fault of a connection that
    /// of the fault.
    pub operation: Option<&'static str>,
    /// Whom the operation is about: the customer that it names, or whom it is made on behalf of.
    pub user: Option<String>,
    /// The header `On-Behalf-Of`; several are joined by commas.
    pub on_behalf_of: Option<String>,
    /// The header `Content-Type`.
    pub content_type: Option<String>,
    /// The header `User-Agent`.
    pub user_agent: Option<String>,
    /// The hash of the whole value of the header `Authorization`.
    pub authorization: Option<String>,
    /// The JSON object that was sent, or the parameters of a form and a query as one, with hashes
    /// in place of passwords.
    pub body: Option<Value>,
    /// Whether the query had a parameter with a name like `password` or `api_key`.
    pub secrets_in_url: bool,
    /// The status that was answered; 0 if a fault let no answer out.
    pub status: u16,
    /// The body that was answered: JSON, or a text as a JSON string. Of one over 64 KiB there is
    /// only a note that says how long it was.
    pub answer: Value,
    /// Whether a changing operation was carried out, be it to the value that was there before.
    pub applied: bool,
    /// The scripted fault that the request met.
    pub fault: Option<JournalFault>,
    /// The connection that it came by. They count up from 1, so that a new one can be told from one
    /// that was used again.
    pub connection: u64,
    /// The client's port.
    pub peer_port: u16,
    /// When it arrived, in milliseconds since the start of the server.
    pub arrived_ms: u64,
    /// The header `X-Attempt-Id`, by which a client may tell its attempts apart.
    pub attempt_id: Option<String>,
}

impl JournalEntry {
    /// What is known of an entry before its request was answered.
    pub(crate) fn begin(
        received: &Received,
        operation: Option<&'static str>,
        user: Option<String>,
    ) -> Self {
        let head = &received.head;
        let headers = &head.headers;
        let authorization = text(headers, &AUTHORIZATION);
        Self {
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            operation,
            user,
            on_behalf_of: text(headers, &on_behalf_of::HEADER),
            content_type: text(headers, &CONTENT_TYPE),
            user_agent: text(headers, &USER_AGENT),
            authorization: authorization.map(|value| secret::hash(value.as_bytes())),
            secrets_in_url: head.uri.query().is_some_and(secret::is_in),
            fault: received.fault().map(|taken| taken.shown.clone()),
            attempt_id: received.attempt_id(),
            ..Self::from(received.trace.clone())
        }
    }

    /// The entry of a connection that met a fault before any request did.
    pub(crate) fn of_connection(trace: Trace, operation: &'static str, met: JournalFault) -> Self {
        Self { operation: Some(operation), fault: Some(met), ..Self::from(trace) }
    }
}

impl From<Trace> for JournalEntry {
    fn from(trace: Trace) -> Self {
        let Trace { connection, peer_port, arrived_ms } = trace;
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
            answer: Value::Null,
            applied: false,
            fault: None,
            connection,
            peer_port,
            arrived_ms,
            attempt_id: None,
        }
    }
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut values = headers.get_all(name).iter().map(|it| String::from_utf8_lossy(it.as_bytes()));
    let first = values.next()?.into_owned();
    Some(values.fold(first, |joined, value| joined + ", " + &value))
}

/// An entry whose answer is still as it was sent, and parsed only when somebody looks.
#[derive(Debug)]
struct Kept {
    entry: JournalEntry,
    answer: Bytes,
}

#[derive(Debug, Default)]
pub(crate) struct Journal {
    kept: VecDeque<Arc<Kept>>,
    last: u64,
}

/// Entries taken out of the lock, to be copied at leisure.
#[derive(Debug)]
pub(crate) struct Excerpt(Vec<Arc<Kept>>);

impl Journal {
    /// Adds an entry and returns its number.
    pub(crate) fn push(&mut self, entry: JournalEntry, answer: Bytes) -> u64 {
        self.last += 1;
        if self.kept.len() == CAPACITY {
            self.kept.pop_front();
        }
        let entry = JournalEntry { seq: self.last, ..entry };
        let answer = if answer.len() > LONGEST_ANSWER { note(answer.len()) } else { answer };
        self.kept.push_back(Arc::new(Kept { entry, answer }));
        self.last
    }

    /// The entries with a greater number than this.
    pub(crate) fn since(&self, seq: u64) -> Excerpt {
        let from = self.kept.partition_point(|kept| kept.entry.seq <= seq);
        Excerpt(self.kept.range(from..).cloned().collect())
    }
}

fn note(length: usize) -> Bytes {
    texts::long_answer(length).into_bytes().into()
}

impl Excerpt {
    pub(crate) fn entries(&self) -> Vec<JournalEntry> {
        let finish = |kept: &Arc<Kept>| JournalEntry {
            answer: answer::shown(&kept.answer),
            ..kept.entry.clone()
        };
        self.0.iter().map(finish).collect()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn entry() -> JournalEntry {
        Trace::default().into()
    }

    #[test]
    fn several_values_of_a_header_are_joined() {
        let mut headers = HeaderMap::new();
        assert_eq!(text(&headers, &USER_AGENT), None);
        for value in ["a", "b"] {
            headers.append(USER_AGENT, HeaderValue::from_static(value));
        }
        assert_eq!(text(&headers, &USER_AGENT).as_deref(), Some("a, b"));
    }

    #[test]
    fn of_a_long_answer_only_the_length_is_kept() {
        let mut journal = Journal::default();
        let answer = |length| Bytes::from(vec![b'x'; length]);
        journal.push(entry(), answer(LONGEST_ANSWER));
        journal.push(entry(), answer(LONGEST_ANSWER + 1));
        let entries = journal.since(0).entries();
        assert_eq!(entries[0].answer.as_str().unwrap().len(), LONGEST_ANSWER);
        assert_eq!(entries[1].answer, "sandbox: an answer of 65537 bytes");
    }

    #[test]
    fn the_oldest_entries_are_dropped() {
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
