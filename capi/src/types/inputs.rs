//! The arguments of calls that need more than a few strings.
//!
//! The functions trust their pointers as the conventions of the header say.

use std::ffi::{c_char, c_int};

use sendgrid_accounts::customers::{CustomerFilter, NewCustomer, UpdateCustomerProfile};
use sendgrid_accounts::user::{UpdatePassword, UpdateProfile};

use crate::ffi::arguments::{Input, choice, given, read, text, texts};
use crate::ffi::error::FfiError;

/// Yes, no, or nothing said.
#[repr(C)]
pub enum sga_choice {
    /// Nothing is said about it.
    SGA_UNSET = 0,
    /// No.
    SGA_NO = 1,
    /// Yes.
    SGA_YES = 2,
}

/// The values of `sga_choice`.
pub(crate) const CHOICES: [Option<bool>; 3] = [None, Some(false), Some(true)];

/// A change of one's own password. Begin with SGA_PASSWORD_CHANGE_INIT. The texts have names so that
/// they cannot be swapped.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_password_change {
    /// sizeof(sga_password_change), as SGA_PASSWORD_CHANGE_INIT sets it.
    pub struct_size: usize,
    /// The password that is in force.
    pub old_password: *const c_char,
    /// The password to be.
    pub new_password: *const c_char,
}

/// Changes the fields of a profile that are given: NULL leaves a field as it is, an empty text
/// clears it, any other text sets it. Begin with SGA_PROFILE_UPDATE_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_profile_update {
    /// sizeof(sga_profile_update), as SGA_PROFILE_UPDATE_INIT sets it.
    pub struct_size: usize,
    /// The street address.
    pub address: *const c_char,
    /// The second line of the street address. Not every server tells it.
    pub address2: *const c_char,
    /// The city.
    pub city: *const c_char,
    /// The name of the company.
    pub company: *const c_char,
    /// The country.
    pub country: *const c_char,
    /// The first name.
    pub first_name: *const c_char,
    /// The last name.
    pub last_name: *const c_char,
    /// The phone number.
    pub phone: *const c_char,
    /// The state.
    pub state: *const c_char,
    /// The address of the website.
    pub website: *const c_char,
    /// The zip code.
    pub zip: *const c_char,
}

/// A customer to be. Begin with SGA_NEW_CUSTOMER_INIT. The members up to `website` must be given.
///
/// The documents call `company`, `package` and `whitelabel` required too, and leave them out in
/// their own examples: they are optional here, and the server decides.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_new_customer {
    /// sizeof(sga_new_customer), as SGA_NEW_CUSTOMER_INIT sets it.
    pub struct_size: usize,
    /// The username, up to 64 characters.
    pub username: *const c_char,
    /// The password, from 6 characters on. It is sent with its confirmation.
    pub password: *const c_char,
    /// The e-mail address, up to 64 characters.
    pub email: *const c_char,
    /// The first name, up to 50 characters.
    pub first_name: *const c_char,
    /// The last name, up to 50 characters.
    pub last_name: *const c_char,
    /// The street address, up to 100 characters.
    pub address: *const c_char,
    /// The city, up to 100 characters.
    pub city: *const c_char,
    /// The state, up to 100 characters.
    pub state: *const c_char,
    /// The zip code, up to 50 characters.
    pub zip: *const c_char,
    /// The country, up to 100 characters.
    pub country: *const c_char,
    /// The phone number, up to 50 characters.
    pub phone: *const c_char,
    /// The address of the website, up to 255 characters.
    pub website: *const c_char,
    /// The name of the company, up to 255 characters; or NULL.
    pub company: *const c_char,
    /// The name of the package to assign, up to 255 characters; or NULL.
    pub package: *const c_char,
    /// The domain for whitelabelling, up to 255 characters; or NULL.
    pub whitelabel: *const c_char,
    /// The names of IP groups of yours to add, each up to 255 characters; or NULL.
    pub ip_group: *const *const c_char,
    /// How many names `ip_group` points to.
    pub ip_group_count: usize,
    /// IP addresses of yours to add, where the package allows it; or NULL.
    pub ip: *const *const c_char,
    /// How many addresses `ip` points to.
    pub ip_count: usize,
    /// Whether the customer is a free one; has to be given for a free customer. One of sga_choice.
    pub free_user: c_int,
    /// The first billing date, YYYY-MM-DD, within one billing cycle from now; or NULL.
    pub billing_date: *const c_char,
}

