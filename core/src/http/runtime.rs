//! The runtime of a request and its connection, and the bytes that it sees before.
//!
//! Bytes that arrived on an idle connection before a request are not its response: hyper closes the
//! connection once the runtime has seen them.

use std::future::Future;

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::JoinSet;

/// Runs a future as a task of a runtime, or here. Dropping it cancels the task.
pub(crate) async fn on<F>(runtime: Option<&Handle>, future: F) -> F::Output
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let Some(runtime) = runtime else {
        other_threads_see_arrived_bytes().await;
        return future.await;
    };
    let mut tasks = JoinSet::new();
    tasks.spawn_on(future, runtime);
    match tasks.join_next().await {
        Some(Ok(output)) => output,
        Some(Err(error)) => std::panic::resume_unwind(error.into_panic()),
        // Not possible: the set has one task.
        None => std::future::pending().await,
    }
}

/// Waits until the threads of the runtime have seen all bytes that have arrived so far. A no-op if it has
/// one thread: that sees them when it is yielded to.
async fn other_threads_see_arrived_bytes() {
    let flavor = Handle::try_current().map(|runtime| runtime.runtime_flavor());
    if matches!(flavor, Ok(RuntimeFlavor::CurrentThread)) {
        return;
    }
    // One thread asks the system for events, and may be suspended before it handles them. It does so in
    // their order, and a new socket is writable: its event is after those of all bytes. Without a socket,
    // connections are watched as between two calls.
    if let Ok(socket) = new_socket() {
        let _ = socket.writable().await;
    }
}

#[cfg(unix)]
fn new_socket() -> std::io::Result<tokio::net::UnixDatagram> {
    tokio::net::UnixDatagram::unbound()
}

#[cfg(not(unix))]
fn new_socket() -> std::io::Result<tokio::net::UdpSocket> {
    let socket = std::net::UdpSocket::bind((std::net::Ipv4Addr::LOCALHOST, 0))?;
    socket.set_nonblocking(true)?;
    tokio::net::UdpSocket::from_std(socket)
}
