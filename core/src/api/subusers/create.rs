//! Creation of a subuser (`POST /v3/subusers`).

use std::net::IpAddr;

use serde::Serialize;

use crate::api::decode::decode;
use crate::api::subusers::credits::CreditType;
use crate::api::subusers::subuser::SubuserRegion;
use crate::auth::secret::{Password, SecretToken};
use crate::codec::json::{self, Extra};
use crate::codec::object::{FromObject, Object, serialize_fields};
use crate::error::{Error, Result};
use crate::expectation::{Expectation, Expected, SubuserEffect};
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};
use crate::validate;

/// Minimum length of a new username, in characters.
const MIN_USERNAME: usize = 3;

/// Data of a new subuser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSubuser {
    /// Username, 3 to 64 characters. It is unique among the accounts of all customers of SendGrid.
    pub username: String,
    /// E-mail address, which must be in use.
    pub email: String,
    /// Password. The server requires 16 to 128 characters with a letter and a digit.
    pub password: Password,
    /// Your IP addresses to assign. `None` sends none and leaves the choice to the server; an empty list is
    /// sent as it is. A subuser of the EU region takes none of the global region.
    pub ips: Option<Vec<String>>,
    /// Region of the subuser's data; default: that of the server, which is global. It never changes.
    pub region: Option<SubuserRegion>,
}

/// Creates a subuser. The server refuses a username that any of its customers uses.
#[derive(Clone, Debug)]
pub struct CreateSubuser {
    /// Data of the subuser.
    pub subuser: NewSubuser,
}

/// A new subuser, as the response to its creation describes it. The tokens are secrets: serde does not
/// write them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CreatedSubuser {
    /// Number of the subuser. The server calls it `user_id` here and `id` in the list.
    pub id: Option<i64>,
    /// Username, which identifies the subuser in other calls.
    pub username: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// How the credits of the subuser are reset.
    pub credit_type: Option<CreditType>,
    /// Region of the subuser's data, if the call set one.
    pub region: Option<SubuserRegion>,
    /// Token for calls of the subuser; newer servers return none.
    pub authorization_token: Option<SecretToken>,
    /// Token of the sign-up; newer servers return none.
    pub signup_session_token: Option<SecretToken>,
    /// Unknown fields of the response, and values that do not fit, without fields that hold secrets.
    pub extra: Extra,
}

serialize_fields! {
    CreatedSubuser {
        id: "id",
        username: "username",
        email: "email",
        credit_type: "credit_type",
        region: "region",
    }
}

impl From<Object> for CreatedSubuser {
    fn from(mut object: Object) -> Self {
        Self {
            authorization_token: object.take_secret("authorization_token").map(SecretToken::new),
            signup_session_token: object.take_secret("signup_session_token").map(SecretToken::new),
            id: object.take("user_id").or_else(|| object.take("id")),
            username: object.take("username"),
            email: object.take("email"),
            credit_type: object.take_nested("credit_allocation", "type"),
            region: object.take("region"),
            extra: object.rest_without_secrets(),
        }
    }
}

impl FromObject for CreatedSubuser {
    const NAMES: &'static [&'static str] = &["user_id", "id", "username", "email"];
}

impl NewSubuser {
    fn check(&self) -> Result<()> {
        validate::required("username", &self.username)?;
        validate::length_of_new("username", &self.username)?;
        if self.username.chars().count() < MIN_USERNAME {
            let problem = format_args!("is shorter than {MIN_USERNAME} characters");
            return Err(Error::invalid_input("username", problem));
        }
        validate::email("email", &self.email)?;
        validate::password("password", self.password.expose())?;
        if let Some(region) = &self.region {
            validate::required("region", region.as_str())?;
        }
        check_ips(self.ips.iter().flatten())
    }
}

/// Checks that each string is an IP address.
pub(super) fn check_ips<'a>(ips: impl IntoIterator<Item = &'a String>) -> Result<()> {
    if ips.into_iter().all(|ip| ip.parse::<IpAddr>().is_ok()) {
        return Ok(());
    }
    Err(Error::invalid_input("ips", "contains a string that is not an IP address"))
}

impl Operation for CreateSubuser {
    type Output = CreatedSubuser;
    const INFO: OperationInfo = OperationInfo::v3(
        "subusers.create",
        Idempotency::Once,
        Method::Post,
        "/v3/subusers",
        "subusers.create",
    )
    .with_secret()
    .without_on_behalf_of()
    .with_global_host();

    /// The response has the region only if it is asked for.
    fn request(&self) -> Result<Request> {
        #[derive(Serialize)]
        struct Body<'a> {
            username: &'a str,
            email: &'a str,
            password: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            ips: Option<&'a [String]>,
            #[serde(skip_serializing_if = "Option::is_none")]
            region: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            include_region: Option<bool>,
        }
        self.subuser.check()?;
        let NewSubuser { username, email, password, ips, region } = &self.subuser;
        let body = Body {
            username,
            email,
            password: password.expose(),
            ips: ips.as_deref(),
            region: region.as_ref().map(SubuserRegion::as_str),
            include_region: region.is_some().then_some(true),
        };
        Ok(Request::json(json::encode(&body)?).with_secret(password))
    }

    fn decode(&self, response: &Response) -> Result<CreatedSubuser> {
        decode(response)
    }

    fn expectation(&self) -> Expectation {
        let effect = SubuserEffect::Created { email: self.subuser.email.clone() };
        Expected::Subuser { username: self.subuser.username.clone(), effect }.into()
    }
}
