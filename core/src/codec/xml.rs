//! XML of the customer API, by a pull parser: no tree, no document type, no custom entities.

mod well_formed;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use bytes::Bytes;
use bytestring::ByteString;
use quick_xml::NsReader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use crate::codec::budget::Budget;
use crate::codec::xml::well_formed::{
    control_character, declaration, has_no_character, instruction, is_control_reference, start_tag,
};

/// Documented responses are three levels deep.
const MAX_DEPTH: usize = 32;
/// Maximum number of namespaces that one element declares. Documented responses have none.
const MAX_NAMESPACES: usize = 8;

/// Error in a document: its cause and its byte offset, without any content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed {
    pub(crate) problem: &'static str,
    pub(crate) position: u64,
    /// Whether the fault is the meaning of a well-formed element, which is the same in every response.
    pub(crate) is_whole: bool,
}

/// Converts a document to UTF-8, with U+FFFD for bytes that are no character. A copy is charged; it never
/// exceeds a budget by itself.
///
/// The API declares ISO-8859-1 even for UTF-8. The declaration counts only if the bytes are not
/// valid UTF-8.
pub(crate) fn to_utf8(bytes: &Bytes, budget: &Budget) -> ByteString {
    ByteString::try_from(bytes.clone()).unwrap_or_else(|_| {
        let document = if declares_latin1(bytes) { from_latin1(bytes) } else { from_utf8(bytes) };
        budget.charge(document.len()).unwrap_or_default();
        document.into()
    })
}

fn from_latin1(bytes: &[u8]) -> String {
    let two_bytes = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let mut document = String::with_capacity(bytes.len() + two_bytes);
    document.extend(bytes.iter().copied().map(char::from));
    document
}

/// As `String::from_utf8_lossy`, in an allocation of the exact size.
fn from_utf8(bytes: &[u8]) -> String {
    let replacement = |invalid: &[u8]| if invalid.is_empty() { "" } else { "\u{fffd}" };
    let parts = || bytes.utf8_chunks().flat_map(|it| [it.valid(), replacement(it.invalid())]);
    let mut document = String::with_capacity(parts().map(str::len).sum());
    document.extend(parts());
    document
}

fn declares_latin1(bytes: &[u8]) -> bool {
    let end = bytes.windows(2).take(256).position(|pair| pair == b"?>").unwrap_or(0);
    let declaration = bytes.get(..end).unwrap_or_default().to_ascii_lowercase();
    declaration.starts_with(b"<?xml")
        && [&b"iso-8859-1"[..], b"latin1", b"windows-1252"]
            .iter()
            .any(|name| declaration.windows(name.len()).any(|window| window == *name))
}

/// Reader for one document, which must be well-formed, but for `&` and references that stand for no
/// character: these have one meaning.
pub(crate) struct Markup<'a> {
    document: &'a str,
    reader: NsReader<&'a [u8]>,
    depth: usize,
    root_seen: bool,
}

impl<'a> Markup<'a> {
    pub(crate) fn new(document: &'a str) -> Self {
        let mut reader = NsReader::from_str(document);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_comments = true;
        // `AT&T` has one meaning.
        config.allow_dangling_amp = true;
        // Each prefix is looked up among all declarations.
        reader.resolver_mut().set_max_declarations_per_element(MAX_NAMESPACES);
        Self { document, reader, depth: 0, root_seen: false }
    }

