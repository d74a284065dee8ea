//! Functions of the Users API that change the account.

use std::ffi::c_char;

use sendgrid_accounts::user::{UpdateEmail, UpdateUsername};

use crate::call::{call, call_without_result};
use crate::ffi::arguments::string;
use crate::queue::functions::{sga_queue, submit};
use crate::status::sga_status;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;
use crate::types::results::{sga_email, sga_profile, sga_username};
use crate::types::user_inputs::{
    password_change, profile_update, sga_password_change, sga_profile_update,
};

/// Changes the e-mail address of the account (`PUT /v3/user/email`). A server may return the old
/// address until the new one is confirmed.
///
/// @param client client that makes the call
/// @param email new address
/// @param[out] result result object, freed by sga_email_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_user_update_email(
    client: *const sga_client,
    email: *const c_char,
    result: *mut *mut sga_email,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(UpdateEmail { email: string("email", email)? }))
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

/// Changes the password of the account (`PUT /v3/user/password`). It is never retried: a retry
/// would fail on the old password.
///
/// @param client client that makes the call
/// @param change old and new password
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_user_update_password(
    client: *const sga_client,
    change: *const sga_password_change,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || password_change(change))
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

/// Changes fields of the profile (`PATCH /v3/user/profile`) and returns the whole profile.
///
/// An empty string clears its field, too: an empty cell of a CSV row deletes what the server has,
/// unless SGA_EMPTY_IGNORE applies.
///
/// @param client client that makes the call
/// @param update fields to change, at least one
/// @param[out] result result object, freed by sga_profile_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_user_update_profile(
    client: *const sga_client,
    update: *const sga_profile_update,
    result: *mut *mut sga_profile,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || profile_update(update))
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

/// Changes the username of the account (`PUT /v3/user/username`). Logins with the old username fail
/// from then on, and so do calls of a client that acts for the account by its old username: such a
/// client never retries the change.
///
/// @param client client that makes the call
/// @param username new username
/// @param[out] result result object, freed by sga_username_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_user_update_username(
    client: *const sga_client,
    username: *const c_char,
    result: *mut *mut sga_username,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(UpdateUsername { username: string("username", username)? }))
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
