//! Converts panics to errors, so that none leaves the library.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::ffi::error::FfiError;

/// Runs a closure; a panic in it becomes an error.
pub(crate) fn catch(work: impl FnOnce() -> Result<(), FfiError>) -> Result<(), FfiError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(FfiError::panic()))
}

#[cfg(not(feature = "hooks"))]
pub(crate) fn panic_on_demand() {}

/// Panics in every function that returns a status, if the variable is set.
#[cfg(feature = "hooks")]
pub(crate) fn panic_on_demand() {
    assert!(std::env::var_os("SENDGRID_ACCOUNTS_PANIC").is_none(), "on purpose");
}
