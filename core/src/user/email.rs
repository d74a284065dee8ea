//! `/v3/user/email` (seed 001, `ListEmail` and `UpdateEmail`).

use serde::{Deserialize, Serialize};

use crate::argument;
use crate::error::Result;
use crate::json::{self, Extra};
use crate::operation::{Class, Operation, OperationInfo};
use crate::reconcile::{Expectation, Expected};
use crate::wire::{Answer, Method, Request};

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
        Class::Read,
        Method::Get,
        "/v3/user/email",
        "user.email.read",
    );

    fn request(&self) -> Result<Request> {
        Ok(Request::empty())
    }

    fn decode(&self, answer: &Answer) -> Result<Email> {
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
        Class::Set,
        Method::Put,
        "/v3/user/email",
        "user.email.update",
    );

    fn request(&self) -> Result<Request> {
        #[derive(Serialize)]
        struct Body<'a> {
            email: &'a str,
        }
        argument::email("email", &self.email)?;
        Ok(Request::json(json::encode(&Body { email: &self.email })?))
    }

    fn decode(&self, answer: &Answer) -> Result<Email> {
        json::decode(answer)
    }

    fn expectation(&self) -> Expectation {
        Expected::Email(self.email.clone()).into()
    }
}
