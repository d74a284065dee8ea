//! Validation of the settings of a client, of credentials and of dates.

#![allow(clippy::unwrap_used, reason = "a test stops at anything unexpected")]

use std::time::Duration;

use sendgrid_accounts::customers::{CreateCustomer, NewCustomer};
use sendgrid_accounts::{
    ApiKey, CallOptions, Client, ClientBuilder, Dialect, ErrorKind, Format, OnBehalfOf, Operation,
    Reseller,
};

const TWO_DAYS: Duration = Duration::from_secs(2 * 24 * 60 * 60);

fn builder() -> ClientBuilder {
    Client::builder().api_key("SG.key")
}

fn error(builder: ClientBuilder) -> (ErrorKind, String) {
    let error = builder.build().unwrap_err();
    (error.kind(), error.to_string())
}

#[test]
fn plain_http_to_another_host_needs_allow_insecure_transport() {
    for url in ["http://127.0.0.1:1", "http://127.9.9.9", "http://localhost", "http://[::1]:1"] {
        assert!(builder().base_url(url).build().is_ok(), "{url}");
    }
    for url in ["http://api.sendgrid.com", "http://localhost.example", "http://10.0.0.1"] {
        let builder = builder().base_url(url);
        assert_eq!(error(builder.clone()).0, ErrorKind::Config, "{url}");
        assert!(builder.allow_insecure_transport(true).build().is_ok(), "{url}");
    }
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
    for reseller in [
        Reseller::new("user", "word-canary"),
        Reseller::with_basic_auth("user", "word-canary"),
        Reseller::with_api_key(ApiKey::new("SG.key-canary").unwrap()),
    ] {
        assert!(!format!("{reseller:?} {reseller:#?}").contains("canary"));
    }
}

#[test]
fn an_invalid_reseller_is_refused() {
    let build =
        |reseller| Client::builder().reseller(reseller).base_url("http://127.0.0.1").build();
    for reseller in [
        Reseller::new("", "password"),
        Reseller::new("user", ""),
        Reseller::new("user\n", "password"),
        Reseller::new("user", "password\r"),
        Reseller::with_basic_auth("us:er", "password"),
    ] {
        assert_eq!(build(reseller).unwrap_err().kind(), ErrorKind::InvalidInput);
    }
    assert!(build(Reseller::new("us:er", "pass:word é")).is_ok());
}

#[test]
fn a_dialect_and_a_format_are_parsed_by_name() {
    assert_eq!("distributor".parse::<Dialect>().unwrap(), Dialect::Distributor);
    assert_eq!("xml".parse::<Format>().unwrap(), Format::Xml);
    assert_eq!("yaml".parse::<Format>().unwrap_err().field(), Some("format"));
    assert_eq!("customer".parse::<Dialect>().unwrap_err().field(), Some("dialect"));
}

#[test]
fn neither_form_of_on_behalf_of_can_imitate_the_other() {
    let client = builder().base_url("http://127.0.0.1").build().unwrap();
    let header = |account: &OnBehalfOf| {
        client.on_behalf_of(account).map(|view| view.acts_for().map(str::to_owned))
    };
    let subuser = header(&OnBehalfOf::Subuser("jane doe".into())).unwrap();
    assert_eq!(subuser.as_deref(), Some("jane doe"));
    let account = header(&OnBehalfOf::Account("123".into())).unwrap();
    assert_eq!(account.as_deref(), Some("account-id 123"));
    for invalid in [
        OnBehalfOf::Subuser("account-id 123".into()),
        OnBehalfOf::Subuser("Account-ID 123".into()),
        OnBehalfOf::Account("1 2".into()),
        OnBehalfOf::Account(String::new()),
        OnBehalfOf::Subuser("a\r\nX-Evil: 1".into()),
    ] {
        let names = match &invalid {
            OnBehalfOf::Subuser(_) => ["subuser", "on_behalf_of"],
            OnBehalfOf::Account(_) => ["account_id"; 2],
        };
        let option = builder().on_behalf_of(invalid.clone()).build().unwrap_err();
        let fields = [header(&invalid).unwrap_err().field(), option.field()];
        assert_eq!(fields, names.map(Some), "{invalid:?}");
    }
}

#[test]
fn only_days_of_the_calendar_are_billing_dates() {
    let is_date = |date: &str| {
        let customer = NewCustomer {
            username: "new@example.com".into(),
            password: "password".into(),
            email: "new@example.com".into(),
            first_name: "First".into(),
            last_name: "Last".into(),
            address: "Street 1".into(),
            city: "City".into(),
            state: "ST".into(),
            zip: "12345".into(),
            country: "US".into(),
            phone: "555-1234".into(),
            website: "example.com".into(),
            billing_date: Some(date.into()),
            ..NewCustomer::default()
        };
        match (CreateCustomer { customer }).request() {
            Ok(_) => true,
            Err(error) => error.field() != Some("billing_date"),
        }
    };
    for date in ["2011-03-28", "2024-02-29", "2000-02-29", "2026-12-31"] {
        assert!(is_date(date), "{date}");
    }
    let month_and_day = "2023-02-29 1900-02-29 2026-04-31 2026-13-01 2026-00-10 2026-01-00";
    let digits = "2011-3-28 2011-003-8 28/03/2011 2011-03-28-01 ٢٠١١-٠٣-٢٨ +011-03-28";
    let others = ["", "2011-03-28 ", "2011-03-2é"];
    for date in month_and_day.split(' ').chain(digits.split(' ')).chain(others) {
        assert!(!is_date(date), "{date}");
    }
}

#[test]
fn an_invalid_proxy_or_ca_bundle_is_an_error_without_secrets() {
    let with_url = builder().base_url("http://127.0.0.1");
    let (kind, message) = error(with_url.proxy("http://user:canary-word@[bad"));
    assert_eq!((kind, message.contains("canary")), (ErrorKind::Config, false));
    let builder = builder().ca_bundle("/no/such/bundle.pem");
    let (kind, message) = error(builder);
    assert_eq!(kind, ErrorKind::Config);
    assert_eq!(message, "the CA bundle /no/such/bundle.pem cannot be read");
}

#[test]
fn a_proxy_has_one_of_four_schemes_and_may_have_credentials() {
    let build = |url: &str| builder().base_url("http://127.0.0.1").proxy(url).build();
    for url in ["http://user:canary@[bad", "", "http://"] {
        assert_eq!(build(url).unwrap_err().to_string(), "the proxy is not a valid URL", "{url}");
    }
    let message = build("ftp://user:canary@localhost:1").unwrap_err().to_string();
    assert!(message.starts_with("the proxy has an unknown scheme") && !message.contains("canary"));
    for scheme in ["http", "https", "socks5", "socks5h"] {
        assert!(build(&format!("{scheme}://us%40er:pass%3Aword@127.0.0.1:3128")).is_ok());
    }
    assert!(build("127.0.0.1:3128").is_ok());
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
    let client = builder().base_url("http://127.0.0.1:9").build().unwrap();
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
