//! Clients with a common `SharedRateLimiter` share its state; others do not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at anything unexpected"
)]

mod support;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sendgrid_accounts::customers::CustomerFilter;
use sendgrid_accounts::{ApiKey, Client, ClientBuilder, ErrorKind, Reseller, SharedRateLimiter};
use support::scripted_server::ScriptedServer;

/// A server that rejects its first request, for a minute, and accepts the others.
async fn server() -> ScriptedServer {
    ScriptedServer::start(|number| match number {
        1 => {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
            let headers = "X-RateLimit-Limit: 7\nX-RateLimit-Remaining: 0";
            format!("429 Too Many\n{headers}\nX-RateLimit-Reset: {}", now + 60)
        }
        number if number % 2 == 0 => "200 OK\n\n{}".into(),
        _ => "200 OK\n\n[]".into(),
    })
    .await
}

fn builder(server: &ScriptedServer, key: &str) -> ClientBuilder {
    Client::builder().api_key(key).base_url(&server.url).timeout(Duration::from_secs(5))
}

/// The error of a call and its attempts; `None` if it succeeds.
async fn email(client: &Client) -> Option<(ErrorKind, u32)> {
    client.user().get_email().await.err().map(|error| (error.kind(), error.attempts()))
}

#[tokio::test]
async fn clients_with_a_shared_rate_limiter_share_a_window() {
    let (server, shared_rate_limiter) = (server().await, SharedRateLimiter::new());
    let build = |key: &str| {
        builder(&server, key).shared_rate_limiter(shared_rate_limiter.clone()).build().unwrap()
    };
    let first = build("SG.key");
    assert_eq!(email(&first).await, Some((ErrorKind::RateLimit, 1)));
    let second = build("SG.key");
    let limits = second.rate_limits();
    assert_eq!(limits.len(), 1);
    assert_eq!((&*limits[0].operation, limits[0].limit), ("user.get_email", Some(7)));
    assert_eq!(email(&second).await, Some((ErrorKind::RateLimit, 0)));
    // The state survives the clients.
    drop((first, second));
    assert_eq!(email(&build("SG.key")).await, Some((ErrorKind::RateLimit, 0)));
    assert_eq!(server.requests(), 1);

    let other = build("SG.another-key");
    assert_eq!(other.rate_limits(), []);
    assert_eq!(email(&other).await, None);
}

#[tokio::test]
async fn another_host_has_its_own_limiter() {
    let (server, other, shared_rate_limiter) =
        (server().await, server().await, SharedRateLimiter::new());
    let build = |server| {
        builder(server, "SG.key").shared_rate_limiter(shared_rate_limiter.clone()).build().unwrap()
    };
    for server in [&server, &other] {
        assert_eq!(email(&build(server)).await, Some((ErrorKind::RateLimit, 1)));
    }
}

#[tokio::test]
async fn clients_without_a_shared_rate_limiter_are_independent() {
    let server = server().await;
    let builder = builder(&server, "SG.key");
    assert_eq!(email(&builder.clone().build().unwrap()).await, Some((ErrorKind::RateLimit, 1)));
    assert_eq!(email(&builder.build().unwrap()).await, None);
}

#[tokio::test]
async fn a_reseller_is_the_same_with_both_credential_formats() {
    let (server, shared_rate_limiter) = (server().await, SharedRateLimiter::new());
    let list = async |reseller: Reseller| {
        let builder = builder(&server, "SG.key")
            .reseller(reseller)
            .shared_rate_limiter(shared_rate_limiter.clone());
        let client = builder.build().unwrap();
        let listed = client.customers().list(CustomerFilter::default()).await;
        listed.err().map(|error| (error.kind(), error.attempts()))
    };
    let rejected = |attempts| Some((ErrorKind::RateLimit, attempts));
    assert_eq!(list(Reseller::new("parent", "word-1")).await, rejected(1));
    assert_eq!(list(Reseller::with_basic_auth("parent", "word-1")).await, rejected(0));
    assert_eq!(server.requests(), 1);
    // The Users API and other credentials are unaffected.
    let user = builder(&server, "SG.key")
        .shared_rate_limiter(shared_rate_limiter.clone())
        .build()
        .unwrap();
    assert_eq!(email(&user).await, None);
    assert_eq!(list(Reseller::new("parent", "word-2")).await, None);
    assert_eq!(email(&user).await, None);
    let key = ApiKey::new("SG.key").unwrap();
    assert_eq!(list(Reseller::with_api_key(key)).await, None);
}
