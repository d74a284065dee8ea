//! One test for each capability of `tests/capabilities.json`, for the async and the blocking client.

#![cfg(all(feature = "blocking", feature = "bulk"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at anything unexpected"
)]

use std::io::Read;
use std::net::TcpListener;

use sendgrid_accounts::user::UpdateProfile;
use sendgrid_accounts::{
    BulkJob, BulkOptions, CallOptions, Client, Error, ErrorKind, FieldUpdate, OnBehalfOf, Outcome,
    Phase, SharedRateLimiter, VERSION, Verdict,
};
use sendgrid_accounts_sandbox::{Options, Sandbox};

fn start() -> (Sandbox, Client) {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let builder = Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url());
    (sandbox, builder.build().unwrap())
}

fn small() -> CallOptions {
    CallOptions { max_response_bytes: Some(1), ..CallOptions::default() }
}

fn subuser_account() -> OnBehalfOf {
    OnBehalfOf::Subuser("test_subuser".into())
}

fn clear_address() -> UpdateProfile {
    UpdateProfile { address2: Some(FieldUpdate::Clear), ..UpdateProfile::default() }
}

/// The URL of a server that reads a request and closes the connection.
fn lossy() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.read(&mut [0; 4096]).unwrap()
    });
    url
}

fn check_properties(error: &Error) {
    assert_eq!((error.message(), error.field()), ("email is empty", Some("email")));
    assert_eq!((error.operation(), error.outcome()), (Some("user.update_email"), Outcome::NotSent));
    assert_eq!((error.status(), error.retry_after()), (None, None));
}

fn disabling_user1() -> BulkJob {
    let arguments = serde_json::json!({ "user": "user1" });
    BulkJob::new("customers.disable", arguments.as_object().unwrap())
}

fn check_names() {
    assert_eq!(ErrorKind::Connect.as_str(), "connect");
    assert_eq!((Outcome::NotSent.as_str(), Phase::Body.as_str()), ("not_sent", "body"));
    assert_eq!(Verdict::NotAppliedYet.as_str(), "not_applied_yet");
}

/// The number of events of work that runs on this thread.
fn events(work: impl FnOnce()) -> usize {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    struct Lines;
    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            COUNT.fetch_add(1, Ordering::SeqCst);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    // For the whole process: blocking calls run on a thread of the library.
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG)
        .with_writer(|| Lines)
        .finish();
    let _ = tracing::subscriber::set_global_default(subscriber);
    let before = COUNT.load(Ordering::SeqCst);
    work();
    COUNT.load(Ordering::SeqCst) - before
}

mod asynchronous {
    use super::*;

    #[tokio::test]
    async fn options() {
        let (_sandbox, client) = start();
        assert_eq!(client.user().get_credits().await.unwrap().remain, Some(200));
    }

    #[tokio::test]
    async fn environment() {
        let client = Client::builder().api_key("SG.key").from_env().unwrap().build();
        assert_eq!(client.unwrap().acts_for(), None);
    }

    #[tokio::test]
    async fn call_options() {
        let (_sandbox, client) = start();
        let error = client.with_options(&small()).unwrap().user().get_email().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Response);
    }

    #[tokio::test]
    async fn subuser() {
        let (_sandbox, client) = start();
        let view = client.on_behalf_of(&subuser_account()).unwrap();
        assert_eq!(view.user().get_username().await.unwrap().user_id, Some(2));
    }

    #[tokio::test]
    async fn account() {
        let (_sandbox, client) = start();
        let view = client.on_behalf_of(&OnBehalfOf::Account("1".into())).unwrap();
        assert_eq!(view.acts_for(), Some("account-id 1"));
    }

    #[tokio::test]
    async fn rate_limits() {
        let (_sandbox, client) = start();
        client.user().get_email().await.unwrap();
        assert_eq!(client.rate_limits()[0].operation, "user.get_email");
    }

    #[tokio::test]
    async fn shared_rate_limiter() {
        let shared = SharedRateLimiter::new();
        let builder = Client::builder().api_key("SG.key").shared_rate_limiter(shared);
        assert_eq!(builder.build().unwrap().rate_limits(), []);
    }

    #[tokio::test]
    async fn clear() {
        let (_sandbox, client) = start();
        let profile = client.user().update_profile(clear_address()).await.unwrap();
        assert_eq!(profile.address2.as_deref(), Some(""));
    }

    #[tokio::test]
    async fn error_properties() {
        let (_sandbox, client) = start();
        check_properties(&client.user().update_email("").await.unwrap_err());
    }

    #[tokio::test]
    async fn names() {
        check_names();
    }

    #[tokio::test]
    async fn reconcile() {
        let (_sandbox, client) = start();
        let lossy = Client::builder().api_key("SG.key").base_url(lossy()).max_retries(0);
        let lossy = lossy.build().unwrap();
        let error = lossy.user().update_email("test@example.com").await.unwrap_err();
        assert_eq!(client.reconcile(&error).await.verdict, Verdict::Applied);
    }

    #[tokio::test]
    async fn reconcile_without_waiting() {
        let (_sandbox, client) = start();
        let refused = client.user().update_email("").await.unwrap_err();
        let (reconciled, other) =
            tokio::join!(client.reconcile(&refused), client.user().get_email());
        assert_eq!(reconciled.verdict, Verdict::Inconclusive);
        assert_eq!(other.unwrap().email.as_deref(), Some("test@example.com"));
    }

    #[tokio::test]
    async fn cancel() {
        let (_sandbox, client) = start();
        let limit = std::time::Duration::ZERO;
        assert!(tokio::time::timeout(limit, client.user().get_email()).await.is_err());
    }

    #[tokio::test]
    async fn bulk() {
        let (_sandbox, client) = start();
        let bulk = client.bulk(&BulkOptions::default()).unwrap();
        assert_eq!(bulk.execute(disabling_user1()).await.unwrap().outcome, Outcome::Applied);
        assert_eq!(bulk.progress().applied, 1);
    }

    #[test]
    fn log() {
        let (_sandbox, client) = start();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let call = || drop(runtime.block_on(client.user().get_email()).unwrap());
        assert!(events(call) >= 2);
    }

    #[tokio::test]
    async fn close() {
        let (_sandbox, client) = start();
        client.close();
        assert_eq!(client.user().get_email().await.unwrap_err().kind(), ErrorKind::Closed);
    }

    #[test]
    fn version() {
        assert_eq!(VERSION, env!("CARGO_PKG_VERSION"));
    }
}

