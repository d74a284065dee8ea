//! The client: how it is set up, and how its calls are made.

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
pub(crate) mod builder;
mod call;
mod call_error;
pub(crate) mod config;
mod connections;
pub(crate) mod methods;
#[cfg(feature = "blocking")]
pub mod runtime;
mod trace;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};

use http::HeaderValue;
use tokio::runtime::Handle;

use crate::auth::on_behalf_of::OnBehalfOf;
use crate::auth::redact::Redactor;
use crate::client::call::Call;
use crate::client::call_error::{CallFacts, complete};
use crate::client::config::{CallOptions, Limits};
use crate::client::connections::Connections;
use crate::error::{Error, Result};
use crate::error::{ErrorKind, Outcome};
use crate::expectation::Change;
use crate::fork::PerProcess;
use crate::http::client::{HttpClient, HttpOptions};
use crate::http::rate_limit_headers::RateLimits;
use crate::http::request::Credentials;
use crate::http::sent_flag::SentFlag;
use crate::operation::{Api, Idempotency, Operation, Request};
use crate::rate_limit::shared::{LimiterKey, SharedRateLimiter};
use crate::retry::budget::RetryCosts;

struct Shared {
    access: Credentials,
    retry_costs: RetryCosts,
    closed: AtomicBool,
    options: Arc<HttpOptions>,
    rate_limiter: SharedRateLimiter,
    connections: PerProcess<Connections>,
}

impl Shared {
    /// Those of this process.
    fn connections(&self) -> Result<&Connections> {
        let make = || {
            let limiter = |api| {
                let (server, credential) = self.access.identity(api);
                self.rate_limiter.limiter(&LimiterKey::new(api, server, &credential))
            };
            let limiters = [limiter(Api::Users), limiter(Api::Customers)];
            Connections::new(&self.options, self.retry_costs, limiters)
        };
        self.connections.get_or_try_init(make, drop)
    }
}

/// Makes calls, and waits without blocking a thread. Runs on the caller's tokio runtime, which needs
/// its I/O and time drivers (`enable_all`); a call outside a runtime is an
/// [`ErrorKind::Config`]. A connection belongs to the runtime that made it and ends with it: the client
/// may be used on one runtime after the other, but connections are kept within one only.
///
/// A clone is cheap and shares all connections. Calls may be made from any number of tasks at a
/// time; dropping the future of a call cancels it and closes its connection.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    limits: Limits,
    on_behalf_of: Option<HeaderValue>,
}

impl Client {
    pub(crate) fn new(
        access: Credentials,
        limits: Limits,
        retry_costs: RetryCosts,
        options: HttpOptions,
        rate_limiter: SharedRateLimiter,
        on_behalf_of: Option<HeaderValue>,
    ) -> Result<Self> {
        let options = Arc::new(options);
        let (closed, connections) = (AtomicBool::new(false), PerProcess::new());
        let shared = Shared { access, retry_costs, closed, options, rate_limiter, connections };
        // What does not work is told now and not by the first call.
        shared.connections()?;
        Ok(Self { shared: Arc::new(shared), limits, on_behalf_of })
    }

    /// A client whose calls act for another account. It shares connections with this one, which
    /// stays as it is.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](ErrorKind::InvalidInput) for a name that cannot stand in a header.
    pub fn on_behalf_of(&self, account: &OnBehalfOf) -> Result<Self> {
        Ok(Self { on_behalf_of: Some(account.header()?), ..self.clone() })
    }

    /// The same client, acting for the account of a header, or for its own.
    pub(crate) fn acting_for(&self, on_behalf_of: Option<HeaderValue>) -> Self {
        Self { on_behalf_of, ..self.clone() }
    }

    /// The server that is called.
    pub fn base_url(&self) -> &str {
        self.shared.access.base_url.as_str()
    }

    /// The account that calls act for, as the header `On-Behalf-Of` names it.
    pub fn acts_for(&self) -> Option<&str> {
        self.on_behalf_of.as_ref().and_then(|account| account.to_str().ok())
    }

