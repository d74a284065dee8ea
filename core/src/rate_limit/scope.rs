//! The scope of a rate limit: the calls that a server counts together.

use std::borrow::Cow;

use http::HeaderValue;

use crate::operation::{Api, OperationInfo};

/// The account that a call acts for, as the value of `On-Behalf-Of`; `None`: that of the credential.
pub(crate) type Account = Option<HeaderValue>;

/// The calls of one credential that a server counts together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Scope {
    pub(crate) operation: Cow<'static, str>,
    pub(crate) account: Account,
}

impl Scope {
    /// The v3 APIs have a limit for each endpoint, the customer API one for all. `path` is that of the
    /// call: an owned one is an endpoint of its own.
    pub(crate) fn new(
        info: &OperationInfo,
        path: &Cow<'static, str>,
        account: Option<&HeaderValue>,
    ) -> Self {
        let operation = match (info.api, path) {
            (Api::Customers, _) => Cow::Borrowed("customers"),
            (Api::V3, Cow::Borrowed(_)) => Cow::Borrowed(info.name),
            (Api::V3, Cow::Owned(path)) => Cow::Owned(format!("{} {path}", info.method)),
        };
        Self { operation, account: account.cloned() }
    }
}
