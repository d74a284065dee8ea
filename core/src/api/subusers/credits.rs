//! Credits of a subuser (`/v3/subusers/{username}/credits`).

use serde::{Deserialize, Serialize};

use crate::api::declare::string_enum;
use crate::api::decode::decode;
use crate::api::subusers::with_username;
use crate::api::user::ResetFrequency;
use crate::codec::json::{self, Extra};
use crate::codec::object::object_fields;
use crate::error::{Error, Result};
use crate::expectation::{Expectation, Expected, SubuserEffect};
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};
use crate::validate;

/// How the credits of a subuser are reset.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum CreditType {
    /// `unlimited`: the subuser has no limit.
    Unlimited,
    /// `recurring`: at each interval.
    Recurring,
    /// `nonrecurring`: by calls only.
    Nonrecurring,
    /// A string that this version does not know.
    #[serde(untagged)]
    Other(String),
}

string_enum! {
    CreditType {
        Unlimited = "unlimited",
        Recurring = "recurring",
        Nonrecurring = "nonrecurring",
    }
}

/// Credits of a subuser: the number of messages that it may send. A subuser without a limit has no numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubuserCredits {
    /// How the credits are reset: `unlimited`, `recurring` or `nonrecurring`.
    pub credit_type: Option<CreditType>,
    /// Interval of the resets, of recurring credits only.
    pub reset_frequency: Option<ResetFrequency>,
    /// Remaining credits.
    pub remain: Option<i64>,
    /// Credits after a reset.
    pub total: Option<i64>,
    /// Used credits.
    pub used: Option<i64>,
    /// Unknown fields of the response, and values that do not fit.
    pub extra: Extra,
}

object_fields! {
    SubuserCredits {
        credit_type: "type",
        reset_frequency: "reset_frequency",
        remain: "remain",
        total: "total",
        used: "used",
    }
}

/// Retrieves the credits of a subuser.
#[derive(Clone, Debug)]
pub struct GetSubuserCredits {
    /// Username of the subuser.
    pub username: String,
}

impl Operation for GetSubuserCredits {
    type Output = SubuserCredits;
    const INFO: OperationInfo = OperationInfo::v3(
        "subusers.get_credits",
        Idempotency::Safe,
        Method::Get,
        "/v3/subusers/{username}/credits",
        "subusers.credits.read",
    )
    .without_on_behalf_of()
    .with_global_host();

    fn request(&self) -> Result<Request> {
        with_username(Request::empty(), &self.username)
    }

    fn decode(&self, response: &Response) -> Result<SubuserCredits> {
        decode(response)
    }
}

/// Sets the credits of a subuser. The remaining credits become the total, also in a repeat: credits that
/// are used between the two requests are given back.
#[derive(Clone, Debug, Serialize)]
pub struct UpdateSubuserCredits {
    /// Username of the subuser.
    #[serde(skip)]
    pub username: String,
    /// How the credits are reset.
    #[serde(rename = "type")]
    pub credit_type: CreditType,
    /// Interval of the resets, for recurring credits only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset_frequency: Option<ResetFrequency>,
    /// Credits after a reset, at least 1; not for unlimited credits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

impl UpdateSubuserCredits {
    /// Checks the fields against each other. A type that this version does not know is the server's to
    /// check.
    fn check(&self) -> Result<()> {
        let (credit_type, total) = (&self.credit_type, self.total);
        validate::required("type", credit_type.as_str())?;
        if *credit_type == CreditType::Unlimited && total.is_some() {
            return Err(Error::invalid_input("total", "is set, but unlimited credits have none"));
        }
        if total.is_some_and(|total| total < 1) {
            return Err(Error::invalid_input("total", "is less than 1"));
        }
        let Some(frequency) = &self.reset_frequency else { return Ok(()) };
        validate::required("reset_frequency", frequency.as_str())?;
        if matches!(credit_type, CreditType::Unlimited | CreditType::Nonrecurring) {
            let problem = format_args!("is set, but {credit_type} credits have none");
            return Err(Error::invalid_input("reset_frequency", problem));
        }
        Ok(())
    }

    /// The fields that can be read back.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let frequency = self.reset_frequency.as_ref().map(ToString::to_string);
        let total = self.total.map(|total| total.to_string());
        let optional = [("reset_frequency", frequency), ("total", total)];
        let optional = optional.into_iter().filter_map(|(field, value)| Some((field, value?)));
        [("type", self.credit_type.to_string())].into_iter().chain(optional).collect()
    }
}

impl Operation for UpdateSubuserCredits {
    type Output = SubuserCredits;
    const INFO: OperationInfo = OperationInfo::v3(
        "subusers.update_credits",
        Idempotency::Idempotent,
        Method::Put,
        "/v3/subusers/{username}/credits",
        "subusers.credits.update",
    )
    .without_on_behalf_of()
    .with_global_host();

    fn request(&self) -> Result<Request> {
        self.check()?;
        with_username(Request::json(json::encode(self)?), &self.username)
    }

    fn decode(&self, response: &Response) -> Result<SubuserCredits> {
        decode(response)
    }

    fn expectation(&self) -> Expectation {
        let effect = SubuserEffect::Credits(self.fields());
        Expected::Subuser { username: self.username.clone(), effect }.into()
    }
}

/// Adds to the remaining credits of a subuser, or takes from them. A repeat would do it twice.
#[derive(Clone, Debug)]
pub struct AdjustSubuserCredits {
    /// Username of the subuser.
    pub username: String,
    /// Number of credits to add; a negative number takes them.
    pub by: i64,
}

impl Operation for AdjustSubuserCredits {
    type Output = SubuserCredits;
    const INFO: OperationInfo = OperationInfo::v3(
        "subusers.adjust_credits",
        Idempotency::Once,
        Method::Patch,
        "/v3/subusers/{username}/credits/remaining",
        "subusers.credits.remaining.update",
    )
    .without_on_behalf_of()
    .with_global_host();

    fn request(&self) -> Result<Request> {
        let body = format!("{{\"allocation_update\":{}}}", self.by);
        with_username(Request::json(body), &self.username)
    }

    fn decode(&self, response: &Response) -> Result<SubuserCredits> {
        decode(response)
    }

    fn expectation(&self) -> Expectation {
        let effect = SubuserEffect::CreditsAdjusted;
        Expected::Subuser { username: self.username.clone(), effect }.into()
    }
}
