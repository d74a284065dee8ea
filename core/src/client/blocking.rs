//! The blocking client, for programs without an async runtime.

use crate::auth::on_behalf_of::OnBehalfOf;
use crate::client::builder::ClientBuilder;
use crate::client::config::CallOptions;
use crate::client::runtime;
use crate::error::Result;
use crate::operation::Operation;
use crate::rate_limit::limits::RateLimit;

/// A client whose calls block the calling thread until they end.
///
/// Calls run on the worker of this process, which also watches idle connections. The client may be
/// used from any number of threads at a time, also inside an async runtime.
#[derive(Clone, Debug)]
pub struct Client {
    client: crate::client::Client,
}

impl Client {
    /// A client for the global region, with default settings.
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::build`](crate::ClientBuilder::build).
    pub fn with_api_key(key: impl Into<String>) -> Result<Self> {
        crate::client::Client::with_api_key(key).map(Self::from)
    }

    /// A builder with default settings. Its `build` returns a client of this type.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new()
    }

    /// A client with the settings of the environment; see [`crate::client::Client::from_env`].
    ///
    /// # Errors
    ///
    /// As [`crate::client::Client::from_env`].
    pub fn from_env() -> Result<Self> {
        crate::client::Client::from_env().map(Self::from)
    }

    /// A client that acts for another account; see [`crate::client::Client::on_behalf_of`].
    ///
    /// # Errors
    ///
    /// As [`crate::client::Client::on_behalf_of`].
    pub fn on_behalf_of(&self, account: &OnBehalfOf) -> Result<Self> {
        self.client.on_behalf_of(account).map(Self::from)
    }

    /// A client with other limits per call; see [`crate::client::Client::with_options`].
    ///
    /// # Errors
    ///
    /// As [`crate::client::Client::with_options`].
    pub fn with_options(&self, options: &CallOptions) -> Result<Self> {
        self.client.with_options(options).map(Self::from)
    }

    /// The base URL of the Users API.
    pub fn base_url(&self) -> &str {
        self.client.base_url()
    }

    /// The value of the header `On-Behalf-Of`; `None` if the client acts for its own account.
    pub fn acts_for(&self) -> Option<&str> {
        self.client.acts_for()
    }

    /// The rate limits that the servers reported; see [`crate::client::Client::rate_limits`].
    pub fn rate_limits(&self) -> Vec<RateLimit> {
        self.client.rate_limits()
    }

    /// Closes the client; see [`crate::client::Client::close`].
    pub fn close(&self) {
        self.client.close();
    }

    pub(crate) fn core(&self) -> &crate::client::Client {
        &self.client
    }

    /// Executes an operation and waits for its result; see [`crate::client::Client::execute`].
    ///
    /// # Errors
    ///
    /// [`Error`](crate::Error), as its documentation describes.
    pub fn execute<O: Operation>(&self, operation: O) -> Result<O::Output> {
        let client = self.client.clone();
        runtime::start_call(async move { client.execute(operation).await })?.wait()
    }
}

impl From<crate::client::Client> for Client {
    fn from(client: crate::client::Client) -> Self {
        Self { client }
    }
}
