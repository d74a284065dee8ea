//! The limit, a lower bound of the time: sends prepared requests and only counts the bytes of the
//! responses.

use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

use memchr::memmem;
use sendgrid_accounts_bench::{
    API_KEY, Arguments, DISABLE, KEPT, Kind, LIST, MANAGE, Meter, PROFILE, authority, count_down,
    page_offsets, subusers_page, trusted,
};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::Barrier;
use tokio_rustls::TlsConnector;

/// The requests of one call: several only for an iteration.
fn requests(arguments: &Arguments) -> Vec<Vec<u8>> {
    let host = authority(&arguments.base);
    let path = MANAGE.replace("json", &arguments.format);
    let post = |body: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\naccept: */*\r\ncontent-type: \
             application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let get = |path: &str| {
        format!(
            "GET {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {API_KEY}\r\n\
             accept: */*\r\n\r\n"
        )
    };
    let requests = match arguments.kind {
        Kind::Get => vec![get(PROFILE)],
        Kind::Disable => vec![post(DISABLE)],
        Kind::List => vec![post(&format!("{LIST}&limit={}", arguments.rows))],
        Kind::Iterate => {
            page_offsets(arguments.rows).map(|offset| get(&subusers_page(offset))).collect()
        }
    };
    requests.into_iter().map(String::into_bytes).collect()
}

/// Length of a response with its headers, once they are complete. All responses to one request have
/// the length of the first one.
fn length(received: &[u8]) -> Option<usize> {
    const LENGTH: &[u8] = b"content-length: ";
    let end = memmem::find(received, b"\r\n\r\n")? + 4;
    let digits = received.get(memmem::find(received, LENGTH)? + LENGTH.len()..end)?;
    let digits = digits.split(|byte| !byte.is_ascii_digit()).next()?;
    Some(end + std::str::from_utf8(digits).ok()?.parse::<usize>().ok()?)
}

/// Sequential calls over a plain socket.
pub(crate) fn blocking(arguments: &Arguments) {
    let requests = requests(arguments);
    let mut buffer = vec![0; 1 << 18];
    let started = Instant::now();
    let mut stream = std::net::TcpStream::connect(authority(&arguments.base)).unwrap();
    stream.set_nodelay(true).unwrap();
    let startup = started.elapsed();
    let mut lengths = vec![None; requests.len()];
    let mut call = || {
        for (request, expected) in requests.iter().zip(&mut lengths) {
            stream.write_all(request).unwrap();
            let mut received = 0;
            while expected.is_none_or(|expected| received < expected) {
                let free = if expected.is_none() { received } else { 0 };
                let read = stream.read(buffer.get_mut(free..).unwrap()).unwrap();
                assert!(read > 0, "the server closed the connection");
                received += read;
                *expected = expected.or_else(|| length(buffer.get(..received).unwrap()));
            }
        }
    };
    (0..arguments.warm).for_each(|_| call());
    let meter = Meter::start();
    let mut latencies = Vec::new();
    for _ in 0..arguments.calls {
        let started = Instant::now();
        call();
        if latencies.len() < KEPT {
            latencies.push(started.elapsed());
        }
    }
    meter.finish(arguments.calls, latencies, startup);
}

/// Concurrent calls on one thread, each on its own connection; also sequential calls over TLS.
pub(crate) fn concurrent(arguments: &Arguments) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let connector = arguments.tls().then(|| TlsConnector::from(trusted(&arguments.bundle)));
        let run = Arc::new(Run {
            request: requests(arguments).swap_remove(0),
            left: AtomicUsize::new(arguments.calls),
            warm: (arguments.warm / arguments.at_once).max(1),
            start: Barrier::new(arguments.at_once + 1),
        });
        let started = Instant::now();
        let mut workers = Vec::new();
        for _ in 0..arguments.at_once {
            let address = authority(&arguments.base);
            let stream = tokio::net::TcpStream::connect(address).await.unwrap();
            stream.set_nodelay(true).unwrap();
            let run = Arc::clone(&run);
            workers.push(match &connector {
                None => tokio::spawn(run.make(stream)),
                Some(connector) => {
                    let name = "127.0.0.1".try_into().unwrap();
                    tokio::spawn(run.make(connector.connect(name, stream).await.unwrap()))
                }
            });
        }
        let startup = started.elapsed();
        run.start.wait().await;
        let meter = Meter::start();
        run.start.wait().await;
        let mut latencies = Vec::new();
        for worker in workers {
            latencies.extend(worker.await.unwrap());
        }
        meter.finish(arguments.calls, latencies, startup);
    });
}

/// Shared state of all connections, whose timing starts together.
struct Run {
    request: Vec<u8>,
    left: AtomicUsize,
    warm: usize,
    start: Barrier,
}

impl Run {
    async fn make<S: AsyncRead + AsyncWrite + Unpin>(self: Arc<Self>, stream: S) -> Vec<Duration> {
        let mut connection = Connection { stream, buffer: vec![0; 1 << 16], expected: None };
        for _ in 0..self.warm {
            connection.call(&self.request).await;
        }
        self.start.wait().await;
        self.start.wait().await;
        let mut latencies = Vec::new();
        while count_down(&self.left) {
            let started = Instant::now();
            connection.call(&self.request).await;
            if latencies.len() < KEPT {
                latencies.push(started.elapsed());
            }
        }
        latencies
    }
}

struct Connection<S> {
    stream: S,
    buffer: Vec<u8>,
    expected: Option<usize>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Connection<S> {
    async fn call(&mut self, request: &[u8]) {
        self.stream.write_all(request).await.unwrap();
        self.stream.flush().await.unwrap();
        let mut received = 0;
        while self.expected.is_none_or(|expected| received < expected) {
            let free = if self.expected.is_none() { received } else { 0 };
            let read = self.stream.read(self.buffer.get_mut(free..).unwrap()).await.unwrap();
            assert!(read > 0, "the server closed the connection");
            received += read;
            self.expected = self.expected.or_else(|| length(self.buffer.get(..received).unwrap()));
        }
    }
}
