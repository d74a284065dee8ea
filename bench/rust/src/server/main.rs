//! A server with little overhead: one thread, prepared responses, one read and one write per call.
//! It implements only the part of HTTP/1.1 that well-behaved clients need.
//!
//!     bench-server --cert CERT.PEM --key KEY.PEM --delay-ms N
//!
//! It prints its URLs as one line of JSON, and ends when its standard input is closed.

#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "without its arguments the server cannot start"
)]

mod connection;
mod responses;
mod rows;

use std::env;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use responses::Responses;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::json;
use tokio::net::{TcpListener, TcpSocket};
use tokio_rustls::TlsAcceptor;

/// More than the concurrent connections of any contender.
const BACKLOG: u32 = 4096;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let delay = Duration::from_millis(option("--delay-ms").parse().unwrap());
    let acceptor = TlsAcceptor::from(Arc::new(tls()));
    runtime.block_on(tokio::task::LocalSet::new().run_until(async move {
        let responses = Rc::new(Responses::default());
        let mut urls = serde_json::Map::new();
        for (name, secure, delay) in [
            ("http", false, Duration::ZERO),
            ("tls", true, Duration::ZERO),
            ("http_far", false, delay),
            ("tls_far", true, delay),
        ] {
            let listener = listen();
            let scheme = if secure { "https" } else { "http" };
            let url = format!("{scheme}://{}", listener.local_addr().unwrap());
            urls.insert(name.into(), json!(url));
            let acceptor = secure.then(|| acceptor.clone());
            tokio::task::spawn_local(accept(listener, acceptor, delay, Rc::clone(&responses)));
        }
        println!("{}", json!(urls));
        parent_exit().await;
    }));
}

fn option(name: &str) -> String {
    env::args().skip_while(|argument| argument != name).nth(1).unwrap()
}

fn tls() -> ServerConfig {
    let chain = CertificateDer::pem_file_iter(option("--cert")).unwrap();
    let key = PrivateKeyDer::from_pem_file(option("--key")).unwrap();
    let _ = rustls::crypto::ring::default_provider().install_default();
    ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain.map(|certificate| certificate.unwrap()).collect(), key)
        .unwrap()
}

fn listen() -> TcpListener {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    socket.listen(BACKLOG).unwrap()
}

/// Accepts connections. The delay simulates one round trip for TCP, one for TLS 1.3, and one for
/// each response.
async fn accept(
    listener: TcpListener,
    acceptor: Option<TlsAcceptor>,
    delay: Duration,
    responses: Rc<Responses>,
) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let _ = stream.set_nodelay(true);
        let (acceptor, responses) = (acceptor.clone(), Rc::clone(&responses));
        tokio::task::spawn_local(async move {
            let Some(acceptor) = acceptor else {
                pause(delay).await;
                return connection::serve(stream, delay, &responses).await;
            };
            pause(delay * 2).await;
            match acceptor.accept(stream).await {
                Ok(stream) => connection::serve(stream, delay, &responses).await,
                // The client aborted the handshake.
                Err(_) => Ok(()),
            }
        });
    }
}

async fn pause(delay: Duration) {
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
}

/// Waits for the end of standard input, so that the server does not outlive its parent process.
async fn parent_exit() {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        let _ = sender.send(());
    });
    let _ = receiver.await;
}
