//! Throttles, for programs with many clients.

use sendgrid_accounts::SharedRateLimiter;

use crate::ffi::arguments::place;
use crate::ffi::handles::{hand_out, take_back};
use crate::status::sga_status;
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_shared_rate_limiter;

/// Makes a throttle that knows of no limit yet. It knows credentials by a fingerprint only. A process
/// that is forked begins anew.
///
/// @param[out] result the throttle, freed by sga_shared_rate_limiter_free()
/// @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_shared_rate_limiter_new(
    result: *mut *mut sga_shared_rate_limiter,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let result = place("result", result)?;
        result.write(hand_out(SharedRateLimiter::new()));
        Ok(())
    })
}

/// Frees a throttle. Clients that have it go on sharing it.
///
/// @param shared_rate_limiter the throttle; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_shared_rate_limiter_free(
    shared_rate_limiter: *mut sga_shared_rate_limiter,
) -> sga_status {
    guard(std::ptr::null_mut(), || take_back(shared_rate_limiter).map(drop))
}
