//! Which version a program runs with.

use std::ffi::{CStr, c_char};

/// The version as C reads it.
const VERSION: &CStr =
    match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
        Ok(version) => version,
        Err(_) => c"",
    };

/// The version of the library that the program runs with, such as "0.1.0". `SGA_VERSION` is that of
/// the header that it was built with.
///
/// @return a text that is always there and is never freed
#[unsafe(no_mangle)]
pub extern "C" fn sga_version() -> *const c_char {
    VERSION.as_ptr()
}

/// The version of the library that the program runs with, as one number that grows:
/// major * 1,000,000 + minor * 1,000 + patch, like `SGA_VERSION_NUMBER` of the header.
///
/// @return the number
#[unsafe(no_mangle)]
pub extern "C" fn sga_version_number() -> u32 {
    let part = |text: &str| text.parse::<u32>().unwrap_or(0);
    let major = part(env!("CARGO_PKG_VERSION_MAJOR"));
    let minor = part(env!("CARGO_PKG_VERSION_MINOR"));
    let patch = part(env!("CARGO_PKG_VERSION_PATCH"));
    major * 1_000_000 + minor * 1_000 + patch
}
