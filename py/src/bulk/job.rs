//! Jobs from Python.

use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyDate, PyDateTime, PyDict, PyString};
use sendgrid_accounts::{BulkJob, NamedCall, OnBehalfOf};
use serde_json::{Map, Value};

use crate::arguments::{Argument, Str, WrongType};
use crate::errors::invalid_input;
use crate::options::account;
use crate::request::encode;

const FIELD: &str = "arguments";

/// Converts a `BulkJob` of `_bulk_job.py`, whose constructor has checked the types.
pub(super) fn from_python(job: &Bound<'_, PyAny>) -> PyResult<BulkJob> {
    let py = job.py();
    let operation = job.getattr("operation")?.extract::<Str>()?.get(py, "operation")?;
    let arguments = arguments(job.getattr(FIELD)?.cast::<PyDict>()?)?;
    let mut converted = BulkJob::new(operation, &arguments);
    if let Some(key) = job.getattr("key")?.extract::<Option<Str>>()?.get(py, "key")? {
        converted = converted.with_key(key);
    }
    if let Some(account) = account_of(job)? {
        converted = converted.on_behalf_of(account);
    }
    if let Some(line) = job.getattr("line")?.extract::<Option<u64>>()? {
        converted = converted.at_line(line);
    }
    Ok(converted)
}

/// Refuses a job that acts for two accounts.
#[pyfunction]
pub(crate) fn check_account(py: Python<'_>, subuser: Option<Str>, id: Option<Str>) -> PyResult<()> {
    match (subuser, id) {
        (None, None) => Ok(()),
        (subuser, id) => account(py, subuser, id).map(drop),
    }
}

fn account_of(job: &Bound<'_, PyAny>) -> PyResult<Option<OnBehalfOf>> {
    let subuser = job.getattr("on_behalf_of")?.extract::<Option<Str>>()?;
    let id = job.getattr("account_id")?.extract::<Option<Str>>()?;
    if subuser.is_none() && id.is_none() {
        return Ok(None);
    }
    account(job.py(), subuser, id).map(Some)
}

/// Converts arguments into JSON.
fn arguments(arguments: &Bound<'_, PyDict>) -> PyResult<Map<String, Value>> {
    let py = arguments.py();
    // Python's encoder would make strings of other names.
    if let Some(name) = arguments.keys().iter().find(|name| !name.is_instance_of::<PyString>()) {
        return Err(WrongType::of(&name).inside().error(FIELD, "a mapping of str"));
    }
    let default = PyCFunction::new_closure(py, None, None, |arguments, _| {
        to_json(&arguments.get_item(0)?).map(Bound::unbind)
    })?;
    let text = encode(arguments, FIELD, Some(default.into_any()))?;
    serde_json::from_str(&text).map_err(|_| {
        invalid_input(
            py,
            FIELD,
            "is not valid JSON: a string has a lone surrogate, or it is nested too deeply",
        )
    })
}

/// A value that is not of JSON: `CLEAR`, or a day.
fn to_json<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = value.py();
    if value.is_instance_of::<PyDate>() && !value.is_instance_of::<PyDateTime>() {
        return value.call_method0("isoformat");
    }
    if value.is(&py.import("sendgrid_accounts._clear")?.getattr("CLEAR")?) {
        let clear = PyDict::new(py);
        clear.set_item("clear", true)?;
        return Ok(clear.into_any());
    }
    let wrong = WrongType::of(value).inside();
    Err(wrong.error(FIELD, "of JSON values, CLEAR and dates"))
}

/// Names of the parameters of an operation that hold no secret; none for an unknown operation.
#[pyfunction]
pub(crate) fn plain_parameters(operation: &str) -> Vec<&'static str> {
    let parameters = NamedCall::parameters(operation).unwrap_or_default();
    let plain = parameters.iter().filter(|parameter| !parameter.secret);
    plain.map(|parameter| parameter.name).collect()
}
