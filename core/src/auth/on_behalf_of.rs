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

impl OnBehalfOf {
    pub(crate) fn header(&self) -> Result<HeaderValue> {
        let value = match self {
            Self::Subuser(username) => {
                validate::header("on_behalf_of", username)?;
                if username.to_ascii_lowercase().starts_with(ACCOUNT_PREFIX) {
                    return Err(Error::invalid_input(
                        "on_behalf_of",
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
            .map_err(|_| Error::invalid_input("on_behalf_of", "is not a valid header value"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_as_documented() {
        let subuser = OnBehalfOf::Subuser("jane doe".into()).header().unwrap();
        let account = OnBehalfOf::Account("123".into()).header().unwrap();
        assert_eq!(
            (subuser.as_bytes(), account.as_bytes()),
            (&b"jane doe"[..], &b"account-id 123"[..])
        );
    }

    #[test]
    fn neither_form_can_imitate_the_other() {
        for invalid in [
            OnBehalfOf::Subuser("account-id 123".into()),
            OnBehalfOf::Subuser("Account-ID 123".into()),
            OnBehalfOf::Account("1 2".into()),
            OnBehalfOf::Account(String::new()),
            OnBehalfOf::Subuser("a\r\nX-Evil: 1".into()),
        ] {
            assert!(invalid.header().is_err(), "{invalid:?}");
        }
    }
}
