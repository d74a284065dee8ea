//! `sendgrid_accounts.ApiKeySecret`.

use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::arguments::{Argument, Str};

/// A created API key as a secret. No `repr()`, `str()` or `to_dict()` shows it, and it cannot be pickled.
///
/// Args:
///     key: An API key, such as in a test of your own.
///
/// Raises:
///     TypeError: The key is not a string.
///     InvalidInputError: The key is not valid Unicode.
#[pyclass(frozen, eq, module = "sendgrid_accounts")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ApiKeySecret(pub(crate) sendgrid_accounts::ApiKeySecret);

#[pymethods]
impl ApiKeySecret {
    #[new]
    fn new(py: Python<'_>, key: Str) -> PyResult<Self> {
        key.get(py, "key").map(|key| Self(sendgrid_accounts::ApiKeySecret::new(key)))
    }

    /// Returns the API key. Store it at once: no later call returns it.
    fn reveal(&self) -> &str {
        self.0.reveal()
    }

    #[allow(clippy::unused_self, reason = "a method of Python")]
    fn __repr__(&self) -> &'static str {
        "ApiKeySecret(****)"
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.0.reveal().hash(&mut hasher);
        hasher.finish()
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (memo, /))]
    fn __deepcopy__(slf: Py<Self>, memo: &Bound<'_, PyAny>) -> Py<Self> {
        let _ = memo;
        slf
    }

    #[allow(clippy::unused_self, reason = "a method of Python")]
    fn __reduce__(&self) -> PyResult<Py<PyAny>> {
        Err(PyTypeError::new_err("an ApiKeySecret cannot be pickled: store what reveal() returns"))
    }
}
