//! Handles: objects that C only refers to.
//!
//! A handle looks like a pointer, so that C tells its types apart, but it is a number that is never
//! used twice and never dereferenced.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::ffi::error::FfiError;
use crate::ffi::registry;

/// A type of handle.
pub(crate) trait Handle: Sized + 'static {
    /// The object behind it.
    type Object: Send + Sync + 'static;
    /// Its name as a parameter.
    const NAME: &'static str;
}

/// Odd numbers: no object has such an address. They begin far from the small numbers that programs
/// pass by mistake, and where 64-bit processes have no memory.
fn next() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(usize::MAX >> 3);
    NEXT.fetch_add(1, Ordering::Relaxed).wrapping_mul(2).wrapping_add(1)
}

/// Makes a handle for an object.
pub(crate) fn hand_out<H: Handle>(object: impl Into<Arc<H::Object>>) -> *mut H {
    let number = next();
    let object: Arc<H::Object> = object.into();
    registry::insert::<H>(number, Some(object));
    std::ptr::without_provenance_mut(number)
}

/// The object of a handle.
pub(crate) fn get<H: Handle>(handle: *const H) -> Result<Arc<H::Object>, FfiError> {
    if handle.is_null() {
        return Err(FfiError::null(H::NAME));
    }
    let object = registry::get::<H>(H::NAME, handle.addr())?;
    object.and_then(|object| object.downcast().ok()).ok_or_else(|| FfiError::wrong(H::NAME))
}

/// Frees a handle, and gives its object, which ends with its last user; NULL is a no-op.
pub(crate) fn take_back<H: Handle>(handle: *const H) -> Result<Option<Arc<H::Object>>, FfiError> {
    if handle.is_null() {
        return Ok(None);
    }
    let object = registry::remove::<H>(H::NAME, handle.addr())?;
    Ok(object.and_then(|object| object.downcast().ok()))
}
