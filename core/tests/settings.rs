//! Every numeric setting takes effect, of a client and of single calls.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at anything unexpected"
)]

mod support;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sendgrid_accounts::customers::CustomerFilter;
use sendgrid_accounts::{CallOptions, Client, ClientBuilder, ErrorKind, Outcome, Reseller};
use support::scripted_server::ScriptedServer;

/// Longer than the timeout of the calls. A random wait of up to a day practically always exceeds it.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MILLISECOND: Duration = Duration::from_millis(1);

fn builder(server: &ScriptedServer) -> ClientBuilder {
    let reseller = Reseller::new("parent", "secret");
    let builder = Client::builder().api_key("SG.key").reseller(reseller);
    builder.base_url(&server.url).timeout(Duration::from_secs(5))
}

/// Two clients with the same settings: by the builder, and by call options.
fn both(
    server: &ScriptedServer,
    set: fn(ClientBuilder) -> ClientBuilder,
    options: CallOptions,
) -> [Client; 2] {
    let client = set(builder(server)).build().unwrap();
    [client, builder(server).build().unwrap().with_options(&options).unwrap()]
}

/// The number of attempts of a call that fails.
async fn attempts(client: &Client) -> u32 {
    client.user().get_email().await.unwrap_err().attempts()
}

#[tokio::test]
async fn backoff_and_its_maximum_apply() {
    let server = ScriptedServer::start(|_| "503 Down".into()).await;
    assert_eq!(attempts(&builder(&server).build().unwrap()).await, 3);
    let long = CallOptions { backoff: Some(DAY), max_backoff: Some(DAY), ..CallOptions::default() };
    for client in both(&server, |builder| builder.backoff(DAY).max_backoff(DAY), long) {
        assert_eq!(attempts(&client).await, 1, "the wait exceeds the timeout");
    }
    let capped = CallOptions { max_backoff: Some(MILLISECOND), ..long };
    for client in both(&server, |builder| builder.backoff(DAY).max_backoff(MILLISECOND), capped) {
        assert_eq!(attempts(&client).await, 3);
    }
}

#[tokio::test]
async fn the_maximum_of_unknown_retries_applies() {
    let server = ScriptedServer::start(|_| "503 Down".into()).await;
    let options = |max| CallOptions { max_unknown_retries: Some(max), ..CallOptions::default() };
    let one = both(&server, |builder| builder.max_unknown_retries(0), options(0));
    let three = both(&server, |builder| builder.max_unknown_retries(2), options(2));
    let [default, _] = both(&server, |builder| builder, CallOptions::default());
    let clients = one.map(|client| (client, 1)).into_iter().chain(three.map(|client| (client, 3)));
    for (client, attempts) in clients.chain([(default, 2)]) {
        let error = client.user().update_email("new@example.com").await.unwrap_err();
        assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, attempts));
    }
    assert_eq!(server.requests(), 2 * (1 + 3) + 2);
}

#[tokio::test]
async fn an_exhausted_retry_budget_is_reported() {
    let server = ScriptedServer::start(|_| "503 Down".into()).await;
    let client = builder(&server).retry_budget(40).retry_cost(20).build().unwrap();
    for (attempts, exhausted) in [(3, false), (1, true)] {
        let error = client.user().get_email().await.unwrap_err();
        assert_eq!((error.attempts(), error.retry_budget_exhausted()), (attempts, exhausted));
        assert_eq!(format!("{error:?}").contains("retry_budget_exhausted: true"), exhausted);
    }
}

#[tokio::test]
async fn the_rate_limit_backoff_and_its_maximum_apply() {
    let script = |number| if number % 2 == 1 { "429 Too Many" } else { "200 OK" };
    let server = ScriptedServer::start(move |number| script(number).into()).await;
    let capped = CallOptions {
        rate_limit_backoff: Some(DAY),
        max_backoff: Some(MILLISECOND),
        ..CallOptions::default()
    };
    let short = |builder: ClientBuilder| builder.rate_limit_backoff(DAY).max_backoff(MILLISECOND);
    for client in both(&server, short, capped) {
        client.user().get_email().await.unwrap();
    }
    assert_eq!(server.requests(), 4);
    let server = ScriptedServer::start(|_| "429 Too Many".into()).await;
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
async fn the_maximum_rate_limit_wait_applies() {
    let server = ScriptedServer::start(|number| {
        let reset = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + 2;
        match number % 2 {
            1 => format!("200 OK\nX-RateLimit-Remaining: 0\nX-RateLimit-Reset: {reset}"),
            _ => "200 OK".into(),
        }
    })
    .await;
    let short = Duration::from_millis(100);
    let options = CallOptions { max_rate_limit_wait: Some(short), ..CallOptions::default() };
    for client in
        both(&server, |builder| builder.max_rate_limit_wait(Duration::from_millis(100)), options)
    {
        client.user().get_email().await.unwrap();
        let error = client.user().get_email().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimit, 0));
        let longer = CallOptions { max_rate_limit_wait: Some(DAY), ..CallOptions::default() };
        client.with_options(&longer).unwrap().user().get_email().await.unwrap();
    }
}

#[tokio::test]
async fn the_idle_timeout_applies() {
    for (limit, connections) in [(Duration::from_millis(100), 2), (DAY, 1)] {
        let server = ScriptedServer::start(|_| "200 OK".into()).await;
        let client = builder(&server).idle_timeout(limit).build().unwrap();
        client.user().get_email().await.unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await;
        client.user().get_email().await.unwrap();
        assert_eq!(server.connections(), connections, "{limit:?}");
    }
}

/// The errors of a call about one account and of a list.
async fn errors(client: &Client) -> [Option<ErrorKind>; 2] {
    let email = client.user().get_email().await.err();
    let list = client.customers().list(CustomerFilter::default()).await.err();
    [email, list].map(|error| error.map(|error| error.kind()))
}

#[tokio::test]
async fn the_maximum_body_sizes_apply() {
    const SIZE: usize = 1000;
    let server = ScriptedServer::start(|number| {
        let [open, close] = if number % 2 == 1 { ["{", "}"] } else { ["[", "]"] };
        format!("200 OK\n\n{open}{}{close}", " ".repeat(SIZE - 2))
    })
    .await;
    let too_large = Some(ErrorKind::Response);
    let fits = |builder: ClientBuilder| builder.max_response_bytes(SIZE).max_list_bytes(SIZE);
    assert_eq!(errors(&fits(builder(&server)).build().unwrap()).await, [None, None]);
    let options = CallOptions { max_response_bytes: Some(SIZE - 1), ..CallOptions::default() };
    for client in both(&server, |builder| builder.max_response_bytes(SIZE - 1), options) {
        assert_eq!(errors(&client).await, [too_large, None]);
    }
    let options = CallOptions { max_list_bytes: Some(SIZE - 1), ..CallOptions::default() };
    for client in both(&server, |builder| builder.max_list_bytes(SIZE - 1), options) {
        assert_eq!(errors(&client).await, [None, too_large]);
    }
}

#[tokio::test]
async fn the_maximum_number_of_headers_applies() {
    let server =
        ScriptedServer::start(|_| "200 OK\nX-First: 1\nX-Second: 2\nX-Third: 3\n\n{}".to_owned())
            .await;
    let kind = async |builder: ClientBuilder| {
        let client = builder.max_retries(0).build().unwrap();
        client.user().get_email().await.err().map(|error| error.kind())
    };
    let too_many = Some(ErrorKind::Transport);
    assert_eq!(kind(builder(&server)).await, None);
    assert_eq!(kind(builder(&server).max_headers(2)).await, too_many);
}
