//! Credit balance (`/v3/user/credits`).

use serde::{Deserialize, Serialize};

use crate::api::declare::{read_operation, string_enum};
use crate::codec::json::Extra;
use crate::codec::object::object_fields;

/// Interval at which credits are reset. The main account is documented as `monthly`, subusers also
/// with the other two.
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

string_enum! { ResetFrequency { Monthly = "monthly", Weekly = "weekly", Daily = "daily", } }

/// Credit balance of an account: the number of messages that it may send. An account without a
/// limit may lack some of the numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Credits {
    /// Remaining credits.
    pub remain: Option<i64>,
    /// Assigned credits.
    pub total: Option<i64>,
    /// Overdrawn credits.
    pub overage: Option<i64>,
    /// Used credits.
    pub used: Option<i64>,
    /// Date of the last reset, `YYYY-MM-DD`.
    pub last_reset: Option<String>,
    /// Date of the next reset, `YYYY-MM-DD`.
    pub next_reset: Option<String>,
    /// Interval of the resets.
    pub reset_frequency: Option<ResetFrequency>,
    /// Unknown fields of the response, and values that do not fit.
    pub extra: Extra,
}

object_fields! {
    Credits {
        remain: "remain",
        total: "total",
        overage: "overage",
        used: "used",
        last_reset: "last_reset",
        next_reset: "next_reset",
        reset_frequency: "reset_frequency",
    }
}

read_operation! {
    /// Retrieves the credit balance of the account.
    pub struct GetCredits -> Credits {
        name: "user.get_credits",
        path: "/v3/user/credits",
        scope: "user.credits.read",
    }
}
