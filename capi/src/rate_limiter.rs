//! Shared rate limiters, for programs with many clients.

use sendgrid_accounts::SharedRateLimiter;

use crate::ffi::arguments::output;
use crate::ffi::handles::{new_handle, take_handle};
use crate::status::sga_status;
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_shared_rate_limiter;

/// Creates a shared rate limiter, without any limit yet. It stores credentials as fingerprints
/// only, and at most 10,000 limits beyond those of calls in progress. It is empty in a forked child.
///
/// @param[out] result shared rate limiter, freed by sga_shared_rate_limiter_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_shared_rate_limiter_new(
    result: *mut *mut sga_shared_rate_limiter,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let result = output("result", result)?;
        result.write(new_handle(SharedRateLimiter::new()));
        Ok(())
    })
}

/// Frees a shared rate limiter. Clients that use it keep sharing it.
///
/// @param shared_rate_limiter shared rate limiter to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_shared_rate_limiter_free(
    shared_rate_limiter: *mut sga_shared_rate_limiter,
) -> sga_status {
    guard(std::ptr::null_mut(), || take_handle(shared_rate_limiter).map(drop))
}
