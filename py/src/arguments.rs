//! Arguments that PyO3's own conversions would take too readily, or whose refusal would carry the value
//! along.

use std::path::PathBuf;
use std::time::Duration;

use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyList, PyString, PyTuple};

use crate::errors::invalid_input;

pub(crate) type Text = Argument<String>;
pub(crate) type Texts = Argument<Vec<String>>;
pub(crate) type Seconds = Argument<Duration>;
pub(crate) type Count = Argument<u64>;
pub(crate) type FilePath = Argument<PathBuf>;

/// An argument, or why it is refused: only the method knows its name, which the error tells.
pub(crate) struct Argument<T>(Result<T, Refusal>);

pub(crate) enum Refusal {
    /// Another type than the wanted one.
    Type { wanted: &'static str, found: String },
    /// A value of the right type.
    Value(&'static str),
    /// What the object itself has raised.
    Raised(PyErr),
}

impl Refusal {
    fn of_type<T>(wanted: &'static str, value: &Bound<'_, PyAny>) -> Result<T, Self> {
        let name = value.get_type().name();
        let found = name.map_or_else(|_| "another type".to_owned(), |name| name.to_string());
        Err(Self::Type { wanted, found })
    }
}

impl<T> Argument<T> {
    /// The default of an argument.
    pub(crate) const fn of(value: T) -> Self {
        Self(Ok(value))
    }

    pub(crate) fn get(self, py: Python<'_>, field: &'static str) -> PyResult<T> {
        self.0.map_err(|refusal| match refusal {
            Refusal::Type { wanted, found } => {
                PyTypeError::new_err(format!("{field} must be {wanted}, not {found}"))
            }
            Refusal::Value(problem) => invalid_input(py, field, problem),
            Refusal::Raised(error) => error,
        })
    }
}

impl Text {
    pub(crate) fn of_str(text: &str) -> Self {
        Self::of(text.to_owned())
    }
}

impl<'py, T: Readable> FromPyObject<'_, 'py> for Argument<T> {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(T::read(&value)))
    }
}

/// A type that an argument can be read as.
pub(crate) trait Readable: Sized {
    fn read(value: &Bound<'_, PyAny>) -> Result<Self, Refusal>;
}

/// Python's own `UnicodeEncodeError` for a lone surrogate holds the whole string, which may be a
/// password: it never leaves here.
impl Readable for String {
    fn read(value: &Bound<'_, PyAny>) -> Result<Self, Refusal> {
        let Ok(text) = value.cast::<PyString>() else { return Refusal::of_type("str", value) };
        let problem = "is not valid Unicode: it has a lone surrogate";
        text.to_str().map(str::to_owned).map_err(|_| Refusal::Value(problem))
    }
}

/// A list or a tuple, and not a string, whose characters would be taken one by one.
impl Readable for Vec<String> {
    fn read(value: &Bound<'_, PyAny>) -> Result<Self, Refusal> {
        if !value.is_instance_of::<PyList>() && !value.is_instance_of::<PyTuple>() {
            return Refusal::of_type("a list of str", value);
        }
        let items = value.try_iter().map_err(Refusal::Raised)?;
        items.map(|item| String::read(&item.map_err(Refusal::Raised)?)).collect()
    }
}

/// Seconds: an int or a float, and not a bool.
impl Readable for Duration {
    fn read(value: &Bound<'_, PyAny>) -> Result<Self, Refusal> {
        let number = value.is_instance_of::<PyFloat>() || value.is_instance_of::<PyInt>();
        if !number || value.is_instance_of::<PyBool>() {
            return Refusal::of_type("a number of seconds", value);
        }
        // An int beyond every float is as refused as infinity.
        Self::try_from_secs_f64(value.extract().unwrap_or(f64::INFINITY))
            .map_err(|_| Refusal::Value("is not a positive number of seconds"))
    }
}

/// An int, and not a bool. The core, which knows the bounds, judges what fits.
impl Readable for u64 {
    fn read(value: &Bound<'_, PyAny>) -> Result<Self, Refusal> {
        if !value.is_instance_of::<PyInt>() || value.is_instance_of::<PyBool>() {
            return Refusal::of_type("int", value);
        }
        value.extract().map_err(|_| Refusal::Value("is negative or far too large"))
    }
}

/// A string, or an object that knows its path.
impl Readable for PathBuf {
    fn read(value: &Bound<'_, PyAny>) -> Result<Self, Refusal> {
        let py = value.py();
        value.extract().or_else(|error: PyErr| {
            if error.is_instance_of::<PyUnicodeEncodeError>(py) {
                return Err(Refusal::Value("can be the name of no file here"));
            }
            if error.is_instance_of::<PyTypeError>(py) {
                return Refusal::of_type("str or os.PathLike", value);
            }
            Err(Refusal::Raised(error))
        })
    }
}

/// An argument that may be left out, though not by `None`: the core has its default.
pub(crate) enum OrDefault<T> {
    Default,
    Value(T),
}

impl<'py, T: Readable> FromPyObject<'_, 'py> for OrDefault<Argument<T>> {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        value.extract().map(Self::Value)
    }
}

impl<T> From<OrDefault<T>> for Option<T> {
    fn from(argument: OrDefault<T>) -> Self {
        match argument {
            OrDefault::Default => None,
            OrDefault::Value(value) => Some(value),
        }
    }
}

/// The value of an argument that may be left out.
pub(crate) fn optional<T>(
    py: Python<'_>,
    field: &'static str,
    argument: impl Into<Option<Argument<T>>>,
) -> PyResult<Option<T>> {
    argument.into().map(|argument| argument.get(py, field)).transpose()
}

/// Makes a structure whose fields are arguments of the same names that may be left out.
macro_rules! optional_fields {
    ($py:ident, $structure:ident { $($field:ident),* $(,)? } $($rest:tt)*) => {
        $structure {
            $($field: $crate::arguments::optional($py, stringify!($field), $field)?,)*
            $($rest)*
        }
    };
}

pub(crate) use optional_fields;
