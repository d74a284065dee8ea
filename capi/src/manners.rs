//! How the library's own thread behaves towards those of the program.

/// Lets the calling thread push no other one aside when it wakes. It has its share of a processor as
/// before. Where it shares one with the program's thread, it would else stop that for each answer that
/// comes in, and now hears of many answers at once. A thread that the program has given another
/// rank keeps it.
#[cfg(target_os = "linux")]
pub(crate) fn wait_for_a_turn() {
    // SAFETY: the calls concern the calling thread alone, and read one structure of ours, for which
    // zeros are a value.
    unsafe {
        if libc::sched_getscheduler(0) == libc::SCHED_OTHER {
            let usual = std::mem::zeroed::<libc::sched_param>();
            // Where it is not allowed, all stays as it is.
            libc::sched_setscheduler(0, libc::SCHED_BATCH, &raw const usual);
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn wait_for_a_turn() {}
