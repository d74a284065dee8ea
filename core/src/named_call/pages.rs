//! Lists by name, whose pages are read one after the other.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::api::customers::ListCustomers;
use crate::api::pages::{Paged, Pages};
use crate::api::subusers::ListSubusers;
use crate::client::Client;
use crate::error::Result;
use crate::named_call::argument::Arguments;
use crate::named_call::entry::FromArguments;
use crate::named_call::{NamedCall, entry, of_operation};
use crate::operation::Operation;

type Build = fn(&Arguments<'_>, &Client) -> Result<NamedPages>;

const LISTS: &[(&str, Build)] = &[
    (ListCustomers::INFO.name, |arguments, client| {
        Ok(rows(client, ListCustomers::from_arguments(arguments)?.filter))
    }),
    (ListSubusers::INFO.name, |arguments, client| {
        Ok(rows(client, ListSubusers::from_arguments(arguments)?.filter))
    }),
];

fn rows<P: Paged>(client: &Client, filter: P) -> NamedPages
where
    P::Item: Serialize + 'static,
    Pages<P>: Send + 'static,
{
    NamedPages(Box::pin(Rows(Pages::new(client, filter))))
}

/// Rows of all pages of a list, in JSON.
pub struct NamedPages(Pin<Box<dyn Stream<Item = Result<Value>> + Send>>);

impl NamedPages {
    /// The next row; `None` at the end.
    ///
    /// # Errors
    ///
    /// As [`Pages::next`].
    pub async fn next(&mut self) -> Option<Result<Value>> {
        poll_fn(|context| self.0.as_mut().poll_next(context)).await
    }
}

impl Stream for NamedPages {
    type Item = Result<Value>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl fmt::Debug for NamedPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NamedPages").finish_non_exhaustive()
    }
}

struct Rows<P: Paged>(Pages<P>);

impl<P: Paged> Stream for Rows<P>
where
    P::Item: Serialize,
{
    type Item = Result<Value>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let row = Pin::new(&mut self.0).poll_next(context);
        row.map(|row| row.map(|row| Ok(serde_json::to_value(row?).unwrap_or_default())))
    }
}

impl NamedCall {
    /// Whether an operation reads a page of a list, of which [`pages`](Self::pages) reads all.
    pub fn has_pages(operation: &str) -> bool {
        LISTS.iter().any(|(name, _)| *name == operation)
    }

    /// The rows of all pages of a list, from the arguments of the operation that reads one page: `limit` is
    /// the size of a page. `None` if the operation reads no pages.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn pages(
        operation: &str,
        arguments: &Map<String, Value>,
        client: &Client,
    ) -> Result<Option<NamedPages>> {
        let Some((_, build)) = LISTS.iter().find(|(name, _)| *name == operation) else {
            return Ok(None);
        };
        let entry = entry(operation)?;
        let arguments = Arguments::new(arguments, entry.parameters);
        let pages = arguments.and_then(|arguments| build(&arguments, client));
        pages.map(Some).map_err(|error| of_operation(error, &entry.info))
    }
}
