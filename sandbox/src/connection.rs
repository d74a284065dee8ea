//! Serves one connection: HTTP, interrupted by the scripts of injected faults.

use std::future::{pending, poll_fn};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::time::timeout;

use crate::control;
use crate::faults::{ACCEPT, FIRST_BYTES};
use crate::journal::{JournalEntry, Origin};
use crate::refusal;
use crate::rewind::Rewind;
use crate::script::{Next, Script};
use crate::state::Shared;
use crate::stream::Stream;

/// The connection of a request, as a request extension.
#[derive(Debug, Clone)]
pub(crate) struct ConnectionHandle {
    /// Counts up from 1 over all connections.
    pub(crate) number: u64,
    pub(crate) peer_port: u16,
    scripts: UnboundedSender<Script>,
}

impl ConnectionHandle {
    /// The origin of a request that arrived this long after the start of the server.
    pub(crate) fn origin(&self, since_start: Duration) -> Origin {
        Origin::new(self.number, self.peer_port, since_start)
    }

    /// Runs a script on the connection instead of sending a response. Never returns, because the
    /// request has no response.
    pub(crate) async fn run_script<T>(&self, script: Script) -> T {
        // The send fails only if the connection is closed; then nothing waits for the script.
        let _ = self.scripts.send(script);
        pending().await
    }
}

/// The reason why HTTP ends before the connection.
enum Interruption {
    /// A request is responded to by this script.
    Script(Script),
    /// The head of a request did not arrive in time.
    LateHead,
}

/// Serves a connection until one side closes it.
pub(crate) async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    number: u64,
    router: Router,
    shared: Arc<Shared>,
) {
    let (scripts, mut script_receiver) = mpsc::unbounded_channel();
    let handle = ConnectionHandle { number, peer_port: peer.port(), scripts };
    let Some(mut stream) = accept(stream, &shared, &handle).await else { return };
    if inject_fault(&mut stream, &shared, &handle).await == Next::Done {
        return;
    }
    let router = TowerToHyperService::new(router);
    while let Some((interruption, rewound)) =
        serve_http(stream, &router, &shared, &handle, &mut script_receiver).await
    {
        stream = rewound;
        let next = match interruption {
            Interruption::Script(script) => script.play(&mut stream.stream).await,
            Interruption::LateHead => return refusal::late_head(&mut stream.stream).await,
        };
        // A write error means that the client has disconnected; no report is needed.
        if !matches!(next, Ok(Next::Serve)) {
            return;
        }
    }
}

/// Serves HTTP until an interruption. Returns `None` when the connection ends.
async fn serve_http(
    stream: Rewind,
    router: &TowerToHyperService<Router>,
    shared: &Shared,
    handle: &ConnectionHandle,
    scripts: &mut UnboundedReceiver<Script>,
) -> Option<(Interruption, Rewind)> {
    let service = service_fn(|mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(handle.clone());
        router.call(request)
    });
    let mut http = http1::Builder::new();
    // The spelling of the real servers: `X-Ratelimit-Limit` (observed: `sendgrid/sendgrid-go#344`).
    http.title_case_headers(true);
    // Includes the time before the first byte of the head.
    http.timer(TokioTimer::new()).header_read_timeout(shared.options.request_timeout);
    let mut connection = http.serve_connection(TokioIo::new(stream), service);
    let interruption = poll_fn(|context| match scripts.poll_recv(context) {
        Poll::Ready(script) => Poll::Ready(script.map(Interruption::Script)),
        Poll::Pending => Pin::new(&mut connection).poll(context).map(|result| {
            // Any other error means that the client has disconnected; no report is needed.
            let is_late = result.is_err_and(|error| error.is_timeout());
            is_late.then_some(Interruption::LateHead)
        }),
    });
    let interruption = interruption.await?;
    let parts = connection.into_parts();
    // A response on an idle connection would be taken for that of the next request.
    let is_idle = parts.read_buf.is_empty();
    if matches!(interruption, Interruption::LateHead) && is_idle {
        return None;
    }
    Some((interruption, parts.io.into_inner().rewind(&parts.read_buf)))
}

/// Injects the fault of the new connection, if there is one, and establishes TLS. Returns `None` if the
/// connection ends.
async fn accept(stream: TcpStream, shared: &Shared, handle: &ConnectionHandle) -> Option<Rewind> {
    let mut stream = Stream::Plain(stream);
    if let Some(script) = take_fault(shared, handle, ACCEPT) {
        if !matches!(script.play(&mut stream).await, Ok(Next::Serve)) {
            return None;
        }
    }
    let time = shared.options.request_timeout;
    let stream = match (stream, &shared.acceptor) {
        (Stream::Plain(stream), Some(acceptor)) => {
            timeout(time, acceptor.accept(stream)).await.ok()?.ok()?
        }
        (stream, _) => stream,
    };
    Some(Rewind::new(stream, time))
}

/// Injects the fault of the first bytes, if there is one, before any bytes are read.
async fn inject_fault(stream: &mut Rewind, shared: &Shared, handle: &ConnectionHandle) -> Next {
    let mut first = [0; 64];
    let meets_fault = async {
        let count = stream.peek(&mut first).await.unwrap_or_default();
        shared.has_faults() && !is_control(first.get(..count).unwrap_or_default())
    };
    match timeout(shared.options.request_timeout, meets_fault).await {
        Ok(true) => {}
        Ok(false) => return Next::Serve,
        Err(_) => return Next::Done,
    }
    match take_fault(shared, handle, FIRST_BYTES) {
        Some(script) => script.play(&mut stream.stream).await.unwrap_or(Next::Done),
        None => Next::Serve,
    }
}

/// Takes the next fault for a connection and returns its script.
fn take_fault(
    shared: &Shared,
    handle: &ConnectionHandle,
    operation: &'static str,
) -> Option<Script> {
    if !shared.has_faults() {
        return None;
    }
    let mut state = shared.lock();
    let assignment = state.faults.take_for_connection(operation)?;
    let origin = handle.origin(shared.started.elapsed());
    let entry = JournalEntry::of_connection(origin, operation, assignment.journal_fault.clone());
    let seq = state.journal.push(entry, &[]);
    state.faults.set_journal_seq(&assignment, seq);
    shared.update_fault_flag(&state);
    Some(assignment.fault.connection_script())
}

/// Whether the first request is not for an API, as far as its bytes have arrived.
fn is_control(first: &[u8]) -> bool {
    let target = first.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
    target.is_empty() || control::is_own(target)
}
