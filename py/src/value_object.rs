//! The methods that all value objects share.

use pyo3::PyTypeInfo;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use sendgrid_accounts::Extra;

use crate::json;

/// A result of a call, which is converted into a Python object.
pub(crate) trait CallResult: Send + 'static {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>>;
}

impl CallResult for () {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Ok(py.None())
    }
}

/// Methods that PyO3 does not derive from the fields of a class.
pub(crate) trait ValueObject: PyTypeInfo {
    const FIELDS: &'static [&'static str];

    /// Values of the fields, in order.
    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>>;

    /// Fields unknown to this version; none if there are none.
    fn extra_fields(&self) -> Option<&Extra>;

    fn extra_as_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.extra_fields().map_or_else(|| Ok(PyDict::new(py)), |extra| json::object(py, extra))
    }

    fn as_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (field, value) in Self::FIELDS.iter().zip(self.values(py)?) {
            dict.set_item(field, value)?;
        }
        dict.update(self.extra_as_dict(py)?.as_mapping())?;
        Ok(dict)
    }

    fn representation(&self, py: Python<'_>) -> PyResult<String> {
        let mut fields = Vec::new();
        for (field, value) in Self::FIELDS.iter().zip(self.values(py)?) {
            fields.push(format!("{field}={}", value.repr()?));
        }
        if self.extra_fields().is_some() {
            fields.push(format!("extra={}", self.extra_as_dict(py)?.repr()?));
        }
        Ok(format!("{}({})", py.get_type::<Self>().name()?, fields.join(", ")))
    }

    /// The arguments from which pickle rebuilds an equal object.
    fn reduce<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let rebuild = py.import("sendgrid_accounts._models")?.getattr("rebuild")?;
        let arguments = (py.get_type::<Self>(), self.values(py)?, self.extra_as_dict(py)?);
        (rebuild, arguments).into_pyobject(py)
    }
}

/// Removes the `r#` of a name that is a keyword in Rust.
pub(crate) const fn field_name(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', rest @ ..] => match core::str::from_utf8(rest) {
            Ok(name) => name,
            Err(_) => name,
        },
        _ => name,
    }
}

/// Declares the methods of a value object: its own and the shared ones.
macro_rules! value_methods {
    ($class:ident { $($own:tt)* }) => {
        #[pymethods]
        impl $class {
            $($own)*

            /// Unknown fields of the response, and values that do not fit, as a read-only mapping.
            #[getter]
            fn extra<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyMappingProxy>> {
                Ok(PyMappingProxy::new(py, self.extra_as_dict(py)?.as_mapping()))
            }

            /// Returns the fields as a dictionary, including unknown ones.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                self.as_dict(py)
            }

            #[classattr]
            fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
                PyTuple::new(py, Self::FIELDS)
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                self.representation(py)
            }

            /// Hash of the fields without `extra`, which may be unhashable.
            fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
                self.values(py)?.hash()
            }

            fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                self.reduce(py)
            }
        }
    };
}

pub(crate) use value_methods;
