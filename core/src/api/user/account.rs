//! Account: kind and reputation (`/v3/user/account`).

use serde::{Deserialize, Serialize};

use crate::codec::json::Extra;

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
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Account {
    /// Kind of the account.
    #[serde(rename = "type")]
    pub account_type: Option<AccountType>,
    /// Sender reputation, 0 to 100.
    pub reputation: Option<f64>,
    /// Unknown fields of the response.
    #[serde(flatten)]
    pub extra: Extra,
}

read_operation! {
    /// Retrieves kind and reputation of the account.
    pub struct GetAccount -> Account {
        name: "user.get_account",
        path: "/v3/user/account",
        scope: "user.account.read",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_and_unknown_types_keep_the_string_of_the_server() {
        for (string, account_type) in [
            ("free", AccountType::Free),
            ("paid", AccountType::Paid),
            ("Free", AccountType::Other("Free".to_owned())),
        ] {
            let json = serde_json::Value::from(string);
            assert_eq!(serde_json::from_value::<AccountType>(json.clone()).unwrap(), account_type);
            assert_eq!(serde_json::to_value(&account_type).unwrap(), json);
            assert_eq!(account_type.to_string(), string);
            assert_eq!(String::from(account_type), string);
        }
        for json in ["1", "[\"free\"]", "{\"Other\":\"free\"}"] {
            assert!(serde_json::from_str::<AccountType>(json).is_err(), "{json}");
        }
    }
}
