//! Keeps web pages out: a browser on this computer can send requests to a loopback address for any
//! page that it shows.
//!
//! `Host` protects against DNS rebinding: a page can make its own name resolve to a loopback
//! address, but the browser still sends that name. `Origin` and `Sec-Fetch-Site` show requests and
//! forms of other pages: a browser sets both, and a page cannot change or remove them. Clients
//! other than browsers send neither.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;

use crate::options::Options;
use crate::response::Response;
use crate::state::Shared;
use crate::{body, messages};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Handles a request of any route, or responds with status 403 if it may be from a web page. A
/// rejected request is neither counted nor journaled and consumes no fault.
pub(crate) async fn restrict(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> axum::http::Response<Body> {
    let Err(message) = check(request.uri(), request.headers(), &shared.options) else {
        return next.run(request).await;
    };
    // A response before the end of the body would reach the client as a connection reset.
    body::read(request.into_body(), shared.options.request_timeout).await;
    Response::error(StatusCode::FORBIDDEN, message).into_http(shared.clock.now())
}

/// Checks the headers of a request. The error is the message of the response.
fn check(uri: &Uri, headers: &HeaderMap, options: &Options) -> Result<(), &'static str> {
    let host = host(uri, headers, options).ok_or(messages::HOST_NOT_ALLOWED)?;
    let is_same_site = |site: &HeaderValue| site == "same-origin" || site == "none";
    let has_same_origin =
        headers.get_all(ORIGIN).iter().all(|origin| is_origin(origin, &host, options));
    if has_same_origin && headers.get_all(SEC_FETCH_SITE).iter().all(is_same_site) {
        Ok(())
    } else {
        Err(messages::FROM_A_WEB_PAGE)
    }
}

/// The host that a request names, if each of its hosts is a loopback address, `localhost` or
/// allowed.
fn host(uri: &Uri, headers: &HeaderMap, options: &Options) -> Option<Authority> {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return None };
    let host: Authority = host.to_str().ok()?.parse().ok()?;
    // RFC 9112, section 3.2.2: the authority of an absolute request target replaces the header.
    let target = uri.authority().unwrap_or(&host);
    let is_allowed = |host: &Authority| is_allowed(host, options);
    (is_allowed(&host) && is_allowed(target)).then(|| target.clone())
}

fn is_allowed(authority: &Authority, options: &Options) -> bool {
    if authority.as_str().contains('@') {
        return false;
    }
    let host = authority.host();
    let address = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    match address.parse::<IpAddr>() {
        Ok(address) if address.is_loopback() => true,
        // A page cannot rebind an address, only a name.
        Ok(address) if address == options.host && !address.is_unspecified() => true,
        _ => {
            let mut names = options.allowed_hosts.iter().map(String::as_str).chain(["localhost"]);
            names.any(|name| host.eq_ignore_ascii_case(name))
        }
    }
}

