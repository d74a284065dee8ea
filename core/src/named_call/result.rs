//! Results of calls by name, in JSON.

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

/// Output of an operation that has a form in JSON: whatever serde writes, and three
/// with a form of their own.
pub(super) trait IntoNamedResult {
    fn into_result(self) -> NamedResult;

    /// The known fields of the value; `None` if it is a list.
    fn fields() -> Option<Vec<String>>;
}

/// The members of a value without content.
fn members(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(_) => None,
        value => Some(value.as_object().into_iter().flat_map(Map::keys).cloned().collect()),
    }
}

impl<T: Serialize + Default> IntoNamedResult for T {
    fn into_result(self) -> NamedResult {
        NamedResult { value: value(&self), api_key: None }
    }

    fn fields() -> Option<Vec<String>> {
        members(&value(&Self::default()))
    }
}

fn value(output: &impl Serialize) -> Value {
    serde_json::to_value(output).unwrap_or_default()
}

impl IntoNamedResult for CreatedApiKey {
    fn into_result(self) -> NamedResult {
        NamedResult { value: value(&self), api_key: Some(self.api_key) }
    }

    fn fields() -> Option<Vec<String>> {
        members(&value(&Self::new(ApiKeySecret::new(String::new()))))
    }
}

impl IntoNamedResult for CustomerList {
    fn into_result(self) -> NamedResult {
        self.iter().collect::<Vec<_>>().into_result()
    }

    fn fields() -> Option<Vec<String>> {
        None
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

    fn fields() -> Option<Vec<String>> {
        Some(["status", "headers", "body"].map(str::to_owned).into())
    }
}
