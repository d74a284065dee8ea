//! Version of the library.

use std::ffi::{CStr, c_char};

/// Version as a C string.
const VERSION: &CStr =
    match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
        Ok(version) => version,
        Err(_) => c"",
    };

/// Version of the library at run time, such as "0.1.0"; `SGA_VERSION` is that of the header.
///
/// @return static string
#[unsafe(no_mangle)]
pub extern "C" fn sga_version() -> *const c_char {
    VERSION.as_ptr()
}

/// Version of the library at run time as a number that increases with every version: major *
/// 1,000,000 + minor * 1,000 + patch, like `SGA_VERSION_NUMBER` of the header.
///
/// @return version number
#[unsafe(no_mangle)]
pub extern "C" fn sga_version_number() -> u32 {
    let part = |part: &str| part.parse::<u32>().unwrap_or(0);
    let major = part(env!("CARGO_PKG_VERSION_MAJOR"));
    let minor = part(env!("CARGO_PKG_VERSION_MINOR"));
    let patch = part(env!("CARGO_PKG_VERSION_PATCH"));
    major * 1_000_000 + minor * 1_000 + patch
}
