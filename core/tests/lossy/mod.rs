//! Proxy that closes the connection instead of relaying a response, or instead of relaying a
//! request.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Loss that the next request meets.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Loss {
    Nothing = 0,
    Response = 1,
    Request = 2,
}

/// The proxy, which runs until its runtime ends.
pub(crate) struct Lossy {
    pub(crate) url: String,
    loss: Arc<AtomicU8>,
}

impl Lossy {
    /// Starts a proxy in front of the server with this URL.
    pub(crate) async fn before(server: &str) -> Self {
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

    /// Sets the loss that the next request meets.
    pub(crate) fn lose(&self, loss: Loss) {
        self.loss.store(loss as u8, Ordering::SeqCst);
    }
}

/// Requests and responses are small, so each arrives in one read.
async fn relay(mut client: TcpStream, mut server: TcpStream, loss: Arc<AtomicU8>) {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = client.read(&mut buffer).await.unwrap_or(0);
        if count == 0 {
            return;
        }
        let loss = loss.swap(Loss::Nothing as u8, Ordering::SeqCst);
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
