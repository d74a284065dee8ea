//! Clients that share a `SharedRateLimiter` wait as one; all others do not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets something unexpected must stop"
)]

mod scripted;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use scripted::Scripted;
use sendgrid_accounts::customers::CustomerFilter;
use sendgrid_accounts::{ApiKey, Client, ClientBuilder, ErrorKind, Reseller, SharedRateLimiter};

/// A server that refuses its first request for a minute, and no other.
async fn server() -> Scripted {
    Scripted::start(|number| match number {
        1 => {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
            let told = "X-RateLimit-Limit: 7\nX-RateLimit-Remaining: 0";
            format!("429 Too Many\n{told}\nX-RateLimit-Reset: {}", now + 60)
        }
        number if number % 2 == 0 => "200 OK\n\n{}".into(),
        _ => "200 OK\n\n[]".into(),
    })
    .await
}

fn builder(server: &Scripted, key: &str) -> ClientBuilder {
    Client::builder().api_key(key).base_url(&server.url).timeout(Duration::from_secs(5))
}

/// How a call ends, and after how many attempts where it fails.
async fn email(client: &Client) -> Option<(ErrorKind, u32)> {
    client.user().get_email().await.err().map(|error| (error.kind(), error.attempts()))
}

#[tokio::test]
async fn clients_that_share_a_throttle_wait_as_one() {
    let (server, shared_rate_limiter) = (server().await, SharedRateLimiter::new());
    let make = |key: &str| {
        builder(&server, key).shared_rate_limiter(shared_rate_limiter.clone()).build().unwrap()
    };
    let first = make("SG.key");
    assert_eq!(email(&first).await, Some((ErrorKind::RateLimit, 1)));
    let second = make("SG.key");
    assert_eq!(second.rate_limits().user.unwrap().limit, Some(7));
    assert_eq!(email(&second).await, Some((ErrorKind::RateLimit, 0)));
    // What was learnt stays, when those who have learnt it are gone.
    drop((first, second));
    assert_eq!(email(&make("SG.key")).await, Some((ErrorKind::RateLimit, 0)));
    assert_eq!(server.requests(), 1);

    let other = make("SG.another-key");
    assert_eq!(other.rate_limits().user, None);
    assert_eq!(email(&other).await, None);
}

#[tokio::test]
async fn another_host_has_a_gate_of_its_own() {
    let (server, there, shared_rate_limiter) =
        (server().await, server().await, SharedRateLimiter::new());
    let make = |server| {
        builder(server, "SG.key").shared_rate_limiter(shared_rate_limiter.clone()).build().unwrap()
    };
    for server in [&server, &there] {
        assert_eq!(email(&make(server)).await, Some((ErrorKind::RateLimit, 1)));
    }
}

#[tokio::test]
async fn clients_without_one_know_nothing_of_each_other() {
    let server = server().await;
    let builder = builder(&server, "SG.key");
    assert_eq!(email(&builder.clone().build().unwrap()).await, Some((ErrorKind::RateLimit, 1)));
    assert_eq!(email(&builder.build().unwrap()).await, None);
}

#[tokio::test]
async fn a_reseller_is_the_same_however_it_is_told() {
    let (server, shared_rate_limiter) = (server().await, SharedRateLimiter::new());
    let list = async |reseller: Reseller| {
        let builder = builder(&server, "SG.key")
            .reseller(reseller)
            .shared_rate_limiter(shared_rate_limiter.clone());
        let client = builder.build().unwrap();
        let listed = client.customers().list(CustomerFilter::default()).await;
        listed.err().map(|error| (error.kind(), error.attempts()))
    };
    let refused = |attempts| Some((ErrorKind::RateLimit, attempts));
    assert_eq!(list(Reseller::new("parent", "word-1")).await, refused(1));
    assert_eq!(list(Reseller::with_basic_auth("parent", "word-1")).await, refused(0));
    assert_eq!(server.requests(), 1);
    // The Users API, and then others, are free.
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
