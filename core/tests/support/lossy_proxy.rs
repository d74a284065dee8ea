//! A proxy that loses requests or responses on demand.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The message that the proxy loses.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Loss {
    None = 0,
    Response = 1,
    Request = 2,
}

/// The proxy. It lives as long as its runtime.
pub(crate) struct LossyProxy {
    pub(crate) url: String,
    loss: Arc<AtomicU8>,
}

impl LossyProxy {
    /// Starts a proxy in front of the server at a URL.
    pub(crate) async fn start(server: &str) -> Self {
        let server = server.strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let loss = Arc::new(AtomicU8::new(0));
        let shared = Arc::clone(&loss);
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let server = TcpStream::connect(&server).await.unwrap();
                tokio::spawn(relay(client, server, Arc::clone(&shared)));
            }
        });
        Self { url, loss }
    }

    /// Loses the next request or its response, and closes the connection.
    pub(crate) fn lose(&self, loss: Loss) {
        self.loss.store(loss as u8, Ordering::SeqCst);
    }
}

/// Requests and responses are small enough for one read each.
async fn relay(mut client: TcpStream, mut server: TcpStream, loss: Arc<AtomicU8>) {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = client.read(&mut buffer).await.unwrap_or(0);
        if count == 0 {
            return;
        }
        let loss = loss.swap(Loss::None as u8, Ordering::SeqCst);
        if loss == Loss::Request as u8 {
            return;
        }
        server.write_all(&buffer[..count]).await.unwrap();
        let count = server.read(&mut buffer).await.unwrap();
        if loss == Loss::Response as u8 || client.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}