/// Whether `Origin` is the origin of the pages of this server. The origin `null` is not.
fn is_origin(origin: &HeaderValue, host: &Authority, options: &Options) -> bool {
    let origin = origin.to_str().ok().and_then(|origin| origin.strip_prefix(options.scheme()));
    let authority = origin.and_then(|rest| rest.strip_prefix("://"));
    let Some(authority) = authority.and_then(|it| it.parse::<Authority>().ok()) else {
        return false;
    };
    let default_port = if options.tls { 443 } else { 80 };
    // `None` for a port that is not a number.
    let port = |authority: &Authority| match authority.port() {
        Some(port) => Some(port.as_u16()),
        None => (authority.as_str() == authority.host()).then_some(default_port),
    };
    !authority.as_str().contains('@')
        && authority.host().eq_ignore_ascii_case(host.host())
        && port(&authority).is_some_and(|own| port(host) == Some(own))
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn result(target: &str, headers: &[(HeaderName, &str)], allowed: &[&str]) -> bool {
        let allowed_hosts = allowed.iter().map(|host| (*host).to_owned()).collect();
        result_with(target, headers, &Options { allowed_hosts, ..Options::default() })
    }

    fn result_with(target: &str, headers: &[(HeaderName, &str)], options: &Options) -> bool {
        let mut request = Request::builder().uri(target);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        let head = request.body(()).unwrap().into_parts().0;
        check(&head.uri, &head.headers, options).is_ok()
    }

    fn accepts(target: &str, hosts: &[&str]) -> bool {
        let hosts: Vec<_> = hosts.iter().map(|host| (HOST, *host)).collect();
        result(target, &hosts, &[])
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
            "localhost.",
            "128.0.0.1",
            "0.0.0.0",
            "[::]",
            "[::2]:80",
            "[::ffff:7f00:1]",
            "2130706433",
            "a@127.0.0.1",
            "127.0.0.1@example.com",
        ] {
            assert!(!accepts("/", &[host]), "{host}");
        }
        assert!(!accepts("/", &[]));
        assert!(!accepts("/", &["localhost", "localhost"]));
        assert!(!accepts("http://example.com/", &["localhost"]));
    }

    #[test]
    fn accepts_allowed_hosts() {
        let accepts = |host| result("/", &[(HOST, host)], &["sandbox.test", "192.0.2.1"]);
        for host in ["sandbox.test", "Sandbox.Test:80", "192.0.2.1:1", "localhost", "127.0.0.1"] {
            assert!(accepts(host), "{host}");
        }
        for host in ["a.sandbox.test", "sandbox.test.", "a@sandbox.test", "192.0.2.2"] {
            assert!(!accepts(host), "{host}");
        }
    }

    #[test]
    fn accepts_its_own_address() {
        let options = |host: &str| Options { host: host.parse().unwrap(), ..Options::default() };
        let accepts = |host, options: &Options| result_with("/", &[(HOST, host)], options);
        for host in ["192.0.2.1", "192.0.2.1:80", "localhost", "127.0.0.1"] {
            assert!(accepts(host, &options("192.0.2.1")), "{host}");
        }
        assert!(accepts("[2001:db8::1]:80", &options("2001:db8::1")));
        for host in ["192.0.2.2", "sandbox", "192.0.2.1.example.com"] {
            assert!(!accepts(host, &options("192.0.2.1")), "{host}");
        }
        for host in ["192.0.2.1", "0.0.0.0"] {
            assert!(!accepts(host, &options("0.0.0.0")), "{host}");
        }
    }

    #[test]
    fn compares_the_scheme_of_the_origin() {
        let options = Options { tls: true, ..Options::default() };
        let accepts = |host, origin| result_with("/", &[(HOST, host), (ORIGIN, origin)], &options);
        assert!(accepts("localhost:8080", "https://localhost:8080"));
        assert!(accepts("localhost", "https://localhost"));
        assert!(accepts("localhost:443", "https://localhost"));
        assert!(!accepts("localhost:8080", "http://localhost:8080"));
        assert!(!accepts("localhost:80", "https://localhost"));
    }

    #[test]
    fn accepts_only_its_own_origin() {
        let accepts = |host, origin| result("/", &[(HOST, host), (ORIGIN, origin)], &[]);
        assert!(accepts("127.0.0.1:8080", "http://127.0.0.1:8080"));
        assert!(accepts("LOCALHOST:8080", "http://localhost:8080"));
        assert!(accepts("[::1]:8080", "http://[::1]:8080"));
        assert!(accepts("localhost", "http://localhost"));
        assert!(accepts("localhost:80", "http://localhost"));
        for origin in [
            "",
            "null",
            "http://",
            "http://example.com",
            "http://localhost:8080.example.com",
            "https://localhost:8080",
            "HTTP://localhost:8080/",
            "http://localhost",
            "http://localhost:8081",
            "http://localhost:99999",
            "http://127.0.0.1:8080",
            "http://localhost:8080, http://example.com",
            "http://a@localhost:8080",
            "file://",
            "chrome-extension://localhost:8080",
        ] {
            assert!(!accepts("localhost:8080", origin), "{origin}");
        }
        let own = (ORIGIN, "http://localhost");
        let twice = [(HOST, "localhost"), own.clone(), own, (ORIGIN, "http://example.com")];
        assert!(!result("/", &twice, &[]));
    }

    #[test]
    fn compares_the_origin_with_the_absolute_target() {
        let accepts =
            |origin| result("http://127.0.0.1:1/", &[(HOST, "localhost"), (ORIGIN, origin)], &[]);
        assert!(accepts("http://127.0.0.1:1"));
        assert!(!accepts("http://localhost"));
    }

    #[test]
    fn accepts_fetches_of_its_own_pages_and_of_the_user() {
        let accepts = |sites: &[&'static str]| {
            let sites = sites.iter().map(|site| (SEC_FETCH_SITE, *site));
            let headers: Vec<_> = [(HOST, "localhost")].into_iter().chain(sites).collect();
            result("/", &headers, &[])
        };
        assert!(accepts(&[]) && accepts(&["none"]) && accepts(&["same-origin"]));
        for sites in
            [&["cross-site"][..], &["same-site"], &[""], &["other"], &["none", "same-site"]]
        {
            assert!(!accepts(sites), "{sites:?}");
        }
    }
}
