//! Each number that can be set is obeyed: by a client, and by its single calls.

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
use sendgrid_accounts::{CallOptions, Client, ClientBuilder, ErrorKind, Outcome, Reseller};

/// No call waits that long: where it is the limit of a wait by chance, it does not fit.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MOMENT: Duration = Duration::from_millis(1);

fn builder(server: &Scripted) -> ClientBuilder {
    let reseller = Reseller::new("parent", "secret");
    let builder = Client::builder().api_key("SG.key").reseller(reseller);
    builder.base_url(&server.url).timeout(Duration::from_secs(5))
}

/// The same limits twice: of a client, and of its single calls.
fn both(
    server: &Scripted,
    set: fn(ClientBuilder) -> ClientBuilder,
    own: CallOptions,
) -> [Client; 2] {
    let client = set(builder(server)).build().unwrap();
    [client, builder(server).build().unwrap().with_options(&own).unwrap()]
}

/// How many attempts a call makes that fails each time.
async fn attempts(client: &Client) -> u32 {
    client.user().get_email().await.unwrap_err().attempts()
}

#[tokio::test]
async fn a_repeat_waits_as_long_as_the_backoff_says() {
    let server = Scripted::start(|_| "503 Down".into()).await;
    assert_eq!(attempts(&builder(&server).build().unwrap()).await, 3);
    let long = CallOptions { backoff: Some(DAY), max_backoff: Some(DAY), ..CallOptions::default() };
    for client in both(&server, |builder| builder.backoff(DAY).max_backoff(DAY), long) {
        assert_eq!(attempts(&client).await, 1, "the wait is known not to fit");
    }
    let capped = CallOptions { max_backoff: Some(MOMENT), ..long };
    for client in both(&server, |builder| builder.backoff(DAY).max_backoff(MOMENT), capped) {
        assert_eq!(attempts(&client).await, 3);
    }
}

#[tokio::test]
async fn a_change_that_may_be_there_already_is_sent_as_often_as_allowed() {
    let server = Scripted::start(|_| "503 Down".into()).await;
    let own = |most| CallOptions { max_unknown_retries: Some(most), ..CallOptions::default() };
    let once = both(&server, |builder| builder.max_unknown_retries(0), own(0));
    let thrice = both(&server, |builder| builder.max_unknown_retries(2), own(2));
    let [usual, _] = both(&server, |builder| builder, CallOptions::default());
    let clients =
        once.map(|client| (client, 1)).into_iter().chain(thrice.map(|client| (client, 3)));
    for (client, most) in clients.chain([(usual, 2)]) {
        let error = client.user().update_email("new@example.com").await.unwrap_err();
        assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, most));
    }
    assert_eq!(server.requests(), 2 * (1 + 3) + 2);
}

#[tokio::test]
async fn an_error_tells_that_the_quota_is_used_up() {
    let server = Scripted::start(|_| "503 Down".into()).await;
    let client = builder(&server).retry_budget(40).retry_cost(20).build().unwrap();
    for (attempts, exhausted) in [(3, false), (1, true)] {
        let error = client.user().get_email().await.unwrap_err();
        assert_eq!((error.attempts(), error.retry_budget_exhausted()), (attempts, exhausted));
        assert_eq!(format!("{error:?}").contains("retry_budget_exhausted: true"), exhausted);
    }
}

#[tokio::test]
async fn a_refusal_for_the_rate_closes_the_gate_as_long_as_its_backoff_says() {
    let script = |number| if number % 2 == 1 { "429 Too Many" } else { "200 OK" };
    let server = Scripted::start(move |number| script(number).into()).await;
    let capped = CallOptions {
        rate_limit_backoff: Some(DAY),
        max_backoff: Some(MOMENT),
        ..CallOptions::default()
    };
    let short = |builder: ClientBuilder| builder.rate_limit_backoff(DAY).max_backoff(MOMENT);
    for client in both(&server, short, capped) {
        client.user().get_email().await.unwrap();
    }
    assert_eq!(server.requests(), 4);
    let server = Scripted::start(|_| "429 Too Many".into()).await;
    let long = CallOptions { max_backoff: Some(DAY), ..capped };
    let set = |builder: ClientBuilder| builder.rate_limit_backoff(DAY).max_backoff(DAY);
    for client in both(&server, set, long) {
        for attempts in [1, 0] {
            let error = client.user().get_email().await.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimit, attempts));
        }
    }
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn a_call_waits_for_the_rate_as_long_as_it_says() {
    let server = Scripted::start(|number| {
        let reset = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + 2;
        match number % 2 {
            1 => format!("200 OK\nX-RateLimit-Remaining: 0\nX-RateLimit-Reset: {reset}"),
            _ => "200 OK".into(),
        }
    })
    .await;
    let short = Duration::from_millis(100);
    let own = CallOptions { max_rate_limit_wait: Some(short), ..CallOptions::default() };
    for client in
        both(&server, |builder| builder.max_rate_limit_wait(Duration::from_millis(100)), own)
    {
        client.user().get_email().await.unwrap();
        let error = client.user().get_email().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimit, 0));
        let patient = CallOptions { max_rate_limit_wait: Some(DAY), ..CallOptions::default() };
        client.with_options(&patient).unwrap().user().get_email().await.unwrap();
    }
}

