//! "Delete a Customer" of seeds 003 and 004.

use crate::argument;
use crate::customers::reply;
use crate::error::Result;
use crate::form::Form;
use crate::operation::{Class, Operation, OperationInfo};
use crate::reconcile::{Expectation, Expected};
use crate::wire::{Answer, Request};

/// Deletes a customer. The username can never be registered again.
#[derive(Clone, Debug)]
pub struct DeleteCustomer {
    /// The username of the customer.
    pub user: String,
}

impl Operation for DeleteCustomer {
    type Output = ();
    const INFO: OperationInfo =
        OperationInfo::customers("customers.delete", Class::Once, "delete", &[]);

    fn request(&self) -> Result<Request> {
        argument::required("user", &self.user)?;
        let mut form = Form::new(Self::INFO.parameters);
        form.add("user", &self.user);
        Ok(Request::form(form))
    }

    fn decode(&self, answer: &Answer) -> Result<()> {
        reply::confirmed(answer)
    }

    fn expectation(&self) -> Expectation {
        Expected::Gone { user: self.user.clone() }.into()
    }
}
