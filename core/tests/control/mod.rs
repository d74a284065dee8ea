//! The control API of the sandbox, over one connection.

use sendgrid_accounts_sandbox::Sandbox;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Tells a sandbox what is to go wrong.
pub(crate) struct Control {
    address: String,
    token: String,
    stream: Option<TcpStream>,
}

impl Control {
    /// For that sandbox.
    pub(crate) fn of(sandbox: &Sandbox) -> Self {
        let address = sandbox.url().strip_prefix("http://").unwrap().to_owned();
        Self { address, token: sandbox.control_token().to_owned(), stream: None }
    }

    /// Sends an order, which must be accepted.
    pub(crate) async fn post(&mut self, path: &str, body: &Value) {
        if self.stream.is_none() {
            self.stream = Some(TcpStream::connect(&self.address).await.unwrap());
        }
        let stream = self.stream.as_mut().unwrap();
        let body = body.to_string();
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nX-Sandbox-Token: {}\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            self.token,
            body.len()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        // The answers are small: each comes in one piece.
        let mut answer = [0; 4096];
        let count = stream.read(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer[..count]);
        assert!(answer.starts_with("HTTP/1.1 20"), "{answer}");
    }
}
