//! Responses with hostile framing: ambiguous lengths, floods of interim responses and of chunks.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at anything unexpected"
)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use sendgrid_accounts::{Client, ClientBuilder, ErrorKind, Outcome, Phase};

const ATTEMPT_TIMEOUT: Duration = Duration::from_millis(400);
/// Maximum delay of a deadline.
const TOLERANCE: Duration = Duration::from_millis(100);
/// Size of a flood, in bytes: more than a call reads before it times out.
const MAX_FLOOD: usize = 4 << 30;

/// A server on threads of its own. It passes each request with the number of its connection, from 1,
/// to `respond`, which returns whether to keep the connection open.
struct RawServer {
    url: String,
    connections: Arc<AtomicUsize>,
}

impl RawServer {
    fn start(respond: impl Fn(&mut TcpStream, usize) -> bool + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicUsize::new(0));
        let (count, respond) = (Arc::clone(&connections), Arc::new(respond));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let number = count.fetch_add(1, Ordering::SeqCst) + 1;
                let (mut stream, respond) = (stream.unwrap(), Arc::clone(&respond));
                thread::spawn(move || {
                    let mut request = [0; 4096];
                    while stream.read(&mut request).is_ok_and(|count| count > 0) {
                        if !respond(&mut stream, number) {
                            return;
                        }
                    }
                });
            }
        });
        Self { url, connections }
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    fn client(&self) -> ClientBuilder {
        Client::builder().api_key("SG.key").base_url(&self.url).max_retries(0)
    }
}

fn email(name: &str) -> String {
    let body = format!("{{\"email\":\"{name}@example.com\"}}");
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

/// Sends an ambiguous response, then after `delay` a second response on the same connection. The next
/// call must not receive it.
async fn poison(framing: &'static str, delay: Duration) {
    let server = RawServer::start(move |stream, connection| {
        if connection > 1 {
            return stream.write_all(email("real").as_bytes()).is_ok();
        }
        let ambiguous = format!("HTTP/1.1 200 OK\r\n{framing}");
        if delay.is_zero() {
            return stream.write_all((ambiguous + &email("poison")).as_bytes()).is_ok();
        }
        stream.write_all(ambiguous.as_bytes()).unwrap();
        thread::sleep(delay);
        // The client may have closed the connection.
        stream.write_all(email("poison").as_bytes()).is_ok()
    });
    let client = server.client().build().unwrap();
    let error = client.user().get_email().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Response, Outcome::Unknown), "{error}");
    assert_eq!((error.status(), error.safe_to_retry()), (Some(200), false));
    for pause in [Duration::ZERO, Duration::from_millis(20)] {
        let received = client.user().get_email().await.unwrap();
        assert_eq!(received.email.as_deref(), Some("real@example.com"), "{framing} {delay:?}");
        tokio::time::sleep(pause).await;
    }
    assert_eq!(server.connections(), 2, "the connection of the ambiguous response is not reused");
}

#[tokio::test]
async fn bytes_after_an_ambiguous_response_never_reach_a_later_call() {
    let chunked = "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
    let empty = "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n";
    for framing in [chunked, empty] {
        for delay in [Duration::ZERO, Duration::from_millis(10)] {
            poison(framing, delay).await;
        }
    }
}

#[tokio::test]
async fn different_content_lengths_are_an_error_and_end_the_connection() {
    let server = RawServer::start(|stream, connection| {
        let ambiguous = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 40\r\n\r\n{}";
        let first = format!("{ambiguous}{}", email("poison"));
        let response = if connection == 1 { first } else { email("real") };
        stream.write_all(response.as_bytes()).is_ok()
    });
    let client = server.client().build().unwrap();
    let error = client.user().get_email().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::Unknown));
    let received = client.user().get_email().await.unwrap();
    assert_eq!(received.email.as_deref(), Some("real@example.com"));
}

/// A server that sends a head, then blocks of 64 KiB of `piece` until the client closes the
/// connection, with a pause after each.
fn flood(head: &'static str, piece: &'static str, pause: Duration) -> RawServer {
    RawServer::start(move |stream, _| {
        stream.write_all(head.as_bytes()).unwrap();
        let block = piece.repeat((1 << 16) / piece.len());
        for _ in 0..MAX_FLOOD / block.len() {
            if stream.write_all(block.as_bytes()).is_err() {
                return false;
            }
            thread::sleep(pause);
        }
        false
    })
}

/// Runs two calls on one thread: one receives a flood, the other no response. Both must end at the
/// attempt timeout.
async fn flooded(server: RawServer, phase: Phase) {
    let silent = RawServer::start(|_, _| true);
    let call = async |server: &RawServer| {
        let builder = server.client().attempt_timeout(ATTEMPT_TIMEOUT);
        // A flood of chunks must not end by its size.
        let client = builder.max_response_bytes(0x7fff_ffff).build().unwrap();
        let started = Instant::now();
        let error = client.user().get_email().await.unwrap_err();
        (started.elapsed(), error)
    };
    let ((flood_time, flood_error), (silent_time, silent_error)) =
        tokio::join!(call(&server), call(&silent));
    assert_eq!((flood_error.kind(), flood_error.phase()), (ErrorKind::Timeout, Some(phase)));
    assert_eq!(silent_error.phase(), Some(Phase::Response));
    for time in [flood_time, silent_time] {
        assert!(
            (ATTEMPT_TIMEOUT..ATTEMPT_TIMEOUT + TOLERANCE).contains(&time),
            "{flood_time:?} {silent_time:?}"
        );
    }
}

/// At full speed, on the worker of the bindings.
#[cfg(feature = "blocking")]
#[test]
fn a_flood_of_interim_responses_delays_no_deadline_on_the_worker() {
    use sendgrid_accounts::runtime::start_call;

    let server = flood("", "HTTP/1.1 100 Continue\r\n\r\n", Duration::ZERO);
    let calls = async {
        flooded(server, Phase::Response).await;
        Ok(())
    };
    start_call(calls).unwrap().wait().unwrap();
}

#[tokio::test]
async fn endless_interim_responses_end_with_the_attempt_timeout() {
    // hyper parses everything that it can read before it yields: up to 128 reads of 400 KiB. A faster
    // flood would test its speed, which is far lower in a debug build.
    let pause = Duration::from_millis(50);
    flooded(flood("", "HTTP/1.1 100 Continue\r\n\r\n", pause), Phase::Response).await;
}

#[tokio::test]
async fn endless_chunks_of_one_byte_end_with_the_attempt_timeout() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    flooded(flood(head, "1\r\n \r\n", Duration::ZERO), Phase::Body).await;
}

#[tokio::test]
async fn endless_chunk_extensions_are_an_error() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let server = flood(head, "1;extension=0123456789abcdef\r\n \r\n", Duration::ZERO);
    let client = server.client().attempt_timeout(ATTEMPT_TIMEOUT).build().unwrap();
    let started = Instant::now();
    let error = client.user().get_email().await.unwrap_err();
    assert!(started.elapsed() < ATTEMPT_TIMEOUT + TOLERANCE);
    assert_eq!((error.kind(), error.status()), (ErrorKind::Transport, Some(200)), "{error}");
}
