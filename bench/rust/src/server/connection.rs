//! A connection: reads requests and writes prepared responses.

use std::io;
use std::time::Duration;

use bytes::BytesMut;
use memchr::memmem;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::pause;
use crate::responses::Responses;

const HEAD_END: &[u8] = b"\r\n\r\n";

/// Serves requests until the client closes the connection.
pub(crate) async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    delay: Duration,
    responses: &Responses,
) -> io::Result<()> {
    let mut received = BytesMut::with_capacity(16 * 1024);
    loop {
        let head = loop {
            if let Some(head) = Head::read(&received) {
                break head;
            }
            if stream.read_buf(&mut received).await? == 0 {
                return Ok(());
            }
        };
        while received.len() < head.end + head.body {
            if stream.read_buf(&mut received).await? == 0 {
                return Ok(());
            }
        }
        let request = received.split_to(head.end + head.body);
        let (first, body) = request.split_at(head.end);
        let response = responses.get(path(first), body);
        pause(delay).await;
        stream.write_all(&response).await?;
        stream.flush().await?;
        if head.close {
            return stream.shutdown().await;
        }
        received.reserve(4096);
    }
}

fn path(head: &[u8]) -> &[u8] {
    head.split(|byte| *byte == b' ').nth(1).unwrap_or_default()
}

/// Properties of request headers that locate the next request.
struct Head {
    end: usize,
    body: usize,
    close: bool,
}

impl Head {
    fn read(received: &[u8]) -> Option<Self> {
        let end = memmem::find(received, HEAD_END)? + HEAD_END.len();
        let mut head = Self { end, body: 0, close: false };
        for line in received.get(..end)?.split(|byte| *byte == b'\n').skip(1) {
            let Some(colon) = memchr::memchr(b':', line) else { continue };
            let (name, value) = line.split_at(colon);
            let value = value.get(1..).unwrap_or_default().trim_ascii();
            if name.eq_ignore_ascii_case(b"content-length") {
                head.body = number(value);
            } else if name.eq_ignore_ascii_case(b"connection") {
                head.close = value.eq_ignore_ascii_case(b"close");
            }
        }
        Some(head)
    }
}

/// Parses a decimal number; 0 if it is invalid.
pub(crate) fn number(digits: &[u8]) -> usize {
    std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).unwrap_or_default()
}
