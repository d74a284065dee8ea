//! The journal: one entry per API request, with secrets replaced by hashes.

mod entry;

use std::collections::VecDeque;
use std::sync::Arc;

use axum::body::Bytes;

pub(crate) use self::entry::Origin;
pub use self::entry::{JournalEntry, Outcome};
use crate::{messages, response};

/// The maximum size of a response body in bytes; of a larger one the journal keeps only the size.
const MAX_BODY: usize = 64 * 1024;

/// An entry with its bodies as bytes, so that the size of the record is known. They are parsed when
/// the journal is read, which keeps the cost out of the requests.
#[derive(Debug)]
struct Record {
    entry: JournalEntry,
    request: Box<[u8]>,
    response: Bytes,
}

/// The entries up to a maximum size; older ones are dropped.
#[derive(Debug)]
pub(crate) struct Journal {
    records: VecDeque<Arc<Record>>,
    /// The size of all records in bytes.
    size: usize,
    max_size: usize,
    last: u64,
}

/// Entries that are shared with the journal, so that they can be converted without the lock.
#[derive(Debug)]
pub(crate) struct Excerpt(Vec<Arc<Record>>);

impl Journal {
    /// A journal with this maximum size in bytes. It keeps the newest entry whatever its size.
    pub(crate) fn new(max_size: usize) -> Self {
        Self { records: VecDeque::new(), size: 0, max_size, last: 0 }
    }

    /// Adds an entry and returns its sequence number.
    pub(crate) fn push(&mut self, mut entry: JournalEntry, response: &[u8]) -> u64 {
        self.last += 1;
        entry.seq = self.last;
        let body = entry.body.take();
        let request = body.map(|body| body.to_string().into_boxed_str().into()).unwrap_or_default();
        // Copied, because a slice keeps its whole buffer in memory.
        let response = match response.len() {
            0..=MAX_BODY => Bytes::copy_from_slice(response),
            length => size_note(length),
        };
        let record = Record { entry, request, response };
        self.size = self.size.saturating_add(record.size());
        self.records.push_back(Arc::new(record));
        while self.size > self.max_size && self.records.len() > 1 {
            let Some(oldest) = self.records.pop_front() else { break };
            self.size = self.size.saturating_sub(oldest.size());
        }
        self.last
    }

    /// The number of dropped entries.
    pub(crate) fn dropped(&self) -> u64 {
        self.records.front().map_or(0, |oldest| oldest.entry.seq.saturating_sub(1))
    }

    /// The entries with a sequence number greater than `seq`.
    pub(crate) fn since(&self, seq: u64) -> Excerpt {
        self.last_since(seq, usize::MAX)
    }

    /// The newest of the entries with a sequence number greater than `seq`, up to this number.
    pub(crate) fn last_since(&self, seq: u64, count: usize) -> Excerpt {
        let from = self.records.partition_point(|record| record.entry.seq <= seq);
        let from = from.max(self.records.len().saturating_sub(count));
        Excerpt(self.records.range(from..).cloned().collect())
    }
}

impl Record {
    /// The memory that the record uses, in bytes.
    fn size(&self) -> usize {
        let JournalEntry {
            method,
            path,
            user,
            on_behalf_of,
            content_type,
            user_agent,
            authorization,
            fault,
            attempt_id,
            ..
        } = &self.entry;
        let optional = [user, on_behalf_of, content_type, user_agent, authorization, attempt_id];
        let optional = optional.into_iter().flatten().map(String::capacity);
        let fault = fault.as_ref().map(|fault| fault.kind.capacity());
        let strings = [method.capacity(), path.capacity()].into_iter().chain(optional).chain(fault);
        let bodies = self.request.len().saturating_add(self.response.len());
        strings.fold(bodies.saturating_add(RECORD_SIZE), usize::saturating_add)
    }

    /// The entry with its bodies.
    fn entry(&self) -> JournalEntry {
        JournalEntry {
            body: serde_json::from_slice(&self.request).ok(),
            response: response::body_to_json(&self.response),
            ..self.entry.clone()
        }
    }
}

/// The size of a record without the bytes that it refers to: the record itself, and what its `Arc`,
/// the queue and the allocator need.
const RECORD_SIZE: usize = size_of::<Record>() + 128;

fn size_note(length: usize) -> Bytes {
    messages::long_body(length).into_bytes().into()
}

impl Excerpt {
    pub(crate) fn entries(&self) -> Vec<JournalEntry> {
        self.0.iter().map(|record| record.entry()).collect()
    }

