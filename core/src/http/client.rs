//! The HTTP client: sends one attempt by reqwest and reads the whole response.

use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, StatusCode};
use http_body::{Frame, SizeHint};
use secrecy::SecretString;
use tokio::runtime::Handle;
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;

use crate::error::{Error, Result};
use crate::http::attempt_error::{AttemptError, Cause, causes};
use crate::http::proxy;
use crate::http::runtime::on;
use crate::http::sent_flag::{Cancelled, SentFlag};
use crate::http::tunnel::{Refusal, TunnelProxy};
use crate::operation::Response;

/// Extra time after a deadline for the error of a connect timeout to arrive from its thread.
const CONNECT_GRACE: Duration = Duration::from_millis(50);

/// Settings of the HTTP client.
pub(crate) struct HttpOptions {
    pub(crate) tls: rustls::ClientConfig,
    pub(crate) connect_timeout: Duration,
    pub(crate) idle_timeout: Duration,
    pub(crate) max_connections: usize,
    pub(crate) max_headers: usize,
    /// May contain the proxy's password.
    pub(crate) proxy: Option<SecretString>,
    pub(crate) trust_env: bool,
    /// The caller's own client, used for every request instead.
    pub(crate) custom: Option<reqwest::Client>,
}

/// The request of one attempt, and its limits.
pub(crate) struct Attempt {
    pub(crate) request: reqwest::Request,
    pub(crate) body: Option<Bytes>,
    /// Opens a connection for this request alone. The server may be closing an idle one, and then
    /// it is unknown whether it read the request.
    pub(crate) fresh_connection: bool,
    pub(crate) deadline: Instant,
    pub(crate) max_body: usize,
}

/// The connection pool of one client in one process.
#[derive(Clone)]
pub(crate) struct HttpClient(Arc<Clients>);

struct Clients {
    options: Arc<HttpOptions>,
    /// Replaced when a connection in its pool must not be reused.
    pooled: RwLock<reqwest::Client>,
    /// Keeps no idle connections.
    unpooled: reqwest::Client,
    /// The proxy of `https` servers, if these are not the caller's own clients.
    tunnels: Option<Arc<TunnelProxy>>,
}

impl HttpClient {
    pub(crate) fn new(options: &Arc<HttpOptions>) -> Result<Self> {
        let pooled = RwLock::new(build(options, options.max_connections)?);
        let unpooled = build(options, 0)?;
        let url = proxy::of_tunnels(options.proxy.as_ref(), options.trust_env);
        let tunnels = url
            .filter(|_| options.custom.is_none())
            .map(|url| TunnelProxy::new(url, options.connect_timeout, options.tls.clone()));
        Ok(Self(Arc::new(Clients { options: Arc::clone(options), pooled, unpooled, tunnels })))
    }

    /// Sends a request and reads the whole response. Sets `call_sent`, the flag of the whole call,
    /// when the request may have been sent. The connection runs on `runtime`, if any: a server that
    /// keeps it busy then delays no deadline.
    pub(crate) async fn send(
        &self,
        attempt: Attempt,
        call_sent: &SentFlag,
        runtime: Option<&Handle>,
    ) -> Result<Response, AttemptError> {
        let Attempt { mut request, body, fresh_connection, deadline, max_body } = attempt;
        let client = if fresh_connection { self.0.unpooled.clone() } else { self.pooled() };
        let (sent, has_body) = (SentFlag::default(), body.is_some());
        if let Some(data) = body {
            let flags = [sent.clone(), call_sent.clone()];
            *request.body_mut() =
                Some(reqwest::Body::wrap(FlaggedBody { data: Some(data), flags }));
        } else {
            // No body, no event when the request is written.
            let _ = sent.set().and(call_sent.set());
        }
        let received = Arc::new(Mutex::new(Received::default()));
        let tunnels = self.0.tunnels.clone();
        let exchange = exchange(client, request, max_body, Arc::clone(&received), tunnels);
        let mut exchange = pin!(on(runtime, exchange));
        let mut result = timeout_at(deadline, exchange.as_mut()).await;
        if result.is_err() && !has_body && lock(&received).head.is_none() {
            // A connect timeout that expires just now shows that nothing was sent.
            result = timeout(CONNECT_GRACE, exchange).await;
        }
        let received = std::mem::take(&mut *lock(&received));
        let failure = match result {
            Ok(failure) => failure,
            // From here on nothing is sent, even if the exchange is about to.
            Err(_) => Some(received.timeout(sent.cancel())),
        };
        if matches!(failure, Some(Cause::AmbiguousFraming { .. })) && !fresh_connection {
            self.replace_pool();
        }
        received.into_response(failure, &sent)
    }

