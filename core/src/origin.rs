//! A server as connections know it: scheme, host and port.

use http::uri::{Scheme, Uri};
use http::{HeaderValue, uri};
use url::Url;

use crate::error::{Error, Result};

/// Whom a connection is made to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Scheme and authority, and no path.
    pub(crate) uri: Uri,
    /// The host as TLS knows it: an IPv6 address has no brackets.
    pub(crate) name: String,
    /// The header `Host`.
    pub(crate) host: HeaderValue,
    pub(crate) is_tls: bool,
}

impl Origin {
    /// The server of an address. The port stands in it only where it is not the scheme's own.
    pub(crate) fn of(url: &Url) -> Result<Self> {
        let unusable = || Error::config("the address of a server cannot be used");
        let host = url.host_str().ok_or_else(unusable)?;
        let authority = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        };
        let is_tls = url.scheme() == "https";
        let uri = uri::Builder::new()
            .scheme(if is_tls { Scheme::HTTPS } else { Scheme::HTTP })
            .authority(authority.as_str())
            .path_and_query("/")
            .build()
            .map_err(|_| unusable())?;
        Ok(Self {
            uri,
            name: host.trim_start_matches('[').trim_end_matches(']').to_owned(),
            host: HeaderValue::from_str(&authority).map_err(|_| unusable())?,
            is_tls,
        })
    }

    /// The same request target with the server before it, as a proxy wants it.
    pub(crate) fn absolute(&self, target: &Uri) -> Uri {
        let mut parts = self.uri.clone().into_parts();
        parts.path_and_query = target.path_and_query().cloned();
        Uri::from_parts(parts).unwrap_or_else(|_| target.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(url: &str) -> Origin {
        Origin::of(&Url::parse(url).unwrap()).unwrap()
    }

    #[test]
    fn the_header_names_a_port_that_is_not_the_schemes_own() {
        assert_eq!(origin("https://api.example:443/v3").host, "api.example");
        assert_eq!(origin("https://api.example:444").host, "api.example:444");
        assert_eq!(origin("http://127.0.0.1:80").host, "127.0.0.1");
        assert_eq!(origin("http://[::1]:8080/x").host, "[::1]:8080");
    }

    #[test]
    fn tls_knows_an_address_without_brackets() {
        assert_eq!(origin("https://[::1]:8080").name, "::1");
        assert_eq!(origin("https://api.example").name, "api.example");
    }

    #[test]
    fn a_proxy_gets_the_whole_address() {
        let target = Uri::from_static("/v3/user/email");
        let absolute = origin("http://127.0.0.1:9/base").absolute(&target);
        assert_eq!(absolute, "http://127.0.0.1:9/v3/user/email");
    }
}
