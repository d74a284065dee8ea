//! Rate limits of the servers.

use std::time::UNIX_EPOCH;

use sendgrid_accounts::{RateLimit, RateLimits};

use crate::ffi::objects::{Arena, ToC, free_object};
use crate::status::sga_status;
use crate::types::error::guard;

/// Rate limit of a server, from the headers of its responses.
#[repr(C)]
pub struct sga_rate_limit {
    /// Whether `limit` is set.
    pub has_limit: bool,
    /// Number of calls that a window allows.
    pub limit: u64,
    /// Whether `remaining` is set.
    pub has_remaining: bool,
    /// Number of calls that remain in the window.
    pub remaining: u64,
    /// Whether `reset_at` is set.
    pub has_reset_at: bool,
    /// Start of the next window, by the server's clock, in seconds since 1970 UTC.
    pub reset_at: f64,
}

/// Rate limits of both APIs. Freed by sga_rate_limits_free().
#[repr(C)]
pub struct sga_rate_limits {
    /// Rate limit of the Users API; NULL if unknown.
    pub user: *const sga_rate_limit,
    /// Rate limit of the customer API; NULL if unknown.
    pub customers: *const sga_rate_limit,
}

impl ToC for RateLimits {
    type Object = sga_rate_limits;
    const NAME: &'static str = "limits";

    fn to_c(&self, arena: &Arena) -> sga_rate_limits {
        let limit = |limit: Option<RateLimit>| {
            limit.map_or(std::ptr::null(), |limit| arena.store(rate_limit_to_c(limit)))
        };
        sga_rate_limits { user: limit(self.user), customers: limit(self.customers) }
    }
}

fn rate_limit_to_c(limit: RateLimit) -> sga_rate_limit {
    let reset_at = limit.reset_at.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    sga_rate_limit {
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
    guard(std::ptr::null_mut(), || free_object::<RateLimits>(limits))
}
