//! Any other call, and the responses of all calls.

use crate::call::call;
use crate::ffi::arguments::output;
use crate::ffi::error::FfiError;
use crate::ffi::handles::{self, new_handle};
use crate::ffi::objects::new_object;
use crate::queue::functions::{sga_queue, submit};
use crate::status::sga_status;
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_client;
use crate::types::request::{raw_request, sga_request};
use crate::types::response::sga_response;

/// Makes a call for which the library has no function. Authentication, On-Behalf-Of, retries and
/// errors are those of every call; each method and path has a rate limit of its own. `max_list_bytes`
/// bounds the body.
///
/// @param client client that makes the call
/// @param request method, path, parameters, body and headers
/// @param[out] result response of any 2xx, freed by sga_response_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_request(
    client: *const sga_client,
    request: *const sga_request,
    result: *mut *mut sga_response,
    error: *mut *mut sga_error,
) -> sga_status {
    let operation = || Ok(handles::get(client)?.with_raw_response(raw_request(request)?));
    call(client, result, error, operation)
}

/// Submits sga_client_request() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param request method, path, parameters, body and headers
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_client_request(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    request: *const sga_request,
    error: *mut *mut sga_error,
) -> sga_status {
    let operation = || Ok(handles::get(client)?.with_raw_response(raw_request(request)?));
    submit(queue, client, tag, error, operation)
}

/// Creates a client whose calls keep their responses, for status, identifier, headers and rate limit:
/// a completion has its `response`, and sga_client_raw_response() returns that of the last call. It
/// shares the connections of `client`, which does not change.
///
/// @param client client
/// @param[out] result new client, freed by sga_client_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_with_raw_response(
    client: *const sga_client,
    result: *mut *mut sga_client,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let client = handles::get(client)?;
        output("result", result)?.write(new_handle(client.keeping_responses()));
        Ok(())
    })
}

/// Returns the response of the last blocking call of a client of sga_client_with_raw_response(), and
/// forgets it. The error of a failed call has status, identifier and waits of its response itself.
/// Threads that make calls at a time need a client each: it costs a few hundred bytes and no connection.
///
/// @param client client of sga_client_with_raw_response()
/// @param[out] result response without its body, freed by sga_response_free(); NULL if the last call
///             failed, or there was none
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK; SGA_ERR_INVALID_INPUT for another client
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_raw_response(
    client: *const sga_client,
    result: *mut *mut sga_response,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let client = handles::get(client)?;
        let result = output("result", result)?;
        let Some(mut last) = client.last_response() else {
            let problem = "keeps no responses: create it with sga_client_with_raw_response()";
            let status = sga_status::SGA_ERR_INVALID_INPUT;
            return Err(FfiError::misuse(status, "client", problem));
        };
        result.write(last.take().map_or(std::ptr::null_mut(), new_object));
        Ok(())
    })
}
