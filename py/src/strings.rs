//! A list of strings of a result, as a tuple.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::arguments::{Argument, StrList};

/// Strings of a result.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Strings(pub(crate) Vec<String>);

impl<'py> IntoPyObject<'py> for &Strings {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0)
    }
}

impl<'py> IntoPyObject<'py> for Strings {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (&self).into_pyobject(py)
    }
}

impl<'py> FromPyObject<'_, 'py> for Strings {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let strings: StrList = value.extract()?;
        strings.get(value.py(), "scopes").map(Self)
    }
}
