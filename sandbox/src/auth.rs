//! The API key of a request: `Authorization: Bearer <key>`, and nothing else (seed 001, security
//! scheme `BearerAuth`).

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

/// The bearer token of a request that has exactly one.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    // RFC 9110, section 11.1: the scheme is case-insensitive.
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn of(values: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_static(value));
        }
        bearer(&headers).map(str::to_owned)
    }

    #[test]
    fn one_bearer_token_counts() {
        assert_eq!(of(&["Bearer SG.a"]).as_deref(), Some("SG.a"));
        assert_eq!(of(&["bearer SG.a"]).as_deref(), Some("SG.a"));
    }

    #[test]
    fn anything_else_does_not() {
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
            assert_eq!(of(values), None, "{values:?}");
        }
    }
}