    /// Number of open elements after the last event.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The next start, end or text inside the root element; `None` after the end of the document.
    pub(crate) fn next(&mut self) -> Result<Option<Event<'a>>, Malformed> {
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(|_| self.malformed("is not XML"))?;
            if matches!(event, Event::Start(_)) && !self.root_seen {
                // After the prolog, so that a document type ends the search for control characters.
                self.check_characters()?;
            }
            let checked = match &event {
                Event::Start(start) => self.start(start),
                Event::End(_) => {
                    // The reader checks that the name matches the open element.
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(event));
                }
                Event::GeneralRef(reference) if is_control_reference(reference) => {
                    Err("has a control character")
                }
                Event::Text(text)
                    if self.depth == 0 && text.iter().all(u8::is_ascii_whitespace) =>
                {
                    continue;
                }
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) if self.depth == 0 => {
                    Err("has text outside its root")
                }
                Event::CData(markup) if has_no_character(markup) => Err("has an invalid character"),
                Event::Comment(markup) if has_no_character(markup) => {
                    Err("has an invalid character")
                }
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => Ok(()),
                // A document type could declare entities that expand without limit.
                Event::DocType(_) => Err("has a document type"),
                Event::Eof if self.depth > 0 || !self.root_seen => Err("ends too early"),
                Event::Eof => return Ok(None),
                Event::Decl(_) if start > 0 => Err("has a misplaced declaration"),
                Event::Decl(content) => declaration(content),
                Event::PI(content) => instruction(content.target(), content.content()),
                Event::Comment(_) | Event::Empty(_) => continue,
            };
            checked.map_err(|problem| self.malformed(problem))?;
            if !matches!(event, Event::Decl(_) | Event::PI(_)) {
                return Ok(Some(event));
            }
        }
    }

    fn check_characters(&self) -> Result<(), Malformed> {
        let Some(position) = control_character(self.document) else { return Ok(()) };
        let malformed = self.malformed("has a control character");
        Err(Malformed { position: position as u64, ..malformed })
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), &'static str> {
        if self.depth == 0 && self.root_seen {
            return Err("has more than one root");
        }
        self.root_seen = true;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("is nested too deeply");
        }
        start_tag(start, self.reader.resolver())
    }

    /// Name of an element.
    pub(crate) fn name(&self, start: &BytesStart<'a>) -> &'a str {
        self.part(start.name().as_ref()).unwrap_or_default()
    }

    /// Content of a text event; `None` for a start or an end.
    pub(crate) fn text(&self, event: &Event<'a>) -> Result<Option<Cow<'a, str>>, Malformed> {
        match event {
            Event::Text(text) => match self.part(text) {
                Some(part) if !part.contains('\r') => Ok(Some(Cow::Borrowed(part))),
                _ => self.utf8(text.xml10_content()).map(Some),
            },
            Event::CData(text) => self.utf8(text.xml10_content()).map(Some),
            Event::GeneralRef(reference) => {
                let name = std::str::from_utf8(reference).unwrap_or_default();
                let predefined = resolve_xml_entity(name).map(str::to_owned);
                let numeric = || reference.resolve_char_ref().ok().flatten().map(String::from);
                // Owned even if static: a borrowed piece is a part of the document.
                let string = predefined.or_else(numeric).unwrap_or_else(|| unresolved(name));
                Ok(Some(Cow::Owned(string)))
            }
            _ => Ok(None),
        }
    }

    /// The inner markup of an element that has just ended, from the position after its start tag.
    pub(crate) fn inner(&self, start: usize) -> &'a str {
        let inner = self.document.get(start..self.position()).unwrap_or_default();
        inner.rsplit_once("</").map_or("", |(inner, _)| inner)
    }

    /// Position after the last event, in bytes.
    pub(crate) fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The part of the document at the address of these bytes. The document is known to be UTF-8, so
    /// only the ends of the part are checked.
    fn part(&self, bytes: &[u8]) -> Option<&'a str> {
        let start = (bytes.as_ptr() as usize).wrapping_sub(self.document.as_ptr() as usize);
        self.document.get(start..start.checked_add(bytes.len())?)
    }

    fn utf8<E>(&self, text: Result<Cow<'a, str>, E>) -> Result<Cow<'a, str>, Malformed> {
        text.map_err(|_| self.malformed("is not UTF-8"))
    }

    pub(crate) fn malformed(&self, problem: &'static str) -> Malformed {
        Malformed { problem, position: self.reader.buffer_position(), is_whole: false }
    }

    pub(crate) fn misplaced(&self, problem: &'static str) -> Malformed {
        Malformed { is_whole: true, ..self.malformed(problem) }
    }
}

/// Text of a reference that stands for no known character. `A & B;` is no reference; its ends of lines are
/// those of a text.
fn unresolved(name: &str) -> String {
    if name.starts_with('#') || name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return "\u{fffd}".to_owned();
    }
    format!("&{};", name.replace("\r\n", "\n").replace('\r', "\n"))
}
