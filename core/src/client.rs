//! The client.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};

use http::HeaderValue;

use crate::builder::ClientBuilder;
use crate::classify::seal;
use crate::connections::Connections;
use crate::customers::Customers;
use crate::error::{Error, Result};
use crate::error_kind::{ErrorKind, Outcome};
use crate::events;
use crate::exchange::Exchange;
use crate::gates::Throttle;
use crate::limits::{CallOptions, Limits};
use crate::on_behalf_of::OnBehalfOf;
use crate::operation::{Api, Class, Operation};
use crate::per_process::PerProcess;
use crate::prepare::Access;
use crate::quota::Prices;
use crate::rate_limit::RateLimits;
use crate::reconcile::Change;
use crate::transport::{Transport, TransportOptions};
use crate::user::User;

struct Shared {
    access: Access,
    prices: Prices,
    closed: AtomicBool,
    options: TransportOptions,
    throttle: Throttle,
    connections: PerProcess<Connections>,
}

impl Shared {
    /// Those of this process.
    fn connections(&self) -> Result<&Connections> {
        let make = || {
            let gate = |api| self.throttle.gate(&self.access.passage(api));
            let gates = [gate(Api::Users), gate(Api::Customers)];
            Connections::new(&self.options, self.prices, gates)
        };
        self.connections.get_or_try_init(make, drop)
    }
}

/// Makes calls, and waits without blocking a thread. Runs on the caller's tokio runtime.
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
        access: Access,
        limits: Limits,
        prices: Prices,
        options: TransportOptions,
        throttle: Throttle,
        on_behalf_of: Option<HeaderValue>,
    ) -> Result<Self> {
        let (closed, connections) = (AtomicBool::new(false), PerProcess::new());
        let shared = Shared { access, prices, closed, options, throttle, connections };
        // What does not work is told now and not by the first call.
        shared.connections()?;
        Ok(Self { shared: Arc::new(shared), limits, on_behalf_of })
    }

    /// A client for the global region, with default settings.
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::build`].
    pub fn with_api_key(key: impl Into<String>) -> Result<Self> {
        Self::builder().api_key(key).build()
    }

    /// Starts to set up a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client from the environment; see [`ClientBuilder::from_env`].
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::from_env`] and [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self> {
        Self::builder().from_env()?.build()
    }

    /// The calls of the Users API.
    pub fn user(&self) -> User<'_> {
        User::new(self)
    }

    /// The calls of the resellers' customer API.
    pub fn customers(&self) -> Customers<'_> {
        Customers::new(self)
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
            user: connections.gate(Api::Users).limit(),
            customers: connections.gate(Api::Customers).limit(),
        }
    }

    /// Makes a call: checks it, sends it, and repeats it where that is safe and allowed.
    ///
    /// # Errors
    ///
    /// [`Error`], as its documentation describes.
    pub async fn execute<O: Operation>(&self, operation: O) -> Result<O::Output> {
        let result = match operation.request() {
            Ok(request) => {
                let result = self.prepare::<O>(&request);
                let result = match result {
                    // In the future itself it would be moved along wherever a call is handed on, also
                    // over the small stacks of some hosts.
                    Ok(exchange) => Box::pin(exchange.run(&operation)).await,
                    Err(error) => Err(error),
                };
                result.map_err(|mut error| {
                    seal(&mut error, &O::INFO, || self.shared.access.redactor(&request));
                    error
                })
            }
            Err(error) => Err(error),
        };
        result.map_err(|mut error| {
            error.fields_mut().info = Some(&O::INFO);
            if O::INFO.class != Class::Read && error.outcome() == Outcome::Unknown {
                error.fields_mut().change =
                    Some(Change::new(self.clone(), operation.expectation()));
            }
            events::failure(&error);
            error
        })
    }

    fn prepare<O: Operation>(&self, request: &crate::Request) -> Result<Exchange<'_>> {
        let connections = self.connections()?;
        let shared = &self.shared;
        Ok(Exchange {
            info: &O::INFO,
            connections,
            transport: self.transport(connections)?,
            prepared: shared.access.prepare(&O::INFO, request, self.on_behalf_of.as_ref())?,
            limits: self.limits,
            on_behalf_of: self.on_behalf_of.is_some(),
        })
    }

    fn connections(&self) -> Result<&Connections> {
        self.shared.connections()
    }

    fn transport(&self, connections: &Connections) -> Result<Transport> {
        let closed = || Error::new(ErrorKind::Closed, Outcome::NotSent, "the client is closed");
        if self.shared.closed.load(Ordering::Acquire) {
            return Err(closed());
        }
        let transport = connections.transport.read().unwrap_or_else(PoisonError::into_inner);
        transport.clone().ok_or_else(closed)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("on_behalf_of", &self.acts_for())
            .finish_non_exhaustive()
    }
}
