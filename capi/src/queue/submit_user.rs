//! Queue functions of the Users API.

use std::ffi::c_char;

use sendgrid_accounts::user::{
    GetAccount, GetCredits, GetEmail, GetProfile, GetUsername, UpdateEmail, UpdateUsername,
};

use crate::ffi::arguments::string;
use crate::queue::functions::{sga_queue, submit};
use crate::status::sga_status;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;
use crate::types::inputs::{
    password_change, profile_update, sga_password_change, sga_profile_update,
};

/// Submits sga_user_get_account() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_user_get_account(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(GetAccount))
}

/// Submits sga_user_get_credits() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_user_get_credits(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(GetCredits))
}

/// Submits sga_user_get_email() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_user_get_email(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(GetEmail))
}

/// Submits sga_user_update_email() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param email new address
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_user_update_email(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    email: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(UpdateEmail { email: string("email", email)? }))
}

/// Submits sga_user_update_password() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param change old and new password
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_user_update_password(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    change: *const sga_password_change,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || password_change(change))
}

/// Submits sga_user_get_profile() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_user_get_profile(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(GetProfile))
}

/// Submits sga_user_update_profile() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param update fields to change, at least one
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_user_update_profile(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    update: *const sga_profile_update,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || profile_update(update))
}

/// Submits sga_user_get_username() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_user_get_username(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(GetUsername))
}

/// Submits sga_user_update_username() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param username new username
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_user_update_username(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || {
        Ok(UpdateUsername { username: string("username", username)? })
    })
}
