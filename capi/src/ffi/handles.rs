//! Handles: opaque references to objects of this library.
//!
//! A handle has a pointer type, so that C distinguishes the types of handles, but it is a number
//! that is never reused and never dereferenced.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::ffi::error::FfiError;
use crate::ffi::registry;

/// A type of handle.
pub(crate) trait Handle: Sized + 'static {
    /// Type of the object.
    type Object: Send + Sync + 'static;
    /// Name of the parameter.
    const NAME: &'static str;
}

/// Returns odd numbers, which no object has as its address. The first is far from the small numbers
/// that programs pass by mistake, and is no address of a 64-bit process.
fn next() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(usize::MAX >> 3);
    NEXT.fetch_add(1, Ordering::Relaxed).wrapping_mul(2).wrapping_add(1)
}

/// Creates a handle for an object.
pub(crate) fn new_handle<H: Handle>(object: impl Into<Arc<H::Object>>) -> *mut H {
    let number = next();
    let object: Arc<H::Object> = object.into();
    registry::insert::<H>(number, Some(object));
    std::ptr::without_provenance_mut(number)
}

/// Returns the object of a handle.
pub(crate) fn get<H: Handle>(handle: *const H) -> Result<Arc<H::Object>, FfiError> {
    if handle.is_null() {
        return Err(FfiError::null(H::NAME));
    }
    let object = registry::get::<H>(H::NAME, handle.addr())?;
    object.and_then(|object| object.downcast().ok()).ok_or_else(|| FfiError::wrong_handle(H::NAME))
}

/// Frees a handle and returns its object; NULL is a no-op.
pub(crate) fn take_handle<H: Handle>(handle: *const H) -> Result<Option<Arc<H::Object>>, FfiError> {
    if handle.is_null() {
        return Ok(None);
    }
    let object = registry::remove::<H>(H::NAME, handle.addr())?;
    Ok(object.and_then(|object| object.downcast().ok()))
}
