//! The scope of a rate limit: the calls that a server counts together.

use http::HeaderValue;

use crate::operation::{Api, OperationInfo};

/// The account that a call acts for, as the value of `On-Behalf-Of`; `None`: that of the credential.
pub(crate) type Account = Option<HeaderValue>;

/// The calls of one credential that a server counts together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Scope {
    pub(crate) operation: &'static str,
    pub(crate) account: Account,
}

impl Scope {
    /// The Users API has a limit for each endpoint, the customer API one for all.
    pub(crate) fn new(info: &OperationInfo, account: Option<&HeaderValue>) -> Self {
        let operation = match info.api {
            Api::V3 => info.name,
            Api::Customers => "customers",
        };
        Self { operation, account: account.cloned() }
    }
}
