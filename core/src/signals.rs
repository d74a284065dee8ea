//! Signals and the threads of this library: the host's signal handlers never run on them.

#[cfg(unix)]
mod unix {
    use nix::sys::signal::Signal::{SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP};
    use nix::sys::signal::{SigSet, SigmaskHow};

    /// Restores the previous mask of the thread when dropped.
    pub(crate) struct PreviousMask(Option<SigSet>);

    /// Blocks signals in this thread, including SIGPIPE, which a write to a reset connection raises
    /// and which ends a process by default. Signals for a fault of the thread itself stay
    /// unblocked. New threads inherit the mask.
    pub(crate) fn block() -> PreviousMask {
        let mut blocked = SigSet::all();
        for unblocked in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP] {
            blocked.remove(unblocked);
        }
        PreviousMask(blocked.thread_swap_mask(SigmaskHow::SIG_BLOCK).ok())
    }

    impl Drop for PreviousMask {
        fn drop(&mut self) {
            if let Some(previous) = &self.0 {
                // Cannot fail: the set is valid.
                let _ = previous.thread_set_mask();
            }
        }
    }
}

#[cfg(unix)]
pub(crate) use unix::block;

/// Other platforms deliver no signals to threads.
#[cfg(not(unix))]
pub(crate) fn block() {}
