//! Functions of the Subusers API: for each operation a blocking one and one that submits it to a
//! queue. The changes are in `access` and `update`, and the iteration is in `iteration`.

mod access;
mod iteration;
mod update;

use std::ffi::c_char;

use sendgrid_accounts::subusers::{GetSubuser, GetSubuserCredits, ListSubusers, Subuser};
use sendgrid_accounts::{Client, Error, Operation};

use crate::call::{call, call_async};
use crate::ffi::arguments::string;
use crate::queue::functions::{sga_queue, submit, submit_async};
use crate::status::sga_status;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;
use crate::types::subuser_inputs::{
    reputations, sga_page, sga_subuser_filter, subuser_filter, subuser_ips,
};
use crate::types::subusers::{
    sga_ip_list, sga_reputation_list, sga_subuser, sga_subuser_credits, sga_subuser_list,
};

pub use access::*;
pub use iteration::*;
pub use update::*;

/// Lists the subusers that match a filter (`GET /v3/subusers`): one page. `iter` reads all pages.
///
/// @param client client that makes the call
/// @param filter filter and page of the list; NULL lists the first page of all subusers
/// @param[out] result result object, freed by sga_subuser_list_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_list(
    client: *const sga_client,
    filter: *const sga_subuser_filter,
    result: *mut *mut sga_subuser_list,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(ListSubusers { filter: subuser_filter(filter)? }))
}

/// Submits sga_subusers_list() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param filter filter and page of the list; NULL lists the first page of all subusers
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_list(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    filter: *const sga_subuser_filter,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(ListSubusers { filter: subuser_filter(filter)? }))
}

/// Retrieves the subuser of this username (`GET /v3/subusers/{username}`, which SendGrid does not
/// document).
///
/// @param client client that makes the call
/// @param username username of the subuser
/// @param[out] result result object, freed by sga_subuser_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_get(
    client: *const sga_client,
    username: *const c_char,
    result: *mut *mut sga_subuser,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(GetSubuser { username: string("username", username)? }))
}

/// Submits sga_subusers_get() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param username username of the subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_get(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(GetSubuser { username: string("username", username)? }))
}

/// Retrieves the subuser of this username with its region, which only the list has
/// (`GET /v3/subusers`). It reads the pages of names that begin in the same way, until the exact one.
///
/// @param client client that makes the calls
/// @param username username of the subuser
/// @param[out] result result object, freed by sga_subuser_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error; SGA_ERR_NOT_FOUND if no row has exactly this username.
///         The list may hide disabled subusers
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_get_with_region(
    client: *const sga_client,
    username: *const c_char,
    result: *mut *mut sga_subuser,
    error: *mut *mut sga_error,
) -> sga_status {
    call_async(client, result, error, |client| {
        Ok(with_region(client, string("username", username)?))
    })
}

/// Submits sga_subusers_get_with_region() to a queue. The completion has the operation
/// "subusers.get".
///
/// @param queue queue that returns the completion
/// @param client client that makes the calls; it may be freed before they end
/// @param tag identifies the call in its completion
/// @param username username of the subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_get_with_region(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit_async(queue, client, tag, error, GetSubuser::INFO.name, |client| {
        Ok(with_region(client, string("username", username)?))
    })
}

async fn with_region(client: Client, username: String) -> Result<Subuser, Error> {
    client.subusers().get_with_region(username).await
}

/// Retrieves the IP addresses of a subuser (`GET /v3/ips`): one page.
///
/// @param client client that makes the call
/// @param username username of the subuser
/// @param page page of the list; NULL lists the first page
/// @param[out] result result object, freed by sga_ip_list_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_get_ips(
    client: *const sga_client,
    username: *const c_char,
    page: *const sga_page,
    result: *mut *mut sga_ip_list,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || subuser_ips(username, page))
}

/// Submits sga_subusers_get_ips() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param username username of the subuser
/// @param page page of the list; NULL lists the first page
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_get_ips(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    username: *const c_char,
    page: *const sga_page,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || subuser_ips(username, page))
}

/// Retrieves the credits of a subuser (`GET /v3/subusers/{username}/credits`).
///
/// @param client client that makes the call
/// @param username username of the subuser
/// @param[out] result result object, freed by sga_subuser_credits_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_get_credits(
    client: *const sga_client,
    username: *const c_char,
    result: *mut *mut sga_subuser_credits,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || {
        Ok(GetSubuserCredits { username: string("username", username)? })
    })
}

/// Submits sga_subusers_get_credits() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param username username of the subuser
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_get_credits(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || {
        Ok(GetSubuserCredits { username: string("username", username)? })
    })
}

/// Retrieves the sender reputations of subusers (`GET /v3/subusers/reputations`), 1 to 10 in one
/// call.
///
/// @param client client that makes the call
/// @param usernames usernames of the subusers, 1 to 10
/// @param usernames_count number of strings in `usernames`
/// @param[out] result result object, freed by sga_reputation_list_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_get_reputations(
    client: *const sga_client,
    usernames: *const *const c_char,
    usernames_count: usize,
    result: *mut *mut sga_reputation_list,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || reputations(usernames, usernames_count))
}

/// Submits sga_subusers_get_reputations() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param usernames usernames of the subusers, 1 to 10
/// @param usernames_count number of strings in `usernames`
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_get_reputations(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    usernames: *const *const c_char,
    usernames_count: usize,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || reputations(usernames, usernames_count))
}
