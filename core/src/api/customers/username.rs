//! "Update Customer Username" of seeds 003 and 004.

use crate::api::customers::response;
use crate::error::{Error, Result};
use crate::expectation::{Expectation, Expected};
use crate::operation::Form;
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Request, Response};
use crate::validate;

/// Longest username, in characters.
const LONGEST_USERNAME: usize = 100;
const RESERVED_DOMAIN: &str = "sendgrid.com";

/// Changes the username of a customer, at once for every login. The new one must be in the form of
/// an e-mail address, and not of SendGrid's own domain.
#[derive(Clone, Debug)]
pub struct UpdateCustomerUsername {
    /// The username of the customer until now.
    pub user: String,
    /// The new username.
    pub username: String,
}

impl Operation for UpdateCustomerUsername {
    type Output = ();
    const INFO: OperationInfo = OperationInfo::customers(
        "customers.update_username",
        Idempotency::Once,
        "manage",
        &[("method", "profile"), ("task", "setUsername")],
    );

    fn request(&self) -> Result<Request> {
        validate::required("user", &self.user)?;
        validate::email("username", &self.username)?;
        validate::no_longer_than("username", &self.username, LONGEST_USERNAME)?;
        let domain = self.username.rsplit('@').next().unwrap_or_default();
        if domain.to_ascii_lowercase().contains(RESERVED_DOMAIN) {
            return Err(Error::invalid_input("username", "is of SendGrid's own domain"));
        }
        let mut form = Form::new(Self::INFO.parameters);
        form.add("user", &self.user);
        form.add("username", &self.username);
        Ok(Request::form(form))
    }

    fn decode(&self, answer: &Response) -> Result<()> {
        response::confirmed(answer)
    }

    fn expectation(&self) -> Expectation {
        Expected::Renamed { from: self.user.clone(), to: self.username.clone() }.into()
    }
}
