//! What is written to a connection in place of what HTTP would write, byte by byte, and what
//! becomes of the connection then.

use std::io;
use std::time::Duration;

use axum::body::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

/// A reset overtakes bytes that the other side's system has not taken in yet.
const BEFORE_RESET: Duration = Duration::from_millis(20);

/// How long the other side may take to close, once it was told that nothing more comes.
const LINGER: Duration = Duration::from_secs(5);

/// Bytes and pauses, and how they end.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) steps: Vec<Step>,
    pub(crate) end: End,
}

#[derive(Debug)]
pub(crate) enum Step {
    Send(Bytes),
    Pause(Duration),
    /// The same bytes again and again, so many times or until the client has had enough.
    Repeat(Bytes, Option<u64>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The next request may come.
    Keep,
    /// The next request may come for so long; then the connection is closed, as servers do with
    /// idle ones: at once, also under a request that is on its way.
    KeepFor(Duration),
    /// No more comes from here (FIN).
    Close,
    /// The connection is torn down (RST).
    Reset,
    /// Nothing comes at all, for so long or until the client has had enough.
    Hold(Option<Duration>),
}

/// Whether requests are still served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    Serve,
    Done,
}

impl Script {
    pub(crate) fn end(end: End) -> Self {
        Self { steps: Vec::new(), end }
    }

    /// Writes it all; fails where the client hangs up.
    pub(crate) async fn play(self, stream: &mut TcpStream) -> io::Result<Next> {
        let is_mute = self.steps.is_empty();
        for step in self.steps {
            match step {
                Step::Send(bytes) => stream.write_all(&bytes).await?,
                Step::Pause(length) => sleep(length).await,
                Step::Repeat(bytes, times) => repeat(stream, &bytes, times).await?,
            }
        }
        if self.end == End::Reset && !is_mute {
            sleep(BEFORE_RESET).await;
        }
        finish(stream, self.end).await
    }
}

async fn repeat(stream: &mut TcpStream, bytes: &[u8], times: Option<u64>) -> io::Result<()> {
    let mut left = times.unwrap_or(u64::MAX);
    while left > 0 {
        stream.write_all(bytes).await?;
        left -= 1;
        // A client that reads as fast as this writes must not keep others from their turn.
        tokio::task::yield_now().await;
    }
    Ok(())
}

async fn finish(stream: &mut TcpStream, end: End) -> io::Result<Next> {
    match end {
        End::Keep => return Ok(Next::Serve),
        End::KeepFor(length) => {
            // Unlike `readable` this is never mistaken.
            if let Ok(more) = timeout(length, stream.peek(&mut [0])).await {
                return more.map(|_| Next::Serve);
            }
        }
        End::Close => close(stream).await?,
        End::Reset => stream.set_zero_linger()?,
        End::Hold(None) => drain(stream).await?,
        End::Hold(Some(length)) => {
            if timeout(length, drain(stream)).await.is_err() {
                close(stream).await?;
            }
        }
    }
    Ok(Next::Done)
}

/// Closing with bytes unread would be a reset.
async fn close(stream: &mut TcpStream) -> io::Result<()> {
    stream.shutdown().await?;
    timeout(LINGER, drain(stream)).await.unwrap_or(Ok(()))
}

async fn drain(stream: &mut TcpStream) -> io::Result<()> {
    let mut unread = [0; 4096];
    while stream.read(&mut unread).await? > 0 {}
    Ok(())
}
