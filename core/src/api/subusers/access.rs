//! Operations whose only argument is a subuser: access to e-mail and website, and deletion.

use crate::api::decode::decode_nothing;
use crate::api::subusers::with_username;
use crate::error::Result;
use crate::expectation::{Expectation, Expected, SubuserEffect};
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};

/// Declares an operation by its `INFO`, its body and its expected effect. Servers respond with 204 or
/// 200, with or without a body.
macro_rules! subuser_operation {
    ($(#[$doc:meta])* pub struct $operation:ident; $info:expr, $request:expr, $effect:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $operation {
            /// Username of the subuser.
            pub username: String,
        }

        impl Operation for $operation {
            type Output = ();
            const INFO: OperationInfo = $info.without_on_behalf_of().with_global_host();

            fn request(&self) -> Result<Request> {
                with_username($request, &self.username)
            }

            fn decode(&self, response: &Response) -> Result<()> {
                decode_nothing(response)
            }

            fn expectation(&self) -> Expectation {
                Expected::Subuser { username: self.username.clone(), effect: $effect }.into()
            }
        }
    };
}

subuser_operation! {
    /// Deletes a subuser. A deleted subuser cannot be restored.
    pub struct DeleteSubuser;
    OperationInfo::v3(
        "subusers.delete",
        Idempotency::Once,
        Method::Delete,
        "/v3/subusers/{username}",
        "subusers.delete",
    ),
    Request::empty(),
    SubuserEffect::Deleted
}

subuser_operation! {
    /// Enables a subuser. Access to the website does not change.
    pub struct EnableSubuser;
    patch("subusers.enable", "/v3/subusers/{username}"),
    disabled(false),
    SubuserEffect::Disabled(false)
}

subuser_operation! {
    /// Disables a subuser, who then cannot send mail. Access to the website does not change.
    pub struct DisableSubuser;
    patch("subusers.disable", "/v3/subusers/{username}"),
    disabled(true),
    SubuserEffect::Disabled(true)
}

subuser_operation! {
    /// Allows a subuser to log in to the website. Permission to send mail does not change.
    pub struct EnableSubuserWebsite;
    patch("subusers.enable_website", "/v3/subusers/{username}/website_access"),
    disabled(false),
    SubuserEffect::NotReadable("the access to the website")
}

subuser_operation! {
    /// Forbids a subuser to log in to the website. Permission to send mail does not change.
    pub struct DisableSubuserWebsite;
    patch("subusers.disable_website", "/v3/subusers/{username}/website_access"),
    disabled(true),
    SubuserEffect::NotReadable("the access to the website")
}

const fn patch(name: &'static str, path: &'static str) -> OperationInfo {
    OperationInfo::v3(name, Idempotency::Idempotent, Method::Patch, path, "subusers.update")
}

/// The server refuses a body without the field, also where it is false.
fn disabled(disabled: bool) -> Request {
    Request::json(format!("{{\"disabled\":{disabled}}}"))
}
