//! What a ledger records of a job.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use crate::error::{Error, ErrorKind, Outcome, named};
use crate::named_call::NamedCall;

named! {
    /// State of a job in a ledger.
    #[non_exhaustive]
    pub enum LedgerState {
        /// The call was about to be sent, and its end is not recorded: the run was killed, or the job is in
        /// progress.
        Begun = "begun",
        /// The change was applied.
        Applied = "applied",
        /// The server refused the call and changed nothing.
        Rejected = "rejected",
        /// Nothing was sent.
        NotSent = "not_sent",
        /// The change may or may not be applied.
        Unknown = "unknown",
    }
}

impl From<Outcome> for LedgerState {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::NotSent => Self::NotSent,
            Outcome::Rejected => Self::Rejected,
            Outcome::Applied => Self::Applied,
            Outcome::Unknown => Self::Unknown,
        }
    }
}

/// A job as a ledger records it. It has no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LedgerRow {
    /// Key of the job.
    pub key: String,
    /// The operation.
    pub operation: String,
    /// The account acted for, as the value of the header `On-Behalf-Of`.
    pub account: Option<String>,
    /// What the call names, such as the username of a customer.
    pub target: Option<String>,
    /// State of the job.
    pub state: LedgerState,
    /// Kind of the error; `None` also for a kind that this version does not know.
    pub kind: Option<ErrorKind>,
    /// HTTP status of the last response.
    pub status: Option<u16>,
    /// Identifier of the call at the server.
    pub request_id: Option<String>,
    /// Message of the error, or the evidence of a state that was read back.
    pub message: Option<String>,
    /// Time at which the last attempt was about to be sent.
    pub begun_at: Option<SystemTime>,
    /// Time at which the state was recorded.
    pub ended_at: Option<SystemTime>,
    pub(super) fingerprint: Option<Vec<u8>>,
    pub(super) run: i64,
    pub(super) until: Option<SystemTime>,
    pub(super) is_of_this_run: bool,
}

impl LedgerRow {
    pub(crate) fn is_of_this_run(&self) -> bool {
        self.is_of_this_run
    }

    /// Whether the job had the same arguments.
    pub(crate) fn is_of(&self, entry: &Entry) -> bool {
        self.fingerprint == entry.fingerprint
            && self.operation == entry.operation
            && self.account == entry.account
    }

    /// How long the earlier attempt may still take: it may have been sent when its process was killed. A
    /// clock that was set back does not make it longer than the attempt.
    pub(crate) fn time_left(&self, now: SystemTime) -> Duration {
        let (Some(begun), Some(until)) = (self.begun_at, self.until) else {
            return Duration::ZERO;
        };
        let attempt = until.duration_since(begun).unwrap_or_default();
        until.duration_since(now).unwrap_or_default().min(attempt)
    }

    /// The recorded error.
    pub(crate) fn error(&self, operation: Option<&'static str>) -> Error {
        let message = self.message.as_deref().unwrap_or("the call was refused");
        let kind = self.kind.unwrap_or(ErrorKind::Api);
        let mut error = Error::new(kind, Outcome::Rejected, message);
        let fields = error.fields_mut();
        (fields.operation, fields.status) = (operation, self.status);
        fields.request_id.clone_from(&self.request_id);
        error
    }
}

/// What identifies the execution of a job.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(super) operation: String,
    pub(super) account: Option<String>,
    pub(super) target: Option<String>,
    /// SHA-256 of the arguments without secrets; `None` if they are invalid.
    pub(super) fingerprint: Option<Vec<u8>>,
    /// Number of the execution in its run.
    pub(super) execution: i64,
}

impl Entry {
    pub(crate) fn new(
        key: &str,
        operation: &str,
        account: Option<&str>,
        call: Option<&NamedCall>,
        execution: i64,
    ) -> Self {
        let target = call.and_then(NamedCall::target);
        let fingerprint = call.map(|call| fingerprint(operation, account, call));
        let (key, operation, account) =
            (key.to_owned(), operation.to_owned(), account.map(str::to_owned));
        Self { key, operation, account, target, fingerprint, execution }
    }
}

/// The objects of JSON are sorted by name, so that the order of the arguments does not matter.
fn fingerprint(operation: &str, account: Option<&str>, call: &NamedCall) -> Vec<u8> {
    let mut whole = json!([operation, account, call.arguments()]);
    sort(&mut whole);
    digest(&SHA256, whole.to_string().as_bytes()).as_ref().to_vec()
}

/// Another crate may build `serde_json` with objects in the order of insertion.
fn sort(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(sort),
        Value::Object(object) => {
            object.values_mut().for_each(sort);
            object.sort_keys();
        }
        _ => {}
    }
}

/// Result of recording that a call is about to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begun {
    Recorded,
    /// Another job of this run has the key.
    Duplicate,
}

/// The outcome of a job, as the ledger records it.
#[derive(Clone, Debug)]
pub(crate) struct End {
    pub(super) state: LedgerState,
    pub(super) kind: Option<&'static str>,
    pub(super) status: Option<u16>,
    pub(super) request_id: Option<String>,
    pub(super) message: Option<String>,
}

impl End {
    pub(crate) fn applied(evidence: Option<String>) -> Self {
        let (state, message) = (LedgerState::Applied, evidence);
        Self { state, kind: None, status: None, request_id: None, message }
    }

    pub(crate) fn of(error: &Error) -> Self {
        Self {
            state: error.outcome().into(),
            kind: Some(error.kind().as_str()),
            status: error.status(),
            request_id: error.request_id().map(str::to_owned),
            message: Some(error.message().to_owned()),
        }
    }
}

/// Times in a ledger are milliseconds since 1970.
pub(super) fn to_millis(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

pub(super) fn from_millis(millis: Option<i64>) -> Option<SystemTime> {
    UNIX_EPOCH.checked_add(Duration::from_millis(u64::try_from(millis?).ok()?))
}
