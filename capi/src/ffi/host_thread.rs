//! What belongs to the calling thread stays as it was: errno, and whether it may be cancelled.

use errno::{Errno, errno, set_errno};

/// State of the calling thread, restored on drop.
pub(crate) struct HostThread {
    errno: Errno,
    cancellation: cancellation::State,
}

impl HostThread {
    pub(crate) fn save() -> Self {
        Self { errno: errno(), cancellation: cancellation::disable() }
    }
}

impl Drop for HostThread {
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
