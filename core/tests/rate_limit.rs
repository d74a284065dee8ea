//! The rate limiter and the retry budget, on sockets.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets something unexpected must stop"
)]

mod scripted;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use scripted::Scripted;
use sendgrid_accounts::customers::CustomerFilter;
use sendgrid_accounts::{Client, ClientBuilder, ErrorKind, Outcome, Reseller};
use sendgrid_accounts_sandbox::{Options, Sandbox, Window};
use tokio::task::JoinSet;

fn builder(url: &str) -> ClientBuilder {
    Client::builder().api_key("SG.key").base_url(url)
}

fn client(url: &str) -> Client {
    builder(url).build().unwrap()
}

fn in_seconds(seconds: u64) -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + seconds
}

/// Makes so many calls, so many at once; how each went.
async fn many(client: &Client, calls: usize) -> Vec<Option<ErrorKind>> {
    let mut tasks = JoinSet::new();
    for _ in 0..calls {
        let client = client.clone();
        tasks.spawn(async move { client.user().get_email().await.err().map(|error| error.kind()) });
    }
    tasks.join_all().await
}

#[tokio::test]
async fn after_a_429_the_server_sees_at_most_one_refusal_per_window() {
    let window = Window { limit: 100, seconds: 2 };
    let sandbox = Sandbox::start(Options { window, ..Options::default() }).unwrap();
    let client = builder(sandbox.url()).api_key(sandbox.api_key()).build().unwrap();
    // Another program has used the window up, and this one does not know.
    let other = builder(sandbox.url()).api_key(sandbox.api_key()).build().unwrap();
    for _ in 0..100 {
        other.user().get_email().await.unwrap();
    }
    let started = Instant::now();
    let results = many(&client, 500).await;
    assert_eq!(results.iter().filter(|result| result.is_none()).count(), 500);
    let refused = sandbox.journal().iter().filter(|entry| entry.status == 429).count();
    let windows = started.elapsed().as_secs() / 2;
    assert!(refused <= 64 + usize::try_from(windows).unwrap(), "{refused} in {windows} windows");
}

/// Eight seconds, or as many times eight as `SENDGRID_ACCOUNTS_SOAK` says.
#[tokio::test]
async fn steady_calls_are_never_refused() {
    let times = std::env::var("SENDGRID_ACCOUNTS_SOAK").ok().and_then(|text| text.parse().ok());
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
    // The first window is not known before its first answers.
    let refused = journal.iter().skip(20).filter(|entry| entry.status == 429).count();
    assert_eq!(refused, 0, "of {}", journal.len());
    assert!(journal.len() > 40, "{} calls in several windows", journal.len());
}

#[tokio::test]
async fn a_429_of_one_api_does_not_stop_the_other() {
    let refused = Arc::new(AtomicUsize::new(0));
    let server = Scripted::start(move |number| match number {
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
    // It is known to come too late: not even asked.
    let error = client.user().get_email().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::RateLimit, Outcome::NotSent));
    assert!(error.reset_at().is_some() && error.attempts() == 0);
    assert_eq!(server.requests(), 1);
    assert!(client.customers().list(CustomerFilter::default()).await.unwrap().is_empty());
    drop(refused);
}

#[tokio::test]
async fn a_wait_beyond_two_minutes_is_refused_at_once() {
    let server = Scripted::start(|_| {
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
async fn whoever_waits_may_give_up_and_the_others_go_on() {
    let server = Scripted::start(|number| match number {
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
async fn a_server_that_is_down_costs_at_most_35_more_attempts() {
    let down = Arc::new(AtomicBool::new(true));
    let switch = Arc::clone(&down);
    let server = Scripted::start(move |_| {
        if switch.load(Ordering::SeqCst) { "503 Down".into() } else { "200 OK".into() }
    })
    .await;
    // All wait from the start: the last of them for as long as the others take.
    let client = builder(&server.url).timeout(Duration::from_secs(600)).build().unwrap();
    let results = many(&client, 10_000).await;
    assert!(results.iter().all(|result| *result == Some(ErrorKind::Server)));
    assert!(server.requests() <= 10_035, "{}", server.requests());
    assert!(server.requests() > 10_000, "there are repeats at first");
    down.store(false, Ordering::SeqCst);
    assert!(many(&client, 100).await.iter().all(Option::is_none));
    // Successes have paid for a repeat again.
    down.store(true, Ordering::SeqCst);
    let before = server.requests();
    client.user().get_email().await.unwrap_err();
    assert_eq!(server.requests(), before + 3);
}

#[tokio::test]
async fn a_permanent_429_costs_at_most_100_more_attempts() {
    let server = Scripted::start(|_| "429 Too Many".into()).await;
    let client = builder(&server.url).timeout(Duration::from_secs(3)).build().unwrap();
    let results = many(&client, 10_000).await;
    // Whoever asks again at the very end of its time may not live to hear the answer.
    let timeouts = results.iter().filter(|result| **result == Some(ErrorKind::Timeout)).count();
    let refused = results.iter().filter(|result| **result == Some(ErrorKind::RateLimit)).count();
    assert!(refused + timeouts == 10_000 && timeouts <= 64, "{refused}, {timeouts}");
    assert!(server.requests() <= 100 + 64, "{}", server.requests());
}

#[tokio::test]
async fn a_refused_credential_is_not_tried_over_and_over() {
    let server = Scripted::start(|_| "401 No\n\n{\"errors\":[{\"message\":\"no\"}]}".into()).await;
    let client = client(&server.url);
    for _ in 0..3 {
        let error = client.user().get_email().await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Authentication, Some(401)));
    }
    for _ in 0..100 {
        let error = client.user().update_email("a@example.com").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication);
        assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    }
    assert_eq!(server.requests(), 3);
}

#[tokio::test]
async fn limits_of_a_call_are_its_own() {
    let server = Scripted::start(|_| "503 Down".into()).await;
    let client = client(&server.url);
    let once = client
        .with_options(&sendgrid_accounts::CallOptions {
            max_retries: Some(0),
            ..sendgrid_accounts::CallOptions::default()
        })
        .unwrap();
    assert_eq!(once.user().get_email().await.unwrap_err().attempts(), 1);
    assert_eq!(client.user().get_email().await.unwrap_err().attempts(), 3);
    let wrong = sendgrid_accounts::CallOptions { max_retries: Some(101), ..Default::default() };
    let error = client.with_options(&wrong).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidInput, Some("max_retries")));
}
