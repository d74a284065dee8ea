//! Objects whose members C reads: results, errors and completions.
//!
//! Each has one allocation for its struct and one arena for the data that it points to.

use std::cell::RefCell;
use std::ffi::c_char;
use std::sync::Arc;

use bumpalo::Bump;

use crate::ffi::error::FfiError;
use crate::ffi::handles::{self, Handle};
use crate::ffi::registry;

/// A value that is converted to an object.
pub(crate) trait ToC {
    type Object: 'static;
    /// Name of the parameter.
    const NAME: &'static str;
    /// Converts the value; the struct points into the arena.
    fn to_c(&self, arena: &Arena) -> Self::Object;
}

/// Memory for the data that an object points to. Its addresses are stable.
#[derive(Default)]
pub(crate) struct Arena {
    memory: Bump,
    /// Handles that are freed with the object.
    handles: RefCell<Vec<usize>>,
}

impl Drop for Arena {
    fn drop(&mut self) {
        for handle in self.handles.take() {
            registry::discard(handle);
        }
    }
}

impl Arena {
    /// Copies a string for C. U+FFFD replaces U+0000, which would end the string.
    pub(crate) fn string(&self, string: &str) -> *const c_char {
        if string.contains('\0') {
            return self.string(&string.replace('\0', "\u{fffd}"));
        }
        let copy = self.memory.alloc_slice_fill_copy(string.len() + 1, 0_u8);
        if let Some(bytes) = copy.get_mut(..string.len()) {
            bytes.copy_from_slice(string.as_bytes());
        }
        copy.as_ptr().cast()
    }

    /// Copies a string for C; `None` becomes NULL.
    pub(crate) fn optional_string(&self, string: Option<&str>) -> *const c_char {
        string.map_or(std::ptr::null(), |string| self.string(string))
    }

    /// Copies strings for C, as an array that ends with NULL; `None` becomes NULL.
    pub(crate) fn optional_strings(&self, strings: Option<&[String]>) -> *const *const c_char {
        let Some(strings) = strings else { return std::ptr::null() };
        let copies = strings.iter().map(|string| self.string(string));
        let mut copies: Vec<*const c_char> = copies.collect();
        copies.push(std::ptr::null());
        self.memory.alloc_slice_copy(&copies).as_ptr()
    }

    /// Returns an array of pointers to structs. Later versions add members to the structs; the
    /// array stays valid for programs that were built before.
    pub(crate) fn rows<T>(&self, rows: impl ExactSizeIterator<Item = T>) -> *const *const T {
        let count = rows.len();
        let rows = rows.map(|row| std::ptr::from_ref(self.memory.alloc(row)));
        let addresses = self.memory.alloc_slice_fill_iter(rows);
        if count == 0 { std::ptr::null() } else { addresses.as_ptr() }
    }

    /// Creates a handle that is freed with the object.
    pub(crate) fn handle<H: Handle>(&self, object: Arc<H::Object>) -> *const H {
        let handle = handles::new_handle::<H>(object);
        self.handles.borrow_mut().push(handle.addr());
        handle
    }

    /// Stores a struct that the object points to.
    pub(crate) fn store<T>(&self, value: T) -> *const T {
        std::ptr::from_ref(self.memory.alloc(value))
    }
}

/// The struct comes first, so that both have the same address.
#[repr(C)]
struct ObjectBox<T> {
    object: T,
    arena: Arena,
}

/// Converts a value to an object, which [`free_object`] frees.
#[expect(clippy::needless_pass_by_value, reason = "the object replaces the value")]
pub(crate) fn new_object<V: ToC>(value: V) -> *mut V::Object {
    let arena = Arena::default();
    let object = value.to_c(&arena);
    let object = Box::into_raw(Box::new(ObjectBox { object, arena }));
    registry::insert::<V::Object>(object.addr(), None);
    object.cast()
}

/// Frees an object; NULL is a no-op.
pub(crate) fn free_object<V: ToC>(object: *mut V::Object) -> Result<(), FfiError> {
    if object.is_null() {
        return Ok(());
    }
    registry::remove::<V::Object>(V::NAME, object.addr())?;
    // SAFETY: the registry had the address as an object of this type, and has it no longer.
    drop(unsafe { Box::from_raw(object.cast::<ObjectBox<V::Object>>()) });
    Ok(())
}
