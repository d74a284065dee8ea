//! Rate limits of the servers.

use std::ffi::c_char;
use std::time::UNIX_EPOCH;

use sendgrid_accounts::RateLimit;

use crate::ffi::objects::{Arena, ToC, free_object};
use crate::status::sga_status;
use crate::types::error::guard;

/// Rate limit as the server last reported it, from the headers of its responses. It belongs to its
/// sga_rate_limits.
#[repr(C)]
pub struct sga_rate_limit {
    /// Operation that has the limit, such as "user.get_email"; method and path of
    /// sga_client_request(), such as "GET /v3/stats"; "customers" for the customer API, whose operations
    /// share one limit.
    pub operation: *const c_char,
    /// Account acted for, as the value of the header On-Behalf-Of; NULL for the account of the
    /// credential.
    pub on_behalf_of: *const c_char,
    /// Whether `limit` is set.
    pub has_limit: bool,
    /// Number of calls that a window allows.
    pub limit: u64,
    /// Whether `remaining` is set.
    pub has_remaining: bool,
    /// Number of calls that remained in the window.
    pub remaining: u64,
    /// Whether `reset_at` is set.
    pub has_reset_at: bool,
    /// Start of the next window, by the server's clock, in seconds since 1970 UTC.
    pub reset_at: f64,
}

/// Known rate limits, by operation and account. Freed by sga_rate_limits_free().
#[repr(C)]
pub struct sga_rate_limits {
    /// Number of limits.
    pub count: usize,
    /// Limits, `limits[0]` to `limits[count - 1]`; NULL if there are none.
    pub limits: *const *const sga_rate_limit,
}

impl ToC for Vec<RateLimit> {
    type Object = sga_rate_limits;
    const NAME: &'static str = "limits";

    fn to_c(&self, arena: &Arena) -> sga_rate_limits {
        let rows = self.iter().map(|limit| rate_limit_to_c(limit, arena));
        sga_rate_limits { count: self.len(), limits: arena.rows(rows) }
    }
}

pub(crate) fn rate_limit_to_c(limit: &RateLimit, arena: &Arena) -> sga_rate_limit {
    let reset_at = limit.reset_at.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    sga_rate_limit {
        operation: arena.string(&limit.operation),
        on_behalf_of: arena.optional_string(limit.on_behalf_of.as_deref()),
        has_limit: limit.limit.is_some(),
        limit: limit.limit.unwrap_or_default(),
        has_remaining: limit.remaining.is_some(),
        remaining: limit.remaining.unwrap_or_default(),
        has_reset_at: reset_at.is_some(),
        reset_at: reset_at.unwrap_or_default().as_secs_f64(),
    }
}

/// Frees rate limits.
///
/// @param limits rate limits to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_rate_limits_free(limits: *mut sga_rate_limits) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Vec<RateLimit>>(limits))
}
