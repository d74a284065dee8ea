//! "Update Customer Profile" of seeds 003 and 004.

use crate::api::customers::response;
use crate::error::{Error, Result};
use crate::expectation::{Expectation, Expected, fields};
use crate::operation::Form;
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Request, Response};
use crate::validate;

/// Declares the fields that an update may set once, in the order of the seeds.
macro_rules! profile_fields {
    ($($(#[$doc:meta])* $field:ident,)*) => {
        /// Changes the fields of a customer's profile that are given: `None` leaves a field as it
        /// is, an empty text clears it, any other text sets it.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct UpdateCustomerProfile {
            /// The username of the customer.
            pub user: String,
            $($(#[$doc])* pub $field: Option<String>,)*
        }

        impl UpdateCustomerProfile {
            fn given(&self) -> impl Iterator<Item = (&'static str, &str)> {
                [$((stringify!($field), self.$field.as_deref()),)*]
                    .into_iter()
                    .filter_map(|(field, value)| value.map(|value| (field, value)))
            }
        }
    };
}

profile_fields! {
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
    /// The name of the company. Later editions of the documents leave it out.
    company,
}

impl Operation for UpdateCustomerProfile {
    type Output = ();
    const INFO: OperationInfo = OperationInfo::customers(
        "customers.update_profile",
        Idempotency::Idempotent,
        "manage",
        &[("method", "profile"), ("task", "set")],
    );

    fn request(&self) -> Result<Request> {
        validate::required("user", &self.user)?;
        if self.given().next().is_none() {
            return Err(Error::invalid_input("profile", "update has no field: give at least one"));
        }
        let mut form = Form::new(Self::INFO.parameters);
        form.add("user", &self.user);
        for (field, value) in self.given() {
            validate::no_control(field, value)?;
            form.add(field, value);
        }
        Ok(Request::form(form))
    }

    fn decode(&self, answer: &Response) -> Result<()> {
        response::confirmed(answer)
    }

    fn expectation(&self) -> Expectation {
        Expected::Customer { user: self.user.clone(), fields: fields(self.given()) }.into()
    }
}
