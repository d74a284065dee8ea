//! The client, and the one loop that every call goes through.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout_at};
use url::Url;

use crate::builder::ClientBuilder;
use crate::classify::classify;
use crate::error::{Error, Result};
use crate::error_kind::{ErrorKind, Outcome};
use crate::events;
use crate::on_behalf_of::OnBehalfOf;
use crate::operation::{Class, Operation, OperationInfo};
use crate::redact::Redactor;
use crate::retry::{self, Attempt};
use crate::secret::ApiKey;
use crate::transport::{self, Outgoing, Transport};
use crate::user::User;
use crate::wire::{Answer, Request};

const ON_BEHALF_OF: HeaderName = HeaderName::from_static("on-behalf-of");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Answers about one account are a few hundred bytes.
const LARGEST_ANSWER: usize = 256 * 1024;

/// What a built client knows.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) api_key: Option<ApiKey>,
    pub(crate) base_url: Url,
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) max_attempts: u32,
    pub(crate) face: &'static str,
}

struct Shared {
    settings: Settings,
    user_agent: HeaderValue,
    authorization: Option<HeaderValue>,
    /// Empty once the client is closed.
    transport: RwLock<Option<Transport>>,
    connections: Semaphore,
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
        settings: Settings,
        transport: Transport,
        max_connections: usize,
        on_behalf_of: Option<HeaderValue>,
    ) -> Result<Self> {
        let user_agent =
            format!("sendgrid-accounts/{} ({})", env!("CARGO_PKG_VERSION"), settings.face);
        let header = |text: &str| {
            HeaderValue::from_str(text).map_err(|_| Error::config("a header cannot be written"))
        };
        let authorization = match &settings.api_key {
            Some(key) => {
                let mut value = header(&format!("Bearer {}", key.expose()))?;
                value.set_sensitive(true);
                Some(value)
            }
            None => None,
        };
        let shared = Shared {
            user_agent: header(&user_agent)?,
            authorization,
            settings,
            transport: RwLock::new(Some(transport)),
            connections: Semaphore::new(max_connections),
        };
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

    /// A client from `SENDGRID_API_KEY` and, where set, `SENDGRID_REGION` (`global` or `eu`).
    ///
    /// # Errors
    ///
    /// [`Config`](ErrorKind::Config) where the key is missing or the region unknown, else as
    /// [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self> {
        Self::builder().from_env()?.build()
    }

    /// The calls of the Users API.
    pub fn user(&self) -> User<'_> {
        User::new(self)
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
        self.shared.settings.base_url.as_str()
    }

    /// The account that calls act for, as the header `On-Behalf-Of` names it.
    pub fn acts_for(&self) -> Option<&str> {
        self.on_behalf_of.as_ref().and_then(|account| account.to_str().ok())
    }

    /// Refuses further calls, on every clone, and closes idle connections. Calls under way go on.
    pub fn close(&self) {
        self.shared.transport.write().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Makes a call: checks it, sends it, and repeats it where that is safe and allowed.
    ///
    /// # Errors
    ///
    /// [`Error`], as its documentation describes.
    pub async fn execute<O: Operation>(&self, operation: O) -> Result<O::Output> {
        let result = match operation.request() {
            Ok(request) => match self.exchange(&O::INFO, &request).await {
                Ok((answer, attempts)) => operation.decode(&answer).map_err(|mut error| {
                    let fields = error.fields_mut();
                    fields.attempts = attempts;
                    fields.status = Some(answer.status());
                    error
                }),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        };
        result.map_err(|mut error| {
            error.fields_mut().info = Some(&O::INFO);
            events::failure(&error);
            error
        })
    }

    /// The loop: one attempt after the other until an answer is good or an error final.
    async fn exchange(
        &self,
        info: &'static OperationInfo,
        request: &Request,
    ) -> Result<(Answer, u32)> {
        let transport = self.transport()?;
        let authorization = self.authorization(info)?;
        let settings = &self.shared.settings;
        let started = Instant::now();
        let deadline = started + settings.timeout;
        let _connection = timeout_at(deadline, self.shared.connections.acquire())
            .await
            .map_err(|_| transport::timed_out_in_queue())?;
        let first_sent = Instant::now();
        let mut number = 0;
        let mut maybe_applied = 0;
        loop {
            number += 1;
            let error = match self
                .attempt(&transport, info, request, authorization, number, deadline)
                .await
            {
                Ok(answer) => return Ok((answer, number)),
                Err(error) => error,
            };
            maybe_applied += u32::from(error.outcome() == Outcome::Unknown);
            let attempt = Attempt {
                number,
                most: settings.max_attempts,
                maybe_applied,
                since_first: first_sent.elapsed(),
                left: deadline.saturating_duration_since(Instant::now()),
            };
            match retry::next_wait(info.class, &error, attempt, fastrand::f64()) {
                Some(wait) => {
                    events::retry(info, number, &error, wait);
                    sleep(wait).await;
                }
                None => return Err(finish(info, error, number, maybe_applied)),
            }
        }
    }

    async fn attempt(
        &self,
        transport: &Transport,
        info: &'static OperationInfo,
        request: &Request,
        authorization: &HeaderValue,
        number: u32,
        deadline: Instant,
    ) -> Result<Answer> {
        let settings = &self.shared.settings;
        let started = Instant::now();
        events::request(info, number, self.on_behalf_of.is_some());
        let outgoing = Outgoing {
            method: info.method.to_http(),
            url: join(&settings.base_url, info.path),
            headers: self.headers(request, authorization),
            body: request.body().cloned(),
            fresh_connection: info.class == Class::Once,
            deadline: deadline.min(started + settings.attempt_timeout),
            largest_body: LARGEST_ANSWER,
        };
        let answer = transport.send(outgoing).await?;
        events::answer(info, number, &answer, started.elapsed());
        classify(info, answer, || self.redactor(request))
    }

    fn headers(&self, request: &Request, authorization: &HeaderValue) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(6);
        headers.insert(AUTHORIZATION, authorization.clone());
        headers.insert(ACCEPT, JSON);
        headers.insert(USER_AGENT, self.shared.user_agent.clone());
        if let Some(account) = &self.on_behalf_of {
            headers.insert(ON_BEHALF_OF, account.clone());
        }
        if request.body().is_some() {
            headers.insert(CONTENT_TYPE, JSON);
        }
        headers
    }

    fn transport(&self) -> Result<Transport> {
        let transport = self.shared.transport.read().unwrap_or_else(PoisonError::into_inner);
        transport
            .clone()
            .ok_or_else(|| Error::new(ErrorKind::Closed, Outcome::NotSent, "the client is closed"))
    }

    fn authorization(&self, info: &OperationInfo) -> Result<&HeaderValue> {
        self.shared.authorization.as_ref().ok_or_else(|| {
            Error::config(format!("{} needs an API key, and the client has none", info.name))
        })
    }

    fn redactor(&self, request: &Request) -> Redactor {
        let key = self.shared.settings.api_key.iter().map(ApiKey::expose);
        Redactor::new(key.chain(request.secrets().iter().map(crate::Password::expose)))
    }
}

/// A change that is lost on the way is not a failed connection: nobody knows what became of it.
fn finish(info: &OperationInfo, mut error: Error, attempts: u32, maybe_applied: u32) -> Error {
    let fields = error.fields_mut();
    fields.attempts = attempts;
    if info.class == Class::Read {
        return error;
    }
    // What an earlier attempt may have done is not undone by how the last one ended.
    if maybe_applied > 0 && matches!(fields.outcome, Outcome::NotSent | Outcome::Rejected) {
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

fn join(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    let prefix = base.path().trim_end_matches('/');
    url.set_path(&format!("{prefix}{path}"));
    url
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("on_behalf_of", &self.acts_for())
            .finish_non_exhaustive()
    }
}
