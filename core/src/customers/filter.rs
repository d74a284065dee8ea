//! Which customers a list is of.

use crate::error::Result;
use crate::operation::Form;
use crate::validate;

/// Declares the filters by text once, in the order of the seeds.
macro_rules! filters {
    ($($(#[$doc:meta])* $field:ident,)*) => {
        /// Filters of a list; none of them: all customers. The documents call them search filters:
        /// servers match parts of texts.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct CustomerFilter {
            $($(#[$doc])* pub $field: Option<String>,)*
            /// Whether the customer may send mail.
            pub active: Option<bool>,
            /// Most customers to list (documented later than the seeds).
            pub limit: Option<u64>,
            /// How many customers to pass over first (documented later than the seeds).
            pub offset: Option<u64>,
        }

        impl CustomerFilter {
            pub(crate) fn add_to(&self, form: &mut Form) -> Result<()> {
                $(
                    if let Some(value) = &self.$field {
                        validate::required(stringify!($field), value)?;
                        form.add(stringify!($field), value);
                    }
                )*
                form.add_given("active", self.active.map(|active| active.to_string()));
                form.add_given("limit", self.limit.map(|limit| limit.to_string()));
                form.add_given("offset", self.offset.map(|offset| offset.to_string()));
                Ok(())
            }
        }
    };
}

filters! {
    /// The number of the customer (documented later than the seeds).
    id,
    /// The username.
    username,
    /// The e-mail address.
    email,
    /// The first name.
    first_name,
    /// The last name.
    last_name,
    /// The street address.
    address,
    /// The city.
    city,
    /// The state.
    state,
    /// The country.
    country,
    /// The zip code.
    zip,
    /// The phone number.
    phone,
    /// The address of the website.
    website,
    /// The name of the company.
    company,
}
