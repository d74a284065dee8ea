//! The rate limiter and the retry budget against a server.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at anything unexpected"
)]

mod support;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use sendgrid_accounts::customers::CustomerFilter;
use sendgrid_accounts::{CallOptions, Client, ClientBuilder, ErrorKind, Outcome, Reseller};
use sendgrid_accounts_sandbox::{Options, Sandbox, Window};
use support::scripted_server::ScriptedServer;
use tokio::task::JoinSet;

fn builder(url: &str) -> ClientBuilder {
    Client::builder().api_key("SG.key").base_url(url)
}

fn client(url: &str) -> Client {
    builder(url).build().unwrap()
}

/// The Unix time in some seconds.
fn in_seconds(seconds: u64) -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + seconds
}

/// Makes concurrent calls and returns the error of each.
async fn concurrent_calls(client: &Client, calls: usize) -> Vec<Option<ErrorKind>> {
    let mut tasks = JoinSet::new();
    for _ in 0..calls {
        let client = client.clone();
        tasks.spawn(async move { client.user().get_email().await.err().map(|error| error.kind()) });
    }
    tasks.join_all().await
}

#[tokio::test]
async fn after_a_429_the_server_rejects_at_most_one_request_per_window() {
    let window = Window { limit: 100, seconds: 2 };
    let sandbox = Sandbox::start(Options { window, ..Options::default() }).unwrap();
    let client = builder(sandbox.url()).api_key(sandbox.api_key()).build().unwrap();
    // Another client has exhausted the window.
    let other = builder(sandbox.url()).api_key(sandbox.api_key()).build().unwrap();
    for _ in 0..100 {
        other.user().get_email().await.unwrap();
    }
    let started = Instant::now();
    let results = concurrent_calls(&client, 500).await;
    assert_eq!(results.iter().filter(|result| result.is_none()).count(), 500);
    let rejected = sandbox.journal().iter().filter(|entry| entry.status == 429).count();
    let windows = started.elapsed().as_secs() / 2;
    assert!(rejected <= 64 + usize::try_from(windows).unwrap(), "{rejected} in {windows} windows");
}

/// Takes eight seconds, multiplied by `SENDGRID_ACCOUNTS_SOAK`.
#[tokio::test]
async fn steady_calls_are_never_rejected() {
    let times = std::env::var("SENDGRID_ACCOUNTS_SOAK").ok().and_then(|value| value.parse().ok());
    let window = Window { limit: 20, seconds: 2 };
    let sandbox = Sandbox::start(Options { window, ..Options::default() }).unwrap();
    let client = builder(sandbox.url()).api_key(sandbox.api_key()).build().unwrap();
    let end = Instant::now() + Duration::from_secs(8) * times.unwrap_or(1);
    let mut workers = JoinSet::new();
    for _ in 0..8 {
        let client = client.clone();
        workers.spawn(async move {
            while Instant::now() < end {
                client.user().get_email().await.unwrap();
            }
        });
    }
    workers.join_all().await;
    let journal = sandbox.journal();
    // The limit is unknown before the first responses.
    let rejected = journal.iter().skip(20).filter(|entry| entry.status == 429).count();
    assert_eq!(rejected, 0, "of {}", journal.len());
    assert!(journal.len() > 40, "{} calls in several windows", journal.len());
}

