//! Proxies: the one of the client's settings, or those of the environment.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use reqwest::{NoProxy, Proxy};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::error::{Error, Result};
use crate::http::base_url::is_loopback;
use crate::http::tunnel::credential;

/// Loopback hosts, added to `NO_PROXY`: a sandbox or tunnel on this machine needs no proxy.
const LOOPBACK: &str = "localhost,127.0.0.0/8,::1";

const SCHEMES: [&str; 4] = ["http", "https", "socks5", "socks5h"];

/// The proxies of a client: its own, or else those of the environment if it is trusted.
pub(crate) fn configured(own: Option<&SecretString>, trust_env: bool) -> Result<Vec<Proxy>> {
    match own {
        Some(own) => Ok(vec![parse(own.expose_secret(), "the proxy", Proxy::all)?]),
        None if trust_env => from_environment(|name| std::env::var(name).ok()),
        None => Ok(Vec::new()),
    }
}

/// Whether all traffic to a proxy stays on this machine; also without a proxy, since those of the
/// environment are not used for hosts of this machine.
pub(crate) fn is_local(own: Option<&SecretString>) -> bool {
    let Some(own) = own else { return true };
    // An invalid URL is reported by `parse`.
    let Ok(url) = Url::parse(&with_scheme(own.expose_secret())) else { return true };
    // The URL standard leaves the host of another scheme than http and https as it is.
    let host = url.host_str().map(url::Host::parse);
    host.is_none_or(|host| host.is_ok_and(|host| is_loopback(&host)))
}

/// Parses a proxy URL. It may contain a password, so that neither the message nor the source of an
/// error quotes it.
fn parse(
    url: &str,
    name: &str,
    build: impl FnOnce(String) -> reqwest::Result<Proxy>,
) -> Result<Proxy> {
    let invalid = || Error::config(format!("{name} is not a valid URL"));
    let url = with_scheme(url);
    let parsed = Url::parse(&url).map_err(|_| invalid())?;
    if !SCHEMES.contains(&parsed.scheme()) {
        let known = SCHEMES.join(", ");
        return Err(Error::config(format!(
            "{name} has an unknown scheme: expected one of {known}"
        )));
    }
    build(url).map_err(|_| invalid())
}

/// URL of the proxy that tunnels connections to `https` servers by CONNECT; `None` without such a proxy.
pub(crate) fn of_tunnels(own: Option<&SecretString>, trust_env: bool) -> Option<SecretString> {
    let url = match own {
        Some(own) => own.expose_secret().to_owned(),
        None if trust_env => {
            let variable = |name: &str| std::env::var(name).ok();
            first(&variable, HTTPS).or_else(|| first(&variable, ALL))?.1
        }
        None => return None,
    };
    let url = with_scheme(&url);
    ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme)).then(|| url.into())
}

/// The passwords of all proxies, as they are and as they are sent.
pub(crate) fn secrets(own: Option<&SecretString>, trust_env: bool) -> Vec<String> {
    let urls: Vec<String> = match own {
        Some(own) => vec![own.expose_secret().to_owned()],
        None if trust_env => {
            let variables = [HTTP, HTTPS, ALL].concat();
            variables.into_iter().filter_map(|name| std::env::var(name).ok()).collect()
        }
        None => Vec::new(),
    };
    let urls = urls.iter().filter_map(|url| Url::parse(&with_scheme(url)).ok());
    urls.filter(|url| url.password().is_some()).flat_map(|url| secrets_of(&url)).collect()
}

fn secrets_of(url: &Url) -> Vec<String> {
    let password = url.password().unwrap_or_default();
    let decoded = percent_decode_str(password).decode_utf8_lossy().into_owned();
    let sent = credential(url).map(|credential| STANDARD.encode(credential));
    [password.to_owned(), decoded].into_iter().chain(sent).collect()
}

const HTTP: [&str; 2] = ["HTTP_PROXY", "http_proxy"];
const HTTPS: [&str; 2] = ["HTTPS_PROXY", "https_proxy"];
const ALL: [&str; 2] = ["ALL_PROXY", "all_proxy"];

