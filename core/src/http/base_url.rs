//! Base URLs: validation, and the defaults of the regions.

use std::str::FromStr;

use url::{Host, Url};

use crate::error::{Error, Result};

/// Parses a base URL. Fails for one that credentials must not be sent to.
pub(crate) fn parse_base_url(string: &str, allow_insecure: bool) -> Result<Url> {
    let refuse = |problem: &str| Error::invalid_input("base_url", problem);
    let url = Url::parse(string).map_err(|_| refuse("is not a URL"))?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(refuse("is neither https nor http"));
    }
    let Some(host) = url.host() else {
        return Err(refuse("has no host"));
    };
    // Credentials in a URL end up in logs; a query would end up before the appended path.
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("contains a username or password"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refuse("has a query or fragment"));
    }
    if url.scheme() == "http" && !is_loopback(&host) && !allow_insecure {
        return Err(Error::config(format!(
            "plain http to {host} would expose the credentials on the network: use https, or \
             allow insecure transport"
        )));
    }
    Ok(url)
}

/// Drops the path of an API from the end of a base URL: requests add it.
pub(crate) fn without_api_path(mut url: Url) -> Url {
    let path = url.path().trim_end_matches('/');
    let Some((prefix, last)) = path.rsplit_once('/') else { return url };
    if ["v3", "apiv2"].iter().any(|api| last.eq_ignore_ascii_case(api)) {
        let prefix = prefix.to_owned();
        url.set_path(&prefix);
    }
    url
}

/// The URL of a folder below a base URL.
pub(crate) fn in_folder(mut url: Url, folder: &str) -> Url {
    let path = format!("{}/{folder}/", url.path().trim_end_matches('/'));
    url.set_path(&path);
    url
}

pub(crate) fn is_loopback(host: &Host<impl AsRef<str>>) -> bool {
    match host {
        Host::Domain(name) => name.as_ref() == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// The region of an account, which selects the base URL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Region {
    /// Global users and subusers: `https://api.sendgrid.com`.
    #[default]
    Global,
    /// EU regional subusers: `https://api.eu.sendgrid.com`.
    Eu,
}

impl Region {
    /// The base URL of the region.
    pub const fn base_url(self) -> &'static str {
        match self {
            Self::Global => "https://api.sendgrid.com",
            Self::Eu => "https://api.eu.sendgrid.com",
        }
    }
}

impl FromStr for Region {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        match name.trim().to_ascii_lowercase().as_str() {
            "global" => Ok(Self::Global),
            "eu" => Ok(Self::Eu),
            _ => Err(Error::invalid_input("region", "is neither \"global\" nor \"eu\"")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_an_api_is_dropped_once() {
        for (url, expected) in [
            ("https://a.test", "https://a.test/"),
            ("https://a.test/v3", "https://a.test/"),
            ("https://a.test/v3//", "https://a.test/"),
            ("https://a.test/V3", "https://a.test/"),
            ("https://a.test/apiv2/", "https://a.test/"),
            ("https://a.test/gate/v3/", "https://a.test/gate"),
            ("https://a.test/v3/v3", "https://a.test/v3"),
            ("https://a.test/api/", "https://a.test/api/"),
            ("https://a.test/v3x", "https://a.test/v3x"),
            ("https://a.test/xv3/b", "https://a.test/xv3/b"),
        ] {
            let url = without_api_path(parse_base_url(url, false).unwrap());
            assert_eq!(url.as_str(), expected);
        }
    }

    #[test]
    fn a_region_has_two_names_in_any_case() {
        for (name, expected) in
            [("eu", Region::Eu), (" EU\n", Region::Eu), ("Global", Region::Global)]
        {
            assert_eq!(name.parse::<Region>().unwrap(), expected);
        }
        for name in ["", "mars", "europe", "e u"] {
            assert_eq!(name.parse::<Region>().unwrap_err().field(), Some("region"), "{name}");
        }
    }
}
