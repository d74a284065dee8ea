//! One attempt on the wire, by reqwest.

use std::error::Error as StdError;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http_body::{Frame, SizeHint};
use secrecy::SecretString;
use tokio::time::{Instant, timeout_at};

use crate::error::{Error, Result};
use crate::http::attempt_error::{AttemptError, Cause};
use crate::http::proxy;
use crate::http::sent_flag::{Cancelled, SentFlag};
use crate::operation::Response;

/// Settings of the HTTP client.
pub(crate) struct HttpOptions {
    pub(crate) tls: rustls::ClientConfig,
    pub(crate) connect_timeout: Duration,
    /// How long an idle connection is kept.
    pub(crate) idle_timeout: Duration,
    pub(crate) max_connections: usize,
    pub(crate) max_headers: usize,
    /// May hold the proxy's password.
    pub(crate) proxy: Option<SecretString>,
    /// Whether proxies are read from the environment.
    pub(crate) trust_env: bool,
    /// A client that the caller configured, used for everything.
    pub(crate) custom: Option<reqwest::Client>,
}

/// One attempt, ready to be sent.
pub(crate) struct Attempt {
    pub(crate) request: reqwest::Request,
    pub(crate) body: Option<Bytes>,
    /// Opens a connection for this request alone. An idle one may just be closing on the other
    /// side, and then nobody can say whether the request was read.
    pub(crate) fresh_connection: bool,
    pub(crate) deadline: Instant,
    pub(crate) max_body: usize,
}

/// Connections to the servers of one client in one process.
#[derive(Clone)]
pub(crate) struct HttpClient(Arc<Clients>);

struct Clients {
    options: Arc<HttpOptions>,
    /// Replaced where a connection of its pool must not be used again.
    pooled: RwLock<reqwest::Client>,
    /// It keeps no idle connections.
    fresh: reqwest::Client,
}

impl HttpClient {
    pub(crate) fn new(options: &Arc<HttpOptions>) -> Result<Self> {
        let pooled = RwLock::new(build(options, options.max_connections)?);
        let fresh = build(options, 0)?;
        Ok(Self(Arc::new(Clients { options: Arc::clone(options), pooled, fresh })))
    }

    /// Sends a request and reads the whole response. `sent` is the flag of the whole call.
    pub(crate) async fn send(
        &self,
        attempt: Attempt,
        sent: &SentFlag,
    ) -> Result<Response, AttemptError> {
        let Attempt { mut request, body, fresh_connection, deadline, max_body } = attempt;
        let client = if fresh_connection { self.0.fresh.clone() } else { self.pooled() };
        let of_attempt = SentFlag::default();
        if let Some(data) = body {
            let flags = [of_attempt.clone(), sent.clone()];
            *request.body_mut() =
                Some(reqwest::Body::wrap(FlaggedBody { data: Some(data), flags }));
        } else {
            // Without a body nothing shows when the request is written.
            let _ = of_attempt.set().and(sent.set());
        }
        let failed = |cause| AttemptError { sent: of_attempt.may_be_sent(), cause };
        let response = match timeout_at(deadline, client.execute(request)).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(failed(Cause::NoResponse(error.without_url()))),
            Err(_) => return Err(failed(Cause::ResponseTimeout)),
        };
        if is_ambiguous(response.headers()) {
            let status = response.status().as_u16();
            if !fresh_connection {
                self.replace_pool();
            }
            return Err(failed(Cause::AmbiguousLength { status }));
        }
        read(response, deadline, max_body).await.map_err(failed)
    }

    fn pooled(&self) -> reqwest::Client {
        self.0.pooled.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Leaves all idle connections behind. reqwest cannot close a single one, and bytes that follow
    /// an ambiguous response must not be read as the response to a later request.
    fn replace_pool(&self) {
        let Clients { options, pooled, .. } = &*self.0;
        if let Ok(client) = build(options, options.max_connections) {
            *pooled.write().unwrap_or_else(PoisonError::into_inner) = client;
        }
    }
}

