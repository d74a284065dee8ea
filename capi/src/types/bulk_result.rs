//! Results and progress of bulk runs.

use std::ffi::c_char;
use std::time::UNIX_EPOCH;

use sendgrid_accounts::{BulkProgress, BulkResult};
use tokio::sync::OwnedSemaphorePermit;

use crate::ffi::error::FfiError;
use crate::ffi::objects::{Arena, ToC, free_object};
use crate::status::{sga_outcome, sga_status};
use crate::types::created_api_key::secret_to_c;
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_api_key_secret;

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
    /// Whether an earlier run made the call: the outcome comes from the ledger, or was read back. The
    /// result has no `result` and no `api_key` then, and its error has no details and no body.
    pub from_ledger: bool,
    /// Result of the call as JSON, without secrets; NULL if it has none, or failed.
    pub result: *const c_char,
    /// API key that the call created, or NULL; see sga_api_key_secret_reveal(). The ledger does not
    /// contain it, and no later call returns it.
    pub api_key: *const sga_api_key_secret,
    /// Error of the call, or NULL.
    pub error: *const sga_error,
    /// How the outcome was found, in one sentence, if it was read back; or NULL. See sga_reconciled.
    pub evidence: *const c_char,
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
        let BulkResult { key, operation, line, outcome, result, evidence, from_ledger, .. } =
            &self.result;
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
            evidence: arena.optional_string(evidence.as_deref()),
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

/// Number of jobs of a bulk run by their effect, and how fast they end. Freed by
/// sga_bulk_progress_free().
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
    /// Jobs among these whose outcome comes from the ledger.
    pub from_ledger: u64,
    /// Jobs that ended per second, in the last ten seconds, without those from the ledger.
    pub rate: f64,
    /// Whether `total` is set.
    pub has_total: bool,
    /// Number of all jobs.
    pub total: u64,
    /// Whether `time_left` is set.
    pub has_time_left: bool,
    /// Time in seconds in which the rest of `total` ends at the current rate.
    pub time_left: f64,
    /// Whether `limit` is set.
    pub has_limit: bool,
    /// Number of calls that a window of the rate limit of the last operation allows, as the server last
    /// reported it.
    pub limit: u64,
    /// Whether `remaining` is set.
    pub has_remaining: bool,
    /// Number of calls that remained in that window.
    pub remaining: u64,
    /// Whether `reset_at` is set.
    pub has_reset_at: bool,
    /// Start of the next window, by the server's clock, in seconds since 1970 UTC.
    pub reset_at: f64,
}

impl ToC for BulkProgress {
    type Object = sga_bulk_progress;
    const NAME: &'static str = "progress";

    fn to_c(&self, _: &Arena) -> sga_bulk_progress {
        let limit = self.window.and_then(|window| window.limit);
        let remaining = self.window.and_then(|window| window.remaining);
        let reset_at = self.window.and_then(|window| window.reset_at);
        let reset_at = reset_at.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        sga_bulk_progress {
            begun: self.begun,
            applied: self.applied,
            rejected: self.rejected,
            not_sent: self.not_sent,
            unknown: self.unknown,
            from_ledger: self.from_ledger,
            rate: self.rate,
            has_total: self.total.is_some(),
            total: self.total.unwrap_or_default(),
            has_time_left: self.time_left().is_some(),
            time_left: self.time_left().unwrap_or_default().as_secs_f64(),
            has_limit: limit.is_some(),
            limit: limit.unwrap_or_default(),
            has_remaining: remaining.is_some(),
            remaining: remaining.unwrap_or_default(),
            has_reset_at: reset_at.is_some(),
            reset_at: reset_at.unwrap_or_default().as_secs_f64(),
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
