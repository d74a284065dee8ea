//! E-mail address (`/v3/user/email`).

use serde::Serialize;

use crate::api::declare::read_operation;
use crate::api::decode::decode;
use crate::codec::json::{self, Extra};
use crate::codec::object::object_fields;
use crate::error::Result;
use crate::expectation::{Expectation, Expected};
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};
use crate::validate;

/// E-mail address of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Email {
    /// Current address.
    pub email: Option<String>,
    /// Unknown fields of the response, and values that do not fit.
    pub extra: Extra,
}

object_fields! { Email { email: "email", } }

read_operation! {
    /// Retrieves the e-mail address of the account.
    pub struct GetEmail -> Email {
        name: "user.get_email",
        path: "/v3/user/email",
        scope: "user.email.read",
    }
}

/// Changes the e-mail address of the account.
#[derive(Clone, Debug, Serialize)]
pub struct UpdateEmail {
    /// New address.
    pub email: String,
}

impl Operation for UpdateEmail {
    type Output = Email;
    const INFO: OperationInfo = OperationInfo::v3(
        "user.update_email",
        Idempotency::Idempotent,
        Method::Put,
        "/v3/user/email",
        "user.email.update",
    );

    fn request(&self) -> Result<Request> {
        validate::email("email", &self.email)?;
        Ok(Request::json(json::encode(self)?))
    }

    fn decode(&self, response: &Response) -> Result<Email> {
        decode(response)
    }

    fn expectation(&self) -> Expectation {
        Expected::Email(self.email.clone()).into()
    }
}