/// Filters of a list; none of them: all customers. The documents call them search filters: servers
/// match parts of texts. Begin with SGA_CUSTOMER_FILTER_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_customer_filter {
    /// sizeof(sga_customer_filter), as SGA_CUSTOMER_FILTER_INIT sets it.
    pub struct_size: usize,
    /// The number of the customer (documented later than the seeds).
    pub id: *const c_char,
    /// The username.
    pub username: *const c_char,
    /// The e-mail address.
    pub email: *const c_char,
    /// The first name.
    pub first_name: *const c_char,
    /// The last name.
    pub last_name: *const c_char,
    /// The street address.
    pub address: *const c_char,
    /// The city.
    pub city: *const c_char,
    /// The state.
    pub state: *const c_char,
    /// The country.
    pub country: *const c_char,
    /// The zip code.
    pub zip: *const c_char,
    /// The phone number.
    pub phone: *const c_char,
    /// The address of the website.
    pub website: *const c_char,
    /// The name of the company.
    pub company: *const c_char,
    /// Whether the customer may send mail, one of sga_choice.
    pub active: c_int,
    /// 1 if `limit` is given, else 0.
    pub has_limit: c_int,
    /// Most customers to list (documented later than the seeds).
    pub limit: u64,
    /// 1 if `offset` is given, else 0.
    pub has_offset: c_int,
    /// How many customers to pass over first (documented later than the seeds).
    pub offset: u64,
}

/// Changes the fields of a customer's profile that are given: NULL leaves a field as it is, an empty
/// text clears it, any other text sets it. Begin with SGA_CUSTOMER_PROFILE_UPDATE_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_customer_profile_update {
    /// sizeof(sga_customer_profile_update), as SGA_CUSTOMER_PROFILE_UPDATE_INIT sets it.
    pub struct_size: usize,
    /// The first name.
    pub first_name: *const c_char,
    /// The last name.
    pub last_name: *const c_char,
    /// The street address.
    pub address: *const c_char,
    /// The city.
    pub city: *const c_char,
    /// The state.
    pub state: *const c_char,
    /// The country.
    pub country: *const c_char,
    /// The zip code.
    pub zip: *const c_char,
    /// The phone number.
    pub phone: *const c_char,
    /// The address of the website.
    pub website: *const c_char,
    /// The name of the company. Later editions of the documents leave it out.
    pub company: *const c_char,
}

macro_rules! inputs {
    ($($input:ident: $name:literal,)*) => {
        $(
            // SAFETY: texts may be NULL, zero is a number of each choice, and counts may be 0.
            unsafe impl Input for $input {
                const NAME: &'static str = $name;
            }
        )*
    };
}

inputs! {
    sga_password_change: "change",
    sga_profile_update: "update",
    sga_new_customer: "customer",
    sga_customer_filter: "filter",
    sga_customer_profile_update: "update",
}

/// Fills a struct of the core from one of C: each member is read by the function before it.
macro_rules! filled {
    ($to:ident from $from:ident { $($read:ident: $($name:ident)+;)+ } $($rest:tt)*) => {
        $to { $($($name: $read(stringify!($name), $from.$name)?,)+)+ $($rest)* }
    };
}

pub(crate) unsafe fn password_change(
    change: *const sga_password_change,
) -> Result<UpdatePassword, FfiError> {
    let change = read(change)?;
    Ok(UpdatePassword {
        old_password: text("old_password", change.old_password)?.into(),
        new_password: text("new_password", change.new_password)?.into(),
    })
}

pub(crate) unsafe fn profile_update(
    update: *const sga_profile_update,
) -> Result<UpdateProfile, FfiError> {
    let update = read(update)?;
    Ok(filled!(UpdateProfile from update {
        given: address address2 city company country first_name last_name phone state
            website zip;
    }))
}

pub(crate) unsafe fn new_customer(
    customer: *const sga_new_customer,
) -> Result<NewCustomer, FfiError> {
    let customer = read(customer)?;
    Ok(filled!(NewCustomer from customer {
        text: username email first_name last_name address city state zip country phone
            website;
        given: company package whitelabel billing_date;
    }
        password: text("password", customer.password)?.into(),
        ip_group: texts("ip_group", customer.ip_group, customer.ip_group_count)?,
        ip: texts("ip", customer.ip, customer.ip_count)?,
        free_user: choice("free_user", customer.free_user, &CHOICES)?,
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
    let has_limit = choice("has_limit", filter.has_limit, &[false, true])?;
    let has_offset = choice("has_offset", filter.has_offset, &[false, true])?;
    Ok(filled!(CustomerFilter from filter {
        given: id username email first_name last_name address city state country zip phone
            website company;
    }
        active: choice("active", filter.active, &CHOICES)?,
        limit: has_limit.then_some(filter.limit),
        offset: has_offset.then_some(filter.offset),
    ))
}

pub(crate) unsafe fn customer_profile_update(
    user: *const c_char,
    update: *const sga_customer_profile_update,
) -> Result<UpdateCustomerProfile, FfiError> {
    let user = text("user", user)?;
    let update = read(update)?;
    Ok(filled!(UpdateCustomerProfile from update {
        given: first_name last_name address city state country zip phone website company;
    }
        user,
    ))
}
