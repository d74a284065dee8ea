//! The error type of this crate.

mod kind;
mod named;
mod printable;

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::expectation::Change;

pub use kind::{ErrorKind, Outcome, Phase};
pub(crate) use named::named;
#[doc(hidden)] // For the command line.
pub use printable::{is_unprintable, printable};

/// Result of the fallible functions of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One error of the server's response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// Message of the server.
    pub message: String,
    /// Field that the server names.
    pub field: Option<String>,
    /// Help of the server, in any JSON form.
    pub help: Option<Value>,
    /// Identifier that the server gives the error.
    pub error_id: Option<String>,
}

/// Failure of a call: its kind, its possible effect, and whether a retry is safe.
///
/// `Display` is one line; `Debug` adds the other fields. Neither contains a credential or a
/// password: the secrets of the call are removed from the server's strings, which are then capped.
pub struct Error(Box<Fields>);

/// Body of a response that refuses a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefusalBody {
    /// The error has no such body, or it is compressed.
    Unreadable,
    /// An error of the Users API.
    OfUsersApi,
    /// Anything else, such as a proxy's page.
    Other,
}

pub(crate) struct Fields {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    /// Text of another program that belongs to the message. It is redacted, escaped and appended
    /// when the call ends.
    pub(crate) remark: Option<String>,
    /// Form of the body. A message quotes a readable body that lists no errors.
    pub(crate) refusal: RefusalBody,
    pub(crate) operation: Option<&'static str>,
    pub(crate) outcome: Outcome,
    pub(crate) attempts: u32,
    pub(crate) status: Option<u16>,
    pub(crate) details: Vec<ErrorDetail>,
    pub(crate) body: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) field: Option<&'static str>,
    pub(crate) phase: Option<Phase>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) reset_at: Option<SystemTime>,
    pub(crate) retry_budget_exhausted: bool,
    pub(crate) required_scope: Option<&'static str>,
    pub(crate) offset: Option<u64>,
    pub(crate) safe_to_retry: bool,
    /// The same call fails again, as with an invalid certificate.
    pub(crate) permanent: bool,
    /// The change, if its outcome is unknown.
    pub(crate) change: Option<Change>,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, outcome: Outcome, message: impl Into<String>) -> Self {
        Self(Box::new(Fields {
            kind,
            message: message.into(),
            remark: None,
            refusal: RefusalBody::Unreadable,
            operation: None,
            outcome,
            attempts: 0,
            status: None,
            details: Vec::new(),
            body: None,
            request_id: None,
            field: None,
            phase: None,
            retry_after: None,
            reset_at: None,
            retry_budget_exhausted: false,
            required_scope: None,
            offset: None,
            safe_to_retry: false,
            permanent: false,
            change: None,
            source: None,
        }))
    }

    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, Outcome::NotSent, message)
    }

    /// The error of an argument that an [`Operation`](crate::Operation) refuses before anything is sent.
    /// The message begins with the field, so that it is clear on its own.
    pub fn invalid_input(field: &'static str, problem: impl fmt::Display) -> Self {
        let mut error =
            Self::new(ErrorKind::InvalidInput, Outcome::NotSent, format!("{field} {problem}"));
        error.0.field = Some(field);
        error
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn internal(outcome: Outcome, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, outcome, message)
    }

    /// A copy for another caller, without the source.
    #[cfg(feature = "bulk")]
    pub(crate) fn copy(&self) -> Self {
        let of = self.fields();
        let mut copy = Self::new(of.kind, of.outcome, of.message.clone());
        let fields = copy.fields_mut();
        (fields.operation, fields.status) = (of.operation, of.status);
        (fields.attempts, fields.safe_to_retry) = (of.attempts, of.safe_to_retry);
        (fields.retry_after, fields.reset_at) = (of.retry_after, of.reset_at);
        fields.request_id.clone_from(&of.request_id);
        copy
    }

    /// The refusal that followed an attempt of unknown outcome, or the error itself.
    #[cfg(feature = "bulk")]
    pub(crate) fn refusal(&self) -> &Self {
        let source = self.0.source.as_deref();
        source.and_then(|source| source.downcast_ref()).unwrap_or(self)
    }

    /// As [`refusal`](Self::refusal), without the error.
    #[cfg(feature = "bulk")]
    pub(crate) fn into_refusal(mut self) -> Self {
        match self.0.source.take().map(<dyn StdError + Send + Sync>::downcast::<Self>) {
            Some(Ok(refusal)) => *refusal,
            Some(Err(other)) => {
                self.0.source = Some(other);
                self
            }
            None => self,
        }
    }

    pub(crate) fn timeout(outcome: Outcome, phase: Phase, message: impl Into<String>) -> Self {
        let mut error = Self::new(ErrorKind::Timeout, outcome, message);
        error.0.phase = Some(phase);
        error
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    /// Sets the status, unless the error has one.
    pub(crate) fn or_status(mut self, status: u16) -> Self {
        self.0.status.get_or_insert(status);
        self
    }

    /// Appends text of another program to the message.
    pub(crate) fn with_remark(mut self, remark: impl Into<String>) -> Self {
        self.0.remark = Some(remark.into());
        self
    }

    /// Removes the body, which may hold secrets that the call does not know.
    pub(crate) fn without_body(mut self) -> Self {
        self.0.body = None;
        self
    }

    /// Marks an error that the same call meets again.
    pub(crate) fn permanent(mut self) -> Self {
        self.0.permanent = true;
        self
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.0
    }

    pub(crate) fn fields_mut(&mut self) -> &mut Fields {
        &mut self.0
    }

    /// Whether the API, not a proxy's page, says that the object which the path names does not exist.
    pub(crate) fn shows_absence(&self) -> bool {
        let of_api = self.0.refusal == RefusalBody::OfUsersApi || self.0.body.is_none();
        self.0.kind == ErrorKind::NotFound && of_api
    }

    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Operation that failed, such as `user.get_profile`; `None` if the client could not be built.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// Description in one line, without the name of the operation. Text of the server in it is
    /// redacted, and its control and bidirectional characters are escaped (`\x1b`, `\u202e`).
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Possible effect of the call.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// Whether the same call can be retried: it cannot apply a change twice, and the cause may be
    /// temporary. Always false for [`ErrorKind::OutcomeUnknown`].
    pub fn safe_to_retry(&self) -> bool {
        self.0.safe_to_retry
    }

    /// Number of attempts; 0 if none was started.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// HTTP status of the last response, or of the one that closed the rate limiter.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Errors that the response lists, at most 32. Only secrets are removed from their strings: they
    /// may contain control characters.
    pub fn details(&self) -> &[ErrorDetail] {
        &self.0.details
    }

    /// Body of the response as a string, capped at 2,048 bytes. Only secrets are removed: it may
    /// contain control characters.
    pub fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// Identifier of the call at the server, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Name of the invalid argument ([`ErrorKind::InvalidInput`]).
    pub fn field(&self) -> Option<&'static str> {
        self.0.field
    }

    /// Phase in which the time ran out, if it did.
    pub fn phase(&self) -> Option<Phase> {
        self.0.phase
    }

    /// Scope that the operation needs ([`ErrorKind::PermissionDenied`]). It is a property of the
    /// operation, not a diagnosis: the server may have refused the call for another reason.
    pub fn required_scope(&self) -> Option<&'static str> {
        self.0.required_scope
    }

    /// Where the iteration over a list failed: the rows before this offset were read, and another
    /// iteration can begin at it.
    pub fn offset(&self) -> Option<u64> {
        self.0.offset
    }

    /// The change, if its outcome is unknown; see [`Client::reconcile`](crate::Client::reconcile).
    pub fn change(&self) -> Option<&Change> {
        self.0.change.as_ref()
    }

    /// Wait that the server asks for: `Retry-After` of the response, whatever its status, or of the proxy
    /// that refused a tunnel; with [`ErrorKind::RateLimit`] also the end of the rate limit's window. Of a
    /// call that was not sent because of a lockout: the rest of the lockout.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Time at which `retry_after` ends, by the server's clock.
    pub fn reset_at(&self) -> Option<SystemTime> {
        self.0.reset_at
    }

    /// Whether only the exhausted retry budget prevented a retry; see
    /// [`ClientBuilder::retry_budget`](crate::ClientBuilder::retry_budget).
    pub fn retry_budget_exhausted(&self) -> bool {
        self.0.retry_budget_exhausted
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = self.fields();
        f.debug_struct("Error")
            .field("kind", &fields.kind)
            .field("message", &fields.message)
            .field("operation", &self.operation())
            .field("outcome", &fields.outcome)
            .field("safe_to_retry", &self.safe_to_retry())
            .field("attempts", &fields.attempts)
            .field("status", &fields.status)
            .field("details", &fields.details)
            .field("request_id", &fields.request_id)
            .field("field", &fields.field)
            .field("phase", &fields.phase)
            .field("retry_budget_exhausted", &fields.retry_budget_exhausted)
            .field("source", &fields.source.as_ref().map(ToString::to_string))
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
