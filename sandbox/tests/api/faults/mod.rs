//! Scripted faults as a client meets them, byte by byte.

mod accounting;
mod answers;
mod bytes;
mod connections;
mod cuts;
mod timing;

use std::io::{ErrorKind, Read as _};
use std::net::TcpStream;
use std::time::Duration;

use sendgrid_accounts_sandbox::{JournalEntry, Options, Sandbox, Window};
use serde_json::{Value, json};

use crate::customers::{MANAGE, PARENT, encoded};
use crate::raw_http::{Call, Connection, call, control, order, parse};

/// How a connection ended, if it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Nothing more comes (FIN).
    Closed,
    /// The connection was torn down (RST).
    Reset,
    /// Nothing came for the time that was given.
    Open,
}

/// So long nothing may come where something is held back.
const SILENCE: Duration = Duration::from_millis(150);

pub(crate) const FAULTS: &str = "/__sandbox/faults";

pub(crate) fn script(sandbox: &Sandbox, operation: &str, fault: &Value) {
    order(sandbox, FAULTS, &json!([{"operation": operation, "fault": fault}]));
}

/// The numbers of the faults that wait, and of those that were met with the entries of the journal.
pub(crate) fn faults(sandbox: &Sandbox) -> (Vec<u64>, Vec<(u64, Option<u64>)>) {
    let shown = control(sandbox, "GET", FAULTS).send(sandbox.url()).json();
    let number = |fault: &Value| fault["number"].as_u64().unwrap();
    let met = |fault: &Value| (number(fault), fault["journal"].as_u64());
    let all = |name: &str| shown[name].as_array().unwrap().clone();
    (all("waiting").iter().map(number).collect(), all("consumed").iter().map(met).collect())
}

/// A sandbox whose rate windows do not begin anew in the middle of a test.
pub(crate) fn sandbox() -> Sandbox {
    let window = Window { limit: 600, seconds: 1_000_000_000 };
    Sandbox::start(Options { window, ..Options::default() }).unwrap()
}

/// One changing call of each API.
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

/// Whether the change of that operation is there.
pub(crate) fn is_changed(sandbox: &Sandbox, operation: &str) -> bool {
    let accounts = sandbox.state()["accounts"].clone();
    match operation {
        "user.update_email" => accounts[0]["email"] == "new@example.com",
        _ => accounts[2]["active"] == false,
    }
}

/// Everything that comes, and how it ends; where nothing comes for the time given, it is `Open`.
pub(crate) fn rest(stream: &mut TcpStream, patience: Duration) -> (Vec<u8>, Ending) {
    stream.set_read_timeout(Some(patience)).unwrap();
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

/// All that comes of a request on this connection, and how it ends.
pub(crate) fn ended(connection: &mut Connection, call: &Call) -> (Vec<u8>, Ending) {
    connection.write(call);
    rest(&mut connection.stream, Duration::from_secs(10))
}

/// The last entry of the journal, once it is there.
pub(crate) fn last_entry(sandbox: &Sandbox, number: usize) -> JournalEntry {
    for _ in 0..1000 {
        let journal = sandbox.journal();
        if journal.len() >= number {
            assert_eq!(journal.len(), number);
            return journal.last().unwrap().clone();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("entry {number} never came")
}

/// The bytes of an answer with its date blanked out.
pub(crate) fn dateless(answer: &[u8]) -> String {
    let text = String::from_utf8_lossy(answer).into_owned();
    let Some(begin) = text.find("Date: ") else { return text };
    let end = begin + text[begin..].find("\r\n").unwrap();
    text[..begin].to_owned() + &text[end..]
}

/// What the same call is answered where nothing is scripted.
pub(crate) fn genuine(call: &Call, sandbox: &Sandbox) -> Vec<u8> {
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
