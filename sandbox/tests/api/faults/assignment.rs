//! The assignment of each fault to one request, and its record in the journal.

use std::collections::HashSet;
use std::sync::Barrier;
use std::thread;

use serde_json::{Value, json};

use super::{FAULTS, changes, faults, sandbox, script};
use crate::raw_http::{Connection, call, control, get, post_control};

#[test]
fn assigns_each_fault_once_under_64_concurrent_requests() {
    let sandbox = sandbox();
    let fault = json!({"kind": "status", "status": 503});
    post_control(
        &sandbox,
        FAULTS,
        &json!([
            {"operation": "user.get_email", "times": 30, "fault": fault},
            {"operation": "*", "times": 10, "fault": {"kind": "reset"}},
        ]),
    );
    let begin = Barrier::new(64);
    let rejected: usize = thread::scope(|scope| {
        let one = || {
            let mut connection = Connection::open(sandbox.url());
            let read = call(&sandbox, "GET", "/v3/user/email");
            begin.wait();
            let (bytes, _) = super::exchange(&mut connection, &read.header("Connection", "close"));
            usize::from(bytes.starts_with(b"HTTP/1.1 503"))
        };
        let all: Vec<_> = (0..64).map(|_| scope.spawn(one)).collect();
        all.into_iter().map(|it| it.join().unwrap()).sum()
    });
    assert_eq!(rejected, 30);
    let (waiting, consumed) = faults(&sandbox);
    assert_eq!(waiting, [0; 0]);
    let numbers: Vec<u64> = consumed.iter().map(|fault| fault.0).collect();
    assert_eq!(numbers, (1..=40).collect::<Vec<_>>(), "in order");
    let entries: HashSet<u64> = consumed.iter().map(|fault| fault.1.unwrap()).collect();
    assert_eq!(entries.len(), 40, "each to a different request");
    let journal = sandbox.journal();
    assert_eq!(journal.len(), 64);
    for entry in journal {
        let number = consumed.iter().find(|fault| fault.1 == Some(entry.seq)).map(|fault| fault.0);
        assert_eq!(entry.fault.as_ref().map(|fault| fault.number), number);
        let expected = match number {
            None => 200,
            Some(number) if number <= 30 => 503,
            Some(_) => 0,
        };
        assert_eq!(entry.status, expected);
    }
}

#[test]
fn matches_operation_user_and_nth_request() {
    let sandbox = sandbox();
    let status = |status: u16| json!({"kind": "status", "status": status});
    post_control(
        &sandbox,
        FAULTS,
        &json!([
            {"operation": "customers.disable", "on": {"user": "user1", "nth": 2}, "fault": status(501)},
            {"operation": "user.get_email", "on": {"user": "test_subuser"}, "fault": status(502)},
            {"operation": "user.get_email", "on": {"nth": 3}, "fault": status(503)},
        ]),
    );
    let (_, disable) = changes(&sandbox)[1].clone();
    let url = sandbox.url();
    assert_eq!([disable.send(url).status, disable.send(url).status], [200, 501]);
    let subuser = call(&sandbox, "GET", "/v3/user/email").header("On-Behalf-Of", "test_subuser");
    let own = || get(&sandbox, "/v3/user/email").status;
    assert_eq!([own(), subuser.send(url).status, own(), own()], [200, 502, 503, 200]);
    let users: Vec<_> = sandbox.journal().into_iter().map(|entry| entry.user).collect();
    assert_eq!(users[0].as_deref(), Some("user1"));
    assert_eq!(users[2], None);
    assert_eq!(users[3].as_deref(), Some("test_subuser"));
}

