//! Kinds of errors, and the possible effects of a failed call.

use crate::error::named;

named! {
    /// Kind of an error. Every language of this project has the same tree.
    #[non_exhaustive]
    pub enum ErrorKind {
        /// The client is configured incorrectly: no credential, an unreadable CA bundle, or plain
        /// `http` to a host other than this machine.
        Config = "config",
        /// An argument is invalid; [`Error::field`](crate::Error::field) names it. Nothing was
        /// sent.
        InvalidInput = "invalid_input",
        /// No connection: name lookup, TCP, TLS or proxy failed. Nothing was sent.
        Connect = "connect",
        /// No response in time; [`Error::phase`](crate::Error::phase) names the phase.
        Timeout = "timeout",
        /// The connection failed during the call, or the response is not HTTP.
        Transport = "transport",
        /// A change was sent and no response arrived, or an attempt without a response was followed
        /// by a refusal, which is then the [`source`](std::error::Error::source): the change may or
        /// may not be applied.
        OutcomeUnknown = "outcome_unknown",
        /// The response is not usable: not decodable, too large, compressed, or a redirect.
        Response = "response",
        /// The server refused the call with a status that has no kind of its own.
        Api = "api",
        /// HTTP 400: the server refused the arguments.
        BadRequest = "bad_request",
        /// HTTP 401: the server did not accept the credential. With [`Outcome::NotSent`]: the call was
        /// withheld after several of these, and may be retried later.
        Authentication = "authentication",
        /// HTTP 403: the server does not permit the call.
        PermissionDenied = "permission_denied",
        /// HTTP 404, or a response that says that the user does not exist.
        NotFound = "not_found",
        /// HTTP 429: too many requests.
        RateLimit = "rate_limit",
        /// HTTP 5xx: the server failed.
        Server = "server",
        /// The client was closed before the call.
        Closed = "closed",
        /// The ledger of a bulk run cannot be opened, read or written, another process uses it, or it
        /// records another job under the same key.
        Ledger = "ledger",
        /// A fault of this library; please report it.
        Internal = "internal",
    }
}

named! {
    /// Effect of a failed call, as far as it is known.
    pub enum Outcome {
        /// Nothing left this machine.
        NotSent = "not_sent",
        /// The server refused the call and changed nothing.
        Rejected = "rejected",
        /// The server accepted the call, but the rest of its response was cut off.
        Applied = "applied",
        /// The request may have arrived, and no usable response came back. Check the state before
        /// a retry.
        Unknown = "unknown",
    }
}

named! {
    /// Phase of a call in which its time ran out.
    #[non_exhaustive]
    pub enum Phase {
        /// Waiting for a free connection: `max_connections` calls were in progress.
        Queue = "queue",
        /// Name lookup, TCP, TLS and proxy.
        Connect = "connect",
        /// Waiting for the response head.
        Response = "response",
        /// Reading the response body.
        Body = "body",
    }
}
