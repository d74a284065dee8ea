//! Answers that are cut: reset, close and stall, at each of their places.

use serde_json::{Value, json};

use super::{
    Ending, SILENCE, changes, dateless, ended, genuine, is_changed, last_entry, rest, sandbox,
    script,
};
use crate::raw_http::{Connection, call};

/// The three kinds and how the connection then is.
const KINDS: [(&str, Ending); 3] =
    [("reset", Ending::Reset), ("close", Ending::Closed), ("stall", Ending::Open)];

fn with(kind: &str, more: &Value) -> Value {
    let mut fault = json!({"kind": kind});
    for (name, value) in more.as_object().unwrap() {
        fault[name] = value.clone();
    }
    fault
}

/// Meets one fault on the second request of a connection: what came, how it ended, and whether the
/// change is there and is said to be.
fn meet(api: usize, fault: &Value) -> (Vec<u8>, Ending, bool, u16) {
    let sandbox = sandbox();
    let (operation, change) = changes(&sandbox)[api].clone();
    let mut connection = Connection::open(sandbox.url());
    assert_eq!(connection.send(&call(&sandbox, "GET", "/v3/user/credits")).status, 200);
    script(&sandbox, operation, fault);
    connection.write(&change);
    let entry = last_entry(&sandbox, 2);
    let stalls = fault["kind"] == "stall";
    let (bytes, ending) = rest(&mut connection.stream, if stalls { SILENCE } else { SILENCE * 60 });
    assert_eq!(
        (entry.operation, entry.connection),
        (Some(operation), sandbox.journal()[0].connection)
    );
    assert_eq!(entry.fault.as_ref().unwrap().kind, fault["kind"]);
    assert_eq!(entry.applied, is_changed(&sandbox, operation), "{fault}");
    (bytes, ending, entry.applied, entry.status)
}

#[test]
fn before_applying_nothing_is_changed_and_nothing_comes() {
    for (kind, ending) in KINDS {
        for api in [0, 1] {
            assert_eq!(meet(api, &with(kind, &json!({}))), (vec![], ending, false, 0), "{kind}");
        }
    }
}

#[test]
fn after_applying_the_change_is_there_and_nothing_comes() {
    for (kind, ending) in KINDS {
        for api in [0, 1] {
            let fault = with(kind, &json!({"apply": true}));
            assert_eq!(meet(api, &fault), (vec![], ending, true, 0), "{kind}");
        }
    }
}

#[test]
fn after_so_many_bytes_they_are_those_of_the_genuine_answer() {
    for api in [0, 1] {
        let untouched = sandbox();
        let whole = genuine(&changes(&untouched)[api].1, &untouched);
        let head = whole.windows(4).position(|it| it == b"\r\n\r\n").unwrap() + 4;
        for (kind, ending) in KINDS {
            for count in [1, head, head + 3, whole.len(), whole.len() + 1] {
                let (bytes, ended, applied, status) =
                    meet(api, &with(kind, &json!({"after_bytes": count})));
                assert_eq!(bytes.len(), count.min(whole.len()), "{kind}");
                assert_eq!((ended, applied, status), (ending, true, 200), "{kind} {count}");
                let sent = dateless(&whole[..bytes.len()]);
                if bytes.len() >= head {
                    // Only the remaining number is another: this is the second request.
                    assert_eq!(dateless(&bytes).replace("598", "599"), sent.replace("598", "599"));
                }
            }
        }
    }
}

#[test]
fn a_stall_ends_when_it_is_said_to() {
    let (bytes, ending, applied, _) = {
        let sandbox = sandbox();
        script(&sandbox, "*", &json!({"kind": "stall", "after_bytes": 9, "ms": 200}));
        let (_, change) = changes(&sandbox)[0].clone();
        let mut connection = Connection::open(sandbox.url());
        let begin = std::time::Instant::now();
        let (bytes, ending) = ended(&mut connection, &change);
        assert!(begin.elapsed().as_millis() >= 200);
        let entry = last_entry(&sandbox, 1);
        (bytes, ending, entry.applied, entry.status)
    };
    assert_eq!((bytes, ending, applied), (b"HTTP/1.1 ".to_vec(), Ending::Closed, true));
}

#[test]
fn what_would_be_refused_is_refused_where_it_is_applied() {
    let sandbox = sandbox();
    script(&sandbox, "user.update_email", &json!({"kind": "reset", "apply": true}));
    let refused = call(&sandbox, "PUT", "/v3/user/email").json(r#"{"email":"nowhere"}"#);
    let mut connection = Connection::open(sandbox.url());
    assert_eq!(ended(&mut connection, &refused), (vec![], Ending::Reset));
    assert!(!last_entry(&sandbox, 1).applied);
}
