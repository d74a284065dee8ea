//! A proxy that all calls go through.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::error::{Error, Result};
use crate::origin::Origin;

/// Where it is, and what it wants to see.
pub(super) struct Proxy {
    pub(super) origin: Origin,
    /// The header `Proxy-Authorization`.
    pub(super) credential: Option<HeaderValue>,
}

impl Proxy {
    /// The text may hold a password: no message repeats it, nor does a source.
    pub(super) fn parse(text: &SecretString) -> Result<Self> {
        let refuse = || Error::config("the proxy is not a valid URL");
        let text = text.expose_secret();
        // As with curl and others, a proxy without a scheme is one that speaks http.
        let full = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
        let url = Url::parse(&full).map_err(|_| refuse())?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Error::config("the proxy is neither an http nor an https one"));
        }
        let origin = Origin::of(&url).map_err(|_| refuse())?;
        Ok(Self { origin, credential: credential(&url).map_err(|()| refuse())? })
    }
}

fn credential(url: &Url) -> std::result::Result<Option<HeaderValue>, ()> {
    if url.username().is_empty() && url.password().is_none() {
        return Ok(None);
    }
    let username = percent_decode_str(url.username());
    let password = percent_decode_str(url.password().unwrap_or_default());
    let pair: Vec<u8> = username.chain(std::iter::once(b':')).chain(password).collect();
    let text = format!("Basic {}", STANDARD.encode(pair));
    let mut value = HeaderValue::from_str(&text).map_err(|_| ())?;
    value.set_sensitive(true);
    Ok(Some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Proxy> {
        Proxy::parse(&SecretString::from(text.to_owned()))
    }

    #[test]
    fn a_credential_is_decoded_before_it_is_encoded() {
        let proxy = parse("http://us%40er:pass%3Aword@127.0.0.1:3128").unwrap();
        // "us@er:pass:word"
        assert_eq!(proxy.credential.unwrap(), "Basic dXNAZXI6cGFzczp3b3Jk");
        assert_eq!(proxy.origin.host, "127.0.0.1:3128");
        assert!(parse("127.0.0.1:3128").unwrap().credential.is_none());
    }

    #[test]
    fn what_is_no_proxy_is_refused_without_its_password() {
        for text in ["http://user:canary@[bad", "socks5://user:canary@localhost:1", ""] {
            let message = parse(text).err().map(|error| error.to_string()).unwrap();
            assert!(message.starts_with("the proxy is n") && !message.contains("canary"));
        }
    }
}
