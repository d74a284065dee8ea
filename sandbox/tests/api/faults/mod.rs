//! Injected faults, byte by byte from the side of the client.

mod assignment;
mod bytes;
mod connections;
mod cuts;
mod responses;
mod timing;

use std::io::{ErrorKind, Read as _};
use std::net::TcpStream;
use std::time::Duration;

use sendgrid_accounts_sandbox::{JournalEntry, Options, Sandbox, Window};
use serde_json::{Value, json};

use crate::customers::{MANAGE, PARENT, encoded};
use crate::raw_http::{self, Call, Connection, call, control, parse, post_control};

/// The end of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The server closed its side (FIN).
    Closed,
    /// The server reset the connection (RST).
    Reset,
    /// No bytes arrived before the timeout.
    Open,
}

/// The timeout for tests that expect no bytes.
const SILENCE: Duration = Duration::from_millis(150);

pub(crate) const FAULTS: &str = "/__sandbox/faults";

pub(crate) fn script(sandbox: &Sandbox, operation: &str, fault: &Value) {
    post_control(sandbox, FAULTS, &json!([{"operation": operation, "fault": fault}]));
}

/// The numbers of the pending faults, and the numbers of the consumed ones with their journal
/// entries.
pub(crate) fn faults(sandbox: &Sandbox) -> (Vec<u64>, Vec<(u64, Option<u64>)>) {
    let faults = control(sandbox, "GET", FAULTS).send(sandbox.url()).json();
    let number = |fault: &Value| fault["number"].as_u64().unwrap();
    let consumed = |fault: &Value| (number(fault), fault["journal"].as_u64());
    let all = |name: &str| faults[name].as_array().unwrap().clone();
    (all("waiting").iter().map(number).collect(), all("consumed").iter().map(consumed).collect())
}

/// A sandbox with a rate window that does not end during a test.
pub(crate) fn sandbox() -> Sandbox {
    let window = Window { limit: 600, seconds: 1_000_000_000 };
    Sandbox::start(Options { window, ..raw_http::options() }).unwrap()
}

/// One changing request of each API.
pub(crate) fn changes(sandbox: &Sandbox) -> [(&'static str, Call); 2] {
    let form = [&PARENT[..], &[("method", "disable"), ("user", "user1")]].concat();
    [
        (
            "user.update_email",
            call(sandbox, "PUT", "/v3/user/email").json(r#"{"email":"new@example.com"}"#),
        ),
        ("customers.disable", Call::new("POST", MANAGE).form(&encoded(&form))),
    ]
}

/// Whether the change of the operation is in the state.
pub(crate) fn is_changed(sandbox: &Sandbox, operation: &str) -> bool {
    let accounts = sandbox.state()["accounts"].clone();
    match operation {
        "user.update_email" => accounts[0]["email"] == "new@example.com",
        _ => accounts[2]["active"] == false,
    }
}

/// Reads until the connection ends or no bytes arrive for the timeout.
pub(crate) fn read_rest(stream: &mut TcpStream, timeout: Duration) -> (Vec<u8>, Ending) {
    stream.set_read_timeout(Some(timeout)).unwrap();
    let mut received = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return (received, Ending::Closed),
            Ok(count) => received.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => {
                return (received, Ending::Reset);
            }
            Err(error) if [ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&error.kind()) => {
                return (received, Ending::Open);
            }
            Err(error) => panic!("{error}"),
        }
    }
}

/// Sends a request and reads until the connection ends.
pub(crate) fn exchange(connection: &mut Connection, call: &Call) -> (Vec<u8>, Ending) {
    connection.write(call);
    read_rest(&mut connection.stream, Duration::from_secs(10))
}

/// Waits for the journal entry with this number, which must be the last one.
pub(crate) fn last_entry(sandbox: &Sandbox, number: usize) -> JournalEntry {
    for _ in 0..1000 {
        let journal = sandbox.journal();
        if journal.len() >= number {
            assert_eq!(journal.len(), number);
            return journal.last().unwrap().clone();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("no entry {number}")
}

/// The bytes of a response without the header `Date`.
pub(crate) fn without_date(response: &[u8]) -> String {
    let response = String::from_utf8_lossy(response).into_owned();
    let Some(begin) = response.find("Date: ") else { return response };
    let end = begin + response[begin..].find("\r\n").unwrap();
    response[..begin].to_owned() + &response[end..]
}

/// The bytes of the response to the request without a fault.
pub(crate) fn normal_response(call: &Call, sandbox: &Sandbox) -> Vec<u8> {
    let mut connection = Connection::open(sandbox.url());
    connection.write(call);
    let mut received = Vec::new();
    let mut buffer = [0; 4096];
    while parse(&received, false).is_none() {
        let count = connection.stream.read(&mut buffer).unwrap();
        assert_ne!(count, 0, "closed");
        received.extend_from_slice(&buffer[..count]);
    }
    received
}
