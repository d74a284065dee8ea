//! The client: settings, connections and the execution of calls.

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
pub(crate) mod builder;
mod call;
mod call_error;
mod cause;
pub(crate) mod config;
mod connections;
pub(crate) mod methods;
pub(crate) mod raw_response;
#[cfg(feature = "blocking")]
pub mod runtime;
mod trace;

use std::borrow::Cow;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
#[cfg(feature = "bulk")]
use std::time::Duration;

use http::HeaderValue;
use tokio::runtime::Handle;

use crate::auth::on_behalf_of::{OnBehalfOf, is_username};
use crate::auth::redact::Redactor;
use crate::auth::secret::Password;
use crate::client::call::Call;
use crate::client::call_error::{CallFacts, complete};
use crate::client::config::{CallOptions, Limits};
use crate::client::connections::Connections;
use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::expectation::Change;
#[cfg(feature = "bulk")]
use crate::expectation::Expectation;
use crate::fork::PerProcess;
use crate::http::client::HttpOptions;
use crate::http::proxy;
use crate::http::request::Credentials;
use crate::http::sent_flag::SentFlag;
use crate::operation::{Destination, Idempotency, Operation, OperationInfo, Request};
use crate::rate_limit::credential_key::CredentialKey;
use crate::rate_limit::limits::RateLimit;
use crate::rate_limit::scope::Scope;
use crate::rate_limit::shared::SharedRateLimiter;
use crate::retry::budget::RetryCosts;
use crate::validate;

struct Shared {
    credentials: Credentials,
    retry_costs: RetryCosts,
    closed: AtomicBool,
    options: Arc<HttpOptions>,
    rate_limiter: SharedRateLimiter,
    connections: PerProcess<Connections>,
}

impl Shared {
    /// The connections of this process.
    fn connections(&self) -> Result<&Connections> {
        let connect = || {
            let limiters = Destination::ALL.map(|destination| {
                let (server, credential) = self.credentials.identity(destination);
                self.rate_limiter.limiters(CredentialKey::new(
                    destination.api(),
                    server,
                    &credential,
                ))
            });
            Connections::new(&self.options, self.retry_costs, limiters)
        };
        self.connections.get_or_try_init(connect, drop)
    }

    /// The redactor of a call: it removes all credentials of the client, also those that the call does
    /// not send, and the passwords of the request.
    fn redactor(&self, request: &Request) -> Redactor {
        let HttpOptions { proxy, trust_env, .. } = &*self.options;
        let proxies = proxy::secrets(proxy.as_ref(), *trust_env);
        let own = self.credentials.secrets();
        let passwords = request.secrets().iter().map(Password::expose);
        Redactor::new(own.into_iter().chain(passwords).chain(proxies.iter().map(String::as_str)))
    }
}

/// The async client.
///
/// It runs on the caller's tokio runtime, which needs the I/O and time drivers (`enable_all`); a call
/// outside a runtime fails with [`ErrorKind::Config`]. A connection belongs to the runtime that opened
/// it: a client may be used on several runtimes, one after the other, but each opens its own
/// connections.
///
/// A clone is cheap and shares all connections. Any number of tasks may use a client at a time.
/// Dropping the future of a call cancels it and closes its connection.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    limits: Limits,
    on_behalf_of: Option<HeaderValue>,
}

impl Client {
    pub(crate) fn new(
        credentials: Credentials,
        limits: Limits,
        retry_costs: RetryCosts,
        options: HttpOptions,
        rate_limiter: SharedRateLimiter,
        on_behalf_of: Option<HeaderValue>,
    ) -> Result<Self> {
        let options = Arc::new(options);
        let (closed, connections) = (AtomicBool::new(false), PerProcess::new());
        let shared =
            Shared { credentials, retry_costs, closed, options, rate_limiter, connections };
        // Reports invalid options here rather than in the first call.
        shared.connections()?;
        Ok(Self { shared: Arc::new(shared), limits, on_behalf_of })
    }

    /// A client that acts for another account and shares the connections of this one.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](ErrorKind::InvalidInput) for a name that is not a valid header value.
    pub fn on_behalf_of(&self, account: &OnBehalfOf) -> Result<Self> {
        Ok(Self { on_behalf_of: Some(account.header("subuser")?), ..self.clone() })
    }

    /// The same client with another `On-Behalf-Of` header, or none.
    pub(crate) fn acting_for(&self, on_behalf_of: Option<HeaderValue>) -> Self {
        Self { on_behalf_of, ..self.clone() }
    }

    /// The base URL: that of the builder, or else that of the region.
    pub fn base_url(&self) -> &str {
        self.shared.credentials.base_url.as_str()
    }

    /// The value of the header `On-Behalf-Of`; `None` if the client acts for its own account.
    pub fn acts_for(&self) -> Option<&str> {
        self.on_behalf_of.as_ref().and_then(|account| account.to_str().ok())
    }

    /// Whether the client acts for an account that its username addresses.
    pub(crate) fn acts_for_username(&self) -> bool {
        self.on_behalf_of.as_ref().is_some_and(is_username)
    }

    /// A change that this client makes, to be reconciled.
    #[cfg(feature = "bulk")]
    pub(crate) fn change(&self, expectation: Expectation) -> Change {
        Change::new(expectation, self.on_behalf_of.clone())
    }

