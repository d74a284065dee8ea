//! `GET /v3/user/account` (seed 001, `ListAccount`).

use serde::{Deserialize, Serialize};

use crate::codec::json::{self, Extra};
use crate::error::Result;
use crate::open_enum::open_enum;
use crate::operation::{Answer, Method, Request};
use crate::operation::{Class, Operation, OperationInfo};

open_enum! {
    /// The kind of an account (seed 001, `Type`).
    AccountType {
        /// `free`
        Free = "free",
        /// `paid`
        Paid = "paid",
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
        Class::Read,
        Method::Get,
        "/v3/user/account",
        "user.account.read",
    );

    fn request(&self) -> Result<Request> {
        Ok(Request::empty())
    }

    fn decode(&self, answer: &Answer) -> Result<Account> {
        json::decode(answer)
    }
}
