//! XML of the customer API, by a pull parser: no tree, no document type, no custom entities.

use std::borrow::Cow;

use bytes::Bytes;
use bytestring::ByteString;
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

/// Documented responses are three levels deep.
const MAX_DEPTH: usize = 32;

/// Error in a document: its cause and its byte offset, without any content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed {
    pub(crate) problem: &'static str,
    pub(crate) position: u64,
    /// Whether the fault is the meaning of a well-formed element, which is the same in every response.
    pub(crate) is_whole: bool,
}

/// Converts a document to UTF-8, with U+FFFD for bytes that are no character.
///
/// The API declares ISO-8859-1 even for UTF-8. The declaration counts only if the bytes are not
/// valid UTF-8.
pub(crate) fn to_utf8(bytes: &Bytes) -> ByteString {
    ByteString::try_from(bytes.clone()).unwrap_or_else(|_| {
        if declares_latin1(bytes) {
            return bytes.iter().copied().map(char::from).collect::<String>().into();
        }
        String::from_utf8_lossy(bytes).into_owned().into()
    })
}

fn declares_latin1(bytes: &[u8]) -> bool {
    let end = bytes.windows(2).take(256).position(|pair| pair == b"?>").unwrap_or(0);
    let declaration = bytes.get(..end).unwrap_or_default().to_ascii_lowercase();
    declaration.starts_with(b"<?xml")
        && [&b"iso-8859-1"[..], b"latin1", b"windows-1252"]
            .iter()
            .any(|name| declaration.windows(name.len()).any(|window| window == *name))
}

/// Reader for one document.
pub(crate) struct Markup<'a> {
    document: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
    root_seen: bool,
}

impl<'a> Markup<'a> {
    pub(crate) fn new(document: &'a str) -> Self {
        let mut reader = Reader::from_str(document);
        reader.config_mut().expand_empty_elements = true;
        // `AT&T` has one meaning.
        reader.config_mut().allow_dangling_amp = true;
        Self { document, reader, depth: 0, root_seen: false }
    }

    /// Number of open elements after the last event.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The next start, end or text inside the root element; `None` after the end of the document.
    pub(crate) fn next(&mut self) -> Result<Option<Event<'a>>, Malformed> {
        loop {
            let event = self.reader.read_event().map_err(|_| self.malformed("is not XML"))?;
            match &event {
                Event::Start(_) => {
                    if self.depth == 0 && self.root_seen {
                        return Err(self.malformed("has more than one root"));
                    }
                    self.root_seen = true;
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(self.malformed("is nested too deeply"));
                    }
                    return Ok(Some(event));
                }
                Event::End(_) => {
                    // The reader checks that the name matches the open element.
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(event));
                }
                Event::Text(text) if self.depth == 0 => {
                    if !text.iter().all(u8::is_ascii_whitespace) {
                        return Err(self.malformed("has text outside its root"));
                    }
                }
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => return Ok(Some(event)),
                // A document type could declare entities that expand without limit.
                Event::DocType(_) => return Err(self.malformed("has a document type")),
                Event::Eof if self.depth > 0 || !self.root_seen => {
                    return Err(self.malformed("ends too early"));
                }
                Event::Eof => return Ok(None),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_) => {}
            }
        }
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

/// Text of a reference that stands for no known character. `A & B;` is no reference.
fn unresolved(name: &str) -> String {
    let is_name = name.starts_with('#') || name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_name { "\u{fffd}".to_owned() } else { format!("&{name};") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(document: &str) -> Option<&'static str> {
        let mut markup = Markup::new(document);
        loop {
            match markup.next() {
                Ok(Some(event)) => {
                    if let Err(malformed) = markup.text(&event) {
                        return Some(malformed.problem);
                    }
                }
                Ok(None) => return None,
                Err(malformed) => return Some(malformed.problem),
            }
        }
    }

    #[test]
    fn document_types_and_custom_entities_are_refused() {
        for document in [
            "<!DOCTYPE a><a/>",
            "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
            "<a/><!DOCTYPE a>",
        ] {
            assert_eq!(problem(document), Some("has a document type"), "{document}");
        }
    }

    #[test]
    fn a_reference_to_no_character_is_replaced() {
        for (text, expected) in [
            ("&x;", "\u{fffd}"),
            ("&#0;&#xd800;&#x110000;", "\u{fffd}\u{fffd}\u{fffd}"),
            ("AT&T, &amp; A & B; &#65;", "AT&T, & A & B; A"),
        ] {
            let document = format!("<a>{text}</a>");
            let mut markup = Markup::new(&document);
            let mut read = String::new();
            while let Some(event) = markup.next().unwrap() {
                read.extend(markup.text(&event).unwrap());
            }
            assert_eq!(read, expected);
        }
    }

    #[test]
    fn malformed_documents_are_refused() {
        assert_eq!(problem("<?xml version=\"1.0\"?>\n<a><b>text &amp; &#x41;</b></a>\n"), None);
        assert_eq!(problem("<a></b>"), Some("is not XML"));
        assert_eq!(problem("<a/><b/>"), Some("has more than one root"));
        assert_eq!(problem("text"), Some("has text outside its root"));
        assert_eq!(problem(&"<a>".repeat(1_000_000)), Some("is nested too deeply"));
    }

    #[test]
    fn valid_utf_8_wins_over_the_declaration() {
        let declaration = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>";
        let utf8 = Bytes::from(format!("{declaration}<a>José – 東京</a>"));
        assert_eq!(to_utf8(&utf8).as_bytes(), &utf8);
        let latin1 = Bytes::from([declaration.as_bytes(), b"<a>Jos\xe9</a>"].concat());
        assert_eq!(to_utf8(&latin1), format!("{declaration}<a>José</a>"));
        assert_eq!(to_utf8(&Bytes::from_static(b"<a>Jos\xe9</a>")), "<a>Jos\u{fffd}</a>");
    }
}
