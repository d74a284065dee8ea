//! "Update Customer Password" of seeds 003 and 004, and what every password of a customer must be.

use crate::api::customers::response;
use crate::auth::secret::Password;
use crate::error::{Error, Result};
use crate::expectation::{Expectation, Expected};
use crate::operation::Form;
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Request, Response};
use crate::validate;

/// Shortest password, in characters. Later servers ask for more, and say so themselves.
const SHORTEST_PASSWORD: usize = 6;

/// Checks the password of a customer, and adds it together with its confirmation.
pub(crate) fn add_password(form: &mut Form, password: &Password) -> Result<()> {
    validate::password("password", password.expose())?;
    let password = password.expose();
    if password.chars().count() < SHORTEST_PASSWORD {
        let problem = format_args!("is shorter than {SHORTEST_PASSWORD} characters");
        return Err(Error::invalid_input("password", problem));
    }
    form.add("password", password);
    form.add("confirm_password", password);
    Ok(())
}

/// Sets the password of a customer.
#[derive(Clone, Debug)]
pub struct UpdateCustomerPassword {
    /// The username of the customer.
    pub user: String,
    /// The new password.
    pub password: Password,
}

impl Operation for UpdateCustomerPassword {
    type Output = ();
    const INFO: OperationInfo = OperationInfo::customers(
        "customers.update_password",
        Idempotency::Once,
        "manage",
        &[("method", "password")],
    );

    fn request(&self) -> Result<Request> {
        validate::required("user", &self.user)?;
        let mut form = Form::new(Self::INFO.parameters);
        form.add("user", &self.user);
        add_password(&mut form, &self.password)?;
        Ok(Request::form(form).with_secret(&self.password))
    }

    fn decode(&self, answer: &Response) -> Result<()> {
        response::confirmed(answer)
    }

    fn expectation(&self) -> Expectation {
        Expected::HiddenOf { user: self.user.clone() }.into()
    }
}
