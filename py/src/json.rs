//! JSON values as Python objects.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use sendgrid_accounts::Extra;
use serde_json::Value;

pub(crate) fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Bool(value) => Ok(value.into_pyobject(py)?.to_owned().into_any()),
        Value::Number(number) => {
            if let Some(integer) = number.as_i64() {
                return Ok(integer.into_pyobject(py)?.into_any());
            }
            if let Some(integer) = number.as_u64() {
                return Ok(integer.into_pyobject(py)?.into_any());
            }
            Ok(number.as_f64().into_pyobject(py)?.into_any())
        }
        Value::String(text) => Ok(text.into_pyobject(py)?.into_any()),
        Value::Array(items) => {
            let list = PyList::empty(py);
            for item in items {
                list.append(to_python(py, item)?)?;
            }
            Ok(list.into_any())
        }
        Value::Object(fields) => Ok(object(py, fields)?.into_any()),
    }
}

pub(crate) fn object<'py>(py: Python<'py>, fields: &Extra) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (name, field) in fields {
        dict.set_item(name, to_python(py, field)?)?;
    }
    Ok(dict)
}

/// Takes a dictionary of JSON values; Python's own encoder says what is not one.
pub(crate) fn from_python(dict: &Bound<'_, PyDict>) -> PyResult<Extra> {
    let text: String = dict.py().import("json")?.getattr("dumps")?.call1((dict,))?.extract()?;
    serde_json::from_str(&text).map_err(|_| PyValueError::new_err("extra is not a JSON object"))
}
