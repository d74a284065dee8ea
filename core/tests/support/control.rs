//! The control API of the sandbox, over one connection.

use sendgrid_accounts_sandbox::Sandbox;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A client of the control API.
pub(crate) struct Control {
    address: String,
    token: String,
    stream: Option<TcpStream>,
}

impl Control {
    pub(crate) fn new(sandbox: &Sandbox) -> Self {
        let address = sandbox.url().strip_prefix("http://").unwrap().to_owned();
        Self { address, token: sandbox.control_token().to_owned(), stream: None }
    }

    /// Sends a request. Panics unless the response is a success.
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
        // A response is small enough for one read.
        let mut response = [0; 4096];
        let count = stream.read(&mut response).await.unwrap();
        let response = String::from_utf8_lossy(&response[..count]);
        assert!(response.starts_with("HTTP/1.1 20"), "{response}");
    }
}
