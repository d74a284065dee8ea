//! What servers have said of their rate limits.

use std::time::UNIX_EPOCH;

use sendgrid_accounts::{RateLimit, RateLimits};

use crate::ffi::objects::{Arena, ToC, take_back};
use crate::status::sga_status;
use crate::types::error::guard;

/// What a server has said of its rate limit, in the headers of an answer.
#[repr(C)]
pub struct sga_rate_limit {
    /// Whether the server told the limit.
    pub has_limit: bool,
    /// Calls that a window allows.
    pub limit: u64,
    /// Whether the server told what was left.
    pub has_remaining: bool,
    /// Calls that were left of it.
    pub remaining: u64,
    /// Whether the server told when the next window begins.
    pub has_reset_at: bool,
    /// When the next window begins, by the server's clock, in seconds since 1970 UTC.
    pub reset_at: f64,
}

/// The rate limits of both APIs. Freed by sga_rate_limits_free().
#[repr(C)]
pub struct sga_rate_limits {
    /// Of the Users API; NULL where no answer has told.
    pub user: *const sga_rate_limit,
    /// Of the customer API; NULL where no answer has told.
    pub customers: *const sga_rate_limit,
}

impl ToC for RateLimits {
    type Object = sga_rate_limits;
    const NAME: &'static str = "limits";

    fn to_c(&self, arena: &Arena) -> sga_rate_limits {
        let limit = |limit: Option<RateLimit>| {
            limit.map_or(std::ptr::null(), |limit| arena.keep(of_limit(limit)))
        };
        sga_rate_limits { user: limit(self.user), customers: limit(self.customers) }
    }
}

fn of_limit(limit: RateLimit) -> sga_rate_limit {
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
/// @param limits what a call returned; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_rate_limits_free(limits: *mut sga_rate_limits) -> sga_status {
    guard(std::ptr::null_mut(), || take_back::<RateLimits>(limits))
}
