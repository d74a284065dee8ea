//! Functions of the customer API: for each operation a blocking one and one that submits it to a
//! queue. The changes of a customer's data are in `update`.

mod iteration;
mod update;

use std::ffi::c_char;

use sendgrid_accounts::customers::{
    CreateCustomer, DeleteCustomer, DisableCustomer, DisableWebsite, EnableCustomer, EnableWebsite,
    GetCustomer, ListCustomers,
};

use crate::call::{call, call_without_result};
use crate::ffi::arguments::string;
use crate::queue::functions::{sga_queue, submit};
use crate::status::sga_status;
use crate::types::customer_inputs::{
    customer_filter, new_customer, sga_customer_filter, sga_new_customer,
};
use crate::types::customer_list::{sga_customer, sga_customer_list};
use crate::types::error::sga_error;
use crate::types::handles::sga_client;

pub use iteration::*;
pub use update::*;

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

/// Retrieves the customer of this username, by the list (`*.manage`, `task=get`). A customer whose
/// username only contains it is another one.
///
/// @param client client that makes the call
/// @param user username of the customer
/// @param[out] result result object, freed by sga_customer_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_get(
    client: *const sga_client,
    user: *const c_char,
    result: *mut *mut sga_customer,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(GetCustomer { user: string("user", user)? }))
}

/// Submits sga_customers_get() to a queue.
///
/// @param queue queue that returns the completion
/// @param client client that makes the call; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param user username of the customer
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_get(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(GetCustomer { user: string("user", user)? }))
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
