//! The status with which a proxy refuses a tunnel. The HTTP library reports only that it did, so that
//! the tunnel is requested once more to learn the reason.

use std::error::Error as StdError;
use std::io::{ErrorKind, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection};
use secrecy::{ExposeSecret, SecretString};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Url;

/// Maximum size of a status line, in bytes.
const MAX_STATUS_LINE: usize = 1024;

/// A proxy through which connections are tunnelled.
pub(crate) struct TunnelProxy {
    /// May contain a password.
    url: SecretString,
    connect_timeout: Duration,
    /// For a proxy that is itself addressed by `https`.
    tls: Arc<ClientConfig>,
}

/// A tunnel that the proxy refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// HTTP status, if it is known.
    pub(crate) status: Option<u16>,
}

impl Refusal {
    /// The refusal in the causes of an error, so far without its status. The type of the cause is not
    /// public, only its text is.
    pub(crate) fn find<'a>(
        mut causes: impl Iterator<Item = &'a (dyn StdError + 'static)>,
    ) -> Option<Self> {
        causes.find_map(|cause| match cause.to_string().as_str() {
            "tunnel error: proxy authorization required" => Some(Self { status: Some(407) }),
            "tunnel error: unsuccessful" => Some(Self { status: None }),
            _ => None,
        })
    }

    /// Whether the proxy refuses the next tunnel, too: it did not accept the credential, or it does not
    /// allow the connection.
    pub(crate) fn is_permanent(self) -> bool {
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

    /// Requests a tunnel and returns the status of the response; `None` without a response in time.
    pub(crate) async fn status(&self, server: &Url) -> Option<u16> {
        let url = Url::parse(self.url.expose_secret()).ok()?;
        timeout(self.connect_timeout, self.request(&url, server)).await.ok()?
    }

    async fn request(&self, url: &Url, server: &Url) -> Option<u16> {
        let host = url.host_str()?.trim_matches(['[', ']']);
        let head = head(url, server)?;
        let mut socket = TcpStream::connect((host, url.port_or_known_default()?)).await.ok()?;
        let line = if url.scheme() == "https" {
            let name = ServerName::try_from(host.to_owned()).ok()?;
            let mut tls = ClientConnection::new(Arc::clone(&self.tls), name).ok()?;
            // Kept until the handshake ends.
            tls.writer().write_all(head.as_bytes()).ok()?;
            encrypted_line(&mut socket, &mut tls).await?
        } else {
            socket.write_all(head.as_bytes()).await.ok()?;
            line(&mut socket).await?
        };
        status(&line)
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

async fn line(socket: &mut TcpStream) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    while !line.contains(&b'\n') {
        if line.len() > MAX_STATUS_LINE || socket.read_buf(&mut line).await.ok()? == 0 {
            return None;
        }
    }
    Some(line)
}

/// As [`line`], by TLS, which begins with its handshake.
async fn encrypted_line(socket: &mut TcpStream, tls: &mut ClientConnection) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    while !line.contains(&b'\n') {
        let (mut output, mut input) = (Vec::new(), Vec::new());
        while tls.wants_write() {
            tls.write_tls(&mut output).ok()?;
        }
        socket.write_all(&output).await.ok()?;
        if line.len() > MAX_STATUS_LINE || socket.read_buf(&mut input).await.ok()? == 0 {
            return None;
        }
        let mut input = input.as_slice();
        while !input.is_empty() {
            tls.read_tls(&mut input).ok()?;
            tls.process_new_packets().ok()?;
            match tls.reader().read_to_end(&mut line) {
                Err(error) if error.kind() != ErrorKind::WouldBlock => return None,
                _ => {}
            }
        }
    }
    Some(line)
}

fn status(line: &[u8]) -> Option<u16> {
    let line = line.strip_prefix(b"HTTP/1.")?;
    let status = std::str::from_utf8(line.get(2..5)?).ok()?.parse().ok()?;
    // A tunnel that opens now says nothing about the refusal.
    (300..=599).contains(&status).then_some(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_line_has_a_status_that_refuses() {
        for (line, expected) in [
            (&b"HTTP/1.1 403 Forbidden\r\n"[..], Some(403)),
            (b"HTTP/1.0 502\r\n", Some(502)),
            (b"HTTP/1.1 200 Connection established\r\n", None),
            (b"HTTP/1.1 999 ?\r\n", None),
            (b"HTTP/1.1 4x3 ?\r\n", None),
            (b"HTTP/2 403\r\n", None),
            (b"HTTP/1.1", None),
            (b"", None),
        ] {
            assert_eq!(status(line), expected, "{line:?}");
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
        let permanent = |status| Refusal { status }.is_permanent();
        assert!(permanent(Some(407)) && permanent(Some(403)));
        assert!(!permanent(Some(502)) && !permanent(Some(429)) && !permanent(None));
    }
}
