//! Failures of a command, their messages and their exit codes.

use std::io;
use std::path::Path;

use sendgrid_accounts::{Error, Idempotency, Outcome, Reconciled, Verdict};

use crate::exit;
use crate::terminal::{say, say_error};

pub(crate) type Result<T = (), E = Failure> = std::result::Result<T, E>;

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command or its input is invalid.
    Usage(String),
    /// A call failed.
    Call(Box<FailedCall>),
    /// The client cannot be built, or the ledger fails.
    Library(Error),
    /// The standard output, or a file, cannot be written.
    Io(String),
    /// The reader of the standard output is gone, as with `| head`.
    ClosedOutput,
    /// The user ended the command.
    Interrupted { code: u8, message: String },
    /// The messages are printed; the command ends with this code.
    Reported(u8),
}

/// A failed call, and the verdict on its change.
#[derive(Debug)]
pub(crate) struct FailedCall {
    pub(crate) error: Error,
    pub(crate) idempotency: Idempotency,
    pub(crate) reconciled: Option<Reconciled>,
}

impl Failure {
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::Usage(message.into())
    }

    /// A file that cannot be opened, read or written.
    pub(crate) fn file(path: &Path, problem: &str, error: &io::Error) -> Self {
        Self::Io(format!("{} cannot be {problem}: {error}", path.display()))
    }

    /// Prints the messages, and returns the exit code.
    pub(crate) fn report(&self) -> u8 {
        match self {
            Self::Usage(message) => {
                say_error(message);
                exit::USAGE
            }
            Self::Call(call) => call.report(),
            Self::Library(error) if error.field() == Some("file") => {
                // One line for each problem of a file of jobs.
                say_error(
                    error
                        .message()
                        .replace("): line ", "):\n  line ")
                        .replace("; line ", "\n  line "),
                );
                exit::of_error(error)
            }
            Self::Library(error) => {
                say_error(error);
                exit::of_error(error)
            }
            Self::Io(message) => {
                say_error(message);
                exit::FAILED
            }
            Self::ClosedOutput => exit::DONE,
            Self::Interrupted { code, message } => {
                say(format_args!("\n{message}"));
                *code
            }
            Self::Reported(code) => *code,
        }
    }
}

impl From<io::Error> for Failure {
    /// The error of a write to the standard output.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedOutput,
            _ => Self::Io(format!("the output cannot be written: {error}")),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Library(error)
    }
}

impl FailedCall {
    fn report(&self) -> u8 {
        let Self { error, idempotency, reconciled } = self;
        say_error(error);
        say(format_args!("  outcome: {}", self.effect()));
        say(format_args!("  safe to retry: {}", if error.safe_to_retry() { "yes" } else { "no" }));
        if let Some(wait) = error.retry_after() {
            say(format_args!("  retry after: {} s", wait.as_secs_f64().ceil()));
        }
        if let Some(scope) = error.required_scope() {
            say(format_args!("  scope of the operation: {scope}"));
        }
        if let Some(id) = error.request_id() {
            say(format_args!("  request id: {}", sendgrid_accounts::printable(id)));
        }
        if let Some(Reconciled { verdict, evidence, .. }) = reconciled {
            say(format_args!("  read back: {}: {evidence}", verdict_in_words(*verdict)));
        }
        let is_applied = reconciled.as_ref().is_some_and(|it| it.verdict == Verdict::Applied);
        if is_applied && *idempotency != Idempotency::Safe {
            return exit::RESULT_LOST;
        }
        exit::of_error(error)
    }

    /// The outcome in words.
    fn effect(&self) -> &'static str {
        match (self.error.outcome(), self.idempotency) {
            (Outcome::NotSent, _) => "not_sent: nothing was sent",
            (Outcome::Rejected, Idempotency::Safe) => "rejected: the server refused the call",
            (Outcome::Rejected, _) => "rejected: the server refused the call and changed nothing",
            (Outcome::Applied, Idempotency::Safe) => {
                "applied: the server accepted the call, and its result is lost"
            }
            (Outcome::Applied, _) => "applied: the change is made, and its result is lost",
            (Outcome::Unknown, Idempotency::Safe) => "unknown: the call only reads",
            (Outcome::Unknown, _) => "unknown: the change may be applied",
        }
    }
}

fn verdict_in_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Applied => "applied",
        Verdict::NotAppliedYet => "not applied yet; the request may still arrive",
        _ => "inconclusive",
    }
}
