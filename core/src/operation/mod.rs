//! Operations as values: the request and the decoding of the response, without I/O.

mod field_update;
mod form;
mod request;
pub(crate) mod response;

use crate::error::Result;
use crate::expectation::Expectation;

pub use field_update::{Empty, FieldUpdate};
pub use form::Form;
pub(crate) use request::Body;
pub use request::{Method, Request};
pub use response::Response;

/// API that an operation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Api {
    /// The APIs below `/v3`, authenticated by an API key. The status decides.
    V3,
    /// Customer API of resellers, authenticated by a [`Reseller`](crate::Reseller).
    Customers,
}

/// Effect of a retry after the first request may have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Idempotency {
    /// A read: a retry has no effect.
    Safe,
    /// Sets an absolute state: a retry ends in the same state.
    Idempotent,
    /// Never retried: a retry fails, or undoes a later change.
    Once,
}

/// Constants of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationInfo {
    /// Name, the same in every language, such as `user.get_profile`.
    pub name: &'static str,
    /// API that the operation belongs to.
    pub api: Api,
    /// Effect of a retry.
    pub idempotency: Idempotency,
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL, with a name in braces for each segment of the request. For the customer
    /// API: `add`, `delete` or `manage`, which dialect and format complete.
    pub path: &'static str,
    /// Fixed parameters of the request.
    pub parameters: &'static [(&'static str, &'static str)],
    /// Scope that an API key needs.
    pub scope: Option<&'static str>,
    /// Whether the response is a list, to which the larger size limit applies.
    pub is_list: bool,
    /// Whether the server accepts the header `On-Behalf-Of`.
    pub on_behalf_of: bool,
    /// Whether a successful response holds secrets: its body is in no error.
    pub returns_secrets: bool,
}

impl OperationInfo {
    pub(crate) const fn v3(
        name: &'static str,
        idempotency: Idempotency,
        method: Method,
        path: &'static str,
        scope: &'static str,
    ) -> Self {
        Self {
            name,
            api: Api::V3,
            idempotency,
            method,
            path,
            parameters: &[],
            scope: Some(scope),
            is_list: false,
            on_behalf_of: true,
            returns_secrets: false,
        }
    }

    pub(crate) const fn customers(
        name: &'static str,
        idempotency: Idempotency,
        path: &'static str,
        parameters: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self {
            name,
            api: Api::Customers,
            idempotency,
            method: Method::Post,
            path,
            parameters,
            scope: None,
            // The only read of this API is the list.
            is_list: matches!(idempotency, Idempotency::Safe),
            on_behalf_of: false,
            returns_secrets: false,
        }
    }

    /// The same, with a list as the response.
    pub(crate) const fn with_list(self) -> Self {
        Self { is_list: true, ..self }
    }

    /// The same, with secrets in the response.
    pub(crate) const fn with_secrets(self) -> Self {
        Self { returns_secrets: true, ..self }
    }

    /// The same, for an operation that acts for the account of the credential only.
    pub(crate) const fn without_on_behalf_of(self) -> Self {
        Self { on_behalf_of: false, ..self }
    }
}

/// An operation. Its fields are the arguments; [`Client::execute`](crate::Client::execute)
/// executes it.
pub trait Operation: Send + Sync + 'static {
    /// Result of a successful call.
    type Output: Send + 'static;

    /// Constants of this operation.
    const INFO: OperationInfo;

    /// Applies the meaning of empty strings to the fields of a partial update, before the request is
    /// made. Default: no effect, for operations that change all their fields.
    fn resolve_empty(&mut self, _empty: Empty) {}

    /// Checks the arguments and encodes them.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput), naming the argument.
    fn request(&self) -> Result<Request>;

    /// Decodes a response. For the v3 APIs its status is 2xx; the customer API reports its errors
    /// in the body, with any status but 3xx and 429.
    ///
    /// # Errors
    ///
    /// [`Response`](crate::ErrorKind::Response), with the position of what is not as documented, or the
    /// error that the body reports.
    fn decode(&self, response: &Response) -> Result<Self::Output>;

    /// New username of the account that the call acts for, if the operation changes it. Through a
    /// client that addresses the account by username such a call is never retried, whatever the
    /// idempotency in [`INFO`](Self::INFO). Default: none.
    fn new_username(&self) -> Option<&str> {
        None
    }

    /// Expected effect that can be read back after an unknown outcome. Default: none.
    fn expectation(&self) -> Expectation {
        Expectation::not_readable()
    }
}
