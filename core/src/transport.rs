//! One attempt on the wire. The only file that knows reqwest.

use std::error::Error as StdError;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Method};
use http_body::{Frame, SizeHint};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::error::{Error, Result};
use crate::error_kind::{ErrorKind, Outcome, Phase};
use crate::progress::Progress;
use crate::wire::Answer;

/// Below the 60 s after which load balancers drop idle connections.
const POOL_IDLE: Duration = Duration::from_secs(10);
const MOST_HEADERS: usize = 100;

/// What a transport is made from.
pub(crate) struct TransportOptions {
    pub(crate) tls: rustls::ClientConfig,
    pub(crate) connect_timeout: Duration,
    pub(crate) most_connections: usize,
    /// May hold the proxy's password.
    pub(crate) proxy: Option<SecretString>,
}

/// One attempt, ready to be sent.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    /// Open a connection for this request alone. A pooled one may just be closing on the other
    /// side, and then nobody can say whether the request was read.
    pub(crate) fresh_connection: bool,
    pub(crate) deadline: Instant,
    pub(crate) largest_body: usize,
}

/// Connections to one server. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Transport {
    pooled: reqwest::Client,
    fresh: reqwest::Client,
}

impl Transport {
    pub(crate) fn new(options: &TransportOptions) -> Result<Self> {
        // Sessions belong to the connections of one process.
        let mut tls = options.tls.clone();
        tls.resumption = rustls::client::Resumption::default();
        let proxy = options.proxy.as_ref().map(parse_proxy).transpose()?;
        let build = |most_idle: usize| {
            let mut builder = reqwest::Client::builder()
                .tls_backend_preconfigured(tls.clone())
                .http1_only()
                // hyper writes names in lower case, and a lower-case `on-behalf-of` was once
                // ignored: the parent account answered (sendgrid/docs#3751).
                .http1_title_case_headers()
                .http1_max_headers(MOST_HEADERS)
                .redirect(reqwest::redirect::Policy::none())
                // One place decides on repeats, and it is not this one.
                .retry(reqwest::retry::never())
                .referer(false)
                // Only what the caller says: no proxy out of the environment.
                .no_proxy()
                .connect_timeout(options.connect_timeout)
                .pool_idle_timeout(POOL_IDLE)
                .pool_max_idle_per_host(most_idle);
            if let Some(proxy) = &proxy {
                builder = builder.proxy(proxy.clone());
            }
            builder.build().map_err(|error| {
                Error::config("the HTTP client cannot be built").with_source(error.without_url())
            })
        };
        Ok(Self { pooled: build(options.most_connections)?, fresh: build(0)? })
    }

    pub(crate) async fn send(&self, outgoing: Outgoing) -> Result<Answer> {
        let Outgoing { deadline, largest_body, fresh_connection, .. } = outgoing;
        let client = if fresh_connection { &self.fresh } else { &self.pooled };
        let sent = Arc::new(AtomicBool::new(false));
        let request = into_request(outgoing, &sent);
        let response = match timeout_at(deadline, client.execute(request)).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(no_answer(error, sent.load(Ordering::Acquire))),
            Err(_) if !sent.load(Ordering::Acquire) => {
                return Err(timed_out(Outcome::NotSent, Phase::Connect));
            }
            Err(_) => return Err(timed_out(Outcome::Unknown, Phase::Response)),
        };
        read(response, deadline, largest_body).await
    }
}

fn parse_proxy(proxy: &SecretString) -> Result<reqwest::Proxy> {
    // The text may hold the proxy's password: the message must not repeat it, nor may the source.
    reqwest::Proxy::all(proxy.expose_secret())
        .map_err(|_| Error::config("the proxy is not a valid URL"))
}

fn into_request(outgoing: Outgoing, sent: &Arc<AtomicBool>) -> reqwest::Request {
    let mut request = reqwest::Request::new(outgoing.method, outgoing.url);
    *request.headers_mut() = outgoing.headers;
    if let Some(data) = outgoing.body {
        let (sent, progress) = (Arc::clone(sent), Progress::current());
        let body = MarkedBody { data: Some(data), sent, progress };
        *request.body_mut() = Some(reqwest::Body::wrap(body));
    } else {
        // Without a body there is no mark: what a request asks for may have been asked.
        sent.store(true, Ordering::Release);
        Progress::current().mark_sent();
    }
    request
}

/// A body that tells when it was asked for: from then on bytes may have left.
struct MarkedBody {
    data: Option<Bytes>,
    /// Of this attempt.
    sent: Arc<AtomicBool>,
    /// Of the whole call.
    progress: Progress,
}

