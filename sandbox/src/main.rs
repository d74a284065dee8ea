//! The sandbox as a program.

#![forbid(unsafe_code)]

use std::future::Future;
use std::io::{self, Write as _};
use std::process::ExitCode;

use tokio::runtime::{Builder, Runtime};

fn main() -> ExitCode {
    match listen() {
        Ok((runtime, signalled)) => {
            let stopped = || runtime.block_on(signalled);
            ExitCode::from(sendgrid_accounts_sandbox::run(std::env::args_os(), stopped))
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "sendgrid-accounts-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Listening for signals begins before anyone can know that there is a process to signal.
fn listen() -> io::Result<(Runtime, impl Future<Output = ()>)> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let signalled = {
        let _guard = runtime.enter();
        signalled()?
    };
    Ok((runtime, signalled))
}

/// Ends at the first SIGINT or SIGTERM.
#[cfg(unix)]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    use std::future::poll_fn;
    use std::task::Poll;

    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(poll_fn(move |context| {
        let interrupted = interrupt.poll_recv(context).is_ready();
        let terminated = terminate.poll_recv(context).is_ready();
        if interrupted || terminated { Poll::Ready(()) } else { Poll::Pending }
    }))
}

/// Ends at the first Ctrl-C.
#[cfg(not(unix))]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
