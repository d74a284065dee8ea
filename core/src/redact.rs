//! Takes the secrets of a call out of texts that came from outside.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

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

/// The ways in which a server may spell a secret that it echoes.
fn spellings(secret: &str) -> [String; 5] {
    let json = serde_json::Value::from(secret).to_string();
    [
        secret.to_owned(),
        json.trim_matches('"').to_owned(),
        utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
        STANDARD_NO_PAD.encode(secret),
        URL_SAFE_NO_PAD.encode(secret),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_secret_goes() {
        let secret = r#"p"ss w?rd~é"#;
        let redactor = Redactor::new([secret].into_iter());
        for spelling in spellings(secret) {
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
