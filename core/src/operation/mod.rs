//! A call is a value: what it sends and how it reads the response, without any I/O.

mod form;
mod request;
mod response;

use crate::error::Result;
use crate::expectation::Expectation;

pub use form::Form;
pub(crate) use request::Body;
pub use request::{Method, Request};
pub use response::Response;

/// The API that an operation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Api {
    /// Users API v3: one's own account, authenticated by an API key.
    Users,
    /// The resellers' customer management: authenticated by a [`Reseller`](crate::Reseller).
    Customers,
}

/// Whether a request may be sent again after it may have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Idempotency {
    /// Reads; may be retried.
    Safe,
    /// Sets an absolute state; a retry ends in the same state.
    Idempotent,
    /// Must never be retried blindly: a retry fails, or undoes a later change.
    Once,
}

/// What is fixed about an operation. This is the only place where these facts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationInfo {
    /// Name in every language, such as `user.get_profile`.
    pub name: &'static str,
    /// The API it belongs to.
    pub api: Api,
    /// Whether it may be repeated.
    pub idempotency: Idempotency,
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL. Of the customer API it is the part that no dialect or format
    /// changes: `add`, `delete` or `manage`.
    pub path: &'static str,
    /// Parameters that make the operation what it is, where the path alone does not.
    pub parameters: &'static [(&'static str, &'static str)],
    /// Scope that an API key needs for it.
    pub scope: Option<&'static str>,
    /// Whether the answer is a list, which may be long.
    pub is_list: bool,
}

impl OperationInfo {
    pub(crate) const fn users(
        name: &'static str,
        idempotency: Idempotency,
        method: Method,
        path: &'static str,
        scope: &'static str,
    ) -> Self {
        Self {
            name,
            api: Api::Users,
            idempotency,
            method,
            path,
            parameters: &[],
            scope: Some(scope),
            is_list: false,
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
            // The API has no other reading call.
            is_list: matches!(idempotency, Idempotency::Safe),
        }
    }
}

/// One kind of call. Its fields are the arguments; [`Client::execute`](crate::Client::execute)
/// makes the call.
pub trait Operation: Send + Sync + 'static {
    /// What a successful call returns.
    type Output: Send + 'static;

    /// The facts of this operation.
    const INFO: OperationInfo;

    /// Checks the arguments and encodes them.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput), naming the argument.
    fn request(&self) -> Result<Request>;

    /// Reads the answer. Of the Users API only successful ones come here (status 2xx), of the
    /// customer API all: there the body decides.
    ///
    /// # Errors
    ///
    /// [`Response`](crate::ErrorKind::Response), naming the field that does not fit, or what the
    /// body says.
    fn decode(&self, answer: &Response) -> Result<Self::Output>;

    /// What can be read back to see whether the call was applied; nothing, where it is not said.
    fn expectation(&self) -> Expectation {
        Expectation::hidden()
    }
}
