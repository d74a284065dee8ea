//! Validation of the settings of a client.

#![allow(clippy::unwrap_used, reason = "a test stops at anything unexpected")]

use std::time::Duration;

use sendgrid_accounts::{CallOptions, Client, ClientBuilder, ErrorKind, Reseller};

const TWO_DAYS: Duration = Duration::from_secs(2 * 24 * 60 * 60);

fn error(builder: ClientBuilder) -> (ErrorKind, String) {
    let error = builder.build().unwrap_err();
    (error.kind(), error.to_string())
}

#[test]
fn plain_http_to_another_host_needs_allow_insecure_transport() {
    let builder = Client::builder().base_url("http://10.0.0.1");
    assert_eq!(error(builder.clone()).0, ErrorKind::Config);
    assert!(builder.allow_insecure_transport(true).build().is_ok());
}

#[test]
fn an_invalid_setting_is_named() {
    let builder = Client::builder;
    let cases = [
        (builder().api_key(""), "api_key is empty"),
        (
            builder().api_key("SG.secret\n"),
            "api_key contains a blank, control or non-ASCII character at position 9",
        ),
        (builder().base_url("nonsense"), "base_url is not a URL"),
        (builder().base_url("ftp://localhost"), "base_url is neither https nor http"),
        (builder().base_url("https://a:b@localhost"), "base_url contains a username or password"),
        (builder().base_url("https://localhost/?a=b"), "base_url has a query or fragment"),
    ];
    for (builder, message) in cases {
        assert_eq!(error(builder), (ErrorKind::InvalidInput, message.to_owned()));
    }
}

#[test]
fn debug_output_has_no_secrets() {
    let builder = Client::builder()
        .api_key("SG.key-canary")
        .reseller(Reseller::new("user", "word-canary"))
        .proxy("http://user:proxy-canary@localhost");
    assert!(!format!("{builder:?} {builder:#?}").contains("canary"));
}

#[test]
fn an_invalid_proxy_or_ca_bundle_is_an_error_without_secrets() {
    let builder = Client::builder().base_url("http://127.0.0.1");
    let (kind, message) = error(builder.proxy("http://user:canary-word@[bad"));
    assert_eq!((kind, message.contains("canary")), (ErrorKind::Config, false));
    let builder = Client::builder().api_key("SG.key").ca_bundle("/no/such/bundle.pem");
    let (kind, message) = error(builder);
    assert_eq!(kind, ErrorKind::Config);
    assert_eq!(message, "the CA bundle /no/such/bundle.pem cannot be read");
}

#[test]
fn a_setting_out_of_bounds_is_named() {
    let builder = Client::builder;
    let (day, short) = (Duration::from_secs(86_401), Duration::from_micros(999));
    let time = "is not between 1 ms and 24 h";
    let bytes = "is not between 1 and 2147483647";
    let retries = "is not between 0 and 100";
    let cost = "is not between 1 and 1000000";
    let cases = [
        (builder().timeout(Duration::ZERO), "timeout", time),
        (builder().attempt_timeout(day), "attempt_timeout", time),
        (builder().connect_timeout(Duration::MAX), "connect_timeout", time),
        (builder().idle_timeout(day), "idle_timeout", time),
        (builder().max_rate_limit_wait(short), "max_rate_limit_wait", time),
        (builder().backoff(short), "backoff", time),
        (builder().rate_limit_backoff(day), "rate_limit_backoff", time),
        (builder().max_backoff(Duration::ZERO), "max_backoff", time),
        (builder().max_retries(101), "max_retries", retries),
        (builder().max_unknown_retries(101), "max_unknown_retries", retries),
        (builder().max_connections(0), "max_connections", "is not between 1 and 65536"),
        (builder().max_headers(0), "max_headers", "is not between 1 and 10000"),
        (builder().max_response_bytes(0), "max_response_bytes", bytes),
        (builder().max_list_bytes(usize::MAX), "max_list_bytes", bytes),
        (builder().retry_budget(u32::MAX), "retry_budget", "is not between 0 and 1000000"),
        (builder().retry_cost(0), "retry_cost", cost),
        (builder().rate_limit_retry_cost(0), "rate_limit_retry_cost", cost),
        (builder().retry_refund(1_000_001), "retry_refund", cost),
    ];
    for (builder, field, problem) in cases {
        let error = builder.build().unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidInput, Some(field)));
        assert_eq!(error.message(), format!("{field} {problem}"));
    }
}

#[test]
fn a_call_option_out_of_bounds_is_named() {
    let client = Client::builder().base_url("http://127.0.0.1:9").build().unwrap();
    let none = CallOptions::default();
    for (field, options) in [
        ("timeout", CallOptions { timeout: Some(Duration::ZERO), ..none }),
        ("max_unknown_retries", CallOptions { max_unknown_retries: Some(101), ..none }),
        ("max_rate_limit_wait", CallOptions { max_rate_limit_wait: Some(TWO_DAYS), ..none }),
        ("backoff", CallOptions { backoff: Some(Duration::ZERO), ..none }),
        ("rate_limit_backoff", CallOptions { rate_limit_backoff: Some(TWO_DAYS), ..none }),
        ("max_backoff", CallOptions { max_backoff: Some(Duration::ZERO), ..none }),
        ("max_response_bytes", CallOptions { max_response_bytes: Some(0), ..none }),
        ("max_list_bytes", CallOptions { max_list_bytes: Some(usize::MAX), ..none }),
    ] {
        let error = client.with_options(&options).unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidInput, Some(field)));
    }
}
