//! A client that writes the bytes of a request and reads those of the answer.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use sendgrid_accounts_sandbox::{Options, Sandbox};
use serde_json::Value;

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    /// As text; what is not UTF-8 is replaced.
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
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

    /// The status with the field and the message of its only error.
    pub(crate) fn error(&self) -> (u16, Option<String>, String) {
        let body = self.json();
        let errors = body["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{body}");
        let field = errors[0]["field"].as_str().map(str::to_owned);
        (self.status, field, errors[0]["message"].as_str().unwrap().to_owned())
    }
}

/// The start of a request: what it is sent to, and how.
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

    /// A body without a content type.
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

    pub(crate) fn send(&self, url: &str) -> Reply {
        Connection::open(url).send(self)
    }
}

/// One connection, kept open between requests.
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

    pub(crate) fn send(&mut self, call: &Call) -> Reply {
        self.write(call);
        let is_head = call.method == "HEAD";
        let mut received = Vec::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            if let Some(reply) = parse(&received, is_head) {
                return reply;
            }
            let count = self.stream.read(&mut buffer).unwrap();
            assert_ne!(count, 0, "closed after {:?}", String::from_utf8_lossy(&received));
            received.extend_from_slice(&buffer[..count]);
        }
    }
}

/// The whole answer in these bytes, if it is there.
pub(crate) fn parse(received: &[u8], is_head: bool) -> Option<Reply> {
    let end = received.windows(4).position(|it| it == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&received[..end]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let header = |line: &str| {
        let (name, value) = line.split_once(": ").unwrap();
        (name.to_owned(), value.to_owned())
    };
    let headers = lines.map(header).collect();
    let mut reply = Reply { status, headers, body: String::new(), bytes: Vec::new() };
    let length = if is_head { 0 } else { reply.header("Content-Length").map_or(0, parsed) };
    let bytes = &received[end + 4..];
    if bytes.len() < length {
        return None;
    }
    reply.body = String::from_utf8_lossy(bytes).into_owned();
    reply.bytes = bytes.to_vec();
    Some(reply)
}

fn parsed(text: &str) -> usize {
    text.parse().unwrap()
}

/// A sandbox with default options.
pub(crate) fn sandbox() -> Sandbox {
    Sandbox::start(Options::default()).unwrap()
}

/// A request to `target` with the sandbox's own key.
pub(crate) fn call(sandbox: &Sandbox, method: &str, target: &str) -> Call {
    Call::new(method, target).key(sandbox.api_key())
}

pub(crate) fn get(sandbox: &Sandbox, target: &str) -> Reply {
    call(sandbox, "GET", target).send(sandbox.url())
}

/// A request with a JSON body.
pub(crate) fn send(sandbox: &Sandbox, method: &str, target: &str, body: &str) -> Reply {
    call(sandbox, method, target).json(body).send(sandbox.url())
}

/// A request to the control API.
pub(crate) fn control(sandbox: &Sandbox, method: &str, target: &str) -> Call {
    Call::new(method, target).header("X-Sandbox-Token", sandbox.control_token())
}

/// A control request with a JSON body that is accepted.
pub(crate) fn order(sandbox: &Sandbox, path: &str, body: &Value) -> Reply {
    let reply = control(sandbox, "POST", path).json(&body.to_string()).send(sandbox.url());
    assert!([200, 204].contains(&reply.status), "{}", reply.body);
    reply
}
