//! Parameters of operations: their names, types and descriptions.

use serde_json::Value;

use crate::error::named;

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
        /// An object of strings, numbers and booleans, or lists of them, which repeat their name.
        Pairs = "pairs",
        /// Any JSON value.
        Json = "json",
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
    /// Whether an argument may hold secrets: it is never shown or stored.
    pub secret: bool,
    /// Description in one line.
    pub about: &'static str,
}

/// A type that an argument in JSON is read as.
pub(super) trait Argument: Sized {
    const TYPE: ParameterType;
    const REQUIRED: bool;

    /// Reads an argument; `None` if it is missing or null. The error describes what is expected.
    fn read(argument: Option<&Value>) -> Result<Self, &'static str>;
}

impl Parameter {
    pub(super) const fn new<T: Argument>(name: &'static str, about: &'static str) -> Self {
        let secret = matches!(T::TYPE, ParameterType::Secret);
        Self { name, parameter_type: T::TYPE, required: T::REQUIRED, secret, about }
    }

    /// The same, for arguments that may hold secrets.
    pub(super) const fn with_secrets(self) -> Self {
        Self { secret: true, ..self }
    }
}
