//! `sendgrid_accounts.Reseller`.

use std::fmt::Write;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use sendgrid_accounts::{ApiKey, Error};

use crate::arguments::{Argument, Str};
use crate::errors::{invalid_input, to_python};

/// Credential for the customer API. Its `repr` contains no secret.
///
/// Args:
///     username: Username of the account.
///     password: Password of the account.
///     dialect: API dialect, `"reseller"` or the older `"distributor"`; default: reseller.
///     format: Response format, `"json"` or `"xml"`; results are the same; default: json.
///     auth: `"params"` sends username and password as parameters, as documented; `"basic"` sends
///         them in the `Authorization` header; default: params.
///     base_url: URL before the endpoint, such as `"https://sendgrid.com/apiv2/"`; default: that of
///         the dialect.
///
/// Raises:
///     TypeError: An argument has the wrong type.
///     InvalidInputError: An argument is refused; `field` names it.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct Reseller(pub(crate) sendgrid_accounts::Reseller, String);

/// The `repr()`, whose first part is that of the credential.
fn representation(
    py: Python<'_>,
    credential: &str,
    options: [(&str, Option<&str>); 3],
) -> PyResult<String> {
    let mut repr = credential.to_owned();
    for (name, value) in options {
        let _ = write!(repr, ", {name}={}", value.into_pyobject(py)?.repr()?);
    }
    repr.push(')');
    Ok(repr)
}

fn configured(
    py: Python<'_>,
    credential: sendgrid_accounts::Reseller,
    repr: &str,
    dialect: Str,
    format: Str,
    base_url: Option<Str>,
) -> PyResult<Reseller> {
    let refused = |error: Error| to_python(py, &error);
    let (dialect, format) = (dialect.get(py, "dialect")?, format.get(py, "format")?);
    let base_url = base_url.get(py, "base_url")?;
    let mut credential = credential
        .dialect(dialect.parse().map_err(refused)?)
        .format(format.parse().map_err(refused)?);
    if let Some(url) = &base_url {
        credential = credential.base_url(url);
    }
    let options = [
        ("dialect", Some(dialect.as_str())),
        ("format", Some(format.as_str())),
        ("base_url", base_url.as_deref()),
    ];
    Ok(Reseller(credential, representation(py, repr, options)?))
}

#[pymethods]
impl Reseller {
    #[new]
    #[pyo3(signature = (
        username, password, *, dialect=Str::literal("reseller"), format=Str::literal("json"),
        auth=Str::literal("params"), base_url=None
    ), text_signature = "(username, password, *, dialect='reseller', format='json', auth='params', \
        base_url=None)")]
    fn new(
        py: Python<'_>,
        username: Str,
        password: Str,
        dialect: Str,
        format: Str,
        auth: Str,
        base_url: Option<Str>,
    ) -> PyResult<Self> {
        let username = username.get(py, "username")?;
        let password = password.get(py, "password")?;
        let auth = auth.get(py, "auth")?;
        let repr = format!(
            "Reseller(username={}, password=****, auth={}",
            username.as_str().into_pyobject(py)?.repr()?,
            auth.as_str().into_pyobject(py)?.repr()?
        );
        let credential = match auth.as_str() {
            "params" => sendgrid_accounts::Reseller::new(username, password),
            "basic" => sendgrid_accounts::Reseller::with_basic_auth(username, password),
            _ => return Err(invalid_input(py, "auth", "is neither \"params\" nor \"basic\"")),
        };
        configured(py, credential, &repr, dialect, format, base_url)
    }

    /// Creates a credential from an API key instead of username and password. The documents do not
    /// describe API keys for these calls; some servers may accept them.
    ///
    /// Args:
    ///     key: API key.
    ///     dialect: API dialect, `"reseller"` or the older `"distributor"`; default: reseller.
    ///     format: Response format, `"json"` or `"xml"`; results are the same; default: json.
    ///     base_url: URL before the endpoint, such as `"https://sendgrid.com/apiv2/"`; default: that of
    ///         the dialect.
    ///
    /// Raises:
    ///     TypeError: An argument has the wrong type.
    ///     InvalidInputError: An argument is refused; `field` names it.
    #[staticmethod]
    #[pyo3(signature = (
        key, *, dialect=Str::literal("reseller"), format=Str::literal("json"), base_url=None
    ), text_signature = "(key, *, dialect='reseller', format='json', base_url=None)")]
    fn with_api_key(
        py: Python<'_>,
        key: Str,
        dialect: Str,
        format: Str,
        base_url: Option<Str>,
    ) -> PyResult<Self> {
        let key = ApiKey::new(key.get(py, "api_key")?).map_err(|error| to_python(py, &error))?;
        let credential = sendgrid_accounts::Reseller::with_api_key(key);
        configured(py, credential, "Reseller.with_api_key(****", dialect, format, base_url)
    }

    fn __repr__(&self) -> &str {
        &self.1
    }

    #[expect(clippy::unused_self, reason = "a method in Python")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a Reseller holds a password or a key and cannot be pickled or copied: create one \
             where it is needed",
        ))
    }
}
