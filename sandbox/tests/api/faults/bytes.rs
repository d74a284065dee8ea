//! Responses with other bytes than the normal ones.

use std::io::Read as _;
use std::time::Duration;

use serde_json::{Value, json};

use super::{
    Ending, SILENCE, changes, exchange, is_changed, last_entry, normal_response, read_rest,
    sandbox, script, without_date,
};
use crate::raw_http::{Connection, call, get, parse};

#[test]
fn sends_raw_bytes_unchanged() {
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
            assert_eq!(exchange(&mut connection, &change), expected);
            let entry = last_entry(&sandbox, 2);
            assert_eq!((entry.applied, entry.status, &entry.response), (false, 0, &Value::Null));
            assert!(!is_changed(&sandbox, operation));
        }
    }
}

#[test]
fn sends_binary_bytes_after_applying() {
    let sandbox = sandbox();
    let (operation, change) = changes(&sandbox)[1].clone();
    let fault = json!({"kind": "raw", "base64": "AP+AAA==", "apply": true, "then": "reset"});
    script(&sandbox, operation, &fault);
    let mut connection = Connection::open(sandbox.url());
    assert_eq!(exchange(&mut connection, &change), (vec![0, 255, 128, 0], Ending::Reset));
    assert!(last_entry(&sandbox, 1).applied && is_changed(&sandbox, operation));
}

#[test]
fn keeps_or_holds_the_connection_after_raw_bytes() {
    let sandbox = sandbox();
    let read = call(&sandbox, "GET", "/v3/user/email");
    let text = "HTTP/1.1 299 Odd\r\nContent-Length: 2\r\n\r\nab";
    script(&sandbox, "user.get_email", &json!({"kind": "raw", "text": text, "then": "keep"}));
    let mut connection = Connection::open(sandbox.url());
    let response = connection.send(&read);
    assert_eq!((response.status, response.body.as_str()), (299, "ab"));
    assert_eq!(connection.send(&read).status, 200, "the same connection speaks HTTP again");

    script(&sandbox, "user.get_email", &json!({"kind": "raw", "text": text, "then": "hold"}));
    connection.write(&read);
    last_entry(&sandbox, 3);
    let held = read_rest(&mut connection.stream, SILENCE);
    assert_eq!(held, (text.as_bytes().to_vec(), Ending::Open));
    let numbers: Vec<u64> = sandbox.journal().iter().map(|entry| entry.connection).collect();
    assert_eq!(numbers[0], numbers[1]);
    assert_eq!(numbers[1], numbers[2]);
}

#[test]
fn serves_a_pipelined_request_after_a_fault() {
    let sandbox = sandbox();
    let read = call(&sandbox, "GET", "/v3/user/email");
    script(&sandbox, "user.get_email", &json!({"kind": "status", "status": 503}));
    let mut connection = Connection::open(sandbox.url());
    let both = [read.bytes("localhost"), read.bytes("localhost")].concat();
    std::io::Write::write_all(&mut connection.stream, &both).unwrap();
    last_entry(&sandbox, 2);
    let (received, _) = read_rest(&mut connection.stream, SILENCE);
    let received = String::from_utf8(received).unwrap();
    assert!(received.starts_with("HTTP/1.1 503 "), "{received}");
    assert!(received.contains("HTTP/1.1 200 OK\r\n"), "{received}");
}

#[test]
fn flips_bits_and_truncates_bodies() {
    let sandbox = sandbox();
    let body = get(&sandbox, "/v3/user/email").bytes;
    let mut connection = Connection::open(sandbox.url());
    let mut inject = |fault: Value| {
        script(&sandbox, "user.get_email", &fault);
        connection.send(&call(&sandbox, "GET", "/v3/user/email")).bytes
    };
    for (byte, bit) in [(0, 0), (3, 7), (body.len() - 1, 5)] {
        let mut expected = body.clone();
        expected[byte] ^= 1 << bit;
        assert_eq!(inject(json!({"kind": "flip", "byte": byte, "bit": bit})), expected);
    }
    assert_eq!(
        inject(json!({"kind": "flip", "byte": body.len()})),
        body,
        "beyond the end of the body"
    );
    for at in [0, 1, body.len() - 1, body.len(), body.len() + 1] {
        let expected = &body[..at.min(body.len())];
        assert_eq!(inject(json!({"kind": "truncate", "at": at})), expected, "with a valid length");
    }
}

