//! Functions of the scopes API.

use sendgrid_accounts::scopes::ListScopes;

use crate::call::call;
use crate::queue::functions::{sga_queue, submit};
use crate::status::sga_status;
use crate::types::api_keys::sga_scope_list;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;

/// Lists the scopes of the API key that the client uses (`GET /v3/scopes`); for a client that acts
/// for another account, those that the key has there. It changes nothing: a test of the credential.
///
/// @param client client that makes the call
/// @param[out] result result object, freed by sga_scope_list_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_scopes_list(
    client: *const sga_client,
    result: *mut *mut sga_scope_list,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(ListScopes))
}

/// Submits sga_scopes_list() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_scopes_list(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(ListScopes))
}
