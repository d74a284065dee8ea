//! A TCP connection that never raises SIGPIPE, and that tells how it is now.
//!
//! Calls may run on a thread of the host's, where that signal ends the program. The standard
//! library's plain write asks the system not to raise it; its vectored write does not.
//!
//! Calls that are waited for run on a runtime that nobody drives between them: what has come of a
//! connection meanwhile only the system knows.

use std::cell::Cell;
use std::io::{self, Read};
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::task::{Context, Poll};

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::during::during;

thread_local! {
    static ASKS_THE_SYSTEM: Cell<bool> = const { Cell::new(false) };
}

/// Lets connections that are read meanwhile, on this thread, ask the system whether anything is there.
pub(super) fn asking_the_system<R>(look: impl FnOnce() -> R) -> R {
    during(&ASKS_THE_SYSTEM, true, look)
}

/// A connection that is written to in single pieces.
pub(super) struct Quiet(pub(super) TcpStream);

impl Quiet {
    /// Reads what the runtime has not heard of yet.
    fn read_now(&self, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let socket = SockRef::from(&self.0);
        let nothing = |error: &io::Error| error.kind() == io::ErrorKind::WouldBlock;
        if socket.peek(&mut [MaybeUninit::uninit()]).is_err_and(|error| nothing(&error)) {
            return Poll::Pending;
        }
        match (&*socket).read(buffer.initialize_unfilled()) {
            Ok(count) => {
                buffer.advance(count);
                Poll::Ready(Ok(()))
            }
            Err(error) if nothing(&error) => Poll::Pending,
            Err(error) => Poll::Ready(Err(error)),
        }
    }
}

impl AsyncRead for Quiet {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.0).poll_read(context, buffer);
        if read.is_pending() && ASKS_THE_SYSTEM.get() {
            return self.read_now(buffer);
        }
        read
    }
}

/// `poll_write_vectored` is left out: the one that comes with the trait writes the first piece.
impl AsyncWrite for Quiet {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        data: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, data)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
