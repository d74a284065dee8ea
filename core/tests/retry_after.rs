//! `Retry-After` of a response is in its error, whatever its kind.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at anything unexpected"
)]

mod support;

use std::time::Duration;

use sendgrid_accounts::customers::CustomerFilter;
use sendgrid_accounts::{CallOptions, Client, Error, ErrorKind, Outcome};
use support::scripted_server::ScriptedServer;

const WAIT: Option<Duration> = Some(Duration::from_secs(7));

/// A response with the header, and an identifier.
fn with_header(status: &str, rest: &str) -> String {
    format!("{status}\nRetry-After: 7\nX-Request-Id: id-1{rest}")
}

fn client(url: &str) -> Client {
    let builder = Client::builder().api_key("SG.key").base_url(url).max_retries(0);
    builder.attempt_timeout(Duration::from_millis(500)).build().unwrap()
}

async fn server(response: &str) -> (ScriptedServer, Client) {
    let response = response.to_owned();
    let server = ScriptedServer::start(move |_| response.clone()).await;
    let client = client(&server.url);
    (server, client)
}

fn check(error: &Error, kind: ErrorKind, case: &str) {
    assert_eq!(error.kind(), kind, "{case}: {error}");
    assert_eq!((error.retry_after(), error.request_id()), (WAIT, Some("id-1")), "{case}: {error}");
}

#[tokio::test]
async fn a_refusal_of_any_status_has_it() {
    for (status, kind) in [
        ("300 Choices", ErrorKind::Response),
        ("301 Moved", ErrorKind::Response),
        ("307 Redirect", ErrorKind::Response),
        ("400 Bad Request", ErrorKind::BadRequest),
        ("401 Unauthorized", ErrorKind::Authentication),
        ("403 Forbidden", ErrorKind::PermissionDenied),
        ("404 Not Found", ErrorKind::NotFound),
        ("408 Timeout", ErrorKind::Api),
        ("409 Conflict", ErrorKind::Api),
        ("413 Too Large", ErrorKind::Api),
        ("425 Too Early", ErrorKind::Api),
        ("429 Too Many", ErrorKind::RateLimit),
        ("451 Illegal", ErrorKind::Api),
        ("500 Error", ErrorKind::Server),
        ("503 Unavailable", ErrorKind::Server),
        ("599 Unknown", ErrorKind::Server),
    ] {
        for rest in ["", "\n\n", "\n\n<html>", "\nContent-Encoding: gzip\n\nxx"] {
            let (case, response) = (format!("{status} {rest:?}"), with_header(status, rest));
            let (_server, client) = server(&response).await;
            check(&client.user().get_email().await.unwrap_err(), kind, &case);
            let (_server, client) = server(&response).await;
            let list = client.customers().list(CustomerFilter::default()).await.unwrap_err();
            let (_server, client) = server(&response).await;
            let change = client.customers().enable("user").await.unwrap_err();
            // The customer API decodes these bodies, and a compressed one cannot be decoded.
            let is_decoded = !matches!(status.get(..3), Some("429" | "300" | "301" | "307"));
            let is_unusable = is_decoded && rest.ends_with("xx");
            let kind = if is_unusable { ErrorKind::Response } else { kind };
            check(&list, kind, &case);
            check(&change, kind, &case);
        }
    }
}

#[tokio::test]
async fn a_response_that_is_not_usable_has_it() {
    for rest in ["\n\n<html>", "\nContent-Encoding: gzip\n\nxx", "\n\n[{\"a\": 1}]"] {
        let (_server, client) = server(&with_header("200 OK", rest)).await;
        check(&client.user().get_email().await.unwrap_err(), ErrorKind::Response, rest);
        let error = client.customers().list(CustomerFilter::default()).await.unwrap_err();
        check(&error, ErrorKind::Response, rest);
        let error = client.customers().delete("user").await.unwrap_err();
        check(&error, ErrorKind::Response, rest);
        assert_eq!(error.outcome(), Outcome::Unknown);
    }
}

#[tokio::test]
async fn a_refusal_in_the_body_of_a_success_has_it() {
    for (body, kind) in [
        (r#"{"error": {"code": 429, "message": "slow down"}}"#, ErrorKind::RateLimit),
        (r#"{"error": {"code": 503, "message": "down"}}"#, ErrorKind::Server),
        (r#"{"message": "error", "errors": ["user not found"]}"#, ErrorKind::NotFound),
    ] {
        let (_server, client) = server(&with_header("200 OK", &format!("\n\n{body}"))).await;
        check(&client.customers().enable("user").await.unwrap_err(), kind, body);
    }
}

#[tokio::test]
async fn a_response_without_its_whole_body_has_it() {
    // The scripted server adds the length of what it sends, so that the earlier header is a second one.
    let chunked = "\nTransfer-Encoding: chunked\n\n";
    let cases = [
        (format!("{chunked}zz\r\n"), ErrorKind::Response, None),
        (String::from("\n\n{\"email\": \"a@example.com\"}"), ErrorKind::Response, Some(3)),
    ];
    for (rest, kind, max_bytes) in cases {
        let (_server, client) = server(&with_header("200 OK", &rest)).await;
        let options = CallOptions { max_response_bytes: max_bytes, ..CallOptions::default() };
        let client = client.with_options(&options).unwrap();
        check(&client.user().get_email().await.unwrap_err(), kind, &rest);
    }
    for (body, kind) in [("5\r\nabc", ErrorKind::Timeout), ("x\r\n", ErrorKind::Transport)] {
        let client = client(&raw_server(body).await);
        check(&client.user().get_email().await.unwrap_err(), kind, body);
    }
}

/// A server that sends a chunked body as it is, and keeps the connection open.
async fn raw_server(body: &'static str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4096]).await.unwrap();
        let head = "HTTP/1.1 200 OK\r\nRetry-After: 7\r\nX-Request-Id: id-1\r\n\
                    Transfer-Encoding: chunked\r\n\r\n";
        stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
        std::future::pending::<()>().await;
    });
    url
}

#[tokio::test]
async fn an_unknown_outcome_has_that_of_the_refusal() {
    let server = ScriptedServer::start(|number| match number {
        1 => "503 Unavailable".to_owned(),
        _ => with_header("404 Not Found", ""),
    })
    .await;
    let client = Client::builder().api_key("SG.key").base_url(&server.url).max_retries(1);
    let error = client.build().unwrap().customers().enable("user").await.unwrap_err();
    check(&error, ErrorKind::OutcomeUnknown, "an earlier attempt");
    let source = std::error::Error::source(&error).unwrap().downcast_ref::<Error>().unwrap();
    check(source, ErrorKind::NotFound, "its source");
}

#[tokio::test]
async fn a_response_without_it_has_none() {
    for response in
        ["404 Not Found", "503 Unavailable\nX-RateLimit-Reset: 9", "302 Found\nRetry-After: x"]
    {
        let (_server, client) = server(response).await;
        let error = client.user().get_email().await.unwrap_err();
        assert_eq!(error.retry_after(), None, "{response}");
    }
}
