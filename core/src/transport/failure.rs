//! Why an attempt has failed, and what it may have done.

use std::error::Error as StdError;
use std::io;

use crate::error::Error;
use crate::error_kind::{ErrorKind, Outcome, Phase};
use crate::transport::dial::Problem;

/// No connection was made, and so nothing was sent.
pub(super) fn no_connection(problem: Problem) -> Error {
    if chain(&*problem).any(is_timeout) {
        return timed_out_connecting().with_source(problem);
    }
    let message = format!("no connection could be made: {}", innermost(&*problem));
    let mut failure = Error::new(ErrorKind::Connect, Outcome::NotSent, message);
    failure.fields_mut().permanent = chain(&*problem).any(wraps_tls);
    failure.with_source(problem)
}

/// The connection ended before the request was written.
pub(super) fn unsent(error: io::Error) -> Error {
    let message = "the connection closed before the request was sent";
    Error::new(ErrorKind::Connect, Outcome::NotSent, message).with_source(error)
}

/// The request may have been read, and no answer came.
pub(super) fn no_answer(error: io::Error) -> Error {
    let message = format!("the connection failed before an answer came: {}", innermost(&error));
    Error::new(ErrorKind::Transport, Outcome::Unknown, message).with_source(error)
}

/// The answer began and did not end.
pub(super) fn cut_off(error: io::Error) -> Error {
    let message = format!("the answer was cut off: {}", innermost(&error));
    Error::new(ErrorKind::Transport, Outcome::Applied, message).with_source(error)
}

pub(super) fn too_large(largest: usize) -> Error {
    let message = format!("the answer is larger than {largest} bytes");
    let mut error = Error::new(ErrorKind::Response, Outcome::Applied, message);
    error.fields_mut().permanent = true;
    error
}

pub(super) fn timed_out_connecting() -> Error {
    timed_out(Outcome::NotSent, Phase::Connect)
}

pub(super) fn timed_out(outcome: Outcome, phase: Phase) -> Error {
    let message = match phase {
        Phase::Queue => "no connection became free in time",
        Phase::Connect => "no connection could be made in time",
        Phase::Response => "no answer came in time",
        Phase::Body => "the answer did not end in time",
    };
    let mut error = Error::new(ErrorKind::Timeout, outcome, message);
    error.fields_mut().phase = Some(phase);
    error
}

fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| (*error).source())
}

/// The innermost cause says what happened; the outer ones only where it was noticed.
fn innermost(error: &(dyn StdError + 'static)) -> String {
    chain(error).last().map_or_else(String::new, ToString::to_string)
}

fn is_timeout(cause: &(dyn StdError + 'static)) -> bool {
    cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
}

/// What TLS refuses once it refuses again: a certificate does not become valid by asking. An
/// `io::Error` shows the causes of what it wraps, but not the wrapped error itself, and it may wrap
/// another one of its kind.
fn wraps_tls(mut cause: &(dyn StdError + 'static)) -> bool {
    while let Some(wrapped) = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        cause = wrapped;
    }
    cause.is::<rustls::Error>()
}
