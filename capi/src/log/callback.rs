//! The callback of the program.

use std::ffi::c_void;

use crate::types::log::sga_log_record;

/// A callback with its pointer.
#[derive(Clone, Copy)]
pub(super) struct Callback {
    pub(super) function: unsafe extern "C" fn(*const sga_log_record, *mut c_void),
    pub(super) user_data: *mut c_void,
}

// SAFETY: the program allows its use on a thread of the library by setting the callback.
unsafe impl Send for Callback {}
// SAFETY: as above; one thread at a time calls it.
unsafe impl Sync for Callback {}
