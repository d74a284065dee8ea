//! `GET /v3/user/account` (seed 001, `ListAccount`).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::codec::json::{self, Extra};
use crate::error::Result;
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Method, Request, Response};

/// The kind of an account (seed 001, `Type`).
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

impl AccountType {
    /// The server's string.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Free => "free",
            Self::Paid => "paid",
            Self::Other(other) => other,
        }
    }
}

impl From<AccountType> for String {
    fn from(account_type: AccountType) -> Self {
        match account_type {
            AccountType::Other(other) => other,
            known => known.as_str().to_owned(),
        }
    }
}

impl fmt::Display for AccountType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Kind and reputation of an account.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Account {
    /// The kind of the account.
    #[serde(rename = "type")]
    pub account_type: Option<AccountType>,
    /// The sender reputation, 0 to 100.
    pub reputation: Option<f64>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Retrieves kind and reputation of the account.
#[derive(Clone, Copy, Debug)]
pub struct GetAccount;

impl Operation for GetAccount {
    type Output = Account;
    const INFO: OperationInfo = OperationInfo::users(
        "user.get_account",
        Idempotency::Safe,
        Method::Get,
        "/v3/user/account",
        "user.account.read",
    );

    fn request(&self) -> Result<Request> {
        Ok(Request::empty())
    }

    fn decode(&self, answer: &Response) -> Result<Account> {
        json::decode(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_and_an_unknown_type_are_read_and_written_as_the_server_spells_them() {
        let spellings =
            [("free", AccountType::Free), ("paid", AccountType::Paid), ("Free", other("Free"))];
        for (spelling, account_type) in spellings {
            let json = serde_json::Value::from(spelling);
            assert_eq!(serde_json::from_value::<AccountType>(json.clone()).unwrap(), account_type);
            assert_eq!(serde_json::to_value(&account_type).unwrap(), json);
            assert_eq!(account_type.to_string(), spelling);
            assert_eq!(String::from(account_type), spelling);
        }
        for json in ["1", "[\"free\"]", "{\"Other\":\"free\"}"] {
            assert!(serde_json::from_str::<AccountType>(json).is_err(), "{json}");
        }
    }

    fn other(spelling: &str) -> AccountType {
        AccountType::Other(spelling.to_owned())
    }
}
