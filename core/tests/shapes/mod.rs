//! A grammar of responses, and a reference that says what each of them means. The reference reads the
//! shape that a response was written from, and never its bytes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test panics")]

pub(crate) mod confirmations;
pub(crate) mod lists;
pub(crate) mod users;
pub(crate) mod values;

use fastrand::Rng;

/// Meaning of a response.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meaning<T> {
    Success(T),
    /// The server refuses the call. `certain` is false if it may have applied it even so.
    Refusal {
        certain: bool,
    },
    NotUnderstood,
}

/// A response, and its meaning.
#[derive(Debug)]
pub(crate) struct Case<T> {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    pub(crate) meaning: Meaning<T>,
}

/// Whether a refusal with this status is certain not to have been applied.
pub(crate) fn refusal<T>(status: u16) -> Meaning<T> {
    Meaning::Refusal { certain: status < 500 }
}

/// Adds what surrounds a document: a byte order mark, a declaration, blanks.
pub(crate) fn surround(document: Vec<u8>, is_xml: bool, rng: &mut Rng) -> Vec<u8> {
    let mut body = Vec::new();
    if rng.u8(..8) == 0 {
        body.extend(b"\xef\xbb\xbf");
    }
    if is_xml && rng.bool() {
        body.extend(b"<?xml version=\"1.0\"?>");
    }
    body.extend(rng.choice(["", "\n", " \r\n"]).unwrap().bytes());
    body.extend(document);
    body.extend(rng.choice(["", "\n"]).unwrap().bytes());
    body
}

/// Damages a document so that it is none.
pub(crate) fn damage(mut document: Vec<u8>, rng: &mut Rng) -> Vec<u8> {
    let unit = document[0];
    match rng.u8(..4) {
        3 if unit == b'<' => malform(&document, rng),
        0 => {
            document.truncate(rng.usize(..document.len()));
            document
        }
        1 => [document, vec![unit]].concat(),
        _ => [b"<!DOCTYPE html>".to_vec(), document].concat(),
    }
}

/// Breaks a rule of XML in a document whose elements match.
fn malform(document: &[u8], rng: &mut Rng) -> Vec<u8> {
    let faults = [
        "\u{1}",
        "\u{0}",
        "<a>&#x1f;</a>",
        "<!-- \u{8} -->",
        "<p:a/>",
        "<a p:b=''/>",
        "<a b='' b='x'/>",
        "<a b='&#2;'/>",
        "<?xml version='1.0'?>",
        "<?XML?>",
    ];
    let fault = rng.choice(faults).unwrap();
    let ends = document.iter().enumerate().filter(|(_, byte)| **byte == b'<').map(|(at, _)| at);
    // The end of the root is the last markup of most documents.
    let place = ends.max().unwrap();
    let (before, after) = document.split_at(if rng.bool() { place } else { document.len() });
    [before, fault.as_bytes(), after].concat()
}
