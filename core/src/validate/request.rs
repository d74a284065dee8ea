//! Checks of paths, parameters and headers that the caller writes. No message contains a value.

use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;

use super::{header, no_control};
use crate::error::{Error, Result};

/// Maximum length of a path in bytes: rate limiters keep paths, and servers refuse long request lines.
const MAX_PATH: usize = 2048;
/// Maximum number of headers. Servers refuse request heads of 8 to 16 kB.
const MAX_HEADERS: usize = 32;
/// Headers of the client, and those of a connection (RFC 9110, section 7.6.1).
const OWN_HEADERS: [&str; 16] = [
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "on-behalf-of",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
/// Headers of a body, which the client encodes.
const BODY_HEADERS: [&str; 2] = ["content-encoding", "content-type"];

/// Checks a path below the base URL: absolute, without scheme, host, query, fragment and empty or relative
/// segments. Servers and URL parsers resolve relative segments, also percent-encoded ones.
pub(crate) fn path(path: &str) -> Result<()> {
    let refuse = |problem: &str| Err(Error::invalid_input("path", problem));
    if path.is_empty() {
        return refuse("is empty");
    }
    no_control("path", path)?;
    if !path.starts_with('/') {
        return refuse("does not begin with \"/\": scheme and host are those of the client");
    }
    if path.len() > MAX_PATH {
        return Err(Error::invalid_input("path", format_args!("is longer than {MAX_PATH} bytes")));
    }
    if path.contains(['?', '#']) {
        return refuse("contains a query or a fragment: pass the query as params");
    }
    let (mut decoded, mut text) = (String::new(), path.to_owned());
    check_encoding(path)?;
    // Some servers decode more than once. Each step is shorter than the one before.
    while decoded != text {
        decoded = text;
        let Ok(next) = percent_decode_str(&decoded).decode_utf8() else {
            return refuse("contains a percent-encoding that is not UTF-8");
        };
        text = next.into_owned();
    }
    if text.contains('\\') {
        return refuse("contains a backslash");
    }
    if text.contains("//") {
        return refuse("contains an empty segment");
    }
    // A server may ignore what follows a semicolon in a segment.
    let is_relative = |segment: &str| matches!(segment.split(';').next(), Some("." | ".."));
    if text.split('/').any(is_relative) {
        return refuse("contains a relative segment");
    }
    if text.chars().any(char::is_control) {
        return refuse("contains an encoded control character");
    }
    Ok(())
}

/// Checks that a path has the characters of RFC 3986, section 3.3, alone: any other would be encoded, and a
/// lone `%` would not.
fn check_encoding(path: &str) -> Result<()> {
    let bytes = path.as_bytes();
    let is_hex = |position: usize| bytes.get(position).is_some_and(u8::is_ascii_hexdigit);
    for (position, byte) in bytes.iter().enumerate() {
        let problem = match byte {
            b'%' if is_hex(position + 1) && is_hex(position + 2) => continue,
            b'%' => "a % that is not the start of a percent-encoding",
            b'\\' => "a backslash",
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => continue,
            _ if b"/-._~!$&'()*+,;=:@".contains(byte) => continue,
            _ => "a character that must be percent-encoded",
        };
        let problem = format_args!("contains {problem} at byte {position}");
        return Err(Error::invalid_input("path", problem));
    }
    Ok(())
}

/// Checks parameters of a query or form. They are percent-encoded.
pub(crate) fn parameters(field: &'static str, parameters: &[(String, String)]) -> Result<()> {
    for (name, value) in parameters {
        if name.is_empty() {
            return Err(Error::invalid_input(field, "has a parameter without a name"));
        }
        no_control(field, name)?;
        no_control(field, value)?;
    }
    Ok(())
}

/// Checks the headers of a call, and converts them.
pub(crate) fn headers(headers: &[(String, String)], has_body: bool) -> Result<HeaderMap> {
    if headers.len() > MAX_HEADERS {
        let problem = format_args!("has more than {MAX_HEADERS} headers");
        return Err(Error::invalid_input("headers", problem));
    }
    let mut map = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
            return Err(Error::invalid_input("headers", "has a name that is not a valid one"));
        };
        let own = |names: &[&str]| names.contains(&name.as_str());
        if own(&OWN_HEADERS) || (has_body && own(&BODY_HEADERS)) {
            let problem = format_args!("contains {name}, which the client sets itself");
            return Err(Error::invalid_input("headers", problem));
        }
        header("headers", value)?;
        let value = HeaderValue::from_str(value)
            .map_err(|_| Error::invalid_input("headers", "has a value that is not a valid one"))?;
        if map.insert(name, value).is_some() {
            return Err(Error::invalid_input("headers", "has a header twice"));
        }
    }
    Ok(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_below_the_base_url() {
        let too_long = format!("/{}", "a".repeat(MAX_PATH));
        for (refused, problem) in [
            ("", "is empty"),
            ("v3/stats", "does not begin with \"/\""),
            ("https://example.com/v3/stats", "does not begin with \"/\""),
            ("example.com", "does not begin with \"/\""),
            ("//example.com/v3", "contains an empty segment"),
            ("/v3//stats", "contains an empty segment"),
            ("/v3/%2f/stats", "contains an empty segment"),
            ("/v3/../stats", "contains a relative segment"),
            ("/v3/..", "contains a relative segment"),
            ("/v3/./stats", "contains a relative segment"),
            ("/v3/%2e%2E/stats", "contains a relative segment"),
            ("/v3/.%2e", "contains a relative segment"),
            ("/v3/a%2f..%2fstats", "contains a relative segment"),
            ("/v3/%252e%252e/stats", "contains a relative segment"),
            ("/v3/..;x=1/stats", "contains a relative segment"),
            ("/v3\\..\\stats", "contains a backslash at byte 3"),
            ("/v3/%5c..%5cstats", "contains a backslash"),
            ("/v3/stats?a=b", "contains a query or a fragment"),
            ("/v3/stats#a", "contains a query or a fragment"),
            ("/v3/a\r\nX: y", "contains a control character at position 5"),
            ("/v3/a%0d%0aX", "contains an encoded control character"),
            ("/v3/a%00", "contains an encoded control character"),
            ("/v3/a b", "contains a character that must be percent-encoded at byte 5"),
            ("/v3/\u{e9}", "contains a character that must be percent-encoded at byte 4"),
            ("/v3/{id}", "contains a character that must be percent-encoded at byte 4"),
            ("/v3/100%", "contains a % that is not the start of a percent-encoding at byte 7"),
            ("/v3/%zz", "contains a % that is not the start of a percent-encoding at byte 4"),
            ("/v3/%c0%ae%c0%ae/", "contains a percent-encoding that is not UTF-8"),
            (&too_long, "is longer than 2048 bytes"),
        ] {
            let error = path(refused).unwrap_err();
            assert_eq!(error.field(), Some("path"), "{refused}");
            let expected = format!("path {problem}");
            assert!(error.message().starts_with(&expected), "{refused}: {error}");
        }
        for accepted in
            ["/", "/v3/stats", "/v3/stats/", "/v3/a%20b", "/v3/a%2Fb", "/v3/...", "/v3/a@b:c,(d)"]
        {
            assert!(path(accepted).is_ok(), "{accepted}");
        }
    }

    #[test]
    fn headers_of_the_client_and_of_connections_are_refused() {
        let checked = |name: &str, has_body: bool| {
            headers(&[(name.to_owned(), "value".to_owned())], has_body)
        };
        for name in ["Authorization", "HOST", "On-Behalf-Of", "transfer-encoding", "TE", "Expect"] {
            let error = checked(name, false).unwrap_err();
            let name = name.to_ascii_lowercase();
            let expected = format!("headers contains {name}, which the client sets itself");
            assert_eq!((error.field(), error.message()), (Some("headers"), &*expected));
        }
        assert!(checked("Content-Type", true).is_err() && checked("Content-Type", false).is_ok());
        assert!(checked("X-Trace", true).is_ok() && checked("Accept", true).is_ok());
        for name in ["", "a b", "a:b", "a\r\nb", "\u{e9}"] {
            assert!(checked(name, false).is_err(), "{name:?}");
        }
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        for refused in [
            vec![pair("x-a", "a\r\nX-B: c")],
            vec![pair("x-a", "")],
            vec![pair("x-a", "1"), pair("X-A", "2")],
            (0..33).map(|number| pair(&format!("x-{number}"), "1")).collect(),
        ] {
            assert_eq!(headers(&refused, false).unwrap_err().field(), Some("headers"));
        }
    }

    #[test]
    fn a_parameter_has_a_name_and_no_control_characters() {
        let checked =
            |name: &str, value: &str| parameters("params", &[(name.to_owned(), value.to_owned())]);
        assert!(checked("limit", "").is_ok() && checked("q", "a&b=c %\u{e9}").is_ok());
        for (name, value) in [("", "1"), ("a\n", "1"), ("a", "\0")] {
            assert_eq!(checked(name, value).unwrap_err().field(), Some("params"));
        }
    }
}
