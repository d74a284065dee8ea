//! The client, and the one loop that every call goes through.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::HeaderValue;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout_at};

use crate::builder::ClientBuilder;
use crate::classify::{classify, seal};
use crate::customers::Customers;
use crate::error::{Error, Result};
use crate::error_kind::{ErrorKind, Outcome};
use crate::events;
use crate::on_behalf_of::OnBehalfOf;
use crate::operation::{Api, Class, Operation, OperationInfo};
use crate::per_process::PerProcess;
use crate::prepare::{Access, Prepared};
use crate::retry::{self, Attempt};
use crate::transport::{self, Outgoing, Transport, TransportOptions};
use crate::user::User;

/// How long a call may take, and how often it may be tried.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) max_attempts: u32,
}

struct Shared {
    access: Access,
    limits: Limits,
    closed: AtomicBool,
    options: TransportOptions,
    connections: PerProcess<Connections>,
}

/// What a process holds open.
struct Connections {
    /// Empty once the client is closed.
    transport: RwLock<Option<Transport>>,
    free: Semaphore,
}

impl Connections {
    fn new(options: &TransportOptions) -> Result<Self> {
        let transport = RwLock::new(Some(Transport::new(options)?));
        Ok(Self { transport, free: Semaphore::new(options.most_connections) })
    }

    fn close(&self) {
        self.transport.write().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// Makes calls, and waits without blocking a thread. Runs on the caller's tokio runtime.
///
/// A clone is cheap and shares all connections. Calls may be made from any number of tasks at a
/// time; dropping the future of a call cancels it and closes its connection.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    on_behalf_of: Option<HeaderValue>,
}

impl Client {
    pub(crate) fn new(
        access: Access,
        limits: Limits,
        options: TransportOptions,
        on_behalf_of: Option<HeaderValue>,
    ) -> Result<Self> {
        let connections = PerProcess::of(Connections::new(&options)?);
        let closed = AtomicBool::new(false);
        let shared = Shared { access, limits, closed, options, connections };
        Ok(Self { shared: Arc::new(shared), on_behalf_of })
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
        Ok(Self { shared: Arc::clone(&self.shared), on_behalf_of: Some(account.header()?) })
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

    /// Makes a call: checks it, sends it, and repeats it where that is safe and allowed.
    ///
    /// # Errors
    ///
    /// [`Error`], as its documentation describes.
    pub async fn execute<O: Operation>(&self, operation: O) -> Result<O::Output> {
        let result = match operation.request() {
            Ok(request) => {
                let result = self.exchange(&operation, &request).await;
                result.map_err(|mut error| {
                    seal(&mut error, &O::INFO, || self.shared.access.redactor(&request));
                    error
                })
            }
            Err(error) => Err(error),
        };
        result.map_err(|mut error| {
            error.fields_mut().info = Some(&O::INFO);
            events::failure(&error);
            error
        })
    }

    /// The loop: one attempt after the other until an answer is good or an error final.
    async fn exchange<O: Operation>(
        &self,
        operation: &O,
        request: &crate::Request,
    ) -> Result<O::Output> {
        let info = &O::INFO;
        let connections = self.connections()?;
        let transport = self.transport(connections)?;
        let prepared = self.shared.access.prepare(info, request, self.on_behalf_of.as_ref())?;
        let limits = self.shared.limits;
        let deadline = Instant::now() + limits.timeout;
        let _connection = timeout_at(deadline, connections.free.acquire())
            .await
            .map_err(|_| transport::timed_out_in_queue())?;
        let first_sent = Instant::now();
        let mut attempt = Attempt::first(limits.max_attempts);
        loop {
            let result = self.attempt(&transport, info, &prepared, attempt.number, deadline).await;
            let error = match result.and_then(|answer| decode(operation, &answer)) {
                Ok(output) => return Ok(output),
                Err(error) => judge(info, error),
            };
            attempt.maybe_applied += u32::from(error.outcome() == Outcome::Unknown);
            attempt.since_first = first_sent.elapsed();
            attempt.left = deadline.saturating_duration_since(Instant::now());
            match retry::next_wait(info.class, &error, attempt, fastrand::f64()) {
                Some(wait) => {
                    events::retry(info, attempt.number, &error, wait);
                    sleep(wait).await;
                    attempt.number += 1;
                }
                None => return Err(finish(info, error, attempt)),
            }
        }
    }

    async fn attempt(
        &self,
        transport: &Transport,
        info: &'static OperationInfo,
        prepared: &Prepared,
        number: u32,
        deadline: Instant,
    ) -> Result<crate::Answer> {
        let started = Instant::now();
        events::request(info, number, self.on_behalf_of.is_some());
        let outgoing = Outgoing {
            method: info.method.to_http(),
            url: prepared.url.clone(),
            headers: prepared.headers.clone(),
            body: prepared.body.clone(),
            fresh_connection: info.class == Class::Once,
            deadline: deadline.min(started + self.shared.limits.attempt_timeout),
            largest_body: info.largest_answer,
        };
        let answer = transport.send(outgoing).await?;
        events::answer(info, number, &answer, started.elapsed());
        classify(info, answer)
    }

    fn connections(&self) -> Result<&Connections> {
        let make = || Connections::new(&self.shared.options);
        self.shared.connections.get_or_try_init(make, drop)
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

fn decode<O: Operation>(operation: &O, answer: &crate::Answer) -> Result<O::Output> {
    operation.decode(answer).map_err(|mut error| {
        error.fields_mut().status.get_or_insert(answer.status());
        error
    })
}

/// A 2xx of the customer API says nothing before its body is read: it may be a refusal.
fn judge(info: &OperationInfo, mut error: Error) -> Error {
    if info.api == Api::Customers && error.outcome() == Outcome::Applied {
        error.fields_mut().outcome = Outcome::Unknown;
    }
    error
}

/// A change that is lost on the way is not a failed connection: nobody knows what became of it.
fn finish(info: &OperationInfo, mut error: Error, attempt: Attempt) -> Error {
    let fields = error.fields_mut();
    fields.attempts = attempt.number;
    if info.class == Class::Read {
        return error;
    }
    // What an earlier attempt may have done is not undone by how the last one ended.
    if attempt.maybe_applied > 0 && matches!(fields.outcome, Outcome::NotSent | Outcome::Rejected) {
        fields.outcome = Outcome::Unknown;
    }
    let lost =
        matches!(fields.kind, ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::Connect);
    if lost && fields.outcome == Outcome::Unknown {
        fields.kind = ErrorKind::OutcomeUnknown;
        fields.message =
            format!("it is unknown whether the change was applied: {}", fields.message);
    }
    error
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("on_behalf_of", &self.acts_for())
            .finish_non_exhaustive()
    }
}
