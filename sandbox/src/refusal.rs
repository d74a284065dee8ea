//! Refuses a connection: a response without a complete request, and then the end.

use std::time::Duration;

use axum::http::StatusCode;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::messages;
use crate::response::{JSON, Response};
use crate::script::{End, Script, Step};
use crate::stream::Stream;
use crate::tls::Acceptor;

/// The maximum time until the connection is closed, even if the client reads nothing.
const MAX_TIME: Duration = Duration::from_secs(5);

/// Refuses a connection beyond the limit.
pub(crate) async fn too_many_connections(stream: TcpStream, acceptor: Option<&Acceptor>) {
    let mut stream = match acceptor {
        None => Stream::Plain(stream),
        Some(acceptor) => match timeout(MAX_TIME, acceptor.accept(stream)).await {
            Ok(Ok(stream)) => stream,
            // Without TLS the client cannot read a response.
            _ => return,
        },
    };
    let status = StatusCode::SERVICE_UNAVAILABLE;
    refuse(&mut stream, &Response::error(status, messages::TOO_MANY_CONNECTIONS)).await;
}

/// Refuses a request whose head did not arrive in time.
pub(crate) async fn late_head(stream: &mut Stream) {
    let status = StatusCode::REQUEST_TIMEOUT;
    refuse(stream, &Response::error(status, messages::REQUEST_TIMEOUT)).await;
}

async fn refuse(stream: &mut Stream, response: &Response) {
    let (status, body) = (response.status, &response.body);
    let reason = status.canonical_reason().unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {} {reason}\r\nContent-Type: {JSON}\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        status.as_str(),
        body.len()
    );
    let steps = vec![Step::Send([head.as_bytes(), body].concat().into())];
    // An error means that the client has disconnected; no report is needed.
    let _ = timeout(MAX_TIME, Script { steps, end: End::Close }.play(stream)).await;
}
