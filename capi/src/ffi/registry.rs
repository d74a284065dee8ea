//! Registry of the live handles and objects, which refuses every other pointer.

use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::ffi::error::FfiError;

/// Object of a handle; `None` for an object whose members C reads.
type Value = Option<Arc<dyn Any + Send + Sync>>;
type Entries = BTreeMap<usize, (TypeId, Value)>;

/// The keys are inverted addresses, which leak checkers do not take for references.
static ENTRIES: Mutex<Entries> = Mutex::new(BTreeMap::new());

fn lock() -> MutexGuard<'static, Entries> {
    #[cfg(unix)]
    fork::prepare();
    ENTRIES.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn insert<T: 'static>(address: usize, value: Value) {
    lock().insert(!address, (TypeId::of::<T>(), value));
}

/// Returns the value of a handle of type `T`.
pub(crate) fn get<T: 'static>(name: &'static str, address: usize) -> Result<Value, FfiError> {
    match lock().get(&!address) {
        None => Err(FfiError::stale_handle(name)),
        Some((kind, _)) if *kind != TypeId::of::<T>() => Err(FfiError::wrong_handle(name)),
        Some((_, value)) => Ok(value.clone()),
    }
}

/// Removes a handle or an object of type `T`. The caller drops the value without the lock.
pub(crate) fn remove<T: 'static>(name: &'static str, address: usize) -> Result<Value, FfiError> {
    let mut entries = lock();
    match entries.get(&!address) {
        None => Err(FfiError::stale_handle(name)),
        Some((kind, _)) if *kind != TypeId::of::<T>() => Err(FfiError::wrong_handle(name)),
        Some(_) => Ok(entries.remove(&!address).and_then(|(_, value)| value)),
    }
}

/// Removes a handle that is freed with another object.
pub(crate) fn discard(address: usize) {
    let entry = lock().remove(&!address);
    drop(entry);
}

/// A forked child inherits the lock but not the thread that holds it. So the forking thread
/// acquires the lock before the fork, and both processes release it.
#[cfg(unix)]
mod fork {
    use std::cell::Cell;
    use std::mem::ManuallyDrop;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{MutexGuard, PoisonError};

    use super::{ENTRIES, Entries};

    type Guard = ManuallyDrop<MutexGuard<'static, Entries>>;

    thread_local! {
        /// Has no destructor, so that it is accessible while the thread exits.
        static GUARD: Cell<Option<Guard>> = const { Cell::new(None) };
    }

    /// Registers the fork handlers before the lock is taken for the first time.
    pub(super) fn prepare() {
        static PREPARED: AtomicBool = AtomicBool::new(false);
        if !PREPARED.load(Ordering::Relaxed) && !PREPARED.swap(true, Ordering::AcqRel) {
            // SAFETY: the three functions neither unwind nor fork.
            unsafe {
                libc::pthread_atfork(Some(before), Some(after), Some(after));
            }
        }
    }

    extern "C" fn before() {
        let guard = ManuallyDrop::new(ENTRIES.lock().unwrap_or_else(PoisonError::into_inner));
        let _ = GUARD.try_with(|cell| cell.set(Some(guard)));
    }

    extern "C" fn after() {
        let guard = GUARD.try_with(Cell::take).ok().flatten();
        drop(guard.map(ManuallyDrop::into_inner));
    }
}
