//! Functions of the Subusers API whose only argument is a subuser, and that change it.

use std::ffi::c_char;

use sendgrid_accounts::subusers::{
    DeleteSubuser, DisableSubuser, DisableSubuserWebsite, EnableSubuser, EnableSubuserWebsite,
};

use crate::call::call_without_result;
use crate::ffi::arguments::string;
use crate::queue::functions::{sga_queue, submit};
use crate::status::sga_status;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;

/// Deletes a subuser (`DELETE /v3/subusers/{username}`), who cannot be restored. It is never
/// retried: the name may have been registered again.
///
/// @param client client that makes the call
/// @param username username of the subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_delete(
    client: *const sga_client,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || {
        Ok(DeleteSubuser { username: string("username", username)? })
    })
}

/// Submits sga_subusers_delete() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param username username of the subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_delete(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || {
        Ok(DeleteSubuser { username: string("username", username)? })
    })
}

/// Enables a subuser (`PATCH /v3/subusers/{username}`).
///
/// @param client client that makes the call
/// @param username username of the subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_enable(
    client: *const sga_client,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || {
        Ok(EnableSubuser { username: string("username", username)? })
    })
}

/// Submits sga_subusers_enable() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param username username of the subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_enable(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || {
        Ok(EnableSubuser { username: string("username", username)? })
    })
}

/// Disables a subuser, who then cannot send mail (`PATCH /v3/subusers/{username}`).
///
/// @param client client that makes the call
/// @param username username of the subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_disable(
    client: *const sga_client,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || {
        Ok(DisableSubuser { username: string("username", username)? })
    })
}

/// Submits sga_subusers_disable() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param username username of the subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_disable(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || {
        Ok(DisableSubuser { username: string("username", username)? })
    })
}

/// Allows a subuser to log in to the website (`PATCH /v3/subusers/{username}/website_access`).
///
/// @param client client that makes the call
/// @param username username of the subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_enable_website(
    client: *const sga_client,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || {
        Ok(EnableSubuserWebsite { username: string("username", username)? })
    })
}

/// Submits sga_subusers_enable_website() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param username username of the subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_enable_website(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || {
        Ok(EnableSubuserWebsite { username: string("username", username)? })
    })
}

/// Forbids a subuser to log in to the website (`PATCH /v3/subusers/{username}/website_access`). No
/// call reads this access.
///
/// @param client client that makes the call
/// @param username username of the subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_disable_website(
    client: *const sga_client,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || {
        Ok(DisableSubuserWebsite { username: string("username", username)? })
    })
}

/// Submits sga_subusers_disable_website() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param username username of the subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_disable_website(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || {
        Ok(DisableSubuserWebsite { username: string("username", username)? })
    })
}
