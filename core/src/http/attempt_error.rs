//! The error of one attempt: its cause, and whether the request may have been sent.

use std::error::Error as StdError;
use std::io;
use std::time::SystemTime;

use url::Url;

use crate::error::{Error, ErrorKind, Outcome, Phase};
use crate::http::rate_limit_headers::RetryAfter;
use crate::http::status::with_head;
use crate::http::tunnel::Refusal;
use crate::operation::Response;

/// An attempt that failed.
#[derive(Debug)]
pub(crate) struct AttemptError {
    /// Whether bytes of the request may have been written.
    pub(crate) sent: bool,
    pub(crate) cause: Cause,
    /// Head of the response, if it arrived.
    pub(crate) head: Option<Box<Response>>,
}

/// The stage at which an attempt failed. `status` is that of the response head.
#[derive(Debug)]
pub(crate) enum Cause {
    /// No response arrived.
    NoResponse(reqwest::Error),
    /// The proxy refused to connect to the server.
    TunnelRefused(Box<Refusal>, reqwest::Error),
    /// No connection could be made in time.
    ConnectTimeout,
    /// No response arrived in time.
    ResponseTimeout,
    /// The connection failed before the end of the body.
    CutOff { status: u16, error: reqwest::Error },
    /// The body did not arrive in time.
    BodyTimeout { status: u16 },
    /// The body is larger than allowed.
    TooLarge { status: u16, limit: usize },
    /// The end of the body is ambiguous.
    AmbiguousFraming { status: u16 },
}

impl AttemptError {
    /// The error of this attempt at a server alone; `client::call_error` adds the effect of earlier
    /// attempts. `server_time` is the server's clock.
    pub(crate) fn at(self, server: &Url, server_time: SystemTime) -> Error {
        let Self { sent, cause, head } = self;
        let error = match cause {
            Cause::NoResponse(error) => no_response(error, sent, server),
            Cause::TunnelRefused(refusal, error) => {
                tunnel_refused(*refusal, server, server_time).with_source(error)
            }
            Cause::ConnectTimeout => connect_timeout(server),
            Cause::ResponseTimeout => {
                Error::timeout(Outcome::Unknown, Phase::Response, "no response arrived in time")
            }
            Cause::CutOff { status, error } => {
                Error::new(ErrorKind::Transport, Outcome::Applied, "the response was cut off")
                    .with_remark(innermost(&error))
                    .with_status(status)
                    .with_source(error)
            }
            Cause::BodyTimeout { status } => {
                let message = "the response did not end in time";
                Error::timeout(Outcome::Applied, Phase::Body, message).with_status(status)
            }
            Cause::TooLarge { status, limit } => {
                let message = format!("the response is larger than {limit} bytes");
                Error::new(ErrorKind::Response, Outcome::Unknown, message)
                    .with_status(status)
                    .permanent()
            }
            Cause::AmbiguousFraming { status } => {
                let message = "the end of the response is ambiguous: its Transfer-Encoding is not \
                               chunked alone, or it has a Content-Length too";
                Error::new(ErrorKind::Response, Outcome::Unknown, message)
                    .with_status(status)
                    .permanent()
            }
        };
        match head {
            Some(head) => with_head(error, &head.at(server_time)),
            None => error,
        }
    }
}

/// Host and port.
fn address(server: &Url) -> String {
    let host = server.host_str().unwrap_or_default();
    format!("{host}:{}", server.port_or_known_default().unwrap_or_default())
}

fn connect_timeout(server: &Url) -> Error {
    let message = format!("no connection to {} could be made in time", address(server));
    Error::timeout(Outcome::NotSent, Phase::Connect, message)
}

/// The error of a call that reached its deadline before a connection permit was free.
pub(crate) fn queue_timeout() -> Error {
    Error::timeout(Outcome::NotSent, Phase::Queue, "no connection became free in time")
}

/// The error has the wait of the proxy, but not its status, which is no status of the server.
fn tunnel_refused(refusal: Refusal, server: &Url, server_time: SystemTime) -> Error {
    let problem = match refusal.status {
        Some(407) => "the proxy did not accept its credential",
        _ => "the proxy refused to connect to the server",
    };
    let status = refusal.status.map_or_else(String::new, |status| format!(" (HTTP {status})"));
    let message = format!("no connection to {} could be made: {problem}{status}", address(server));
    let error = Error::new(ErrorKind::Connect, Outcome::NotSent, message);
    let mut error = if refusal.is_permanent() { error.permanent() } else { error };
    let response = Response::new(refusal.status.unwrap_or_default(), refusal.headers, "");
    let wait = RetryAfter::from_retry_after(&response.at(server_time));
    (error.fields_mut().retry_after, error.fields_mut().reset_at) = (wait.duration, wait.until);
    error
}

fn no_response(error: reqwest::Error, sent: bool, server: &Url) -> Error {
    if error.is_connect() {
        if error.is_timeout() {
            return connect_timeout(server).with_source(error);
        }
        let message = format!("no connection to {} could be made", address(server));
        let failure = Error::new(ErrorKind::Connect, Outcome::NotSent, message)
            .with_remark(innermost(&error));
        let is_permanent = is_tls(&error) || is_refused_by_socks(&error);
        let failure = if is_permanent { failure.permanent() } else { failure };
        return failure.with_source(error);
    }
    // hyper returns a request as canceled if its connection closed before a byte was written.
    let canceled = causes(&error)
        .any(|cause| cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_canceled));
    if canceled || !sent {
        let address = address(server);
        let message = format!("the connection to {address} closed before the request was sent");
        return Error::new(ErrorKind::Connect, Outcome::NotSent, message).with_source(error);
    }
    let message = "the connection failed before a response arrived";
    Error::new(ErrorKind::Transport, Outcome::Unknown, message)
        .with_remark(innermost(&error))
        .with_source(error)
}

/// The innermost cause names the failure; the outer ones name the layers that passed it on.
fn innermost(error: &reqwest::Error) -> String {
    causes(error).last().map_or_else(String::new, ToString::to_string)
}

/// Whether TLS failed. A retry does not make a certificate valid.
fn is_tls(error: &reqwest::Error) -> bool {
    causes(error).any(|mut cause| {
        // `io::Error::source` skips the wrapped error itself.
        while let Some(wrapped) = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            cause = wrapped;
        }
        cause.is::<rustls::Error>()
    })
}

/// Whether a SOCKS proxy did not accept the credential, or does not allow the connection. The types of
/// these causes are not public, only their texts are.
fn is_refused_by_socks(error: &reqwest::Error) -> bool {
    const REFUSALS: [&str; 4] = [
        "SOCKS error: credentials not accepted",
        "SOCKS error: server does not support user/pass authentication",
        "SOCKS error: server implements authentication incorrectly",
        "SOCKS error: connection not allowed",
    ];
    causes(error).any(|cause| REFUSALS.contains(&cause.to_string().as_str()))
}

/// An error and its sources, the outermost first.
pub(crate) fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| (*error).source())
}
