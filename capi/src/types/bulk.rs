//! Bulk runs: options, jobs and results.

use std::ffi::c_char;
use std::path::PathBuf;

use sendgrid_accounts::{BulkJob, BulkOptions, BulkProgress, BulkResult, OnBehalfOf};
use serde_json::Map;
use tokio::sync::OwnedSemaphorePermit;

use crate::bulk::arguments::json_object;
use crate::ffi::arguments::{Input, optional_string, read, string};
use crate::ffi::error::FfiError;
use crate::ffi::objects::{Arena, ToC, free_object};
use crate::status::{sga_outcome, sga_status};
use crate::types::created_api_key::secret_to_c;
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_api_key_secret;

/// Settings of a bulk run. Initialise it with SGA_BULK_OPTIONS_INIT; zero and NULL mean the default.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_bulk_options {
    /// sizeof(sga_bulk_options), set by SGA_BULK_OPTIONS_INIT.
    pub struct_size: usize,
    /// Number of jobs at once, from 1 to 1,000; default: 16.
    pub concurrency: u32,
    /// File that records what became of each job, so that another run can resume this one. Default: no
    /// file.
    pub ledger: *const c_char,
    /// Maximum number of calls that the run begins in a minute, evenly spaced, from 1 to 1,000,000: the
    /// part of a rate limit that this run may use, where others use it at the same time. Retries within a
    /// call are not counted. Default: only the server limits the rate.
    pub max_per_minute: u32,
}

// SAFETY: the string may be NULL.
unsafe impl Input for sga_bulk_options {
    const NAME: &'static str = "options";
}

pub(crate) unsafe fn bulk_options(
    options: *const sga_bulk_options,
) -> Result<BulkOptions, FfiError> {
    let mut settings = BulkOptions::default();
    if options.is_null() {
        return Ok(settings);
    }
    let options = read(options)?;
    if options.concurrency != 0 {
        settings.concurrency = usize::try_from(options.concurrency).unwrap_or(usize::MAX);
    }
    settings.max_per_minute = (options.max_per_minute != 0).then_some(options.max_per_minute);
    settings.ledger = optional_string("ledger", options.ledger)?.map(PathBuf::from);
    Ok(settings)
}

/// A call to make by its name. Initialise it with SGA_BULK_JOB_INIT. `operation` is mandatory.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_bulk_job {
    /// sizeof(sga_bulk_job), set by SGA_BULK_JOB_INIT.
    pub struct_size: usize,
    /// Operation, such as "customers.disable".
    pub operation: *const c_char,
    /// Arguments of the operation as a JSON object, such as `{"user": "reader"}`; a null is a missing
    /// argument. Default: none.
    pub arguments: *const c_char,
    /// Key that identifies the job in the ledger. Default: the operation, the account acted for, and
    /// the target of the call.
    pub key: *const c_char,
    /// Subuser that the job acts for; not with `account_id`.
    pub on_behalf_of: *const c_char,
    /// Number of the customer account that the job acts for.
    pub account_id: *const c_char,
    /// Line of the file that the job comes from, for its result; 0: none.
    pub line: u64,
}

// SAFETY: the strings may be NULL.
unsafe impl Input for sga_bulk_job {
    const NAME: &'static str = "job";
}

pub(crate) unsafe fn bulk_job(job: *const sga_bulk_job) -> Result<BulkJob, FfiError> {
    let job = read(job)?;
    let operation = string("operation", job.operation)?;
    let arguments = match optional_string("arguments", job.arguments)? {
        Some(arguments) => json_object(&arguments)?,
        None => Map::new(),
    };
    let key = optional_string("key", job.key)?;
    let subuser = optional_string("on_behalf_of", job.on_behalf_of)?.map(OnBehalfOf::Subuser);
    let account = optional_string("account_id", job.account_id)?.map(OnBehalfOf::Account);
    if subuser.is_some() && account.is_some() {
        let problem = "is set, and so is account_id: a job acts for one account";
        let status = sga_status::SGA_ERR_INVALID_INPUT;
        return Err(FfiError::misuse(status, "on_behalf_of", problem));
    }
    let mut bulk_job = BulkJob::new(operation, &arguments);
    if let Some(key) = key {
        bulk_job = bulk_job.with_key(key);
    }
    if let Some(account) = subuser.or(account) {
        bulk_job = bulk_job.on_behalf_of(account);
    }
    Ok(if job.line == 0 { bulk_job } else { bulk_job.at_line(job.line) })
}

