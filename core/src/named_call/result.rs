//! Results of calls by name, in JSON.

use std::any::Any;
use std::fmt;

use http::HeaderValue;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::api::api_keys::CreatedApiKey;
use crate::api::customers::CustomerList;
use crate::auth::secret::ApiKeySecret;
use crate::operation::Response;

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

/// Output of an operation that has a form in JSON: whatever serde writes, and two that it does not.
pub(super) trait IntoNamedResult {
    fn into_result(self) -> NamedResult;
}

impl<T: Serialize + 'static> IntoNamedResult for T {
    fn into_result(self) -> NamedResult {
        let created = (&self as &dyn Any).downcast_ref::<CreatedApiKey>();
        let api_key = created.map(|created| created.api_key.clone());
        NamedResult { value: serde_json::to_value(&self).unwrap_or_default(), api_key }
    }
}

impl IntoNamedResult for CustomerList {
    fn into_result(self) -> NamedResult {
        self.iter().collect::<Vec<_>>().into_result()
    }
}

/// Status, headers and body. Lines of one header are joined; bytes that are not UTF-8 are replaced.
impl IntoNamedResult for Response {
    fn into_result(self) -> NamedResult {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let names = self.headers().keys();
        let headers: Map<String, Value> = names
            .map(|name| {
                let lines = self.headers().get_all(name).iter().map(HeaderValue::as_bytes);
                let lines: Vec<String> = lines.map(text).collect();
                (name.to_string(), lines.join(", ").into())
            })
            .collect();
        let body = text(self.body());
        let value = json!({ "status": self.status(), "headers": headers, "body": body });
        NamedResult { value, api_key: None }
    }
}
