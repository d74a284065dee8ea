//! The client against the stand-in server, which shares no code with it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets something unexpected must stop"
)]

use std::collections::BTreeSet;
use std::io;
use std::sync::{Arc, Mutex};

use sendgrid_accounts::user::{UpdatePassword, UpdateProfile};
use sendgrid_accounts::{Client, ErrorKind, OPERATIONS, OnBehalfOf, Outcome};
use sendgrid_accounts_sandbox::{Options, ROUTES, Sandbox, Window};
use tracing_subscriber::fmt::MakeWriter;

fn start() -> (Sandbox, Client) {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let client =
        Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url()).build().unwrap();
    (sandbox, client)
}

#[test]
fn operations_and_routes_are_the_same() {
    let operations: BTreeSet<_> =
        OPERATIONS.iter().map(|info| (info.name, info.method.as_str(), info.path)).collect();
    let routes: BTreeSet<_> =
        ROUTES.iter().map(|route| (route.operation, route.method, route.path)).collect();
    assert_eq!(operations, routes);
}

#[tokio::test]
async fn all_nine_operations_work() {
    let (sandbox, client) = start();
    let user = client.user();
    assert_eq!(user.get_account().await.unwrap().reputation, Some(100.0));
    assert_eq!(user.get_credits().await.unwrap().remain, Some(200));
    assert_eq!(user.get_email().await.unwrap().email.as_deref(), Some("test@example.com"));
    assert_eq!(
        user.update_email("example@example.com").await.unwrap().email.as_deref(),
        Some("example@example.com")
    );
    let change = UpdateProfile { city: Some("Denver, CO".into()), ..UpdateProfile::default() };
    let changed = user.update_profile(change).await.unwrap();
    assert_eq!(changed.city.as_deref(), Some("Denver, CO"));
    assert_eq!(user.get_profile().await.unwrap(), changed);
    let change =
        UpdatePassword { old_password: "old_password".into(), new_password: "new_password".into() };
    user.update_password(change.clone()).await.unwrap();
    let refused = user.update_password(change).await.unwrap_err();
    assert_eq!((refused.kind(), refused.outcome()), (ErrorKind::BadRequest, Outcome::Rejected));
    assert_eq!(user.update_username("renamed").await.unwrap().user_id, None);
    let renamed = user.get_username().await.unwrap();
    assert_eq!((renamed.username.as_deref(), renamed.user_id), (Some("renamed"), Some(1)));
    assert_eq!(sandbox.journal().iter().filter(|entry| entry.applied).count(), 4);
}

#[tokio::test]
async fn a_view_acts_for_another_account_and_leaves_the_client_alone() {
    let (_sandbox, client) = start();
    let subuser = client.on_behalf_of(&OnBehalfOf::Subuser("test_subuser".into())).unwrap();
    let account = client.on_behalf_of(&OnBehalfOf::Account("123".into())).unwrap();
    for (client, user_id) in [(&subuser, 2), (&account, 3), (&client, 1)] {
        assert_eq!(client.user().get_username().await.unwrap().user_id, Some(user_id));
    }
}

#[tokio::test]
async fn a_short_rate_limit_is_waited_for() {
    let window = Window { limit: 1, seconds: 1 };
    let sandbox = Sandbox::start(Options { window, ..Options::default() }).unwrap();
    let client = Client::builder()
        .api_key(sandbox.api_key())
        .base_url(sandbox.url())
        .max_attempts(5)
        .build()
        .unwrap();
    for _ in 0..2 {
        client.user().get_email().await.unwrap();
    }
    assert!(sandbox.journal().iter().any(|entry| entry.status == 429));
}

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Captured {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Everything that this library and those below it log, at the most verbose level.
#[tokio::test]
async fn events_tell_names_and_numbers_and_no_secret() {
    let (sandbox, client) = start();
    let captured = Captured::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(captured.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let change = |old: &str, new: &str| UpdatePassword {
        old_password: old.into(),
        new_password: new.into(),
    };
    client.user().update_password(change("wrong-canary-1", "new-canary-2")).await.unwrap_err();
    client.user().update_password(change("old_password", "new-canary-3")).await.unwrap();
    drop(guard);

    let log = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
    for expected in ["user.update_password", "status=400", "status=200", "outcome=\"rejected\""] {
        assert!(log.contains(expected), "{expected} is missing in {log}");
    }
    for secret in ["wrong-canary-1", "new-canary-2", "new-canary-3", sandbox.api_key()] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
}
