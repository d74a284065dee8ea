//! The results of the Subusers API.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMappingProxy, PyTuple};
use sendgrid_accounts::{Extra, subusers};

use crate::json;
use crate::value_object::{CallResult, ValueObject, field_name, result_methods, value_object};

/// Adds the classes of the results to the module.
pub(crate) fn add_classes(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<CreatedSubuser>()?;
    module.add_class::<Reputation>()?;
    module.add_class::<Subuser>()?;
    module.add_class::<SubuserCredits>()
}

value_object! {
    /// A subuser. A field that the response lacks is `None`.
    Subuser from subusers::Subuser as value {
        /// Number of the subuser.
        id: i64 = value.id,
        /// Username, which identifies the subuser in other calls.
        username: String = value.username,
        /// E-mail address.
        email: String = value.email,
        /// Whether the subuser is disabled.
        disabled: bool = value.disabled,
        /// Region of the subuser's data, `global` or `eu`. Only lists have it, and only where it is asked for.
        region: String = value.region.map(String::from),
    }
}

value_object! {
    /// A new subuser, as the response to its creation describes it. The tokens are secrets: no `repr()`,
    /// `to_dict()` or pickle has them.
    CreatedSubuser from subusers::CreatedSubuser as value {
        /// Number of the subuser.
        id: i64 = value.id,
        /// Username, which identifies the subuser in other calls.
        username: String = value.username,
        /// E-mail address.
        email: String = value.email,
        /// How the credits of the subuser are reset: `unlimited`, `recurring` or `nonrecurring`.
        credit_type: String = value.credit_type.map(String::from),
        /// Region of the subuser's data, if the call set one.
        region: String = value.region.map(String::from),
    }
    secrets {
        /// Token for calls of the subuser; newer servers return none.
        authorization_token = value.authorization_token,
        /// Token of the sign-up; newer servers return none.
        signup_session_token = value.signup_session_token,
    }
}

value_object! {
    /// Credits of a subuser: the number of messages that it may send. A subuser without a limit has no
    /// numbers.
    SubuserCredits from subusers::SubuserCredits as value {
        /// How the credits are reset: `unlimited`, `recurring` or `nonrecurring`.
        r#type: String = value.credit_type.map(String::from),
        /// Interval of the resets, of recurring credits only.
        reset_frequency: String = value.reset_frequency.map(String::from),
        /// Remaining credits.
        remain: i64 = value.remain,
        /// Credits after a reset.
        total: i64 = value.total,
        /// Used credits.
        used: i64 = value.used,
    }
}

value_object! {
    /// Sender reputation of a subuser. For subusers of the EU region, servers return wrong values.
    Reputation from subusers::Reputation as value {
        /// Username of the subuser.
        username: String = value.username,
        /// Sender reputation, 0 to 100.
        reputation: f64 = value.reputation,
    }
}

/// Makes a tuple of the rows of a list.
fn tuple<T: CallResult>(py: Python<'_>, rows: Vec<T>) -> PyResult<Py<PyAny>> {
    let rows = rows.into_iter().map(|row| row.into_python(py)).collect::<PyResult<Vec<_>>>()?;
    PyTuple::new(py, rows)?.into_py_any(py)
}

impl CallResult for Vec<subusers::Subuser> {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        tuple(py, self)
    }
}

impl CallResult for Vec<subusers::Reputation> {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        tuple(py, self)
    }
}

impl CallResult for Vec<String> {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        PyTuple::new(py, self)?.into_py_any(py)
    }
}
