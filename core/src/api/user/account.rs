//! Account: kind and reputation (`/v3/user/account`).

use serde::{Deserialize, Serialize};

use crate::api::declare::{read_operation, string_enum};
use crate::codec::json::Extra;
use crate::codec::object::object_fields;

/// Kind of an account.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum AccountType {
    /// `free`
    Free,
    /// `paid`
    Paid,
    /// A string that this version does not know.
    #[serde(untagged)]
    Other(String),
}

string_enum! { AccountType { Free = "free", Paid = "paid", } }

/// Kind and reputation of an account.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Account {
    /// Kind of the account.
    pub account_type: Option<AccountType>,
    /// Sender reputation, 0 to 100.
    pub reputation: Option<f64>,
    /// Unknown fields of the response, and values that do not fit.
    pub extra: Extra,
}

object_fields! { Account { account_type: "type", reputation: "reputation", } }

read_operation! {
    /// Retrieves kind and reputation of the account.
    pub struct GetAccount -> Account {
        name: "user.get_account",
        path: "/v3/user/account",
        scope: "user.account.read",
    }
}
