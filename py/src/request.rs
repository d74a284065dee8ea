//! The arguments of `client.request`.

use pyo3::exceptions::{PyRecursionError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyInt, PyList, PyMapping, PyString, PyTuple};
use sendgrid_accounts::RawRequest;

use crate::arguments::{Argument, Converted, Kind, Str, StrKind, WrongType};
use crate::errors::{invalid_input, to_python};

/// A mapping of parameters: each value is a string, an int, a bool, or a list of these, which repeats the
/// name.
pub(crate) type Parameters = Converted<ParametersKind>;
pub(crate) struct ParametersKind;

/// A mapping of strings.
pub(crate) type HeaderArguments = Converted<HeadersKind>;
pub(crate) struct HeadersKind;

type Pairs = Vec<(String, String)>;
type Conversion<T> = PyResult<Result<Option<T>, WrongType>>;

const PROBLEM: &str = "has a string that is not valid Unicode, or a number that is far too large";

impl Kind for ParametersKind {
    type Value = Pairs;
    const EXPECTED: &'static str = "a mapping of str to str, int, bool or a list of these";
    const PROBLEM: &'static str = PROBLEM;

    fn convert(value: &Bound<'_, PyAny>) -> Conversion<Pairs> {
        pairs(value, |value| {
            if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
                return value.try_iter()?.map(|item| parameter(&item?)).collect();
            }
            Ok(vec![parameter(value)?])
        })
    }
}

impl Kind for HeadersKind {
    type Value = Pairs;
    const EXPECTED: &'static str = "a mapping of str to str";
    const PROBLEM: &'static str = PROBLEM;

    fn convert(value: &Bound<'_, PyAny>) -> Conversion<Pairs> {
        pairs(value, |value| Ok(vec![StrKind::convert(value)?]))
    }
}

type Text = Result<Option<String>, WrongType>;

/// Converts the items of a mapping; `texts` converts a value.
fn pairs(
    mapping: &Bound<'_, PyAny>,
    texts: impl Fn(&Bound<'_, PyAny>) -> PyResult<Vec<Text>>,
) -> Conversion<Pairs> {
    let Ok(items) = mapping.cast::<PyMapping>() else { return Ok(Err(WrongType::of(mapping))) };
    let mut pairs = Some(Vec::new());
    for item in items.items()? {
        let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
        let name = match StrKind::convert(&name)? {
            Ok(name) => name,
            Err(wrong) => return Ok(Err(wrong.inside())),
        };
        for text in texts(&value)? {
            let text = match text {
                Ok(text) => text,
                Err(wrong) => return Ok(Err(wrong.inside())),
            };
            let pair = name.clone().zip(text);
            pairs = pairs.zip(pair).map(|(mut pairs, pair)| {
                pairs.push(pair);
                pairs
            });
        }
    }
    Ok(Ok(pairs))
}

fn parameter(value: &Bound<'_, PyAny>) -> PyResult<Text> {
    if let Ok(boolean) = value.cast::<PyBool>() {
        return Ok(Ok(Some(boolean.is_true().to_string())));
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(Ok(value.extract::<i128>().ok().map(|number| number.to_string())));
    }
    StrKind::convert(value)
}

/// Encodes a JSON value as Python's encoder does it, without blanks. `default` converts other values.
pub(crate) fn encode(
    value: &Bound<'_, PyAny>,
    field: &'static str,
    default: Option<Bound<'_, PyAny>>,
) -> PyResult<String> {
    let py = value.py();
    let options = PyDict::new(py);
    options.set_item("default", default)?;
    options.set_item("ensure_ascii", false)?;
    options.set_item("allow_nan", false)?;
    options.set_item("separators", (",", ":"))?;
    let dumps = py.import("json")?.getattr("dumps")?;
    let text = dumps.call((value,), Some(&options)).map_err(|error| {
        if error.is_instance_of::<PyValueError>(py) {
            return invalid_input(py, field, "contains NaN, an infinity or itself");
        }
        if error.is_instance_of::<PyRecursionError>(py) {
            return invalid_input(py, field, "is nested too deeply");
        }
        error
    })?;
    // A lone surrogate: Python's own error would hold the whole text.
    let text = text.cast_into::<PyString>()?.to_str().map(str::to_owned);
    text.map_err(|_| invalid_input(py, field, StrKind::PROBLEM))
}

/// The arguments as they are passed.
pub(crate) struct RequestArguments<'a, 'py> {
    pub(crate) method: Str,
    pub(crate) path: Str,
    pub(crate) params: Option<Parameters>,
    pub(crate) json: Option<&'a Bound<'py, PyAny>>,
    pub(crate) form: Option<Parameters>,
    pub(crate) idempotency: Option<Str>,
    pub(crate) headers: Option<HeaderArguments>,
}

impl RequestArguments<'_, '_> {
    /// Converts the arguments; the core checks them.
    pub(crate) fn request(self, py: Python<'_>) -> PyResult<RawRequest> {
        let refused = |error| to_python(py, &error);
        let method = self.method.get(py, "method")?.parse().map_err(refused)?;
        let idempotency = self.idempotency.get(py, "idempotency")?;
        Ok(RawRequest {
            idempotency: idempotency.map(|name| name.parse()).transpose().map_err(refused)?,
            params: self.params.get(py, "params")?.unwrap_or_default(),
            json: self.json.map(|json| encode(json, "json", None)).transpose()?,
            form: self.form.get(py, "form")?,
            headers: self.headers.get(py, "headers")?.unwrap_or_default(),
            ..RawRequest::new(method, self.path.get(py, "path")?)
        })
    }
}
