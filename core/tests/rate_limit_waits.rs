//! The events of waits for a rate limit.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at anything unexpected"
)]

mod support;

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sendgrid_accounts::{CallOptions, Client};
use support::scripted_server::ScriptedServer;
use tokio::task::JoinSet;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// An event about a wait.
#[derive(Clone, Debug)]
struct Wait {
    level: Level,
    operation: String,
    milliseconds: u64,
    until: SystemTime,
    logged_at: SystemTime,
}

/// Collects the events about waits.
#[derive(Clone, Default)]
struct Waits(Arc<Mutex<Vec<Wait>>>);

impl Waits {
    fn take(&self) -> Vec<Wait> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

#[derive(Default)]
struct Fields(Vec<(String, String)>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push((field.name().to_owned(), format!("{value:?}").trim_matches('"').to_owned()));
    }
}

impl Subscriber for Waits {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sendgrid_accounts"
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let field = |name: &str| {
            let found = fields.0.iter().find(|(field, _)| field == name);
            found.map(|(_, value)| value.clone()).unwrap()
        };
        if field("message") == "rate limit wait" {
            self.0.lock().unwrap().push(Wait {
                level: *event.metadata().level(),
                operation: field("operation"),
                milliseconds: field("wait_ms").parse().unwrap(),
                until: httpdate::parse_http_date(&field("until")).unwrap(),
                logged_at: SystemTime::now(),
            });
        }
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn in_seconds(seconds: u64) -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + seconds
}

/// One test: a subscriber is global.
#[tokio::test]
async fn each_wait_is_an_event_with_operation_length_and_end() {
    let waits = Waits::default();
    tracing::subscriber::set_global_default(waits.clone()).unwrap();
    let server = ScriptedServer::start(|number| match number {
        2 => format!("200 OK\nX-RateLimit-Remaining: 0\nX-RateLimit-Reset: {}", in_seconds(4)),
        4 => "429 Too Many".into(),
        6 => format!("429 Too Many\nX-RateLimit-Reset: {}", in_seconds(3)),
        _ => "200 OK".into(),
    })
    .await;
    let client = Client::builder().api_key("SG.key").base_url(&server.url).build().unwrap();
    for _ in 0..2 {
        client.user().get_email().await.unwrap();
    }
    assert!(waits.take().is_empty(), "no wait, no event");

    // The event of a long wait comes at its start.
    client.user().get_email().await.unwrap();
    let ended_at = SystemTime::now();
    let [long] = &waits.take()[..] else { panic!("one event") };
    assert_eq!((long.level, &*long.operation), (Level::INFO, "user.get_email"));
    assert!((2900..=5000).contains(&long.milliseconds), "{long:?}");
    assert!(long.logged_at + Duration::from_millis(long.milliseconds - 300) < ended_at, "{long:?}");
    // The time has whole seconds, rounded up.
    let expected = long.logged_at + Duration::from_millis(long.milliseconds);
    let off = long.until.duration_since(expected - Duration::from_millis(5)).unwrap();
    assert!(off < Duration::from_millis(1050), "{off:?}");

    let options =
        CallOptions { rate_limit_backoff: Some(Duration::from_millis(400)), ..Default::default() };
    client.with_options(&options).unwrap().user().get_username().await.unwrap();
    let [short] = &waits.take()[..] else { panic!("one event") };
    assert_eq!((short.level, &*short.operation), (Level::DEBUG, "user.get_username"));
    assert!((190..=400).contains(&short.milliseconds), "{short:?}");

    // Each of the waiting calls has its event.
    let mut calls = JoinSet::new();
    let first = client.clone();
    calls.spawn(async move { first.user().get_credits().await.map(drop) });
    tokio::time::sleep(Duration::from_millis(300)).await;
    for _ in 0..2 {
        let client = client.clone();
        calls.spawn(async move { client.user().get_credits().await.map(drop) });
    }
    for result in calls.join_all().await {
        result.unwrap();
    }
    let queued = waits.take();
    assert_eq!(queued.iter().filter(|wait| wait.level == Level::INFO).count(), 3, "{queued:?}");
    assert!(queued.iter().all(|wait| wait.operation == "user.get_credits"), "{queued:?}");

    // A call that cannot wait fails at once, without an event.
    let late = ScriptedServer::start(|_| {
        format!("200 OK\nX-RateLimit-Remaining: 0\nX-RateLimit-Reset: {}", in_seconds(600))
    })
    .await;
    let client = Client::builder().api_key("SG.key").base_url(&late.url).build().unwrap();
    client.user().get_email().await.unwrap();
    client.user().get_email().await.unwrap_err();
    assert!(waits.take().is_empty());
}
