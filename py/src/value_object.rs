//! Value objects: their declaration, and the methods that all of them share.

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
    /// The types of the fields, as in Rust.
    const TYPES: &'static [&'static str];
    /// The field that no dictionary has.
    const SECRET: Option<&'static str> = None;
    /// Whether the class has `extra`.
    const HAS_EXTRA: bool = true;

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
            if Self::SECRET == Some(field) {
                continue;
            }
            match value.cast::<PyTuple>() {
                Ok(strings) => dict.set_item(field, strings.to_list())?,
                Err(_) => dict.set_item(field, value)?,
            }
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

    /// A changed copy.
    fn replaced<'py>(
        &self,
        py: Python<'py>,
        changes: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let fields = PyDict::new(py);
        for (field, value) in Self::FIELDS.iter().zip(self.values(py)?) {
            fields.set_item(field, value)?;
        }
        if Self::HAS_EXTRA {
            fields.set_item("extra", self.extra_as_dict(py)?)?;
        }
        if let Some(changes) = changes {
            fields.update(changes.as_mapping())?;
        }
        py.get_type::<Self>().call((), Some(&fields))
    }

    /// The schema for pydantic.
    fn schema(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let types = PyDict::new(py);
        for (field, name) in Self::FIELDS.iter().zip(Self::TYPES) {
            types.set_item(field, python_type(name))?;
        }
        let schema = py.import("sendgrid_accounts._pydantic")?.getattr("schema")?;
        schema.call1((py.get_type::<Self>(), types, Self::HAS_EXTRA))
    }

    /// The arguments from which pickle rebuilds an equal object.
    fn reduce<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let rebuild = py.import("sendgrid_accounts._models")?.getattr("rebuild")?;
        let arguments = (py.get_type::<Self>(), self.values(py)?, self.extra_as_dict(py)?);
        (rebuild, arguments).into_pyobject(py)
    }
}

fn python_type(name: &str) -> &str {
    match name {
        "i64" | "u64" => "int",
        "SystemTime" => "datetime",
        "f64" => "float",
        "bool" => "bool",
        "Strings" => "list",
        "ApiKeySecret" => "secret",
        _ => "str",
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

/// Declares the methods of a result: its own, `extra`, and those of all value objects.
macro_rules! result_methods {
    ($class:ident { $($own:tt)* }) => {
        crate::value_object::value_methods! { $class {
            $($own)*

            /// Unknown fields of the response, and values that do not fit, as a read-only mapping.
            #[getter]
            fn extra<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyMappingProxy>> {
                Ok(PyMappingProxy::new(py, self.extra_as_dict(py)?.as_mapping()))
            }
        } }
    };
}

/// Declares the methods of a value object: its own and the shared ones.
macro_rules! value_methods {
    ($class:ident { $($own:tt)* }) => {
        #[pymethods]
        impl $class {
            $($own)*

            /// Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields.
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

            #[pyo3(signature = (**changes))]
            fn __replace__<'py>(
                &self,
                py: Python<'py>,
                changes: Option<&Bound<'py, PyDict>>,
            ) -> PyResult<Bound<'py, PyAny>> {
                self.replaced(py, changes)
            }

            #[staticmethod]
            #[pyo3(signature = (source, handler, /))]
            fn __get_pydantic_core_schema__<'py>(
                source: &Bound<'py, PyAny>,
                handler: &Bound<'py, PyAny>,
            ) -> PyResult<Bound<'py, PyAny>> {
                let _ = handler;
                Self::schema(source.py())
            }
        }
    };
}

/// Declares a value object: frozen, comparable, hashable, picklable, matchable, with its fields in the
/// repr. Secrets are attributes only: no repr, dictionary, hash or pickle has them.
macro_rules! value_object {
    (
        $(#[$class_doc:meta])*
        $class:ident from $core:ty as $value:ident {
            $($(#[$field_doc:meta])* $field:ident: $type:ty = $from:expr,)*
        }
        $(secrets { $($(#[$secret_doc:meta])* $secret:ident = $token:expr,)* })?
    ) => {
        $(#[$class_doc])*
        #[allow(clippy::struct_field_names, reason = "the server's names")]
        #[pyclass(frozen, eq, module = "sendgrid_accounts")]
        #[derive(Clone, PartialEq)]
        pub(crate) struct $class {
            $(
                $(#[$field_doc])*
                #[pyo3(get)]
                $field: Option<$type>,
            )*
            $($(
                $(#[$secret_doc])*
                #[pyo3(get)]
                $secret: Option<crate::secret_token::SecretToken>,
            )*)?
            extra: Extra,
        }

        impl From<$core> for $class {
            fn from($value: $core) -> Self {
                Self {
                    $($field: $from,)*
                    $($($secret: $token.map(Into::into),)*)?
                    extra: $value.extra,
                }
            }
        }

        impl CallResult for $core {
            fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
                $class::from(self).into_py_any(py)
            }
        }

        impl ValueObject for $class {
            const FIELDS: &[&str] = &[$(field_name(stringify!($field)),)*];
            const TYPES: &[&str] = &[$(stringify!($type),)*];

            fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                let values: [Bound<'py, PyAny>; _] =
                    [$(self.$field.as_ref().into_pyobject(py)?.into_any(),)*];
                PyTuple::new(py, values)
            }

            fn extra_fields(&self) -> Option<&Extra> {
                (!self.extra.is_empty()).then_some(&self.extra)
            }
        }

        result_methods! { $class {
            #[new]
            #[allow(clippy::too_many_arguments, reason = "as many as there are fields")]
            #[pyo3(signature = ($($field=None,)* *, extra: "dict[str, object] | None"=None))]
            fn new($($field: Option<$type>,)* extra: Option<Bound<'_, PyDict>>) -> PyResult<Self> {
                let extra = extra.map(|extra| json::from_python(&extra)).transpose()?;
                Ok(Self { $($field,)* $($($secret: None,)*)? extra: extra.unwrap_or_default() })
            }
        } }
    };
}

pub(crate) use {result_methods, value_methods, value_object};