#[tokio::test]
async fn a_429_of_one_api_does_not_stop_the_other() {
    let server = ScriptedServer::start(move |number| match number {
        1 => format!("429 Too Many\nX-RateLimit-Reset: {}", in_seconds(30)),
        _ => "200 OK\n\n[]".into(),
    })
    .await;
    let client = builder(&server.url)
        .reseller(Reseller::new("parent", "secret"))
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    let error = client.user().get_email().await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::RateLimit, Some(429)));
    // The window opens after the deadline: no request is sent.
    let error = client.user().get_email().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::RateLimit, Outcome::NotSent));
    assert!(error.reset_at().is_some() && error.attempts() == 0);
    assert_eq!(server.requests(), 1);
    assert!(client.customers().list(CustomerFilter::default()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_wait_beyond_two_minutes_fails_at_once() {
    let server = ScriptedServer::start(|_| {
        format!("429 Too Many\nX-RateLimit-Reset: {}\nX-RateLimit-Remaining: 0", in_seconds(3600))
    })
    .await;
    let client = builder(&server.url).timeout(Duration::from_secs(7200)).build().unwrap();
    let started = Instant::now();
    for attempts in [1, 0] {
        let error = client.user().get_email().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimit, attempts));
        let reset = error.reset_at().unwrap().duration_since(SystemTime::now()).unwrap();
        assert!(reset > Duration::from_secs(3500), "{reset:?}");
    }
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn canceled_calls_leave_the_queue_in_order() {
    let server = ScriptedServer::start(|number| match number {
        1 => format!("200 OK\nX-RateLimit-Remaining: 0\nX-RateLimit-Reset: {}", in_seconds(2)),
        _ => "200 OK".into(),
    })
    .await;
    let client = client(&server.url);
    client.user().get_email().await.unwrap();
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for number in 0..10 {
        let (client, order) = (client.clone(), Arc::clone(&order));
        tasks.push(tokio::spawn(async move {
            client.user().get_email().await.unwrap();
            order.lock().unwrap().push(number);
        }));
        tokio::task::yield_now().await;
    }
    tasks[0].abort();
    tasks[4].abort();
    for task in tasks {
        let _ = task.await;
    }
    let mut order = order.lock().unwrap().clone();
    assert_eq!(order.first(), Some(&1), "first come, first served: {order:?}");
    order.sort_unstable();
    assert_eq!(order, [1, 2, 3, 5, 6, 7, 8, 9]);
}

#[tokio::test]
async fn a_failing_server_receives_at_most_35_retries() {
    let failing = Arc::new(AtomicBool::new(true));
    let switch = Arc::clone(&failing);
    let server = ScriptedServer::start(move |_| {
        if switch.load(Ordering::SeqCst) { "503 Down".into() } else { "200 OK".into() }
    })
    .await;
    // The last call waits for all the others.
    let client = builder(&server.url).timeout(Duration::from_secs(600)).build().unwrap();
    let results = concurrent_calls(&client, 10_000).await;
    assert!(results.iter().all(|result| *result == Some(ErrorKind::Server)));
    assert!(server.requests() <= 10_035, "{}", server.requests());
    assert!(server.requests() > 10_000, "the first calls are retried");
    failing.store(false, Ordering::SeqCst);
    assert!(concurrent_calls(&client, 100).await.iter().all(Option::is_none));
    // The successes have refilled the budget.
    failing.store(true, Ordering::SeqCst);
    let before = server.requests();
    client.user().get_email().await.unwrap_err();
    assert_eq!(server.requests(), before + 3);
}

#[tokio::test]
async fn a_permanent_429_is_retried_at_most_100_times() {
    let server = ScriptedServer::start(|_| "429 Too Many".into()).await;
    let client = builder(&server.url).timeout(Duration::from_secs(3)).build().unwrap();
    let results = concurrent_calls(&client, 10_000).await;
    // A retry just before the deadline may time out.
    let timeouts = results.iter().filter(|result| **result == Some(ErrorKind::Timeout)).count();
    let rejected = results.iter().filter(|result| **result == Some(ErrorKind::RateLimit)).count();
    assert!(rejected + timeouts == 10_000 && timeouts <= 64, "{rejected}, {timeouts}");
    assert!(server.requests() <= 100 + 64, "{}", server.requests());
}

#[tokio::test]
async fn call_options_apply_to_their_view_only() {
    let server = ScriptedServer::start(|_| "503 Down".into()).await;
    let client = client(&server.url);
    let once = client
        .with_options(&CallOptions { max_retries: Some(0), ..CallOptions::default() })
        .unwrap();
    assert_eq!(once.user().get_email().await.unwrap_err().attempts(), 1);
    assert_eq!(client.user().get_email().await.unwrap_err().attempts(), 3);
    let invalid = CallOptions { max_retries: Some(101), ..CallOptions::default() };
    let error = client.with_options(&invalid).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidInput, Some("max_retries")));
}
