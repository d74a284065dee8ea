//! The eleven calls of the resellers' customer API (seeds 003 and 004).

use std::ffi::c_char;

use sendgrid_accounts::customers::{
    CreateCustomer, DeleteCustomer, DisableCustomer, DisableWebsite, EnableCustomer, EnableWebsite,
    ListCustomers, UpdateCustomerEmail, UpdateCustomerPassword, UpdateCustomerUsername,
};

use crate::call::{call, call_for_nothing};
use crate::ffi::arguments::text;
use crate::status::sga_status;
use crate::types::customer_list::sga_customer_list;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;
use crate::types::inputs::{
    customer_filter, customer_profile_update, new_customer, sga_customer_filter,
    sga_customer_profile_update, sga_new_customer,
};

/// Creates a customer (`*.add`). It is sent once and never repeated.
///
/// @param client the client
/// @param customer the customer to be
/// @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, or what went wrong
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_create(
    client: *const sga_client,
    customer: *const sga_new_customer,
    error: *mut *mut sga_error,
) -> sga_status {
    call_for_nothing(client, error, || Ok(CreateCustomer { customer: new_customer(customer)? }))
}

/// Deletes a customer (`*.delete`). The username can never be registered again. It is sent once and
/// never repeated.
///
/// @param client the client
/// @param user the username of the customer
/// @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, or what went wrong
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_delete(
    client: *const sga_client,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_for_nothing(client, error, || Ok(DeleteCustomer { user: text("user", user)? }))
}

/// Lists the customers that a filter matches (`*.manage`, `task=get`).
///
/// @param client the client
/// @param filter which customers; NULL for all
/// @param[out] result the result, freed by sga_customer_list_free()
/// @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, or what went wrong
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_list(
    client: *const sga_client,
    filter: *const sga_customer_filter,
    result: *mut *mut sga_customer_list,
    error: *mut *mut sga_error,
) -> sga_status {
    call(client, result, error, || Ok(ListCustomers { filter: customer_filter(filter)? }))
}

/// Lets a customer send mail again (`*.manage`, `method=enable`); website access stays as it is.
///
/// @param client the client
/// @param user the username of the customer
/// @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, or what went wrong
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_enable(
    client: *const sga_client,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_for_nothing(client, error, || Ok(EnableCustomer { user: text("user", user)? }))
}

/// Stops a customer from sending mail (`*.manage`, `method=disable`); website access stays as it
/// is.
///
/// @param client the client
/// @param user the username of the customer
/// @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, or what went wrong
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_disable(
    client: *const sga_client,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_for_nothing(client, error, || Ok(DisableCustomer { user: text("user", user)? }))
}

/// Lets a customer log in to the website (`*.manage`, `method=website_enable`); sending mail stays
/// as it is.
///
/// @param client the client
/// @param user the username of the customer
/// @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, or what went wrong
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_enable_website(
    client: *const sga_client,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_for_nothing(client, error, || Ok(EnableWebsite { user: text("user", user)? }))
}

/// Stops a customer from logging in to the website (`*.manage`, `method=website_disable`); sending
/// mail stays as it is.
///
/// @param client the client
/// @param user the username of the customer
/// @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, or what went wrong
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_disable_website(
    client: *const sga_client,
    user: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_for_nothing(client, error, || Ok(DisableWebsite { user: text("user", user)? }))
}

/// Changes the given fields of a customer's profile (`*.manage`, `task=set`).
///
/// @param client the client
/// @param user the username of the customer
/// @param update the fields to change, at least one
/// @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, or what went wrong
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_update_profile(
    client: *const sga_client,
    user: *const c_char,
    update: *const sga_customer_profile_update,
    error: *mut *mut sga_error,
) -> sga_status {
    call_for_nothing(client, error, || customer_profile_update(user, update))
}

/// Sets the password of a customer (`*.manage`, `method=password`). It is sent once and never
/// repeated.
///
/// @param client the client
/// @param user the username of the customer
/// @param password the password to be
/// @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, or what went wrong
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_update_password(
    client: *const sga_client,
    user: *const c_char,
    password: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_for_nothing(client, error, || {
        Ok(UpdateCustomerPassword {
            user: text("user", user)?,
            password: text("password", password)?.into(),
        })
    })
}

/// Changes the username of a customer (`*.manage`, `task=setUsername`), at once for every login. It
/// is sent once and never repeated.
///
/// @param client the client
/// @param user the username of the customer
/// @param username the new username
/// @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, or what went wrong
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_update_username(
    client: *const sga_client,
    user: *const c_char,
    username: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_for_nothing(client, error, || {
        Ok(UpdateCustomerUsername {
            user: text("user", user)?,
            username: text("username", username)?,
        })
    })
}

/// Changes the contact address of a customer (`*.manage`, `task=setEmail`).
///
/// @param client the client
/// @param user the username of the customer
/// @param email the new address
/// @param[out] error why the call failed, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, or what went wrong
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_update_email(
    client: *const sga_client,
    user: *const c_char,
    email: *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    call_for_nothing(client, error, || {
        Ok(UpdateCustomerEmail { user: text("user", user)?, email: text("email", email)? })
    })
}