/// The first of these variables that is set, with its name.
fn first(
    variable: &impl Fn(&str) -> Option<String>,
    names: [&'static str; 2],
) -> Option<(&'static str, String)> {
    names.into_iter().find_map(|name| {
        variable(name).filter(|value| !value.trim().is_empty()).map(|value| (name, value))
    })
}

/// As in curl, the default scheme is http.
fn with_scheme(url: &str) -> String {
    if url.contains("://") { url.to_owned() } else { format!("http://{url}") }
}

/// Reads the variables that curl, requests and httpx read.
fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Result<Vec<Proxy>> {
    let first = |names| first(&variable, names);
    let excluded = match first(["NO_PROXY", "no_proxy"]) {
        Some((_, hosts)) => format!("{LOOPBACK},{hosts}"),
        None => LOOPBACK.to_owned(),
    };
    // In a CGI program a request header `Proxy` becomes HTTP_PROXY (CVE-2016-5385).
    let is_cgi = variable("REQUEST_METHOD").is_some();
    let all = first(ALL);
    let http = first(HTTP).filter(|_| !is_cgi).or_else(|| all.clone());
    let https = first(HTTPS).or(all);
    let one = |found: Option<(&str, String)>, build: fn(String) -> reqwest::Result<Proxy>| {
        let (name, value) = found?;
        let proxy = parse(&value, &format!("the environment variable {name}"), build);
        Some(proxy.map(|proxy| proxy.no_proxy(NoProxy::from_string(&excluded))))
    };
    [one(http, Proxy::http), one(https, Proxy::https)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_a_secret_in_each_form() {
        let secrets = |url: &str| secrets(Some(&url.into()), false);
        assert_eq!(secrets("http://user:p%40ss@h:1"), ["p%40ss", "p@ss", "dXNlcjpwQHNz"]);
        assert_eq!(secrets("user:pass@h:1"), ["pass", "pass", "dXNlcjpwYXNz"]);
        assert!(secrets("http://user@h").is_empty() && secrets("[bad").is_empty());
    }

    #[test]
    fn a_proxy_is_local_by_its_host() {
        for local in
            ["127.0.0.1:1", "http://u:p@localhost:1", "socks5://127.9.9.9:1", "https://[::1]"]
        {
            assert!(is_local(Some(&local.into())), "{local}");
        }
        for remote in ["10.0.0.1:1", "socks5h://localhost.example:1", "http://127.0.0.1@proxy"] {
            assert!(!is_local(Some(&remote.into())), "{remote}");
        }
        assert!(is_local(None));
    }

    #[test]
    fn a_socks_proxy_does_not_tunnel_by_connect() {
        let url = |own: &str| {
            of_tunnels(Some(&own.into()), false).map(|url| url.expose_secret().to_owned())
        };
        assert_eq!(url("h:1").unwrap(), "http://h:1");
        assert_eq!(url("https://h").unwrap(), "https://h");
        assert_eq!(url("socks5h://h:1"), None);
        assert!(of_tunnels(None, false).is_none());
    }

    fn environment(variables: &[(&str, &str)]) -> Result<usize> {
        let find = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        from_environment(find).map(|proxies| proxies.len())
    }

    #[test]
    fn the_environment_sets_proxies_by_scheme_or_for_all() {
        assert_eq!(environment(&[]).unwrap(), 0);
        assert_eq!(environment(&[("HTTPS_PROXY", "")]).unwrap(), 0);
        assert_eq!(environment(&[("https_proxy", "localhost:1")]).unwrap(), 1);
        assert_eq!(environment(&[("ALL_PROXY", "socks5h://localhost:1")]).unwrap(), 2);
        let cgi = [("HTTP_PROXY", "http://localhost:1"), ("REQUEST_METHOD", "GET")];
        assert_eq!(environment(&cgi).unwrap(), 0);
        let error = environment(&[("HTTPS_PROXY", "http://user:canary@[bad")]).unwrap_err();
        assert_eq!(error.to_string(), "the environment variable HTTPS_PROXY is not a valid URL");
    }
}
