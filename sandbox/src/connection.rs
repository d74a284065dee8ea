//! Serves one connection: HTTP, interrupted by the scripts of injected faults.

use std::future::{pending, poll_fn};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use crate::control;
use crate::faults::{self, ACCEPT, FIRST_BYTES};
use crate::rewind::Rewind;
use crate::script::{Next, Script};
use crate::state::Shared;

/// The connection of a request, as a request extension.
#[derive(Debug, Clone)]
pub(crate) struct ConnectionHandle {
    /// Counts up from 1 over all connections.
    pub(crate) number: u64,
    pub(crate) peer_port: u16,
    scripts: UnboundedSender<Script>,
}

impl ConnectionHandle {
    /// Runs a script on the connection instead of sending a response. Never returns, because the
    /// request has no response.
    pub(crate) async fn run_script<T>(&self, script: Script) -> T {
        // The send fails only if the connection is closed; then nothing waits for the script.
        let _ = self.scripts.send(script);
        pending().await
    }
}

/// Serves a connection until one side closes it.
pub(crate) async fn serve(
    mut stream: TcpStream,
    peer: SocketAddr,
    number: u64,
    router: Router,
    shared: Arc<Shared>,
) {
    let (scripts, mut script_receiver) = mpsc::unbounded_channel();
    let handle = ConnectionHandle { number, peer_port: peer.port(), scripts };
    if inject_faults(&mut stream, &shared, &handle).await == Next::Done {
        return;
    }
    let router = TowerToHyperService::new(router);
    let mut stream = Rewind::new(stream);
    while let Some((script, rewound)) =
        serve_until_script(stream, &router, &handle, &mut script_receiver).await
    {
        stream = rewound;
        // A write error means that the client has disconnected; no report is needed.
        if !matches!(script.play(&mut stream.stream).await, Ok(Next::Serve)) {
            return;
        }
    }
}

/// Serves HTTP until a request sends a script. Returns `None` when the connection ends.
async fn serve_until_script(
    stream: Rewind,
    router: &TowerToHyperService<Router>,
    handle: &ConnectionHandle,
    scripts: &mut UnboundedReceiver<Script>,
) -> Option<(Script, Rewind)> {
    let service = service_fn(|mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(handle.clone());
        router.call(request)
    });
    let mut http = http1::Builder::new();
    // The spelling of the real servers: `X-Ratelimit-Limit` (observed: `sendgrid/sendgrid-go#344`).
    http.title_case_headers(true);
    let mut connection = http.serve_connection(TokioIo::new(stream), service);
    let script = poll_fn(|context| match scripts.poll_recv(context) {
        Poll::Ready(script) => Poll::Ready(script),
        // A connection error means that the client has disconnected; no report is needed.
        Poll::Pending => Pin::new(&mut connection).poll(context).map(|_| None),
    });
    let script = script.await?;
    let parts = connection.into_parts();
    Some((script, parts.io.into_inner().rewind(&parts.read_buf)))
}

/// Injects the faults of the connection itself, before any bytes are read.
async fn inject_faults(stream: &mut TcpStream, shared: &Shared, handle: &ConnectionHandle) -> Next {
    if let Some(script) = faults::of_connection(shared, handle, ACCEPT) {
        if !matches!(script.play(stream).await, Ok(Next::Serve)) {
            return Next::Done;
        }
    }
    if stream.readable().await.is_err() || !shared.has_faults() || is_control(stream).await {
        return Next::Serve;
    }
    match faults::of_connection(shared, handle, FIRST_BYTES) {
        Some(script) => script.play(stream).await.unwrap_or(Next::Done),
        None => Next::Serve,
    }
}

/// Whether the first request is a control request, as far as its bytes have arrived.
async fn is_control(stream: &TcpStream) -> bool {
    let mut first = [0; 64];
    let count = stream.peek(&mut first).await.unwrap_or_default();
    let first = first.get(..count).unwrap_or_default();
    let target = first.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
    target.is_empty() || target.starts_with(control::PREFIX.as_bytes())
}
