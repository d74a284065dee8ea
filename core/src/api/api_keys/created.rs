//! A created API key.

use crate::api::decode::decode_required;
use crate::auth::secret::ApiKeySecret;
use crate::codec::json::Extra;
use crate::codec::object::{Object, serialize_fields};
use crate::error::Result;
use crate::operation::Response;

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

    /// The API key. Store it at once: no later call returns it.
    pub fn reveal(&self) -> &str {
        self.api_key.reveal()
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

pub(super) fn decode(response: &Response) -> Result<CreatedApiKey> {
    decode_required(response, &[SECRET, "api_key_id", "name", "scopes"], CreatedApiKey::read)
}