    fn pooled(&self) -> reqwest::Client {
        self.0.pooled.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces the pool after an ambiguous response: later calls never use its connection, whose
    /// remaining bytes could be read as their response. reqwest cannot close a single connection.
    ///
    /// A call that already waits for a connection keeps the old pool. hyper closes a connection with
    /// unread bytes before it is reused, so that only bytes that arrive later could reach that call.
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
    // A forked child must not resume the TLS sessions of its parent.
    let mut tls = options.tls.clone();
    tls.resumption = rustls::client::Resumption::default();
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .http1_only()
        // SendGrid once ignored a lower-case `on-behalf-of` (sendgrid/docs#3751), so that the call
        // applied to the parent account.
        .http1_title_case_headers()
        // RFC 9112, section 5.2: a client replaces a folded line by blanks.
        .http1_allow_obsolete_multiline_headers_in_responses(true)
        .http1_max_headers(options.max_headers)
        .redirect(reqwest::redirect::Policy::none())
        // `retry::policy` decides on retries.
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

/// Whether the end of the body is ambiguous. RFC 9112, section 6.3, calls `Content-Length` beside
/// `Transfer-Encoding` a possible attempt at response splitting; no coding but `chunked` was requested.
fn is_ambiguous(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all(TRANSFER_ENCODING).iter();
    let Some(coding) = codings.next() else { return false };
    let is_chunked = coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"chunked");
    !is_chunked || codings.next().is_some() || headers.contains_key(CONTENT_LENGTH)
}

/// Maximum memory reserved by `Content-Length`, in bytes: a server may never send that much.
const MAX_RESERVED: u64 = 64 << 20;

/// Sends a request and reads its response into `received`. Gives the cause of a failure.
async fn exchange(
    client: reqwest::Client,
    request: reqwest::Request,
    max_body: usize,
    received: Arc<Mutex<Received>>,
    tunnels: Option<Arc<TunnelProxy>>,
) -> Option<Cause> {
    let tunnel = tunnels.map(|proxy| (proxy, request.url().clone()));
    // Lets this thread read from idle connections first, which it did not do while it was busy: one with
    // unexpected bytes closes, and they are not read as the response to this request.
    tokio::task::yield_now().await;
    let mut response = match client.execute(request).await {
        Ok(response) => response,
        Err(error) => return Some(no_response(error.without_url(), tunnel).await),
    };
    let status = response.status().as_u16();
    let is_ambiguous = is_ambiguous(response.headers());
    let length = response.content_length().unwrap_or(0);
    {
        let mut received = lock(&received);
        received.head = Some((response.status(), std::mem::take(response.headers_mut())));
        if is_ambiguous {
            return Some(Cause::AmbiguousFraming { status });
        }
        let reserved = usize::try_from(length.min(MAX_RESERVED)).unwrap_or_default();
        received.body.reserve(reserved.min(max_body));
    }
    loop {
        if lock(&received).body.len() > max_body || length > max_body as u64 {
            return Some(Cause::TooLarge { status, limit: max_body });
        }
        match response.chunk().await {
            Ok(Some(chunk)) => lock(&received).body.extend_from_slice(&chunk),
            Ok(None) => return None,
            Err(error) => return Some(Cause::CutOff { status, error: error.without_url() }),
        }
    }
}

async fn no_response(error: reqwest::Error, tunnel: Option<(Arc<TunnelProxy>, Url)>) -> Cause {
    let Some(mut refusal) = Refusal::find(causes(&error)) else { return Cause::NoResponse(error) };
    if let (None, Some((proxy, server))) = (refusal.status, tunnel) {
        refusal = proxy.refusal(&server).await;
    }
    Cause::TunnelRefused(Box::new(refusal), error)
}

/// The part of a response that has arrived.
#[derive(Default)]
struct Received {
    head: Option<(StatusCode, HeaderMap)>,
    body: BytesMut,
}

impl Received {
    fn timeout(&self, sent: bool) -> Cause {
        match &self.head {
            Some((status, _)) => Cause::BodyTimeout { status: status.as_u16() },
            None if sent => Cause::ResponseTimeout,
            None => Cause::ConnectTimeout,
        }
    }

    /// The response, or the cause of its absence.
    fn into_response(
        self,
        failure: Option<Cause>,
        sent: &SentFlag,
    ) -> Result<Response, AttemptError> {
        match (self.head, failure) {
            (Some((status, headers)), None) => {
                Ok(Response::new(status.as_u16(), headers, self.body.freeze()))
            }
            // The status of an error response stands without its body, if the head is clear.
            (Some((status, headers)), Some(cause))
                if !status.is_success() && !matches!(cause, Cause::AmbiguousFraming { .. }) =>
            {
                Ok(Response::new(status.as_u16(), headers, self.body.freeze()))
            }
            (head, Some(cause)) => {
                let response =
                    |(status, head): (StatusCode, _)| Response::new(status.as_u16(), head, "");
                let head = head.map(response).map(Box::new);
                Err(AttemptError { sent: sent.may_be_sent(), cause, head })
            }
            // Not possible: without a failure there is a head.
            (None, None) => {
                Err(AttemptError { sent: true, cause: Cause::ResponseTimeout, head: None })
            }
        }
    }
}

fn lock(received: &Mutex<Received>) -> MutexGuard<'_, Received> {
    received.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A body that sets flags when it is first polled: no byte of its request is written before.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_chunked_or_a_length_is_unambiguous() {
        let cases: [(&[&str], Option<&str>, bool); 7] = [
            (&[], None, false),
            (&[], Some("2"), false),
            (&["Chunked "], None, false),
            (&["chunked"], Some("2"), true),
            (&["gzip, chunked"], None, true),
            (&["chunked", "chunked"], None, true),
            (&["identity"], Some("2"), true),
        ];
        for (codings, length, expected) in cases {
            let mut headers = HeaderMap::new();
            for coding in codings {
                headers.append(TRANSFER_ENCODING, coding.parse().unwrap());
            }
            headers.extend(length.map(|length| (CONTENT_LENGTH, length.parse().unwrap())));
            assert_eq!(is_ambiguous(&headers), expected, "{headers:?}");
        }
    }
}
