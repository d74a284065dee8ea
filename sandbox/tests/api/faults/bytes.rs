//! Bytes that are not those of the genuine answer.

use std::io::Read as _;
use std::time::Duration;

use serde_json::{Value, json};

use super::{
    Ending, SILENCE, changes, dateless, ended, genuine, is_changed, last_entry, rest, sandbox,
    script,
};
use crate::raw_http::{Connection, call, get, parse};

#[test]
fn raw_bytes_come_as_they_were_given() {
    for text in [
        "garbage\r\n\r\n",
        "just a body, as in HTTP/0.9",
        "HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 99 Little\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 1000 Much\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "",
    ] {
        for api in [0, 1] {
            let sandbox = sandbox();
            let (operation, change) = changes(&sandbox)[api].clone();
            let mut connection = Connection::open(sandbox.url());
            assert_eq!(connection.send(&call(&sandbox, "GET", "/v3/user/email")).status, 200);
            script(&sandbox, operation, &json!({"kind": "raw", "text": text}));
            let expected = (text.as_bytes().to_vec(), Ending::Closed);
            assert_eq!(ended(&mut connection, &change), expected);
            let entry = last_entry(&sandbox, 2);
            assert_eq!((entry.applied, entry.status, &entry.answer), (false, 0, &Value::Null));
            assert!(!is_changed(&sandbox, operation));
        }
    }
}

#[test]
fn raw_bytes_may_be_any_and_the_change_made() {
    let sandbox = sandbox();
    let (operation, change) = changes(&sandbox)[1].clone();
    let fault = json!({"kind": "raw", "base64": "AP+AAA==", "apply": true, "then": "reset"});
    script(&sandbox, operation, &fault);
    let mut connection = Connection::open(sandbox.url());
    assert_eq!(ended(&mut connection, &change), (vec![0, 255, 128, 0], Ending::Reset));
    assert!(last_entry(&sandbox, 1).applied && is_changed(&sandbox, operation));
}

#[test]
fn after_raw_bytes_a_connection_may_be_held_or_used_again() {
    let sandbox = sandbox();
    let read = call(&sandbox, "GET", "/v3/user/email");
    let text = "HTTP/1.1 299 Odd\r\nContent-Length: 2\r\n\r\nab";
    script(&sandbox, "user.get_email", &json!({"kind": "raw", "text": text, "then": "keep"}));
    let mut connection = Connection::open(sandbox.url());
    let reply = connection.send(&read);
    assert_eq!((reply.status, reply.body.as_str()), (299, "ab"));
    assert_eq!(connection.send(&read).status, 200, "the same connection speaks HTTP again");

    script(&sandbox, "user.get_email", &json!({"kind": "raw", "text": text, "then": "hold"}));
    connection.write(&read);
    last_entry(&sandbox, 3);
    let held = rest(&mut connection.stream, SILENCE);
    assert_eq!(held, (text.as_bytes().to_vec(), Ending::Open));
    let numbers: Vec<u64> = sandbox.journal().iter().map(|entry| entry.connection).collect();
    assert_eq!(numbers[0], numbers[1]);
    assert_eq!(numbers[1], numbers[2]);
}

#[test]
fn a_pipelined_request_is_not_lost() {
    let sandbox = sandbox();
    let read = call(&sandbox, "GET", "/v3/user/email");
    script(&sandbox, "user.get_email", &json!({"kind": "status", "status": 503}));
    let mut connection = Connection::open(sandbox.url());
    let both = [read.bytes("localhost"), read.bytes("localhost")].concat();
    std::io::Write::write_all(&mut connection.stream, &both).unwrap();
    last_entry(&sandbox, 2);
    let (received, _) = rest(&mut connection.stream, SILENCE);
    let received = String::from_utf8(received).unwrap();
    assert!(received.starts_with("HTTP/1.1 503 "), "{received}");
    assert!(received.contains("HTTP/1.1 200 OK\r\n"), "{received}");
}

#[test]
fn bits_are_flipped_and_bodies_truncated_one_by_one() {
    let sandbox = sandbox();
    let body = get(&sandbox, "/v3/user/email").bytes;
    let mut connection = Connection::open(sandbox.url());
    let mut meet = |fault: Value| {
        script(&sandbox, "user.get_email", &fault);
        connection.send(&call(&sandbox, "GET", "/v3/user/email")).bytes
    };
    for (byte, bit) in [(0, 0), (3, 7), (body.len() - 1, 5)] {
        let mut expected = body.clone();
        expected[byte] ^= 1 << bit;
        assert_eq!(meet(json!({"kind": "flip", "byte": byte, "bit": bit})), expected);
    }
    assert_eq!(meet(json!({"kind": "flip", "byte": body.len()})), body, "there is no such byte");
    for at in [0, 1, body.len() - 1, body.len(), body.len() + 1] {
        let expected = &body[..at.min(body.len())];
        assert_eq!(meet(json!({"kind": "truncate", "at": at})), expected, "in a whole answer");
    }
}

