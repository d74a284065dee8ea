//! No panic leaves the library.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::ffi::error::FfiError;

/// Does some work; a panic in it becomes an error.
pub(crate) fn catch(work: impl FnOnce() -> Result<(), FfiError>) -> Result<(), FfiError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(FfiError::panicked()))
}

#[cfg(not(feature = "hooks"))]
pub(crate) fn panic_on_demand() {}

/// Every function that returns a status panics where this variable is set.
#[cfg(feature = "hooks")]
pub(crate) fn panic_on_demand() {
    assert!(std::env::var_os("SENDGRID_ACCOUNTS_PANIC").is_none(), "on purpose");
}
