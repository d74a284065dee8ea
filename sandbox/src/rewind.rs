//! A connection with a read buffer in front: bytes that HTTP has read ahead can be put back,
//! so that HTTP can stop and later continue on the same connection. A write fails when the client
//! reads nothing for too long.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use crate::stream::Stream;

/// A connection that returns the bytes of `buffer` before it reads from the socket.
#[derive(Debug)]
pub(crate) struct Rewind {
    pub(crate) stream: Stream,
    buffer: Bytes,
    write_timeout: Duration,
    /// The end of the time for a write that the socket does not accept.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Rewind {
    pub(crate) fn new(stream: Stream, write_timeout: Duration) -> Self {
        Self { stream, buffer: Bytes::new(), write_timeout, stalled: None }
    }

    /// Waits for the first bytes of the connection and copies them, or as many as fit. Without TLS they
    /// stay unread in the socket.
    pub(crate) async fn peek(&mut self, first: &mut [u8]) -> io::Result<usize> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.peek(first).await,
            Stream::Tls(stream) => {
                let count = stream.read(first).await?;
                self.buffer = Bytes::copy_from_slice(first.get(..count).unwrap_or_default());
                Ok(count)
            }
        }
    }

    /// Turns a write that has been pending for too long into an error.
    fn limit(
        &mut self,
        written: Poll<io::Result<usize>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let write_timeout = self.write_timeout;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(write_timeout)));
        stalled.as_mut().poll(context).map(|()| Err(io::ErrorKind::ConnectionAborted.into()))
    }

    /// Puts bytes back in front of the unread bytes.
    pub(crate) fn rewind(self, bytes: &Bytes) -> Self {
        let buffer = if self.buffer.is_empty() {
            bytes.clone()
        } else {
            [bytes.as_ref(), &self.buffer].concat().into()
        };
        Self { buffer, ..self }
    }
}

impl AsyncRead for Rewind {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.buffer.is_empty() {
            return Pin::new(&mut self.stream).poll_read(context, out);
        }
        let count = self.buffer.len().min(out.remaining());
        out.put_slice(&self.buffer.split_to(count));
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Rewind {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.limit(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.limit(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