fn build(options: &HttpOptions, max_idle: usize) -> Result<reqwest::Client> {
    if let Some(custom) = &options.custom {
        return Ok(custom.clone());
    }
    // TLS sessions belong to the connections of one process.
    let mut tls = options.tls.clone();
    tls.resumption = rustls::client::Resumption::default();
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .http1_only()
        // hyper writes names in lower case, and a lower-case `on-behalf-of` was once ignored: the
        // parent account answered (sendgrid/docs#3751).
        .http1_title_case_headers()
        .http1_max_headers(options.max_headers)
        .redirect(reqwest::redirect::Policy::none())
        // The call loop alone decides on retries.
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .connect_timeout(options.connect_timeout)
        .pool_idle_timeout(options.idle_timeout)
        .pool_max_idle_per_host(max_idle);
    for proxy in proxy::configured(options.proxy.as_ref(), options.trust_env)? {
        builder = builder.proxy(proxy);
    }
    builder.build().map_err(|error| {
        Error::config("the HTTP client cannot be built").with_source(error.without_url())
    })
}

/// RFC 9112, section 6.3: a response with both headers may be an attempt at response splitting.
fn is_ambiguous(headers: &HeaderMap) -> bool {
    headers.contains_key(TRANSFER_ENCODING) && headers.contains_key(CONTENT_LENGTH)
}

/// Sets flags when it is first polled: until then no byte of its request has been written.
struct FlaggedBody {
    data: Option<Bytes>,
    flags: [SentFlag; 2],
}

impl http_body::Body for FlaggedBody {
    type Data = Bytes;
    type Error = Cancelled;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let [of_attempt, of_call] = &self.flags;
        if let Err(cancelled) = of_call.set().and_then(|()| of_attempt.set()) {
            return Poll::Ready(Some(Err(cancelled)));
        }
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
    max_body: usize,
) -> Result<Response, Cause> {
    let status = response.status().as_u16();
    let announced = response.content_length().unwrap_or(0);
    let mut body = Received { announced, ..Received::default() };
    let failure = loop {
        if body.len() > max_body || announced > max_body as u64 {
            break Some(Cause::TooLarge { status, limit: max_body });
        }
        match timeout_at(deadline, response.chunk()).await {
            Ok(Ok(Some(chunk))) => body.push(chunk),
            Ok(Ok(None)) => break None,
            Ok(Err(error)) => break Some(Cause::CutOff { status, error: error.without_url() }),
            Err(_) => break Some(Cause::BodyTimeout { status }),
        }
    };
    match failure {
        // A refusal stands by its status; its body only explains.
        Some(cause) if response.status().is_success() => Err(cause),
        _ => {
            let headers = std::mem::take(response.headers_mut());
            Ok(Response::new(status, headers, body.into_bytes()))
        }
    }
}

/// A server may announce what it never sends: so much is reserved at once, and no more.
const MAX_RESERVED: u64 = 64 << 20;

/// A body as it arrives; the usual single chunk is not copied.
#[derive(Default)]
struct Received {
    announced: u64,
    first: Bytes,
    rest: BytesMut,
}

impl Received {
    fn len(&self) -> usize {
        self.first.len() + self.rest.len()
    }

    fn push(&mut self, chunk: Bytes) {
        if self.len() == 0 {
            self.first = chunk;
            return;
        }
        if self.rest.is_empty() {
            let announced = usize::try_from(self.announced.min(MAX_RESERVED)).unwrap_or_default();
            self.rest.reserve(announced.max(self.first.len() + chunk.len()));
            self.rest.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.rest.extend_from_slice(&chunk);
    }

    fn into_bytes(self) -> Bytes {
        if self.rest.is_empty() { self.first } else { self.rest.freeze() }
    }
}

/// The causes of an error, the outermost first.
pub(crate) fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| (*error).source())
}
