//! Creation of API keys.

use serde::Serialize;

use crate::api::api_keys::{KEYS, check_scopes};
use crate::api::decode::decode_required;
use crate::auth::secret::ApiKeySecret;
use crate::codec::json::{self, Extra};
use crate::codec::object::{Object, serialize_fields};
use crate::error::Result;
use crate::expectation::{Expectation, Expected};
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};
use crate::validate;

/// Name of the secret in a response.
const SECRET: &str = "api_key";

/// A created API key with its secret. Serde writes the other fields only.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CreatedApiKey {
    /// The key itself, shown by `reveal()`. No later call returns it.
    pub api_key: ApiKeySecret,
    /// Id of the key, by which other calls name it.
    pub api_key_id: Option<String>,
    /// Name of the key.
    pub name: Option<String>,
    /// Scopes of the key. Servers add some by themselves, such as `2fa_required`.
    pub scopes: Option<Vec<String>>,
    /// Unknown fields of the response, and values that do not fit.
    pub extra: Extra,
}

serialize_fields! {
    CreatedApiKey { api_key_id: "api_key_id", name: "name", scopes: "scopes", }
}

impl CreatedApiKey {
    /// Creates a value, such as for a test of your own.
    pub fn new(api_key: ApiKeySecret) -> Self {
        let extra = Extra::new();
        Self { api_key, api_key_id: None, name: None, scopes: None, extra }
    }

    /// `None` without a key.
    fn read(mut object: Object) -> Option<Self> {
        let key = object.take_string(SECRET).filter(|key| !key.is_empty())?;
        Some(Self {
            api_key_id: object.take("api_key_id"),
            name: object.take("name"),
            scopes: object.take("scopes"),
            extra: object.rest(),
            ..Self::new(ApiKeySecret::new(key))
        })
    }
}

fn decode(response: &Response) -> Result<CreatedApiKey> {
    decode_required(response, &[SECRET, "api_key_id", "name", "scopes"], CreatedApiKey::read)
}

const fn create(name: &'static str) -> OperationInfo {
    OperationInfo::v3(name, Idempotency::Once, Method::Post, KEYS, "api_keys.create").with_secret()
}

/// Creates an API key with some scopes.
///
/// A key can only give scopes that it has itself. Scopes that begin with `billing.` exclude all others.
#[derive(Clone, Debug, Serialize)]
pub struct CreateApiKey {
    /// Name of the key. A unique one makes [`Client::reconcile`](crate::Client::reconcile) conclusive.
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
    /// Name of the key. A unique one makes [`Client::reconcile`](crate::Client::reconcile) conclusive.
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