#[tokio::test]
async fn a_connection_is_kept_as_long_as_the_idle_timeout_says() {
    for (limit, connections) in [(Duration::from_millis(100), 2), (DAY, 1)] {
        let server = Scripted::start(|_| "200 OK".into()).await;
        let client = builder(&server).idle_timeout(limit).build().unwrap();
        client.user().get_email().await.unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await;
        client.user().get_email().await.unwrap();
        assert_eq!(server.connections(), connections, "{limit:?}");
    }
}

/// How a call about one account ends, and how a list.
async fn sizes(client: &Client) -> [Option<ErrorKind>; 2] {
    let email = client.user().get_email().await.err();
    let list = client.customers().list(CustomerFilter::default()).await.err();
    [email, list].map(|error| error.map(|error| error.kind()))
}

#[tokio::test]
async fn an_answer_is_read_up_to_its_greatest_size() {
    const SIZE: usize = 1000;
    let server = Scripted::start(|number| {
        let [open, close] = if number % 2 == 1 { ["{", "}"] } else { ["[", "]"] };
        format!("200 OK\n\n{open}{}{close}", " ".repeat(SIZE - 2))
    })
    .await;
    let refused = Some(ErrorKind::Response);
    let fits = |builder: ClientBuilder| builder.max_response_bytes(SIZE).max_list_bytes(SIZE);
    assert_eq!(sizes(&fits(builder(&server)).build().unwrap()).await, [None, None]);
    let own = CallOptions { max_response_bytes: Some(SIZE - 1), ..CallOptions::default() };
    for client in both(&server, |builder| builder.max_response_bytes(SIZE - 1), own) {
        assert_eq!(sizes(&client).await, [refused, None]);
    }
    let own = CallOptions { max_list_bytes: Some(SIZE - 1), ..CallOptions::default() };
    for client in both(&server, |builder| builder.max_list_bytes(SIZE - 1), own) {
        assert_eq!(sizes(&client).await, [None, refused]);
    }
}

#[tokio::test]
async fn a_response_has_a_most_of_headers() {
    let server =
        Scripted::start(|_| "200 OK\nX-First: 1\nX-Second: 2\nX-Third: 3\n\n{}".to_owned()).await;
    let kind = async |builder: ClientBuilder| {
        let client = builder.max_retries(0).build().unwrap();
        client.user().get_email().await.err().map(|error| error.kind())
    };
    let refused = Some(ErrorKind::Transport);
    assert_eq!(kind(builder(&server)).await, None);
    assert_eq!(kind(builder(&server).max_headers(2)).await, refused);
}

#[tokio::test]
async fn a_number_of_a_call_out_of_its_bounds_is_named() {
    let client = Client::builder().base_url("http://127.0.0.1:9").build().unwrap();
    let none = CallOptions::default();
    for (field, options) in [
        ("timeout", CallOptions { timeout: Some(Duration::ZERO), ..none }),
        ("max_unknown_retries", CallOptions { max_unknown_retries: Some(101), ..none }),
        ("max_rate_limit_wait", CallOptions { max_rate_limit_wait: Some(DAY * 2), ..none }),
        ("backoff", CallOptions { backoff: Some(Duration::ZERO), ..none }),
        ("rate_limit_backoff", CallOptions { rate_limit_backoff: Some(DAY * 2), ..none }),
        ("max_backoff", CallOptions { max_backoff: Some(Duration::ZERO), ..none }),
        ("max_response_bytes", CallOptions { max_response_bytes: Some(0), ..none }),
        ("max_list_bytes", CallOptions { max_list_bytes: Some(usize::MAX), ..none }),
    ] {
        let error = client.with_options(&options).unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidInput, Some(field)));
    }
}
