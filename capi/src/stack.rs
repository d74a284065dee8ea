//! How much of its stack a thread of the host's has left.
//!
//! This is our own code, where a library exists: that one takes a thread for one that runs on its own
//! stack, which those of foreign function interfaces need not (Node's koffi), and where memory is
//! refused at the wrong moment it frees what the system has freed already.

use std::cell::Cell;
use std::ops::Range;

use sendgrid_accounts::runtime::ROOM;

thread_local! {
    /// The addresses of this thread's own stack, once they are known.
    static STACK: Cell<Option<(usize, usize)>> = const { Cell::new(None) };
}

/// Whether a call can run on this thread.
pub(crate) fn has_room() -> bool {
    let mark = 0_u8;
    let here = &raw const mark as usize;
    let stack = STACK.try_with(|known| {
        if known.get().is_none() {
            known.set(stack().map(|stack| (stack.start, stack.end)));
        }
        known.get()
    });
    // Where nothing is known the call runs elsewhere.
    let Ok(Some((lowest, highest))) = stack else { return false };
    (lowest..highest).contains(&here) && here - lowest >= ROOM
}

#[cfg(target_os = "linux")]
fn stack() -> Option<Range<usize>> {
    let mut attributes = std::mem::MaybeUninit::<libc::pthread_attr_t>::uninit();
    let (mut address, mut size) = (std::ptr::null_mut(), 0);
    // SAFETY: the attributes are used and destroyed only where they were made.
    unsafe {
        if libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) != 0 {
            return None;
        }
        let known =
            libc::pthread_attr_getstack(attributes.as_ptr(), &raw mut address, &raw mut size);
        libc::pthread_attr_destroy(attributes.as_mut_ptr());
        (known == 0).then(|| address as usize..(address as usize).saturating_add(size))
    }
}

#[cfg(target_os = "macos")]
fn stack() -> Option<Range<usize>> {
    // SAFETY: both only read what belongs to this thread.
    let (highest, size) = unsafe {
        let this = libc::pthread_self();
        (libc::pthread_get_stackaddr_np(this) as usize, libc::pthread_get_stacksize_np(this))
    };
    Some(highest.checked_sub(size)?..highest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_a_stack_of(bytes: usize) -> bool {
        std::thread::Builder::new().stack_size(bytes).spawn(has_room).unwrap().join().unwrap()
    }

    #[test]
    fn a_small_stack_has_no_room() {
        assert!(on_a_stack_of(1 << 20));
        assert!(!on_a_stack_of(64 << 10));
    }
}
