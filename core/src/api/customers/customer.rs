//! One customer: as a value of its own, and as a row of a table.

use std::fmt;

use serde::Serialize;

use crate::api::customers::table::{COLUMNS, Table};
use crate::codec::json::Extra;

/// A customer of a [`CustomerList`](crate::customers::CustomerList), read in place.
#[derive(Clone, Copy)]
pub struct CustomerRef<'a> {
    table: &'a Table,
    row: usize,
}

impl<'a> CustomerRef<'a> {
    pub(crate) fn new(table: &'a Table, row: usize) -> Self {
        Self { table, row }
    }

    /// Fields that this version does not know; `None` if there is none.
    pub fn extra(&self) -> Option<&'a Extra> {
        self.table.extra(self.row)
    }
}

impl fmt::Debug for CustomerRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Customer::from(*self).fmt(f)
    }
}

/// Declares the fields of a customer once, in the order of the columns, each with the types of its
/// value in a `Customer` and in a `CustomerRef`.
macro_rules! customer_fields {
    ($($(#[$doc:meta])* $field:ident: $type:ty => $read:ty,)*) => {
        /// A customer of a reseller. Servers differ in the fields that they send; an absent one is
        /// `None`.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
        #[non_exhaustive]
        pub struct Customer {
            $($(#[$doc])* pub $field: Option<$type>,)*
            /// Fields that this version does not know.
            #[serde(flatten)]
            pub extra: Extra,
        }

        const TAKES_ANY_STRING: [bool; COLUMNS] =
            [$(<$type as FieldValue>::TAKES_ANY_STRING,)*];

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
            /// The strings of the fields, in the order of the columns.
            pub(crate) fn strings(&self) -> [Option<&str>; COLUMNS] {
                [$(self.$field.as_ref().map(FieldValue::string),)*]
            }
        }

        /// The column of a field.
        pub(crate) fn column_of(name: &str) -> Option<usize> {
            match name {
                $(stringify!($field) => Some(Column::$field as usize),)*
                _ => None,
            }
        }
    };
}

customer_fields! {
    /// The username, by which other calls name the customer.
    username: String => &'a str,
    /// The e-mail address.
    email: String => &'a str,
    /// Whether the customer may send mail.
    active: bool => bool,
    /// The first name.
    first_name: String => &'a str,
    /// The last name.
    last_name: String => &'a str,
    /// The street address.
    address: String => &'a str,
    /// The second line of the street address.
    address2: String => &'a str,
    /// The city.
    city: String => &'a str,
    /// The state.
    state: String => &'a str,
    /// The zip code.
    zip: String => &'a str,
    /// The country.
    country: String => &'a str,
    /// The phone number.
    phone: String => &'a str,
    /// The address of the website.
    website: String => &'a str,
    /// The name of the company.
    company: String => &'a str,
    /// Whether the customer may log in to the website.
    website_access: bool => bool,
    /// The number of the customer.
    id: String => &'a str,
}

/// A value that servers write as a string, in JSON as in XML.
trait FieldValue {
    type Borrowed<'a>;
    const TAKES_ANY_STRING: bool;
    fn read(string: &str) -> Option<Self::Borrowed<'_>>;
    fn string(&self) -> &str;
}

impl FieldValue for String {
    type Borrowed<'a> = &'a str;
    const TAKES_ANY_STRING: bool = true;

    fn read(string: &str) -> Option<&str> {
        Some(string)
    }

    fn string(&self) -> &str {
        self
    }
}

impl FieldValue for bool {
    type Borrowed<'a> = Self;
    const TAKES_ANY_STRING: bool = false;

    /// Servers write "true" and "false"; related calls write 1 and 0, and PHP writes false as the
    /// empty string.
    fn read(string: &str) -> Option<Self> {
        match string {
            "true" | "1" => Some(true),
            "false" | "0" | "" => Some(false),
            _ => None,
        }
    }

    fn string(&self) -> &str {
        if *self { "true" } else { "false" }
    }
}

/// A string that is no boolean, in a field that is one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InvalidBoolean;

impl fmt::Display for InvalidBoolean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid boolean")
    }
}

/// Checks that the field in a column can have that string as its value.
#[inline]
pub(crate) fn check(column: usize, string: &str) -> Result<(), InvalidBoolean> {
    let any = TAKES_ANY_STRING.get(column).copied().unwrap_or_default();
    if any || bool::read(string).is_some() { Ok(()) } else { Err(InvalidBoolean) }
}
