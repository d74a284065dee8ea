//! `sendgrid_accounts.Reseller`.

use std::fmt::Write;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use sendgrid_accounts::{ApiKey, Error};

use crate::arguments::{Argument, Str};
use crate::errors::{invalid_input, to_python};

/// Names of the credential's parts in errors: those of the client that checks them too.
const USERNAME: &str = "reseller_username";
const PASSWORD: &str = "reseller_password";

/// Dialect, format and credential of the customer API. Its `repr` contains no secret.
///
/// The default credential is the API key of the client. SendGrid ended username and password for its
/// APIs in 2020; other servers may need them. The username `apikey` with an API key as its password is
/// another form of that key.
///
/// Args:
///     username: Username of the account, for old servers; default: the API key of the client.
///     password: Password of the account.
///     dialect: API dialect, `"reseller"` or the older `"distributor"`; default: reseller.
///     format: Response format, `"json"` or `"xml"`; results are the same; default: json.
///     auth: `"params"` sends username and password as parameters, `"basic"` in the `Authorization`
///         header; default: params.
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
        credential.check_base_url().map_err(refused)?;
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
        username=None, password=None, *, dialect=Str::literal("reseller"),
        format=Str::literal("json"), auth=Str::literal("params"), base_url=None
    ), text_signature = "(username=None, password=None, *, dialect='reseller', format='json', \
        auth='params', base_url=None)")]
    fn new(
        py: Python<'_>,
        username: Option<Str>,
        password: Option<Str>,
        dialect: Str,
        format: Str,
        auth: Str,
        base_url: Option<Str>,
    ) -> PyResult<Self> {
        let (username, password) = (username.get(py, USERNAME)?, password.get(py, PASSWORD)?);
        let auth = auth.get(py, "auth")?.to_ascii_lowercase();
        let repr = format!(
            "Reseller(username={}, password={}, auth={}",
            username.as_deref().into_pyobject(py)?.repr()?,
            password.as_ref().map_or("None", |_| "****"),
            auth.as_str().into_pyobject(py)?.repr()?
        );
        let with_password: fn(String, String) -> sendgrid_accounts::Reseller = match auth.as_str() {
            "params" => sendgrid_accounts::Reseller::new,
            "basic" => sendgrid_accounts::Reseller::with_basic_auth,
            _ => return Err(invalid_input(py, "auth", "is neither \"params\" nor \"basic\"")),
        };
        let credential = match (username, password) {
            (Some(username), Some(password)) => with_password(username, password),
            (None, None) if auth == "params" => sendgrid_accounts::Reseller::default(),
            (None, _) => return Err(invalid_input(py, USERNAME, "is missing")),
            (_, None) => return Err(invalid_input(py, PASSWORD, "is missing")),
        };
        configured(py, credential, &repr, dialect, format, base_url)
    }

    /// Creates a credential from another API key than the client's.
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
