//! The calls of the customer API, submitted to a queue.

use std::ffi::c_char;

use sendgrid_accounts::customers::{
    CreateCustomer, DeleteCustomer, DisableCustomer, DisableWebsite, EnableCustomer, EnableWebsite,
    ListCustomers, UpdateCustomerEmail, UpdateCustomerPassword, UpdateCustomerUsername,
};

use crate::ffi::arguments::text;
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
/// @param queue where it ends
/// @param client the client; it may be freed meanwhile
/// @param tag what the completion carries, so that the program knows it again
/// @param customer the customer to be
/// @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK where the call will come out of the queue; else it will not
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
/// @param queue where it ends
/// @param client the client; it may be freed meanwhile
/// @param tag what the completion carries, so that the program knows it again
/// @param user the username of the customer
/// @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK where the call will come out of the queue; else it will not
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_delete(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(DeleteCustomer { user: text("user", user)? }))
}

/// Submits sga_customers_list() to a queue.
///
/// @param queue where it ends
/// @param client the client; it may be freed meanwhile
/// @param tag what the completion carries, so that the program knows it again
/// @param filter which customers; NULL for all
/// @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK where the call will come out of the queue; else it will not
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
/// @param queue where it ends
/// @param client the client; it may be freed meanwhile
/// @param tag what the completion carries, so that the program knows it again
/// @param user the username of the customer
/// @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK where the call will come out of the queue; else it will not
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_enable(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(EnableCustomer { user: text("user", user)? }))
}

/// Submits sga_customers_disable() to a queue.
///
/// @param queue where it ends
/// @param client the client; it may be freed meanwhile
/// @param tag what the completion carries, so that the program knows it again
/// @param user the username of the customer
/// @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK where the call will come out of the queue; else it will not
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_disable(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(DisableCustomer { user: text("user", user)? }))
}

/// Submits sga_customers_enable_website() to a queue.
///
/// @param queue where it ends
/// @param client the client; it may be freed meanwhile
/// @param tag what the completion carries, so that the program knows it again
/// @param user the username of the customer
/// @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK where the call will come out of the queue; else it will not
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_enable_website(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(EnableWebsite { user: text("user", user)? }))
}

/// Submits sga_customers_disable_website() to a queue.
///
/// @param queue where it ends
/// @param client the client; it may be freed meanwhile
/// @param tag what the completion carries, so that the program knows it again
/// @param user the username of the customer
/// @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK where the call will come out of the queue; else it will not
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_disable_website(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    submit(queue, client, tag, error, || Ok(DisableWebsite { user: text("user", user)? }))
}

/// Submits sga_customers_update_profile() to a queue.
///
/// @param queue where it ends
/// @param client the client; it may be freed meanwhile
/// @param tag what the completion carries, so that the program knows it again
/// @param user the username of the customer
/// @param update the fields to change, at least one
/// @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK where the call will come out of the queue; else it will not
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
/// @param queue where it ends
/// @param client the client; it may be freed meanwhile
/// @param tag what the completion carries, so that the program knows it again
/// @param user the username of the customer
/// @param password the password to be
/// @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK where the call will come out of the queue; else it will not
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
            user: text("user", user)?,
            password: text("password", password)?.into(),
        })
    })
}

/// Submits sga_customers_update_username() to a queue.
///
/// @param queue where it ends
/// @param client the client; it may be freed meanwhile
/// @param tag what the completion carries, so that the program knows it again
/// @param user the username of the customer
/// @param username the new username
/// @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK where the call will come out of the queue; else it will not
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
            user: text("user", user)?,
            username: text("username", username)?,
        })
    })
}

/// Submits sga_customers_update_email() to a queue.
///
/// @param queue where it ends
/// @param client the client; it may be freed meanwhile
/// @param tag what the completion carries, so that the program knows it again
/// @param user the username of the customer
/// @param email the new address
/// @param[out] error why it was not, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK where the call will come out of the queue; else it will not
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
        Ok(UpdateCustomerEmail { user: text("user", user)?, email: text("email", email)? })
    })
}
