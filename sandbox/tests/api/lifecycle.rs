//! Start and stop of the server, and its connections.

use std::io::Read as _;
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use sendgrid_accounts_sandbox::{Options, Sandbox, StartError};

use crate::raw_http::{self, Connection, call, get, parse, sandbox, send};

fn slow(latency: Duration) -> Sandbox {
    Sandbox::start(Options { latency, ..raw_http::options() }).unwrap()
}

#[test]
fn sends_head_and_body_in_one_segment() {
    let sandbox = sandbox();
    let mut connection = Connection::open(sandbox.url());
    for _ in 0..200 {
        connection.write(&call(&sandbox, "GET", "/v3/user/profile"));
        let mut buffer = [0; 4096];
        let count = connection.stream.read(&mut buffer).unwrap();
        let response = parse(&buffer[..count], false).expect("head and body in one piece");
        assert_eq!((response.status, response.json()["zip"].as_str()), (200, Some("92868")));
    }
}

#[test]
fn keeps_a_connection_open_after_errors() {
    let sandbox = sandbox();
    let mut connection = Connection::open(sandbox.url());
    for _ in 0..3 {
        let read = call(&sandbox, "GET", "/v3/user/email");
        assert_eq!(connection.send(&read).status, 200);
        let rejected = call(&sandbox, "POST", "/v3/user/email").json(r#"{"email":"a@b"}"#);
        assert_eq!(connection.send(&rejected).status, 405);
        let large = call(&sandbox, "PUT", "/v3/user/email").json(&"x".repeat(100_000));
        assert_eq!(connection.send(&large).status, 413);
        let unknown = call(&sandbox, "PUT", "/x").json("{}");
        assert_eq!(connection.send(&unknown).status, 404);
    }
}

#[test]
fn stops_without_waiting_for_idle_connections() {
    let sandbox = sandbox();
    let mut idle = Connection::open(sandbox.url());
    assert_eq!(idle.send(&call(&sandbox, "GET", "/v3/user/email")).status, 200);
    let unused = Connection::open(sandbox.url());
    let address = sandbox.url().strip_prefix("http://").unwrap().to_owned();

    let begin = Instant::now();
    sandbox.stop();
    assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
    let mut rest = Vec::new();
    // A FIN, or a reset if the server had not accepted the connection; both leave no bytes.
    let _ = idle.stream.read_to_end(&mut rest);
    assert!(rest.is_empty());
    drop(unused);
    assert!(TcpStream::connect(address).is_err(), "no longer listening");
}

#[test]
fn stops_without_waiting_for_delayed_requests() {
    let sandbox = slow(Duration::from_secs(3600));
    let mut waiting = Connection::open(sandbox.url());
    waiting.write(&call(&sandbox, "GET", "/v3/user/email"));
    thread::sleep(Duration::from_millis(50));
    let begin = Instant::now();
    drop(sandbox);
    assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
}

#[test]
fn delays_api_requests_but_not_control_requests() {
    let sandbox = slow(Duration::from_millis(500));
    let begin = Instant::now();
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
    assert!(begin.elapsed() >= Duration::from_millis(500), "{:?}", begin.elapsed());

    let control = raw_http::Call::new("GET", "/__sandbox/state")
        .header("X-Sandbox-Token", sandbox.control_token());
    let begin = Instant::now();
    assert_eq!(control.send(sandbox.url()).status, 200);
    assert!(begin.elapsed() < Duration::from_millis(500), "{:?}", begin.elapsed());
}

#[test]
fn delays_concurrent_requests_in_parallel() {
    let sandbox = slow(Duration::from_millis(200));
    let begin = Instant::now();
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| assert_eq!(get(&sandbox, "/v3/user/email").status, 200));
        }
    });
    assert!(begin.elapsed() < Duration::from_secs(2), "{:?}", begin.elapsed());
    assert_eq!(sandbox.journal().len(), 16);
}

#[test]
fn drops_a_request_whose_client_disconnects_during_the_delay() {
    let sandbox = slow(Duration::from_millis(200));
    let mut connection = Connection::open(sandbox.url());
    connection.write(&call(&sandbox, "PUT", "/v3/user/email").json(r#"{"email":"a@b"}"#));
    thread::sleep(Duration::from_millis(50));
    drop(connection);
    thread::sleep(Duration::from_millis(400));
    assert_eq!(sandbox.journal(), []);
    assert_eq!(sandbox.state()["accounts"][0]["email"], "test@example.com");
}

#[test]
fn ignores_a_request_with_an_incomplete_body() {
    let sandbox = sandbox();
    let whole = call(&sandbox, "PUT", "/v3/user/email").json(r#"{"email":"a@b"}"#);
    let bytes = whole.bytes("127.0.0.1");
    let mut connection = Connection::open(sandbox.url());
    std::io::Write::write_all(&mut connection.stream, &bytes[..bytes.len() - 1]).unwrap();
    drop(connection);
    thread::sleep(Duration::from_millis(50));
    assert_eq!(get(&sandbox, "/v3/user/email").body, r#"{"email":"test@example.com"}"#);
}

#[test]
fn journals_each_concurrent_change_once() {
    let sandbox = sandbox();
    thread::scope(|scope| {
        for worker in 0..8 {
            let sandbox = &sandbox;
            scope.spawn(move || {
                for round in 0..20 {
                    let body = format!(r#"{{"city":"{worker}-{round}"}}"#);
                    let response = send(sandbox, "PATCH", "/v3/user/profile", &body);
                    assert_eq!(response.json()["city"], format!("{worker}-{round}"));
                }
            });
        }
    });
    let journal = sandbox.journal();
    assert_eq!(journal.iter().filter(|entry| entry.applied).count(), 160);
    assert!(journal.iter().zip(1..).all(|(entry, seq)| entry.seq == seq));
    let last = &journal.last().unwrap().body.as_ref().unwrap()["city"];
    assert_eq!(&sandbox.state()["accounts"][0]["profile"]["city"], last);
}

#[test]
fn reports_a_port_in_use() {
    let first = sandbox();
    let port = first.url().rsplit(':').next().unwrap().parse().unwrap();
    let error = Sandbox::start(Options { port, ..raw_http::options() }).unwrap_err();
    assert!(matches!(error, StartError::Bind { .. }), "{error}");
    assert!(error.to_string().contains(&format!("127.0.0.1:{port}")), "{error}");

    first.stop();
    let again = Sandbox::start(Options { port, ..raw_http::options() }).unwrap();
    assert_eq!(get(&again, "/v3/user/email").status, 200);
}

#[test]
fn starts_and_stops_inside_a_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let sandbox = sandbox();
        assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
        sandbox.stop();
    });
}

#[test]
fn is_shareable_between_threads() {
    fn check<T: Send + Sync>(_: &T) {}
    let sandbox = sandbox();
    check(&sandbox);
    assert!(!format!("{sandbox:?}").contains(sandbox.api_key()));
}
