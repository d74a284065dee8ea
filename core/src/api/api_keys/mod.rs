//! API keys of the account, or of an account that a client acts for.
//!
//! Source: the OpenAPI description of the API keys API v3.

mod create;
mod created;
mod delete;
mod key;
mod update;

use crate::client::Client;
use crate::client::methods::methods;
use crate::error::{Error, Result};
use crate::operation::{Operation, OperationInfo};
use crate::validate;

pub use create::{CreateApiKey, CreateFullAccessApiKey};
pub use created::CreatedApiKey;
pub use delete::DeleteApiKey;
pub use key::{ApiKeyInfo, GetApiKey, ListApiKeys};
pub use update::{UpdateApiKey, UpdateApiKeyName};

/// Operations of the API keys API.
pub(crate) const OPERATIONS: &[OperationInfo] = &[
    ListApiKeys::INFO,
    GetApiKey::INFO,
    CreateApiKey::INFO,
    CreateFullAccessApiKey::INFO,
    UpdateApiKey::INFO,
    UpdateApiKeyName::INFO,
    DeleteApiKey::INFO,
];

const KEYS: &str = "/v3/api_keys";
const KEY: &str = "/v3/api_keys/{api_key_id}";

/// Checks the scopes of a key. Their names are open: the server checks them.
fn check_scopes(scopes: &[String]) -> Result<()> {
    if scopes.is_empty() {
        return Err(Error::invalid_input("scopes", "is empty: name at least one scope"));
    }
    scopes.iter().try_for_each(|scope| validate::required("scopes", scope))
}

methods! {
    /// Methods of the API keys API, returned by `client.api_keys()`.
    ApiKeys, BlockingApiKeys;

    /// Lists the API keys (`GET /v3/api_keys`): their ids and names, without their scopes.
    pub fn list(self) -> Vec<ApiKeyInfo> {
        ListApiKeys
    }

    /// Retrieves name and scopes of an API key (`GET /v3/api_keys/{api_key_id}`).
    pub fn get(self, api_key_id: impl Into<String>) -> ApiKeyInfo {
        GetApiKey { api_key_id: api_key_id.into() }
    }

    /// Creates an API key with these scopes, at least one (`POST /v3/api_keys`). The result is the
    /// only one that contains the key. It is never retried.
    pub fn create(self, name: impl Into<String>, scopes: impl IntoIterator<Item = impl Into<String>>)
        -> CreatedApiKey {
        CreateApiKey { name: name.into(), scopes: scopes.into_iter().map(Into::into).collect() }
    }

    /// Creates an API key that may do everything (`POST /v3/api_keys` without scopes). The result is
    /// the only one that contains the key. It is never retried.
    pub fn create_full_access(self, name: impl Into<String>) -> CreatedApiKey {
        CreateFullAccessApiKey { name: name.into() }
    }

    /// Sets name and scopes of an API key (`PUT /v3/api_keys/{api_key_id}`): the server has no change
    /// of the scopes alone.
    pub fn update(self, update: UpdateApiKey) -> ApiKeyInfo {
        update
    }

    /// Sets the name of an API key (`PATCH /v3/api_keys/{api_key_id}`); its scopes do not change.
    pub fn update_name(self, api_key_id: impl Into<String>, name: impl Into<String>) -> ApiKeyInfo {
        UpdateApiKeyName { api_key_id: api_key_id.into(), name: name.into() }
    }

    /// Deletes an API key (`DELETE /v3/api_keys/{api_key_id}`). Calls that authenticate by it fail
    /// after a short delay.
    ///
    /// `key` is its id, or a [`DeleteApiKey`].
    pub fn delete(self, key: impl Into<DeleteApiKey>) -> () {
        key.into()
    }
}

impl Client {
    /// Methods of the API keys API.
    pub fn api_keys(&self) -> ApiKeys<'_> {
        ApiKeys::new(self)
    }
}

#[cfg(feature = "blocking")]
impl crate::client::blocking::Client {
    /// Methods of the API keys API.
    pub fn api_keys(&self) -> BlockingApiKeys<'_> {
        BlockingApiKeys::new(self)
    }
}
