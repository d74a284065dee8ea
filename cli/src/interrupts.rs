//! Ctrl-C and SIGTERM.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::pin;
use std::task::Poll;

/// The signals that end a command. They have no other effect while this value exists.
pub(crate) struct Interrupts(signals::Signals);

impl Interrupts {
    /// Installs the handlers; requires a runtime.
    pub(crate) fn install() -> io::Result<Self> {
        signals::Signals::install().map(Self)
    }

    /// The next signal, as the exit code that it gives the program.
    pub(crate) async fn next(&mut self) -> u8 {
        poll_fn(|context| self.0.poll(context)).await
    }

    /// Waits for a future, unless a signal comes first: the future is then dropped.
    pub(crate) async fn or<F: Future>(&mut self, future: F) -> Result<F::Output, u8> {
        let mut future = pin!(future);
        poll_fn(|context| {
            // The result of a call that ended is not lost to a signal that came at the same time.
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            self.0.poll(context).map(Err)
        })
        .await
    }
}

#[cfg(unix)]
mod signals {
    use std::io;
    use std::task::{Context, Poll};

    use tokio::signal::unix::{Signal, SignalKind, signal};

    use crate::exit;

    pub(super) struct Signals {
        interrupt: Signal,
        terminate: Signal,
    }

    impl Signals {
        pub(super) fn install() -> io::Result<Self> {
            let interrupt = signal(SignalKind::interrupt())?;
            Ok(Self { interrupt, terminate: signal(SignalKind::terminate())? })
        }

        pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<u8> {
            if self.interrupt.poll_recv(context).is_ready() {
                return Poll::Ready(exit::INTERRUPTED);
            }
            self.terminate.poll_recv(context).map(|_| exit::TERMINATED)
        }
    }
}

#[cfg(windows)]
mod signals {
    use std::io;
    use std::task::{Context, Poll};

    use tokio::signal::windows::{CtrlC, ctrl_c};

    use crate::exit;

    pub(super) struct Signals(CtrlC);

    impl Signals {
        pub(super) fn install() -> io::Result<Self> {
            ctrl_c().map(Self)
        }

        pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<u8> {
            self.0.poll_recv(context).map(|_| exit::INTERRUPTED)
        }
    }
}
