//! Functions of the API keys API: for each operation a blocking one and one that submits it to a queue.
//! The changes are in `update`.

mod update;

use std::ffi::c_char;

use sendgrid_accounts::api_keys::{GetApiKey, ListApiKeys};

use crate::call::call;
use crate::ffi::arguments::string;
use crate::queue::functions::{sga_queue, submit};
use crate::status::sga_status;
use crate::types::api_keys::{sga_api_key_info, sga_api_key_list};
use crate::types::error::sga_error;
use crate::types::handles::sga_client;

pub use update::*;

/// Lists the API keys (`GET /v3/api_keys`): their ids and names, without their scopes.
///
/// @param client client that makes the call
/// @param[out] result result object, freed by sga_api_key_list_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_api_keys_list(
    client: *const sga_client,
    result: *mut *mut sga_api_key_list,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(ListApiKeys))
}

/// Submits sga_api_keys_list() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_api_keys_list(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(ListApiKeys))
}

/// Retrieves name and scopes of an API key (`GET /v3/api_keys/{api_key_id}`).
///
/// @param client client that makes the call
/// @param api_key_id id of the key
/// @param[out] result result object, freed by sga_api_key_info_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_api_keys_get(
    client: *const sga_client,
    api_key_id: *const c_char,
    result: *mut *mut sga_api_key_info,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(GetApiKey { api_key_id: string("api_key_id", api_key_id)? }))
}

/// Submits sga_api_keys_get() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param api_key_id id of the key
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_api_keys_get(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    api_key_id: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || {
        Ok(GetApiKey { api_key_id: string("api_key_id", api_key_id)? })
    })
}
