//! Objects with plain fields that C reads: results and errors.
//!
//! Each is one allocation for the struct and one arena for all it points to.

use std::cell::RefCell;
use std::ffi::c_char;
use std::sync::Arc;

use bumpalo::Bump;

use crate::ffi::error::FfiError;
use crate::ffi::handles::{self, Handle};
use crate::ffi::registry;

/// A value that becomes an object.
pub(crate) trait ToC {
    type Object: 'static;
    /// The name of the object as a parameter.
    const NAME: &'static str;
    /// Fills the struct; what it points to lies in the arena.
    fn to_c(&self, arena: &Arena) -> Self::Object;
}

/// Where everything lies that an object points to. Nothing in it moves.
#[derive(Default)]
pub(crate) struct Arena {
    memory: Bump,
    /// Handles that end with the object.
    handles: RefCell<Vec<usize>>,
}

impl Drop for Arena {
    fn drop(&mut self) {
        for handle in self.handles.take() {
            registry::forget(handle);
        }
    }
}

impl Arena {
    /// A text for C. U+0000 would end it early, so it stands there as U+FFFD.
    pub(crate) fn text(&self, text: &str) -> *const c_char {
        if text.contains('\0') {
            return self.text(&text.replace('\0', "\u{fffd}"));
        }
        let copy = self.memory.alloc_slice_fill_copy(text.len() + 1, 0_u8);
        if let Some(place) = copy.get_mut(..text.len()) {
            place.copy_from_slice(text.as_bytes());
        }
        copy.as_ptr().cast()
    }

    /// NULL for none.
    pub(crate) fn optional(&self, text: Option<&str>) -> *const c_char {
        text.map_or(std::ptr::null(), |text| self.text(text))
    }

    /// A row of structs, by their addresses: the structs may grow, and programs that were built
    /// before still find each.
    pub(crate) fn rows<T>(&self, rows: impl ExactSizeIterator<Item = T>) -> *const *const T {
        let count = rows.len();
        let rows = rows.map(|row| std::ptr::from_ref(self.memory.alloc(row)));
        let addresses = self.memory.alloc_slice_fill_iter(rows);
        if count == 0 { std::ptr::null() } else { addresses.as_ptr() }
    }

    /// A handle that lives as long as the object.
    pub(crate) fn handle<H: Handle>(&self, object: Arc<H::Object>) -> *const H {
        let handle = handles::hand_out::<H>(object);
        self.handles.borrow_mut().push(handle.addr());
        handle
    }

    /// A struct inside another one.
    pub(crate) fn keep<T>(&self, value: T) -> *const T {
        std::ptr::from_ref(self.memory.alloc(value))
    }
}

/// The struct comes first: its address is that of the whole.
#[repr(C)]
struct Owned<T> {
    object: T,
    arena: Arena,
}

/// Makes an object and gives it to the caller, who frees it with [`take_back`].
#[expect(clippy::needless_pass_by_value, reason = "the object replaces the value")]
pub(crate) fn hand_out<V: ToC>(value: V) -> *mut V::Object {
    let arena = Arena::default();
    let object = value.to_c(&arena);
    let owned = Box::into_raw(Box::new(Owned { object, arena }));
    registry::insert::<V::Object>(owned.addr(), None);
    owned.cast()
}

/// Frees an object of the caller's; NULL is a no-op.
pub(crate) fn take_back<V: ToC>(object: *mut V::Object) -> Result<(), FfiError> {
    if object.is_null() {
        return Ok(());
    }
    registry::remove::<V::Object>(V::NAME, object.addr())?;
    // SAFETY: the address was handed out as an object of this type, and is so no longer.
    drop(unsafe { Box::from_raw(object.cast::<Owned<V::Object>>()) });
    Ok(())
}
