//! Scopes of the API key that the client uses.
//!
//! Source: the OpenAPI description of the scopes API v3.

use serde::{Deserialize, Serialize};

use crate::api::decode::decode_required;
use crate::client::Client;
use crate::client::methods::methods;
use crate::codec::json::Extra;
use crate::error::Result;
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};

/// Operations of the scopes API.
pub(crate) const OPERATIONS: &[OperationInfo] = &[ListScopes::INFO];

/// Scopes of an API key. Their names are open: servers add scopes at any time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ScopeList {
    /// Names of the scopes, such as `mail.send`, in the server's order.
    pub scopes: Vec<String>,
    /// Unknown fields of the response, and values that do not fit.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ScopeList {
    /// Whether the key has a scope.
    pub fn contains(&self, scope: &str) -> bool {
        self.scopes.iter().any(|name| name == scope)
    }
}

/// Lists the scopes of the API key that the client uses; for a client that acts for another account, those
/// that the key has there.
#[derive(Clone, Copy, Debug)]
pub struct ListScopes;

impl Operation for ListScopes {
    type Output = ScopeList;
    const INFO: OperationInfo = OperationInfo {
        // No scope is documented.
        scope: None,
        ..OperationInfo::v3("scopes.list", Idempotency::Safe, Method::Get, "/v3/scopes", "")
    };

    fn request(&self) -> Result<Request> {
        Ok(Request::empty())
    }

    fn decode(&self, response: &Response) -> Result<ScopeList> {
        decode_required(response, &["scopes"], |mut object| {
            Some(ScopeList { scopes: object.take("scopes")?, extra: object.rest() })
        })
    }
}

methods! {
    /// Methods of the scopes API, returned by `client.scopes()`.
    Scopes, BlockingScopes;

    /// Lists the scopes of the API key that the client uses (`GET /v3/scopes`); for a client that acts
    /// for another account, those that the key has there. It changes nothing: a test of the credential.
    pub fn list(self) -> ScopeList {
        ListScopes
    }
}

impl Client {
    /// Methods of the scopes API.
    pub fn scopes(&self) -> Scopes<'_> {
        Scopes::new(self)
    }
}

#[cfg(feature = "blocking")]
impl crate::client::blocking::Client {
    /// Methods of the scopes API.
    pub fn scopes(&self) -> BlockingScopes<'_> {
        BlockingScopes::new(self)
    }
}
