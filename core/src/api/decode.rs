//! Decoding of the responses of the v3 APIs, whose status is 2xx.

use serde_json::Value;

use crate::codec::json::{describe, parse};
use crate::codec::lenient::Lenient;
use crate::codec::object::{FromObject, Object};
use crate::error::{Error, Outcome, Result};
use crate::http::error_body::ErrorBody;
use crate::http::status::refusal_in_body;
use crate::operation::Response;

/// Decodes a result. A body that reports an error is a refusal, whatever its status.
pub(crate) fn decode<T: FromObject>(response: &Response) -> Result<T> {
    object(response, T::NAMES).map(T::from)
}

/// Decodes a result with at least one member that is the body, or the one row of its member `wrapper`.
pub(crate) fn decode_one<T: FromObject>(response: &Response, wrapper: &'static str) -> Result<T> {
    let mut object = object(response, &[T::NAMES, &[wrapper]].concat())?;
    if T::NAMES.iter().any(|name| object.members().contains_key(*name)) {
        return Ok(T::from(object));
    }
    let rows = object.take_rows(wrapper).unwrap_or_default();
    let [row] = <[Object; 1]>::try_from(rows).map_err(|_| undocumented(response))?;
    Ok(T::from(row))
}

/// Decodes the result of a change whose response may lack a body (HTTP 204).
pub(crate) fn decode_or_nothing<T: FromObject>(response: &Response) -> Result<T> {
    if response.status() == 204 && response.text().trim_ascii().is_empty() {
        return Ok(T::from(Object::default()));
    }
    decode(response)
}

/// Decodes a result of which some members are required; `names` are all its members.
pub(crate) fn decode_required<T>(
    response: &Response,
    names: &[&str],
    read: impl FnOnce(Object) -> Option<T>,
) -> Result<T> {
    read(object(response, names)?).ok_or_else(|| undocumented(response))
}

/// Decodes the response to a call without a result, whose body may be empty.
pub(crate) fn decode_nothing(response: &Response) -> Result<()> {
    if response.text().trim_ascii().is_empty() {
        return Ok(());
    }
    object(response, &[]).map(|_| ())
}

/// Decodes a list: an array of objects, as it is or as the one member `wrapper` of an object.
pub(crate) fn decode_rows<T: FromObject>(
    response: &Response,
    wrapper: Option<&'static str>,
) -> Result<Vec<T>> {
    if wrapper.is_none() && starts_with(response, b'[') {
        return parse(&response.text()).map_err(|error| unusable(response, &error));
    }
    let mut object = object(response, wrapper.as_slice())?;
    let rows = wrapper.and_then(|wrapper| object.take_rows(wrapper));
    let rows = rows.ok_or_else(|| undocumented(response))?;
    Ok(rows.into_iter().map(T::from).collect())
}

fn starts_with(response: &Response, first: u8) -> bool {
    response.text().trim_ascii_start().first() == Some(&first)
}

fn object(response: &Response, names: &[&str]) -> Result<Object> {
    let object: Object = parse(&response.text()).map_err(|error| unusable(response, &error))?;
    let members = object.members();
    if !["errors", "error"].iter().any(|name| members.get(*name).is_some_and(says_something))
        && !members.get("code").is_some_and(is_error_code)
    {
        return Ok(object);
    }
    if names.iter().any(|name| members.contains_key(*name)) {
        let message = "the response has both a result and an error";
        return Err(response.unusable(Outcome::Unknown, message).permanent());
    }
    let body = ErrorBody::from_json(Value::Object(object.rest()));
    Err(refusal_in_body(response, body, None))
}

/// A whole body of another form, such as a page of a proxy, has no other form when it is asked for again,
/// and nobody knows whether the API sent it.
fn unusable(response: &Response, error: &serde_json::Error) -> Error {
    response.unusable(Outcome::Unknown, describe("the response", error)).permanent()
}

fn undocumented(response: &Response) -> Error {
    let message = "the response does not have the documented form";
    response.unusable(Outcome::Unknown, message).permanent()
}

/// Whether `errors` or `error` has an error.
fn says_something(errors: &Value) -> bool {
    match errors {
        Value::Null | Value::Bool(false) => false,
        Value::String(string) => !string.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(true) | Value::Number(_) => true,
    }
}

fn is_error_code(code: &Value) -> bool {
    i64::read(code).is_some_and(|code| (400..=599).contains(&code))
}
