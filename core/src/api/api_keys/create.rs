//! Creation of API keys.

use serde::Serialize;

use crate::api::api_keys::created::{CreatedApiKey, decode};
use crate::api::api_keys::{KEYS, check_scopes};
use crate::codec::json;
use crate::error::Result;
use crate::expectation::{Expectation, Expected};
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};
use crate::validate;

const fn create(name: &'static str) -> OperationInfo {
    OperationInfo::v3(name, Idempotency::Once, Method::Post, KEYS, "api_keys.create").with_secret()
}

/// Creates an API key with some scopes.
///
/// A key can only give scopes that it has itself. Scopes that begin with `billing.` exclude all others.
#[derive(Clone, Debug, Serialize)]
pub struct CreateApiKey {
    /// Name of the key. A unique one makes `reconcile` conclusive.
    pub name: String,
    /// Scopes of the key, at least one: a key without any would have full access.
    pub scopes: Vec<String>,
}

impl Operation for CreateApiKey {
    type Output = CreatedApiKey;
    const INFO: OperationInfo = create("api_keys.create");

    fn request(&self) -> Result<Request> {
        validate::required("name", &self.name)?;
        check_scopes(&self.scopes)?;
        Ok(Request::json(json::encode(self)?))
    }

    fn decode(&self, response: &Response) -> Result<CreatedApiKey> {
        decode(response)
    }

    fn expectation(&self) -> Expectation {
        let scopes = Some(self.scopes.clone());
        Expected::KeyCreated { name: self.name.clone(), scopes }.into()
    }
}

/// Creates an API key with full access.
#[derive(Clone, Debug, Serialize)]
pub struct CreateFullAccessApiKey {
    /// Name of the key. A unique one makes `reconcile` conclusive.
    pub name: String,
}

impl Operation for CreateFullAccessApiKey {
    type Output = CreatedApiKey;
    const INFO: OperationInfo = create("api_keys.create_full_access");

    fn request(&self) -> Result<Request> {
        validate::required("name", &self.name)?;
        Ok(Request::json(json::encode(self)?))
    }

    fn decode(&self, response: &Response) -> Result<CreatedApiKey> {
        decode(response)
    }

    fn expectation(&self) -> Expectation {
        Expected::KeyCreated { name: self.name.clone(), scopes: None }.into()
    }
}
