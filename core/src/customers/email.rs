//! "Update Customer Email Address" of seeds 003 and 004.

use crate::argument;
use crate::customers::reply;
use crate::error::Result;
use crate::form::Form;
use crate::operation::{Class, Operation, OperationInfo};
use crate::reconcile::{Expectation, Expected};
use crate::wire::{Answer, Request};

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
        Class::Set,
        "manage",
        &[("method", "profile"), ("task", "setEmail")],
    );

    fn request(&self) -> Result<Request> {
        argument::required("user", &self.user)?;
        argument::email("email", &self.email)?;
        argument::no_longer_than("email", &self.email, LONGEST_EMAIL)?;
        let mut form = Form::new(Self::INFO.parameters);
        form.add("user", &self.user);
        form.add("email", &self.email);
        Ok(Request::form(form))
    }

    fn decode(&self, answer: &Answer) -> Result<()> {
        reply::confirmed(answer)
    }

    fn expectation(&self) -> Expectation {
        let fields = vec![("email", self.email.clone())];
        Expected::Customer { user: self.user.clone(), fields }.into()
    }
}
