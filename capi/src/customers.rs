//! Blocking functions of the customer API.

use std::ffi::c_char;

use sendgrid_accounts::customers::{
    CreateCustomer, DeleteCustomer, DisableCustomer, DisableWebsite, EnableCustomer, EnableWebsite,
    ListCustomers, UpdateCustomerEmail, UpdateCustomerPassword, UpdateCustomerUsername,
};

use crate::call::{call, call_without_result};
use crate::ffi::arguments::string;
use crate::status::sga_status;
use crate::types::customer_list::sga_customer_list;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;
use crate::types::inputs::{
    customer_filter, customer_profile_update, new_customer, sga_customer_filter,
    sga_customer_profile_update, sga_new_customer,
};

/// Creates a customer (`*.add`). It is never retried.
///
/// @param client client that makes the call
/// @param customer data of the new customer
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_create(
    client: *const sga_client,
    customer: *const sga_new_customer,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || Ok(CreateCustomer { customer: new_customer(customer)? }))
}

/// Deletes a customer (`*.delete`). The username can never be registered again. It is never
/// retried.
///
/// @param client client that makes the call
/// @param user username of the customer
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_delete(
    client: *const sga_client,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || Ok(DeleteCustomer { user: string("user", user)? }))
}

/// Lists the customers that match a filter (`*.manage`, `task=get`).
///
/// @param client client that makes the call
/// @param filter filter of the list; NULL lists all customers
/// @param[out] result result object, freed by sga_customer_list_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_list(
    client: *const sga_client,
    filter: *const sga_customer_filter,
    result: *mut *mut sga_customer_list,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(ListCustomers { filter: customer_filter(filter)? }))
}

/// Allows a customer to send mail (`*.manage`, `method=enable`).
///
/// @param client client that makes the call
/// @param user username of the customer
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_enable(
    client: *const sga_client,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || Ok(EnableCustomer { user: string("user", user)? }))
}

/// Forbids a customer to send mail (`*.manage`, `method=disable`).
///
/// @param client client that makes the call
/// @param user username of the customer
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_disable(
    client: *const sga_client,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || Ok(DisableCustomer { user: string("user", user)? }))
}

/// Allows a customer to log in to the website (`*.manage`, `method=website_enable`).
///
/// @param client client that makes the call
/// @param user username of the customer
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_enable_website(
    client: *const sga_client,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || Ok(EnableWebsite { user: string("user", user)? }))
}

/// Forbids a customer to log in to the website (`*.manage`, `method=website_disable`).
///
/// @param client client that makes the call
/// @param user username of the customer
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_disable_website(
    client: *const sga_client,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_without_result(client, error, || Ok(DisableWebsite { user: string("user", user)? }))
}

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
