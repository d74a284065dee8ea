//! Sending mail and logging in to the website, each switched on and off by itself.

use crate::api::customers::response;
use crate::error::Result;
use crate::expectation::{Expectation, Expected};
use crate::operation::Form;
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Request, Response};
use crate::validate;

/// Declares one call that switches something for a customer.
macro_rules! switch {
    ($(#[$doc:meta])* $operation:ident, $name:literal, $method:literal, $field:ident = $state:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $operation {
            /// The username of the customer.
            pub user: String,
        }

        impl Operation for $operation {
            type Output = ();
            const INFO: OperationInfo =
                OperationInfo::customers($name, Idempotency::Idempotent, "manage", &[("method", $method)]);

            fn request(&self) -> Result<Request> {
                validate::required("user", &self.user)?;
                let mut form = Form::new(Self::INFO.parameters);
                form.add("user", &self.user);
                Ok(Request::form(form))
            }

            fn decode(&self, answer: &Response) -> Result<()> {
                response::confirmed(answer)
            }

            fn expectation(&self) -> Expectation {
                let fields = vec![(stringify!($field), $state.to_string())];
                Expected::Customer { user: self.user.clone(), fields }.into()
            }
        }
    };
}

switch! {
    /// Lets a customer send mail again; website access stays as it is.
    EnableCustomer, "customers.enable", "enable", active = true
}

switch! {
    /// Stops a customer from sending mail; website access stays as it is. The parameter is `user`,
    /// as all examples have it; the table of the seeds says `username`.
    DisableCustomer, "customers.disable", "disable", active = false
}

switch! {
    /// Lets a customer log in to the website; sending mail stays as it is.
    EnableWebsite, "customers.enable_website", "website_enable", website_access = true
}

switch! {
    /// Stops a customer from logging in to the website; sending mail stays as it is.
    DisableWebsite, "customers.disable_website", "website_disable", website_access = false
}
