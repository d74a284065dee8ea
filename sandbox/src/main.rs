//! The binary: runs the command line until SIGINT or SIGTERM.

#![forbid(unsafe_code)]

use std::future::Future;
use std::io::{self, Write as _};
use std::process::ExitCode;

use tokio::runtime::{Builder, Runtime};

fn main() -> ExitCode {
    match prepare() {
        Ok((runtime, termination)) => {
            let wait_for_stop = || runtime.block_on(termination);
            ExitCode::from(sendgrid_accounts_sandbox::run(std::env::args_os(), wait_for_stop))
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "sendgrid-accounts-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Installs the signal handlers before the server starts, so that a signal sent right after the
/// first line of output already stops the program.
fn prepare() -> io::Result<(Runtime, impl Future<Output = ()>)> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let termination = {
        let _guard = runtime.enter();
        termination()?
    };
    Ok((runtime, termination))
}

/// Completes at the first SIGINT or SIGTERM.
#[cfg(unix)]
fn termination() -> io::Result<impl Future<Output = ()>> {
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

/// Completes at the first Ctrl-C.
#[cfg(not(unix))]
fn termination() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