    /// Refuses further calls, on every clone, and closes idle connections. Calls under way go on.
    pub fn close(&self) {
        self.shared.closed.store(true, Ordering::Release);
        // Where not even the connections can be made there is nothing to close.
        if let Ok(connections) = self.connections() {
            connections.close();
        }
    }

    /// A client whose calls have other limits. It shares connections and all else with this one,
    /// which stays as it is.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](ErrorKind::InvalidInput) for a limit out of its bounds.
    pub fn with_options(&self, options: &CallOptions) -> Result<Self> {
        let limits = options.apply(self.limits);
        limits.check()?;
        Ok(Self { limits, ..self.clone() })
    }

    /// What the servers have said of their rate limits, to calls of this client and of those that
    /// share its connections.
    pub fn rate_limits(&self) -> RateLimits {
        let Ok(connections) = self.connections() else { return RateLimits::default() };
        RateLimits {
            user: connections.limiter(Api::Users).limit(),
            customers: connections.limiter(Api::Customers).limit(),
        }
    }

    /// Makes a call: checks it, sends it, and repeats it where that is safe and allowed.
    ///
    /// # Errors
    ///
    /// [`Error`], as its documentation describes.
    pub async fn execute<O: Operation>(&self, operation: O) -> Result<O::Output> {
        self.execute_watched(operation, &SentFlag::default()).await
    }

    /// As [`execute`](Self::execute), for a caller that may give the call up: the flag then says
    /// whether the request may have been sent.
    #[doc(hidden)]
    pub async fn execute_watched<O: Operation>(
        &self,
        operation: O,
        sent: &SentFlag,
    ) -> Result<O::Output> {
        let result = match operation.request() {
            // On the heap: the future of a call is moved wherever it is handed on.
            Ok(request) => Box::pin(self.call(&operation, &request, sent)).await,
            Err(error) => Err(refused::<O>(error)),
        };
        result.map_err(|mut error| {
            if O::INFO.idempotency != Idempotency::Safe && error.outcome() == Outcome::Unknown {
                let account = self.on_behalf_of.clone();
                error.fields_mut().change = Some(Change::new(operation.expectation(), account));
            }
            trace::failure(&error);
            error
        })
    }

    async fn call<O: Operation>(
        &self,
        operation: &O,
        request: &Request,
        sent: &SentFlag,
    ) -> Result<O::Output> {
        let call = self.prepare::<O>(request, sent).map_err(refused::<O>)?;
        call.run(operation, || self.shared.access.redactor(request)).await
    }

    fn prepare<'a, O: Operation>(
        &'a self,
        request: &Request,
        sent: &'a SentFlag,
    ) -> Result<Call<'a>> {
        if Handle::try_current().is_err() {
            return Err(Error::config(
                "no tokio runtime is running on this thread: await calls in one, or use \
                 blocking::Client",
            ));
        }
        let connections = self.connections()?;
        let shared = &self.shared;
        Ok(Call {
            info: &O::INFO,
            connections,
            http: self.http(connections)?,
            prepared: shared.access.prepare(&O::INFO, request, self.on_behalf_of.as_ref())?,
            limits: self.limits,
            on_behalf_of: self.on_behalf_of.is_some(),
            sent,
        })
    }

    fn connections(&self) -> Result<&Connections> {
        self.shared.connections()
    }

    fn http(&self, connections: &Connections) -> Result<HttpClient> {
        let closed = || Error::new(ErrorKind::Closed, Outcome::NotSent, "the client is closed");
        if self.shared.closed.load(Ordering::Acquire) {
            return Err(closed());
        }
        let http = connections.http.read().unwrap_or_else(PoisonError::into_inner);
        http.clone().ok_or_else(closed)
    }
}

/// The error of a call that was refused before its first attempt.
fn refused<O: Operation>(error: Error) -> Error {
    complete(error, &CallFacts { info: &O::INFO, attempts: 0, maybe_applied: 0 }, || {
        Redactor::new(std::iter::empty())
    })
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("on_behalf_of", &self.acts_for())
            .finish_non_exhaustive()
    }
}
