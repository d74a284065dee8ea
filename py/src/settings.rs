//! What both clients are made of, and how they show it.

use std::time::Duration;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use sendgrid_accounts::{ClientBuilder, OnBehalfOf};

use crate::argument::{Count, OrUsual, Seconds, Text, given, given_count, given_seconds};
use crate::error::{invalid_input, prepare, to_python};

/// What does not fit is beyond every bound that the core knows.
pub(crate) fn clamped<T: TryFrom<u64> + From<u8>>(count: u64) -> T {
    T::try_from(count).unwrap_or_else(|_| T::from(0))
}

/// More than any quota is any quota.
pub(crate) fn saturated(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

type SetText = fn(ClientBuilder, String) -> ClientBuilder;
type SetTime = fn(ClientBuilder, Duration) -> ClientBuilder;
type SetCount = fn(ClientBuilder, u64) -> ClientBuilder;

/// Sets those texts that were given, by their names.
pub(crate) fn with_texts<const N: usize>(
    py: Python<'_>,
    mut builder: ClientBuilder,
    texts: [(&'static str, Option<Text>, SetText); N],
) -> PyResult<ClientBuilder> {
    for (field, text, set) in texts {
        if let Some(text) = given(py, field, text)? {
            builder = set(builder, text);
        }
    }
    Ok(builder)
}

/// Sets those times that were given, by their names.
pub(crate) fn with_times<const N: usize>(
    py: Python<'_>,
    mut builder: ClientBuilder,
    times: [(&'static str, OrUsual<Seconds>, SetTime); N],
) -> PyResult<ClientBuilder> {
    for (field, time, set) in times {
        if let Some(time) = given_seconds(py, field, time.given())? {
            builder = set(builder, time);
        }
    }
    Ok(builder)
}

/// Sets those counts that were given, by their names.
pub(crate) fn with_counts<const N: usize>(
    py: Python<'_>,
    mut builder: ClientBuilder,
    counts: [(&'static str, OrUsual<Count>, SetCount); N],
) -> PyResult<ClientBuilder> {
    for (field, count, set) in counts {
        if let Some(count) = given_count(py, field, count.given())? {
            builder = set(builder, count);
        }
    }
    Ok(builder)
}

/// Makes a client.
pub(crate) fn build(py: Python<'_>, builder: ClientBuilder) -> PyResult<sendgrid_accounts::Client> {
    prepare(py)?;
    // Reading the machine's certificates takes milliseconds: others may run meanwhile.
    let client = py.detach(|| builder.face("python").build());
    client.map_err(|error| to_python(py, &error))
}

/// Whom a view acts for.
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

/// How a client shows itself.
pub(crate) fn shown(
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
