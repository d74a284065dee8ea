//! Removes the secrets of a call from strings of the server.

use std::borrow::Cow;
use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::form_urlencoded::byte_serialize;

const REDACTED: &str = "[redacted]";

/// A shorter secret is redacted as a whole word only: "b" is a part of many words.
const MIN_INSIDE_WORDS: usize = 4;

/// The secrets of one call, in all their encodings. Built only for an error.
pub(crate) struct Redactor {
    encodings: Vec<Encoding>,
}

struct Encoding {
    string: String,
    is_short: bool,
}

impl Redactor {
    pub(crate) fn new<'a>(secrets: impl Iterator<Item = &'a str>) -> Self {
        let encodings = secrets.filter(|secret| !secret.is_empty()).flat_map(|secret| {
            let is_short = secret.chars().nth(MIN_INSIDE_WORDS - 1).is_none();
            encodings(secret).into_iter().map(move |string| Encoding { string, is_short })
        });
        Self { encodings: encodings.collect() }
    }

    pub(crate) fn clean<'s>(&self, string: &'s str) -> Cow<'s, str> {
        let mut found: Vec<Range<usize>> =
            self.encodings.iter().flat_map(|encoding| encoding.find(string)).collect();
        if found.is_empty() {
            return Cow::Borrowed(string);
        }
        found.sort_by_key(|range| range.start);
        let (mut cleaned, mut end) = (String::with_capacity(string.len()), 0);
        for range in found {
            // One encoding may contain or overlap another.
            if range.start >= end {
                cleaned.push_str(string.get(end..range.start).unwrap_or_default());
                cleaned.push_str(REDACTED);
            }
            end = end.max(range.end);
        }
        cleaned.push_str(string.get(end..).unwrap_or_default());
        Cow::Owned(cleaned)
    }
}

impl Encoding {
    /// The places of this encoding in a string.
    fn find<'a>(&'a self, string: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let places = string.match_indices(self.string.as_str());
        let ranges = places.map(|(start, found)| start..start + found.len());
        ranges.filter(move |range| !self.is_short || is_word(string, range))
    }
}

/// Whether neither neighbour of a range belongs to the same word.
fn is_word(string: &str, range: &Range<usize>) -> bool {
    let belongs = |character: char| character.is_alphanumeric() || character == '_';
    let before = string.get(..range.start).and_then(|before| before.chars().next_back());
    let after = string.get(range.end..).and_then(|after| after.chars().next());
    !before.is_some_and(belongs) && !after.is_some_and(belongs)
}

/// The unreserved characters of RFC 3986.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Encodings in which a server may echo a secret.
fn encodings(secret: &str) -> Vec<String> {
    let json = serde_json::Value::from(secret).to_string();
    let json = json.get(1..json.len() - 1).unwrap_or_default().to_owned();
    let percent = [
        utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
        utf8_percent_encode(secret, UNRESERVED).to_string(),
        byte_serialize(secret.as_bytes()).collect(),
    ];
    let lower_case = percent.each_ref().map(|string| lower_hexadecimal(string));
    let markup = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut encodings = vec![
        secret.to_owned(),
        json.replace('/', "\\/"),
        json,
        markup.replace('"', "&quot;").replace('\'', "&apos;"),
        markup.replace('"', "&quot;").replace('\'', "&#39;"),
        markup,
        STANDARD_NO_PAD.encode(secret),
        URL_SAFE_NO_PAD.encode(secret),
    ];
    encodings.extend(percent);
    encodings.extend(lower_case);
    encodings
}

/// Writes `%2F` as `%2f`, as some servers do.
fn lower_hexadecimal(string: &str) -> String {
    let mut pieces = string.split('%');
    let mut lower = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_at_checked(2).unwrap_or((piece, ""));
        lower.push('%');
        lower.push_str(&code.to_ascii_lowercase());
        lower.push_str(rest);
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_of_a_secret_is_redacted() {
        let secret = r#"p"ss/w?rd~ &é'"#;
        let redactor = Redactor::new([secret].into_iter());
        for encoding in [
            secret,
            r#"p\"ss/w?rd~ &é'"#,
            r#"p\"ss\/w?rd~ &é'"#,
            "p%22ss%2Fw%3Frd%7E%20%26%C3%A9%27",
            "p%22ss%2fw%3frd~%20%26%c3%a9%27",
            "p%22ss%2Fw%3Frd%7E+%26%C3%A9%27",
            "p&quot;ss/w?rd~ &amp;é&#39;",
            "cCJzcy93P3JkfiAmw6kn",
        ] {
            let string = format!("before {encoding} after");
            assert_eq!(redactor.clean(&string), "before [redacted] after");
        }
    }

    #[test]
    fn a_short_secret_is_redacted_as_a_whole_word_only() {
        let redactor = Redactor::new(["b", "a1", "é/", "xyz"].into_iter());
        for (string, expected) in [
            ("b", "[redacted]"),
            ("bad b: bb_b b_ 1b b.", "bad [redacted]: bb_b b_ 1b [redacted]."),
            ("a1,a12 (a1) ba1", "[redacted],a12 ([redacted]) ba1"),
            (r#"{"password":"b"}"#, r#"{"password":"[redacted]"}"#),
            ("xyz wxyz xyzé", "[redacted] wxyz xyzé"),
            ("=%C3%A9%2F&", "=[redacted]&"),
            ("é/ é/é", "[redacted] é/é"),
            ("bébé", "bébé"),
        ] {
            assert_eq!(redactor.clean(string), expected, "{string}");
        }
        let long = Redactor::new(["acte", "abcd"].into_iter());
        assert_eq!(
            long.clean("xabcdx acted abcdacte"),
            "x[redacted]x [redacted]d [redacted][redacted]"
        );
    }

    #[test]
    fn overlapping_secrets_are_redacted_together() {
        let redactor = Redactor::new(["abcdef", "defghi", "cde!"].into_iter());
        assert_eq!(redactor.clean("-abcdefghi-abcde!-"), "-[redacted]-ab[redacted]-");
    }

    #[test]
    fn a_string_without_secrets_is_not_copied() {
        let redactor = Redactor::new(["canary"].into_iter());
        assert!(matches!(redactor.clean("authorization required"), Cow::Borrowed(_)));
    }
}
