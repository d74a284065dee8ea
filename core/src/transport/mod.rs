//! One attempt on the wire. Only this folder reads and writes HTTP.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderValue};
use secrecy::SecretString;
use tokio::time::{Instant, timeout_at};

use crate::error::{Error, Result};
use crate::error_kind::{ErrorKind, Outcome, Phase};
use crate::headers::Headers;
use crate::origin::Origin;
use crate::prepare::Prepared;
use crate::progress::Progress;
use crate::wire::{Answer, Method};

mod body;
mod connection;
mod dial;
mod failure;
mod head;
mod pool;
mod proxy;
mod quiet;

use body::Body;
pub(crate) use connection::PIECE;
use connection::{Broken, Connection};
use dial::Dial;
use pool::Pool;
use proxy::Proxy;

/// How much there may be before the body of an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeadLimits {
    /// In bytes. A head that is longer, and was not ended by what one more reading brought, is none.
    /// No more of a body is read at a time, where its length is not known.
    pub(crate) largest: usize,
    pub(crate) most_headers: usize,
}

impl Default for HeadLimits {
    fn default() -> Self {
        Self { largest: 64 * 1024, most_headers: 100 }
    }
}

/// What a transport is made from.
pub(crate) struct TransportOptions {
    pub(crate) tls: rustls::ClientConfig,
    pub(crate) connect_timeout: Duration,
    /// How long a connection is kept that nobody uses.
    pub(crate) idle_timeout: Duration,
    pub(crate) most_connections: usize,
    pub(crate) head: HeadLimits,
    /// May hold the proxy's password.
    pub(crate) proxy: Option<SecretString>,
}

/// One attempt, ready to be sent.
pub(crate) struct Outgoing<'a> {
    pub(crate) method: Method,
    pub(crate) request: &'a Prepared<'a>,
    /// Open a connection for this request alone. A pooled one may just be closing on the other
    /// side, and then nobody can say whether the request was read.
    pub(crate) fresh_connection: bool,
    pub(crate) deadline: Instant,
    pub(crate) largest_body: usize,
}

/// A request as it is written.
struct HttpRequest<'a> {
    method: &'static str,
    /// Path and query, and the server before them where a proxy has to know it.
    target: Cow<'a, str>,
    headers: &'a HeaderMap,
    proxy_authorization: Option<&'a HeaderValue>,
    body: Option<&'a Bytes>,
}

/// Whether a request may have left.
struct Mark {
    /// In this attempt.
    sent: bool,
    /// In the whole call.
    progress: Progress,
}

impl Mark {
    fn set(&mut self) {
        if !self.sent {
            self.sent = true;
            self.progress.mark_sent();
        }
    }
}

/// Connections to the servers of a client. Clones share them.
#[derive(Clone)]
pub(crate) struct Transport {
    dial: Arc<Dial>,
    pool: Arc<Pool>,
    head: HeadLimits,
}

impl Transport {
    pub(crate) fn new(options: &TransportOptions) -> Result<Self> {
        // Sessions belong to the connections of one process.
        let mut tls = options.tls.clone();
        tls.resumption = rustls::client::Resumption::default();
        let proxy = options.proxy.as_ref().map(Proxy::parse).transpose()?;
        let dial = Dial::new(tls, proxy, options.connect_timeout);
        let pool = Pool::new(options.most_connections, options.idle_timeout);
        Ok(Self { dial: Arc::new(dial), pool: Arc::new(pool), head: options.head })
    }

    /// Sends a request and waits for the whole answer, until the deadline.
    pub(crate) async fn send(&self, outgoing: Outgoing<'_>) -> Result<Answer> {
        let mut mark = Mark { sent: false, progress: Progress::current() };
        let deadline = outgoing.deadline;
        let mut received = Received { largest: outgoing.largest_body, ..Received::default() };
        match timeout_at(deadline, self.attempt(outgoing, &mut mark, &mut received)).await {
            Ok(Ok(())) => received.into_answer(None),
            Ok(Err(error)) => received.into_answer(Some(error)),
            Err(_) => received.into_late_answer(&mark),
        }
    }

