//! Parameters of operations: their names, types and descriptions, and how arguments in JSON are read.

use serde_json::{Map, Value};

use crate::auth::secret::Password;
use crate::error::{Error, Result, named};
use crate::operation::FieldUpdate;

named! {
    /// Type of a parameter.
    #[non_exhaustive]
    pub enum ParameterType {
        /// A string.
        String = "string",
        /// A string that is never shown or stored.
        Secret = "secret",
        /// A string that clears the field where it is empty; or `{"clear": true}`.
        Update = "update",
        /// An integer.
        Integer = "integer",
        /// `true` or `false`.
        Boolean = "boolean",
        /// A list of strings.
        Strings = "strings",
    }
}

/// A parameter of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// Name, the same in every language.
    pub name: &'static str,
    /// Type of its values.
    pub parameter_type: ParameterType,
    /// Whether an argument is mandatory.
    pub required: bool,
    /// Description in one line.
    pub about: &'static str,
}

impl Parameter {
    pub(super) const fn new<T: Argument>(name: &'static str, about: &'static str) -> Self {
        Self { name, parameter_type: T::TYPE, required: T::REQUIRED, about }
    }
}

/// A type that an argument in JSON is read as.
pub(super) trait Argument: Sized {
    const TYPE: ParameterType;
    const REQUIRED: bool;

    /// Reads an argument; `None` if it is missing or null. The error describes what is expected.
    fn read(argument: Option<&Value>) -> Result<Self, &'static str>;
}

const MISSING: &str = "is missing";

impl Argument for String {
    const TYPE: ParameterType = ParameterType::String;
    const REQUIRED: bool = true;

    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        Option::read(argument)?.ok_or(MISSING)
    }
}

impl Argument for Option<String> {
    const TYPE: ParameterType = ParameterType::String;
    const REQUIRED: bool = false;

    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        let string = |value: &Value| value.as_str().map(str::to_owned).ok_or("must be a string");
        argument.map(string).transpose()
    }
}

impl Argument for Password {
    const TYPE: ParameterType = ParameterType::Secret;
    const REQUIRED: bool = true;

    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        String::read(argument).map(Self::from)
    }
}

impl Argument for Option<FieldUpdate> {
    const TYPE: ParameterType = ParameterType::Update;
    const REQUIRED: bool = false;

    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        match argument {
            None => Ok(None),
            Some(Value::String(value)) => Ok(Some(value.as_str().into())),
            Some(Value::Object(object))
                if object.len() == 1 && object.get("clear") == Some(&Value::Bool(true)) =>
            {
                Ok(Some(FieldUpdate::Clear))
            }
            Some(_) => Err("must be a string or {\"clear\": true}"),
        }
    }
}

impl Argument for i64 {
    const TYPE: ParameterType = ParameterType::Integer;
    const REQUIRED: bool = true;

    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        Option::read(argument)?.ok_or(MISSING)
    }
}

impl Argument for Option<i64> {
    const TYPE: ParameterType = ParameterType::Integer;
    const REQUIRED: bool = false;

    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        argument.map(|value| value.as_i64().ok_or("must be an integer")).transpose()
    }
}

impl Argument for Option<u64> {
    const TYPE: ParameterType = ParameterType::Integer;
    const REQUIRED: bool = false;

    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        argument.map(|value| value.as_u64().ok_or("must be an integer from 0")).transpose()
    }
}

impl Argument for bool {
    const TYPE: ParameterType = ParameterType::Boolean;
    const REQUIRED: bool = false;

    /// A missing argument is false.
    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        Ok(Option::read(argument)?.unwrap_or_default())
    }
}

impl Argument for Option<bool> {
    const TYPE: ParameterType = ParameterType::Boolean;
    const REQUIRED: bool = false;

    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        argument.map(|value| value.as_bool().ok_or("must be true or false")).transpose()
    }
}

impl Argument for Option<Vec<String>> {
    const TYPE: ParameterType = ParameterType::Strings;
    const REQUIRED: bool = false;

    fn read(argument: Option<&Value>) -> Result<Self, &'static str> {
        let Some(argument) = argument else { return Ok(None) };
        let string = |item: &Value| item.as_str().map(str::to_owned);
        let strings = argument.as_array().and_then(|items| items.iter().map(string).collect());
        strings.map(Some).ok_or("must be a list of strings")
    }
}

/// An optional list; a list that a call requires is checked by its operation.
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
