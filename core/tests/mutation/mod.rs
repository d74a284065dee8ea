//! Mutations of the responses of the vectors, and a reference that reads them by other parsers.

pub(crate) mod corpus;
pub(crate) mod json;
pub(crate) mod mutator;
pub(crate) mod xml;

/// A body without its byte order mark, and its first character that is no blank.
pub(crate) fn text(body: &[u8]) -> (&[u8], Option<u8>) {
    let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    (text, text.iter().copied().find(|byte| !byte.is_ascii_whitespace()))
}
