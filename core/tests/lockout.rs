//! The lockout after refusals of a credential (HTTP 401).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at anything unexpected"
)]

mod support;

use std::time::{Duration, SystemTime};

use sendgrid_accounts::{Client, Error, ErrorKind, OnBehalfOf, Outcome, Reseller};
use sendgrid_accounts_sandbox::{Options, Sandbox};
use support::scripted_server::ScriptedServer;

const REFUSAL: &str = "401 No\n\n{\"errors\":[{\"message\":\"no\"}]}";

/// A server that refuses the requests of these numbers.
async fn refusing(numbers: &'static [usize]) -> ScriptedServer {
    ScriptedServer::start(
        move |number| {
            if numbers.contains(&number) { REFUSAL.into() } else { "200 OK".into() }
        },
    )
    .await
}

fn client(url: &str) -> Client {
    let builder = Client::builder().api_key("SG.key").base_url(url);
    builder.timeout(Duration::from_secs(5)).build().unwrap()
}

fn acting_for(client: &Client, subuser: &str) -> Client {
    client.on_behalf_of(&OnBehalfOf::Subuser(subuser.into())).unwrap()
}

/// Makes a call that the server refuses.
async fn refused(client: &Client) {
    let error = client.user().get_email().await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Authentication, Some(401)));
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Rejected, 1));
    assert!(!error.safe_to_retry());
}

/// Asserts that a call was not sent because of a lockout.
fn assert_withheld(error: &Error) {
    assert_eq!((error.kind(), error.status()), (ErrorKind::Authentication, Some(401)));
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    assert!(error.safe_to_retry(), "{error}");
    let message = error.message();
    assert!(message.starts_with("the call was not sent: "), "{message}");
    let seconds = message.split("retry in ").nth(1).and_then(|rest| rest.split(' ').next());
    let seconds: u64 = seconds.unwrap().parse().unwrap();
    assert!((1..=30).contains(&seconds), "{message}");
    // The end of the lockout: by the clock of the server, as that of a rate limit.
    let wait = error.retry_after().unwrap();
    assert!(wait > Duration::ZERO && wait <= Duration::from_secs(seconds), "{wait:?}");
    let left = error.reset_at().unwrap().duration_since(SystemTime::now()).unwrap();
    assert!(left.abs_diff(wait) < Duration::from_secs(2), "{left:?} {wait:?}");
}

#[tokio::test]
async fn three_401_lock_an_account_out_for_every_operation() {
    let server = refusing(&[1, 2, 3]).await;
    let client = client(&server.url);
    for _ in 0..3 {
        refused(&client).await;
    }
    for _ in 0..100 {
        assert_withheld(&client.user().update_email("a@example.com").await.unwrap_err());
    }
    assert_withheld(&client.user().get_username().await.unwrap_err());
    assert_eq!(server.requests(), 3);
}

#[tokio::test]
async fn refusals_of_several_accounts_lock_none_out() {
    let server = refusing(&[1, 2, 3, 4, 5, 6]).await;
    let client = client(&server.url);
    for _ in 0..2 {
        for subuser in ["first", "second", "third"] {
            refused(&acting_for(&client, subuser)).await;
        }
    }
    client.user().get_email().await.unwrap();
    acting_for(&client, "fourth").user().get_email().await.unwrap();
    acting_for(&client, "first").user().get_email().await.unwrap();
    assert_eq!(server.requests(), 9);
}

#[tokio::test]
async fn a_lockout_of_one_account_stops_no_other() {
    let server = refusing(&[1, 2, 3, 4]).await;
    let client = client(&server.url);
    let blocked = acting_for(&client, "blocked");
    for _ in 0..3 {
        refused(&blocked).await;
    }
    assert_withheld(&blocked.user().get_email().await.unwrap_err());
    refused(&client).await;
    acting_for(&client, "other").user().get_email().await.unwrap();
    // The success shows that the credential is valid, so that the account is tried again.
    blocked.user().get_email().await.unwrap();
    assert_eq!(server.requests(), 6);
}

#[tokio::test]
async fn a_success_of_the_credential_resets_the_count() {
    // Two refusals of the subuser, a success of the client's own account, two more refusals.
    let server = refusing(&[1, 2, 4, 5]).await;
    let client = client(&server.url);
    let subuser = acting_for(&client, "subuser");
    for _ in 0..2 {
        refused(&subuser).await;
        refused(&subuser).await;
        client.user().get_username().await.unwrap();
    }
    subuser.user().get_email().await.unwrap();
    assert_eq!(server.requests(), 7);
}

#[tokio::test]
async fn a_wrong_password_of_a_reseller_locks_the_customer_api_alone() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let client = Client::builder()
        .api_key(sandbox.api_key())
        .reseller(Reseller::new(sandbox.reseller_username(), "wrong-password-1"))
        .base_url(sandbox.url())
        .build()
        .unwrap();
    // The refusals are in the body of an HTTP 200.
    for _ in 0..3 {
        let error = client.customers().disable("customer").await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Authentication, 1));
    }
    assert_withheld(&client.customers().enable("customer").await.unwrap_err());
    client.user().get_email().await.unwrap();
    assert_eq!(sandbox.journal().len(), 4);
}
