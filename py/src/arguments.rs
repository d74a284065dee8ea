//! Arguments from Python. PyO3's own conversions accept more types than wanted, and their errors may
//! hold the value, which may be a secret. An argument keeps a wrong type until [`Argument::get`], which
//! knows its name.

use std::marker::PhantomData;
use std::path::PathBuf;
use std::time::Duration;

use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDate, PyDateTime, PyFloat, PyInt, PyList, PyString, PyTuple};

use sendgrid_accounts::{Empty, FieldUpdate, Operation};

use crate::errors::invalid_input;

/// A parsed argument, which is checked by its name.
pub(crate) trait Argument {
    type Value;

    /// Returns the value, or raises `TypeError` or `InvalidInputError` for the field.
    fn get(self, py: Python<'_>, field: &'static str) -> PyResult<Self::Value>;
}

impl<A: Argument> Argument for Option<A> {
    type Value = Option<A::Value>;

    fn get(self, py: Python<'_>, field: &'static str) -> PyResult<Self::Value> {
        self.map(|argument| argument.get(py, field)).transpose()
    }
}

impl Argument for bool {
    type Value = Self;

    fn get(self, _: Python<'_>, _: &'static str) -> PyResult<Self> {
        Ok(self)
    }
}

/// Makes a struct whose fields are the arguments of the same names, and other values.
macro_rules! from_arguments {
    ($py:ident, $class:ident { $($field:ident),* $(,)? } $(with { $($other:ident),* })?) => {
        Ok($class {
            $($field: crate::arguments::Argument::get($field, $py, stringify!($field))?.into(),)*
            $($($other,)*)?
        })
    };
}

pub(crate) use from_arguments;

/// The type of a value that is not of the expected one.
pub(crate) struct WrongType(String);

impl WrongType {
    pub(crate) fn of(value: &Bound<'_, PyAny>) -> Self {
        let name = value.get_type().name();
        Self(name.map_or_else(|_| "another type".to_owned(), |name| name.to_string()))
    }

    /// The same for an item of a collection.
    pub(crate) fn inside(self) -> Self {
        Self(format!("one with {}", self.0))
    }

    pub(crate) fn error(&self, field: &str, expected: &str) -> PyErr {
        PyTypeError::new_err(format!("{field} must be {expected}, not {}", self.0))
    }
}

/// A kind of argument.
pub(crate) trait Kind {
    type Value;
    /// The expected type, for `TypeError`.
    const EXPECTED: &'static str;
    /// The problem of a value without a conversion, for `InvalidInputError`.
    const PROBLEM: &'static str;

    /// Converts a value; none if it has the right type, but no conversion.
    fn convert(value: &Bound<'_, PyAny>) -> PyResult<Result<Option<Self::Value>, WrongType>>;
}

/// A converted argument of a kind.
pub(crate) struct Converted<K: Kind>(Result<Option<K::Value>, WrongType>);

impl<K: Kind> Converted<K> {
    /// The default of an argument.
    pub(crate) fn literal(value: impl Into<K::Value>) -> Self {
        Self(Ok(Some(value.into())))
    }
}

impl<K: Kind> Argument for Converted<K> {
    type Value = K::Value;

    fn get(self, py: Python<'_>, field: &'static str) -> PyResult<K::Value> {
        let value = self.0.map_err(|wrong| wrong.error(field, K::EXPECTED))?;
        value.ok_or_else(|| invalid_input(py, field, K::PROBLEM))
    }
}

impl<'py, K: Kind> FromPyObject<'_, 'py> for Converted<K> {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        K::convert(&value).map(Self)
    }
}

/// A string without lone surrogates. Python's `UnicodeEncodeError` for one would hold the string.
pub(crate) type Str = Converted<StrKind>;
pub(crate) struct StrKind;

impl Kind for StrKind {
    type Value = String;
    const EXPECTED: &'static str = "str";
    const PROBLEM: &'static str = "is not valid Unicode: it has a lone surrogate";

    fn convert(value: &Bound<'_, PyAny>) -> PyResult<Result<Option<String>, WrongType>> {
        let string = value.cast::<PyString>().map_err(|_| WrongType::of(value));
        Ok(string.map(|string| string.to_str().ok().map(str::to_owned)))
    }
}

/// The new value of a field of an update: a string, or `sendgrid_accounts.CLEAR`.
pub(crate) type Update = Converted<UpdateKind>;
pub(crate) struct UpdateKind;

impl Kind for UpdateKind {
    type Value = FieldUpdate;
    const EXPECTED: &'static str = "str or CLEAR";
    const PROBLEM: &'static str = StrKind::PROBLEM;

    fn convert(value: &Bound<'_, PyAny>) -> PyResult<Result<Option<FieldUpdate>, WrongType>> {
        if !value.is_instance_of::<PyString>() {
            let clear = value.py().import("sendgrid_accounts._clear")?.getattr("CLEAR")?;
            if value.is(&clear) {
                return Ok(Ok(Some(FieldUpdate::Clear)));
            }
        }
        Ok(StrKind::convert(value)?.map(|string| string.map(FieldUpdate::Set)))
    }
}

