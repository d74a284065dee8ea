//! Bytes that a server sends after a response: they are never the response to a later call.

#![allow(clippy::unwrap_used, reason = "a test stops at anything unexpected")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use sendgrid_accounts::{Client, OnBehalfOf};

const CALLS: usize = 400;
/// Time after a response at which the server sends another one.
const DELAY: Duration = Duration::from_millis(1);

/// A server that responds with the account of the request, and once more with that of a stranger.
#[derive(Clone, Default)]
struct Server {
    /// Unexpected responses.
    unexpected: Arc<AtomicUsize>,
    /// Requests on a connection that has unexpected bytes.
    reused: Arc<AtomicUsize>,
}

impl Server {
    /// Starts a server and returns its URL.
    fn start(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = self.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (server, stream) = (server.clone(), stream.unwrap());
                stream.set_nodelay(true).unwrap();
                thread::spawn(move || server.respond_twice(stream));
            }
        });
        url
    }

    fn respond_twice(&self, mut stream: TcpStream) {
        let mut request = [0; 4096];
        let mut requests = 0;
        while let Ok(length @ 1..) = stream.read(&mut request) {
            self.reused.fetch_add(usize::from(requests > 0), Ordering::SeqCst);
            requests += 1;
            let head = String::from_utf8_lossy(request.get(..length).unwrap()).into_owned();
            let account = head.lines().find_map(|line| line.strip_prefix("On-Behalf-Of: "));
            let first = stream.write_all(response(account.unwrap_or("parent")).as_bytes());
            thread::sleep(DELAY);
            let second = first.and_then(|()| stream.write_all(response("stranger").as_bytes()));
            self.unexpected.fetch_add(1, Ordering::SeqCst);
            if second.is_err() {
                return;
            }
        }
    }

    /// Whether the client's socket has the unexpected bytes of this number of responses.
    fn has_sent(&self, count: usize) -> bool {
        self.unexpected.load(Ordering::SeqCst) >= count
    }

    /// Makes calls for two accounts, which share connections; before each but the first, the unexpected
    /// response to the previous one has arrived. `wait` is the wait for it.
    async fn check(&self, wait: impl AsyncFn()) {
        let client = client(&self.start());
        let view = client.on_behalf_of(&OnBehalfOf::Subuser("subuser".to_owned())).unwrap();
        let mut wrong = Vec::new();
        for number in 0..CALLS {
            let (client, account) =
                if number % 2 == 0 { (&client, "parent") } else { (&view, "subuser") };
            let username = client.user().get_username().await.unwrap().username;
            if username.as_deref() != Some(account) {
                wrong.push((number, username));
            }
            while !self.has_sent(number + 1) {
                wait().await;
            }
        }
        assert_eq!((wrong, self.reused.load(Ordering::SeqCst)), (vec![], 0));
    }
}

/// Threads of a program that compete for the processors.
struct OtherThreads(Arc<AtomicBool>);

impl OtherThreads {
    fn start(count: usize) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        for _ in 0..count {
            let ended = Arc::clone(&ended);
            thread::spawn(move || {
                while !ended.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        Self(ended)
    }
}

impl Drop for OtherThreads {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn response(account: &str) -> String {
    let body = format!("{{\"username\":\"{account}\"}}");
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

fn client(url: &str) -> Client {
    Client::builder().api_key("SG.key").base_url(url).build().unwrap()
}

async fn idle() {
    tokio::time::sleep(Duration::from_millis(1)).await;
}

/// A program that computes between two calls: meanwhile its runtime reads from no connection.
async fn busy() {
    thread::sleep(Duration::from_micros(100));
}

#[tokio::test]
async fn no_call_receives_a_response_that_came_before_it() {
    Server::default().check(idle).await;
}

#[tokio::test]
async fn no_call_of_a_busy_thread_receives_a_response_that_came_before_it() {
    Server::default().check(busy).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn no_call_of_a_busy_worker_receives_a_response_that_came_before_it() {
    tokio::spawn(async { Server::default().check(busy).await }).await.unwrap();
}

/// The system may suspend the worker that waits for events when it has to handle them.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_call_of_several_workers_receives_a_response_that_came_before_it() {
    let _threads = OtherThreads::start(4);
    tokio::spawn(async { Server::default().check(busy).await }).await.unwrap();
}

/// The thread of the program is no worker.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_call_beside_workers_receives_a_response_that_came_before_it() {
    let _threads = OtherThreads::start(4);
    Server::default().check(busy).await;
}

#[cfg(feature = "blocking")]
#[test]
fn no_blocking_call_receives_a_response_that_came_before_it() {
    let server = Server::default();
    let client = sendgrid_accounts::blocking::Client::from(client(&server.start()));
    let view = client.on_behalf_of(&OnBehalfOf::Subuser("subuser".to_owned())).unwrap();
    let mut wrong = Vec::new();
    for number in 0..CALLS {
        let (client, account) =
            if number % 2 == 0 { (&client, "parent") } else { (&view, "subuser") };
        let username = client.user().get_username().unwrap().username;
        if username.as_deref() != Some(account) {
            wrong.push((number, username));
        }
        while !server.has_sent(number + 1) {
            thread::sleep(Duration::from_micros(100));
        }
    }
    assert_eq!((wrong, server.reused.load(Ordering::SeqCst)), (vec![], 0));
}