mod blocking {
    use sendgrid_accounts::blocking::Client;

    use super::*;

    fn start() -> (Sandbox, Client) {
        let sandbox = Sandbox::start(Options::default()).unwrap();
        let builder = Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url());
        (sandbox, builder.build().unwrap())
    }

    #[test]
    fn options() {
        let (_sandbox, client) = start();
        assert_eq!(client.user().get_credits().unwrap().remain, Some(200));
    }

    #[test]
    fn environment() {
        let client = Client::builder().api_key("SG.key").from_env().unwrap().build();
        assert_eq!(client.unwrap().acts_for(), None);
    }

    #[test]
    fn call_options() {
        let (_sandbox, client) = start();
        let error = client.with_options(&small()).unwrap().user().get_email().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Response);
    }

    #[test]
    fn subuser() {
        let (_sandbox, client) = start();
        let view = client.on_behalf_of(&subuser_account()).unwrap();
        assert_eq!(view.user().get_username().unwrap().user_id, Some(2));
    }

    #[test]
    fn account() {
        let (_sandbox, client) = start();
        let view = client.on_behalf_of(&OnBehalfOf::Account("1".into())).unwrap();
        assert_eq!(view.acts_for(), Some("account-id 1"));
    }

    #[test]
    fn rate_limits() {
        let (_sandbox, client) = start();
        client.user().get_email().unwrap();
        assert_eq!(client.rate_limits()[0].operation, "user.get_email");
    }

    #[test]
    fn shared_rate_limiter() {
        let shared = SharedRateLimiter::new();
        let builder = Client::builder().api_key("SG.key").shared_rate_limiter(shared);
        assert_eq!(builder.build().unwrap().rate_limits(), []);
    }

    #[test]
    fn clear() {
        let (_sandbox, client) = start();
        let profile = client.user().update_profile(clear_address()).unwrap();
        assert_eq!(profile.address2.as_deref(), Some(""));
    }

    #[test]
    fn error_properties() {
        let (_sandbox, client) = start();
        check_properties(&client.user().update_email("").unwrap_err());
    }

    #[test]
    fn names() {
        check_names();
    }

    #[test]
    fn reconcile() {
        let (_sandbox, client) = start();
        let lossy = Client::builder().api_key("SG.key").base_url(lossy()).max_retries(0);
        let error = lossy.build().unwrap().user().update_email("test@example.com").unwrap_err();
        assert_eq!(client.reconcile(&error).unwrap().verdict, Verdict::Applied);
    }

    #[test]
    fn bulk() {
        let (_sandbox, client) = start();
        let bulk = client.bulk(&BulkOptions::default()).unwrap();
        let results: Vec<_> = bulk.run([disabling_user1()]).map(Result::unwrap).collect();
        assert_eq!((results.len(), results[0].outcome), (1, Outcome::Applied));
    }

    #[test]
    fn log() {
        let (_sandbox, client) = start();
        let call = || drop(client.user().get_email().unwrap());
        assert!(events(call) >= 2);
    }

    #[test]
    fn close() {
        let (_sandbox, client) = start();
        client.close();
        assert_eq!(client.user().get_email().unwrap_err().kind(), ErrorKind::Closed);
    }

    #[test]
    fn version() {
        assert_eq!(VERSION, env!("CARGO_PKG_VERSION"));
    }
}
