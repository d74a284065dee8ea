//! What `sga_customers_list` returns.

use std::ffi::c_char;

use sendgrid_accounts::customers::{CustomerList, CustomerRef};

use crate::ffi::objects::{Arena, ToC, take_back};
use crate::status::sga_status;
use crate::types::error::guard;
use crate::types::results::extra;

/// A customer of a reseller. Which fields a server tells differs; what it leaves out is NULL, or
/// its `has_` is false. It lives as long as its list.
#[repr(C)]
pub struct sga_customer {
    /// The username, by which other calls name the customer.
    pub username: *const c_char,
    /// The e-mail address.
    pub email: *const c_char,
    /// Whether the server told `active`.
    pub has_active: bool,
    /// Whether the customer may send mail.
    pub active: bool,
    /// The first name.
    pub first_name: *const c_char,
    /// The last name.
    pub last_name: *const c_char,
    /// The street address.
    pub address: *const c_char,
    /// The second line of the street address.
    pub address2: *const c_char,
    /// The city.
    pub city: *const c_char,
    /// The state.
    pub state: *const c_char,
    /// The zip code.
    pub zip: *const c_char,
    /// The country.
    pub country: *const c_char,
    /// The phone number.
    pub phone: *const c_char,
    /// The address of the website.
    pub website: *const c_char,
    /// The name of the company.
    pub company: *const c_char,
    /// Whether the server told `website_access`.
    pub has_website_access: bool,
    /// Whether the customer may log in to the website.
    pub website_access: bool,
    /// The number of the customer.
    pub id: *const c_char,
    /// Fields that this version does not know, as a JSON object; NULL where there is none.
    pub extra: *const c_char,
}

/// The customers that a list found, in the server's order. Freed by sga_customer_list_free().
#[repr(C)]
pub struct sga_customer_list {
    /// How many customers there are.
    pub count: usize,
    /// The customers, `customers[0]` to `customers[count - 1]`; NULL where there is none.
    pub customers: *const *const sga_customer,
}

impl ToC for CustomerList {
    type Object = sga_customer_list;
    const NAME: &'static str = "list";

    fn to_c(&self, arena: &Arena) -> sga_customer_list {
        let rows = self.rows().map(|customer| of_customer(customer, arena));
        sga_customer_list { count: self.len(), customers: arena.rows(rows) }
    }
}

fn of_customer(customer: CustomerRef<'_>, arena: &Arena) -> sga_customer {
    sga_customer {
        username: arena.optional(customer.username()),
        email: arena.optional(customer.email()),
        has_active: customer.active().is_some(),
        active: customer.active().unwrap_or_default(),
        first_name: arena.optional(customer.first_name()),
        last_name: arena.optional(customer.last_name()),
        address: arena.optional(customer.address()),
        address2: arena.optional(customer.address2()),
        city: arena.optional(customer.city()),
        state: arena.optional(customer.state()),
        zip: arena.optional(customer.zip()),
        country: arena.optional(customer.country()),
        phone: arena.optional(customer.phone()),
        website: arena.optional(customer.website()),
        company: arena.optional(customer.company()),
        has_website_access: customer.website_access().is_some(),
        website_access: customer.website_access().unwrap_or_default(),
        id: arena.optional(customer.id()),
        extra: customer.extra().map_or(std::ptr::null(), |fields| extra(fields, arena)),
    }
}

/// Frees a list, with all its customers.
///
/// @param list what a call returned; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customer_list_free(list: *mut sga_customer_list) -> sga_status {
    guard(std::ptr::null_mut(), || take_back::<CustomerList>(list))
}
