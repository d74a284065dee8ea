//! JSON in the form of PHP 5.3, which the recorded servers ran: slashes are escaped (recorded:
//! `OneHQ/sendgrid_webapi`), and so are all characters outside ASCII, which PHP 5.3 always escapes.

use std::io::{self, Write};

use axum::body::Bytes;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

struct Php;

impl Formatter for Php {
    fn write_string_fragment<W>(&mut self, out: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        let mut rest = fragment;
        while let Some(position) = rest.find(|it: char| it == '/' || !it.is_ascii()) {
            let (plain, special) = rest.split_at(position);
            out.write_all(plain.as_bytes())?;
            let mut characters = special.chars();
            match characters.next() {
                Some('/') | None => out.write_all(b"\\/")?,
                Some(other) => {
                    for unit in other.encode_utf16(&mut [0; 2]) {
                        write!(out, "\\u{unit:04x}")?;
                    }
                }
            }
            rest = characters.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}

/// Serializes a value. `capacity` is the expected size in bytes.
pub(crate) fn write(capacity: usize, value: &impl Serialize) -> Bytes {
    let mut out = Vec::with_capacity(capacity);
    // Fails only for maps with keys other than strings; this crate has none.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut out, Php));
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_slashes_and_non_ascii_characters() {
        for (string, json) in [
            ("", r#""""#),
            ("http://example.com/", r#""http:\/\/example.com\/""#),
            ("José", r#""Jos\u00e9""#),
            ("東/京", r#""\u6771\/\u4eac""#),
            ("a😀b", r#""a\ud83d\ude00b""#),
            ("\"\\\n\u{1}<&>'", r#""\"\\\n\u0001<&>'""#),
        ] {
            assert_eq!(write(0, &string), json);
            assert_eq!(serde_json::from_slice::<String>(&write(0, &string)).unwrap(), string);
        }
    }
}
