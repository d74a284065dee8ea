//! The public form of a known rate limit.

use std::borrow::Cow;
use std::time::SystemTime;

use crate::http::rate_limit_headers::ReportedLimit;
use crate::rate_limit::scope::Scope;

/// A rate limit as the server last reported it; see
/// [`Client::rate_limits`](crate::Client::rate_limits).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RateLimit {
    /// The operation that has the limit, such as `user.get_email`; method and path of a
    /// [`RawRequest`](crate::RawRequest), such as `GET /v3/stats`; `customers` for the customer API, whose
    /// operations share one limit.
    pub operation: Cow<'static, str>,
    /// The account acted for, as the value of the header `On-Behalf-Of`; `None` for the account of
    /// the credential.
    pub on_behalf_of: Option<String>,
    /// Requests allowed per window; `None` if unknown.
    pub limit: Option<u64>,
    /// Requests left in the window when the response was sent; `None` if unknown.
    pub remaining: Option<u64>,
    /// Start of the next window, by the server's clock; `None` if unknown.
    pub reset_at: Option<SystemTime>,
}

impl RateLimit {
    pub(crate) fn new(scope: &Scope, reported: ReportedLimit) -> Self {
        let ReportedLimit { limit, remaining, reset_at } = reported;
        let account = scope.account.as_ref();
        let on_behalf_of =
            account.map(|account| String::from_utf8_lossy(account.as_bytes()).into_owned());
        Self { operation: scope.operation.clone(), on_behalf_of, limit, remaining, reset_at }
    }
}
