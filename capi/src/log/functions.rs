//! The function that sets the callback.

use std::ffi::{c_int, c_void};

use crate::ffi::arguments::enum_value;
use crate::log;
use crate::status::sga_status;
use crate::types::error::{guard, sga_error};
use crate::types::log::{sga_log_callback, sga_log_level};

const LEVELS: [sga_log_level; 4] = [
    sga_log_level::SGA_LOG_ERROR,
    sga_log_level::SGA_LOG_WARN,
    sga_log_level::SGA_LOG_INFO,
    sga_log_level::SGA_LOG_DEBUG,
];

/// Sets the function that receives the log records of this library, such as retries and waits, for
/// calls that start from now on; the previous one gets no more.
///
/// The callback runs on a thread of the library that does nothing else, one record at a time. It may
/// call any function, and may take its time: calls never wait for it. Up to 1,024 records wait; further
/// ones are lost, and a record of level SGA_LOG_WARN tells how many. Calls that the callback makes on
/// its own thread are not logged. It must not throw an exception.
///
/// Before the function returns, the previous callback gets the records that wait for it, and ends.
/// It is not called afterwards, so that its user_data can be freed, also while calls run. Do not hold
/// a lock that it takes. If the callback itself calls this function, the records that wait are
/// discarded, and user_data can be freed when the callback returns.
///
/// @param callback callback; NULL: none
/// @param user_data pointer that the callback gets; may be NULL
/// @param max_level one of sga_log_level: the callback gets records up to this level
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK; SGA_ERR_ENUM for another level; SGA_ERR_CONNECT if no thread is left
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_set_log_callback(
    callback: sga_log_callback,
    user_data: *mut c_void,
    max_level: c_int,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let max_level = enum_value("max_level", max_level, &LEVELS)?;
        log::set(callback, user_data, max_level)
    })
}