#[test]
fn a_dribble_takes_its_time() {
    let sandbox = sandbox();
    let read = call(&sandbox, "GET", "/v3/user/email");
    let whole = genuine(&read, &sandbox);
    script(&sandbox, "user.get_email", &json!({"kind": "dribble", "bytes": 50, "every_ms": 20}));
    let mut connection = Connection::open(sandbox.url());
    let begin = std::time::Instant::now();
    connection.write(&read);
    let mut buffer = [0; 4096];
    assert!(connection.stream.read(&mut buffer).unwrap() <= 250, "not all at once");
    let (_, ending) = rest(&mut connection.stream, Duration::from_secs(1));
    assert_eq!(ending, Ending::Open, "kept");
    let pieces = u32::try_from(whole.len() / 50).unwrap();
    assert!(begin.elapsed() >= Duration::from_millis(20) * pieces);
}

#[test]
fn an_oversized_answer_does_not_end() {
    for (form, announced) in [
        (json!({"form": "chunks"}), "Transfer-Encoding: chunked\r\n"),
        (json!({"form": "length"}), "Content-Length: 10737418240\r\n"),
    ] {
        let sandbox = sandbox();
        let mut fault = form;
        fault["kind"] = "oversize".into();
        script(&sandbox, "customers.list", &fault);
        let list = crate::customers::encoded(
            &[&crate::customers::PARENT[..], &crate::customers::LIST].concat(),
        );
        let list = crate::raw_http::Call::new("POST", crate::customers::MANAGE).form(&list);
        let mut connection = Connection::open(sandbox.url());
        connection.write(&list);
        let mut received = vec![0; 3_000_000];
        connection.stream.read_exact(&mut received).unwrap();
        let head = String::from_utf8_lossy(&received[..400]);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && head.contains(announced), "{head}");
        drop(connection);
        assert_eq!(get(&sandbox, "/v3/user/email").status, 200, "others are served meanwhile");
    }
    let sandbox = sandbox();
    let fault = json!({"kind": "oversize", "form": "length", "length": 40_000});
    script(&sandbox, "user.get_email", &fault);
    assert_eq!(get(&sandbox, "/v3/user/email").body, " ".repeat(40_000));
}

#[test]
fn headers_are_set_added_and_removed() {
    let sandbox = sandbox();
    let fault = json!({
        "kind": "headers",
        "set": {"Date": "Thu, 01 Jan 1970 00:00:00 GMT", "X-RateLimit-Reset": "inf"},
        "add": [["Retry-After", "1"], ["Retry-After", "2"]],
        "remove": ["X-RateLimit-Limit"],
    });
    script(&sandbox, "user.get_email", &fault);
    let mut connection = Connection::open(sandbox.url());
    let reply = connection.send(&call(&sandbox, "GET", "/v3/user/email"));
    assert_eq!(reply.header("date"), Some("Thu, 01 Jan 1970 00:00:00 GMT"));
    assert_eq!(reply.header("x-ratelimit-reset"), Some("inf"));
    assert_eq!(reply.header("x-ratelimit-limit"), None);
    let twice: Vec<_> = reply.headers.iter().filter(|(name, _)| name == "Retry-After").collect();
    assert_eq!(twice.len(), 2);
    assert_eq!(reply.body, r#"{"email":"test@example.com"}"#);

    let closing = json!({"kind": "headers", "set": {"Connection": "close", "Content-Length": "3"}});
    script(&sandbox, "user.get_email", &closing);
    let (bytes, ending) = ended(&mut connection, &call(&sandbox, "GET", "/v3/user/email"));
    assert_eq!(ending, Ending::Closed, "who says so does so");
    assert_eq!(parse(&bytes, false).unwrap().header("content-length"), Some("3"));
    assert!(bytes.ends_with(br#"{"email":"test@example.com"}"#));
}

#[test]
fn an_answer_that_is_written_by_hand_is_as_the_server_writes_it() {
    for api in [0, 1] {
        let (one, other) = (sandbox(), sandbox());
        let untouched = genuine(&changes(&one)[api].1, &one);
        script(&other, "*", &json!({"kind": "delay", "before_answer_ms": 1}));
        let delayed = genuine(&changes(&other)[api].1, &other);
        assert_eq!(dateless(&delayed), dateless(&untouched));
    }
    let (one, other) = (sandbox(), sandbox());
    let closing =
        |sandbox: &_| call(sandbox, "GET", "/v3/user/email").header("Connection", "close");
    script(&other, "*", &json!({"kind": "delay", "before_body_ms": 1}));
    assert_eq!(
        dateless(&genuine(&closing(&other), &other)),
        dateless(&genuine(&closing(&one), &one))
    );
}
