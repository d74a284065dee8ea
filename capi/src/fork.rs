//! Locks and forks.
//!
//! A child has the locks of its parent as they were at the fork, without the threads that would
//! release them. So the forking thread takes them all first, and both processes release them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::MutexGuard;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::handles;
use crate::owned;

type Held = (
    MutexGuard<'static, BTreeMap<usize, handles::Handle>>,
    MutexGuard<'static, BTreeMap<usize, &'static str>>,
);

thread_local! {
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
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
    let held = (handles::all(), owned::alive());
    // A thread that is ending has no such place any more; then the locks are free again at once.
    let _ = HELD.try_with(|place| place.borrow_mut().replace(held));
}

extern "C" fn release() {
    let held = HELD.try_with(|place| place.borrow_mut().take());
    drop(held);
}
