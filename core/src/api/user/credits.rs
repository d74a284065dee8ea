//! `GET /v3/user/credits` (seed 001, `ListCredit`).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::codec::json::{self, Extra};
use crate::error::Result;
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Method, Request, Response};

/// How often credits are reset. Seed 001 shows `monthly` and calls it a text; the other two are
/// documented for the credits of subusers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ResetFrequency {
    /// `monthly`
    Monthly,
    /// `weekly`
    Weekly,
    /// `daily`
    Daily,
    /// A string that this version does not know.
    #[serde(untagged)]
    Other(String),
}

impl ResetFrequency {
    /// The server's string.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Monthly => "monthly",
            Self::Weekly => "weekly",
            Self::Daily => "daily",
            Self::Other(other) => other,
        }
    }
}

impl From<ResetFrequency> for String {
    fn from(frequency: ResetFrequency) -> Self {
        match frequency {
            ResetFrequency::Other(other) => other,
            known => known.as_str().to_owned(),
        }
    }
}

impl fmt::Display for ResetFrequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
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
        Idempotency::Safe,
        Method::Get,
        "/v3/user/credits",
        "user.credits.read",
    );

    fn request(&self) -> Result<Request> {
        Ok(Request::empty())
    }

    fn decode(&self, answer: &Response) -> Result<Credits> {
        json::decode(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_and_an_unknown_frequency_are_read_and_written_as_the_server_spells_them() {
        let spellings = [
            ("monthly", ResetFrequency::Monthly),
            ("weekly", ResetFrequency::Weekly),
            ("daily", ResetFrequency::Daily),
            ("hourly", ResetFrequency::Other("hourly".to_owned())),
        ];
        for (spelling, frequency) in spellings {
            let json = serde_json::Value::from(spelling);
            assert_eq!(serde_json::from_value::<ResetFrequency>(json.clone()).unwrap(), frequency);
            assert_eq!(serde_json::to_value(&frequency).unwrap(), json);
            assert_eq!(frequency.to_string(), spelling);
            assert_eq!(String::from(frequency), spelling);
        }
    }
}
