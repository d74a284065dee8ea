//! Username (`/v3/user/username`).

use serde::Serialize;

use crate::api::declare::read_operation;
use crate::api::decode::decode;
use crate::codec::json::{self, Extra};
use crate::codec::object::object_fields;
use crate::error::Result;
use crate::expectation::{Expectation, Expected};
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};
use crate::validate;

/// Username of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Username {
    /// Username.
    pub username: Option<String>,
    /// Number of the account; the response to an update does not contain it.
    pub user_id: Option<i64>,
    /// Unknown fields of the response, and values that do not fit.
    pub extra: Extra,
}

object_fields! { Username { username: "username", user_id: "user_id", } }

read_operation! {
    /// Retrieves the username of the account.
    pub struct GetUsername -> Username {
        name: "user.get_username",
        path: "/v3/user/username",
        scope: "user.username.read",
    }
}

/// Changes the username of the account. It is never retried through a client that acts for a subuser:
/// the old username, which addresses the account, is invalid once the change is applied.
#[derive(Clone, Debug, Serialize)]
pub struct UpdateUsername {
    /// New username.
    pub username: String,
}

impl Operation for UpdateUsername {
    type Output = Username;
    const INFO: OperationInfo = OperationInfo::v3(
        "user.update_username",
        Idempotency::Idempotent,
        Method::Put,
        "/v3/user/username",
        "user.username.update",
    );

    fn request(&self) -> Result<Request> {
        validate::required("username", &self.username)?;
        Ok(Request::json(json::encode(self)?))
    }

    fn decode(&self, response: &Response) -> Result<Username> {
        decode(response)
    }

    fn new_username(&self) -> Option<&str> {
        Some(&self.username)
    }

    fn expectation(&self) -> Expectation {
        Expected::Username(self.username.clone()).into()
    }
}
