//! The response with which a proxy refuses a tunnel. The HTTP library reports only that it did, so that
//! the tunnel is requested once more to learn the reason.

use std::error::Error as StdError;
use std::io::{ErrorKind, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection};
use secrecy::{ExposeSecret, SecretString};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Url;

/// Maximum size of a response head, in bytes; checked before each read, so it may be exceeded by one.
const MAX_HEAD: usize = 16 * 1024;
/// Maximum number of headers of a response.
const MAX_HEADERS: usize = 100;

/// A proxy through which connections are tunnelled.
pub(crate) struct TunnelProxy {
    /// May contain a password.
    url: SecretString,
    connect_timeout: Duration,
    /// For a proxy that is itself addressed by `https`.
    tls: Arc<ClientConfig>,
}

/// A tunnel that the proxy refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// HTTP status, if it is known.
    pub(crate) status: Option<u16>,
    /// `Retry-After` and `Date` of the response, if they are known.
    pub(crate) headers: HeaderMap,
}

impl Refusal {
    /// The refusal in the causes of an error, so far without its status. The type of the cause is not
    /// public, only its text is.
    pub(crate) fn find<'a>(
        mut causes: impl Iterator<Item = &'a (dyn StdError + 'static)>,
    ) -> Option<Self> {
        causes.find_map(|cause| match cause.to_string().as_str() {
            "tunnel error: proxy authorization required" => {
                Some(Self { status: Some(407), ..Self::default() })
            }
            "tunnel error: unsuccessful" => Some(Self::default()),
            _ => None,
        })
    }

    /// Whether the proxy refuses the next tunnel, too: it did not accept the credential, or it does not
    /// allow the connection.
    pub(crate) fn is_permanent(&self) -> bool {
        matches!(self.status, Some(401 | 403 | 405 | 407 | 451))
    }
}

impl TunnelProxy {
    pub(crate) fn new(
        url: SecretString,
        connect_timeout: Duration,
        tls: ClientConfig,
    ) -> Arc<Self> {
        Arc::new(Self { url, connect_timeout, tls: Arc::new(tls) })
    }

    /// Requests a tunnel and returns its refusal, as far as the response arrives in time.
    pub(crate) async fn refusal(&self, server: &Url) -> Refusal {
        let mut response = Vec::new();
        // Of a head that does not end, the beginning is enough.
        let _ = timeout(self.connect_timeout, self.request(server, &mut response)).await;
        refusal(&response).unwrap_or_default()
    }

    /// Appends the response as it arrives; `None` if it cannot be read.
    async fn request(&self, server: &Url, response: &mut Vec<u8>) -> Option<()> {
        let url = Url::parse(self.url.expose_secret()).ok()?;
        let host = url.host_str()?.trim_matches(['[', ']']);
        let head = head(&url, server)?;
        let mut socket = TcpStream::connect((host, url.port_or_known_default()?)).await.ok()?;
        if url.scheme() == "https" {
            let name = ServerName::try_from(host.to_owned()).ok()?;
            let mut tls = ClientConnection::new(Arc::clone(&self.tls), name).ok()?;
            // Kept until the handshake ends.
            tls.writer().write_all(head.as_bytes()).ok()?;
            read_encrypted(&mut socket, &mut tls, response).await
        } else {
            socket.write_all(head.as_bytes()).await.ok()?;
            read(&mut socket, response).await
        }
    }
}

