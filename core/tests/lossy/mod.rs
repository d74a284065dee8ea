//! A proxy that loses answers: the server gets the request and does what it says, and the client
//! hears nothing; or the request is lost, and the server hears nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What becomes of the next request.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Loss {
    Nothing = 0,
    Response = 1,
    Request = 2,
}

/// The proxy; it lives until its runtime ends.
pub(crate) struct Lossy {
    pub(crate) url: String,
    loss: Arc<AtomicU8>,
}

impl Lossy {
    /// Stands before the server of that URL.
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

    /// Lets the next request fail in that way.
    pub(crate) fn lose(&self, loss: Loss) {
        self.loss.store(loss as u8, Ordering::SeqCst);
    }
}

/// Requests and answers are small: each comes in one piece.
async fn relay(mut client: TcpStream, mut server: TcpStream, loss: Arc<AtomicU8>) {
    let mut piece = vec![0; 1 << 16];
    loop {
        let count = client.read(&mut piece).await.unwrap_or(0);
        if count == 0 {
            return;
        }
        let loss = loss.swap(Loss::Nothing as u8, Ordering::SeqCst);
        if loss == Loss::Request as u8 {
            return;
        }
        server.write_all(&piece[..count]).await.unwrap();
        let count = server.read(&mut piece).await.unwrap();
        if loss == Loss::Response as u8 || client.write_all(&piece[..count]).await.is_err() {
            return;
        }
    }
}
