//! Faults that take time, and what happens meanwhile.

use std::io::Read as _;
use std::thread;
use std::time::{Duration, Instant};

use sendgrid_accounts_sandbox::Sandbox;
use serde_json::json;

use super::{Ending, SILENCE, changes, faults, is_changed, last_entry, rest, sandbox, script};
use crate::raw_http::{Connection, call, get};

const DELAY: Duration = Duration::from_millis(200);

fn until_taken(sandbox: &Sandbox) {
    while !faults(sandbox).0.is_empty() {
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn an_answer_waits_at_each_of_its_places() {
    for place in ["before_applying_ms", "before_answer_ms", "before_body_ms"] {
        let sandbox = sandbox();
        let (operation, change) = changes(&sandbox)[1].clone();
        let mut fault = json!({"kind": "delay"});
        fault[place] = 200.into();
        script(&sandbox, operation, &fault);
        let mut connection = Connection::open(sandbox.url());
        let begin = Instant::now();
        let reply = connection.send(&change);
        assert!(begin.elapsed() >= DELAY, "{place}: {:?}", begin.elapsed());
        assert_eq!((reply.status, reply.body.as_str()), (200, crate::customers::SUCCESS));
        assert_eq!(connection.send(&change).status, 200, "on the same connection");
    }
}

#[test]
fn the_head_comes_before_the_body_that_is_held_back() {
    let sandbox = sandbox();
    script(&sandbox, "user.get_email", &json!({"kind": "delay", "before_body_ms": 3_600_000}));
    let mut connection = Connection::open(sandbox.url());
    connection.write(&call(&sandbox, "GET", "/v3/user/email"));
    last_entry(&sandbox, 1);
    let (received, ending) = rest(&mut connection.stream, SILENCE);
    assert!(received.ends_with(b"\r\n\r\n"));
    assert_eq!(ending, Ending::Open);
}

#[test]
fn who_hangs_up_during_a_fault_has_changed_something_all_the_same() {
    let sandbox = sandbox();
    let (operation, change) = changes(&sandbox)[0].clone();
    script(&sandbox, operation, &json!({"kind": "delay", "before_applying_ms": 1000}));
    let mut connection = Connection::open(sandbox.url());
    connection.write(&change);
    until_taken(&sandbox);
    drop(connection);
    assert_eq!(faults(&sandbox), (vec![], vec![(1, None)]), "taken, but not yet carried out");
    assert!(!is_changed(&sandbox, operation));
    assert!(last_entry(&sandbox, 1).applied, "late");
    assert!(is_changed(&sandbox, operation));
    assert_eq!(faults(&sandbox).1, [(1, Some(1))]);
}

#[test]
fn what_was_begun_before_a_reset_is_none_of_the_new_servers() {
    let sandbox = sandbox();
    let (operation, change) = changes(&sandbox)[0].clone();
    script(&sandbox, operation, &json!({"kind": "delay", "before_applying_ms": 1000}));
    let mut connection = Connection::open(sandbox.url());
    connection.write(&change);
    until_taken(&sandbox);
    sandbox.reset();
    assert_ne!(connection.stream.read(&mut [0]).unwrap(), 0, "it is answered");
    assert_eq!(sandbox.journal(), []);
    assert!(!is_changed(&sandbox, operation));
}

#[test]
fn an_idle_connection_is_closed_after_its_time_and_without_a_word() {
    let sandbox = sandbox();
    let read = call(&sandbox, "GET", "/v3/user/email");
    script(&sandbox, "*", &json!({"kind": "close_idle", "after_ms": 100}));
    let mut connection = Connection::open(sandbox.url());
    let begin = Instant::now();
    let reply = connection.send(&read);
    assert_eq!((reply.status, reply.header("connection")), (200, None));
    assert_eq!(connection.stream.read(&mut [0]).unwrap(), 0);
    assert!(begin.elapsed() >= Duration::from_millis(100), "{:?}", begin.elapsed());

    script(&sandbox, "*", &json!({"kind": "close_idle", "after_ms": 3_600_000}));
    let mut connection = Connection::open(sandbox.url());
    assert_eq!(connection.send(&read).status, 200);
    assert_eq!(connection.send(&read).status, 200, "not idle");
    assert_eq!(connection.send(&read).status, 200, "and from then on as ever");
}

#[test]
fn a_held_connection_holds_nobody_else_up() {
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
