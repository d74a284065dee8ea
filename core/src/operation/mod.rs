//! Operations as values: the request and the decoding of the response, without I/O.

mod field_update;
mod form;
mod request;
pub(crate) mod response;

use std::borrow::Cow;
use std::str::FromStr;

use crate::error::{Error, Result};
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

/// Host that a call of a v3 API is sent to, unless the client has a base URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Host {
    /// That of the client's region.
    OfRegion,
    /// That of the global region, which serves the accounts of all regions.
    Global,
}

/// API and host that an operation is sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// The v3 APIs of the client's region.
    OfRegion,
    /// The v3 APIs of the global region.
    Global,
    /// The customer API.
    Customers,
}

impl Destination {
    pub(crate) const ALL: [Self; 3] = [Self::OfRegion, Self::Global, Self::Customers];

    pub(crate) fn api(self) -> Api {
        match self {
            Self::OfRegion | Self::Global => Api::V3,
            Self::Customers => Api::Customers,
        }
    }
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

impl FromStr for Idempotency {
    type Err = Error;

    /// Parses `safe`, `idempotent` or `once`.
    fn from_str(name: &str) -> Result<Self> {
        match name {
            "safe" => Ok(Self::Safe),
            "idempotent" => Ok(Self::Idempotent),
            "once" => Ok(Self::Once),
            _ => Err(Error::invalid_input("idempotency", "must be safe, idempotent or once")),
        }
    }
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
    /// Host that the call is sent to.
    pub host: Host,
    /// Whether a successful response contains a secret. An error then has no body of such a response.
    pub returns_secret: bool,
}

impl OperationInfo {
    /// Constants of an operation of a v3 API, without a scope, whose response is no list and which accepts
    /// `On-Behalf-Of`.
    pub const fn new(
        name: &'static str,
        idempotency: Idempotency,
        method: Method,
        path: &'static str,
    ) -> Self {
        Self {
            name,
            api: Api::V3,
            idempotency,
            method,
            path,
            parameters: &[],
            scope: None,
            is_list: false,
            on_behalf_of: true,
            host: Host::OfRegion,
            returns_secret: false,
        }
    }

    pub(crate) const fn v3(
        name: &'static str,
        idempotency: Idempotency,
        method: Method,
        path: &'static str,
        scope: &'static str,
    ) -> Self {
        Self::new(name, idempotency, method, path).with_scope(scope)
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
            host: Host::Global,
            returns_secret: false,
        }
    }

    /// The same, with the scope that an API key needs, which errors name.
    #[must_use]
    pub const fn with_scope(self, scope: &'static str) -> Self {
        Self { scope: Some(scope), ..self }
    }

    /// The same, with a list as the response, to which the larger size limit applies.
    #[must_use]
    pub const fn with_list(self) -> Self {
        Self { is_list: true, ..self }
    }

    /// The same, with a secret in the response.
    pub(crate) const fn with_secret(self) -> Self {
        Self { returns_secret: true, ..self }
    }

    /// The same, for an operation that acts for the account of the credential only.
    #[must_use]
    pub const fn without_on_behalf_of(self) -> Self {
        Self { on_behalf_of: false, ..self }
    }

    /// The same, for an operation that the global region serves for the accounts of all regions.
    #[must_use]
    pub const fn with_global_host(self) -> Self {
        Self { host: Host::Global, ..self }
    }

    pub(crate) fn destination(&self) -> Destination {
        match (self.api, self.host) {
            (Api::Customers, _) => Destination::Customers,
            (Api::V3, Host::Global) => Destination::Global,
            (Api::V3, Host::OfRegion) => Destination::OfRegion,
        }
    }
}

/// An operation. Its fields are the arguments; [`Client::execute`](crate::Client::execute)
/// executes it.
pub trait Operation: Send + Sync + 'static {
    /// Result of a successful call.
    type Output: Send + 'static;

    /// Constants of this operation.
    const INFO: OperationInfo;

    /// Constants of this call. Default: [`INFO`](Self::INFO). An operation overrides it if its arguments
    /// decide the method or the effect of a retry.
    fn info(&self) -> OperationInfo {
        Self::INFO
    }

    /// Path of this call. Default: that of [`INFO`](Self::INFO). An owned path has no names in
    /// braces, is checked as [`RawRequest::path`](crate::RawRequest::path), and has a rate limiter of its
    /// own, by method and path; other calls share the one of the operation's name.
    fn path(&self) -> Cow<'static, str> {
        Cow::Borrowed(Self::INFO.path)
    }

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

    /// Id of the API key that the operation deletes or limits. The client refuses the call if it
    /// authenticates by this key. Default: none.
    fn limited_key(&self) -> Option<&str> {
        None
    }

    /// Result of the call if the server refuses an attempt because an earlier one, whose outcome is
    /// unknown, applied the change. Default: none, since a refusal has other causes, too.
    fn applied_before(&self, _refusal: &Error) -> Option<Self::Output> {
        None
    }

    /// Expected effect that can be read back after an unknown outcome. Default: none.
    fn expectation(&self) -> Expectation {
        Expectation::not_readable()
    }
}
