//! Secrets: how they are made, and how they are shown.

use std::fmt::Write as _;
use std::io;

use percent_encoding::percent_decode_str;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// How many of the hash's bytes are shown: enough to tell secrets apart, no more.
const SHOWN_BYTES: usize = 8;

/// An API key of the documented length, 69 characters ("Upgrade Your Authentication Method to API
/// Keys" of the documentation), with a beginning that no real key has.
pub(crate) fn api_key() -> io::Result<String> {
    let id = random::<14>()?;
    let secret = random::<43>()?;
    Ok(format!("SG.sandbox-{id}.{secret}"))
}

pub(crate) fn control_token() -> io::Result<String> {
    random::<32>()
}

fn random<const LENGTH: usize>() -> io::Result<String> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.into_iter().map(symbol).collect())
}

/// One of the 64 characters that need no escape in an address.
fn symbol(byte: u8) -> char {
    let number = byte & 63;
    char::from(match number {
        0..=25 => b'A' + number,
        26..=51 => b'a' + (number - 26),
        52..=61 => b'0' + (number - 52),
        62 => b'-',
        _ => b'_',
    })
}

/// What stands for a secret wherever it would be shown.
pub(crate) fn hash(secret: &[u8]) -> String {
    let mut shown = String::with_capacity("sha256:".len() + 2 * SHOWN_BYTES);
    shown.push_str("sha256:");
    for byte in Sha256::digest(secret).iter().take(SHOWN_BYTES) {
        // Writing to a string cannot fail.
        let _ = write!(shown, "{byte:02x}");
    }
    shown
}

/// Replaces what stands under a name like `password` by its hash, however deep.
pub(crate) fn redact(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if is_secret(name) {
                    *member = Value::String(hash_of(member));
                } else {
                    redact(member);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redact),
        _ => {}
    }
}

fn hash_of(value: &Value) -> String {
    match value {
        Value::String(text) => hash(text.as_bytes()),
        other => hash(other.to_string().as_bytes()),
    }
}

/// Whether a parameter of this query has a name like `password`.
pub(crate) fn is_in(query: &str) -> bool {
    let name = |pair: &str| {
        let name = pair.split('=').next().unwrap_or_default();
        is_secret(&percent_decode_str(name).decode_utf8_lossy())
    };
    query.split('&').any(name)
}

/// Whether a value under this name is one to hide.
pub(crate) fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["pass", "pwd", "secret", "token", "api_key", "apikey"].iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_have_the_documented_shape() {
        let key = api_key().unwrap();
        assert_eq!(key.len(), 69);
        assert!(key.starts_with("SG.sandbox-"));
        let parts: Vec<usize> = key.split('.').map(str::len).collect();
        assert_eq!(parts, [2, 22, 43]);
        assert_ne!(key, api_key().unwrap());
        assert_ne!(control_token().unwrap(), control_token().unwrap());
    }

    #[test]
    fn symbols_are_the_64_url_safe_ones() {
        let all: std::collections::BTreeSet<char> = (0..=255).map(symbol).collect();
        assert_eq!(all.len(), 64);
        assert!(all.iter().all(|it| it.is_ascii_alphanumeric() || "-_".contains(*it)));
    }

    #[test]
    fn a_hash_is_the_known_one() {
        // FIPS 180-2, appendix B.1: SHA-256 of "abc".
        assert_eq!(hash(b"abc"), "sha256:ba7816bf8f01cfea");
    }

    #[test]
    fn only_the_names_of_a_query_tell_secrets() {
        for query in ["api_key=a", "a=b&confirm_password=", "api%5Fkey=a", "Password", "a&token=1"]
        {
            assert!(is_in(query), "{query}");
        }
        for query in ["", "a=b", "api_user=me&user=password", "task=api_key"] {
            assert!(!is_in(query), "{query}");
        }
    }

    #[test]
    fn secrets_are_redacted_at_any_depth() {
        let mut value = json!({
            "city": "Orange",
            "New_Password": "abc",
            "list": [{"confirm_password": 7, "zip": "92868"}],
        });
        redact(&mut value);
        let seven = hash(b"7");
        assert_eq!(
            value,
            json!({
                "city": "Orange",
                "New_Password": "sha256:ba7816bf8f01cfea",
                "list": [{"confirm_password": seven, "zip": "92868"}],
            })
        );
    }
}
