//! `sendgrid_accounts.CreatedApiKey`.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMappingProxy, PyTuple};
use sendgrid_accounts::{Extra, api_keys};

use crate::api_key_secret::ApiKeySecret;
use crate::json;
use crate::strings::Strings;
use crate::value_object::{CallResult, ValueObject, result_methods};

/// A created API key with its secret. A field that the response lacks is `None`.
///
/// No `repr()`, `to_dict()` or pydantic output has the secret, and the object cannot be pickled.
#[pyclass(frozen, eq, module = "sendgrid_accounts")]
#[derive(Clone, PartialEq)]
pub(crate) struct CreatedApiKey {
    /// The key itself, shown by `reveal()`. No later call returns it.
    #[pyo3(get)]
    api_key: ApiKeySecret,
    /// Id of the key, by which other calls name it.
    #[pyo3(get)]
    api_key_id: Option<String>,
    /// Name of the key.
    #[pyo3(get)]
    name: Option<String>,
    /// Scopes of the key. Servers add some by themselves, such as `2fa_required`.
    #[pyo3(get)]
    scopes: Option<Strings>,
    extra: Extra,
}

impl From<api_keys::CreatedApiKey> for CreatedApiKey {
    fn from(created: api_keys::CreatedApiKey) -> Self {
        Self {
            api_key: ApiKeySecret(created.api_key),
            api_key_id: created.api_key_id,
            name: created.name,
            scopes: created.scopes.map(Strings),
            extra: created.extra,
        }
    }
}

impl CallResult for api_keys::CreatedApiKey {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        CreatedApiKey::from(self).into_py_any(py)
    }
}

impl ValueObject for CreatedApiKey {
    const SECRET: Option<&str> = Some("api_key");
    const FIELDS: &[&str] = &["api_key", "api_key_id", "name", "scopes"];
    const TYPES: &[&str] = &["ApiKeySecret", "String", "String", "Strings"];

    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (self.api_key.clone(), &self.api_key_id, &self.name, &self.scopes).into_pyobject(py)
    }

    fn extra_fields(&self) -> Option<&Extra> {
        (!self.extra.is_empty()).then_some(&self.extra)
    }
}

result_methods! { CreatedApiKey {
    #[new]
    #[pyo3(signature = (
        api_key, api_key_id=None, name=None, scopes=None, *, extra: "dict[str, object] | None"=None
    ))]
    fn new(
        api_key: &ApiKeySecret,
        api_key_id: Option<String>,
        name: Option<String>,
        scopes: Option<Strings>,
        extra: Option<Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let extra = extra.map(|extra| json::from_python(&extra)).transpose()?;
        let api_key = api_key.clone();
        Ok(Self { api_key, api_key_id, name, scopes, extra: extra.unwrap_or_default() })
    }

    /// Returns the API key, as `api_key.reveal()` does. Store it at once: no later call returns it.
    fn reveal(&self) -> &str {
        self.api_key.0.reveal()
    }
} }
