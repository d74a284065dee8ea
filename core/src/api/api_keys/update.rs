//! Changes of API keys.

use serde::Serialize;

use crate::api::api_keys::{ApiKeyInfo, KEY, check_scopes};
use crate::api::decode::decode_or_nothing;
use crate::codec::json;
use crate::error::Result;
use crate::expectation::{Expectation, Expected};
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};
use crate::validate;

/// Sets name and scopes of an API key.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UpdateApiKey {
    /// Id of the key.
    #[serde(skip)]
    pub api_key_id: String,
    /// Name of the key, the old or a new one.
    pub name: String,
    /// All scopes of the key, at least one.
    pub scopes: Vec<String>,
    /// Permits the call if the key is the one that the client uses, which may lose the scope for the
    /// next call; default: the call is refused.
    #[serde(skip)]
    pub allow_own: bool,
}

impl Operation for UpdateApiKey {
    type Output = ApiKeyInfo;
    const INFO: OperationInfo = OperationInfo::v3(
        "api_keys.update",
        Idempotency::Idempotent,
        Method::Put,
        KEY,
        "api_keys.update",
    );

    fn request(&self) -> Result<Request> {
        validate::required("name", &self.name)?;
        check_scopes(&self.scopes)?;
        Ok(Request::json(json::encode(self)?).with_segment("api_key_id", &self.api_key_id))
    }

    fn decode(&self, response: &Response) -> Result<ApiKeyInfo> {
        decode_or_nothing(response)
    }

    fn limited_key(&self) -> Option<&str> {
        (!self.allow_own).then_some(&self.api_key_id)
    }

    fn expectation(&self) -> Expectation {
        let (id, name) = (self.api_key_id.clone(), self.name.clone());
        Expected::Key { id, name, scopes: Some(self.scopes.clone()) }.into()
    }
}

/// Sets the name of an API key.
#[derive(Clone, Debug, Serialize)]
pub struct UpdateApiKeyName {
    /// Id of the key.
    #[serde(skip)]
    pub api_key_id: String,
    /// New name.
    pub name: String,
}

impl Operation for UpdateApiKeyName {
    type Output = ApiKeyInfo;
    const INFO: OperationInfo = OperationInfo::v3(
        "api_keys.update_name",
        Idempotency::Idempotent,
        Method::Patch,
        KEY,
        "api_keys.update",
    );

    fn request(&self) -> Result<Request> {
        validate::required("name", &self.name)?;
        Ok(Request::json(json::encode(self)?).with_segment("api_key_id", &self.api_key_id))
    }

    fn decode(&self, response: &Response) -> Result<ApiKeyInfo> {
        decode_or_nothing(response)
    }

    fn expectation(&self) -> Expectation {
        let (id, name) = (self.api_key_id.clone(), self.name.clone());
        Expected::Key { id, name, scopes: None }.into()
    }
}
