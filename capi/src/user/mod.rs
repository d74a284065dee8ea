//! Functions of the Users API: for each operation a blocking one and one that submits it to a queue.
//! The changes are in `update`.

mod update;

use sendgrid_accounts::user::{GetAccount, GetCredits, GetEmail, GetProfile, GetUsername};

use crate::call::call;
use crate::queue::functions::{sga_queue, submit};
use crate::status::sga_status;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;
use crate::types::results::{sga_account, sga_credits, sga_email, sga_profile, sga_username};

pub use update::*;

/// Retrieves kind and reputation of the account (`GET /v3/user/account`).
///
/// @param client client that makes the call
/// @param[out] result result object, freed by sga_account_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_user_get_account(
    client: *const sga_client,
    result: *mut *mut sga_account,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(GetAccount))
}

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

/// Retrieves the credit balance of the account (`GET /v3/user/credits`).
///
/// @param client client that makes the call
/// @param[out] result result object, freed by sga_credits_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_user_get_credits(
    client: *const sga_client,
    result: *mut *mut sga_credits,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(GetCredits))
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

/// Retrieves the e-mail address of the account (`GET /v3/user/email`).
///
/// @param client client that makes the call
/// @param[out] result result object, freed by sga_email_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_user_get_email(
    client: *const sga_client,
    result: *mut *mut sga_email,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(GetEmail))
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

/// Retrieves the profile of the account (`GET /v3/user/profile`).
///
/// @param client client that makes the call
/// @param[out] result result object, freed by sga_profile_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_user_get_profile(
    client: *const sga_client,
    result: *mut *mut sga_profile,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(GetProfile))
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

/// Retrieves username and number of the account (`GET /v3/user/username`).
///
/// @param client client that makes the call
/// @param[out] result result object, freed by sga_username_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_user_get_username(
    client: *const sga_client,
    result: *mut *mut sga_username,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(GetUsername))
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
