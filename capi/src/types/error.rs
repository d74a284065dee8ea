//! Errors, as C reads them.

use std::ffi::c_char;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use sendgrid_accounts::{Change, Error, ErrorDetail};

use crate::ffi::error::{FfiError, LostChange, Misuse};
use crate::ffi::host_thread::HostThread;
use crate::ffi::objects::{Arena, ToC, hand_out, take_back};
use crate::ffi::panic::{catch, panic_on_demand};
use crate::status::{sga_outcome, sga_phase, sga_status};
use crate::types::handles::sga_change;

/// One complaint of the server (seed 001, `ErrorResponse`).
#[repr(C)]
pub struct sga_error_detail {
    /// The server's text.
    pub message: *const c_char,
    /// The field that the server complains about, or NULL.
    pub field: *const c_char,
    /// Help of the server as JSON, of whatever form it has, or NULL.
    pub help: *const c_char,
    /// The server's own number of the error, or NULL.
    pub error_id: *const c_char,
}

/// Why a call failed, what it may have done, and whether it may be repeated. It never holds a
/// credential or a password. Freed by sga_error_free().
#[repr(C)]
pub struct sga_error {
    /// What went wrong; the same that the function returned.
    pub status: sga_status,
    /// What the call may have done.
    pub outcome: sga_outcome,
    /// Whether the same call may be made again as it is: a repeat cannot apply a change twice, and
    /// what was in the way may pass.
    pub safe_to_retry: bool,
    /// How many times the request was handed to the network, 0 where it never was.
    pub attempts: u32,
    /// The operation that failed, such as "user.get_profile", or NULL.
    pub operation: *const c_char,
    /// What happened, in one sentence, without the name of the operation.
    pub message: *const c_char,
    /// The argument that was refused, or NULL.
    pub field: *const c_char,
    /// What was being waited for, where time ran out.
    pub phase: sga_phase,
    /// Whether the server answered with an HTTP status.
    pub has_http_status: bool,
    /// The HTTP status of the last answer.
    pub http_status: u32,
    /// The server's identifier of the call, for its support, or NULL.
    pub request_id: *const c_char,
    /// The scope that the API key needs for this call (SGA_ERR_PERMISSION_DENIED), or NULL.
    pub required_scope: *const c_char,
    /// Whether the server asks to wait (SGA_ERR_RATE_LIMIT).
    pub has_retry_after: bool,
    /// How long the server asks to wait, in seconds.
    pub retry_after: f64,
    /// Whether the server tells when it accepts calls again.
    pub has_reset_at: bool,
    /// When the server accepts calls again, by its own clock, in seconds since 1970 UTC.
    pub reset_at: f64,
    /// The body of the refusing answer as text, capped at 2,048 bytes, or NULL.
    pub body: *const c_char,
    /// How many complaints of the server there are.
    pub detail_count: usize,
    /// What the server complained about, in its order; NULL where there is none.
    pub details: *const *const sga_error_detail,
    /// Whom a change of unknown outcome is about, where it names somebody, or NULL.
    pub target: *const c_char,
    /// The change that was lost on the way, for sga_change_reconcile(); NULL where nothing was. It
    /// lives as long as the error.
    pub change: *const sga_change,
    /// Whether the call would have been repeated, had so many others not been (`retry_budget`).
    pub retry_budget_exhausted: bool,
}

impl ToC for FfiError {
    type Object = sga_error;
    const NAME: &'static str = "error";

    fn to_c(&self, arena: &Arena) -> sga_error {
        match self {
            Self::Misuse(misuse) => of_misuse(misuse, arena),
            Self::Core { error, lost } => of_core(error, lost.as_ref(), arena),
        }
    }
}

/// Runs a function that returns a status, and writes its error where one is wanted.
pub(crate) unsafe fn guard(
    error: *mut *mut sga_error,
    work: impl FnOnce() -> Result<(), FfiError>,
) -> sga_status {
    let _host = HostThread::save();
    let result = catch(|| {
        panic_on_demand();
        work()
    });
    let Err(failure) = result else { return sga_status::SGA_OK };
    let status = failure.status();
    if !error.is_null() {
        // A panic while the error is made leaves the caller with the status alone.
        let _ = catch(|| {
            // SAFETY: the caller says so.
            unsafe { error.write(hand_out(failure)) };
            Ok(())
        });
    }
    status
}

fn of_misuse(misuse: &Misuse, arena: &Arena) -> sga_error {
    sga_error {
        status: misuse.status,
        outcome: misuse.outcome.into(),
        safe_to_retry: false,
        attempts: 0,
        operation: arena.optional(misuse.operation),
        message: arena.text(&misuse.message),
        field: arena.optional(misuse.field),
        phase: sga_phase::SGA_PHASE_NONE,
        has_http_status: false,
        http_status: 0,
        request_id: std::ptr::null(),
        required_scope: std::ptr::null(),
        has_retry_after: false,
        retry_after: 0.0,
        has_reset_at: false,
        reset_at: 0.0,
        body: std::ptr::null(),
        detail_count: 0,
        details: std::ptr::null(),
        target: std::ptr::null(),
        change: std::ptr::null(),
        retry_budget_exhausted: false,
    }
}

fn of_core(error: &Error, lost: Option<&Arc<LostChange>>, arena: &Arena) -> sga_error {
    let seconds =
        |time: SystemTime| time.duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64());
    sga_error {
        status: error.kind().into(),
        outcome: error.outcome().into(),
        safe_to_retry: error.safe_to_retry(),
        attempts: error.attempts(),
        operation: arena.optional(error.operation()),
        message: arena.text(error.message()),
        field: arena.optional(error.field()),
        phase: error.phase().into(),
        has_http_status: error.status().is_some(),
        http_status: error.status().unwrap_or_default().into(),
        request_id: arena.optional(error.request_id()),
        required_scope: arena.optional(error.required_scope()),
        has_retry_after: error.retry_after().is_some(),
        retry_after: error.retry_after().unwrap_or_default().as_secs_f64(),
        has_reset_at: error.reset_at().is_some(),
        reset_at: error.reset_at().map_or(0.0, seconds),
        body: arena.optional(error.body()),
        detail_count: error.details().len(),
        details: arena.rows(error.details().iter().map(|detail| of_detail(detail, arena))),
        target: arena.optional(error.change().and_then(Change::target)),
        change: lost.map_or(std::ptr::null(), |lost| arena.handle::<sga_change>(Arc::clone(lost))),
        retry_budget_exhausted: error.retry_budget_exhausted(),
    }
}

fn of_detail(detail: &ErrorDetail, arena: &Arena) -> sga_error_detail {
    let help = detail.help.as_ref().map(ToString::to_string);
    sga_error_detail {
        message: arena.text(&detail.message),
        field: arena.optional(detail.field.as_deref()),
        help: arena.optional(help.as_deref()),
        error_id: arena.optional(detail.error_id.as_deref()),
    }
}

/// Frees an error, and all that it points to.
///
/// @param error the error; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_error_free(error: *mut sga_error) -> sga_status {
    guard(std::ptr::null_mut(), || take_back::<FfiError>(error))
}
