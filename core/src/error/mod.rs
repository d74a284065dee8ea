//! The one error type of this crate.

mod kind;

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::expectation::Change;

pub use kind::{ErrorKind, Outcome, Phase};

/// The result of everything in this crate that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One complaint of the server (seed 001, `ErrorResponse`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The server's text.
    pub message: String,
    /// The field that the server complains about.
    pub field: Option<String>,
    /// Help of the server, of whatever form it has.
    pub help: Option<Value>,
    /// The server's own number of the error.
    pub error_id: Option<String>,
}

/// Why a call failed, what it may have done, and whether it may be repeated.
///
/// `Display` is one line, `Debug` shows every field that is set. Neither ever holds a credential or
/// a password: texts of the server are capped, and searched for the secrets of the call first.
pub struct Error(Box<Fields>);

pub(crate) struct Fields {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
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
    pub(crate) safe_to_retry: bool,
    /// The same call would meet the same obstacle: a certificate does not become valid by asking.
    pub(crate) permanent: bool,
    /// What is needed to look for a change whose outcome is not known.
    pub(crate) change: Option<Change>,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, outcome: Outcome, message: impl Into<String>) -> Self {
        Self(Box::new(Fields {
            kind,
            message: message.into(),
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
            safe_to_retry: false,
            permanent: false,
            change: None,
            source: None,
        }))
    }

    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, Outcome::NotSent, message)
    }

    /// The message begins with the name of the field: it must be clear without looking at
    /// [`field`](Self::field).
    pub(crate) fn invalid_input(field: &'static str, problem: impl fmt::Display) -> Self {
        let mut error =
            Self::new(ErrorKind::InvalidInput, Outcome::NotSent, format!("{field} {problem}"));
        error.0.field = Some(field);
        error
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn internal(outcome: Outcome, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, outcome, message)
    }

    pub(crate) fn timeout(outcome: Outcome, phase: Phase, message: &str) -> Self {
        let mut error = Self::new(ErrorKind::Timeout, outcome, message);
        error.0.phase = Some(phase);
        error
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    /// The status of its response, unless it knows one.
    pub(crate) fn or_status(mut self, status: u16) -> Self {
        self.0.status.get_or_insert(status);
        self
    }

    /// The same call would fail in the same way.
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

    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that failed, such as `user.get_profile`; none where the client itself could
    /// not be built.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// What happened, in one sentence, without the name of the operation.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What the call may have done.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// Whether the same call may be made again as it is: a repeat cannot apply a change twice, and
    /// what was in the way may pass. Never true for [`ErrorKind::OutcomeUnknown`].
    pub fn safe_to_retry(&self) -> bool {
        self.0.safe_to_retry
    }

    /// How many times the request was handed to the network, 0 where it never was.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The HTTP status of the last answer; of a call that was held back after refusals, theirs.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// What the server complained about, in its order; empty where it gave no reason.
    pub fn details(&self) -> &[ErrorDetail] {
        &self.0.details
    }

    /// The body of the refusing answer as text, capped at 2,048 bytes.
    pub fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// The server's identifier of the call, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The argument that was refused ([`ErrorKind::InvalidInput`]).
    pub fn field(&self) -> Option<&'static str> {
        self.0.field
    }

    /// What was being waited for, where time ran out.
    pub fn phase(&self) -> Option<Phase> {
        self.0.phase
    }

    /// The scope that the API key needs for this call ([`ErrorKind::PermissionDenied`]).
    pub fn required_scope(&self) -> Option<&'static str> {
        self.0.required_scope
    }

    /// The change that was lost on the way ([`ErrorKind::OutcomeUnknown`]): it can be looked for.
    pub fn change(&self) -> Option<&Change> {
        self.0.change.as_ref()
    }

    /// How long the server asks to wait ([`ErrorKind::RateLimit`]).
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// When the server accepts calls again, by its own clock ([`ErrorKind::RateLimit`]).
    pub fn reset_at(&self) -> Option<SystemTime> {
        self.0.reset_at
    }

    /// Whether the call would have been repeated, had so many others not been: see
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
