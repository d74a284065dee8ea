//! "Update Customer Email Address" of seeds 003 and 004.

use crate::api::customers::response;
use crate::error::Result;
use crate::expectation::{Expectation, Expected};
use crate::operation::Form;
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Request, Response};
use crate::validate;

/// Longest address, in characters.
const LONGEST_EMAIL: usize = 100;

/// Changes the contact address of a customer. The seeds' table says `method=password`, their
/// examples and every later edition `method=profile`.
#[derive(Clone, Debug)]
pub struct UpdateCustomerEmail {
    /// The username of the customer.
    pub user: String,
    /// The new address.
    pub email: String,
}

impl Operation for UpdateCustomerEmail {
    type Output = ();
    const INFO: OperationInfo = OperationInfo::customers(
        "customers.update_email",
        Idempotency::Idempotent,
        "manage",
        &[("method", "profile"), ("task", "setEmail")],
    );

    fn request(&self) -> Result<Request> {
        validate::required("user", &self.user)?;
        validate::email("email", &self.email)?;
        validate::no_longer_than("email", &self.email, LONGEST_EMAIL)?;
        let mut form = Form::new(Self::INFO.parameters);
        form.add("user", &self.user);
        form.add("email", &self.email);
        Ok(Request::form(form))
    }

    fn decode(&self, answer: &Response) -> Result<()> {
        response::confirmed(answer)
    }

    fn expectation(&self) -> Expectation {
        let fields = vec![("email", self.email.clone())];
        Expected::Customer { user: self.user.clone(), fields }.into()
    }
}
