//! Functions of the API keys API that create, change and delete keys.

use std::ffi::{c_char, c_int};

use sendgrid_accounts::api_keys::{CreateFullAccessApiKey, UpdateApiKeyName};

use crate::call::{call, call_without_result};
use crate::ffi::arguments::string;
use crate::queue::functions::{sga_queue, submit};
use crate::status::sga_status;
use crate::types::api_key_inputs::{
    api_key_deletion, api_key_update, new_api_key, sga_api_key_update, sga_new_api_key,
};
use crate::types::api_keys::sga_api_key_info;
use crate::types::created_api_key::sga_created_api_key;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;

/// Creates an API key with these scopes, at least one (`POST /v3/api_keys`). The result is the
/// only one that contains the key. It is never retried.
///
/// @param client client that makes the call
/// @param key name and scopes of the new key
/// @param[out] result result object, freed by sga_created_api_key_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_api_keys_create(
    client: *const sga_client,
    key: *const sga_new_api_key,
    result: *mut *mut sga_created_api_key,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || new_api_key(key))
}

/// Submits sga_api_keys_create() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param key name and scopes of the new key
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_api_keys_create(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    key: *const sga_new_api_key,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || new_api_key(key))
}

/// Creates an API key that may do everything (`POST /v3/api_keys` without scopes). The result is
/// the only one that contains the key. It is never retried.
///
/// @param client client that makes the call
/// @param name name of the new key
/// @param[out] result result object, freed by sga_created_api_key_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_api_keys_create_full_access(
    client: *const sga_client,
    name: *const c_char,
    result: *mut *mut sga_created_api_key,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(CreateFullAccessApiKey { name: string("name", name)? }))
}

/// Submits sga_api_keys_create_full_access() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param name name of the new key
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_api_keys_create_full_access(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    name: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(CreateFullAccessApiKey { name: string("name", name)? }))
}

/// Sets name and scopes of an API key (`PUT /v3/api_keys/{api_key_id}`): the server has no change
/// of the scopes alone.
///
/// @param client client that makes the call
/// @param update id, name and scopes of the key
/// @param[out] result result object, freed by sga_api_key_info_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_api_keys_update(
    client: *const sga_client,
    update: *const sga_api_key_update,
    result: *mut *mut sga_api_key_info,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || api_key_update(update))
}

/// Submits sga_api_keys_update() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param update id, name and scopes of the key
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_api_keys_update(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    update: *const sga_api_key_update,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || api_key_update(update))
}

/// Sets the name of an API key (`PATCH /v3/api_keys/{api_key_id}`); its scopes do not change.
///
/// @param client client that makes the call
/// @param api_key_id id of the key
/// @param name new name
/// @param[out] result result object, freed by sga_api_key_info_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_api_keys_update_name(
    client: *const sga_client,
    api_key_id: *const c_char,
    name: *const c_char,
    result: *mut *mut sga_api_key_info,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || {
        Ok(UpdateApiKeyName {
            api_key_id: string("api_key_id", api_key_id)?,
            name: string("name", name)?,
        })
    })
}

/// Submits sga_api_keys_update_name() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param api_key_id id of the key
/// @param name new name
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_api_keys_update_name(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    api_key_id: *const c_char,
    name: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || {
        Ok(UpdateApiKeyName {
            api_key_id: string("api_key_id", api_key_id)?,
            name: string("name", name)?,
        })
    })
}

/// Deletes an API key (`DELETE /v3/api_keys/{api_key_id}`). Calls that authenticate by it fail
/// after a short delay.
///
/// @param client client that makes the call
/// @param api_key_id id of the key
/// @param allow_own 1 permits the call if the key is the one that the client uses, whose next calls
///        then fail; 0 refuses it
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_api_keys_delete(
    client: *const sga_client,
    api_key_id: *const c_char,
    allow_own: c_int,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || api_key_deletion(api_key_id, allow_own))
}

/// Submits sga_api_keys_delete() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param api_key_id id of the key
/// @param allow_own 1 permits the call if the key is the one that the client uses, whose next calls
///        then fail; 0 refuses it
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_api_keys_delete(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    api_key_id: *const c_char,
    allow_own: c_int,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || api_key_deletion(api_key_id, allow_own))
}
