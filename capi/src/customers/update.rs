//! Functions that change the data of a customer.

use std::ffi::c_char;

use sendgrid_accounts::customers::{
    UpdateCustomerEmail, UpdateCustomerPassword, UpdateCustomerUsername,
};

use crate::call::call_without_result;
use crate::ffi::arguments::string;
use crate::queue::functions::{sga_queue, submit};
use crate::status::sga_status;
use crate::types::customer_inputs::{customer_profile_update, sga_customer_profile_update};
use crate::types::error::sga_error;
use crate::types::handles::sga_client;

/// Changes fields of a customer's profile (`*.manage`, `task=set`).
///
/// An empty string clears its field, too: an empty cell of a CSV row deletes what the server has,
/// unless SGA_EMPTY_IGNORE applies.
///
/// @param client client that makes the call
/// @param user username of the customer
/// @param update fields to change, at least one
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_update_profile(
    client: *const sga_client,
    user: *const c_char,
    update: *const sga_customer_profile_update,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || customer_profile_update(user, update))
}

/// Submits sga_customers_update_profile() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param user username of the customer
/// @param update fields to change, at least one
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_update_profile(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    update: *const sga_customer_profile_update,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || customer_profile_update(user, update))
}

/// Sets the password of a customer (`*.manage`, `method=password`). It is never retried.
///
/// @param client client that makes the call
/// @param user username of the customer
/// @param password new password
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_update_password(
    client: *const sga_client,
    user: *const c_char,
    password: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || {
        Ok(UpdateCustomerPassword {
            user: string("user", user)?,
            password: string("password", password)?.into(),
        })
    })
}

/// Submits sga_customers_update_password() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param user username of the customer
/// @param password new password
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_update_password(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    password: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || {
        Ok(UpdateCustomerPassword {
            user: string("user", user)?,
            password: string("password", password)?.into(),
        })
    })
}

/// Changes the username of a customer (`*.manage`, `task=setUsername`), for every login at once. It
/// is never retried.
///
/// @param client client that makes the call
/// @param user username of the customer
/// @param username new username
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_update_username(
    client: *const sga_client,
    user: *const c_char,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || {
        Ok(UpdateCustomerUsername {
            user: string("user", user)?,
            username: string("username", username)?,
        })
    })
}

/// Submits sga_customers_update_username() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param user username of the customer
/// @param username new username
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_update_username(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || {
        Ok(UpdateCustomerUsername {
            user: string("user", user)?,
            username: string("username", username)?,
        })
    })
}

/// Changes the contact address of a customer (`*.manage`, `task=setEmail`).
///
/// @param client client that makes the call
/// @param user username of the customer
/// @param email new address
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_update_email(
    client: *const sga_client,
    user: *const c_char,
    email: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || {
        Ok(UpdateCustomerEmail { user: string("user", user)?, email: string("email", email)? })
    })
}

/// Submits sga_customers_update_email() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param user username of the customer
/// @param email new address
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_update_email(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    email: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || {
        Ok(UpdateCustomerEmail { user: string("user", user)?, email: string("email", email)? })
    })
}
