//! Functions of clients.

use std::ffi::c_char;

use sendgrid_accounts::{ClientBuilder, OnBehalfOf};

use crate::ffi::arguments::{output, string};
use crate::ffi::error::FfiError;
use crate::ffi::handles::{self, new_handle, take_handle};
use crate::ffi::objects;
use crate::log::with_log;
use crate::status::sga_status;
use crate::types::error::{guard, sga_error};
use crate::types::handles::{Caller, sga_client};
use crate::types::options::{builder, call_options, sga_call_options, sga_client_options};
use crate::types::rate_limits::sga_rate_limits;

unsafe fn new_client(
    result: *mut *mut sga_client,
    error: *mut *mut sga_error,
    build: impl FnOnce() -> Result<Caller, FfiError>,
) -> sga_status {
    guard(error, || {
        let result = output("result", result)?;
        result.write(new_handle(build()?));
        Ok(())
    })
}

/// Creates a client. It opens no connection, and reads only proxies from the environment.
///
/// @param options options of the client; they can be freed or changed afterwards
/// @param[out] result client, freed by sga_client_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK; SGA_ERR_INVALID_INPUT for an invalid value; SGA_ERR_CONFIG without a credential,
///         or for an invalid combination, such as plain http to another host
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_new(
    options: *const sga_client_options,
    result: *mut *mut sga_client,
    error: *mut *mut sga_error,
) -> sga_status {
    new_client(result, error, || with_log(|| Ok(builder(options)?.binding("c").build()?.into())))
}

/// Creates a client from options and, for those that are not set, from environment variables. An
/// empty or blank variable is unset.
///
/// SENDGRID_API_KEY is the API key; SENDGRID_RESELLER_USERNAME and SENDGRID_RESELLER_PASSWORD are a
/// reseller with SGA_AUTH_PARAMS. SENDGRID_REGION is `global` or `eu`, and applies unless the option
/// is SGA_REGION_EU. SENDGRID_BASE_URL is the URL of another server, such as a sandbox.
/// SENDGRID_ON_BEHALF_OF is the username of a subuser, or `account-id` and the number of a customer
/// account.
///
/// @param options options of the client; NULL sets none
/// @param[out] result client, freed by sga_client_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK; SGA_ERR_INVALID_INPUT for an invalid value; SGA_ERR_CONFIG without a credential,
///         for an unknown region, or if only one of username and password is set
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_from_env(
    options: *const sga_client_options,
    result: *mut *mut sga_client,
    error: *mut *mut sga_error,
) -> sga_status {
    new_client(result, error, || {
        let own = if options.is_null() { ClientBuilder::default() } else { builder(options)? };
        with_log(|| Ok(own.from_env()?.binding("c").build()?.into()))
    })
}

/// Creates a client whose calls act for a subuser. It shares the connections of `client`, which
/// does not change.
///
/// @param client client
/// @param subuser username of the subuser
/// @param[out] result new client, freed by sga_client_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK; SGA_ERR_INVALID_INPUT for a username that is not a valid header value
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_on_behalf_of(
    client: *const sga_client,
    subuser: *const c_char,
    result: *mut *mut sga_client,
    error: *mut *mut sga_error,
) -> sga_status {
    new_client(result, error, || {
        let client = handles::get(client)?;
        let subuser = OnBehalfOf::Subuser(string("subuser", subuser)?);
        Ok(client.derived(client.on_behalf_of(&subuser)?))
    })
}

/// Creates a client whose calls act for a customer account of a reseller partner. It shares the
/// connections of `client`, which does not change.
///
/// @param client client
/// @param account_id number of the account
/// @param[out] result new client, freed by sga_client_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK; SGA_ERR_INVALID_INPUT for a number that is not a valid header value
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_on_behalf_of_account(
    client: *const sga_client,
    account_id: *const c_char,
    result: *mut *mut sga_client,
    error: *mut *mut sga_error,
) -> sga_status {
    new_client(result, error, || {
        let client = handles::get(client)?;
        let account = OnBehalfOf::Account(string("account_id", account_id)?);
        Ok(client.derived(client.on_behalf_of(&account)?))
    })
}

/// Creates a client with other options for its calls. It shares the connections and all other
/// options of `client`, which does not change.
///
/// @param client client
/// @param options options of the calls
/// @param[out] result new client, freed by sga_client_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK; SGA_ERR_INVALID_INPUT for a value out of its bounds
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_with_options(
    client: *const sga_client,
    options: *const sga_call_options,
    result: *mut *mut sga_client,
    error: *mut *mut sga_error,
) -> sga_status {
    new_client(result, error, || {
        let client = handles::get(client)?;
        Ok(client.derived(client.with_options(&call_options(options)?)?))
    })
}

/// Returns the rate limits that the servers last reported to a client, to those that share its
/// connections and to those that share its rate limiter. A limit is missing until a response
/// reports it, and may be missing if it was not used for long, once there are 10,000.
///
/// @param client client
/// @param[out] result rate limits, freed by sga_rate_limits_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, also if no rate limit is known
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_rate_limits(
    client: *const sga_client,
    result: *mut *mut sga_rate_limits,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let client = handles::get(client)?;
        output("result", result)?.write(objects::new_object(client.rate_limits()));
        Ok(())
    })
}

/// Closes a client and the clients that share its connections: further calls fail with
/// SGA_ERR_CLOSED. Calls in progress continue; idle connections are closed.
///
/// @param client client
/// @return SGA_OK
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_close(client: *const sga_client) -> sga_status {
    guard(std::ptr::null_mut(), || {
        handles::get(client)?.close();
        Ok(())
    })
}

/// Frees a client. Calls under way on other threads, and in queues, go on.
///
/// @param client client to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_free(client: *mut sga_client) -> sga_status {
    guard(std::ptr::null_mut(), || take_handle(client).map(drop))
}
