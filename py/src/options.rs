//! The options of both clients.

use std::ffi::CString;

use pyo3::exceptions::{PyTypeError, PyUserWarning};
use pyo3::prelude::*;
use sendgrid_accounts::{ClientBuilder, OnBehalfOf, Region};

use crate::arguments::{Argument, Count, EmptyArgument, FilePath, Seconds, Str, WrongType};
use crate::errors::{invalid_input, to_python};
use crate::rate_limit::SharedRateLimiter;
use crate::reseller::Reseller;

/// Sets the options of a `Retry`.
fn set_retry(builder: ClientBuilder, retry: &Bound<'_, PyAny>) -> PyResult<ClientBuilder> {
    check_class(retry, "retry", "Retry")?;
    Ok(builder
        .backoff(read::<Seconds>(retry, "backoff")?)
        .max_backoff(read::<Seconds>(retry, "max_backoff")?)
        .rate_limit_backoff(read::<Seconds>(retry, "rate_limit_backoff")?)
        .max_unknown_retries(read::<Count<u32>>(retry, "max_unknown_retries")?)
        .retry_budget(read::<Count<u32>>(retry, "budget")?)
        .retry_cost(read::<Count<u32>>(retry, "cost")?)
        .rate_limit_retry_cost(read::<Count<u32>>(retry, "rate_limit_cost")?)
        .retry_refund(read::<Count<u32>>(retry, "refund")?))
}

/// Sets the options of a `Limits`.
fn set_limits(builder: ClientBuilder, limits: &Bound<'_, PyAny>) -> PyResult<ClientBuilder> {
    check_class(limits, "limits", "Limits")?;
    Ok(builder
        .max_response_bytes(read::<Count<usize>>(limits, "max_response_bytes")?)
        .max_list_bytes(read::<Count<usize>>(limits, "max_list_bytes")?)
        .max_headers(read::<Count<usize>>(limits, "max_headers")?)
        .idle_timeout(read::<Seconds>(limits, "idle_timeout")?))
}

fn read<'py, A>(group: &Bound<'py, PyAny>, field: &'static str) -> PyResult<A::Value>
where
    A: Argument + for<'a> FromPyObject<'a, 'py, Error = PyErr>,
{
    group.getattr(field)?.extract::<A>()?.get(group.py(), field)
}

fn check_class(group: &Bound<'_, PyAny>, field: &str, class: &str) -> PyResult<()> {
    let expected = group.py().import("sendgrid_accounts._options")?.getattr(class)?;
    if group.is_instance(&expected)? {
        return Ok(());
    }
    Err(WrongType::of(group).error(field, class))
}

/// The names of the core's options whose names differ in Python.
const RENAMED: [(&str, &str); 4] = [
    ("retry_budget", "budget"),
    ("retry_cost", "cost"),
    ("rate_limit_retry_cost", "rate_limit_cost"),
    ("retry_refund", "refund"),
];

/// The options of a client. `None` leaves the builder's value.
pub(crate) struct ClientOptions<'a, 'py> {
    pub(crate) api_key: Option<Str>,
    pub(crate) reseller: Option<&'a Reseller>,
    pub(crate) region: Option<Str>,
    pub(crate) base_url: Option<Str>,
    pub(crate) on_behalf_of: Option<Str>,
    pub(crate) timeout: Seconds,
    pub(crate) attempt_timeout: Seconds,
    pub(crate) connect_timeout: Seconds,
    pub(crate) max_retries: Count<u32>,
    pub(crate) max_rate_limit_wait: Seconds,
    pub(crate) max_connections: Count<usize>,
    pub(crate) retry: Option<&'a Bound<'py, PyAny>>,
    pub(crate) limits: Option<&'a Bound<'py, PyAny>>,
    pub(crate) ca_bundle: Option<FilePath>,
    pub(crate) proxy: Option<Str>,
    pub(crate) trust_env: bool,
    pub(crate) shared_rate_limiter: Option<&'a SharedRateLimiter>,
    pub(crate) allow_insecure_transport: bool,
    pub(crate) empty: EmptyArgument,
}

