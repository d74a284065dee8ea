//! The options of a client, and the methods that both clients share.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use sendgrid_accounts::{ClientBuilder, OnBehalfOf};

use crate::arguments::Text;
use crate::errors::{invalid_input, to_python};

/// What does not fit is beyond every bound that the core knows.
pub(crate) fn clamped<T: TryFrom<u64> + From<u8>>(count: u64) -> T {
    T::try_from(count).unwrap_or_else(|_| T::from(0))
}

/// More than any quota is any quota.
pub(crate) fn saturated(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Sets what was given, each by the builder's method of the argument's name.
macro_rules! set_given {
    ($py:ident, $builder:ident, $convert:path; $($setting:ident),* $(,)?) => {$(
        if let Some(value) = $crate::arguments::given($py, stringify!($setting), $setting)? {
            $builder = $builder.$setting($convert(value));
        }
    )*};
}

pub(crate) use set_given;

/// Makes a client.
pub(crate) fn build(py: Python<'_>, builder: ClientBuilder) -> PyResult<sendgrid_accounts::Client> {
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
