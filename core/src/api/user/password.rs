//! `PUT /v3/user/password` (seed 001, `UpdatePassword`).

use serde::Serialize;

use crate::auth::secret::Password;
use crate::codec::json::{self, Extra};
use crate::error::Result;
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Method, Request, Response};
use crate::validate;

/// Changes the password of the account. The fields have names so that old and new cannot be
/// swapped.
#[derive(Clone, Debug)]
pub struct UpdatePassword {
    /// The password that is in force.
    pub old_password: Password,
    /// The password to be.
    pub new_password: Password,
}

impl Operation for UpdatePassword {
    type Output = ();
    const INFO: OperationInfo = OperationInfo::users(
        "user.update_password",
        Idempotency::Once,
        Method::Put,
        "/v3/user/password",
        "user.password.update",
    );

    fn request(&self) -> Result<Request> {
        #[derive(Serialize)]
        struct Body<'a> {
            new_password: &'a str,
            old_password: &'a str,
        }
        let (old_password, new_password) = (self.old_password.expose(), self.new_password.expose());
        validate::password("old_password", old_password)?;
        validate::password("new_password", new_password)?;
        let body = json::encode(&Body { new_password, old_password })?;
        Ok(Request::json(body).with_secret(&self.old_password).with_secret(&self.new_password))
    }

    /// The documented body is `{}`. An empty one says the same; anything else, such as the page of
    /// a proxy, is no confirmation.
    fn decode(&self, answer: &Response) -> Result<()> {
        if answer.body().is_empty() {
            return Ok(());
        }
        json::decode::<Extra>(answer).map(|_| ())
    }
}
