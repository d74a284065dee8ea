//! Validation of the `Host` header, as a protection against DNS rebinding: a web page can make its
//! own name resolve to a loopback address, but the browser still sends that name in `Host`.

use std::net::IpAddr;

use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::uri::Authority;

/// Whether the `Host` header and the request target name only loopback addresses.
pub(crate) fn is_loopback(head: &Parts) -> bool {
    let mut hosts = head.headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let authority = host.to_str().ok().and_then(|value| value.parse().ok());
    // RFC 9112, section 3.2.2: the authority of an absolute request target replaces the header.
    authority.as_ref().is_some_and(names_loopback)
        && head.uri.authority().is_none_or(names_loopback)
}

fn names_loopback(authority: &Authority) -> bool {
    if authority.as_str().contains('@') {
        return false;
    }
    let host = authority.host();
    let address = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    match address.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn accepts(target: &str, hosts: &[&str]) -> bool {
        let mut request = Request::builder().uri(target);
        for host in hosts {
            request = request.header(HOST, *host);
        }
        is_loopback(&request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn accepts_loopback_hosts() {
        for host in ["127.0.0.1", "127.0.0.1:80", "127.9.8.7:1", "localhost", "LocalHost:8080"] {
            assert!(accepts("/", &[host]), "{host}");
        }
        assert!(accepts("/", &["[::1]"]));
        assert!(accepts("/", &["[::1]:8080"]));
        assert!(accepts("http://127.0.0.1:80/", &["127.0.0.1:80"]));
    }

    #[test]
    fn rejects_all_other_hosts() {
        for host in [
            "",
            "example.com",
            "api.sendgrid.com",
            "127.0.0.1.example.com",
            "localhost.example.com",
            "128.0.0.1",
            "0.0.0.0",
            "[::]",
            "[::2]:80",
            "a@127.0.0.1",
            "127.0.0.1@example.com",
        ] {
            assert!(!accepts("/", &[host]), "{host}");
        }
        assert!(!accepts("/", &[]));
        assert!(!accepts("/", &["localhost", "localhost"]));
        assert!(!accepts("http://example.com/", &["localhost"]));
    }
}
