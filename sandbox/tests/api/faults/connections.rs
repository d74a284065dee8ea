//! Faults of a connection, before the server reads a request.

use std::io::{Read as _, Write as _};
use std::time::Duration;

use serde_json::{Value, json};

use super::{Ending, SILENCE, faults, last_entry, read_rest, sandbox, script};
use crate::raw_http::{Connection, call, get};

const ACCEPT: &str = "connection.accept";
const FIRST_BYTES: &str = "connection.first_bytes";

fn inject(operation: &str, fault: &Value) -> (Vec<u8>, Ending) {
    let sandbox = sandbox();
    script(&sandbox, operation, fault);
    let mut connection = Connection::open(sandbox.url());
    // An `accept` fault ends the connection first; a write would then take the error that the test
    // expects from the read.
    if operation == FIRST_BYTES {
        let bytes = call(&sandbox, "GET", "/v3/user/email").bytes("localhost");
        connection.stream.write_all(&bytes).unwrap();
    }
    let timeout = if fault["kind"] == "stall" { SILENCE } else { Duration::from_secs(10) };
    let result = read_rest(&mut connection.stream, timeout);
    let entry = last_entry(&sandbox, 1);
    assert_eq!((entry.operation, entry.status, entry.method.as_str()), (Some(operation), 0, ""));
    assert_eq!(entry.peer_port, connection.stream.local_addr().unwrap().port());
    assert_eq!(faults(&sandbox), (vec![], vec![(1, Some(1))]));
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
    result
}

#[test]
fn ends_connections_before_reading() {
    for operation in [ACCEPT, FIRST_BYTES] {
        assert_eq!(inject(operation, &json!({"kind": "reset"})), (vec![], Ending::Reset));
        assert_eq!(inject(operation, &json!({"kind": "close"})), (vec![], Ending::Closed));
        assert_eq!(inject(operation, &json!({"kind": "stall"})), (vec![], Ending::Open));
        let raw = json!({"kind": "raw", "text": "HTTP/1.1 400 No\r\n\r\n"});
        assert_eq!(inject(operation, &raw), (b"HTTP/1.1 400 No\r\n\r\n".to_vec(), Ending::Closed));
    }
}

#[test]
fn sends_a_response_before_the_request() {
    let sandbox = sandbox();
    let text = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    script(&sandbox, ACCEPT, &json!({"kind": "raw", "text": text, "then": "keep"}));
    let mut connection = Connection::open(sandbox.url());
    let mut bytes = vec![0; text.len()];
    connection.stream.read_exact(&mut bytes).unwrap();
    assert_eq!(bytes, text.as_bytes());
    let response = connection.send(&call(&sandbox, "GET", "/v3/user/email"));
    assert_eq!(response.body, r#"{"email":"test@example.com"}"#);
}

#[test]
fn delays_a_connection() {
    let sandbox = sandbox();
    script(&sandbox, FIRST_BYTES, &json!({"kind": "delay", "before_applying_ms": 200}));
    let begin = std::time::Instant::now();
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
    assert!(begin.elapsed() >= Duration::from_millis(200));
}

#[test]
fn exempts_control_requests_from_first_bytes_faults() {
    let sandbox = sandbox();
    script(&sandbox, FIRST_BYTES, &json!({"kind": "reset"}));
    for _ in 0..3 {
        assert_eq!(faults(&sandbox), (vec![1], vec![]));
    }
    assert_eq!(sandbox.journal(), []);
}
