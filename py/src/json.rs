//! JSON values as Python objects.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use sendgrid_accounts::Extra;
use serde_json::Value;

pub(crate) fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(pythonize::pythonize(py, value)?)
}

pub(crate) fn object<'py>(py: Python<'py>, fields: &Extra) -> PyResult<Bound<'py, PyDict>> {
    Ok(pythonize::pythonize(py, fields)?.cast_into()?)
}

/// Converts a dictionary of JSON values; Python's encoder refuses other values.
pub(crate) fn from_python(dict: &Bound<'_, PyDict>) -> PyResult<Extra> {
    let encoded: String = dict.py().import("json")?.getattr("dumps")?.call1((dict,))?.extract()?;
    serde_json::from_str(&encoded).map_err(|_| PyValueError::new_err("extra is not a JSON object"))
}
