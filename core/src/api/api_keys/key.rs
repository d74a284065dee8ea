//! API keys as the server describes them.

use crate::api::api_keys::{KEY, KEYS};
use crate::api::decode::{decode_one, decode_rows};
use crate::codec::json::Extra;
use crate::codec::object::object_fields;
use crate::error::Result;
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};

/// An API key: its id, name and scopes. It does not contain the key itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiKeyInfo {
    /// Id of the key: the middle part of `SG.<id>.<secret>`.
    pub api_key_id: Option<String>,
    /// Name of the key; several keys may have the same one.
    pub name: Option<String>,
    /// Scopes of the key. The list of keys and the response to a new name do not contain them.
    /// Servers add some by themselves, such as `2fa_required`.
    pub scopes: Option<Vec<String>>,
    /// Unknown fields of the response, and values that do not fit.
    pub extra: Extra,
}

object_fields! {
    ApiKeyInfo { api_key_id: "api_key_id", name: "name", scopes: "scopes", }
}

/// Lists the API keys. An account has 100 at most.
#[derive(Clone, Copy, Debug)]
pub struct ListApiKeys;

impl Operation for ListApiKeys {
    type Output = Vec<ApiKeyInfo>;
    const INFO: OperationInfo =
        OperationInfo::v3("api_keys.list", Idempotency::Safe, Method::Get, KEYS, "api_keys.read")
            .with_list();

    fn request(&self) -> Result<Request> {
        Ok(Request::empty())
    }

    fn decode(&self, response: &Response) -> Result<Vec<ApiKeyInfo>> {
        decode_rows(response, Some("result"))
    }
}

/// Retrieves an API key.
#[derive(Clone, Debug)]
pub struct GetApiKey {
    /// Id of the key.
    pub api_key_id: String,
}

impl Operation for GetApiKey {
    type Output = ApiKeyInfo;
    const INFO: OperationInfo =
        OperationInfo::v3("api_keys.get", Idempotency::Safe, Method::Get, KEY, "api_keys.read");

    fn request(&self) -> Result<Request> {
        Ok(Request::empty().with_segment("api_key_id", &self.api_key_id))
    }

    /// The documented form is a list with one row; servers send the object alone.
    fn decode(&self, response: &Response) -> Result<ApiKeyInfo> {
        decode_one(response, "result")
    }
}
