//! Limits of time, connections and memory.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use sendgrid_accounts_sandbox::{Options, Sandbox, StartError};

use crate::raw_http::{self, Connection, Response, call, control, get, parse};

const TIMEOUT: Duration = Duration::from_millis(300);

fn impatient() -> Sandbox {
    Sandbox::start(Options { request_timeout: TIMEOUT, ..raw_http::options() }).unwrap()
}

/// Sends bytes one by one until the server ends the connection, and returns what it sent.
fn trickle(sandbox: &Sandbox, begin: &[u8]) -> (Vec<u8>, Duration) {
    let mut stream = Connection::open(sandbox.url()).stream;
    stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    stream.write_all(begin).unwrap();
    let started = Instant::now();
    let (mut received, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        let _ = stream.write_all(b"x");
        match stream.read(&mut buffer) {
            Ok(0) => return (received, started.elapsed()),
            Ok(count) => received.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => {
                return (received, started.elapsed());
            }
            Err(_) => assert!(started.elapsed() < Duration::from_secs(8), "still open"),
        }
    }
}

fn error(received: &[u8]) -> (u16, Option<String>, String) {
    parse(received, false).unwrap().error()
}

#[test]
fn ends_a_request_that_arrives_too_slowly() {
    let sandbox = impatient();
    let body = "PUT /v3/user/email HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n";
    let body = body
        .replace("\r\n\r\n", &format!("\r\nAuthorization: Bearer {}\r\n\r\n", sandbox.api_key()));
    let control =
        "POST /__sandbox/down HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n";
    let control = control
        .replace("\r\n\r\n", &format!("\r\nX-Sandbox-Token: {}\r\n\r\n", sandbox.control_token()));
    for begin in ["G", "GET /v3/user/email HTTP/1.1\r\nHost: localhost\r\nX: ", &body, &control] {
        let (received, time) = trickle(&sandbox, begin.as_bytes());
        let (status, field, message) = error(&received);
        assert_eq!((status, field), (408, None), "{begin}");
        assert!(message.contains("--request-timeout-ms"), "{message}");
        assert!(time >= TIMEOUT, "{time:?}");
    }
    assert_eq!(get(&sandbox, "/v3/user/email").body, r#"{"email":"test@example.com"}"#);
}

#[test]
fn closes_an_idle_connection_without_a_response() {
    let sandbox = impatient();
    let fault = r#"[{"operation": "user.get_credits", "fault": {"kind": "html"}}]"#;
    for has_faults in [false, true] {
        for requests in 0..2 {
            let mut connection = Connection::open(sandbox.url());
            for _ in 0..requests {
                assert_eq!(connection.send(&call(&sandbox, "GET", "/v3/user/email")).status, 200);
            }
            let started = Instant::now();
            let count = connection.stream.read(&mut [0]);
            assert_eq!(count.ok(), Some(0), "{requests} {has_faults}");
            assert!(started.elapsed() > TIMEOUT / 2, "{:?}", started.elapsed());
        }
        control(&sandbox, "POST", "/__sandbox/faults").body(fault).send(sandbox.url());
    }
}

#[test]
fn keeps_a_connection_with_a_slow_response() {
    let latency = 3 * TIMEOUT;
    let options = Options { request_timeout: TIMEOUT, latency, ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    let mut connection = Connection::open(sandbox.url());
    for _ in 0..2 {
        assert_eq!(connection.send(&call(&sandbox, "GET", "/v3/user/email")).status, 200);
    }
}

#[test]
fn ends_a_response_that_the_client_does_not_read() {
    let options = Options {
        request_timeout: TIMEOUT,
        max_connections: 1,
        customers: 20_000,
        ..raw_http::options()
    };
    let sandbox = Sandbox::start(options).unwrap();
    let mut reader = Connection::open(sandbox.url());
    let list = "/apiv2/reseller.manage.json?method=profile&task=get";
    reader.write(&call(&sandbox, "GET", list));
    thread::sleep(Duration::from_millis(100));
    wait_for(|| status(&sandbox) == Some(200));
    let mut received = Vec::new();
    let _ = reader.stream.read_to_end(&mut received);
    assert!(parse(&received, false).is_none(), "incomplete");
}

/// The status of a new connection, if it gets a response.
fn status(sandbox: &Sandbox) -> Option<u16> {
    respond(sandbox).map(|response| response.status)
}

fn respond(sandbox: &Sandbox) -> Option<Response> {
    let address = sandbox.url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let request = call(sandbox, "GET", "/v3/user/email").header("Connection", "close");
    stream.write_all(&request.bytes(address)).ok()?;
    let mut received = Vec::new();
    stream.read_to_end(&mut received).ok()?;
    parse(&received, false)
}

fn wait_for(is_so: impl Fn() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < Duration::from_secs(10), "not so");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn refuses_connections_beyond_the_limit() {
    let options = Options { max_connections: 3, ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    let mut open: Vec<_> = (0..3).map(|_| Connection::open(sandbox.url())).collect();
    for _ in 0..200 {
        let (status, field, message) = respond(&sandbox).unwrap().error();
        assert_eq!((status, field), (503, None));
        assert!(message.contains("--max-connections"), "{message}");
    }
    assert_eq!(sandbox.journal(), []);
    for connection in &mut open {
        assert_eq!(connection.send(&call(&sandbox, "GET", "/v3/user/email")).status, 200);
    }
    drop(open.pop());
    wait_for(|| status(&sandbox) == Some(200));
}

#[test]
fn serves_while_stalled_connections_fill_the_limit() {
    let options = Options { max_connections: 8, request_timeout: TIMEOUT, ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    let mut stalled: Vec<_> = (0..8).map(|_| Connection::open(sandbox.url())).collect();
    for connection in &mut stalled {
        connection.stream.write_all(b"GET / HTTP/1.1\r\n").unwrap();
    }
    wait_for(|| status(&sandbox) == Some(200));
}

#[test]
fn bounds_the_journal_by_bytes() {
    const REQUESTS: usize = 200;
    let options = Options { journal_bytes: 64 * 1024, ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    let window = r#"{"v3": {"limit": 1000, "window_seconds": 3600}}"#;
    control(&sandbox, "POST", "/__sandbox/windows").body(window).send(sandbox.url());
    assert_eq!(sandbox.journal_dropped(), 0);
    let target = format!("/v3/{}", "x".repeat(1000));
    let mut connection = Connection::open(sandbox.url());
    for _ in 0..REQUESTS {
        assert_eq!(connection.send(&call(&sandbox, "GET", &target)).status, 404);
    }
    let journal = sandbox.journal();
    assert!((20..=64).contains(&journal.len()), "{}", journal.len());
    assert_eq!(journal.last().unwrap().seq, REQUESTS as u64);
    let dropped = sandbox.journal_dropped();
    assert_eq!(dropped, (REQUESTS - journal.len()) as u64);
    let response = control(&sandbox, "GET", "/__sandbox/journal").send(sandbox.url());
    assert_eq!(response.number("X-Sandbox-Journal-Dropped"), dropped);
    assert_eq!(response.json(), serde_json::to_value(&journal).unwrap());
    sandbox.reset();
    assert_eq!((sandbox.journal(), sandbox.journal_dropped()), (vec![], 0));
}

#[test]
fn rejects_impossible_options() {
    let option = |options: Options| match Sandbox::start(options).unwrap_err() {
        StartError::Invalid { option, .. } => option,
        other => panic!("{other}"),
    };
    let base = Options::default;
    for password in ["", "a\nb", "\u{7f}", "\u{85}"] {
        let reseller_password = Some(password.to_owned());
        assert_eq!(option(Options { reseller_password, ..base() }), "reseller_password");
    }
    for host in ["", "a:1", "http://a", "a@b", "a b", "a/"] {
        let allowed_hosts = vec!["a".to_owned(), host.to_owned()];
        assert_eq!(option(Options { allowed_hosts, ..base() }), "allowed_hosts", "{host}");
    }
    for request_timeout in [Duration::ZERO, Duration::from_secs(86_401), Duration::MAX] {
        assert_eq!(option(Options { request_timeout, ..base() }), "request_timeout");
    }
    for max_connections in [0, usize::MAX] {
        assert_eq!(option(Options { max_connections, ..base() }), "max_connections");
    }
    let error = Sandbox::start(Options { max_connections: 0, ..base() }).unwrap_err();
    assert!(error.to_string().starts_with("max_connections must be"), "{error}");
}
