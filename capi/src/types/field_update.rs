//! Fields of updates.

use std::ffi::c_char;

use sendgrid_accounts::FieldUpdate;

use crate::ffi::arguments::optional_string;
use crate::ffi::error::FfiError;

/// A static, unlike a constant, has an address of its own.
static CLEAR: [u8; 1] = [0];

/// Value that clears a field of an update, whatever an empty string means there: SGA_CLEAR. Only its
/// address counts; elsewhere, and as a copy, it is an empty string.
///
/// @return static empty string
#[unsafe(no_mangle)]
pub extern "C" fn sga_clear() -> *const c_char {
    CLEAR.as_ptr().cast()
}

/// Reads a field of an update.
///
/// # Safety
///
/// As for [`optional_string`].
pub(crate) unsafe fn field_update(
    field: &'static str,
    value: *const c_char,
) -> Result<Option<FieldUpdate>, FfiError> {
    if std::ptr::eq(value, sga_clear()) {
        return Ok(Some(FieldUpdate::Clear));
    }
    Ok(optional_string(field, value)?.map(FieldUpdate::Set))
}

/// Converts a struct of C to one of the core; each member is read by the function before it.
macro_rules! convert {
    ($to:ident from $from:ident { $($read:ident: $($name:ident)+;)+ } $($rest:tt)*) => {
        $to { $($($name: $read(stringify!($name), $from.$name)?,)+)+ $($rest)* }
    };
}

pub(crate) use convert;
