//! Operations by name, with arguments in JSON: for command lines, files and jobs.

mod api_keys;
mod argument;
mod customers;
mod declare;
mod entry;
mod pages;
mod parameter;
mod request;
mod result;
mod scopes;
mod subusers;
mod user;

use std::fmt;

use serde_json::{Map, Value};

use crate::api::raw_request::RawRequest;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::expectation::Expectation;
use crate::http::sent_flag::SentFlag;
use crate::named_call::argument::Arguments;
use crate::named_call::entry::{AnyOperation, Entry};
use crate::operation::{Empty, Idempotency, Operation, OperationInfo};

pub use pages::NamedPages;
pub use parameter::{Parameter, ParameterType};
pub use result::NamedResult;

/// The operations of each resource, and any other call.
const RESOURCES: [&[Entry]; 6] = [
    user::ENTRIES,
    customers::ENTRIES,
    subusers::ENTRIES,
    api_keys::ENTRIES,
    scopes::ENTRIES,
    request::ENTRIES,
];

fn entry(operation: &str) -> Result<&'static Entry> {
    let found = RESOURCES.into_iter().flatten().find(|entry| entry.info.name == operation);
    found.ok_or_else(|| {
        let problem = format_args!("{operation:?} is not the name of an operation");
        Error::invalid_input("operation", problem)
    })
}

fn of_operation(mut error: Error, info: &OperationInfo) -> Error {
    error.fields_mut().operation = Some(info.name);
    error
}

/// A call of an operation that is named by a string, such as `customers.disable`, with arguments in JSON.
/// It can be executed any number of times.
///
/// ```
/// use sendgrid_accounts::NamedCall;
/// use serde_json::json;
///
/// let arguments = json!({ "user": "reader" });
/// let call = NamedCall::new("customers.disable", arguments.as_object().unwrap())?;
/// assert_eq!(call.info().name, "customers.disable");
/// # Ok::<(), sendgrid_accounts::Error>(())
/// ```
pub struct NamedCall {
    operation: Box<dyn AnyOperation>,
    /// The arguments without secrets.
    arguments: Map<String, Value>,
}

impl NamedCall {
    /// A call of an operation. A null is a missing argument.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) for an unknown name, and for a missing or unknown
    /// argument or one of another type. The values are checked by [`check`](Self::check) and by the call.
    pub fn new(operation: &str, arguments: &Map<String, Value>) -> Result<Self> {
        let Entry { info, parameters, build, .. } = entry(operation)?;
        let operation =
            Arguments::new(arguments, parameters).and_then(|arguments| build(&arguments));
        let operation = operation.map_err(|error| of_operation(error, info))?;
        let mut arguments = arguments.clone();
        arguments.retain(|name, value| {
            let parameter = parameters.iter().find(|parameter| parameter.name == name);
            !value.is_null() && !parameter.is_some_and(|parameter| parameter.secret)
        });
        Ok(Self { operation, arguments })
    }

    /// The parameters of an operation, in the order of its documentation.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) for an unknown name.
    pub fn parameters(operation: &str) -> Result<&'static [Parameter]> {
        entry(operation).map(|entry| entry.parameters)
    }

    /// Constants of an operation. Those of `request` depend on its arguments: see [`info`](Self::info).
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) for an unknown name.
    pub fn operation(operation: &str) -> Result<OperationInfo> {
        entry(operation).map(|entry| entry.info)
    }

    /// The fields that the results of an operation have, besides unknown ones of the server, by name; none
    /// if it has no result, and `None` if its result is a list.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) for an unknown name.
    pub fn result_fields(operation: &str) -> Result<Option<Vec<String>>> {
        entry(operation).map(|entry| (entry.result_fields)())
    }

    /// Constants of the call.
    pub fn info(&self) -> OperationInfo {
        self.operation.info()
    }

    /// The arguments without secrets and nulls.
    pub fn arguments(&self) -> &Map<String, Value> {
        &self.arguments
    }

    /// Checks the values, as the call does before it is sent.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput), naming the argument.
    pub fn check(&self, empty: Empty) -> Result<()> {
        self.operation.check(empty).map_err(|error| of_operation(error, &self.info()))
    }

    /// What the call is for: the username, the id or the name that a change names; for a read, and for any
    /// other call, the only argument if that is a string, or else its arguments in JSON. None for a change
    /// that names nothing, and without arguments. It contains no secret.
    pub fn target(&self) -> Option<String> {
        let info = self.info();
        if info.idempotency != Idempotency::Safe && info.name != RawRequest::INFO.name {
            return self.expectation().target().map(str::to_owned);
        }
        let mut values = self.arguments.values();
        match (values.next(), values.next()) {
            (None, _) => None,
            (Some(Value::String(target)), None) => Some(target.clone()),
            _ => serde_json::to_string(&self.arguments).ok(),
        }
    }

    /// Expected effect of the call.
    pub fn expectation(&self) -> Expectation {
        self.operation.expectation()
    }

    /// Executes the call.
    ///
    /// # Errors
    ///
    /// As [`Client::execute`].
    pub async fn execute(&self, client: &Client) -> Result<NamedResult> {
        self.execute_watched(client, &SentFlag::default()).await
    }

    /// As [`execute`](Self::execute); see [`Client::execute_watched`].
    #[doc(hidden)]
    pub async fn execute_watched(&self, client: &Client, sent: &SentFlag) -> Result<NamedResult> {
        self.operation.execute(client, sent).await
    }
}

impl fmt::Debug for NamedCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut call = f.debug_struct("NamedCall");
        call.field("operation", &self.info().name).field("arguments", &self.arguments).finish()
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test panics on unexpected results"
)]
mod tests;
