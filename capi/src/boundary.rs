//! What lies between the host and everything else: no panic crosses it, and what belongs to the
//! calling thread is left as it was.

use std::panic::{AssertUnwindSafe, catch_unwind};

use errno::{Errno, errno, set_errno};

use crate::error::sga_error;
use crate::refusal::Refusal;
use crate::status::sga_status;

/// State of the calling thread, restored on drop.
struct Host {
    errno: Errno,
    cancellation: cancellation::State,
}

impl Host {
    fn keep() -> Self {
        Self { errno: errno(), cancellation: cancellation::disable() }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        cancellation::restore(self.cancellation);
        set_errno(self.errno);
    }
}

/// `pthread_cancel` inside a call would unwind Rust frames, which aborts the process. So it is
/// disabled until the function returns.
#[cfg(all(unix, not(target_os = "android")))]
mod cancellation {
    use std::ffi::c_int;

    pub(super) type State = c_int;

    unsafe extern "C" {
        // The libc crate has no binding for it.
        fn pthread_setcancelstate(state: c_int, old: *mut c_int) -> c_int;
    }

    /// `PTHREAD_CANCEL_DISABLE`. Apple's systems swap the two numbers.
    const DISABLE: c_int = if cfg!(target_vendor = "apple") { 0 } else { 1 };

    pub(super) fn disable() -> State {
        let mut before = 0;
        // SAFETY: it writes to a variable of this function.
        unsafe { pthread_setcancelstate(DISABLE, &raw mut before) };
        before
    }

    pub(super) fn restore(before: State) {
        let mut ignored = 0;
        // SAFETY: as above. POSIX does not allow NULL.
        unsafe { pthread_setcancelstate(before, &raw mut ignored) };
    }
}

/// Windows and Android cannot cancel threads.
#[cfg(not(all(unix, not(target_os = "android"))))]
mod cancellation {
    pub(super) type State = ();

    pub(super) fn disable() -> State {}

    pub(super) fn restore((): State) {}
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
