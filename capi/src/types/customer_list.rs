//! Result of `sga_customers_list`.

use std::ffi::c_char;

use sendgrid_accounts::customers::{CustomerList, CustomerRef};

use crate::ffi::objects::{Arena, ToC, free_object};
use crate::status::sga_status;
use crate::types::error::guard;
use crate::types::results::extra;

/// A customer of a reseller. An absent field is NULL, or its `has_` member is false. It belongs to
/// its list.
#[repr(C)]
pub struct sga_customer {
    /// Username, which identifies the customer in other calls.
    pub username: *const c_char,
    /// E-mail address.
    pub email: *const c_char,
    /// Whether `active` is set.
    pub has_active: bool,
    /// Whether the customer may send mail.
    pub active: bool,
    /// First name.
    pub first_name: *const c_char,
    /// Last name.
    pub last_name: *const c_char,
    /// Street address.
    pub address: *const c_char,
    /// Second line of the street address.
    pub address2: *const c_char,
    /// City.
    pub city: *const c_char,
    /// State.
    pub state: *const c_char,
    /// Zip code.
    pub zip: *const c_char,
    /// Country.
    pub country: *const c_char,
    /// Phone number.
    pub phone: *const c_char,
    /// URL of the website.
    pub website: *const c_char,
    /// Name of the company.
    pub company: *const c_char,
    /// Whether `website_access` is set.
    pub has_website_access: bool,
    /// Whether the customer may log in to the website.
    pub website_access: bool,
    /// Number of the customer.
    pub id: *const c_char,
    /// Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
    pub extra: *const c_char,
}

// The core charges this much for each row to the memory that a body may take.
const _: () = assert!(size_of::<sga_customer>() + size_of::<*const sga_customer>() <= 160);

/// List of customers in the server's order. Freed by sga_customer_list_free().
#[repr(C)]
pub struct sga_customer_list {
    /// Number of customers.
    pub count: usize,
    /// Customers, `customers[0]` to `customers[count - 1]`; NULL if there are none.
    pub customers: *const *const sga_customer,
}

impl ToC for CustomerList {
    type Object = sga_customer_list;
    const NAME: &'static str = "list";

    fn to_c(&self, arena: &Arena) -> sga_customer_list {
        let rows = self.rows().map(|customer| customer_to_c(customer, arena));
        sga_customer_list { count: self.len(), customers: arena.rows(rows) }
    }
}

fn customer_to_c(customer: CustomerRef<'_>, arena: &Arena) -> sga_customer {
    sga_customer {
        username: arena.optional_string(customer.username()),
        email: arena.optional_string(customer.email()),
        has_active: customer.active().is_some(),
        active: customer.active().unwrap_or_default(),
        first_name: arena.optional_string(customer.first_name()),
        last_name: arena.optional_string(customer.last_name()),
        address: arena.optional_string(customer.address()),
        address2: arena.optional_string(customer.address2()),
        city: arena.optional_string(customer.city()),
        state: arena.optional_string(customer.state()),
        zip: arena.optional_string(customer.zip()),
        country: arena.optional_string(customer.country()),
        phone: arena.optional_string(customer.phone()),
        website: arena.optional_string(customer.website()),
        company: arena.optional_string(customer.company()),
        has_website_access: customer.website_access().is_some(),
        website_access: customer.website_access().unwrap_or_default(),
        id: arena.optional_string(customer.id()),
        extra: customer.extra().map_or(std::ptr::null(), |fields| extra(fields, arena)),
    }
}

/// Frees a list with its customers.
///
/// @param list list to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customer_list_free(list: *mut sga_customer_list) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<CustomerList>(list))
}
