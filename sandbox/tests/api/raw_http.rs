//! A minimal HTTP client that writes request bytes and parses response bytes.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use sendgrid_accounts_sandbox::{Options, Sandbox};
use serde_json::Value;

/// A response.
#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    /// The body as a string; invalid UTF-8 is replaced.
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
}

impl Response {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect(&self.body)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn number(&self, name: &str) -> u64 {
        self.header(name).unwrap().parse().unwrap()
    }

    /// The status, and field and message of the only error.
    pub(crate) fn error(&self) -> (u16, Option<String>, String) {
        let body = self.json();
        let errors = body["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{body}");
        let field = errors[0]["field"].as_str().map(str::to_owned);
        (self.status, field, errors[0]["message"].as_str().unwrap().to_owned())
    }
}

/// A request and its builder.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl Call {
    pub(crate) fn new(method: &str, target: &str) -> Self {
        Self { method: method.into(), target: target.into(), headers: Vec::new(), body: None }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn key(self, key: &str) -> Self {
        self.header("Authorization", &format!("Bearer {key}"))
    }

    /// Sets a body without a content type.
    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    pub(crate) fn json(self, body: &str) -> Self {
        self.header("Content-Type", "application/json").body(body)
    }

    pub(crate) fn form(self, body: &str) -> Self {
        self.header("Content-Type", "application/x-www-form-urlencoded").body(body)
    }

    pub(crate) fn bytes(&self, address: &str) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        let named = |name: &str| self.headers.iter().any(|it| it.0.eq_ignore_ascii_case(name));
        if !named("host") {
            write!(head, "Host: {address}\r\n").unwrap();
        }
        for (name, value) in &self.headers {
            write!(head, "{name}: {value}\r\n").unwrap();
        }
        if let Some(body) = &self.body {
            write!(head, "Content-Length: {}\r\n", body.len()).unwrap();
        }
        head.push_str("\r\n");
        [head.as_bytes(), self.body.as_deref().unwrap_or_default()].concat()
    }

    pub(crate) fn send(&self, url: &str) -> Response {
        Connection::open(url).send(self)
    }
}

/// A persistent connection.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) stream: TcpStream,
    address: String,
}

impl Connection {
    pub(crate) fn open(url: &str) -> Self {
        let address = url.strip_prefix("http://").unwrap().to_owned();
        let stream = TcpStream::connect(&address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        Self { stream, address }
    }

    pub(crate) fn write(&mut self, call: &Call) {
        self.stream.write_all(&call.bytes(&self.address)).unwrap();
    }

    pub(crate) fn send(&mut self, call: &Call) -> Response {
        self.write(call);
        let is_head = call.method == "HEAD";
        let mut received = Vec::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            if let Some(response) = parse(&received, is_head) {
                return response;
            }
            let count = self.stream.read(&mut buffer).unwrap();
            assert_ne!(count, 0, "closed after {:?}", String::from_utf8_lossy(&received));
            received.extend_from_slice(&buffer[..count]);
        }
    }
}

/// Parses a complete response; `None` if the bytes are incomplete.
pub(crate) fn parse(received: &[u8], is_head: bool) -> Option<Response> {
    let end = received.windows(4).position(|it| it == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&received[..end]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let header = |line: &str| {
        let (name, value) = line.split_once(": ").unwrap();
        (name.to_owned(), value.to_owned())
    };
    let headers = lines.map(header).collect();
    let mut response = Response { status, headers, body: String::new(), bytes: Vec::new() };
    let length =
        if is_head { 0 } else { response.header("Content-Length").map_or(0, parse_length) };
    let bytes = &received[end + 4..];
    if bytes.len() < length {
        return None;
    }
    response.body = String::from_utf8_lossy(bytes).into_owned();
    response.bytes = bytes.to_vec();
    Some(response)
}

fn parse_length(value: &str) -> usize {
    value.parse().unwrap()
}

/// The password of the parent in these tests.
pub(crate) const PARENT_PASSWORD: &str = "old_password";

/// The default options with the password of these tests.
pub(crate) fn options() -> Options {
    Options { reseller_password: Some(PARENT_PASSWORD.to_owned()), ..Options::default() }
}

/// A sandbox with these options.
pub(crate) fn sandbox() -> Sandbox {
    Sandbox::start(options()).unwrap()
}

/// A request to `target` with the API key of the sandbox.
pub(crate) fn call(sandbox: &Sandbox, method: &str, target: &str) -> Call {
    Call::new(method, target).key(sandbox.api_key())
}

pub(crate) fn get(sandbox: &Sandbox, target: &str) -> Response {
    call(sandbox, "GET", target).send(sandbox.url())
}

/// Sends a request with a JSON body.
pub(crate) fn send(sandbox: &Sandbox, method: &str, target: &str, body: &str) -> Response {
    call(sandbox, method, target).json(body).send(sandbox.url())
}

/// A request to the control API.
pub(crate) fn control(sandbox: &Sandbox, method: &str, target: &str) -> Call {
    Call::new(method, target).header("X-Sandbox-Token", sandbox.control_token())
}

/// Sends a control request with a JSON body and asserts its success.
pub(crate) fn post_control(sandbox: &Sandbox, path: &str, body: &Value) -> Response {
    let response = control(sandbox, "POST", path).json(&body.to_string()).send(sandbox.url());
    assert!([200, 204].contains(&response.status), "{}", response.body);
    response
}
