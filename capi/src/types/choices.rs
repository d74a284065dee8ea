//! Choices of options and arguments.

use std::ffi::{c_char, c_int};

use sendgrid_accounts::Empty;

/// An optional boolean.
#[repr(C)]
pub enum sga_choice {
    /// Not set.
    SGA_UNSET = 0,
    /// No.
    SGA_NO = 1,
    /// Yes.
    SGA_YES = 2,
}

/// Name of a choice, the same in every language, such as "yes"; else "unknown".
///
/// @param choice one of sga_choice
/// @return static string
#[unsafe(no_mangle)]
pub extern "C" fn sga_choice_name(choice: c_int) -> *const c_char {
    match choice {
        0 => c"unset",
        1 => c"no",
        2 => c"yes",
        _ => c"unknown",
    }
    .as_ptr()
}

/// Values of `sga_choice`.
pub(crate) const CHOICES: [Option<bool>; 3] = [None, Some(false), Some(true)];

/// Meaning of an empty string in an update. SGA_CLEAR clears in either case.
#[repr(C)]
pub enum sga_empty {
    /// Not set.
    SGA_EMPTY_UNSET = 0,
    /// An empty string clears its field.
    SGA_EMPTY_CLEAR = 1,
    /// An empty string leaves its field unchanged, for data in which empty means unknown, such as
    /// rows of a CSV file.
    SGA_EMPTY_IGNORE = 2,
}

/// Name of a meaning of an empty string, the same in every language, such as "ignore"; else "unknown".
///
/// @param empty one of sga_empty
/// @return static string
#[unsafe(no_mangle)]
pub extern "C" fn sga_empty_name(empty: c_int) -> *const c_char {
    match empty {
        0 => c"unset",
        1 => c"clear",
        2 => c"ignore",
        _ => c"unknown",
    }
    .as_ptr()
}

/// Values of `sga_empty`.
pub(crate) const EMPTIES: [Option<Empty>; 3] = [None, Some(Empty::Clear), Some(Empty::Ignore)];
