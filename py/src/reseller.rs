//! `sendgrid_accounts.Reseller`.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use sendgrid_accounts::{ApiKey, Error};

use crate::arguments::Text;
use crate::errors::{invalid_input, to_python};

/// The credential for the customer API. No text of it shows its secret.
///
/// Args:
///     username: The username of the account.
///     password: Its password.
///     dialect: `"reseller"` or `"distributor"`, the older one; default: reseller.
///     format: `"json"` or `"xml"`; what calls return does not depend on it; default: json.
///     auth: `"params"` sends both as parameters, as documented, `"basic"` in a header;
///         default: params.
///     base_url: The address before the endpoint, such as `"https://sendgrid.com/apiv2/"`.
///
/// Raises:
///     InvalidInputError: An argument is refused; `field` names it.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct Reseller {
    credential: sendgrid_accounts::Reseller,
}

impl Reseller {
    pub(crate) fn credential(&self) -> sendgrid_accounts::Reseller {
        self.credential.clone()
    }
}

fn completed(
    py: Python<'_>,
    credential: sendgrid_accounts::Reseller,
    dialect: Text,
    format: Text,
    base_url: Option<Text>,
) -> PyResult<Reseller> {
    let refused = |error: Error| to_python(py, &error);
    let mut credential = credential
        .dialect(dialect.get(py, "dialect")?.parse().map_err(refused)?)
        .format(format.get(py, "format")?.parse().map_err(refused)?);
    if let Some(url) = base_url {
        credential = credential.base_url(url.get(py, "base_url")?);
    }
    Ok(Reseller { credential })
}

#[pymethods]
impl Reseller {
    #[new]
    #[pyo3(signature = (
        username, password, *, dialect=Text::of_str("reseller"), format=Text::of_str("json"),
        auth=Text::of_str("params"), base_url=None
    ))]
    fn new(
        py: Python<'_>,
        username: Text,
        password: Text,
        dialect: Text,
        format: Text,
        auth: Text,
        base_url: Option<Text>,
    ) -> PyResult<Self> {
        let username = username.get(py, "username")?;
        let password = password.get(py, "password")?;
        let credential = match auth.get(py, "auth")?.as_str() {
            "params" => sendgrid_accounts::Reseller::new(username, password),
            "basic" => sendgrid_accounts::Reseller::with_basic_auth(username, password),
            _ => return Err(invalid_input(py, "auth", "is neither \"params\" nor \"basic\"")),
        };
        completed(py, credential, dialect, format, base_url)
    }

    /// Takes an API key instead of username and password. The documents do not say that servers
    /// take one for these calls; some may.
    ///
    /// Args:
    ///     key: The API key.
    ///     dialect: `"reseller"` or `"distributor"`, the older one; default: reseller.
    ///     format: `"json"` or `"xml"`; what calls return does not depend on it; default: json.
    ///     base_url: The address before the endpoint, such as `"https://sendgrid.com/apiv2/"`.
    ///
    /// Raises:
    ///     InvalidInputError: An argument is refused; `field` names it.
    #[staticmethod]
    #[pyo3(signature = (
        key, *, dialect=Text::of_str("reseller"), format=Text::of_str("json"), base_url=None
    ))]
    fn with_api_key(
        py: Python<'_>,
        key: Text,
        dialect: Text,
        format: Text,
        base_url: Option<Text>,
    ) -> PyResult<Self> {
        let key = ApiKey::new(key.get(py, "api_key")?).map_err(|error| to_python(py, &error))?;
        completed(py, sendgrid_accounts::Reseller::with_api_key(key), dialect, format, base_url)
    }

    fn __repr__(&self) -> String {
        format!("{:?}", self.credential)
    }

    #[expect(clippy::unused_self, reason = "a method in Python")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a Reseller holds a password or a key and cannot be pickled or copied: make one where \
             it is needed",
        ))
    }
}
