//! Results of calls by name, in JSON.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::api::api_keys::CreatedApiKey;
use crate::auth::secret::ApiKeySecret;

/// Result of a call by name.
#[derive(Clone)]
#[non_exhaustive]
pub struct NamedResult {
    /// The result in JSON, without secrets; null if the operation has none.
    pub value: Value,
    /// The key that the call created.
    pub api_key: Option<ApiKeySecret>,
}

impl fmt::Debug for NamedResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NamedResult").field("api_key", &self.api_key).finish_non_exhaustive()
    }
}

/// Output of an operation that has a form in JSON.
pub(super) trait IntoNamedResult {
    fn into_result(self) -> NamedResult;
}

impl IntoNamedResult for CreatedApiKey {
    fn into_result(self) -> NamedResult {
        NamedResult { api_key: Some(self.api_key.clone()), ..value(&self) }
    }
}

fn value(output: &impl Serialize) -> NamedResult {
    let value = serde_json::to_value(output).unwrap_or_default();
    NamedResult { value, api_key: None }
}

/// Outputs that serde writes whole.
macro_rules! outputs {
    ($($type:ty,)*) => {
        $(
            impl IntoNamedResult for $type {
                fn into_result(self) -> NamedResult {
                    value(&self)
                }
            }
        )*
    };
}

outputs! {
    (),
    crate::api::customers::Customer,
}
