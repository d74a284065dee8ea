//! What the value objects of this package are made of beside their fields.

use std::marker::PhantomData;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMappingProxy, PyTuple};
#[cfg(feature = "stubs")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier, type_hint_subscript};

/// A class whose fields have names.
pub(crate) trait ValueObject {
    const FIELDS: &'static [&'static str];

    /// A checker of `match` wants each name as a literal.
    #[cfg(feature = "stubs")]
    const FIELD_TYPES: &'static [PyStaticExpr];
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

/// The names of the fields, for `match`.
pub(crate) struct FieldNames<T>(pub(crate) PhantomData<T>);

impl<'py, T: ValueObject> IntoPyObject<'py> for FieldNames<T> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = PyStaticExpr::Subscript {
        value: &type_hint_identifier!("builtins", "tuple"),
        slice: &PyStaticExpr::Tuple { elts: T::FIELD_TYPES },
    };

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        PyTuple::new(py, T::FIELDS)
    }
}

/// A dictionary that cannot be changed.
pub(crate) struct ReadOnly<'py>(pub(crate) Bound<'py, PyDict>);

impl<'py> IntoPyObject<'py> for ReadOnly<'py> {
    type Target = PyMappingProxy;
    type Output = Bound<'py, PyMappingProxy>;
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("types", "MappingProxyType"),
        type_hint_identifier!("builtins", "str"),
        type_hint_identifier!("builtins", "object")
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        Ok(PyMappingProxy::new(py, self.0.as_mapping()))
    }
}
