//! Log records.

use std::ffi::{c_char, c_int, c_void};

/// Level of a log record. A level includes those before it.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum sga_log_level {
    /// A fault.
    SGA_LOG_ERROR = 0,
    /// A doubtful setting, such as an API key in an unusual form, or lost log records.
    SGA_LOG_WARN = 1,
    /// Retries, and waits of more than a second for a rate limit.
    SGA_LOG_INFO = 2,
    /// Requests, responses, failures and shorter waits.
    SGA_LOG_DEBUG = 3,
}

/// Name of a log level, such as "debug"; else "unknown".
///
/// @param log_level `level` of a log record
/// @return static string
#[unsafe(no_mangle)]
pub extern "C" fn sga_log_level_name(log_level: c_int) -> *const c_char {
    match log_level {
        0 => c"error",
        1 => c"warn",
        2 => c"info",
        3 => c"debug",
        _ => c"unknown",
    }
    .as_ptr()
}

/// One field of a log record.
#[repr(C)]
pub struct sga_log_field {
    /// Name, such as "wait_ms".
    pub name: *const c_char,
    /// Value as text.
    pub value: *const c_char,
}

/// Log record: names and numbers, never a credential, a value of the caller or text of a server. It
/// lives until the callback returns.
#[repr(C)]
pub struct sga_log_record {
    /// Level.
    pub level: sga_log_level,
    /// Part of the library that wrote the record: "sendgrid_accounts".
    pub target: *const c_char,
    /// Operation of the call, such as "user.get_profile", or NULL.
    pub operation: *const c_char,
    /// Event: "request", "response", "retry", "rate limit wait", "retry budget exhausted", "failed",
    /// or a warning.
    pub message: *const c_char,
    /// Number of `fields`.
    pub field_count: usize,
    /// Further fields, such as "attempt", "status", "kind" and "wait_ms"; NULL if there are none.
    pub fields: *const *const sga_log_field,
}

/// Receives log records.
///
/// @param record log record, which lives until the callback returns
/// @param user_data `user_data` of sga_set_log_callback()
pub type sga_log_callback =
    Option<unsafe extern "C" fn(record: *const sga_log_record, user_data: *mut c_void)>;
