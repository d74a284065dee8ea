//! The scope of a rate limit: the calls that a server counts together.

use std::borrow::Cow;

use http::HeaderValue;

use crate::operation::{Api, Operation, OperationInfo};

/// The account that a call acts for, as the value of `On-Behalf-Of`; `None`: that of the credential.
pub(crate) type Account = Option<HeaderValue>;

/// The calls of one credential that a server counts together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Scope {
    pub(crate) operation: Cow<'static, str>,
    pub(crate) account: Account,
}

impl Scope {
    /// The scope of a call. An owned path is an endpoint of its own.
    pub(crate) fn of_call(operation: &impl Operation, account: Option<&HeaderValue>) -> Self {
        let info = operation.info();
        match operation.path() {
            Cow::Borrowed(_) => Self::new(&info, None, account),
            Cow::Owned(path) => Self::new(&info, Some(&path), account),
        }
    }

    /// The v3 APIs have a limit for each endpoint, the customer API one for all. `path` is that of an
    /// endpoint without an operation.
    pub(crate) fn new(
        info: &OperationInfo,
        path: Option<&str>,
        account: Option<&HeaderValue>,
    ) -> Self {
        let operation = match (info.api, path) {
            (Api::Customers, _) => Cow::Borrowed("customers"),
            (Api::V3, None) => Cow::Borrowed(info.name),
            (Api::V3, Some(path)) => Cow::Owned(format!("{} {path}", info.method)),
        };
        Self { operation, account: account.cloned() }
    }
}
