//! Results of calls with the responses that they come from.

use std::borrow::Cow;
use std::fmt;
use std::time::SystemTime;

use http::{HeaderMap, HeaderValue};

use crate::client::Client;
use crate::error::{Error, Result};
use crate::expectation::Expectation;
use crate::http::rate_limit_headers::RateLimitObservation;
use crate::operation::{Empty, Operation, OperationInfo, Request, Response};
use crate::rate_limit::limits::RateLimit;
use crate::rate_limit::scope::Scope;

/// Result of a call, and the response that it comes from, without the body. `Debug` has neither the result
/// nor the headers.
#[derive(Clone)]
pub struct RawResponse<T> {
    parsed: T,
    status: u16,
    headers: HeaderMap,
    rate_limit: Option<RateLimit>,
}

impl<T> RawResponse<T> {
    /// The result.
    pub fn parsed(&self) -> &T {
        &self.parsed
    }

    /// The result, without the response.
    pub fn into_parsed(self) -> T {
        self.parsed
    }

    /// HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Identifier of the call at the server, for its support; `None` if the response has none.
    pub fn request_id(&self) -> Option<&str> {
        self.headers.get("x-request-id")?.to_str().ok()
    }

    /// The rate limit that the response reports; `None` if it reports none.
    pub fn rate_limit(&self) -> Option<&RateLimit> {
        self.rate_limit.as_ref()
    }

    /// The result, and the response alone.
    pub fn into_parts(self) -> (T, RawResponse<()>) {
        let Self { parsed, status, headers, rate_limit } = self;
        (parsed, RawResponse { parsed: (), status, headers, rate_limit })
    }
}

impl<T> fmt::Debug for RawResponse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}

/// An operation whose result is that of another one, as a [`RawResponse`]; see
/// [`Client::with_raw_response`].
#[derive(Clone, Debug)]
pub struct WithRawResponse<O> {
    operation: O,
    account: Option<HeaderValue>,
}

impl<O: Operation> Operation for WithRawResponse<O> {
    type Output = RawResponse<O::Output>;
    const INFO: OperationInfo = O::INFO;

    fn info(&self) -> OperationInfo {
        self.operation.info()
    }

    fn path(&self) -> Cow<'static, str> {
        self.operation.path()
    }

    fn resolve_empty(&mut self, empty: Empty) {
        self.operation.resolve_empty(empty);
    }

    fn request(&self) -> Result<Request> {
        self.operation.request()
    }

    fn decode(&self, response: &Response) -> Result<Self::Output> {
        let parsed = self.operation.decode(response)?;
        let reported = RateLimitObservation::new(response, SystemTime::now()).limit;
        let rate_limit = reported.map(|reported| {
            RateLimit::new(&Scope::of_call(&self.operation, self.account.as_ref()), reported)
        });
        let (status, headers) = (response.status(), response.headers().clone());
        Ok(RawResponse { parsed, status, headers, rate_limit })
    }

    fn new_username(&self) -> Option<&str> {
        self.operation.new_username()
    }

    fn limited_key(&self) -> Option<&str> {
        self.operation.limited_key()
    }

    /// The response is the refusal, of which only the status is known.
    fn applied_before(&self, refusal: &Error) -> Option<Self::Output> {
        let parsed = self.operation.applied_before(refusal)?;
        let status = refusal.status().unwrap_or_default();
        Some(RawResponse { parsed, status, headers: HeaderMap::new(), rate_limit: None })
    }

    fn expectation(&self) -> Expectation {
        self.operation.expectation()
    }
}

impl Client {
    /// The operation with its response: `client.execute(client.with_raw_response(GetProfile))` returns a
    /// [`RawResponse`] of the profile. Errors have status, identifier and waits of their response anyway.
    pub fn with_raw_response<O: Operation>(&self, operation: O) -> WithRawResponse<O> {
        WithRawResponse { operation, account: self.on_behalf_of.clone() }
    }

    /// As [`execute`](Self::execute), with the response.
    ///
    /// # Errors
    ///
    /// As [`execute`](Self::execute).
    pub async fn execute_with_raw_response<O: Operation>(
        &self,
        operation: O,
    ) -> Result<RawResponse<O::Output>> {
        self.execute(self.with_raw_response(operation)).await
    }
}

#[cfg(feature = "blocking")]
impl crate::client::blocking::Client {
    /// As [`execute`](Self::execute), with the response.
    ///
    /// # Errors
    ///
    /// As [`execute`](Self::execute).
    pub fn execute_with_raw_response<O: Operation>(
        &self,
        operation: O,
    ) -> Result<RawResponse<O::Output>> {
        self.execute(self.with_raw_response(operation))
    }

    /// As [`Client::with_raw_response`].
    pub fn with_raw_response<O: Operation>(&self, operation: O) -> WithRawResponse<O> {
        self.core().with_raw_response(operation)
    }
}