#[test]
fn rejects_all_orders_if_one_is_invalid() {
    let sandbox = sandbox();
    let good = json!({"operation": "*", "fault": {"kind": "reset"}});
    for (bad, named) in [
        (json!({"operation": "user.nothing", "fault": {"kind": "reset"}}), "user.nothing"),
        (json!({"operation": "*", "fault": {"kind": "explode"}}), "explode"),
        (json!({"operation": "*", "fault": {"kind": "reset", "when": 1}}), "when"),
        (json!({"operation": "*", "fault": {"kind": "reset"}, "now": 1}), "now"),
    ] {
        let body = json!([good, bad]).to_string();
        let response = control(&sandbox, "POST", FAULTS).json(&body).send(sandbox.url());
        let (status, _, message) = response.error();
        assert_eq!(status, 400);
        assert!(message.starts_with("sandbox: fault 2: ") && message.contains(named), "{message}");
    }
    assert_eq!(faults(&sandbox), (vec![], vec![]));
    let large = " ".repeat(5_000_000);
    let response = control(&sandbox, "POST", FAULTS).json(&large).send(sandbox.url());
    assert_eq!(response.status, 413);
}

#[test]
fn continues_numbers_after_clearing_and_restarts_them_after_a_reset() {
    let sandbox = sandbox();
    let reset = json!({"kind": "reset"});
    let one = json!([{"operation": "user.get_email", "times": 2, "fault": reset}]);
    assert_eq!(post_control(&sandbox, FAULTS, &one).json(), json!({"numbers": [1, 2]}));
    let listed = control(&sandbox, "GET", FAULTS).send(sandbox.url()).json();
    let first =
        json!({"number": 1, "operation": "user.get_email", "fault": reset, "journal": null});
    assert_eq!(listed["waiting"][0], first);
    assert_eq!(control(&sandbox, "DELETE", FAULTS).send(sandbox.url()).status, 204);
    assert_eq!(faults(&sandbox), (vec![], vec![]));
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
    assert_eq!(post_control(&sandbox, FAULTS, &one).json(), json!({"numbers": [3, 4]}));
    sandbox.reset();
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
    assert_eq!(post_control(&sandbox, FAULTS, &one).json(), json!({"numbers": [1, 2]}));
}

#[test]
fn exempts_control_requests_and_foreign_hosts() {
    let sandbox = sandbox();
    script(&sandbox, "*", &json!({"kind": "reset"}));
    assert_eq!(control(&sandbox, "GET", "/__sandbox/state").send(sandbox.url()).status, 200);
    let foreign = call(&sandbox, "GET", "/v3/user/email").header("Host", "example.com");
    assert_eq!(foreign.send(sandbox.url()).status, 403);
    assert_eq!(faults(&sandbox).0, [1]);
    assert_eq!(sandbox.journal(), []);
}

#[test]
fn journals_connections_and_attempts() {
    let sandbox = sandbox();
    let read = call(&sandbox, "GET", "/v3/user/email");
    let mut first = Connection::open(sandbox.url());
    first.send(&read.clone().header("X-Attempt-Id", "op-7/1"));
    thread::sleep(std::time::Duration::from_millis(30));
    first.send(&read);
    let mut second = Connection::open(sandbox.url());
    script(&sandbox, "*", &json!({"kind": "stall"}));
    second.write(&read.header("X-Attempt-Id", "op-7/2"));
    super::last_entry(&sandbox, 3);
    let journal = sandbox.journal();
    let port = |connection: &Connection| connection.stream.local_addr().unwrap().port();
    assert_eq!(journal[0].connection, journal[1].connection);
    assert!(journal[1].connection < journal[2].connection);
    let ports: Vec<u16> = journal.iter().map(|entry| entry.peer_port).collect();
    assert_eq!(ports, [port(&first), port(&first), port(&second)]);
    assert!(journal[0].arrived_ms + 30 <= journal[1].arrived_ms);
    let attempts: Vec<_> = journal.iter().map(|entry| entry.attempt_id.as_deref()).collect();
    assert_eq!(attempts, [Some("op-7/1"), None, Some("op-7/2")]);
    let fault = serde_json::to_value(&journal[2]).unwrap()["fault"].clone();
    assert_eq!(fault, json!({"number": 1, "kind": "stall"}));
    assert_eq!(serde_json::to_value(&journal[0]).unwrap()["fault"], Value::Null);
}
