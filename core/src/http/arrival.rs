//! Bytes that arrived on idle connections before a request: the runtime sees them first, so that hyper
//! closes these connections and does not read the bytes as the response.

use std::future::Future;

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::yield_now;

/// Runs a future after the runtime has seen all bytes that have arrived so far. `is_worker` says that
/// the only thread of the runtime polls this.
pub(crate) async fn after_arrived_bytes<F: Future>(is_worker: bool, future: F) -> F::Output {
    let flavor = Handle::try_current().map(|runtime| runtime.runtime_flavor());
    if is_worker || matches!(flavor, Ok(RuntimeFlavor::CurrentThread)) {
        // The thread asks the system for events before it continues.
        yield_now().await;
    } else if let Ok(socket) = new_socket() {
        // Another thread asks, and the system may suspend it before it handles the events. They come in
        // their order, and a new socket is writable: its event is after those of all bytes. Without a
        // socket, connections are watched as between two calls.
        let _ = socket.writable().await;
    }
    future.await
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
