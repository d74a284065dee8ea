//! Saves and restores errno and the cancellation state of the calling thread.

use errno::{Errno, errno, set_errno};

/// State of the calling thread, restored on drop.
pub(crate) struct HostThread {
    errno: Errno,
    cancellation: cancellation::State,
}

impl HostThread {
    pub(crate) fn save() -> Self {
        Self { errno: errno(), cancellation: cancellation::set(cancellation::DISABLED) }
    }
}

impl Drop for HostThread {
    fn drop(&mut self) {
        cancellation::set(self.cancellation);
        set_errno(self.errno);
    }
}

/// `pthread_cancel` during a call would unwind Rust frames, which aborts the process. So
/// cancellation is disabled until the function returns.
#[cfg(all(unix, not(target_os = "android")))]
mod cancellation {
    use std::ffi::c_int;

    pub(super) type State = c_int;

    unsafe extern "C" {
        // The libc crate has no binding for it.
        fn pthread_setcancelstate(state: c_int, old: *mut c_int) -> c_int;
    }

    /// `PTHREAD_CANCEL_DISABLE`. Apple's systems swap the two numbers.
    pub(super) const DISABLED: State = if cfg!(target_vendor = "apple") { 0 } else { 1 };

    /// Returns the previous state.
    pub(super) fn set(state: State) -> State {
        let mut previous = 0;
        // SAFETY: the pointer is valid for writes.
        unsafe { pthread_setcancelstate(state, &raw mut previous) };
        previous
    }
}

/// Windows and Android cannot cancel threads.
#[cfg(not(all(unix, not(target_os = "android"))))]
mod cancellation {
    pub(super) type State = ();

    pub(super) const DISABLED: State = ();

    pub(super) fn set((): State) -> State {}
}
