//! Who is let in: loopback hosts only, and only a loopback address is listened on.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use sendgrid_accounts_sandbox::{Options, Sandbox, StartError, Window};

use crate::raw_http::{Call, call, get, sandbox};

#[test]
fn a_host_that_is_not_loopback_is_refused() {
    let sandbox = sandbox();
    for host in ["example.com", "api.sendgrid.com", "127.0.0.1.example.com:80", "10.0.0.1", ""] {
        let reply =
            call(&sandbox, "GET", "/v3/user/email").header("Host", host).send(sandbox.url());
        assert_eq!(reply.error().0, 403, "{host}");
        assert_eq!(reply.header("X-RateLimit-Limit"), None);
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
fn every_name_of_the_loopback_is_let_in() {
    let sandbox = sandbox();
    for host in ["localhost", "LOCALHOST:1", "127.0.0.1", "127.3.2.1:80", "[::1]", "[::1]:443"] {
        let reply =
            call(&sandbox, "GET", "/v3/user/email").header("Host", host).send(sandbox.url());
        assert_eq!(reply.status, 200, "{host}");
    }
}

#[test]
fn only_loopback_addresses_are_listened_on() {
    for host in [
        IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    ] {
        let error = Sandbox::start(Options { host, ..Options::default() }).unwrap_err();
        assert!(matches!(error, StartError::NotLoopback(refused) if refused == host));
        assert!(error.to_string().contains(&host.to_string()));
    }
}

#[test]
fn other_loopback_addresses_work() {
    let options = Options { host: "127.0.0.2".parse().unwrap(), ..Options::default() };
    let sandbox = Sandbox::start(options).unwrap();
    assert!(sandbox.url().starts_with("http://127.0.0.2:"));
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
}

#[test]
fn a_window_needs_a_length() {
    let window = Window { limit: 1, seconds: 0 };
    let error = Sandbox::start(Options { window, ..Options::default() }).unwrap_err();
    assert!(matches!(error, StartError::EmptyWindow));
}
