//! Values out of Python that PyO3's own conversions would take too readily, or whose refusal would
//! carry the value along.

use std::path::PathBuf;
use std::time::Duration;

use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyList, PyString, PyTuple};

use crate::errors::invalid_input;

/// What came in place of the wanted type. It is refused by `get`, which knows the argument's name.
struct WrongType(String);

impl WrongType {
    fn of(value: &Bound<'_, PyAny>) -> Self {
        let name = value.get_type().name();
        Self(name.map_or_else(|_| "another type".to_owned(), |name| name.to_string()))
    }

    fn error(&self, field: &str, wanted: &str) -> PyErr {
        PyTypeError::new_err(format!("{field} must be {wanted}, not {}", self.0))
    }
}

/// A text. Python's own `UnicodeEncodeError` for a lone surrogate holds the whole text, which may
/// be a password: it never leaves here.
pub(crate) struct Text(Result<Option<String>, WrongType>);

impl Text {
    /// The default of an argument.
    pub(crate) fn literal(text: &str) -> Self {
        Self(Ok(Some(text.to_owned())))
    }

    pub(crate) fn get(self, py: Python<'_>, field: &'static str) -> PyResult<String> {
        let text = self.0.map_err(|wrong| wrong.error(field, "str"))?;
        let problem = "is not valid Unicode: it has a lone surrogate";
        text.ok_or_else(|| invalid_input(py, field, problem))
    }
}

impl<'py> FromPyObject<'_, 'py> for Text {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(match value.cast::<PyString>() {
            Ok(text) => Ok(text.to_str().ok().map(str::to_owned)),
            Err(_) => Err(WrongType::of(&value)),
        }))
    }
}

/// A time in seconds: an int or a float, and not a bool.
pub(crate) struct Seconds(Result<f64, WrongType>);

impl Seconds {
    fn get(self, py: Python<'_>, field: &'static str) -> PyResult<Duration> {
        let seconds = self.0.map_err(|wrong| wrong.error(field, "a number of seconds"))?;
        Duration::try_from_secs_f64(seconds)
            .map_err(|_| invalid_input(py, field, "is not a positive number of seconds"))
    }
}

impl<'py> FromPyObject<'_, 'py> for Seconds {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let number = value.is_instance_of::<PyFloat>() || value.is_instance_of::<PyInt>();
        if !number || value.is_instance_of::<PyBool>() {
            return Ok(Self(Err(WrongType::of(&value))));
        }
        // An int beyond every float is as refused as infinity.
        Ok(Self(Ok(value.extract().unwrap_or(f64::INFINITY))))
    }
}

/// A number of things: an int, and not a bool. The core, which knows the bounds, judges what fits.
pub(crate) struct Count(Result<Option<u64>, WrongType>);

impl Count {
    fn get(self, py: Python<'_>, field: &'static str) -> PyResult<u64> {
        let count = self.0.map_err(|wrong| wrong.error(field, "int"))?;
        count.ok_or_else(|| invalid_input(py, field, "is negative or far too large"))
    }
}

impl<'py> FromPyObject<'_, 'py> for Count {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if !value.is_instance_of::<PyInt>() || value.is_instance_of::<PyBool>() {
            return Ok(Self(Err(WrongType::of(&value))));
        }
        Ok(Self(Ok(value.extract().ok())))
    }
}

/// Texts: a list or a tuple of them, and not a text, whose characters would be taken one by one.
pub(crate) struct Texts(Result<Vec<Text>, WrongType>);

impl Texts {
    /// The default of an argument.
    pub(crate) const fn none() -> Self {
        Self(Ok(Vec::new()))
    }

    pub(crate) fn get(self, py: Python<'_>, field: &'static str) -> PyResult<Vec<String>> {
        let texts = self.0.map_err(|wrong| wrong.error(field, "a list of str"))?;
        texts.into_iter().map(|text| text.get(py, field)).collect()
    }
}

impl<'py> FromPyObject<'_, 'py> for Texts {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
            return Ok(Self(Ok(value.extract()?)));
        }
        Ok(Self(Err(WrongType::of(&value))))
    }
}

/// A file: a text, or an object that knows its path.
pub(crate) struct FilePath(Result<Option<PathBuf>, WrongType>);

impl FilePath {
    pub(crate) fn get(self, py: Python<'_>, field: &'static str) -> PyResult<PathBuf> {
        let path = self.0.map_err(|wrong| wrong.error(field, "str or os.PathLike"))?;
        path.ok_or_else(|| invalid_input(py, field, "can be the name of no file here"))
    }
}

impl<'py> FromPyObject<'_, 'py> for FilePath {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let py = value.py();
        match value.extract::<PathBuf>() {
            Ok(path) => Ok(Self(Ok(Some(path)))),
            Err(error) if error.is_instance_of::<PyUnicodeEncodeError>(py) => Ok(Self(Ok(None))),
            Err(error) if error.is_instance_of::<PyTypeError>(py) => {
                Ok(Self(Err(WrongType::of(&value))))
            }
            // Whatever the object itself has raised.
            Err(error) => Err(error),
        }
    }
}

/// An argument that may be left out, though not by `None`: the core has its default.
pub(crate) enum OrDefault<T> {
    Default,
    Value(T),
}

impl<T> OrDefault<T> {
    fn value(self) -> Option<T> {
        match self {
            Self::Default => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<'a, 'py, T: FromPyObject<'a, 'py>> FromPyObject<'a, 'py> for OrDefault<T> {
    type Error = T::Error;

    fn extract(value: Borrowed<'a, 'py, PyAny>) -> Result<Self, T::Error> {
        value.extract().map(Self::Value)
    }
}

/// An argument that may be left out.
pub(crate) fn optional_string(
    py: Python<'_>,
    field: &'static str,
    value: Option<Text>,
) -> PyResult<Option<String>> {
    value.map(|text| text.get(py, field)).transpose()
}

/// A number that may be left out.
pub(crate) fn optional_count(
    py: Python<'_>,
    field: &'static str,
    value: Option<Count>,
) -> PyResult<Option<u64>> {
    value.map(|count| count.get(py, field)).transpose()
}

/// A time that may be left out.
pub(crate) fn optional_seconds(
    py: Python<'_>,
    field: &'static str,
    value: Option<Seconds>,
) -> PyResult<Option<Duration>> {
    value.map(|seconds| seconds.get(py, field)).transpose()
}

/// The same, where the core has a default.
pub(crate) fn count_or_default(
    py: Python<'_>,
    field: &'static str,
    value: OrDefault<Count>,
) -> PyResult<Option<u64>> {
    optional_count(py, field, value.value())
}

/// The same, where the core has a default.
pub(crate) fn seconds_or_default(
    py: Python<'_>,
    field: &'static str,
    value: OrDefault<Seconds>,
) -> PyResult<Option<Duration>> {
    optional_seconds(py, field, value.value())
}
