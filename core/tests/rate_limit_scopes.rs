//! The scope of a rate limit: one operation of one account, or the customer API of one credential.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at anything unexpected"
)]

mod support;

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use sendgrid_accounts::customers::CustomerFilter;
use sendgrid_accounts::{Client, Error, ErrorKind, OnBehalfOf, Outcome, Reseller};
use sendgrid_accounts_sandbox::{Options, Sandbox, Window};
use support::scripted_server::ScriptedServer;

fn in_seconds(seconds: u64) -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + seconds
}

/// A response after which the window of its limit is closed for a minute.
fn last_of_window(body: &str) -> String {
    let reset = in_seconds(60);
    format!(
        "200 OK\nX-RateLimit-Limit: 7\nX-RateLimit-Remaining: 0\nX-RateLimit-Reset: {reset}\n\n{body}"
    )
}

fn client(url: &str) -> Client {
    Client::builder()
        .api_key("SG.key")
        .reseller(Reseller::new("parent", "secret-1"))
        .base_url(url)
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap()
}

fn acting_for(client: &Client, subuser: &str) -> Client {
    client.on_behalf_of(&OnBehalfOf::Subuser(subuser.into())).unwrap()
}

/// Asserts that the limiter refused a call.
fn assert_unsent(error: &Error) {
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::RateLimit, Outcome::NotSent));
    assert_eq!((error.attempts(), error.safe_to_retry()), (0, true));
}

#[tokio::test]
async fn an_exhausted_operation_stops_no_other() {
    let window = Window { limit: 2, seconds: 600 };
    let sandbox = Sandbox::start(Options { window, ..Options::default() }).unwrap();
    let client = Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url());
    let client = client.timeout(Duration::from_millis(900)).build().unwrap();
    for _ in 0..2 {
        client.user().get_credits().await.unwrap();
    }
    assert_unsent(&client.user().get_credits().await.unwrap_err());
    client.user().get_username().await.unwrap();
    client.user().get_email().await.unwrap();
    // The endpoint of an update is another one than that of the read.
    client.user().update_email("new@example.com").await.unwrap();
    let statuses: Vec<u16> = sandbox.journal().iter().map(|entry| entry.status).collect();
    assert_eq!(statuses, [200; 5]);
}

#[tokio::test]
async fn a_429_of_one_operation_and_account_stops_no_other() {
    let server = ScriptedServer::start(|number| match number {
        1 => format!("429 Too Many\nX-RateLimit-Reset: {}", in_seconds(60)),
        _ => "200 OK".into(),
    })
    .await;
    let client = client(&server.url);
    let (first, second) = (acting_for(&client, "first"), acting_for(&client, "second"));
    let rejected = first.user().get_email().await.unwrap_err();
    assert_eq!((rejected.kind(), rejected.attempts()), (ErrorKind::RateLimit, 1));
    assert_unsent(&first.user().get_email().await.unwrap_err());
    // Another view of the same account has the same limit.
    assert_unsent(&acting_for(&client, "first").user().get_email().await.unwrap_err());
    client.user().get_email().await.unwrap();
    second.user().get_email().await.unwrap();
    first.user().get_username().await.unwrap();
    let account = OnBehalfOf::Account("7".into());
    client.on_behalf_of(&account).unwrap().user().get_email().await.unwrap();
    assert_eq!(server.requests(), 5);
}

#[tokio::test]
async fn an_exhausted_window_of_one_account_stops_no_other() {
    let server = ScriptedServer::start(|number| match number {
        1 | 2 => last_of_window("{}"),
        _ => "200 OK".into(),
    })
    .await;
    let client = client(&server.url);
    acting_for(&client, "first").user().get_email().await.unwrap();
    client.user().get_email().await.unwrap();
    assert_unsent(&acting_for(&client, "first").user().get_email().await.unwrap_err());
    assert_unsent(&client.user().get_email().await.unwrap_err());
    acting_for(&client, "second").user().get_email().await.unwrap();
    assert_eq!(server.requests(), 3);
}

#[tokio::test]
async fn the_operations_of_the_customer_api_share_a_limit() {
    let server = ScriptedServer::start(|number| match number {
        1 => last_of_window("[]"),
        _ => "200 OK".into(),
    })
    .await;
    let client = client(&server.url);
    client.customers().list(CustomerFilter::default()).await.unwrap();
    assert_unsent(&client.customers().disable("customer").await.unwrap_err());
    assert_unsent(&client.customers().delete("customer").await.unwrap_err());
    client.user().get_email().await.unwrap();
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn a_closed_window_delays_no_call_of_another_operation() {
    let server = ScriptedServer::start(|number| match number {
        1 => format!("429 Too Many\nX-RateLimit-Reset: {}", in_seconds(3)),
        _ => "200 OK".into(),
    })
    .await;
    let client = client(&server.url);
    let started = Instant::now();
    let waiting = {
        let client = client.clone();
        tokio::spawn(async move { client.user().get_email().await })
    };
    tokio::time::sleep(Duration::from_millis(200)).await;
    for _ in 0..20 {
        client.user().get_username().await.unwrap();
    }
    assert!(started.elapsed() < Duration::from_millis(900), "{:?}", started.elapsed());
    waiting.await.unwrap().unwrap();
    assert!(started.elapsed() > Duration::from_millis(1900), "{:?}", started.elapsed());
}
