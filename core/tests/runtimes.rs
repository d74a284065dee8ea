//! The caller's runtime, and the caller's reqwest client.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at anything unexpected")]

mod support;

use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use sendgrid_accounts::{Client, ErrorKind, Outcome};
use support::scripted_server::ScriptedServer;
use tokio::runtime::{Builder, Runtime};

fn client(url: &str) -> Client {
    Client::builder().api_key("SG.key").base_url(url).build().unwrap()
}

fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// A server whose responses count its requests.
fn server(runtime: &Runtime) -> ScriptedServer {
    runtime.block_on(ScriptedServer::start(|number| {
        format!("200 OK\n\n{{\"email\":\"{number}@example.com\"}}")
    }))
}

async fn email(client: &Client) -> String {
    client.user().get_email().await.unwrap().email.unwrap()
}

#[test]
fn a_client_works_on_several_runtimes_in_sequence() {
    let servers = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = server(&servers);
    let client = client(&server.url);
    for number in [1, 3] {
        let runtime = current_thread();
        let emails = runtime.block_on(async { [email(&client).await, email(&client).await] });
        assert_eq!(emails, [number, number + 1].map(|number| format!("{number}@example.com")));
    }
    let multi_thread = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    assert_eq!(multi_thread.block_on(email(&client)), "5@example.com");
    assert_eq!(server.requests(), 5);
}

#[test]
fn a_call_without_a_runtime_is_an_error() {
    let client = client("http://127.0.0.1:9");
    let call = pin!(client.user().get_email());
    let Poll::Ready(Err(error)) = call.poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("the call is pending")
    };
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Config, Outcome::NotSent));
    assert_eq!(error.operation(), Some("user.get_email"));
    assert!(error.message().starts_with("no tokio runtime is running"), "{error}");
}

#[test]
fn requests_use_the_callers_reqwest_client() {
    let servers = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = server(&servers);
    let address: SocketAddr = server.url.trim_start_matches("http://").parse().unwrap();
    // reqwest without a default provider needs one of the process.
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let http_client =
        reqwest::Client::builder().no_proxy().resolve("api.test.invalid", address).build().unwrap();
    let url = format!("http://api.test.invalid:{}", address.port());
    let client = Client::builder()
        .api_key("SG.key")
        .base_url(url)
        .allow_insecure_transport(true)
        .http_client(http_client)
        .build()
        .unwrap();
    assert_eq!(current_thread().block_on(email(&client)), "1@example.com");
}