    /// The entries as a JSON array. Unlike [`Self::entries`] it parses one entry at a time.
    pub(crate) fn to_json(&self) -> Bytes {
        let mut json = b"[".to_vec();
        for (index, record) in self.0.iter().enumerate() {
            if index > 0 {
                json.push(b',');
            }
            json.extend_from_slice(&response::json(&record.entry()));
        }
        json.push(b']');
        json.into()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::faults::JournalFault;
    use crate::options::Options;

    fn entry() -> JournalEntry {
        Origin::default().into()
    }

    #[test]
    fn keeps_only_the_size_of_a_large_response_body() {
        let mut journal = Journal::new(usize::MAX);
        let body = |length| vec![b'x'; length];
        journal.push(entry(), &body(MAX_BODY));
        journal.push(entry(), &body(MAX_BODY + 1));
        let entries = journal.since(0).entries();
        assert_eq!(entries[0].response.as_str().unwrap().len(), MAX_BODY);
        assert_eq!(entries[1].response, "sandbox: a response of 65537 bytes");
    }

    #[test]
    fn drops_the_oldest_entries_by_size() {
        let body = |size: usize| vec![b'1'; size];
        let mut journal = Journal::new(usize::MAX);
        journal.push(entry(), &body(1000));
        let size = journal.size;
        let mut journal = Journal::new(3 * size + 1);
        let seqs = |journal: &Journal, since| -> Vec<u64> {
            journal.since(since).entries().into_iter().map(|entry| entry.seq).collect()
        };
        assert_eq!((seqs(&journal, 0), journal.dropped()), (vec![], 0));
        for _ in 0..5 {
            journal.push(entry(), &body(1000));
        }
        assert_eq!((seqs(&journal, 0), journal.dropped()), (vec![3, 4, 5], 2));
        assert_eq!((seqs(&journal, 4), journal.size), (vec![5], 3 * size));
        journal.push(JournalEntry { body: Some("x".repeat(2 * size).into()), ..entry() }, &body(0));
        assert_eq!((seqs(&journal, 0), journal.dropped()), (vec![6], 5));
        journal.push(JournalEntry { path: "x".repeat(4 * size), ..entry() }, &body(0));
        assert_eq!((seqs(&journal, 0), journal.dropped()), (vec![7], 6), "the newest one");
        assert!(seqs(&journal, u64::MAX).is_empty());
    }

    #[test]
    fn keeps_more_than_100_000_small_entries() {
        const ENTRIES: usize = 100_002;
        let mut journal = Journal::new(Options::default().journal_bytes);
        for _ in 0..ENTRIES {
            journal.push(entry(), b"{}");
        }
        assert_eq!((journal.since(0).entries().len(), journal.dropped()), (ENTRIES, 0));
        let last: Vec<u64> =
            journal.since(ENTRIES as u64 - 2).entries().iter().map(|entry| entry.seq).collect();
        assert_eq!(last, [ENTRIES as u64 - 1, ENTRIES as u64]);
    }

    #[test]
    fn counts_the_bytes_of_every_text() {
        let size = |entry: JournalEntry| {
            let mut journal = Journal::new(usize::MAX);
            journal.push(entry, &[]);
            journal.size
        };
        let text = || "x".repeat(1000);
        let whole = JournalEntry {
            method: text(),
            path: text(),
            user: Some(text()),
            on_behalf_of: Some(text()),
            content_type: Some(text()),
            user_agent: Some(text()),
            authorization: Some(text()),
            body: Some(Value::String(text())),
            fault: Some(JournalFault { number: 1, kind: text() }),
            attempt_id: Some(text()),
            ..entry()
        };
        assert!((10_000..11_000).contains(&(size(whole) - size(entry()))));
    }

    #[test]
    fn returns_the_bodies_of_requests_and_responses() {
        let mut journal = Journal::new(usize::MAX);
        let body = serde_json::json!({"a": ["é", 1.5, {}], "b": null});
        journal.push(JournalEntry { body: Some(body.clone()), ..entry() }, &[]);
        journal.push(entry(), b"[1]");
        let entries = journal.since(0).entries();
        assert_eq!((&entries[0].body, &entries[0].response), (&Some(body), &Value::Null));
        assert_eq!((&entries[1].body, &entries[1].response), (&None, &serde_json::json!([1])));
        let json: Value = serde_json::from_slice(&journal.since(0).to_json()).unwrap();
        assert_eq!(json, serde_json::to_value(entries).unwrap());
        assert_eq!(journal.since(2).to_json(), "[]");
    }
}
