//! Locks and forks.
//!
//! A child has the locks of its parent as they were at the fork, without the threads that would
//! release them. So the forking thread takes them all first, and both processes release them.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::sync::MutexGuard;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::handles;
use crate::owned;

type Held = (
    MutexGuard<'static, BTreeMap<usize, handles::Handle>>,
    MutexGuard<'static, BTreeMap<usize, &'static str>>,
);

thread_local! {
    /// Without a destructor, so that a thread that is ending has it too.
    static HELD: Cell<Option<ManuallyDrop<Held>>> = const { Cell::new(None) };
}

/// Called before any of the locks is taken for the first time.
pub(crate) fn prepare() {
    static PREPARED: AtomicBool = AtomicBool::new(false);
    if !PREPARED.swap(true, Ordering::AcqRel) {
        // SAFETY: the three functions neither unwind nor call anything that forks.
        unsafe {
            libc::pthread_atfork(Some(take), Some(release), Some(release));
        }
    }
}

extern "C" fn take() {
    let held = ManuallyDrop::new((handles::all(), owned::alive()));
    let _ = HELD.try_with(|place| place.set(Some(held)));
}

extern "C" fn release() {
    let held = HELD.try_with(Cell::take).ok().flatten();
    drop(held.map(ManuallyDrop::into_inner));
}
