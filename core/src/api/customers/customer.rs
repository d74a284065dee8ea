//! A customer, as a value and as a row of a table.

use std::fmt;

use crate::api::customers::table::{COLUMNS, Table};
use crate::codec::json::Extra;
use crate::codec::lenient::boolean;
use crate::codec::object::serialize_fields;

/// A customer of a [`CustomerList`](crate::customers::CustomerList), whose strings are not copied.
#[derive(Clone, Copy)]
pub struct CustomerRef<'a> {
    table: &'a Table,
    row: usize,
}

impl<'a> CustomerRef<'a> {
    pub(crate) fn new(table: &'a Table, row: usize) -> Self {
        Self { table, row }
    }

    /// Unknown fields of the response, and values that do not fit; `None` if there are
    /// none.
    pub fn extra(&self) -> Option<&'a Extra> {
        self.table.extra(self.row)
    }
}

impl fmt::Debug for CustomerRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Customer::from(*self).fmt(f)
    }
}

/// Declares the fields of a customer, in the order of the columns, each with the types of its value
/// in `Customer` and in `CustomerRef`.
macro_rules! customer_fields {
    ($($(#[$doc:meta])* $field:ident: $type:ty => $read:ty,)*) => {
        /// A customer of a reseller. A field that the response lacks is `None`, and so is one with a
        /// value of another meaning, which is in `extra` under its name.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Customer {
            $($(#[$doc])* pub $field: Option<$type>,)*
            /// Unknown fields of the response, and values that do not fit.
            pub extra: Extra,
        }

        serialize_fields! { Customer { $($field: stringify!($field),)* } }

        const IS_BOOLEAN: [bool; COLUMNS] = [$(<$type as FieldValue>::IS_BOOLEAN,)*];

        const NAMES: [&str; COLUMNS] = [$(stringify!($field),)*];

        #[allow(non_camel_case_types, reason = "the server's names")]
        enum Column { $($field,)* }

        impl<'a> CustomerRef<'a> {
            $(
                $(#[$doc])*
                pub fn $field(&self) -> Option<$read> {
                    let string = self.table.string(self.row, Column::$field as usize);
                    string.and_then(<$type as FieldValue>::read)
                }
            )*
        }

        impl PartialEq for CustomerRef<'_> {
            fn eq(&self, other: &Self) -> bool {
                $(self.$field() == other.$field() &&)* self.extra() == other.extra()
            }
        }

        impl From<CustomerRef<'_>> for Customer {
            fn from(customer: CustomerRef<'_>) -> Self {
                Self {
                    $($field: customer.$field().map(Into::into),)*
                    extra: customer.extra().cloned().unwrap_or_default(),
                }
            }
        }

        impl Customer {
            /// Strings of the fields, in the order of the columns.
            pub(crate) fn strings(&self) -> [Option<&str>; COLUMNS] {
                [$(self.$field.as_ref().map(FieldValue::string),)*]
            }
        }

        /// Column of a field; `None` if the field is unknown.
        pub(crate) fn column_of(name: &str) -> Option<usize> {
            match name {
                $(stringify!($field) => Some(Column::$field as usize),)*
                _ => None,
            }
        }
    };
}

customer_fields! {
    /// Username, which identifies the customer in other calls.
    username: String => &'a str,
    /// E-mail address.
    email: String => &'a str,
    /// Whether the customer may send mail.
    active: bool => bool,
    /// First name.
    first_name: String => &'a str,
    /// Last name.
    last_name: String => &'a str,
    /// Street address.
    address: String => &'a str,
    /// Second line of the street address.
    address2: String => &'a str,
    /// City.
    city: String => &'a str,
    /// State.
    state: String => &'a str,
    /// Zip code.
    zip: String => &'a str,
    /// Country.
    country: String => &'a str,
    /// Phone number.
    phone: String => &'a str,
    /// URL of the website.
    website: String => &'a str,
    /// Name of the company.
    company: String => &'a str,
    /// Whether the customer may log in to the website.
    website_access: bool => bool,
    /// Number of the customer.
    id: String => &'a str,
}

/// Type of a field, which servers write as a string in JSON and in XML.
trait FieldValue {
    type Borrowed<'a>;
    const IS_BOOLEAN: bool;
    fn read(string: &str) -> Option<Self::Borrowed<'_>>;
    fn string(&self) -> &str;
}

impl FieldValue for String {
    type Borrowed<'a> = &'a str;
    const IS_BOOLEAN: bool = false;

    fn read(string: &str) -> Option<&str> {
        Some(string)
    }

    fn string(&self) -> &str {
        self
    }
}

impl FieldValue for bool {
    type Borrowed<'a> = Self;
    const IS_BOOLEAN: bool = true;

    fn read(string: &str) -> Option<Self> {
        boolean(string)
    }

    fn string(&self) -> &str {
        if *self { "true" } else { "false" }
    }
}

/// Whether a string is a valid value for a column.
#[inline]
pub(crate) fn fits(column: usize, string: &str) -> bool {
    !is_boolean(column) || boolean(string).is_some()
}

#[inline]
pub(crate) fn is_boolean(column: usize) -> bool {
    IS_BOOLEAN.get(column).copied().unwrap_or_default()
}

/// Name of the field in a column.
pub(crate) fn name_of(column: usize) -> &'static str {
    NAMES.get(column).copied().unwrap_or_default()
}
