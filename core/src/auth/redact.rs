//! Takes the secrets of a call out of texts that came from outside.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::form_urlencoded::byte_serialize;

const REDACTED: &str = "[redacted]";

/// The secrets of one call. Built only where a text is about to be shown.
pub(crate) struct Redactor {
    needles: Vec<String>,
}

impl Redactor {
    pub(crate) fn new<'a>(secrets: impl Iterator<Item = &'a str>) -> Self {
        let mut needles: Vec<String> =
            secrets.filter(|secret| !secret.is_empty()).flat_map(spellings).collect();
        // A longer spelling may contain a shorter one: it has to go first, and whole.
        needles.sort_by_key(|needle| std::cmp::Reverse(needle.len()));
        needles.dedup();
        Self { needles }
    }

    pub(crate) fn clean<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        for needle in &self.needles {
            if text.contains(needle.as_str()) {
                text = Cow::Owned(text.replace(needle.as_str(), REDACTED));
            }
        }
        text
    }
}

/// What RFC 3986 leaves as it is.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The ways in which a server may spell a secret that it echoes.
fn spellings(secret: &str) -> Vec<String> {
    let json = serde_json::Value::from(secret).to_string();
    let json = json.get(1..json.len() - 1).unwrap_or_default().to_owned();
    let encoded = [
        utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
        utf8_percent_encode(secret, UNRESERVED).to_string(),
        byte_serialize(secret.as_bytes()).collect(),
    ];
    let lower_case = encoded.each_ref().map(|text| lower_hexadecimal(text));
    let markup = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut spellings = vec![
        secret.to_owned(),
        json.replace('/', "\\/"),
        json,
        markup.replace('"', "&quot;").replace('\'', "&apos;"),
        markup.replace('"', "&quot;").replace('\'', "&#39;"),
        markup,
        STANDARD_NO_PAD.encode(secret),
        URL_SAFE_NO_PAD.encode(secret),
    ];
    spellings.extend(encoded);
    spellings.extend(lower_case);
    spellings
}

/// `%2F` as `%2f`, which some servers write.
fn lower_hexadecimal(text: &str) -> String {
    let mut pieces = text.split('%');
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
    fn every_spelling_of_a_secret_goes() {
        let secret = r#"p"ss/w?rd~ &é'"#;
        let redactor = Redactor::new([secret].into_iter());
        for spelling in [
            secret,
            r#"p\"ss/w?rd~ &é'"#,
            r#"p\"ss\/w?rd~ &é'"#,
            "p%22ss%2Fw%3Frd%7E%20%26%C3%A9%27",
            "p%22ss%2fw%3frd~%20%26%c3%a9%27",
            "p%22ss%2Fw%3Frd%7E+%26%C3%A9%27",
            "p&quot;ss/w?rd~ &amp;é&#39;",
            "cCJzcy93P3JkfiAmw6kn",
        ] {
            let text = format!("before {spelling} after");
            assert_eq!(redactor.clean(&text), "before [redacted] after");
        }
    }

    #[test]
    fn a_text_without_secrets_is_not_copied() {
        let redactor = Redactor::new(["canary"].into_iter());
        assert!(matches!(redactor.clean("authorization required"), Cow::Borrowed(_)));
    }
}
