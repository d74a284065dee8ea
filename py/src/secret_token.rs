//! `sendgrid_accounts.SecretToken`.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::arguments::{Argument, Str};

/// A secret that a server returns. Only `reveal()` shows it: no `repr()`, `str()` or pickle has it.
///
/// Args:
///     token: The secret, for tests of your own code.
///
/// Raises:
///     TypeError: The argument has the wrong type.
#[pyclass(frozen, eq, module = "sendgrid_accounts")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SecretToken(sendgrid_accounts::SecretToken);

impl From<sendgrid_accounts::SecretToken> for SecretToken {
    fn from(token: sendgrid_accounts::SecretToken) -> Self {
        Self(token)
    }
}

#[pymethods]
impl SecretToken {
    #[new]
    #[pyo3(signature = (token, /))]
    fn new(py: Python<'_>, token: Str) -> PyResult<Self> {
        token.get(py, "token").map(|token| Self(sendgrid_accounts::SecretToken::new(token)))
    }

    /// Returns the secret.
    fn reveal(&self) -> &str {
        self.0.reveal()
    }

    #[expect(clippy::unused_self, reason = "the same for every secret")]
    fn __repr__(&self) -> &'static str {
        "SecretToken(****)"
    }

    /// The same for every secret: a hash would help to guess it.
    #[expect(clippy::unused_self, reason = "the same for every secret")]
    fn __hash__(&self) -> isize {
        0
    }

    #[expect(clippy::unused_self, reason = "the same for every secret")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a SecretToken cannot be pickled or copied: reveal() shows it"))
    }
}
