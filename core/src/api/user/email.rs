//! `/v3/user/email` (seed 001, `ListEmail` and `UpdateEmail`).

use serde::{Deserialize, Serialize};

use crate::codec::json::{self, Extra};
use crate::error::Result;
use crate::expectation::{Expectation, Expected};
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Method, Request, Response};
use crate::validate;

/// The e-mail address of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Email {
    /// The address on file.
    pub email: Option<String>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Retrieves the e-mail address of the account.
#[derive(Clone, Copy, Debug)]
pub struct GetEmail;

impl Operation for GetEmail {
    type Output = Email;
    const INFO: OperationInfo = OperationInfo::users(
        "user.get_email",
        Idempotency::Safe,
        Method::Get,
        "/v3/user/email",
        "user.email.read",
    );

    fn request(&self) -> Result<Request> {
        Ok(Request::empty())
    }

    fn decode(&self, answer: &Response) -> Result<Email> {
        json::decode(answer)
    }
}

/// Changes the e-mail address of the account.
#[derive(Clone, Debug)]
pub struct UpdateEmail {
    /// The new address.
    pub email: String,
}

impl Operation for UpdateEmail {
    type Output = Email;
    const INFO: OperationInfo = OperationInfo::users(
        "user.update_email",
        Idempotency::Idempotent,
        Method::Put,
        "/v3/user/email",
        "user.email.update",
    );

    fn request(&self) -> Result<Request> {
        #[derive(Serialize)]
        struct Body<'a> {
            email: &'a str,
        }
        validate::email("email", &self.email)?;
        Ok(Request::json(json::encode(&Body { email: &self.email })?))
    }

    fn decode(&self, answer: &Response) -> Result<Email> {
        json::decode(answer)
    }

    fn expectation(&self) -> Expectation {
        Expected::Email(self.email.clone()).into()
    }
}