/// Result of a job: its effect, and its result or error. Freed by sga_bulk_result_free(), unless it
/// belongs to a completion.
#[repr(C)]
pub struct sga_bulk_result {
    /// Key that identifies the job.
    pub key: *const c_char,
    /// Operation of the job.
    pub operation: *const c_char,
    /// Whether `line` is set.
    pub has_line: bool,
    /// Line of the file that the job comes from.
    pub line: u64,
    /// Effect of the job; SGA_OUTCOME_APPLIED also for a read. After SGA_OUTCOME_NOT_SENT another run
    /// with the same ledger makes the call.
    pub outcome: sga_outcome,
    /// Whether the outcome comes from the ledger: an earlier run made the call. `result`, `api_key` and
    /// `error` are then NULL.
    pub from_ledger: bool,
    /// Result of the call as JSON, without secrets; NULL if it has none, or failed.
    pub result: *const c_char,
    /// API key that the call created, or NULL; see sga_api_key_secret_reveal(). The ledger does not
    /// contain it, and no later call returns it.
    pub api_key: *const sga_api_key_secret,
    /// Error of the call, or NULL.
    pub error: *const sga_error,
}

/// A result, and the place of its job among those in progress, which is free once C has the result.
pub(crate) struct JobResult {
    pub(crate) result: BulkResult,
    pub(crate) error: Option<FfiError>,
    pub(crate) _permit: OwnedSemaphorePermit,
}

impl ToC for JobResult {
    type Object = sga_bulk_result;
    const NAME: &'static str = "result";

    fn to_c(&self, arena: &Arena) -> sga_bulk_result {
        let BulkResult { key, operation, line, outcome, result, from_ledger, .. } = &self.result;
        let value = result.as_ref().map(|result| &result.value).filter(|value| !value.is_null());
        let api_key = result.as_ref().and_then(|result| result.api_key.as_ref());
        sga_bulk_result {
            key: arena.string(key),
            operation: arena.string(operation),
            has_line: line.is_some(),
            line: line.unwrap_or_default(),
            outcome: (*outcome).into(),
            from_ledger: *from_ledger,
            result: arena.optional_string(value.map(ToString::to_string).as_deref()),
            api_key: api_key.map_or(std::ptr::null(), |secret| secret_to_c(secret, arena)),
            error: match &self.error {
                Some(error) => arena.store(error.to_c(arena)),
                None => std::ptr::null(),
            },
        }
    }
}

/// Frees a result of a job and the data that it points to, and overwrites its secret.
///
/// @param result result to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_bulk_result_free(result: *mut sga_bulk_result) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<JobResult>(result))
}

/// Number of jobs of a bulk run by their effect. Freed by sga_bulk_progress_free().
#[repr(C)]
pub struct sga_bulk_progress {
    /// Jobs that were begun.
    pub begun: u64,
    /// Jobs whose change was applied, in this run or an earlier one.
    pub applied: u64,
    /// Jobs that the server refused.
    pub rejected: u64,
    /// Jobs that were not sent.
    pub not_sent: u64,
    /// Jobs whose outcome is unknown.
    pub unknown: u64,
}

impl ToC for BulkProgress {
    type Object = sga_bulk_progress;
    const NAME: &'static str = "progress";

    fn to_c(&self, _: &Arena) -> sga_bulk_progress {
        sga_bulk_progress {
            begun: self.begun,
            applied: self.applied,
            rejected: self.rejected,
            not_sent: self.not_sent,
            unknown: self.unknown,
        }
    }
}

/// Frees the progress of a bulk run.
///
/// @param progress progress to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_bulk_progress_free(progress: *mut sga_bulk_progress) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<BulkProgress>(progress))
}
