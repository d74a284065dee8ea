//! Arguments of the customer API.
//!
//! The functions rely on their pointers as the conventions of the header require.

use std::ffi::{c_char, c_int};

use sendgrid_accounts::customers::{CustomerFilter, NewCustomer, UpdateCustomerProfile};

use crate::ffi::arguments::{Input, enum_value, optional_string, read, string, strings};
use crate::ffi::error::FfiError;
use crate::types::choices::CHOICES;
use crate::types::field_update::{convert, field_update};

/// Data of a new customer. Initialise it with SGA_NEW_CUSTOMER_INIT. `username` to `website` are
/// mandatory.
///
/// SendGrid documents `company`, `package` and `whitelabel` as required, but its examples lack
/// them. They are optional here, and the server decides.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_new_customer {
    /// sizeof(sga_new_customer), set by SGA_NEW_CUSTOMER_INIT.
    pub struct_size: usize,
    /// Username, up to 64 characters.
    pub username: *const c_char,
    /// Password, 6 to 128 characters.
    pub password: *const c_char,
    /// E-mail address, up to 64 characters.
    pub email: *const c_char,
    /// First name, up to 50 characters.
    pub first_name: *const c_char,
    /// Last name, up to 50 characters.
    pub last_name: *const c_char,
    /// Street address, up to 100 characters.
    pub address: *const c_char,
    /// City, up to 100 characters.
    pub city: *const c_char,
    /// State, up to 100 characters.
    pub state: *const c_char,
    /// Zip code, up to 50 characters.
    pub zip: *const c_char,
    /// Country, up to 100 characters.
    pub country: *const c_char,
    /// Phone number, up to 50 characters.
    pub phone: *const c_char,
    /// URL of the website, up to 255 characters.
    pub website: *const c_char,
    /// Name of the company, up to 255 characters; or NULL.
    pub company: *const c_char,
    /// Name of the package to assign, up to 255 characters; or NULL.
    pub package: *const c_char,
    /// Domain for whitelabelling, up to 255 characters; or NULL.
    pub whitelabel: *const c_char,
    /// Names of your IP groups to assign, each up to 255 characters; or NULL.
    pub ip_group: *const *const c_char,
    /// Number of strings in `ip_group`.
    pub ip_group_count: usize,
    /// Your IP addresses to assign, if the package allows it; or NULL.
    pub ip: *const *const c_char,
    /// Number of strings in `ip`.
    pub ip_count: usize,
    /// Whether the customer is a free one; mandatory for a free customer. One of sga_choice.
    pub free_user: c_int,
    /// First billing date, YYYY-MM-DD, within one billing cycle from now; or NULL.
    pub billing_date: *const c_char,
}

/// Filters of a list of customers; without any, the list has all of them. Servers match parts of
/// strings. Initialise it with SGA_CUSTOMER_FILTER_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_customer_filter {
    /// sizeof(sga_customer_filter), set by SGA_CUSTOMER_FILTER_INIT.
    pub struct_size: usize,
    /// Number of the customer. Only later editions document it.
    pub id: *const c_char,
    /// Username.
    pub username: *const c_char,
    /// E-mail address.
    pub email: *const c_char,
    /// First name.
    pub first_name: *const c_char,
    /// Last name.
    pub last_name: *const c_char,
    /// Street address.
    pub address: *const c_char,
    /// City.
    pub city: *const c_char,
    /// State.
    pub state: *const c_char,
    /// Country.
    pub country: *const c_char,
    /// Zip code.
    pub zip: *const c_char,
    /// Phone number.
    pub phone: *const c_char,
    /// URL of the website.
    pub website: *const c_char,
    /// Name of the company.
    pub company: *const c_char,
    /// Whether the customer may send mail, one of sga_choice.
    pub active: c_int,
    /// 1 if `limit` is set, else 0.
    pub has_limit: c_int,
    /// Maximum number of customers. Only later editions document it.
    pub limit: u64,
    /// 1 if `offset` is set, else 0.
    pub has_offset: c_int,
    /// Number of customers to skip. Only later editions document it.
    pub offset: u64,
}

/// Changes fields of a customer's profile: NULL leaves a field unchanged, SGA_CLEAR clears it, and so
/// does an empty string, unless SGA_EMPTY_IGNORE applies. Initialise it with
/// SGA_CUSTOMER_PROFILE_UPDATE_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_customer_profile_update {
    /// sizeof(sga_customer_profile_update), set by SGA_CUSTOMER_PROFILE_UPDATE_INIT.
    pub struct_size: usize,
    /// First name, up to 50 characters.
    pub first_name: *const c_char,
    /// Last name, up to 50 characters.
    pub last_name: *const c_char,
    /// Street address, up to 100 characters.
    pub address: *const c_char,
    /// City, up to 100 characters.
    pub city: *const c_char,
    /// State, up to 100 characters.
    pub state: *const c_char,
    /// Country, up to 100 characters.
    pub country: *const c_char,
    /// Zip code, up to 50 characters.
    pub zip: *const c_char,
    /// Phone number, up to 50 characters.
    pub phone: *const c_char,
    /// URL of the website, up to 255 characters.
    pub website: *const c_char,
    /// Name of the company, up to 255 characters. The later edition does not document it.
    pub company: *const c_char,
}

// SAFETY: strings may be NULL, zero is a choice, and counts may be 0.
unsafe impl Input for sga_new_customer {
    const NAME: &'static str = "customer";
}

// SAFETY: strings may be NULL, and zero is a choice and a number.
unsafe impl Input for sga_customer_filter {
    const NAME: &'static str = "filter";
}

// SAFETY: strings may be NULL.
unsafe impl Input for sga_customer_profile_update {
    const NAME: &'static str = "update";
}

pub(crate) unsafe fn new_customer(
    customer: *const sga_new_customer,
) -> Result<NewCustomer, FfiError> {
    let customer = read(customer)?;
    Ok(convert!(NewCustomer from customer {
        string: username email first_name last_name address city state zip country phone
            website;
        optional_string: company package whitelabel billing_date;
    }
        password: string("password", customer.password)?.into(),
        ip_group: strings("ip_group", customer.ip_group, customer.ip_group_count)?,
        ip: strings("ip", customer.ip, customer.ip_count)?,
        free_user: enum_value("free_user", customer.free_user, &CHOICES)?,
    ))
}

/// NULL means no filter.
pub(crate) unsafe fn customer_filter(
    filter: *const sga_customer_filter,
) -> Result<CustomerFilter, FfiError> {
    if filter.is_null() {
        return Ok(CustomerFilter::default());
    }
    let filter = read(filter)?;
    let has_limit = enum_value("has_limit", filter.has_limit, &[false, true])?;
    let has_offset = enum_value("has_offset", filter.has_offset, &[false, true])?;
    Ok(convert!(CustomerFilter from filter {
        optional_string: id username email first_name last_name address city state country zip phone
            website company;
    }
        active: enum_value("active", filter.active, &CHOICES)?,
        limit: has_limit.then_some(filter.limit),
        offset: has_offset.then_some(filter.offset),
    ))
}

pub(crate) unsafe fn customer_profile_update(
    user: *const c_char,
    update: *const sga_customer_profile_update,
) -> Result<UpdateCustomerProfile, FfiError> {
    let user = string("user", user)?;
    let update = read(update)?;
    Ok(convert!(UpdateCustomerProfile from update {
        field_update: first_name last_name address city state country zip phone website company;
    }
        user,
    ))
}
