//! A script writes bytes to a connection instead of the HTTP server, with pauses, and determines
//! the state of the connection afterwards.

use std::io;
use std::time::Duration;

use axum::body::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::{sleep, timeout};

use crate::stream::Stream;

/// The delay before a reset, because a reset discards bytes that the peer has not yet received.
const RESET_DELAY: Duration = Duration::from_millis(20);

/// The maximum wait for the peer to close the connection after a FIN.
const LINGER: Duration = Duration::from_secs(5);

/// Steps, and the state of the connection after them.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) steps: Vec<Step>,
    pub(crate) end: End,
}

#[derive(Debug)]
pub(crate) enum Step {
    Send(Bytes),
    Pause(Duration),
    /// The same bytes, this many times or until the client disconnects.
    Repeat(Bytes, Option<u64>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The connection stays open for the next request.
    Keep,
    /// The connection stays open for this time, then the server closes it without waiting, even if
    /// a request is in transit. Real servers close idle connections this way.
    KeepFor(Duration),
    /// The server closes its side (FIN).
    Close,
    /// The server resets the connection (RST).
    Reset,
    /// The server sends nothing, for this time or until the client disconnects.
    Hold(Option<Duration>),
}

/// Whether the connection continues to serve requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    Serve,
    Done,
}

impl Script {
    pub(crate) fn end(end: End) -> Self {
        Self { steps: Vec::new(), end }
    }

    /// Writes all steps and ends the script. Fails if the client disconnects.
    pub(crate) async fn play(self, stream: &mut Stream) -> io::Result<Next> {
        let is_silent = self.steps.is_empty();
        for step in self.steps {
            match step {
                Step::Send(bytes) => stream.write_all(&bytes).await?,
                Step::Pause(length) => sleep(length).await,
                Step::Repeat(bytes, times) => repeat(stream, &bytes, times).await?,
            }
        }
        if self.end == End::Reset && !is_silent {
            sleep(RESET_DELAY).await;
        }
        finish(stream, self.end).await
    }
}

async fn repeat(stream: &mut Stream, bytes: &[u8], times: Option<u64>) -> io::Result<()> {
    let mut left = times.unwrap_or(u64::MAX);
    while left > 0 {
        stream.write_all(bytes).await?;
        left -= 1;
        // A client that reads as fast as this task writes must not starve other connections.
        tokio::task::yield_now().await;
    }
    Ok(())
}

async fn finish(stream: &mut Stream, end: End) -> io::Result<Next> {
    match end {
        End::Keep => return Ok(Next::Serve),
        End::KeepFor(length) => {
            // Unlike `readable`, `peek` has no false positives.
            if let Ok(more) = timeout(length, stream.tcp().peek(&mut [0])).await {
                return more.map(|_| Next::Serve);
            }
        }
        End::Close => close(stream).await?,
        End::Reset => stream.tcp().set_zero_linger()?,
        End::Hold(None) => drain(stream).await?,
        End::Hold(Some(length)) => {
            if timeout(length, drain(stream)).await.is_err() {
                close(stream).await?;
            }
        }
    }
    Ok(Next::Done)
}

/// Sends a FIN and drains the connection, because closing with unread bytes would send a reset.
async fn close(stream: &mut Stream) -> io::Result<()> {
    stream.shutdown().await?;
    timeout(LINGER, drain(stream)).await.unwrap_or(Ok(()))
}

async fn drain(stream: &mut Stream) -> io::Result<()> {
    let mut unread = [0; 4096];
    while stream.read(&mut unread).await? > 0 {}
    Ok(())
}
