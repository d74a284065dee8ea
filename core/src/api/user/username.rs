//! `/v3/user/username` (seed 001, `ListUsername` and `UpdateUsername`).

use serde::{Deserialize, Serialize};

use crate::codec::json::{self, Extra};
use crate::error::Result;
use crate::expectation::{Expectation, Expected};
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Method, Request, Response};
use crate::validate;

/// The username of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Username {
    /// The username.
    pub username: Option<String>,
    /// The number of the account; an update does not tell it.
    pub user_id: Option<i64>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Retrieves the username of the account.
#[derive(Clone, Copy, Debug)]
pub struct GetUsername;

impl Operation for GetUsername {
    type Output = Username;
    const INFO: OperationInfo = OperationInfo::users(
        "user.get_username",
        Idempotency::Safe,
        Method::Get,
        "/v3/user/username",
        "user.username.read",
    );

    fn request(&self) -> Result<Request> {
        Ok(Request::empty())
    }

    fn decode(&self, answer: &Response) -> Result<Username> {
        json::decode(answer)
    }
}

/// Changes the username of the account.
#[derive(Clone, Debug)]
pub struct UpdateUsername {
    /// The new username.
    pub username: String,
}

impl Operation for UpdateUsername {
    type Output = Username;
    const INFO: OperationInfo = OperationInfo::users(
        "user.update_username",
        Idempotency::Idempotent,
        Method::Put,
        "/v3/user/username",
        "user.username.update",
    );

    fn request(&self) -> Result<Request> {
        #[derive(Serialize)]
        struct Body<'a> {
            username: &'a str,
        }
        validate::required("username", &self.username)?;
        Ok(Request::json(json::encode(&Body { username: &self.username })?))
    }

    fn decode(&self, answer: &Response) -> Result<Username> {
        json::decode(answer)
    }

    fn expectation(&self) -> Expectation {
        Expected::Username(self.username.clone()).into()
    }
}
