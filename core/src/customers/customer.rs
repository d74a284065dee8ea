//! One customer, as a list shows it.

use serde::Serialize;

use crate::json::Extra;

/// Declares the fields of a customer once: the struct, and the names that a list is read by.
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

        /// The names of the fields, in order.
        pub(crate) const FIELDS: [&str; 16] = [$(stringify!($field),)*];

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

/// A value that a server writes as a text, in JSON as in XML.
pub(crate) trait FieldText: Sized {
    fn read(text: &str) -> Option<Self>;
}

impl FieldText for String {
    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl FieldText for bool {
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

/// Whether the text of a field can be read.
pub(crate) fn fits(field: usize, text: &str) -> bool {
    match FIELDS.get(field) {
        Some(&("active" | "website_access")) => bool::read(text).is_some(),
        _ => true,
    }
}
