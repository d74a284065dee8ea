//! A minimal XML writer: the documents' responses have only elements and text.

use std::fmt::Write as _;

use axum::body::Bytes;

use crate::response::LATIN1_DECLARATION;

/// The two encodings of the documents' responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// ISO-8859-1 with a declaration. Other characters become character references.
    Latin1,
    /// UTF-8 without a declaration, the default encoding of XML.
    Utf8,
}

#[derive(Debug)]
pub(crate) struct Writer {
    out: Vec<u8>,
    encoding: Encoding,
}

impl Writer {
    /// Begins a document. `capacity` is its expected size in bytes.
    pub(crate) fn new(encoding: Encoding, capacity: usize) -> Self {
        let mut out = Vec::with_capacity(capacity);
        if encoding == Encoding::Latin1 {
            out.extend_from_slice(LATIN1_DECLARATION);
            out.extend_from_slice(b"\n\n");
        }
        Self { out, encoding }
    }

    /// Writes tags and white space without escaping.
    pub(crate) fn markup(&mut self, markup: &'static str) {
        self.out.extend_from_slice(markup.as_bytes());
    }

    /// Writes an element that contains only text.
    pub(crate) fn element(&mut self, name: &'static str, text: &str) {
        for part in ["<", name, ">"] {
            self.markup(part);
        }
        self.text(text);
        for part in ["</", name, ">"] {
            self.markup(part);
        }
    }

    fn text(&mut self, text: &str) {
        let is_plain = |it: &u8| it.is_ascii_graphic() && !b"&<>\"'".contains(it) || *it == b' ';
        if text.as_bytes().iter().all(is_plain) {
            self.out.extend_from_slice(text.as_bytes());
        } else {
            text.chars().for_each(|it| self.character(it));
        }
    }

    fn character(&mut self, character: char) {
        let number = u32::from(character);
        match (character, u8::try_from(number)) {
            ('&', _) => self.markup("&amp;"),
            ('<', _) => self.markup("&lt;"),
            ('>', _) => self.markup("&gt;"),
            ('"', _) => self.markup("&quot;"),
            ('\'', _) => self.markup("&apos;"),
            // XML parsers convert an unescaped carriage return to a line feed.
            ('\r', _) => self.markup("&#13;"),
            // XML 1.0 allows these characters in no form, not even as references.
            (
                '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}',
                _,
            ) => self.markup("?"),
            (' '..='~' | '\t' | '\n', Ok(byte)) => self.out.push(byte),
            // The bytes 0x80 to 0x9f are control characters; many readers decode them as
            // windows-1252.
            ('\u{a0}'..='\u{ff}', Ok(byte)) if self.encoding == Encoding::Latin1 => {
                self.out.push(byte);
            }
            _ if self.encoding == Encoding::Latin1 => self.reference(number),
            _ => self.out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }

    fn reference(&mut self, number: u32) {
        let mut reference = String::new();
        // Writing to a string cannot fail.
        let _ = write!(reference, "&#{number};");
        self.out.extend_from_slice(reference.as_bytes());
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        self.out.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(encoding: Encoding, text: &str) -> Vec<u8> {
        let mut out = Writer::new(encoding, 0);
        out.element("a", text);
        out.into_bytes().to_vec()
    }

    #[test]
    fn escapes_markup_in_text() {
        let expected = b"<a>&amp;&lt;&gt;&quot;&apos; ]]&gt;</a>";
        assert_eq!(element(Encoding::Utf8, "&<>\"' ]]>"), expected);
        assert_eq!(element(Encoding::Utf8, "a\r\n\tb"), b"<a>a&#13;\n\tb</a>");
        assert_eq!(element(Encoding::Utf8, "a\u{0}\u{1f}\u{fffe}"), b"<a>a???</a>");
        assert_eq!(element(Encoding::Utf8, ""), b"<a></a>");
    }

    #[test]
    fn writes_every_script_in_each_encoding() {
        let utf8 = "<a>José 東京 😀 \u{85}</a>".as_bytes();
        assert_eq!(element(Encoding::Utf8, "José 東京 😀 \u{85}"), utf8);
        let latin1 = [
            &b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\n<a>Jos\xe9 "[..],
            b"&#26481;&#20140; &#128512; &#133;\xff</a>",
        ]
        .concat();
        assert_eq!(element(Encoding::Latin1, "José 東京 😀 \u{85}ÿ"), latin1);
    }
}
