//! What lies between the host and everything else: no panic crosses it, and what belongs to the
//! calling thread is left as it was.

use std::ffi::c_int;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::sga_error;
use crate::refusal::Refusal;
use crate::status::sga_status;

unsafe extern "C" {
    // The libc crate has no binding for it.
    fn pthread_setcancelstate(state: c_int, old: *mut c_int) -> c_int;
}

/// `PTHREAD_CANCEL_DISABLE` of Linux; macOS has 0 and 1 the other way round.
const CANCEL_DISABLE: c_int = if cfg!(target_os = "linux") { 1 } else { 0 };

/// State of the calling thread that is put back when this is dropped.
struct Host {
    errno: c_int,
    cancel: c_int,
}

impl Host {
    /// A thread that is cancelled inside would be unwound through Rust frames, which ends the
    /// process; it is cancelled on its way out instead.
    fn keep() -> Self {
        let mut cancel = 0;
        // SAFETY: both write to places of this thread alone.
        unsafe {
            let errno = *libc::__errno_location();
            pthread_setcancelstate(CANCEL_DISABLE, &raw mut cancel);
            Self { errno, cancel }
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // SAFETY: as in `keep`.
        unsafe {
            pthread_setcancelstate(self.cancel, std::ptr::null_mut());
            *libc::__errno_location() = self.errno;
        }
    }
}

/// Does the work of a function that returns a status, and tells a refusal where it is wanted.
///
/// # Safety
///
/// `error` is NULL or may be written to.
pub(crate) unsafe fn guard(
    error: *mut *mut sga_error,
    work: impl FnOnce() -> Result<(), Refusal>,
) -> sga_status {
    let host = Host::keep();
    let refusal = match catch_unwind(AssertUnwindSafe(|| {
        panic_on_demand();
        work()
    })) {
        Ok(Ok(())) => return sga_status::SGA_OK,
        Ok(Err(refusal)) => refusal,
        Err(_) => Refusal::panicked(),
    };
    let status = refusal.status();
    if !error.is_null() {
        // A panic while the error is made leaves the caller without one.
        if let Ok(made) = catch_unwind(AssertUnwindSafe(|| refusal.into_c())) {
            // SAFETY: the caller says so.
            unsafe { error.write(made) };
        }
    }
    drop(host);
    status
}

#[cfg(not(feature = "hooks"))]
fn panic_on_demand() {}

/// Every function that returns a status panics where this variable is set.
#[cfg(feature = "hooks")]
fn panic_on_demand() {
    assert!(std::env::var_os("SENDGRID_ACCOUNTS_PANIC").is_none(), "on purpose");
}
