//! Functions of the Subusers API that create a subuser, or change its IP addresses or credits.

use std::ffi::c_char;

use sendgrid_accounts::subusers::{AdjustSubuserCredits, CreateSubuser};

use crate::call::{call, call_without_result};
use crate::ffi::arguments::string;
use crate::queue::functions::{sga_queue, submit};
use crate::status::sga_status;
use crate::types::created_subuser::sga_created_subuser;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;
use crate::types::subuser_inputs::{
    new_subuser, sga_new_subuser, sga_subuser_credits_update, sga_subuser_ips_update,
    subuser_credits_update, subuser_ips_update,
};
use crate::types::subusers::sga_subuser_credits;

/// Creates a subuser (`POST /v3/subusers`). It is never retried. The response does not prove that
/// the subuser exists: `get` does.
///
/// @param client client that makes the call
/// @param subuser data of the new subuser
/// @param[out] result result object, freed by sga_created_subuser_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_create(
    client: *const sga_client,
    subuser: *const sga_new_subuser,
    result: *mut *mut sga_created_subuser,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(CreateSubuser { subuser: new_subuser(subuser)? }))
}

/// Submits sga_subusers_create() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param subuser data of the new subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_create(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    subuser: *const sga_new_subuser,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(CreateSubuser { subuser: new_subuser(subuser)? }))
}

/// Replaces the IP addresses of a subuser (`PUT /v3/subusers/{username}/ips`).
///
/// @param client client that makes the call
/// @param update username of the subuser, and its addresses
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_update_ips(
    client: *const sga_client,
    update: *const sga_subuser_ips_update,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || subuser_ips_update(update))
}

/// Submits sga_subusers_update_ips() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param update username of the subuser, and its addresses
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_update_ips(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    update: *const sga_subuser_ips_update,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || subuser_ips_update(update))
}

/// Sets the credits of a subuser (`PUT /v3/subusers/{username}/credits`). The remaining credits
/// become the total, also in a retry: credits that are used between two attempts are given back.
///
/// @param client client that makes the call
/// @param update username of the subuser, and its credits
/// @param[out] result result object, freed by sga_subuser_credits_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_update_credits(
    client: *const sga_client,
    update: *const sga_subuser_credits_update,
    result: *mut *mut sga_subuser_credits,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || subuser_credits_update(update))
}

/// Submits sga_subusers_update_credits() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param update username of the subuser, and its credits
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_update_credits(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    update: *const sga_subuser_credits_update,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || subuser_credits_update(update))
}

/// Adds to the remaining credits of a subuser, or takes from them (`PATCH
/// /v3/subusers/{username}/credits/remaining`). It is never retried: a retry would do it twice.
///
/// @param client client that makes the call
/// @param username username of the subuser
/// @param by number of credits to add; a negative number takes them
/// @param[out] result result object, freed by sga_subuser_credits_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_adjust_credits(
    client: *const sga_client,
    username: *const c_char,
    by: i64,
    result: *mut *mut sga_subuser_credits,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || {
        Ok(AdjustSubuserCredits { username: string("username", username)?, by })
    })
}

/// Submits sga_subusers_adjust_credits() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param username username of the subuser
/// @param by number of credits to add; a negative number takes them
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_adjust_credits(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    username: *const c_char,
    by: i64,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || {
        Ok(AdjustSubuserCredits { username: string("username", username)?, by })
    })
}
