//! "Delete a Customer" of seeds 003 and 004.

use crate::api::customers::response;
use crate::error::Result;
use crate::expectation::{Expectation, Expected};
use crate::operation::Form;
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Request, Response};
use crate::validate;

/// Deletes a customer. The username can never be registered again.
#[derive(Clone, Debug)]
pub struct DeleteCustomer {
    /// The username of the customer.
    pub user: String,
}

impl Operation for DeleteCustomer {
    type Output = ();
    const INFO: OperationInfo =
        OperationInfo::customers("customers.delete", Idempotency::Once, "delete", &[]);

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
        Expected::Gone { user: self.user.clone() }.into()
    }
}
