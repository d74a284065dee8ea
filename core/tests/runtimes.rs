//! The runtime that a call is awaited on, and reqwest clients that callers bring.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod scripted;

use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use scripted::Scripted;
use sendgrid_accounts::{Client, ErrorKind, Outcome};
use tokio::runtime::{Builder, Runtime};

fn client(url: &str) -> Client {
    Client::builder().api_key("SG.key").base_url(url).build().unwrap()
}

fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// A server that counts its requests, on a runtime of its own.
fn server(runtime: &Runtime) -> Scripted {
    runtime.block_on(Scripted::start(|number| {
        format!("200 OK\n\n{{\"email\":\"{number}@example.com\"}}")
    }))
}

async fn email(client: &Client) -> String {
    client.user().get_email().await.unwrap().email.unwrap()
}

#[test]
fn one_client_serves_several_runtimes_one_after_the_other() {
    let servers = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = server(&servers);
    let client = client(&server.url);
    for number in [1, 3] {
        let runtime = current_thread();
        let both = runtime.block_on(async { [email(&client).await, email(&client).await] });
        assert_eq!(both, [number, number + 1].map(|number| format!("{number}@example.com")));
    }
    let several = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    assert_eq!(several.block_on(email(&client)), "5@example.com");
    assert_eq!(server.requests(), 5);
}

#[test]
fn a_call_without_a_runtime_is_refused() {
    let client = client("http://127.0.0.1:9");
    let call = pin!(client.user().get_email());
    let Poll::Ready(Err(error)) = call.poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("the call waits")
    };
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Config, Outcome::NotSent));
    assert_eq!(error.operation(), Some("user.get_email"));
    assert!(error.message().starts_with("no tokio runtime is running"), "{error}");
}

#[test]
fn requests_go_through_the_client_that_the_caller_brings() {
    let servers = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = server(&servers);
    // It looks the name up where the test server is.
    let address: SocketAddr = server.url.trim_start_matches("http://").parse().unwrap();
    // reqwest leaves the choice of a provider to the program that makes a client.
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let own =
        reqwest::Client::builder().no_proxy().resolve("api.test.invalid", address).build().unwrap();
    let url = format!("http://api.test.invalid:{}", address.port());
    let client = Client::builder()
        .api_key("SG.key")
        .base_url(url)
        .allow_insecure_transport(true)
        .http_client(own)
        .build()
        .unwrap();
    assert_eq!(current_thread().block_on(email(&client)), "1@example.com");
}
