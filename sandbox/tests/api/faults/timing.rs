//! Faults with delays, and the state of the server during them.

use std::io::Read as _;
use std::thread;
use std::time::{Duration, Instant};

use sendgrid_accounts_sandbox::Sandbox;
use serde_json::json;

use super::{Ending, SILENCE, changes, faults, is_changed, last_entry, read_rest, sandbox, script};
use crate::raw_http::{Connection, call, get};

const DELAY: Duration = Duration::from_millis(200);

fn wait_until_assigned(sandbox: &Sandbox) {
    while !faults(sandbox).0.is_empty() {
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn delays_the_response_at_each_position() {
    for position in ["before_applying_ms", "before_response_ms", "before_body_ms"] {
        let sandbox = sandbox();
        let (operation, change) = changes(&sandbox)[1].clone();
        let mut fault = json!({"kind": "delay"});
        fault[position] = 200.into();
        script(&sandbox, operation, &fault);
        let mut connection = Connection::open(sandbox.url());
        let begin = Instant::now();
        let response = connection.send(&change);
        assert!(begin.elapsed() >= DELAY, "{position}: {:?}", begin.elapsed());
        assert_eq!((response.status, response.body.as_str()), (200, crate::customers::SUCCESS));
        assert_eq!(connection.send(&change).status, 200, "on the same connection");
    }
}

#[test]
fn sends_the_head_before_a_delayed_body() {
    let sandbox = sandbox();
    script(&sandbox, "user.get_email", &json!({"kind": "delay", "before_body_ms": 3_600_000}));
    let mut connection = Connection::open(sandbox.url());
    connection.write(&call(&sandbox, "GET", "/v3/user/email"));
    last_entry(&sandbox, 1);
    let (received, ending) = read_rest(&mut connection.stream, SILENCE);
    assert!(received.ends_with(b"\r\n\r\n"));
    assert_eq!(ending, Ending::Open);
}

#[test]
fn executes_the_request_after_a_disconnect_during_a_fault() {
    let sandbox = sandbox();
    let (operation, change) = changes(&sandbox)[0].clone();
    script(&sandbox, operation, &json!({"kind": "delay", "before_applying_ms": 1000}));
    let mut connection = Connection::open(sandbox.url());
    connection.write(&change);
    wait_until_assigned(&sandbox);
    drop(connection);
    assert_eq!(faults(&sandbox), (vec![], vec![(1, None)]), "assigned, not yet executed");
    assert!(!is_changed(&sandbox, operation));
    assert!(last_entry(&sandbox, 1).applied, "executed after the delay");
    assert!(is_changed(&sandbox, operation));
    assert_eq!(faults(&sandbox).1, [(1, Some(1))]);
}

#[test]
fn discards_requests_from_before_a_reset() {
    let sandbox = sandbox();
    let (operation, change) = changes(&sandbox)[0].clone();
    script(&sandbox, operation, &json!({"kind": "delay", "before_applying_ms": 1000}));
    let mut connection = Connection::open(sandbox.url());
    connection.write(&change);
    wait_until_assigned(&sandbox);
    sandbox.reset();
    assert_ne!(connection.stream.read(&mut [0]).unwrap(), 0, "a response arrives");
    assert_eq!(sandbox.journal(), []);
    assert!(!is_changed(&sandbox, operation));
}

#[test]
fn closes_an_idle_connection_after_its_time() {
    let sandbox = sandbox();
    let read = call(&sandbox, "GET", "/v3/user/email");
    script(&sandbox, "*", &json!({"kind": "close_idle", "after_ms": 100}));
    let mut connection = Connection::open(sandbox.url());
    let begin = Instant::now();
    let response = connection.send(&read);
    assert_eq!((response.status, response.header("connection")), (200, None));
    assert_eq!(connection.stream.read(&mut [0]).unwrap(), 0);
    assert!(begin.elapsed() >= Duration::from_millis(100), "{:?}", begin.elapsed());

    script(&sandbox, "*", &json!({"kind": "close_idle", "after_ms": 3_600_000}));
    let mut connection = Connection::open(sandbox.url());
    assert_eq!(connection.send(&read).status, 200);
    assert_eq!(connection.send(&read).status, 200, "not idle");
    assert_eq!(connection.send(&read).status, 200, "and no longer limited");
}

#[test]
fn serves_others_while_a_connection_is_held() {
    let sandbox = sandbox();
    script(&sandbox, "user.update_email", &json!({"kind": "stall"}));
    let (_, change) = changes(&sandbox)[0].clone();
    let mut held = Connection::open(sandbox.url());
    held.write(&change);
    last_entry(&sandbox, 1);
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
    let begin = Instant::now();
    sandbox.stop();
    assert!(begin.elapsed() < Duration::from_secs(1));
}
