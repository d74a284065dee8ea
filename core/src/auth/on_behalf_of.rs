//! The header `On-Behalf-Of`: the account that a call acts for.

use http::HeaderValue;

use crate::error::{Error, Result};
use crate::validate;

/// Prefix of a customer account in the header; a subuser has none.
const ACCOUNT_PREFIX: &str = "account-id";

/// Account that calls with the parent's API key act for (header `On-Behalf-Of`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OnBehalfOf {
    /// Username of a subuser.
    Subuser(String),
    /// Number of a reseller partner's customer account.
    Account(String),
}

/// Whether a value of the header addresses an account by its username, not by its number.
pub(crate) fn is_username(value: &HeaderValue) -> bool {
    !value.as_bytes().starts_with(ACCOUNT_PREFIX.as_bytes())
}

impl OnBehalfOf {
    /// The account of a header value. The value is checked later.
    pub(crate) fn from_header(value: &str) -> Self {
        match value.strip_prefix(ACCOUNT_PREFIX).and_then(|rest| rest.strip_prefix(' ')) {
            Some(id) => Self::Account(id.to_owned()),
            None => Self::Subuser(value.to_owned()),
        }
    }

    pub(crate) fn header(&self, subuser: &'static str) -> Result<HeaderValue> {
        let value = match self {
            Self::Subuser(username) => {
                validate::header(subuser, username)?;
                if username.to_ascii_lowercase().starts_with(ACCOUNT_PREFIX) {
                    return Err(Error::invalid_input(
                        subuser,
                        "has the form of a customer account: pass it as an account id",
                    ));
                }
                username.clone()
            }
            Self::Account(id) => {
                validate::header("account_id", id)?;
                if id.contains(' ') {
                    return Err(Error::invalid_input("account_id", "contains a space"));
                }
                format!("{ACCOUNT_PREFIX} {id}")
            }
        };
        HeaderValue::try_from(value)
            .map_err(|_| Error::invalid_input(subuser, "is not a valid header value"))
    }
}
