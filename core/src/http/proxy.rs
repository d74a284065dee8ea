//! Proxies: the one that the caller names, or those of the environment.

use reqwest::{NoProxy, Proxy};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::error::{Error, Result};

/// Hosts that no proxy of the environment is used for, whatever `NO_PROXY` says.
const LOOPBACK: &str = "localhost,127.0.0.0/8,::1";

const SCHEMES: [&str; 4] = ["http", "https", "socks5", "socks5h"];

/// The proxies of a client: its own, or else the environment's where that is trusted.
pub(crate) fn configured(own: Option<&SecretString>, trust_env: bool) -> Result<Vec<Proxy>> {
    match own {
        Some(own) => Ok(vec![parse(own.expose_secret(), "the proxy", Proxy::all)?]),
        None if trust_env => from_environment(|name| std::env::var(name).ok()),
        None => Ok(Vec::new()),
    }
}

/// The text may hold a password: no message repeats it, nor does a source.
fn parse(
    text: &str,
    what: &str,
    make: impl FnOnce(String) -> reqwest::Result<Proxy>,
) -> Result<Proxy> {
    let refuse = || Error::config(format!("{what} is not a valid URL"));
    // As with curl and others, a proxy without a scheme speaks http.
    let full = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let url = Url::parse(&full).map_err(|_| refuse())?;
    if !SCHEMES.contains(&url.scheme()) {
        let known = SCHEMES.join(", ");
        return Err(Error::config(format!(
            "{what} has an unknown scheme: expected one of {known}"
        )));
    }
    make(full).map_err(|_| refuse())
}

/// The variables that curl, requests and httpx read. Loopback is never reached through a proxy of
/// the environment: a sandbox or a tunnel on this machine is not what it was set for.
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
    let one = |found: Option<(&str, String)>, make: fn(String) -> reqwest::Result<Proxy>| {
        let (name, value) = found?;
        let proxy = parse(&value, &format!("the environment variable {name}"), make);
        Some(proxy.map(|proxy| proxy.no_proxy(NoProxy::from_string(&excluded))))
    };
    [one(http, Proxy::http), one(https, Proxy::https)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        let own = SecretString::from(text.to_owned());
        configured(Some(&own), true).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn an_invalid_proxy_is_refused_without_its_password() {
        for text in ["http://user:canary@[bad", "", "http://"] {
            let message = refusal(text);
            assert_eq!(message, "the proxy is not a valid URL", "{text}");
        }
        let message = refusal("ftp://user:canary@localhost:1");
        assert!(
            message.starts_with("the proxy has an unknown scheme") && !message.contains("canary")
        );
    }

    #[test]
    fn every_scheme_is_accepted_with_credentials() {
        for scheme in SCHEMES {
            let own = SecretString::from(format!("{scheme}://us%40er:pass%3Aword@127.0.0.1:3128"));
            assert_eq!(configured(Some(&own), false).unwrap().len(), 1, "{scheme}");
        }
        assert!(parse("127.0.0.1:3128", "the proxy", Proxy::all).is_ok());
    }

    fn environment(variables: &[(&str, &str)]) -> Result<usize> {
        let find = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        from_environment(find).map(|proxies| proxies.len())
    }

    #[test]
    fn the_environment_names_proxies_by_scheme_or_for_all() {
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
