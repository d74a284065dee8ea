//! `GET /v3/user/credits` (seed 001, `ListCredit`).

use serde::{Deserialize, Serialize};

use crate::codec::json::{self, Extra};
use crate::error::Result;
use crate::open_enum::open_enum;
use crate::operation::{Answer, Method, Request};
use crate::operation::{Class, Operation, OperationInfo};

open_enum! {
    /// How often credits are reset. Seed 001 shows `monthly` and calls it a text; the other two
    /// are documented for the credits of subusers.
    ResetFrequency {
        /// `monthly`
        Monthly = "monthly",
        /// `weekly`
        Weekly = "weekly",
        /// `daily`
        Daily = "daily",
    }
}

/// The credit balance of an account: how many messages it may send. Accounts without a limit may
/// leave numbers out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Credits {
    /// Credits that remain.
    pub remain: Option<i64>,
    /// Credits assigned to the account.
    pub total: Option<i64>,
    /// Credits overdrawn.
    pub overage: Option<i64>,
    /// Credits used.
    pub used: Option<i64>,
    /// Date of the last reset, `YYYY-MM-DD`; of a lapsed plan it stays in the past.
    pub last_reset: Option<String>,
    /// Date of the next reset, `YYYY-MM-DD`.
    pub next_reset: Option<String>,
    /// How often the balance is reset.
    pub reset_frequency: Option<ResetFrequency>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Retrieves the credit balance of the account.
#[derive(Clone, Copy, Debug)]
pub struct GetCredits;

impl Operation for GetCredits {
    type Output = Credits;
    const INFO: OperationInfo = OperationInfo::users(
        "user.get_credits",
        Class::Read,
        Method::Get,
        "/v3/user/credits",
        "user.credits.read",
    );

    fn request(&self) -> Result<Request> {
        Ok(Request::empty())
    }

    fn decode(&self, answer: &Answer) -> Result<Credits> {
        json::decode(answer)
    }
}
