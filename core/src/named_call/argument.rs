//! Arguments in JSON, and how they are read.

use serde_json::{Map, Value};

use crate::api::subusers::{CreditType, SubuserRegion};
use crate::api::user::ResetFrequency;
use crate::auth::secret::Password;
use crate::error::{Error, Result};
use crate::named_call::parameter::{Argument, Parameter, ParameterType};
use crate::operation::FieldUpdate;

const MISSING: &str = "is missing";

/// Declares a type as a mandatory argument and, as `Option`, as an optional one.
macro_rules! argument {
    ($($type:ty = $variant:ident, $read:expr, $expected:literal;)*) => {
        $(
            impl Argument for $type {
                const TYPE: ParameterType = ParameterType::$variant;
                const REQUIRED: bool = true;

                fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
                    Option::read(argument)?.ok_or(MISSING)
                }
            }

            impl Argument for Option<$type> {
                const TYPE: ParameterType = ParameterType::$variant;
                const REQUIRED: bool = false;

                fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
                    let read: fn(&Value) -> Option<$type> = $read;
                    argument.map(|value| read(value).ok_or($expected)).transpose()
                }
            }
        )*
    };
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn update(value: &Value) -> Option<FieldUpdate> {
    match value {
        Value::String(value) => Some(value.as_str().into()),
        Value::Object(object)
            if object.len() == 1 && object.get("clear") == Some(&Value::Bool(true)) =>
        {
            Some(FieldUpdate::Clear)
        }
        _ => None,
    }
}

/// Names and values, in order; a list of values repeats its name.
pub(super) type Pairs = Vec<(String, String)>;

fn pairs(value: &Value) -> Option<Pairs> {
    let mut pairs = Vec::new();
    for (name, value) in value.as_object()? {
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Bool(boolean) => boolean.to_string(),
                Value::Null | Value::Array(_) | Value::Object(_) => return None,
            };
            pairs.push((name.clone(), text));
        }
    }
    Some(pairs)
}

argument! {
    String = String, string, "must be a string";
    CreditType = String, |value| string(value).map(CreditType::from), "must be a string";
    ResetFrequency = String, |value| string(value).map(ResetFrequency::from), "must be a string";
    SubuserRegion = String, |value| string(value).map(SubuserRegion::from), "must be a string";
    Password = Secret, |value| string(value).map(Password::from), "must be a string";
    FieldUpdate = Update, update, "must be a string or {\"clear\": true}";
    i64 = Integer, Value::as_i64, "must be an integer";
    u64 = Integer, Value::as_u64, "must be an integer from 0";
    Pairs = Pairs, pairs, "must be an object of strings, numbers and booleans, or lists of them";
    Value = Json, |value| Some(value.clone()), "must be JSON";
}

impl Argument for Option<bool> {
    const TYPE: ParameterType = ParameterType::Boolean;
    const REQUIRED: bool = false;

    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        argument.map(|value| value.as_bool().ok_or("must be true or false")).transpose()
    }
}

/// Optional: a missing argument is false.
impl Argument for bool {
    const TYPE: ParameterType = ParameterType::Boolean;
    const REQUIRED: bool = false;

    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        Ok(Option::read(argument)?.unwrap_or_default())
    }
}

impl Argument for Option<Vec<String>> {
    const TYPE: ParameterType = ParameterType::Strings;
    const REQUIRED: bool = false;

    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        let Some(argument) = argument else { return Ok(None) };
        let strings = argument.as_array().and_then(|items| items.iter().map(string).collect());
        strings.map(Some).ok_or("must be a list of strings")
    }
}

/// Optional: a missing list is empty. An operation that requires one checks it.
impl Argument for Vec<String> {
    const TYPE: ParameterType = ParameterType::Strings;
    const REQUIRED: bool = false;

    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        Ok(Option::read(argument)?.unwrap_or_default())
    }
}

/// The arguments of a call.
pub(super) struct Arguments<'a>(&'a Map<String, Value>);

impl<'a> Arguments<'a> {
    /// Checks that each argument has a parameter.
    pub(super) fn new(arguments: &'a Map<String, Value>, parameters: &[Parameter]) -> Result<Self> {
        let known = |name: &str| parameters.iter().any(|parameter| parameter.name == name);
        match arguments.keys().find(|name| !known(name)) {
            Some(unknown) => {
                let problem =
                    format_args!("has {unknown:?}, which is no parameter of the operation");
                Err(Error::invalid_input("arguments", problem))
            }
            None => Ok(Self(arguments)),
        }
    }

    pub(super) fn read<T: Argument>(&self, name: &'static str) -> Result<T> {
        let argument = self.0.get(name).filter(|argument| !argument.is_null());
        T::read(argument).map_err(|problem| Error::invalid_input(name, problem))
    }
}
