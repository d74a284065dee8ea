//! Password (`/v3/user/password`).

use serde::Serialize;

use crate::api::decode::decode_nothing;
use crate::auth::secret::Password;
use crate::codec::json;
use crate::error::Result;
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};
use crate::validate;

/// Changes the password of the account.
#[derive(Clone, Debug)]
pub struct UpdatePassword {
    /// Current password.
    pub old_password: Password,
    /// New password.
    pub new_password: Password,
}

impl Operation for UpdatePassword {
    type Output = ();
    const INFO: OperationInfo = OperationInfo::v3(
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

    /// The documented body is `{}`; an empty body is accepted too. Anything else, such as the HTML
    /// page of a proxy, is an error.
    fn decode(&self, response: &Response) -> Result<()> {
        decode_nothing(response)
    }
}
