//! Errors for C.

use std::ffi::c_char;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use sendgrid_accounts::{Change, Error, ErrorDetail};

use crate::ffi::error::{FfiError, LostChange, Misuse};
use crate::ffi::host_thread::HostThread;
use crate::ffi::objects::{Arena, ToC, free_object, new_object};
use crate::ffi::panic::{catch, panic_on_demand};
use crate::status::{sga_outcome, sga_phase, sga_status};
use crate::types::handles::sga_change;

/// One error of the server's response.
#[repr(C)]
pub struct sga_error_detail {
    /// Message of the server.
    pub message: *const c_char,
    /// Field that the server names, or NULL.
    pub field: *const c_char,
    /// Help of the server as JSON, or NULL.
    pub help: *const c_char,
    /// Identifier that the server gives the error, or NULL.
    pub error_id: *const c_char,
}

/// Failure of a call: its status, its possible effect, and whether a retry is safe. It never
/// contains a credential or a password. Freed by sga_error_free().
#[repr(C)]
pub struct sga_error {
    /// Kind of the error: the status that the function returned.
    pub status: sga_status,
    /// Possible effect of the call.
    pub outcome: sga_outcome,
    /// Whether a retry is safe: it cannot apply a change twice, and the cause may be temporary.
    pub safe_to_retry: bool,
    /// Number of attempts; 0 if none was started.
    pub attempts: u32,
    /// Operation that failed, such as "user.get_profile", or NULL.
    pub operation: *const c_char,
    /// Description in one line, without the name of the operation. Text of the server in it is
    /// redacted, and its control and bidirectional characters are escaped.
    pub message: *const c_char,
    /// Name of the invalid argument, or NULL.
    pub field: *const c_char,
    /// Phase in which the time ran out.
    pub phase: sga_phase,
    /// Whether `http_status` is set.
    pub has_http_status: bool,
    /// HTTP status of the last response.
    pub http_status: u32,
    /// Identifier of the call at the server, for its support, or NULL.
    pub request_id: *const c_char,
    /// Scope that the operation needs (SGA_ERR_PERMISSION_DENIED), or NULL. It is a property of the
    /// operation, not a diagnosis: the server may have refused the call for another reason.
    pub required_scope: *const c_char,
    /// Whether `retry_after` is set.
    pub has_retry_after: bool,
    /// Wait that the server asks for, in seconds: Retry-After of the response, whatever its status,
    /// or of the proxy that refused a tunnel; with SGA_ERR_RATE_LIMIT also the end of the rate
    /// limit's window. Of a call that was not sent because of a lockout: the rest of the lockout.
    pub retry_after: f64,
    /// Whether `reset_at` is set.
    pub has_reset_at: bool,
    /// Time at which `retry_after` ends, by the server's clock, in seconds since 1970 UTC.
    pub reset_at: f64,
    /// Body of the response as a string, capped at 2,048 bytes, or NULL. Only secrets are removed: it
    /// may contain control characters.
    pub body: *const c_char,
    /// Number of `details`.
    pub detail_count: usize,
    /// Errors that the response lists, at most 32; NULL if there are none. Only secrets are removed
    /// from their strings: they may contain control characters.
    pub details: *const *const sga_error_detail,
    /// Username, id of an API key or name of a new one that a change with an unknown outcome affects,
    /// or NULL.
    pub target: *const c_char,
    /// Change with an unknown outcome, for sga_change_reconcile(); freed with the error; or NULL.
    pub change: *const sga_change,
    /// Whether only the exhausted retry budget prevented a retry; see `retry_budget`.
    pub retry_budget_exhausted: bool,
    /// Whether `offset` is set.
    pub has_offset: bool,
    /// Where the iteration over a list failed: the rows before this offset were read, and another
    /// iteration can begin there.
    pub offset: u64,
}

impl ToC for FfiError {
    type Object = sga_error;
    const NAME: &'static str = "error";

    fn to_c(&self, arena: &Arena) -> sga_error {
        match self {
            Self::Misuse(misuse) => misuse_to_c(misuse, arena),
            Self::Core { error, lost_change } => {
                core_error_to_c(error, lost_change.as_ref(), arena)
            }
        }
    }
}

/// Runs the body of an exported function; returns its status and writes its error.
pub(crate) unsafe fn guard(
    error: *mut *mut sga_error,
    work: impl FnOnce() -> Result<(), FfiError>,
) -> sga_status {
    let _host = HostThread::save();
    let result = catch(|| {
        panic_on_demand();
        work()
    });
    let Err(cause) = result else { return sga_status::SGA_OK };
    let status = cause.status();
    if !error.is_null() {
        // If the conversion panics, the caller gets the status only.
        let _ = catch(|| {
            // SAFETY: the caller guarantees it.
            unsafe { error.write(new_object(cause)) };
            Ok(())
        });
    }
    status
}

fn misuse_to_c(misuse: &Misuse, arena: &Arena) -> sga_error {
    sga_error {
        status: misuse.status,
        outcome: misuse.outcome.into(),
        safe_to_retry: false,
        attempts: 0,
        operation: arena.optional_string(misuse.operation),
        message: arena.string(&misuse.message),
        field: arena.optional_string(misuse.field),
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
        has_offset: false,
        offset: 0,
    }
}

fn core_error_to_c(
    error: &Error,
    lost_change: Option<&Arc<LostChange>>,
    arena: &Arena,
) -> sga_error {
    let change = lost_change.map(|change| arena.handle::<sga_change>(Arc::clone(change)));
    let seconds =
        |time: SystemTime| time.duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64());
    sga_error {
        status: error.kind().into(),
        outcome: error.outcome().into(),
        safe_to_retry: error.safe_to_retry(),
        attempts: error.attempts(),
        operation: arena.optional_string(error.operation()),
        message: arena.string(error.message()),
        field: arena.optional_string(error.field()),
        phase: error.phase().into(),
        has_http_status: error.status().is_some(),
        http_status: error.status().unwrap_or_default().into(),
        request_id: arena.optional_string(error.request_id()),
        required_scope: arena.optional_string(error.required_scope()),
        has_retry_after: error.retry_after().is_some(),
        retry_after: error.retry_after().unwrap_or_default().as_secs_f64(),
        has_reset_at: error.reset_at().is_some(),
        reset_at: error.reset_at().map_or(0.0, seconds),
        body: arena.optional_string(error.body()),
        detail_count: error.details().len(),
        details: arena.rows(error.details().iter().map(|detail| detail_to_c(detail, arena))),
        target: arena.optional_string(error.change().and_then(Change::target)),
        change: change.unwrap_or(std::ptr::null()),
        retry_budget_exhausted: error.retry_budget_exhausted(),
        has_offset: error.offset().is_some(),
        offset: error.offset().unwrap_or_default(),
    }
}

fn detail_to_c(detail: &ErrorDetail, arena: &Arena) -> sga_error_detail {
    let help = detail.help.as_ref().map(ToString::to_string);
    sga_error_detail {
        message: arena.string(&detail.message),
        field: arena.optional_string(detail.field.as_deref()),
        help: arena.optional_string(help.as_deref()),
        error_id: arena.optional_string(detail.error_id.as_deref()),
    }
}

/// Frees an error and the data that it points to.
///
/// @param error error to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_error_free(error: *mut sga_error) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<FfiError>(error))
}
