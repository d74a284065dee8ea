//! One connection: HTTP, until a fault wants its bytes for itself, and HTTP again after that.

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
use crate::script::{Next, Script};
use crate::state::Shared;
use crate::wire::Wire;

/// What a request knows of the connection that it came by.
#[derive(Debug, Clone)]
pub(crate) struct Handle {
    /// Counts up from 1, over all connections.
    pub(crate) number: u64,
    pub(crate) peer_port: u16,
    scripts: UnboundedSender<Script>,
}

impl Handle {
    /// Has a script played in place of an answer. Never returns, since there is none.
    pub(crate) async fn take_over<T>(&self, script: Script) -> T {
        // Without a receiver the connection is gone, and so is whoever would have waited.
        let _ = self.scripts.send(script);
        pending().await
    }
}

/// Serves a connection until one side closes it.
pub(crate) async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    number: u64,
    router: Router,
    shared: Arc<Shared>,
) {
    let (scripts, mut orders) = mpsc::unbounded_channel();
    let handle = Handle { number, peer_port: peer.port(), scripts };
    let mut wire = Wire::new(stream);
    if greet(&mut wire.stream, &shared, &handle).await == Next::Done {
        return;
    }
    let router = TowerToHyperService::new(router);
    while let Some((script, returned)) = until_order(wire, &router, &handle, &mut orders).await {
        wire = returned;
        // A client that hung up has no one left to tell.
        if !matches!(script.play(&mut wire.stream).await, Ok(Next::Serve)) {
            return;
        }
    }
}

/// Speaks HTTP, and returns what a fault ordered instead, if any did.
async fn until_order(
    wire: Wire,
    router: &TowerToHyperService<Router>,
    handle: &Handle,
    orders: &mut UnboundedReceiver<Script>,
) -> Option<(Script, Wire)> {
    let service = service_fn(|mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(handle.clone());
        router.call(request)
    });
    let mut http = http1::Builder::new();
    // So the real servers spell them: `X-Ratelimit-Limit` (observed: `sendgrid/sendgrid-go#344`).
    http.title_case_headers(true);
    let mut connection = http.serve_connection(TokioIo::new(wire), service);
    let script = poll_fn(|context| match orders.poll_recv(context) {
        Poll::Ready(script) => Poll::Ready(script),
        // A connection that fails has no one left to tell.
        Poll::Pending => Pin::new(&mut connection).poll(context).map(|_| None),
    });
    let script = script.await?;
    let parts = connection.into_parts();
    Some((script, parts.io.into_inner().unread(&parts.read_buf)))
}

/// The faults of the connection itself, before anything is read of it.
async fn greet(stream: &mut TcpStream, shared: &Shared, handle: &Handle) -> Next {
    if let Some(script) = faults::of_connection(shared, handle, ACCEPT) {
        if !matches!(script.play(stream).await, Ok(Next::Serve)) {
            return Next::Done;
        }
    }
    if stream.readable().await.is_err() || !shared.is_disturbed() || is_control(stream).await {
        return Next::Serve;
    }
    match faults::of_connection(shared, handle, FIRST_BYTES) {
        Some(script) => script.play(stream).await.unwrap_or(Next::Done),
        None => Next::Serve,
    }
}

/// Whether the first request is for the control API, as far as it has arrived.
async fn is_control(stream: &TcpStream) -> bool {
    let mut first = [0; 64];
    let count = stream.peek(&mut first).await.unwrap_or_default();
    let first = first.get(..count).unwrap_or_default();
    let target = first.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
    target.is_empty() || target.starts_with(control::PREFIX.as_bytes())
}
