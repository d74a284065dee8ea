//! The settings of both clients.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use sendgrid_accounts::{ClientBuilder, OnBehalfOf};

use crate::arguments::{Text, optional_count, optional_seconds};
use crate::errors::{invalid_input, to_python};

/// A count that does not fit becomes one below every bound of the core, which refuses it.
pub(crate) fn clamped<T: TryFrom<u64> + From<u8>>(count: u64) -> T {
    T::try_from(count).unwrap_or_else(|_| T::from(0))
}

/// A count that does not fit becomes one above every bound of the core.
pub(crate) fn saturated(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A setting: its name, the argument, and the method that sets it.
type Setting<A, V> = (&'static str, A, fn(ClientBuilder, V) -> ClientBuilder);

/// Sets all arguments that have a value; `read` takes the value, or refuses it by its name.
pub(crate) fn set_all<A, V, const N: usize>(
    py: Python<'_>,
    mut builder: ClientBuilder,
    read: fn(Python<'_>, &'static str, A) -> PyResult<Option<V>>,
    settings: [Setting<A, V>; N],
) -> PyResult<ClientBuilder> {
    for (field, argument, set) in settings {
        if let Some(value) = read(py, field, argument)? {
            builder = set(builder, value);
        }
    }
    Ok(builder)
}

/// The settings of a `Retry`.
pub(crate) fn set_retry(
    builder: ClientBuilder,
    retry: &Bound<'_, PyAny>,
) -> PyResult<ClientBuilder> {
    let py = retry.py();
    check_class(retry, "retry", "Retry")?;
    let builder = set_all(
        py,
        builder,
        optional_seconds,
        [
            ("backoff", attribute(retry, "backoff")?, ClientBuilder::backoff),
            ("max_backoff", attribute(retry, "max_backoff")?, ClientBuilder::max_backoff),
            (
                "rate_limit_backoff",
                attribute(retry, "rate_limit_backoff")?,
                ClientBuilder::rate_limit_backoff,
            ),
        ],
    )?;
    set_all(
        py,
        builder,
        optional_count,
        [
            ("max_unknown_retries", attribute(retry, "max_unknown_retries")?, |it, count| {
                it.max_unknown_retries(saturated(count))
            }),
            ("budget", attribute(retry, "budget")?, |it, count| it.retry_budget(saturated(count))),
            ("cost", attribute(retry, "cost")?, |it, count| it.retry_cost(clamped(count))),
            ("rate_limit_cost", attribute(retry, "rate_limit_cost")?, |it, count| {
                it.rate_limit_retry_cost(clamped(count))
            }),
            ("refund", attribute(retry, "refund")?, |it, count| it.retry_refund(clamped(count))),
        ],
    )
}

/// The settings of a `Limits`.
pub(crate) fn set_limits(
    builder: ClientBuilder,
    limits: &Bound<'_, PyAny>,
) -> PyResult<ClientBuilder> {
    let py = limits.py();
    check_class(limits, "limits", "Limits")?;
    let idle = optional_seconds(py, "idle_timeout", attribute(limits, "idle_timeout")?)?;
    let builder = idle.into_iter().fold(builder, ClientBuilder::idle_timeout);
    set_all(
        py,
        builder,
        optional_count,
        [
            ("max_response_bytes", attribute(limits, "max_response_bytes")?, |it, count| {
                it.max_response_bytes(clamped(count))
            }),
            ("max_list_bytes", attribute(limits, "max_list_bytes")?, |it, count| {
                it.max_list_bytes(clamped(count))
            }),
            ("max_headers", attribute(limits, "max_headers")?, |it, count| {
                it.max_headers(clamped(count))
            }),
        ],
    )
}

fn attribute<'py, T>(object: &Bound<'py, PyAny>, name: &str) -> PyResult<Option<T>>
where
    T: for<'a> FromPyObject<'a, 'py, Error = PyErr>,
{
    object.getattr(name)?.extract().map(Some)
}

fn check_class(object: &Bound<'_, PyAny>, field: &str, class: &str) -> PyResult<()> {
    let expected = object.py().import("sendgrid_accounts._options")?.getattr(class)?;
    if object.is_instance(&expected)? {
        return Ok(());
    }
    let found = object.get_type().name()?;
    Err(PyTypeError::new_err(format!("{field} must be {class}, not {found}")))
}

/// The names of the core's settings whose names differ in Python.
const RENAMED: [(&str, &str); 4] = [
    ("retry_budget", "budget"),
    ("retry_cost", "cost"),
    ("rate_limit_retry_cost", "rate_limit_cost"),
    ("retry_refund", "refund"),
];

/// Makes a client.
pub(crate) fn build(py: Python<'_>, builder: ClientBuilder) -> PyResult<sendgrid_accounts::Client> {
    // Reading the machine's certificates takes milliseconds: others may run meanwhile.
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
    subuser: Option<Text>,
    id: Option<Text>,
) -> PyResult<OnBehalfOf> {
    match (subuser, id) {
        (Some(subuser), None) => Ok(OnBehalfOf::Subuser(subuser.get(py, "on_behalf_of")?)),
        (None, Some(id)) => Ok(OnBehalfOf::Account(id.get(py, "account_id")?)),
        (None, None) => Err(PyTypeError::new_err("give a subuser or an account_id")),
        (Some(_), Some(_)) => {
            Err(invalid_input(py, "account_id", "and subuser cannot both be given"))
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