    /// Time limit of one attempt.
    #[cfg(feature = "bulk")]
    pub(crate) fn attempt_timeout(&self) -> Duration {
        self.limits.attempt_timeout
    }

    /// Closes the client, its clones and the clients derived from it: further calls fail with
    /// [`ErrorKind::Closed`], idle connections are closed, running calls continue.
    pub fn close(&self) {
        self.shared.closed.store(true, Ordering::Release);
        if let Ok(connections) = self.shared.connections() {
            connections.close();
        }
    }

    /// A client with other limits per call that shares the connections of this one.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](ErrorKind::InvalidInput) for a value out of bounds.
    pub fn with_options(&self, options: &CallOptions) -> Result<Self> {
        let limits = options.apply(self.limits);
        limits.check()?;
        Ok(Self { limits, ..self.clone() })
    }

    /// The rate limits that the servers reported to this client, to the clients derived from it, or to
    /// clients that share its rate limiters; by operation and account. An operation is missing until
    /// a response to it has rate limit headers. Limits that were not used for long may be missing, once
    /// there are 10,000.
    pub fn rate_limits(&self) -> Vec<RateLimit> {
        self.shared.connections().map(Connections::rate_limits).unwrap_or_default()
    }

    /// Validates an operation, sends it, and retries it if that is safe and allowed.
    ///
    /// # Errors
    ///
    /// [`Error`], as its documentation describes.
    pub async fn execute<O: Operation>(&self, operation: O) -> Result<O::Output> {
        self.execute_watched(operation, &SentFlag::default()).await
    }

    /// As [`execute`](Self::execute), for a caller that may cancel the call: `sent` then tells whether
    /// the request may have been sent.
    #[doc(hidden)]
    pub async fn execute_watched<O: Operation>(
        &self,
        mut operation: O,
        sent: &SentFlag,
    ) -> Result<O::Output> {
        operation.resolve_empty(self.limits.empty);
        // Boxed: callers move the future of a call several times.
        Box::pin(self.call(&operation, sent)).await.map_err(|mut error| {
            let idempotency = operation.info().idempotency;
            if idempotency != Idempotency::Safe && error.outcome() == Outcome::Unknown {
                let account = self.on_behalf_of.clone();
                error.fields_mut().change = Some(Change::new(operation.expectation(), account));
            }
            trace::failure(&error);
            error
        })
    }

    async fn call<O: Operation>(&self, operation: &O, sent: &SentFlag) -> Result<O::Output> {
        let info = operation.info();
        let request = operation.request().map_err(|error| unsent(error, &info))?;
        let call = self.prepare(operation, &request, sent).map_err(|error| unsent(error, &info))?;
        call.run(operation, || self.shared.redactor(&request)).await
    }

    /// A username that addresses the account of a call is another one after its renaming, so that a
    /// retry would not find the account.
    fn idempotency<O: Operation>(&self, operation: &O) -> Idempotency {
        if self.acts_for_username() && operation.new_username().is_some() {
            Idempotency::Once
        } else {
            operation.info().idempotency
        }
    }

    fn prepare<'a, O: Operation>(
        &'a self,
        operation: &O,
        request: &Request,
        sent: &'a SentFlag,
    ) -> Result<Call<'a>> {
        if Handle::try_current().is_err() {
            return Err(Error::config(
                "no tokio runtime is running on this thread: await calls in one, or use \
                 blocking::Client",
            ));
        }
        let (shared, connections) = (&self.shared, self.shared.connections()?);
        if operation.limited_key().is_some_and(|id| shared.credentials.uses_key(id)) {
            return Err(Error::invalid_input(
                "api_key_id",
                "is the id of the key that the client uses: allow_own permits the call",
            ));
        }
        let http = connections.http.read().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(http) = http.filter(|_| !shared.closed.load(Ordering::Acquire)) else {
            return Err(Error::new(ErrorKind::Closed, Outcome::NotSent, "the client is closed"));
        };
        let account = self.on_behalf_of.as_ref();
        let (info, path) = (operation.info(), operation.path());
        if let Cow::Owned(path) = &path {
            validate::request::path(path)?;
        }
        let prepared = shared.credentials.prepare(&info, &path, request, account)?;
        Ok(Call {
            info,
            connections,
            limiter: connections.limiter(info.destination(), Scope::of_call(operation, account)),
            http,
            prepared,
            limits: self.limits,
            idempotency: self.idempotency(operation),
            account: self.acts_for(),
            sent,
            runtime: connection_runtime(),
        })
    }
}

#[cfg(feature = "blocking")]
use runtime::connection_runtime;

#[cfg(not(feature = "blocking"))]
fn connection_runtime() -> Option<Handle> {
    None
}

/// The error of a call without an attempt.
fn unsent(error: Error, info: &OperationInfo) -> Error {
    let idempotency = info.idempotency;
    let facts = CallFacts { info, idempotency, account: None, attempts: 0, maybe_applied: 0 };
    complete(error, &facts, || Redactor::new(std::iter::empty()))
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("on_behalf_of", &self.acts_for())
            .finish_non_exhaustive()
    }
}