impl http_body::Body for MarkedBody {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, Self::Error>>> {
        self.sent.store(true, Ordering::Release);
        self.progress.mark_sent();
        Poll::Ready(self.data.take().map(|data| Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.data.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.data.as_ref().map_or(0, |data| data.len() as u64))
    }
}

async fn read(
    mut response: reqwest::Response,
    deadline: Instant,
    largest: usize,
) -> Result<Answer> {
    let status = response.status().as_u16();
    let success = (200..=299).contains(&status);
    let mut body = Received::default();
    let failure = loop {
        if body.len() > largest || announced(&response) > largest as u64 {
            break Some(too_large(largest));
        }
        match timeout_at(deadline, response.chunk()).await {
            Ok(Ok(Some(chunk))) => body.push(chunk),
            Ok(Ok(None)) => break None,
            Ok(Err(error)) => {
                let message = format!("the answer was cut off: {}", innermost(&error));
                let error = Error::new(ErrorKind::Transport, Outcome::Applied, message)
                    .with_source(error.without_url());
                break Some(error);
            }
            Err(_) => break Some(timed_out(Outcome::Applied, Phase::Body)),
        }
    };
    match failure {
        // A refusal stands by its status; its body only explains.
        Some(mut error) if success => {
            error.fields_mut().status = Some(status);
            Err(error)
        }
        _ => Ok(Answer::new(status, std::mem::take(response.headers_mut()), body.into_bytes())),
    }
}

fn announced(response: &reqwest::Response) -> u64 {
    response.content_length().unwrap_or(0)
}

/// A body as it comes in; the usual single chunk is not copied.
#[derive(Default)]
struct Received {
    first: Bytes,
    rest: BytesMut,
}

impl Received {
    fn len(&self) -> usize {
        self.first.len() + self.rest.len()
    }

    fn push(&mut self, chunk: Bytes) {
        if self.first.is_empty() && self.rest.is_empty() {
            self.first = chunk;
        } else {
            self.rest.extend_from_slice(&std::mem::take(&mut self.first));
            self.rest.extend_from_slice(&chunk);
        }
    }

    fn into_bytes(self) -> Bytes {
        if self.rest.is_empty() { self.first } else { self.rest.freeze() }
    }
}

fn too_large(largest: usize) -> Error {
    let message = format!("the answer is larger than {largest} bytes");
    let mut error = Error::new(ErrorKind::Response, Outcome::Applied, message);
    error.fields_mut().permanent = true;
    error
}

fn timed_out(outcome: Outcome, phase: Phase) -> Error {
    let message = match phase {
        Phase::Queue => "no connection became free in time",
        Phase::Connect => "no connection could be made in time",
        Phase::Response => "no answer came in time",
        Phase::Body => "the answer did not end in time",
    };
    let mut error = Error::new(ErrorKind::Timeout, outcome, message);
    error.fields_mut().phase = Some(phase);
    error
}

/// A call that found no free connection before its time ran out.
pub(crate) fn timed_out_in_queue() -> Error {
    timed_out(Outcome::NotSent, Phase::Queue)
}

fn no_answer(error: reqwest::Error, sent: bool) -> Error {
    let error = error.without_url();
    if error.is_connect() {
        if error.is_timeout() {
            return timed_out(Outcome::NotSent, Phase::Connect).with_source(error);
        }
        let message = format!("no connection could be made: {}", innermost(&error));
        let permanent = is_tls(&error);
        let mut failure = Error::new(ErrorKind::Connect, Outcome::NotSent, message);
        failure.fields_mut().permanent = permanent;
        return failure.with_source(error);
    }
    // hyper hands a request back unsent where its connection closed before a byte was written.
    let handed_back = chain(&error)
        .any(|cause| cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_canceled));
    if handed_back || !sent {
        let message = "the connection closed before the request was sent";
        return Error::new(ErrorKind::Connect, Outcome::NotSent, message).with_source(error);
    }
    let message = format!("the connection failed before an answer came: {}", innermost(&error));
    Error::new(ErrorKind::Transport, Outcome::Unknown, message).with_source(error)
}

fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| (*error).source())
}

/// The innermost cause says what happened; the outer ones only where it was noticed.
fn innermost(error: &reqwest::Error) -> String {
    chain(error).last().map_or_else(String::new, ToString::to_string)
}

/// What TLS refuses once it refuses again: a certificate does not become valid by asking.
fn is_tls(error: &reqwest::Error) -> bool {
    chain(error).any(wraps_tls)
}

/// An `io::Error` shows the causes of what it wraps, but not the wrapped error itself, and it may
/// wrap another one of its kind.
fn wraps_tls(mut cause: &(dyn StdError + 'static)) -> bool {
    while let Some(wrapped) = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        cause = wrapped;
    }
    cause.is::<rustls::Error>()
}
