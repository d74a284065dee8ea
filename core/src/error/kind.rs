//! What can go wrong, and what a failed call may have done.

use std::fmt;

/// What went wrong. The same tree exists in every language of this project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client is set up wrongly: a credential is missing, the CA bundle cannot be read, plain
    /// `http` was asked for a host that is not this machine.
    Config,
    /// An argument was refused before anything was sent; [`Error::field`](crate::Error::field)
    /// names it.
    InvalidInput,
    /// No connection could be made: name lookup, TCP, TLS or proxy. Nothing was sent.
    Connect,
    /// No answer in time; [`Error::phase`](crate::Error::phase) says what was being waited for.
    Timeout,
    /// The connection failed while a call was on it, or what came back was not HTTP.
    Transport,
    /// A change was sent and no answer came: it may or may not have been applied.
    OutcomeUnknown,
    /// An answer came that cannot be used: undecodable, too large, compressed, or a redirect.
    Response,
    /// The server refused the call with a status that has no kind of its own.
    Api,
    /// HTTP 400: the server refused the arguments.
    BadRequest,
    /// HTTP 401: the credential was not accepted.
    Authentication,
    /// HTTP 403: the credential may not do this.
    PermissionDenied,
    /// HTTP 404, or an answer that says that the user does not exist.
    NotFound,
    /// HTTP 429: too many requests.
    RateLimit,
    /// HTTP 5xx: the server failed.
    Server,
    /// The client was closed before the call.
    Closed,
    /// A fault of this library; please report it.
    Internal,
}

impl ErrorKind {
    /// Every kind, for code and tests that must know them all.
    pub const ALL: &'static [Self] = &[
        Self::Config,
        Self::InvalidInput,
        Self::Connect,
        Self::Timeout,
        Self::Transport,
        Self::OutcomeUnknown,
        Self::Response,
        Self::Api,
        Self::BadRequest,
        Self::Authentication,
        Self::PermissionDenied,
        Self::NotFound,
        Self::RateLimit,
        Self::Server,
        Self::Closed,
        Self::Internal,
    ];

    /// The kind's name in `snake_case`, the same in every language (`bad_request`).
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::InvalidInput => "invalid_input",
            Self::Connect => "connect",
            Self::Timeout => "timeout",
            Self::Transport => "transport",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::Response => "response",
            Self::Api => "api",
            Self::BadRequest => "bad_request",
            Self::Authentication => "authentication",
            Self::PermissionDenied => "permission_denied",
            Self::NotFound => "not_found",
            Self::RateLimit => "rate_limit",
            Self::Server => "server",
            Self::Closed => "closed",
            Self::Internal => "internal",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is known of the effect of a failed call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing left this machine.
    NotSent,
    /// The server said no: nothing was changed.
    Rejected,
    /// The server said yes, but the rest of its answer could not be used.
    Applied,
    /// The request may have arrived and no usable answer came: look before you repeat it.
    Unknown,
}

impl Outcome {
    /// The outcome's name in `snake_case`, the same in every language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Rejected => "rejected",
            Self::Applied => "applied",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a call was waiting for when its time ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// A free connection: `max_connections` calls were under way.
    Queue,
    /// Name lookup, TCP, TLS and proxy.
    Connect,
    /// The head of the answer.
    Response,
    /// The rest of the answer.
    Body,
}

impl Phase {
    /// The phase's name in `snake_case`, the same in every language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Connect => "connect",
            Self::Response => "response",
            Self::Body => "body",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
