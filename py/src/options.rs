//! The options of both clients.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use sendgrid_accounts::{ClientBuilder, OnBehalfOf};

use crate::arguments::{Argument, Count, Seconds, Str, WrongType};
use crate::errors::{invalid_input, to_python};

/// Sets the options of a `Retry`.
pub(crate) fn set_retry(
    builder: ClientBuilder,
    retry: &Bound<'_, PyAny>,
) -> PyResult<ClientBuilder> {
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
pub(crate) fn set_limits(
    builder: ClientBuilder,
    limits: &Bound<'_, PyAny>,
) -> PyResult<ClientBuilder> {
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

/// Builds a client.
pub(crate) fn build(py: Python<'_>, builder: ClientBuilder) -> PyResult<sendgrid_accounts::Client> {
    // Reading the CA store takes milliseconds: other threads may run meanwhile.
    let client = py.detach(|| builder.binding("python").build());
    client.map_err(|error| {
        let renamed = RENAMED.iter().find(|(core, _)| error.field() == Some(core));
        match renamed.and_then(|(core, name)| Some((name, error.message().strip_prefix(core)?))) {
            Some((name, problem)) => invalid_input(py, name, problem.trim_start()),
            None => to_python(py, &error),
        }
    })
}

/// The account that a view acts for.
pub(crate) fn account(
    py: Python<'_>,
    subuser: Option<Str>,
    id: Option<Str>,
) -> PyResult<OnBehalfOf> {
    match (subuser, id) {
        (Some(subuser), None) => Ok(OnBehalfOf::Subuser(subuser.get(py, "on_behalf_of")?)),
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
