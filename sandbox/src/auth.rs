//! Parses the header `Authorization`.
//!
//! Source: Users API v3 (OpenAPI), security scheme `BearerAuth`.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// The API key of a request: `Bearer <key>`. `None` if the header occurs more than once.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    credentials(headers, "bearer")
}

/// The username and the password of a request: `Basic <base64>`. `None` if the header occurs more
/// than once.
pub(crate) fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let decoded = BASE64_STANDARD.decode(credentials(headers, "basic")?).ok()?;
    let decoded = String::from_utf8(decoded).ok()?;
    let (username, password) = decoded.split_once(':')?;
    Some((username.to_owned(), password.to_owned()))
}

fn credentials<'a>(headers: &'a HeaderMap, expected_scheme: &str) -> Option<&'a str> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let (scheme, credentials) = value.to_str().ok()?.split_once(' ')?;
    let credentials = credentials.trim();
    // RFC 9110, section 11.1: the scheme is case-insensitive.
    (scheme.eq_ignore_ascii_case(expected_scheme) && !credentials.is_empty()).then_some(credentials)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(values: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn accepts_one_bearer_token() {
        assert_eq!(bearer(&headers(&["Bearer SG.a"])), Some("SG.a"));
        assert_eq!(bearer(&headers(&["bearer SG.a"])), Some("SG.a"));
    }

    #[test]
    fn rejects_other_headers_than_one_bearer_token() {
        for values in [
            &[][..],
            &[""],
            &["Bearer"],
            &["Bearer "],
            &["SG.a"],
            &["Basic SG.a"],
            &["BearerSG.a"],
            &["Bearer SG.a", "Bearer SG.a"],
        ] {
            assert_eq!(bearer(&headers(values)), None, "{values:?}");
        }
    }

    #[test]
    fn splits_basic_credentials_at_the_first_colon() {
        let of = |values: &[&'static str]| basic(&headers(values));
        // RFC 7617, sections 2 and 2.1.
        let aladdin = Some(("Aladdin".to_owned(), "open sesame".to_owned()));
        assert_eq!(of(&["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="]), aladdin);
        assert_eq!(of(&["basic dGVzdDoxMjPCow=="]), Some(("test".to_owned(), "123£".to_owned())));
        assert_eq!(of(&["Basic YTpiOmM="]), Some(("a".to_owned(), "b:c".to_owned())));
        for value in ["Basic", "Basic YQ==", "Basic ?", "Basic YTpi/w==", "Bearer YTpi"] {
            assert_eq!(of(&[value]), None, "{value}");
        }
        assert_eq!(of(&["Basic YTpi", "Basic YTpi"]), None);
    }
}
