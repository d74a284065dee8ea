//! Operations whose only argument is a customer: access to e-mail and website, and deletion.

use crate::api::customers::confirmation;
use crate::error::Result;
use crate::expectation::{Expectation, Expected};
use crate::operation::{Form, Idempotency, Operation, OperationInfo, Request, Response};
use crate::validate;

/// Declares an operation by its `INFO` and its expected effect on a customer.
macro_rules! customer_operation {
    ($(#[$doc:meta])* pub struct $operation:ident; $info:expr, $expected:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $operation {
            /// Username of the customer.
            pub user: String,
        }

        impl Operation for $operation {
            type Output = ();
            const INFO: OperationInfo = $info;

            fn request(&self) -> Result<Request> {
                Ok(Request::form(user_form(&Self::INFO, &self.user)?))
            }

            fn decode(&self, response: &Response) -> Result<()> {
                confirmation::decode(response)
            }

            fn expectation(&self) -> Expectation {
                let expected: fn(String) -> Expected = $expected;
                expected(self.user.clone()).into()
            }
        }
    };
}

customer_operation! {
    /// Allows a customer to send mail. Access to the website does not change.
    pub struct EnableCustomer;
    manage("customers.enable", &[("method", "enable")]),
    |user| state(user, "active", true)
}

customer_operation! {
    /// Forbids a customer to send mail. Access to the website does not change. The parameter is
    /// `user`, as in all documented examples; the documented table says `username`.
    pub struct DisableCustomer;
    manage("customers.disable", &[("method", "disable")]),
    |user| state(user, "active", false)
}

customer_operation! {
    /// Allows a customer to log in to the website. Permission to send mail does not change.
    pub struct EnableWebsite;
    manage("customers.enable_website", &[("method", "website_enable")]),
    |user| state(user, "website_access", true)
}

customer_operation! {
    /// Forbids a customer to log in to the website. Permission to send mail does not change.
    pub struct DisableWebsite;
    manage("customers.disable_website", &[("method", "website_disable")]),
    |user| state(user, "website_access", false)
}

customer_operation! {
    /// Deletes a customer. The username can never be registered again.
    pub struct DeleteCustomer;
    OperationInfo::customers("customers.delete", Idempotency::Once, "delete", &[]),
    |user| Expected::Deleted { user }
}

type Parameters = &'static [(&'static str, &'static str)];

const fn manage(name: &'static str, parameters: Parameters) -> OperationInfo {
    OperationInfo::customers(name, Idempotency::Idempotent, "manage", parameters)
}

fn state(user: String, field: &'static str, state: bool) -> Expected {
    Expected::Customer { user, fields: vec![(field, state.to_string())] }
}

/// The fixed parameters of an operation, and the username of the customer that it is for.
pub(super) fn user_form(info: &OperationInfo, user: &str) -> Result<Form> {
    validate::required("user", user)?;
    validate::length("user", user)?;
    let mut form = Form::new(info.parameters);
    form.add("user", user);
    Ok(form)
}