impl ClientOptions<'_, '_> {
    /// The builder of a client with these options.
    pub(crate) fn builder(self, py: Python<'_>) -> PyResult<ClientBuilder> {
        let mut builder = ClientBuilder::default()
            .timeout(self.timeout.get(py, "timeout")?)
            .attempt_timeout(self.attempt_timeout.get(py, "attempt_timeout")?)
            .connect_timeout(self.connect_timeout.get(py, "connect_timeout")?)
            .max_retries(self.max_retries.get(py, "max_retries")?)
            .max_rate_limit_wait(self.max_rate_limit_wait.get(py, "max_rate_limit_wait")?)
            .max_connections(self.max_connections.get(py, "max_connections")?)
            .trust_env(self.trust_env)
            .empty(self.empty.get(py, "empty")?)
            .allow_insecure_transport(self.allow_insecure_transport);
        if let Some(key) = self.api_key.get(py, "api_key")? {
            builder = builder.api_key(key);
        }
        if let Some(reseller) = self.reseller {
            builder = builder.reseller(reseller.0.clone());
        }
        if let Some(region) = self.region.get(py, "region")? {
            let region: Result<Region, _> = region.parse();
            builder = builder.region(region.map_err(|error| to_python(py, &error))?);
        }
        if let Some(url) = self.base_url.get(py, "base_url")? {
            builder = builder.base_url(url);
        }
        if let Some(name) = self.on_behalf_of.get(py, "on_behalf_of")? {
            builder = builder.on_behalf_of(OnBehalfOf::Subuser(name));
        }
        if let Some(retry) = self.retry {
            builder = set_retry(builder, retry)?;
        }
        if let Some(limits) = self.limits {
            builder = set_limits(builder, limits)?;
        }
        if let Some(path) = self.ca_bundle.get(py, "ca_bundle")? {
            builder = builder.ca_bundle(path);
        }
        if let Some(url) = self.proxy.get(py, "proxy")? {
            builder = builder.proxy(url);
        }
        if let Some(shared) = self.shared_rate_limiter {
            builder = builder.shared_rate_limiter(shared.0.clone());
        }
        Ok(builder)
    }
}

/// Builds a client. Warns of an API key that may be none.
pub(crate) fn build(py: Python<'_>, builder: ClientBuilder) -> PyResult<sendgrid_accounts::Client> {
    let doubt = builder.key_doubt().map(CString::new).transpose()?;
    // Reading the CA store takes milliseconds: other threads may run meanwhile.
    let client = py.detach(|| builder.binding("python").build());
    let client = client.map_err(|error| {
        let renamed = RENAMED.iter().find(|(core, _)| error.field() == Some(core));
        match renamed.and_then(|(core, name)| Some((name, error.message().strip_prefix(core)?))) {
            Some((name, problem)) => invalid_input(py, name, problem.trim_start()),
            None => to_python(py, &error),
        }
    })?;
    if let Some(doubt) = doubt {
        PyErr::warn(py, &py.get_type::<PyUserWarning>(), &doubt, 1)?;
    }
    Ok(client)
}

/// The account that a view acts for.
pub(crate) fn account(
    py: Python<'_>,
    subuser: Option<Str>,
    id: Option<Str>,
) -> PyResult<OnBehalfOf> {
    match (subuser, id) {
        (Some(subuser), None) => Ok(OnBehalfOf::Subuser(subuser.get(py, "subuser")?)),
        (None, Some(id)) => Ok(OnBehalfOf::Account(id.get(py, "account_id")?)),
        (None, None) => Err(PyTypeError::new_err("expected a subuser or an account_id")),
        (Some(_), Some(_)) => {
            Err(invalid_input(py, "account_id", "and subuser cannot be used together"))
        }
    }
}

/// The `repr()` of a client.
pub(crate) fn representation(
    py: Python<'_>,
    class: &str,
    client: &sendgrid_accounts::Client,
) -> PyResult<String> {
    let base_url = client.base_url().into_pyobject(py)?.repr()?;
    Ok(match client.acts_for() {
        Some(account) => {
            let account = account.into_pyobject(py)?.repr()?;
            format!("{class}(base_url={base_url}, on_behalf_of={account})")
        }
        None => format!("{class}(base_url={base_url})"),
    })
}