/// The meaning of an empty string in an update: `"clear"` or `"ignore"`.
pub(crate) type EmptyArgument = Converted<EmptyKind>;
pub(crate) struct EmptyKind;

impl Kind for EmptyKind {
    type Value = Empty;
    const EXPECTED: &'static str = StrKind::EXPECTED;
    const PROBLEM: &'static str = "is neither \"clear\" nor \"ignore\"";

    fn convert(value: &Bound<'_, PyAny>) -> PyResult<Result<Option<Empty>, WrongType>> {
        Ok(StrKind::convert(value)?.map(|string| match string.as_deref() {
            Some("clear") => Some(Empty::Clear),
            Some("ignore") => Some(Empty::Ignore),
            _ => None,
        }))
    }
}

/// A day: a string of the form `YYYY-MM-DD`, which the core checks, or a `datetime.date`. The day of a
/// `datetime.datetime` depends on its time zone: it is refused.
pub(crate) type Date = Converted<DateKind>;
pub(crate) struct DateKind;

impl Kind for DateKind {
    type Value = String;
    const EXPECTED: &'static str = "str or datetime.date";
    const PROBLEM: &'static str = StrKind::PROBLEM;

    fn convert(value: &Bound<'_, PyAny>) -> PyResult<Result<Option<String>, WrongType>> {
        if value.is_instance_of::<PyDate>() && !value.is_instance_of::<PyDateTime>() {
            return Ok(Ok(Some(value.call_method0("isoformat")?.extract()?)));
        }
        StrKind::convert(value)
    }
}

/// Applies the argument `empty` of a method to its update.
pub(crate) fn with_empty<O: Operation>(
    py: Python<'_>,
    mut update: O,
    empty: Option<EmptyArgument>,
) -> PyResult<O> {
    if let Some(empty) = empty.get(py, "empty")? {
        update.resolve_empty(empty);
    }
    Ok(update)
}

/// A list or a tuple of strings; a single string is refused, since it would pass as its characters.
pub(crate) type StrList = Converted<StrListKind>;
pub(crate) struct StrListKind;

impl Kind for StrListKind {
    type Value = Vec<String>;
    const EXPECTED: &'static str = "a list of str";
    const PROBLEM: &'static str = StrKind::PROBLEM;

    fn convert(value: &Bound<'_, PyAny>) -> PyResult<Result<Option<Vec<String>>, WrongType>> {
        if !value.is_instance_of::<PyList>() && !value.is_instance_of::<PyTuple>() {
            return Ok(Err(WrongType::of(value)));
        }
        let strings = value.try_iter()?.map(|item| StrKind::convert(&item?));
        let strings: Result<Option<_>, _> =
            strings.collect::<PyResult<Vec<_>>>()?.into_iter().collect();
        Ok(strings.map_err(WrongType::inside))
    }
}

/// A duration in seconds: an int or a float, but not a bool.
pub(crate) type Seconds = Converted<SecondsKind>;
pub(crate) struct SecondsKind;

impl Kind for SecondsKind {
    type Value = Duration;
    const EXPECTED: &'static str = "a number of seconds";
    const PROBLEM: &'static str = "is not a positive number of seconds";

    fn convert(value: &Bound<'_, PyAny>) -> PyResult<Result<Option<Duration>, WrongType>> {
        let number = value.is_instance_of::<PyFloat>() || value.is_instance_of::<PyInt>();
        if !number || value.is_instance_of::<PyBool>() {
            return Ok(Err(WrongType::of(value)));
        }
        let seconds: Option<f64> = value.extract().ok();
        Ok(Ok(seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())))
    }
}

/// A count: an int, but not a bool. The core checks the bounds.
pub(crate) type Count<T> = Converted<CountKind<T>>;
pub(crate) struct CountKind<T>(PhantomData<T>);

impl<T: for<'a, 'py> FromPyObject<'a, 'py>> Kind for CountKind<T> {
    type Value = T;
    const EXPECTED: &'static str = "int";
    const PROBLEM: &'static str = "is negative or far too large";

    fn convert(value: &Bound<'_, PyAny>) -> PyResult<Result<Option<T>, WrongType>> {
        if !value.is_instance_of::<PyInt>() || value.is_instance_of::<PyBool>() {
            return Ok(Err(WrongType::of(value)));
        }
        Ok(Ok(value.extract().ok()))
    }
}

/// A path: a string or an `os.PathLike`.
pub(crate) type FilePath = Converted<FilePathKind>;
pub(crate) struct FilePathKind;

impl Kind for FilePathKind {
    type Value = PathBuf;
    const EXPECTED: &'static str = "str or os.PathLike";
    const PROBLEM: &'static str = "is not a valid file name";

    fn convert(value: &Bound<'_, PyAny>) -> PyResult<Result<Option<PathBuf>, WrongType>> {
        let py = value.py();
        match value.extract::<PathBuf>() {
            Ok(path) => Ok(Ok(Some(path))),
            Err(error) if error.is_instance_of::<PyUnicodeEncodeError>(py) => Ok(Ok(None)),
            Err(error) if error.is_instance_of::<PyTypeError>(py) => Ok(Err(WrongType::of(value))),
            // An exception of the object's own `__fspath__`.
            Err(error) => Err(error),
        }
    }
}
