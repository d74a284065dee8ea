//! What the value objects of this package are made of beside their fields.

use pyo3::PyTypeInfo;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use sendgrid_accounts::Extra;

use crate::json;

/// A result of the core that becomes a Python object.
pub(crate) trait Returned: Send + 'static {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>>;
}

impl Returned for () {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Ok(py.None())
    }
}

/// What PyO3 does not offer by itself for a class that is its fields.
pub(crate) trait ValueObject: PyTypeInfo {
    const FIELDS: &'static [&'static str];

    /// The values of the fields, in order.
    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>>;

    /// Fields that this version does not know; none where there is none.
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

    fn shown(&self, py: Python<'_>) -> PyResult<String> {
        let mut shown = Vec::new();
        for (field, value) in Self::FIELDS.iter().zip(self.values(py)?) {
            shown.push(format!("{field}={}", value.repr()?));
        }
        if self.extra_fields().is_some() {
            shown.push(format!("extra={}", self.extra_as_dict(py)?.repr()?));
        }
        Ok(format!("{}({})", py.get_type::<Self>().name()?, shown.join(", ")))
    }

    /// What pickle makes an equal object of.
    fn reduced<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let rebuild = py.import("sendgrid_accounts._models")?.getattr("rebuild")?;
        let arguments = (py.get_type::<Self>(), self.values(py)?, self.extra_as_dict(py)?);
        (rebuild, arguments).into_pyobject(py)
    }
}

/// A field whose name is a word of Rust's is written `r#type` there.
pub(crate) const fn field_name(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', rest @ ..] => match core::str::from_utf8(rest) {
            Ok(name) => name,
            Err(_) => name,
        },
        _ => name,
    }
}

/// Declares the methods of a value object: its own, and those that all share.
macro_rules! value_methods {
    ($class:ident { $($own:tt)* }) => {
        #[pymethods]
        impl $class {
            $($own)*

            /// Fields that a server sends and this version does not know, as a read-only mapping.
            #[getter]
            fn extra<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyMappingProxy>> {
                Ok(PyMappingProxy::new(py, self.extra_as_dict(py)?.as_mapping()))
            }

            /// Returns the fields as a dictionary, unknown ones beside the known.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                self.as_dict(py)
            }

            #[classattr]
            fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
                PyTuple::new(py, Self::FIELDS)
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                self.shown(py)
            }

            /// Equal objects have equal fields; `extra` need not be hashable and is left out.
            fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
                self.values(py)?.hash()
            }

            fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                self.reduced(py)
            }
        }
    };
}

pub(crate) use value_methods;
