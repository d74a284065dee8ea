//! Jobs and their results.

use std::fmt;

use serde_json::{Map, Value};

use crate::auth::on_behalf_of::OnBehalfOf;
use crate::bulk::ended::Ended;
use crate::error::{Error, Outcome, Result};
use crate::named_call::{NamedCall, NamedResult};

/// A call to make, and what identifies it among the others.
pub struct BulkJob {
    pub(super) operation: String,
    arguments: Map<String, Value>,
    pub(super) call: Result<NamedCall>,
    pub(super) key: Option<String>,
    pub(super) account: Option<OnBehalfOf>,
    pub(super) line: Option<u64>,
}

impl BulkJob {
    /// A job of an operation, such as `customers.disable`, with its arguments in JSON. A job with invalid
    /// arguments is not sent: its result has the error.
    pub fn new(operation: impl Into<String>, arguments: &Map<String, Value>) -> Self {
        let operation = operation.into();
        let call = NamedCall::new(&operation, arguments);
        let arguments = arguments.clone();
        Self { operation, arguments, call, key: None, account: None, line: None }
    }

    /// The same with a key, which identifies the job in the ledger. Default: the operation, the account
    /// acted for, and what the call names.
    #[must_use]
    pub fn with_key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// The same, acting for another account.
    #[must_use]
    pub fn on_behalf_of(self, account: OnBehalfOf) -> Self {
        Self { account: Some(account), ..self }
    }

    /// The same, with the line of the file that the job comes from, for its result.
    #[must_use]
    pub fn at_line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }

    /// The operation.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The arguments, with the secrets among them.
    pub fn arguments(&self) -> &Map<String, Value> {
        &self.arguments
    }

    /// The account that the job acts for.
    pub fn account(&self) -> Option<&OnBehalfOf> {
        self.account.as_ref()
    }

    /// The error of a job that is not sent: its arguments are invalid, or its file has changed.
    pub fn error(&self) -> Option<&Error> {
        self.call.as_ref().err()
    }

    /// Line of the file that the job comes from.
    pub fn line(&self) -> Option<u64> {
        self.line
    }

    /// Key of the job: that of [`with_key`](Self::with_key), or its default.
    pub fn key(&self) -> String {
        if let Some(key) = &self.key {
            return key.clone();
        }
        let target = self.call.as_ref().ok().and_then(NamedCall::target).unwrap_or_default();
        let account = match &self.account {
            Some(OnBehalfOf::Subuser(name)) => format!("@{name}"),
            Some(OnBehalfOf::Account(id)) => format!("@account-id {id}"),
            None => String::new(),
        };
        format!("{}{account} {target}", self.operation)
    }

    pub(super) fn into_parts(self) -> (JobName, Result<NamedCall>, Option<OnBehalfOf>) {
        let (key, Self { operation, call, account, line, .. }) = (self.key(), self);
        (JobName { key, operation, line }, call, account)
    }
}

/// Without the arguments as they were passed, which may hold secrets.
impl fmt::Debug for BulkJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, call, key, account, line, .. } = self;
        let mut job = f.debug_struct("BulkJob");
        job.field("operation", operation).field("call", call).field("key", key);
        job.field("account", account).field("line", line).finish_non_exhaustive()
    }
}

/// Key, operation and line of a job, for its result.
#[derive(Debug)]
pub(super) struct JobName {
    pub(super) key: String,
    pub(super) operation: String,
    pub(super) line: Option<u64>,
}

impl JobName {
    pub(super) fn of(job: &BulkJob) -> Self {
        Self { key: job.key(), operation: job.operation.clone(), line: job.line }
    }
}

/// Outcome and result of a job.
#[derive(Debug)]
#[non_exhaustive]
pub struct BulkResult {
    /// Key of the job.
    pub key: String,
    /// The operation.
    pub operation: String,
    /// Line of the file that the job comes from.
    pub line: Option<u64>,
    /// Effect of the job. After [`NotSent`](Outcome::NotSent) a resumed run makes the call.
    pub outcome: Outcome,
    /// Result of the call, if it was made in this run.
    pub result: Option<NamedResult>,
    /// The error of the call; without details and body if an earlier run made it.
    pub error: Option<Error>,
    /// How the outcome was found, if it was read back; see [`Reconciled`](crate::Reconciled).
    pub evidence: Option<String>,
    /// Whether an earlier run made the call: the outcome comes from the ledger, or was read back.
    pub from_ledger: bool,
}

impl BulkResult {
    pub(super) fn new(name: JobName, ended: Ended) -> Self {
        let JobName { key, operation, line } = name;
        let Ended { result, evidence, from_ledger, .. } = ended;
        let (outcome, result, error) = match result {
            Ok(result) => (Outcome::Applied, result, None),
            Err(error) => (error.outcome(), None, Some(error)),
        };
        Self { key, operation, line, outcome, result, error, evidence, from_ledger }
    }
}
