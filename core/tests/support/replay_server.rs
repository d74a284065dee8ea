//! A server that sends the responses of a vector and records the requests.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

/// A request: its first line, its sorted header lines, its body.
pub(crate) type RecordedRequest = (String, Vec<String>, String);

#[derive(Default)]
struct Record {
    responses: VecDeque<Value>,
    requests: Vec<RecordedRequest>,
    connections: usize,
    dropped: bool,
}

/// The server. It accepts connections until it is dropped.
pub(crate) struct ReplayServer {
    address: String,
    record: Arc<Mutex<Record>>,
}

impl Drop for ReplayServer {
    fn drop(&mut self) {
        self.record.lock().unwrap().dropped = true;
        // Ends the wait of the thread that accepts.
        drop(TcpStream::connect(&self.address));
    }
}

impl ReplayServer {
    /// Sends the responses in order, on any connection.
    pub(crate) fn start(responses: impl IntoIterator<Item = Value>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let record = Record { responses: responses.into_iter().collect(), ..Record::default() };
        let record = Arc::new(Mutex::new(record));
        let shared = Arc::clone(&record);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, record) = (stream.unwrap(), Arc::clone(&shared));
                {
                    let mut record = record.lock().unwrap();
                    if record.dropped {
                        return;
                    }
                    record.connections += 1;
                }
                thread::spawn(move || serve(&stream, &record));
            }
        });
        Self { address, record }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn requests(&self) -> Vec<RecordedRequest> {
        self.record.lock().unwrap().requests.clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.record.lock().unwrap().connections
    }
}

fn serve(stream: &TcpStream, record: &Mutex<Record>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while let Some(request) = read_request(&mut reader) {
        let response = {
            let mut record = record.lock().unwrap();
            record.requests.push(request);
            record.responses.pop_front()
        };
        // A request beyond the vector is recorded and gets no response.
        let Some(response) = response else { return };
        if write_response(stream, &response).is_err() || response["then"] == "close" {
            return;
        }
    }
}

fn read_request(reader: &mut impl BufRead) -> Option<RecordedRequest> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end_matches("\r\n").to_owned();
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    let length = lines.iter().find_map(|line| line.strip_prefix("Content-Length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).ok()?;
    let mut headers = lines.split_off(1);
    headers.sort();
    Some((lines.remove(0), headers, String::from_utf8(body).unwrap()))
}

fn write_response(mut stream: &TcpStream, response: &Value) -> std::io::Result<()> {
    let Some(head) = response["head"].as_array() else { return Ok(()) };
    let string = response["body"].as_str().unwrap();
    let body: Vec<u8> = match response["encoding"].as_str() {
        None => string.bytes().collect(),
        Some("latin-1") => string.chars().map(|c| u8::try_from(c).unwrap()).collect(),
        Some(unknown) => panic!("unknown encoding: {unknown}"),
    };
    let mut lines: Vec<String> = head.iter().map(|line| line.as_str().unwrap().into()).collect();
    let is_framing = |line: &String| {
        let name = line.to_ascii_lowercase();
        name.starts_with("content-length:") || name.starts_with("transfer-encoding:")
    };
    if !lines.iter().any(is_framing) {
        lines.push(format!("Content-Length: {}", body.len()));
    }
    let head = format!("{}\r\n\r\n", lines.join("\r\n"));
    stream.write_all(&[head.as_bytes(), &body].concat())
}
