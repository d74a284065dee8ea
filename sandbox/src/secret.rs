//! Generates, hashes and redacts secrets.

use std::fmt::Write as _;
use std::io;

use percent_encoding::percent_decode_str;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The number of hash bytes in a redacted value: enough to distinguish secrets.
const HASH_BYTES: usize = 8;

/// The start of every API key.
const KEY_PREFIX: &str = "SG.";

/// The maximum length of a fixed API key in bytes, so that a header has room for it.
const MAX_KEY: usize = 200;

/// Generates an API key of the documented length, 69 characters ("Upgrade Your Authentication
/// Method to API Keys" of the documentation), with a prefix that no real key has.
pub(crate) fn api_key() -> io::Result<String> {
    let id = random::<14>()?;
    let secret = random::<43>()?;
    Ok(format!("SG.sandbox-{id}.{secret}"))
}

/// Whether the text has the form of an API key, `SG.ID.SECRET`, with URL-safe characters.
pub(crate) fn is_api_key(text: &str) -> bool {
    let is_part = |part: &str| {
        let is_safe = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_');
        !part.is_empty() && part.bytes().all(is_safe)
    };
    let mut parts = text.split('.');
    let prefix = parts.next();
    prefix == Some("SG")
        && parts.next().is_some_and(is_part)
        && parts.next().is_some_and(is_part)
        && parts.next().is_none()
        && text.len() <= MAX_KEY
}

/// Generates a token that is not an API key.
pub(crate) fn token() -> io::Result<String> {
    random::<32>()
}

pub(crate) fn password() -> io::Result<String> {
    random::<32>()
}

fn random<const LENGTH: usize>() -> io::Result<String> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.into_iter().map(symbol).collect())
}

/// Maps a byte to one of the 64 URL-safe characters.
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

/// Hashes a secret: `sha256:` and the first 16 hexadecimal digits.
pub(crate) fn hash(secret: &[u8]) -> String {
    let mut out = String::with_capacity("sha256:".len() + 2 * HASH_BYTES);
    out.push_str("sha256:");
    for byte in Sha256::digest(secret).iter().take(HASH_BYTES) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// Replaces the value of each member with a secret name by its hash, at any depth.
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
        Value::String(string) => hash(string.as_bytes()),
        other => hash(other.to_string().as_bytes()),
    }
}

/// A path in which each segment that looks like an API key is replaced by its hash: a client may take
/// a key for its ID.
pub(crate) fn redact_path(path: &str) -> String {
    let segment = |segment: &str| {
        let decoded = percent_decode_str(segment).decode_utf8_lossy();
        if decoded.starts_with(KEY_PREFIX) { hash(decoded.as_bytes()) } else { segment.to_owned() }
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// Whether a parameter of the query has a secret name.
pub(crate) fn is_in_query(query: &str) -> bool {
    let name = |pair: &str| {
        let name = pair.split('=').next().unwrap_or_default();
        is_secret(&percent_decode_str(name).decode_utf8_lossy())
    };
    query.split('&').any(name)
}

/// Whether the name is that of a secret, for example `password` or `api_key`. The ID of an API key is
/// none.
pub(crate) fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if name == "api_key_id" {
        return false;
    }
    ["pass", "pwd", "secret", "token", "api_key", "apikey"].iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn generates_keys_of_the_documented_form() {
        let key = api_key().unwrap();
        assert_eq!(key.len(), 69);
        assert!(key.starts_with("SG.sandbox-"));
        let parts: Vec<usize> = key.split('.').map(str::len).collect();
        assert_eq!(parts, [2, 22, 43]);
        assert_ne!(key, api_key().unwrap());
        assert_ne!(token().unwrap(), token().unwrap());
        assert_ne!(password().unwrap(), password().unwrap());
    }

    #[test]
    fn recognizes_the_form_of_keys() {
        for key in ["SG.a.b", "SG.dev-key.Secret_1", &api_key().unwrap()] {
            assert!(is_api_key(key), "{key}");
        }
        let long = format!("SG.a.{}", "b".repeat(MAX_KEY));
        for text in ["", "SG", "SG.a", "SG..b", "SG.a.", "SG.a.b.c", "sg.a.b", "SG.a.b c", &long] {
            assert!(!is_api_key(text), "{text}");
        }
    }

    #[test]
    fn maps_bytes_to_the_64_url_safe_characters() {
        let all: std::collections::BTreeSet<char> = (0..=255).map(symbol).collect();
        assert_eq!(all.len(), 64);
        assert!(all.iter().all(|it| it.is_ascii_alphanumeric() || "-_".contains(*it)));
    }

    #[test]
    fn hashes_as_in_fips_180_2() {
        // FIPS 180-2, appendix B.1: SHA-256 of "abc".
        assert_eq!(hash(b"abc"), "sha256:ba7816bf8f01cfea");
    }

    #[test]
    fn detects_secrets_in_a_query_by_name_only() {
        for query in ["api_key=a", "a=b&confirm_password=", "api%5Fkey=a", "Password", "a&token=1"]
        {
            assert!(is_in_query(query), "{query}");
        }
        for query in ["", "a=b", "api_user=me&user=password", "task=api_key", "api_key_id=a"] {
            assert!(!is_in_query(query), "{query}");
        }
    }

    #[test]
    fn redacts_keys_in_a_path() {
        let hash = hash(b"SG.a.b");
        for segment in ["SG.a.b", "SG%2Ea%2Eb", "%53G.a.b"] {
            let path = redact_path(&format!("/v3/api_keys/{segment}"));
            assert_eq!(path, format!("/v3/api_keys/{hash}"));
        }
        for path in ["/v3/api_keys/sandbox-a", "/", "", "/v3/subusers/a%2Fb%40c/ips"] {
            assert_eq!(redact_path(path), path);
        }
    }

    #[test]
    fn redacts_secrets_at_any_depth() {
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