    async fn attempt(
        &self,
        outgoing: Outgoing<'_>,
        mark: &mut Mark,
        received: &mut Received,
    ) -> Result<()> {
        let (origin, fresh) = (outgoing.request.origin, outgoing.fresh_connection);
        let request = self.request(&outgoing);
        loop {
            let kept = if fresh { None } else { self.pool.take(origin) };
            let was_kept = kept.is_some();
            let mut connection = match kept {
                Some(connection) => connection,
                // Most calls need no room for it.
                None => Box::pin(self.connect(origin)).await?,
            };
            if was_kept && can_wait() {
                // Those that have an answer now read it first, and then all send in a row: a server
                // need not be woken for each of their requests.
                tokio::task::yield_now().await;
            }
            match connection.exchange(&request, mark, received).await {
                Ok(()) => {
                    if !fresh {
                        self.pool.put(connection, origin);
                    }
                    return Ok(());
                }
                // It is as if the connection had not been there.
                Err(Broken::Unsent(_)) if was_kept => {}
                Err(Broken::Unsent(error) | Broken::Failed(error)) => return Err(error),
            }
        }
    }

    async fn connect(&self, origin: &Origin) -> Result<Connection> {
        Ok(Connection::over(self.dial.connect(origin).await?, self.head))
    }

    fn request<'a>(&'a self, outgoing: &Outgoing<'a>) -> HttpRequest<'a> {
        let Prepared { origin, target, headers, body } = outgoing.request;
        // Through TLS a proxy passes on what it cannot read; otherwise it has to be told.
        let proxy = self.dial.proxy.as_ref().filter(|_| !origin.is_tls);
        HttpRequest {
            method: outgoing.method.as_str(),
            target: match proxy {
                Some(_) => origin.absolute(target).to_string().into(),
                None => target.path_and_query().map_or("/", PathAndQuery::as_str).into(),
            },
            headers,
            proxy_authorization: proxy.and_then(|proxy| proxy.credential.as_ref()),
            body: body.as_ref(),
        }
    }
}

/// What has come of an answer so far.
#[derive(Default)]
struct Received {
    head: Option<(u16, Headers)>,
    body: Body,
    largest: usize,
}

impl Received {
    /// Refuses a body of which so much is still to come.
    fn check(&self, left: usize) -> Result<()> {
        if self.body.len().saturating_add(left) > self.largest {
            return Err(failure::too_large(self.largest));
        }
        Ok(())
    }

    fn into_answer(self, failure: Option<Error>) -> Result<Answer> {
        match (self.head, failure) {
            // A refusal stands by its status; its body only explains.
            (Some((status, _)), Some(mut error)) if (200..=299).contains(&status) => {
                error.fields_mut().status = Some(status);
                Err(error)
            }
            (Some((status, headers)), _) => {
                Ok(Answer::received(status, headers, self.body.into_bytes()))
            }
            (None, Some(error)) => Err(error),
            // It cannot be: without a head there is no end.
            (None, None) => {
                Err(Error::new(ErrorKind::Internal, Outcome::Unknown, "an answer has no head"))
            }
        }
    }

    fn into_late_answer(self, mark: &Mark) -> Result<Answer> {
        let late = if self.head.is_some() {
            failure::timed_out(Outcome::Applied, Phase::Body)
        } else if mark.sent {
            failure::timed_out(Outcome::Unknown, Phase::Response)
        } else {
            failure::timed_out_connecting()
        };
        self.into_answer(Some(late))
    }
}

/// Whether others may go on before this call sends: a thread that waits for one call has no others.
#[cfg(feature = "blocking")]
fn can_wait() -> bool {
    !crate::runtime::is_waited_for()
}

#[cfg(not(feature = "blocking"))]
fn can_wait() -> bool {
    true
}

/// A call that found no free connection before its time ran out.
pub(crate) fn timed_out_in_queue() -> Error {
    failure::timed_out(Outcome::NotSent, Phase::Queue)
}
