//! The options of a client, and the methods that both clients share.

use std::time::Duration;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use sendgrid_accounts::{ClientBuilder, OnBehalfOf};

use crate::arguments::{Count, Seconds, Text};
use crate::errors::{invalid_input, to_python};

/// A count that does not fit becomes one below every bound of the core, which refuses it.
pub(crate) fn clamped<T: TryFrom<u64> + From<u8>>(count: u64) -> T {
    T::try_from(count).unwrap_or_else(|_| T::from(0))
}

/// A count that does not fit becomes one above every bound of the core.
pub(crate) fn saturated(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Sets options that have a value, each by the builder's method of the same name.
macro_rules! set_options {
    ($py:ident, $builder:ident, $convert:path; $($option:ident),* $(,)?) => {$(
        if let Some(value) = $crate::arguments::optional($py, stringify!($option), $option)? {
            $builder = $builder.$option($convert(value));
        }
    )*};
}

pub(crate) use set_options;

/// Sets options from the attributes of a value object, each by a method of the builder.
macro_rules! set_attributes {
    ($object:ident, $builder:ident, $type:ty, $convert:path; $($name:ident => $method:ident),* $(,)?) => {$(
        let argument: $type = $object.getattr(stringify!($name))?.extract()?;
        $builder = $builder.$method($convert(argument.get($object.py(), stringify!($name))?));
    )*};
}

/// Sets the options of a `Retry`.
pub(crate) fn set_retry(
    mut builder: ClientBuilder,
    retry: &Bound<'_, PyAny>,
) -> PyResult<ClientBuilder> {
    check_class(retry, "retry", "Retry")?;
    set_attributes!(
        retry, builder, Seconds, Duration::from;
        backoff => backoff, max_backoff => max_backoff, rate_limit_backoff => rate_limit_backoff
    );
    set_attributes!(
        retry, builder, Count, saturated;
        max_unknown_retries => max_unknown_retries, budget => retry_budget
    );
    set_attributes!(
        retry, builder, Count, clamped;
        cost => retry_cost, rate_limit_cost => rate_limit_retry_cost, refund => retry_refund
    );
    Ok(builder)
}

/// Sets the options of a `Limits`.
pub(crate) fn set_limits(
    mut builder: ClientBuilder,
    limits: &Bound<'_, PyAny>,
) -> PyResult<ClientBuilder> {
    check_class(limits, "limits", "Limits")?;
    set_attributes!(limits, builder, Seconds, Duration::from; idle_timeout => idle_timeout);
    set_attributes!(
        limits, builder, Count, clamped;
        max_response_bytes => max_response_bytes, max_list_bytes => max_list_bytes,
        max_headers => max_headers
    );
    Ok(builder)
}

fn check_class(object: &Bound<'_, PyAny>, field: &str, class: &str) -> PyResult<()> {
    let expected = object.py().import("sendgrid_accounts._options")?.getattr(class)?;
    if object.is_instance(&expected)? {
        return Ok(());
    }
    let found = object.get_type().name()?;
    Err(PyTypeError::new_err(format!("{field} must be {class}, not {found}")))
}

/// Options whose names in Python differ from those of the core.
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
