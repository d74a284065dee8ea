//! Results of `sga_customers_list` and `sga_customers_get`.

use std::ffi::c_char;

use sendgrid_accounts::customers::{Customer, CustomerList, ListedCustomer};

use crate::ffi::objects::{Arena, ToC, free_object};
use crate::status::sga_status;
use crate::types::error::guard;
use crate::types::results::extra;

/// A customer of a reseller. An absent field is NULL, or its `has_` member is false. Freed by
/// sga_customer_free(), unless it belongs to a list.
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

/// Converts a `Customer` or a `CustomerRef`, with what follows the name of a field of a string or a
/// boolean to read it.
macro_rules! customer_to_c {
    ($customer:ident, $arena:ident, $extra:expr, ($($string:tt)*), ($($boolean:tt)*)) => {
        sga_customer {
            username: $arena.optional_string($customer.username$($string)*),
            email: $arena.optional_string($customer.email$($string)*),
            has_active: $customer.active$($boolean)*.is_some(),
            active: $customer.active$($boolean)*.unwrap_or_default(),
            first_name: $arena.optional_string($customer.first_name$($string)*),
            last_name: $arena.optional_string($customer.last_name$($string)*),
            address: $arena.optional_string($customer.address$($string)*),
            address2: $arena.optional_string($customer.address2$($string)*),
            city: $arena.optional_string($customer.city$($string)*),
            state: $arena.optional_string($customer.state$($string)*),
            zip: $arena.optional_string($customer.zip$($string)*),
            country: $arena.optional_string($customer.country$($string)*),
            phone: $arena.optional_string($customer.phone$($string)*),
            website: $arena.optional_string($customer.website$($string)*),
            company: $arena.optional_string($customer.company$($string)*),
            has_website_access: $customer.website_access$($boolean)*.is_some(),
            website_access: $customer.website_access$($boolean)*.unwrap_or_default(),
            id: $arena.optional_string($customer.id$($string)*),
            extra: $extra.map_or(std::ptr::null(), |fields| extra(fields, $arena)),
        }
    };
}

impl ToC for CustomerList {
    type Object = sga_customer_list;
    const NAME: &'static str = "list";

    fn to_c(&self, arena: &Arena) -> sga_customer_list {
        let rows = self
            .rows()
            .map(|customer| customer_to_c!(customer, arena, customer.extra(), (()), (())));
        sga_customer_list { count: self.len(), customers: arena.rows(rows) }
    }
}

/// The customers of a page that earlier pages do not have.
impl ToC for Vec<ListedCustomer> {
    type Object = sga_customer_list;
    const NAME: &'static str = "list";

    fn to_c(&self, arena: &Arena) -> sga_customer_list {
        let row = |customer: &ListedCustomer| {
            customer
                .list
                .row(customer.index)
                .map(|row| customer_to_c!(row, arena, row.extra(), (()), (())))
        };
        let rows: Vec<sga_customer> = self.iter().filter_map(row).collect();
        sga_customer_list { count: rows.len(), customers: arena.rows(rows.into_iter()) }
    }
}

impl ToC for Customer {
    type Object = sga_customer;
    const NAME: &'static str = "customer";

    fn to_c(&self, arena: &Arena) -> sga_customer {
        customer_to_c!(self, arena, Some(&self.extra), (.as_deref()), ())
    }
}

/// Frees a customer and the data that it points to.
///
/// @param customer result of sga_customers_get() to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customer_free(customer: *mut sga_customer) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Customer>(customer))
}

/// Frees a list with its customers.
///
/// @param list list to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customer_list_free(list: *mut sga_customer_list) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<CustomerList>(list))
}
