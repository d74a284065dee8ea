//! Queue functions of the customer API.

use std::ffi::c_char;

use sendgrid_accounts::customers::{
    CreateCustomer, DeleteCustomer, DisableCustomer, DisableWebsite, EnableCustomer, EnableWebsite,
    ListCustomers, UpdateCustomerEmail, UpdateCustomerPassword, UpdateCustomerUsername,
};

use crate::ffi::arguments::string;
use crate::queue::functions::{sga_queue, submit};
use crate::status::sga_status;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;
use crate::types::inputs::{
    customer_filter, customer_profile_update, new_customer, sga_customer_filter,
    sga_customer_profile_update, sga_new_customer,
};

/// Submits sga_customers_create() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param customer data of the new customer
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_create(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    customer: *const sga_new_customer,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(CreateCustomer { customer: new_customer(customer)? }))
}

/// Submits sga_customers_delete() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param user username of the customer
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_delete(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(DeleteCustomer { user: string("user", user)? }))
}

/// Submits sga_customers_list() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param filter filter of the list; NULL lists all customers
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_list(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    filter: *const sga_customer_filter,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(ListCustomers { filter: customer_filter(filter)? }))
}

/// Submits sga_customers_enable() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param user username of the customer
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_enable(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(EnableCustomer { user: string("user", user)? }))
}

/// Submits sga_customers_disable() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param user username of the customer
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_disable(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(DisableCustomer { user: string("user", user)? }))
}

/// Submits sga_customers_enable_website() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param user username of the customer
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_enable_website(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(EnableWebsite { user: string("user", user)? }))
}

/// Submits sga_customers_disable_website() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param user username of the customer
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_disable_website(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(DisableWebsite { user: string("user", user)? }))
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
