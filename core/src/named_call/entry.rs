//! Operations of any type, made by name.

use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;

use crate::client::Client;
use crate::error::Result;
use crate::expectation::Expectation;
use crate::http::sent_flag::SentFlag;
use crate::named_call::argument::Arguments;
use crate::named_call::parameter::Parameter;
use crate::named_call::result::{IntoNamedResult, NamedResult};
use crate::operation::{Empty, Operation, OperationInfo};
use crate::validate::request as validate;

/// An operation that is made from arguments in JSON.
pub(super) trait FromArguments: Operation + Clone {
    const PARAMETERS: &'static [Parameter];

    fn from_arguments(arguments: &Arguments<'_>) -> Result<Self>;
}

type Executing<'a> = Pin<Box<dyn Future<Output = Result<NamedResult>> + Send + 'a>>;

/// An operation of any type.
pub(super) trait AnyOperation: Send + Sync {
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
        Operation::info(self)
    }

    fn check(&self, empty: Empty) -> Result<()> {
        let mut operation = self.clone();
        operation.resolve_empty(empty);
        let (request, path) = (operation.request()?, operation.path());
        if let Cow::Owned(path) = &path {
            validate::path(path)?;
        }
        request.path(&path)?;
        request.headers().map(drop)
    }

    fn expectation(&self) -> Expectation {
        Operation::expectation(self)
    }

    fn execute<'a>(&'a self, client: &'a Client, sent: &'a SentFlag) -> Executing<'a> {
        Box::pin(async move {
            let output = client.execute_watched(self.clone(), sent).await?;
            Ok(output.into_result())
        })
    }
}

/// An operation that can be made by name.
pub(super) struct Entry {
    pub(super) info: OperationInfo,
    pub(super) parameters: &'static [Parameter],
    pub(super) build: fn(&Arguments<'_>) -> Result<Box<dyn AnyOperation>>,
    pub(super) result_fields: fn() -> Option<Vec<String>>,
    /// Path of the type, in whose file the parameters are documented.
    #[cfg(test)]
    pub(super) type_name: fn() -> &'static str,
}

impl Entry {
    pub(super) const fn of<O: FromArguments>() -> Self
    where
        O::Output: IntoNamedResult,
    {
        Self {
            info: O::INFO,
            parameters: O::PARAMETERS,
            build: build::<O>,
            result_fields: O::Output::fields,
            #[cfg(test)]
            type_name: std::any::type_name::<O>,
        }
    }
}

fn build<O: FromArguments>(arguments: &Arguments<'_>) -> Result<Box<dyn AnyOperation>>
where
    O::Output: IntoNamedResult,
{
    Ok(Box::new(O::from_arguments(arguments)?))
}
