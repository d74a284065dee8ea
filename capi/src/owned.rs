//! Objects with plain fields that C reads: results and errors.
//!
//! Each is one allocation for the struct and one arena for all it points to. The addresses of those
//! that are alive are known, so that freeing twice, or something else, is told and not done.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::c_char;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bumpalo::Bump;

use crate::handles::{self, Handle};
use crate::refusal::Refusal;
use crate::status::sga_status;

/// A type of object that C reads.
pub(crate) trait Object: Sized + 'static {
    /// Its name, which also tells types apart.
    const NAME: &'static str;
}

/// What becomes an object: a value of the core.
pub(crate) trait Shown {
    type Object: Object;
    /// Fills the struct; what it points to lies in the arena.
    fn fill(&self, arena: &Arena) -> Self::Object;
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
            handles::forget(handle);
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
    pub(crate) fn handle<T>(&self, object: Handle) -> *mut T {
        let handle = handles::hand_out::<T>(object);
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

/// The addresses of all objects that are alive, and what they are. They stand here inverted: a
/// checker of leaks that saw them would take what a program has forgotten to free for still in use.
static ALIVE: Mutex<BTreeMap<usize, &'static str>> = Mutex::new(BTreeMap::new());

/// Held over a fork, so that the child does not find it taken for ever.
pub(crate) fn alive() -> MutexGuard<'static, BTreeMap<usize, &'static str>> {
    ALIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes an object and gives it to the caller, who frees it with [`take_back`].
#[expect(clippy::needless_pass_by_value, reason = "the object replaces the value")]
pub(crate) fn hand_out<V: Shown>(value: V) -> *mut V::Object {
    #[cfg(unix)]
    crate::fork::prepare();
    let arena = Arena::default();
    let object = value.fill(&arena);
    let owned = Box::into_raw(Box::new(Owned { object, arena }));
    alive().insert(!owned.addr(), <V::Object as Object>::NAME);
    owned.cast()
}

/// Frees an object of the caller's; NULL is none.
pub(crate) fn take_back<T: Object>(object: *mut T) -> Result<(), Refusal> {
    if object.is_null() {
        return Ok(());
    }
    if object.addr() % 2 == 1 && handles::is_known(object.addr()) {
        return Err(wrong(T::NAME));
    }
    {
        let mut alive = alive();
        match alive.get(&!object.addr()) {
            None => return Err(stale(T::NAME)),
            Some(name) if *name != T::NAME => return Err(wrong(T::NAME)),
            Some(_) => alive.remove(&!object.addr()),
        };
    }
    // SAFETY: the address was handed out as an object of this type, and is so no longer.
    drop(unsafe { Box::from_raw(object.cast::<Owned<T>>()) });
    Ok(())
}

/// Whether something is the address of an object.
pub(crate) fn is_alive(address: usize) -> bool {
    alive().contains_key(&!address)
}

pub(crate) fn stale(field: &'static str) -> Refusal {
    Refusal::misuse(
        sga_status::SGA_ERR_STALE_HANDLE,
        field,
        "was freed already, or is not one of this library's",
    )
}

pub(crate) fn wrong(field: &'static str) -> Refusal {
    Refusal::misuse(sga_status::SGA_ERR_WRONG_HANDLE, field, "is an object of another type")
}
