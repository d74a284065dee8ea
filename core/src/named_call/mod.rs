//! Operations by name, with arguments in JSON: for command lines, files and jobs.

mod api_keys;
mod customers;
mod declare;
mod parameter;
mod result;

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use serde_json::{Map, Value};

use crate::api::api_keys::CreateApiKey;
use crate::api::customers::{
    CreateCustomer, DeleteCustomer, DisableCustomer, DisableWebsite, EnableCustomer, EnableWebsite,
    GetCustomer, UpdateCustomerEmail, UpdateCustomerPassword, UpdateCustomerProfile,
    UpdateCustomerUsername,
};
use crate::client::Client;
use crate::error::{Error, Result};
use crate::expectation::Expectation;
use crate::http::sent_flag::SentFlag;
use crate::named_call::declare::FromArguments;
use crate::named_call::parameter::Arguments;
use crate::named_call::result::IntoNamedResult;
use crate::operation::{Empty, OperationInfo};

pub use parameter::{Parameter, ParameterType};
pub use result::NamedResult;

type Executing<'a> = Pin<Box<dyn Future<Output = Result<NamedResult>> + Send + 'a>>;

/// An operation of any type.
trait AnyOperation: Send + Sync {
    fn info(&self) -> OperationInfo;
    fn check(&self, empty: Empty) -> Result<()>;
    fn expectation(&self) -> Expectation;
    fn execute<'a>(&'a self, client: &'a Client, sent: &'a SentFlag) -> Executing<'a>;
}

impl<O: FromArguments> AnyOperation for O
where
    O::Output: IntoNamedResult,
{
    fn info(&self) -> OperationInfo {
        crate::operation::Operation::info(self)
    }

    fn check(&self, empty: Empty) -> Result<()> {
        let mut operation = self.clone();
        operation.resolve_empty(empty);
        operation.request().map(drop)
    }

    fn expectation(&self) -> Expectation {
        crate::operation::Operation::expectation(self)
    }

    fn execute<'a>(&'a self, client: &'a Client, sent: &'a SentFlag) -> Executing<'a> {
        Box::pin(async move {
            let output = client.execute_watched(self.clone(), sent).await?;
            Ok(output.into_result())
        })
    }
}

/// An operation that can be made by name.
struct Entry {
    info: OperationInfo,
    parameters: &'static [Parameter],
    build: fn(&Arguments<'_>) -> Result<Box<dyn AnyOperation>>,
}

impl Entry {
    const fn of<O: FromArguments>() -> Self
    where
        O::Output: IntoNamedResult,
    {
        Self { info: O::INFO, parameters: O::PARAMETERS, build: build::<O> }
    }
}

fn build<O: FromArguments>(arguments: &Arguments<'_>) -> Result<Box<dyn AnyOperation>>
where
    O::Output: IntoNamedResult,
{
    Ok(Box::new(O::from_arguments(arguments)?))
}

const ENTRIES: &[Entry] = &[
    Entry::of::<CreateCustomer>(),
    Entry::of::<DeleteCustomer>(),
    Entry::of::<GetCustomer>(),
    Entry::of::<EnableCustomer>(),
    Entry::of::<DisableCustomer>(),
    Entry::of::<EnableWebsite>(),
    Entry::of::<DisableWebsite>(),
    Entry::of::<UpdateCustomerProfile>(),
    Entry::of::<UpdateCustomerPassword>(),
    Entry::of::<UpdateCustomerUsername>(),
    Entry::of::<UpdateCustomerEmail>(),
    Entry::of::<CreateApiKey>(),
];

fn entry(operation: &str) -> Result<&'static Entry> {
    let found = ENTRIES.iter().find(|entry| entry.info.name == operation);
    found.ok_or_else(|| {
        let problem = format_args!("{operation:?} is not the name of an operation");
        Error::invalid_input("operation", problem)
    })
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
        let Entry { parameters, build, .. } = entry(operation)?;
        let operation = build(&Arguments::new(arguments, parameters)?)?;
        let mut arguments = arguments.clone();
        arguments.retain(|name, value| {
            let parameter = parameters.iter().find(|parameter| parameter.name == name);
            let is_secret =
                |parameter: &Parameter| parameter.parameter_type == ParameterType::Secret;
            !value.is_null() && !parameter.is_some_and(is_secret)
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
        self.operation.check(empty)
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
