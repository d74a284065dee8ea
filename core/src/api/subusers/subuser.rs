//! A subuser, and one by its name (`GET /v3/subusers/{username}`).

use serde::{Deserialize, Serialize};

use crate::api::declare::string_enum;
use crate::api::decode::decode;
use crate::api::subusers::with_username;
use crate::codec::json::Extra;
use crate::codec::object::row_fields;
use crate::error::Result;
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};

/// Region of a subuser's data. It is chosen when the subuser is created, and never changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SubuserRegion {
    /// `global`
    Global,
    /// `eu`
    Eu,
    /// A string that this version does not know.
    #[serde(untagged)]
    Other(String),
}

string_enum! { SubuserRegion { Global = "global", Eu = "eu", } }

/// A subuser. A field that the response lacks is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Subuser {
    /// Number of the subuser.
    pub id: Option<i64>,
    /// Username, which identifies the subuser in other calls.
    pub username: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Whether the subuser is disabled.
    pub disabled: Option<bool>,
    /// Region of the subuser's data, `global` or `eu`. Only lists have it, and only where it is asked for.
    pub region: Option<SubuserRegion>,
    /// Unknown fields of the response, and values that do not fit.
    pub extra: Extra,
}

row_fields! {
    Subuser {
        id: "id" => "user_id",
        username: "username",
        email: "email",
        disabled: "disabled",
        region: "region",
    }
}

/// Retrieves a subuser. SendGrid does not document this endpoint; many clients use it. Its response has no
/// region.
#[derive(Clone, Debug)]
pub struct GetSubuser {
    /// Username of the subuser.
    pub username: String,
}

impl Operation for GetSubuser {
    type Output = Subuser;
    const INFO: OperationInfo = OperationInfo::v3(
        "subusers.get",
        Idempotency::Safe,
        Method::Get,
        "/v3/subusers/{username}",
        "subusers.read",
    )
    .without_on_behalf_of()
    .with_global_host();

    fn request(&self) -> Result<Request> {
        with_username(Request::empty(), &self.username)
    }

    fn decode(&self, response: &Response) -> Result<Subuser> {
        decode(response)
    }
}
