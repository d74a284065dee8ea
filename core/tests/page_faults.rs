//! Iterations in which a request in the middle fails. `tests/faults/test_iterations.py` has the same cases
//! for the other languages.

#![cfg(feature = "blocking")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics on unexpected results"
)]

mod support;

use sendgrid_accounts::subusers::{Subuser, SubuserFilter};
use sendgrid_accounts::{Client, Error, blocking};
use serde_json::{Value, json};
use support::replay_server::ReplayServer;

fn page(ids: &[i64]) -> Value {
    let rows: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
    json!({ "head": ["HTTP/1.1 200 OK"], "body": Value::from(rows).to_string() })
}

fn response(status: &str, header: &str, body: &str) -> Value {
    json!({ "head": [format!("HTTP/1.1 {status}"), header], "body": body })
}

/// Adds a row or an error. Two errors in a row are the end, which is false.
fn take(row: Option<Result<Subuser, Error>>, seen: &mut Vec<String>) -> bool {
    let is_error = |text: &String| text.contains(',');
    match row {
        None => return false,
        Some(Ok(row)) => seen.push(row.id.unwrap().to_string()),
        Some(Err(error)) => {
            let (kind, offset) = (error.kind().as_str(), error.offset().unwrap());
            let ends = seen.last().is_some_and(is_error);
            seen.push(format!("{kind},{},{offset}", error.attempts()));
            return !ends;
        }
    }
    true
}

/// What an iteration returns, and the offsets of its requests; with and without an async runtime.
fn check(name: &str, responses: &[Value], expected: &str, offsets: &[u64]) {
    for is_blocking in [true, false] {
        let server = ReplayServer::start(responses.to_vec());
        let client = Client::builder().api_key("SG.key").base_url(server.url()).build().unwrap();
        let mut seen = Vec::new();
        let offset = if is_blocking {
            let client = blocking::Client::from(client);
            let mut rows = client.subusers().iter(SubuserFilter::default());
            while take(rows.next(), &mut seen) {}
            rows.offset()
        } else {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let mut rows = client.subusers().iter(SubuserFilter::default());
            while take(runtime.block_on(rows.next()), &mut seen) {}
            rows.offset()
        };
        assert_eq!(format!("{} | {offset}", seen.join(" ")), expected, "{name}");
        let lines: Vec<_> = server.requests().into_iter().map(|(line, ..)| line).collect();
        let expected = offsets.iter().map(|offset| match offset {
            0 => "GET /v3/subusers?limit=500 HTTP/1.1".to_owned(),
            offset => format!("GET /v3/subusers?limit=500&offset={offset} HTTP/1.1"),
        });
        assert_eq!(lines, expected.collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn an_iteration_survives_faults_in_its_middle() {
    let busy = || response("503 Unavailable", "X-A: b", "");
    let no = || response("403 Forbidden", "X-A: b", "{}");
    let slow = |wait: &str| response("429 No", &format!("Retry-After: {wait}"), "");
    let (two, three, end) = (|| page(&[1, 2]), || page(&[3]), || page(&[]));
    let retried = [0, 2, 2, 3];
    check("a retry", &[two(), busy(), three(), end()], "1 2 3 | 3", &retried);
    check("a 429", &[two(), slow("1"), three(), end()], "1 2 3 | 3", &retried);
    let held_back = "1 2 rate_limit,1,2 rate_limit,0,2 | 2";
    check("a 429 for minutes", &[two(), slow("300")], held_back, &[0, 2]);
    let resumed = "1 2 permission_denied,1,2 3 | 3";
    check("a refusal", &[two(), no(), three(), end()], resumed, &retried);
    let resumed = "permission_denied,1,0 1 | 1";
    check("a refusal at the beginning", &[no(), page(&[1]), end()], resumed, &[0, 0, 1]);
    let down = [two(), busy(), busy(), busy(), three(), end()];
    check("a server that is down", &down, "1 2 server,3,2 3 | 3", &[0, 2, 2, 2, 2, 3]);
    let cut = response("200 OK", "X-A: b", "[{\"id\":3},");
    check("an unusable page", &[two(), cut, three(), end()], "1 2 response,1,2 3 | 3", &retried);
    let repeated = [two(), no(), page(&[2, 3]), end()];
    let resumed = "1 2 permission_denied,1,2 3 | 4";
    check("repeated rows after a refusal", &repeated, resumed, &[0, 2, 2, 4]);
    let repeated = [two(), page(&[3, 1]), busy(), page(&[4, 3]), end()];
    check("repeated rows after a retry", &repeated, "1 2 3 4 | 6", &[0, 2, 4, 4, 6]);
    check("a server that begins again", &[two(), three(), two()], "1 2 3 | 5", &[0, 2, 3]);
}
