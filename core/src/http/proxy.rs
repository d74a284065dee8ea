//! Proxies: the one of the client's settings, or those of the environment.

use reqwest::{NoProxy, Proxy};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::error::{Error, Result};

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

/// Parses a proxy URL. It may contain a password, so that neither the message nor the source of an
/// error quotes it.
fn parse(
    url: &str,
    name: &str,
    build: impl FnOnce(String) -> reqwest::Result<Proxy>,
) -> Result<Proxy> {
    let invalid = || Error::config(format!("{name} is not a valid URL"));
    // As in curl, the default scheme is http.
    let url = if url.contains("://") { url.to_owned() } else { format!("http://{url}") };
    let parsed = Url::parse(&url).map_err(|_| invalid())?;
    if !SCHEMES.contains(&parsed.scheme()) {
        let known = SCHEMES.join(", ");
        return Err(Error::config(format!(
            "{name} has an unknown scheme: expected one of {known}"
        )));
    }
    build(url).map_err(|_| invalid())
}

/// Reads the variables that curl, requests and httpx read.
fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Result<Vec<Proxy>> {
    let first = |names: [&'static str; 2]| {
        names.into_iter().find_map(|name| {
            variable(name).filter(|value| !value.trim().is_empty()).map(|value| (name, value))
        })
    };
    let excluded = match first(["NO_PROXY", "no_proxy"]) {
        Some((_, hosts)) => format!("{LOOPBACK},{hosts}"),
        None => LOOPBACK.to_owned(),
    };
    // In a CGI program a request header `Proxy` becomes HTTP_PROXY (CVE-2016-5385).
    let is_cgi = variable("REQUEST_METHOD").is_some();
    let all = first(["ALL_PROXY", "all_proxy"]);
    let http = first(["HTTP_PROXY", "http_proxy"]).filter(|_| !is_cgi).or_else(|| all.clone());
    let https = first(["HTTPS_PROXY", "https_proxy"]).or(all);
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
