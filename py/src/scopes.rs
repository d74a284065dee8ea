//! `client.scopes`, and its result.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyMappingProxy, PyTuple};
use sendgrid_accounts::Extra;
use sendgrid_accounts::scopes::{self, ListScopes};

use crate::json;
use crate::methods::{methods, raises_of_read};
use crate::strings::Strings;
use crate::value_object::{CallResult, ValueObject, result_methods};

/// Scopes of an API key: `"mail.send" in scopes`. Their names are open.
#[pyclass(frozen, eq, module = "sendgrid_accounts")]
#[derive(Clone, PartialEq)]
pub(crate) struct ScopeList {
    /// Names of the scopes, such as `mail.send`, in the server's order.
    #[pyo3(get)]
    scopes: Strings,
    extra: Extra,
}

impl CallResult for scopes::ScopeList {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        ScopeList { scopes: Strings(self.scopes), extra: self.extra }.into_py_any(py)
    }
}

impl ValueObject for ScopeList {
    const FIELDS: &[&str] = &["scopes"];
    const TYPES: &[&str] = &["Strings"];

    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (&self.scopes,).into_pyobject(py)
    }

    fn extra_fields(&self) -> Option<&Extra> {
        (!self.extra.is_empty()).then_some(&self.extra)
    }
}

result_methods! { ScopeList {
    #[new]
    #[pyo3(signature = (scopes, *, extra: "dict[str, object] | None"=None))]
    fn new(scopes: Strings, extra: Option<Bound<'_, PyDict>>) -> PyResult<Self> {
        let extra = extra.map(|extra| json::from_python(&extra)).transpose()?;
        Ok(Self { scopes, extra: extra.unwrap_or_default() })
    }

    fn __contains__(&self, scope: &Bound<'_, PyAny>) -> bool {
        let scope = scope.extract::<String>();
        scope.is_ok_and(|scope| self.scopes.0.contains(&scope))
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        (&self.scopes).into_pyobject(py)?.try_iter()
    }

    fn __len__(&self) -> usize {
        self.scopes.0.len()
    }
} }

methods! {
    /// Calls of the scopes API, as `client.scopes`.
    Scopes, AsyncScopes;

    /// Lists the scopes of the API key that the client uses (`GET /v3/scopes`); for a client that
    /// acts for another account, those that the key has there. It changes nothing: a test of the
    /// credential.
    #[doc = raises_of_read!()]
    fn list(py: Python<'_>) -> PyResult<ListScopes> {
        Ok(ListScopes)
    }
}