#[test]
fn dribbles_at_the_configured_rate() {
    let sandbox = sandbox();
    let read = call(&sandbox, "GET", "/v3/user/email");
    let whole = normal_response(&read, &sandbox);
    script(&sandbox, "user.get_email", &json!({"kind": "dribble", "bytes": 50, "every_ms": 20}));
    let mut connection = Connection::open(sandbox.url());
    let begin = std::time::Instant::now();
    connection.write(&read);
    let mut buffer = [0; 4096];
    assert!(connection.stream.read(&mut buffer).unwrap() <= 250, "in pieces");
    let (_, ending) = read_rest(&mut connection.stream, Duration::from_secs(1));
    assert_eq!(ending, Ending::Open, "persistent");
    let pieces = u32::try_from(whole.len() / 50).unwrap();
    assert!(begin.elapsed() >= Duration::from_millis(20) * pieces);
}

#[test]
fn sends_oversized_responses_until_the_client_disconnects() {
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
        assert_eq!(get(&sandbox, "/v3/user/email").status, 200, "other connections are served");
    }
    let sandbox = sandbox();
    let fault = json!({"kind": "oversize", "form": "length", "length": 40_000});
    script(&sandbox, "user.get_email", &fault);
    assert_eq!(get(&sandbox, "/v3/user/email").body, " ".repeat(40_000));
}

#[test]
fn sets_adds_and_removes_headers() {
    let sandbox = sandbox();
    let fault = json!({
        "kind": "headers",
        "set": {"Date": "Thu, 01 Jan 1970 00:00:00 GMT", "X-RateLimit-Reset": "inf"},
        "add": [["Retry-After", "1"], ["Retry-After", "2"]],
        "remove": ["X-RateLimit-Limit"],
    });
    script(&sandbox, "user.get_email", &fault);
    let mut connection = Connection::open(sandbox.url());
    let response = connection.send(&call(&sandbox, "GET", "/v3/user/email"));
    assert_eq!(response.header("date"), Some("Thu, 01 Jan 1970 00:00:00 GMT"));
    assert_eq!(response.header("x-ratelimit-reset"), Some("inf"));
    assert_eq!(response.header("x-ratelimit-limit"), None);
    let twice: Vec<_> = response.headers.iter().filter(|(name, _)| name == "Retry-After").collect();
    assert_eq!(twice.len(), 2);
    assert_eq!(response.body, r#"{"email":"test@example.com"}"#);

    let closing = json!({"kind": "headers", "set": {"Connection": "close", "Content-Length": "3"}});
    script(&sandbox, "user.get_email", &closing);
    let (bytes, ending) = exchange(&mut connection, &call(&sandbox, "GET", "/v3/user/email"));
    assert_eq!(ending, Ending::Closed, "after `Connection: close`");
    assert_eq!(parse(&bytes, false).unwrap().header("content-length"), Some("3"));
    assert!(bytes.ends_with(br#"{"email":"test@example.com"}"#));
}

#[test]
fn writes_responses_exactly_as_the_http_server() {
    for api in [0, 1] {
        let (one, other) = (sandbox(), sandbox());
        let expected = normal_response(&changes(&one)[api].1, &one);
        script(&other, "*", &json!({"kind": "delay", "before_response_ms": 1}));
        let delayed = normal_response(&changes(&other)[api].1, &other);
        assert_eq!(without_date(&delayed), without_date(&expected));
    }
    let (one, other) = (sandbox(), sandbox());
    let closing =
        |sandbox: &_| call(sandbox, "GET", "/v3/user/email").header("Connection", "close");
    script(&other, "*", &json!({"kind": "delay", "before_body_ms": 1}));
    assert_eq!(
        without_date(&normal_response(&closing(&other), &other)),
        without_date(&normal_response(&closing(&one), &one))
    );
}
