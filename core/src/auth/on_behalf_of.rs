//! The account that a call acts for.

use http::HeaderValue;

use crate::error::{Error, Result};
use crate::validate;

/// How customer accounts are told from subusers in the header (seeds 000 and 001).
const ACCOUNT_PREFIX: &str = "account-id";

/// An account that calls are made for with the parent's key, by the header `On-Behalf-Of`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OnBehalfOf {
    /// A subuser, by its username.
    Subuser(String),
    /// A customer account of a reseller partner, by its number.
    Account(String),
}

impl OnBehalfOf {
    pub(crate) fn header(&self) -> Result<HeaderValue> {
        let text = match self {
            Self::Subuser(username) => {
                validate::header("on_behalf_of", username)?;
                if username.to_ascii_lowercase().starts_with(ACCOUNT_PREFIX) {
                    return Err(Error::invalid_input(
                        "on_behalf_of",
                        "is the form of a customer account: name it as an account",
                    ));
                }
                username.clone()
            }
            Self::Account(id) => {
                validate::header("account_id", id)?;
                if id.contains(' ') {
                    return Err(Error::invalid_input("account_id", "contains a blank"));
                }
                format!("{ACCOUNT_PREFIX} {id}")
            }
        };
        HeaderValue::try_from(text)
            .map_err(|_| Error::invalid_input("on_behalf_of", "cannot stand in a header"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_stand_as_documented() {
        let subuser = OnBehalfOf::Subuser("jane doe".into()).header().unwrap();
        let account = OnBehalfOf::Account("123".into()).header().unwrap();
        assert_eq!(
            (subuser.as_bytes(), account.as_bytes()),
            (&b"jane doe"[..], &b"account-id 123"[..])
        );
    }

    #[test]
    fn one_form_cannot_pose_as_the_other() {
        for refused in [
            OnBehalfOf::Subuser("account-id 123".into()),
            OnBehalfOf::Subuser("Account-ID 123".into()),
            OnBehalfOf::Account("1 2".into()),
            OnBehalfOf::Account(String::new()),
            OnBehalfOf::Subuser("a\r\nX-Evil: 1".into()),
        ] {
            assert!(refused.header().is_err(), "{refused:?}");
        }
    }
}
