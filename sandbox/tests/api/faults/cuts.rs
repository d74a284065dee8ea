//! Responses that are cut by reset, close or stall, at each position.

use serde_json::{Value, json};

use super::{
    Ending, SILENCE, changes, exchange, is_changed, last_entry, normal_response, read_rest,
    sandbox, script, without_date,
};
use crate::raw_http::{Connection, call};

/// The three kinds, each with the end of the connection.
const KINDS: [(&str, Ending); 3] =
    [("reset", Ending::Reset), ("close", Ending::Closed), ("stall", Ending::Open)];

fn with(kind: &str, more: &Value) -> Value {
    let mut fault = json!({"kind": kind});
    for (name, value) in more.as_object().unwrap() {
        fault[name] = value.clone();
    }
    fault
}

/// Injects a fault into the second request of a connection. Returns the bytes, the end of the
/// connection, and `applied` and `status` of the journal entry. Asserts that `applied` agrees
/// with the state.
fn inject(api: usize, fault: &Value) -> (Vec<u8>, Ending, bool, u16) {
    let sandbox = sandbox();
    let (operation, change) = changes(&sandbox)[api].clone();
    let mut connection = Connection::open(sandbox.url());
    assert_eq!(connection.send(&call(&sandbox, "GET", "/v3/user/credits")).status, 200);
    script(&sandbox, operation, fault);
    connection.write(&change);
    let entry = last_entry(&sandbox, 2);
    let stalls = fault["kind"] == "stall";
    let (bytes, ending) =
        read_rest(&mut connection.stream, if stalls { SILENCE } else { SILENCE * 60 });
    assert_eq!(
        (entry.operation, entry.connection),
        (Some(operation), sandbox.journal()[0].connection)
    );
    assert_eq!(entry.fault.as_ref().unwrap().kind, fault["kind"]);
    assert_eq!(entry.applied, is_changed(&sandbox, operation), "{fault}");
    (bytes, ending, entry.applied, entry.status)
}

#[test]
fn cuts_before_applying_without_a_change() {
    for (kind, ending) in KINDS {
        for api in [0, 1] {
            assert_eq!(inject(api, &with(kind, &json!({}))), (vec![], ending, false, 0), "{kind}");
        }
    }
}

#[test]
fn cuts_after_applying_with_the_change() {
    for (kind, ending) in KINDS {
        for api in [0, 1] {
            let fault = with(kind, &json!({"apply": true}));
            assert_eq!(inject(api, &fault), (vec![], ending, true, 0), "{kind}");
        }
    }
}

#[test]
fn sends_the_start_of_the_normal_response_before_the_cut() {
    for api in [0, 1] {
        let reference = sandbox();
        let whole = normal_response(&changes(&reference)[api].1, &reference);
        let head = whole.windows(4).position(|it| it == b"\r\n\r\n").unwrap() + 4;
        for (kind, ending) in KINDS {
            for count in [1, head, head + 3, whole.len(), whole.len() + 1] {
                let (bytes, ended, applied, status) =
                    inject(api, &with(kind, &json!({"after_bytes": count})));
                assert_eq!(bytes.len(), count.min(whole.len()), "{kind}");
                assert_eq!((ended, applied, status), (ending, true, 200), "{kind} {count}");
                let sent = without_date(&whole[..bytes.len()]);
                if bytes.len() >= head {
                    // Only the remaining count differs, because this is the second request.
                    assert_eq!(
                        without_date(&bytes).replace("598", "599"),
                        sent.replace("598", "599")
                    );
                }
            }
        }
    }
}

#[test]
fn ends_a_stall_after_its_duration() {
    let (bytes, ending, applied, _) = {
        let sandbox = sandbox();
        script(&sandbox, "*", &json!({"kind": "stall", "after_bytes": 9, "ms": 200}));
        let (_, change) = changes(&sandbox)[0].clone();
        let mut connection = Connection::open(sandbox.url());
        let begin = std::time::Instant::now();
        let (bytes, ending) = exchange(&mut connection, &change);
        assert!(begin.elapsed().as_millis() >= 200);
        let entry = last_entry(&sandbox, 1);
        (bytes, ending, entry.applied, entry.status)
    };
    assert_eq!((bytes, ending, applied), (b"HTTP/1.1 ".to_vec(), Ending::Closed, true));
}

#[test]
fn applies_no_invalid_request() {
    let sandbox = sandbox();
    script(&sandbox, "user.update_email", &json!({"kind": "reset", "apply": true}));
    let rejected = call(&sandbox, "PUT", "/v3/user/email").json(r#"{"email":"nowhere"}"#);
    let mut connection = Connection::open(sandbox.url());
    assert_eq!(exchange(&mut connection, &rejected), (vec![], Ending::Reset));
    assert!(!last_entry(&sandbox, 1).applied);
}
