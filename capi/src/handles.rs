//! Objects that C only knows by a handle: clients, queues, throttles.
//!
//! A handle looks like a pointer, so that C tells its types apart, but it is a number that is never
//! used twice and never followed: whatever a program passes is looked up, and refused if it is not
//! there.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sendgrid_accounts::{Change, Client, Throttle};

use crate::owned::{self, stale, wrong};
use crate::queue::Queue;
use crate::refusal::Refusal;

/// What a handle stands for. A clone is the same object.
#[derive(Clone)]
pub(crate) enum Handle {
    Client(Client),
    Queue(Arc<Queue>),
    Change(Change),
    Throttle(Throttle),
}

static HANDLES: Mutex<BTreeMap<usize, Handle>> = Mutex::new(BTreeMap::new());

/// Held over a fork, so that the child does not find it taken for ever.
pub(crate) fn all() -> MutexGuard<'static, BTreeMap<usize, Handle>> {
    HANDLES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Odd numbers: no object that C reads has such an address. They begin far from the small numbers
/// that programs pass by mistake, and where 64-bit processes have no memory.
fn next() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(usize::MAX >> 3);
    NEXT.fetch_add(1, Ordering::Relaxed).wrapping_mul(2).wrapping_add(1)
}

/// A handle for an object.
pub(crate) fn hand_out<T>(object: Handle) -> *mut T {
    #[cfg(unix)]
    crate::fork::prepare();
    let number = next();
    all().insert(number, object);
    std::ptr::without_provenance_mut(number)
}

/// The client that a handle stands for.
pub(crate) fn client<T>(handle: *const T) -> Result<Client, Refusal> {
    look_up("client", handle.addr(), |object| match object {
        Handle::Client(client) => Some(client.clone()),
        Handle::Queue(_) | Handle::Change(_) | Handle::Throttle(_) => None,
    })
}

/// The change that a handle stands for.
pub(crate) fn change<T>(handle: *const T) -> Result<Change, Refusal> {
    look_up("change", handle.addr(), |object| match object {
        Handle::Change(change) => Some(change.clone()),
        Handle::Client(_) | Handle::Queue(_) | Handle::Throttle(_) => None,
    })
}

/// The throttle that a handle stands for.
pub(crate) fn throttle<T>(handle: *const T) -> Result<Throttle, Refusal> {
    look_up("throttle", handle.addr(), |object| match object {
        Handle::Throttle(throttle) => Some(throttle.clone()),
        Handle::Client(_) | Handle::Queue(_) | Handle::Change(_) => None,
    })
}

/// The queue that a handle stands for, if this process has made it.
pub(crate) fn queue<T>(handle: *const T) -> Result<Arc<Queue>, Refusal> {
    let queue = look_up("queue", handle.addr(), |object| match object {
        Handle::Queue(queue) => Some(Arc::clone(queue)),
        Handle::Client(_) | Handle::Change(_) | Handle::Throttle(_) => None,
    })?;
    queue.belongs_here()?;
    Ok(queue)
}

fn look_up<T>(
    field: &'static str,
    number: usize,
    pick: impl FnOnce(&Handle) -> Option<T>,
) -> Result<T, Refusal> {
    if number == 0 {
        return Err(Refusal::null(field));
    }
    let known = all().get(&number).cloned();
    let object = known.ok_or_else(|| unknown(field, number))?;
    pick(&object).ok_or_else(|| wrong(field))
}

/// Takes a handle back; NULL is none. What it stood for goes when nobody uses it any more.
pub(crate) fn take_back<T>(
    field: &'static str,
    handle: *const T,
    is_right: impl FnOnce(&Handle) -> bool,
) -> Result<Option<Handle>, Refusal> {
    if handle.is_null() {
        return Ok(None);
    }
    let mut all = all();
    let object = all.get(&handle.addr()).ok_or_else(|| unknown(field, handle.addr()))?;
    if !is_right(object) {
        return Err(wrong(field));
    }
    Ok(all.remove(&handle.addr()))
}

/// Ends a handle with the object that has it.
pub(crate) fn forget(number: usize) {
    let forgotten = all().remove(&number);
    drop(forgotten);
}

/// No handle, but it may be an object that C reads.
fn unknown(field: &'static str, number: usize) -> Refusal {
    if owned::is_alive(number) { wrong(field) } else { stale(field) }
}

/// Whether a number is a handle.
pub(crate) fn is_known(number: usize) -> bool {
    all().contains_key(&number)
}
