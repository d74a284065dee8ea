//! Exit codes: the effect of the command, in a number.

use sendgrid_accounts::{Error, ErrorKind, Outcome};

/// The command did what it says.
pub(crate) const DONE: u8 = 0;
/// The program failed: its output, the ledger, or a fault of its own.
pub(crate) const FAILED: u8 = 1;
/// The command, its input or the configuration is invalid. Nothing was sent.
pub(crate) const USAGE: u8 = 2;
/// The server refused the call and changed nothing.
pub(crate) const REFUSED: u8 = 3;
/// The request was sent, and what the server did is not known.
pub(crate) const UNKNOWN: u8 = 4;
/// Nothing was sent: no connection, or a rate limit that lasts too long.
pub(crate) const NOT_SENT: u8 = 5;
/// The change is applied, and its result is lost.
pub(crate) const RESULT_LOST: u8 = 6;
/// Ctrl-C.
pub(crate) const INTERRUPTED: u8 = 130;
/// SIGTERM.
pub(crate) const TERMINATED: u8 = 143;

/// The exit codes, for the help.
pub(crate) const HELP: &str = "\
Exit codes:
  0    done
  1    the program failed: output, key file, ledger
  2    the command, its input or the configuration is invalid; nothing was sent
  3    the server refused the call and changed nothing
  4    unknown: the request was sent, and what the server did is not known
  5    nothing was sent: no connection, or a rate limit that lasts too long
  6    the change is applied, and its result is lost
  130  Ctrl-C, and 143 SIGTERM: the message says what became of the call";

/// The exit code of a failed call.
pub(crate) fn of_error(error: &Error) -> u8 {
    match (error.kind(), error.outcome()) {
        (ErrorKind::Config | ErrorKind::InvalidInput, _) => USAGE,
        (ErrorKind::Internal, _) => FAILED,
        (_, outcome) => of_outcome(outcome),
    }
}

/// The exit code of an outcome.
pub(crate) fn of_outcome(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Applied => RESULT_LOST,
        Outcome::Rejected => REFUSED,
        Outcome::NotSent => NOT_SENT,
        Outcome::Unknown => UNKNOWN,
    }
}