/// The request for a tunnel, as the HTTP library sends it.
fn head(url: &Url, server: &Url) -> Option<String> {
    let (host, port) = (server.host_str()?, server.port_or_known_default()?);
    let credential = credential(url).map_or_else(String::new, |credential| {
        format!("Proxy-Authorization: Basic {}\r\n", STANDARD.encode(credential))
    });
    Some(format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n{credential}\r\n"))
}

/// Username and password of a URL, as they are sent.
pub(crate) fn credential(url: &Url) -> Option<Vec<u8>> {
    let decoded = |part: &str| percent_decode_str(part).collect::<Vec<u8>>();
    let password = url.password().map(decoded);
    if url.username().is_empty() && password.is_none() {
        return None;
    }
    Some([decoded(url.username()), password.unwrap_or_default()].join(&b':'))
}

/// Reads until the head ends.
async fn read(socket: &mut TcpStream, response: &mut Vec<u8>) -> Option<()> {
    while needs_more(response) {
        if socket.read_buf(response).await.ok()? == 0 {
            return None;
        }
    }
    Some(())
}

/// As [`read`], by TLS, which begins with its handshake.
async fn read_encrypted(
    socket: &mut TcpStream,
    tls: &mut ClientConnection,
    response: &mut Vec<u8>,
) -> Option<()> {
    while needs_more(response) {
        let (mut output, mut input) = (Vec::new(), Vec::new());
        while tls.wants_write() {
            tls.write_tls(&mut output).ok()?;
        }
        socket.write_all(&output).await.ok()?;
        if socket.read_buf(&mut input).await.ok()? == 0 {
            return None;
        }
        let mut input = input.as_slice();
        while !input.is_empty() {
            tls.read_tls(&mut input).ok()?;
            tls.process_new_packets().ok()?;
            match tls.reader().read_to_end(response) {
                Err(error) if error.kind() != ErrorKind::WouldBlock => return None,
                _ => {}
            }
        }
    }
    Some(())
}

fn needs_more(response: &[u8]) -> bool {
    let parsed = parse(response, |_| ());
    matches!(parsed, Ok(status) if status.is_partial()) && response.len() <= MAX_HEAD
}

/// The refusal of a response, whose head may be cut off.
fn refusal(response: &[u8]) -> Option<Refusal> {
    let mut refusal = Refusal::default();
    let _ = parse(response, |head| {
        // A tunnel that opens now says nothing about the refusal.
        refusal.status = head.code.filter(|status| (300..=599).contains(status));
        for header in head.headers.iter() {
            let name = HeaderName::from_bytes(header.name.as_bytes()).ok();
            let name = name.filter(|name| [DATE, RETRY_AFTER].contains(name));
            let value = HeaderValue::from_bytes(header.value).ok();
            refusal.headers.extend(name.zip(value));
        }
    });
    refusal.status.is_some().then_some(refusal)
}

/// Parses a response head, as the HTTP library does.
fn parse<'a>(
    response: &'a [u8],
    read: impl FnOnce(&httparse::Response<'_, 'a>),
) -> httparse::Result<usize> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut head = httparse::Response::new(&mut headers);
    let mut config = httparse::ParserConfig::default();
    config.allow_obsolete_multiline_headers_in_responses(true);
    let parsed = config.parse_response(&mut head, response);
    read(&head);
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_has_a_status_that_refuses() {
        for (head, expected) in [
            (&b"HTTP/1.1 403 Forbidden\r\n\r\n"[..], Some(403)),
            (b"HTTP/1.1 403 Forbidden\r\n", Some(403)),
            (b"HTTP/1.0 502\r\n", Some(502)),
            (b"HTTP/1.1 200 Connection established\r\n\r\n", None),
            (b"HTTP/1.1 999 ?\r\n\r\n", None),
            (b"HTTP/1.1 4x3 ?\r\n\r\n", None),
            (b"HTTP/2 403\r\n\r\n", None),
            (b"HTTP/1.1", None),
            (b"", None),
        ] {
            assert_eq!(refusal(head).and_then(|refusal| refusal.status), expected, "{head:?}");
        }
    }

    #[test]
    fn a_head_has_the_wait_of_the_proxy() {
        for (lines, expected) in [
            ("Retry-After: 7\r\n\r\n", Some("7")),
            ("retry-after:7 \nX: y\n\n", Some("7")),
            ("X: a\r\n folded\r\nRetry-After: 7\r\n\r\nRetry-After: 9", Some("7")),
            ("X: y\r\n\r\nRetry-After: 9", None),
            ("Retry-After: \x07\r\n\r\n", None),
            ("\r\n", None),
        ] {
            let refusal = refusal(format!("HTTP/1.1 503 No\r\n{lines}").as_bytes()).unwrap();
            let wait = refusal.headers.get(RETRY_AFTER).map(|wait| wait.to_str().unwrap());
            assert_eq!((refusal.status, wait), (Some(503), expected), "{lines:?}");
        }
    }

    #[test]
    fn reading_ends_with_the_head() {
        let endless = format!("HTTP/1.1 403 No\r\nX: {}", "y".repeat(MAX_HEAD));
        for (head, expected) in [
            ("HTTP/1.1 403 No\r\nX: y\r\n\r\n", false),
            ("HTTP/1.1 403 No\r\nX: y\r\n", true),
            ("HTTP/1.1 403 N", true),
            ("", true),
            ("HTTP/9 no\r\n", false),
            (&endless, false),
        ] {
            assert_eq!(needs_more(head.as_bytes()), expected, "{head:?}");
        }
    }

    #[test]
    fn a_credential_is_decoded() {
        let credential = |url| credential(&Url::parse(url).unwrap());
        assert_eq!(credential("http://h"), None);
        assert_eq!(credential("http://u@h"), Some(b"u:".to_vec()));
        assert_eq!(credential("http://u%40x:p%3A%20@h"), Some(b"u@x:p: ".to_vec()));
    }

    #[test]
    fn refusals_for_good_are_permanent() {
        let permanent = |status| Refusal { status, ..Refusal::default() }.is_permanent();
        assert!(permanent(Some(407)) && permanent(Some(403)));
        assert!(!permanent(Some(502)) && !permanent(Some(429)) && !permanent(None));
    }
}
