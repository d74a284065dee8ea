//! Clients.

use std::ffi::c_char;

use sendgrid_accounts::{Client, ClientBuilder, OnBehalfOf};

use crate::ffi::arguments::{place, text};
use crate::ffi::error::FfiError;
use crate::ffi::handles::{self, hand_out, take_back};
use crate::ffi::objects;
use crate::status::sga_status;
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_client;
use crate::types::options::{builder, call_options, sga_call_options, sga_client_options};
use crate::types::rate_limits::sga_rate_limits;

unsafe fn new_client(
    result: *mut *mut sga_client,
    error: *mut *mut sga_error,
    make: impl FnOnce() -> Result<Client, FfiError>,
) -> sga_status {
    guard(error, || {
        let result = place("result", result)?;
        result.write(hand_out(make()?));
        Ok(())
    })
}

/// Makes a client. No connection is opened. Of the environment only the proxies are read: see
/// `trust_env`.
///
/// @param options how it is set up; it may be freed or changed afterwards
/// @param[out] result the client, freed by sga_client_free()
/// @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK; SGA_ERR_INVALID_INPUT for a value that is refused; SGA_ERR_CONFIG where the whole
///         does not work, such as plain http to another host
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_new(
    options: *const sga_client_options,
    result: *mut *mut sga_client,
    error: *mut *mut sga_error,
) -> sga_status {
    new_client(result, error, || Ok(builder(options)?.binding("c").build()?))
}

/// Makes a client from the environment: SENDGRID_API_KEY, or SENDGRID_RESELLER_USERNAME with
/// SENDGRID_RESELLER_PASSWORD, or all of them, and, where set, SENDGRID_REGION.
///
/// @param[out] result the client, freed by sga_client_free()
/// @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK; SGA_ERR_CONFIG where there is no credential, or half of one, or the region is
///         neither global nor eu
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_from_env(
    result: *mut *mut sga_client,
    error: *mut *mut sga_error,
) -> sga_status {
    new_client(result, error, || Ok(ClientBuilder::default().from_env()?.binding("c").build()?))
}

/// Makes a client whose calls act for a subuser. It shares connections with the one that it is made
/// of, which stays as it is.
///
/// @param client the client
/// @param subuser the username of the subuser
/// @param[out] result the new client, freed by sga_client_free()
/// @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK; SGA_ERR_INVALID_INPUT for a name that cannot stand in a header
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_on_behalf_of(
    client: *const sga_client,
    subuser: *const c_char,
    result: *mut *mut sga_client,
    error: *mut *mut sga_error,
) -> sga_status {
    new_client(result, error, || {
        let client = handles::get(client)?;
        Ok(client.on_behalf_of(&OnBehalfOf::Subuser(text("subuser", subuser)?))?)
    })
}

/// Makes a client whose calls act for a customer account of a reseller partner. It shares
/// connections with the one that it is made of, which stays as it is.
///
/// @param client the client
/// @param account_id the number of the account
/// @param[out] result the new client, freed by sga_client_free()
/// @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK; SGA_ERR_INVALID_INPUT for a number that cannot stand in a header
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_on_behalf_of_account(
    client: *const sga_client,
    account_id: *const c_char,
    result: *mut *mut sga_client,
    error: *mut *mut sga_error,
) -> sga_status {
    new_client(result, error, || {
        let client = handles::get(client)?;
        Ok(client.on_behalf_of(&OnBehalfOf::Account(text("account_id", account_id)?))?)
    })
}

/// Makes a client whose calls have other limits. It shares connections and all else with the one
/// that it is made of, which stays as it is.
///
/// @param client the client
/// @param options the limits
/// @param[out] result the new client, freed by sga_client_free()
/// @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK; SGA_ERR_INVALID_INPUT for a limit out of its bounds
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_with_options(
    client: *const sga_client,
    options: *const sga_call_options,
    result: *mut *mut sga_client,
    error: *mut *mut sga_error,
) -> sga_status {
    new_client(result, error, || {
        let client = handles::get(client)?;
        Ok(client.with_options(&call_options(options)?)?)
    })
}

/// What the servers have said of their rate limits, to calls of a client and of those that share its
/// connections.
///
/// @param client the client
/// @param[out] result the limits, freed by sga_rate_limits_free()
/// @param[out] error why there are none, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, also where no server has said anything
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_rate_limits(
    client: *const sga_client,
    result: *mut *mut sga_rate_limits,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let client = handles::get(client)?;
        place("result", result)?.write(objects::hand_out(client.rate_limits()));
        Ok(())
    })
}

/// Refuses further calls with SGA_ERR_CLOSED, also those of clients that share its connections, and
/// closes idle connections. Calls under way go on.
///
/// @param client the client
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
/// @param client the client; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_client_free(client: *mut sga_client) -> sga_status {
    guard(std::ptr::null_mut(), || take_back(client).map(drop))
}
