//! Questions to the user: confirmations and passwords.

use std::io::{self, BufRead as _, Write as _};
use std::thread;

use console::Term;
use tokio::sync::oneshot;

use crate::failure::{Failure, Result};
use crate::interrupts::Interrupts;
use crate::terminal::is_interactive;

/// Asks whether a change that cannot be undone is to be made.
pub(crate) async fn confirm(interrupts: &mut Interrupts, warning: &str) -> Result {
    if !is_interactive() {
        let problem = "without a terminal to ask on, --yes is needed";
        return Err(Failure::usage(format!("{warning}: {problem}")));
    }
    let question = format!("{warning}. Continue? [y/N] ");
    let answer = ask(interrupts, move || {
        let _ = write!(io::stderr(), "{question}");
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer).map(|_| answer)
    });
    match answer.await?.trim().to_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(Failure::usage("not confirmed: nothing was sent")),
    }
}

/// Asks for a secret without showing it; a new one twice.
pub(crate) async fn secret(
    interrupts: &mut Interrupts,
    label: &str,
    is_new: bool,
) -> Result<String> {
    if !is_interactive() {
        let problem = "without a terminal to ask on, --password-stdin is needed";
        return Err(Failure::usage(format!("{label}: {problem}")));
    }
    let secret = hidden(interrupts, format!("{label}: ")).await?;
    if is_new && hidden(interrupts, format!("{label}, again: ")).await? != secret {
        return Err(Failure::usage("the two inputs differ: nothing was sent"));
    }
    Ok(secret)
}

async fn hidden(interrupts: &mut Interrupts, label: String) -> Result<String> {
    let echo = echo::State::of_terminal();
    let answer = ask(interrupts, move || {
        let _ = write!(io::stderr(), "{label}");
        Term::stderr().read_secure_line()
    });
    let answer = answer.await;
    if answer.is_err() {
        echo.restore();
    }
    answer
}

/// Reads an answer on a thread of its own, so that a signal ends the program meanwhile.
async fn ask(
    interrupts: &mut Interrupts,
    read: impl FnOnce() -> io::Result<String> + Send + 'static,
) -> Result<String> {
    let (sender, answer) = oneshot::channel();
    thread::spawn(move || {
        // The receiver is gone after a signal.
        let _ = sender.send(read());
    });
    match interrupts.or(answer).await {
        Ok(Ok(Ok(answer))) => Ok(answer),
        Ok(_) => Err(Failure::usage("the answer cannot be read from the terminal")),
        Err(code) => {
            let message = "interrupted: nothing was sent".to_owned();
            Err(Failure::Interrupted { code, message })
        }
    }
}

/// Reads secrets from the standard input, one line each.
pub(crate) fn lines_of_input(count: usize) -> Result<Vec<String>> {
    let lines: io::Result<Vec<String>> = io::stdin().lock().lines().take(count).collect();
    let lines = lines.map_err(|error| {
        Failure::usage(format!("--password-stdin: the standard input cannot be read: {error}"))
    })?;
    if lines.len() < count {
        let problem = format!("--password-stdin: {count} lines are needed, one for each password");
        return Err(Failure::usage(problem));
    }
    Ok(lines.iter().map(|line| line.trim_end_matches('\r').to_owned()).collect())
}

#[cfg(unix)]
mod echo {
    use std::io;

    use nix::sys::termios::{SetArg, Termios, tcgetattr, tcsetattr};

    /// Settings of the terminal before an input without echo.
    pub(super) struct State(Option<Termios>);

    impl State {
        pub(super) fn of_terminal() -> Self {
            Self(tcgetattr(io::stdin()).ok())
        }

        pub(super) fn restore(&self) {
            if let Some(settings) = &self.0 {
                // The shell restores a terminal that refuses.
                let _ = tcsetattr(io::stdin(), SetArg::TCSANOW, settings);
            }
        }
    }
}

/// Other systems read key by key, which leaves the settings as they are.
#[cfg(not(unix))]
mod echo {
    pub(super) struct State;

    impl State {
        pub(super) fn of_terminal() -> Self {
            Self
        }

        pub(super) fn restore(&self) {}
    }
}
