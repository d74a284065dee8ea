//! One customer, as a list shows it.

use std::fmt;

use serde::Serialize;

use crate::json::Extra;

/// Declares the fields of a customer once: the struct, and what a list is read by.
macro_rules! customer_fields {
    ($($(#[$doc:meta])* $field:ident: $type:ty,)*) => {
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

        impl Customer {
            /// Makes a customer of texts that come in the order of `FIELDS`.
            pub(crate) fn from_texts<'a>(
                mut texts: impl Iterator<Item = Option<&'a str>>,
                extra: Extra,
            ) -> Self {
                Self { $($field: texts.next().flatten().and_then(FieldText::read),)* extra }
            }
        }
    };
}

customer_fields! {
    /// The username, by which other calls name the customer.
    username: String,
    /// The e-mail address.
    email: String,
    /// Whether the customer may send mail.
    active: bool,
    /// The first name.
    first_name: String,
    /// The last name.
    last_name: String,
    /// The street address.
    address: String,
    /// The second line of the street address.
    address2: String,
    /// The city.
    city: String,
    /// The state.
    state: String,
    /// The zip code.
    zip: String,
    /// The country.
    country: String,
    /// The phone number.
    phone: String,
    /// The address of the website.
    website: String,
    /// The name of the company.
    company: String,
    /// Whether the customer may log in to the website.
    website_access: bool,
    /// The number of the customer.
    id: String,
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
pub(crate) trait FieldText: Sized {
    const TAKES_ANY_TEXT: bool;
    fn read(text: &str) -> Option<Self>;
}

impl FieldText for String {
    const TAKES_ANY_TEXT: bool = true;

    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl FieldText for bool {
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
