//! Access is limited to loopback hosts, and listening to loopback addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use sendgrid_accounts_sandbox::{Options, Sandbox, StartError, Window};

use crate::raw_http::{self, Call, call, get, sandbox};

#[test]
fn rejects_hosts_other_than_loopback() {
    let sandbox = sandbox();
    for host in ["example.com", "api.sendgrid.com", "127.0.0.1.example.com:80", "10.0.0.1", ""] {
        let response =
            call(&sandbox, "GET", "/v3/user/email").header("Host", host).send(sandbox.url());
        assert_eq!(response.error().0, 403, "{host}");
        assert_eq!(response.header("X-RateLimit-Limit"), None);
        let control = Call::new("GET", "/__sandbox/state")
            .header("X-Sandbox-Token", sandbox.control_token())
            .header("Host", host);
        assert_eq!(control.send(sandbox.url()).error().0, 403, "{host}");
    }
    let both = call(&sandbox, "GET", "/v3/user/email")
        .header("Host", "localhost")
        .header("Host", "example.com");
    assert_eq!(both.send(sandbox.url()).status, 403);
    let absolute = call(&sandbox, "GET", "http://example.com/v3/user/email");
    assert_eq!(absolute.send(sandbox.url()).status, 403);
    assert_eq!(get(&sandbox, "/v3/user/email").number("X-RateLimit-Remaining"), 599);
}

#[test]
fn accepts_every_loopback_host() {
    let sandbox = sandbox();
    for host in ["localhost", "LOCALHOST:1", "127.0.0.1", "127.3.2.1:80", "[::1]", "[::1]:443"] {
        let response =
            call(&sandbox, "GET", "/v3/user/email").header("Host", host).send(sandbox.url());
        assert_eq!(response.status, 200, "{host}");
    }
}

#[test]
fn refuses_to_listen_on_other_addresses_than_loopback() {
    for host in [
        IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    ] {
        let error = Sandbox::start(Options { host, ..raw_http::options() }).unwrap_err();
        assert!(matches!(error, StartError::NotLoopback(rejected) if rejected == host));
        assert!(error.to_string().contains(&host.to_string()));
    }
}

#[test]
fn listens_on_other_loopback_addresses() {
    let options = Options { host: "127.0.0.2".parse().unwrap(), ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    assert!(sandbox.url().starts_with("http://127.0.0.2:"));
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
}

#[test]
fn rejects_a_window_without_length() {
    let window = Window { limit: 1, seconds: 0 };
    let error = Sandbox::start(Options { window, ..raw_http::options() }).unwrap_err();
    assert!(matches!(error, StartError::EmptyWindow));
}
