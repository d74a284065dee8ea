//! Blocking functions of the Users API.

use std::ffi::c_char;

use sendgrid_accounts::user::{
    GetAccount, GetCredits, GetEmail, GetProfile, GetUsername, UpdateEmail, UpdateUsername,
};

use crate::call::{call, call_without_result};
use crate::ffi::arguments::string;
use crate::status::sga_status;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;
use crate::types::inputs::{
    password_change, profile_update, sga_password_change, sga_profile_update,
};
use crate::types::results::{sga_account, sga_credits, sga_email, sga_profile, sga_username};

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

/// Changes the username of the account (`PUT /v3/user/username`). Logins with the old username fail
/// from then on.
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
