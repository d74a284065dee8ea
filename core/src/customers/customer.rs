//! One customer, as a list shows it.

use std::fmt;

use serde::Serialize;

use crate::codec::json::Extra;
use crate::customers::customer_list::CustomerRef;

/// Declares the fields of a customer once, each with the types of its value in a `Customer` and in
/// a `CustomerRef`: the structs, and what a list is read by.
macro_rules! customer_fields {
    ($($(#[$doc:meta])* $field:ident: $type:ty => $read:ty,)*) => {
        /// A customer of a reseller. Which fields a server tells differs; what it leaves out is
        /// none.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
        #[non_exhaustive]
        pub struct Customer {
            $($(#[$doc])* pub $field: Option<$type>,)*
            /// Fields that this version does not know.
            #[serde(flatten)]
            pub extra: Extra,
        }

        /// The fields, in order.
        pub(crate) const FIELDS: [Field; 16] = [$(Field {
            name: stringify!($field),
            json_key: concat!("\"", stringify!($field), "\":\""),
            start_tag: concat!("<", stringify!($field), ">"),
            end_tag: concat!("</", stringify!($field), ">"),
            takes_any_text: <$type as FieldText>::TAKES_ANY_TEXT,
        },)*];

        #[allow(non_camel_case_types, reason = "the server's names")]
        enum Index { $($field,)* }

        impl<'a> CustomerRef<'a> {
            $(
                $(#[$doc])*
                pub fn $field(&self) -> Option<$read> {
                    self.text(Index::$field as usize).and_then(<$type as FieldText>::read)
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
            /// The texts of the fields, in the order of `FIELDS`.
            pub(crate) fn texts(&self) -> [Option<&str>; FIELDS.len()] {
                [$(self.$field.as_ref().map(FieldText::text),)*]
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

/// A field of a customer, as lists write it.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    /// The name in quotes, a colon, and the quote that begins a text.
    pub(crate) json_key: &'static str,
    pub(crate) start_tag: &'static str,
    pub(crate) end_tag: &'static str,
    takes_any_text: bool,
}

/// The place of a field in `FIELDS`.
pub(crate) fn field_named(name: &str) -> Option<usize> {
    FIELDS.iter().position(|field| field.name == name)
}

/// A value that a server writes as a text, in JSON as in XML.
pub(crate) trait FieldText {
    type Borrowed<'a>;
    const TAKES_ANY_TEXT: bool;
    fn read(text: &str) -> Option<Self::Borrowed<'_>>;
    fn text(&self) -> &str;
}

impl FieldText for String {
    type Borrowed<'a> = &'a str;
    const TAKES_ANY_TEXT: bool = true;

    fn read(text: &str) -> Option<&str> {
        Some(text)
    }

    fn text(&self) -> &str {
        self
    }
}

impl FieldText for bool {
    type Borrowed<'a> = Self;
    const TAKES_ANY_TEXT: bool = false;

    /// Servers write "true" and "false"; siblings of these calls 1 and 0, and PHP's own text for
    /// false is the empty one.
    fn read(text: &str) -> Option<Self> {
        match text {
            "true" | "1" => Some(true),
            "false" | "0" | "" => Some(false),
            _ => None,
        }
    }

    fn text(&self) -> &str {
        if *self { "true" } else { "false" }
    }
}

/// The text of a field that is neither true nor false.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoTruthValue;

impl fmt::Display for NoTruthValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a truth value")
    }
}

/// Refuses the text of a field that cannot be read.
#[inline]
pub(crate) fn check(field: usize, text: &str) -> Result<(), NoTruthValue> {
    match FIELDS.get(field) {
        Some(field) if !field.takes_any_text && bool::read(text).is_none() => Err(NoTruthValue),
        _ => Ok(()),
    }
}
