//! Removes the secrets of a call from strings of the server.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::form_urlencoded::byte_serialize;

const REDACTED: &str = "[redacted]";

/// The secrets of one call, in all their encodings. Built only for an error.
pub(crate) struct Redactor {
    encodings: Vec<String>,
}

impl Redactor {
    pub(crate) fn new<'a>(secrets: impl Iterator<Item = &'a str>) -> Self {
        let mut encodings: Vec<String> =
            secrets.filter(|secret| !secret.is_empty()).flat_map(encodings).collect();
        // A longer encoding may contain a shorter one, so it is replaced first.
        encodings.sort_by_key(|encoding| std::cmp::Reverse(encoding.len()));
        encodings.dedup();
        Self { encodings }
    }

    pub(crate) fn clean<'s>(&self, string: &'s str) -> Cow<'s, str> {
        let mut string = Cow::Borrowed(string);
        for encoding in &self.encodings {
            if string.contains(encoding.as_str()) {
                string = Cow::Owned(string.replace(encoding.as_str(), REDACTED));
            }
        }
        string
    }
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
    fn a_string_without_secrets_is_not_copied() {
        let redactor = Redactor::new(["canary"].into_iter());
        assert!(matches!(redactor.clean("authorization required"), Cow::Borrowed(_)));
    }
}
