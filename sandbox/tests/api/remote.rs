//! Addresses that other computers can reach, fixed ports and keys, and health checks.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use sendgrid_accounts_sandbox::{Options, Sandbox, StartError};
use serde_json::json;

#[cfg(feature = "cli")]
use crate::binary::Program;
use crate::raw_http::{self, Call, call, control, get, post_control, sandbox};

fn remote(host: &str) -> Options {
    Options { host: host.parse().unwrap(), allow_remote: true, ..raw_http::options() }
}

/// An address of this computer that is no loopback address, if it has one. Nothing is sent.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    Some(socket.local_addr().ok()?.ip())
}

#[test]
fn listens_on_all_addresses_if_allowed() {
    let sandbox = Sandbox::start(remote("0.0.0.0")).unwrap();
    assert!(sandbox.url().starts_with("http://127.0.0.1:"), "{}", sandbox.url());
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
    let status = |host: &str| {
        call(&sandbox, "GET", "/v3/user/email").header("Host", host).send(sandbox.url()).status
    };
    let hosts = ["0.0.0.0", "sandbox", "example.com", "10.0.0.1", "127.0.0.1:1", "localhost"];
    assert_eq!(hosts.map(status), [403, 403, 403, 403, 200, 200]);
    let page = call(&sandbox, "GET", "/v3/user/email").header("Origin", "http://example.com");
    assert_eq!(page.send(sandbox.url()).status, 403);
    assert_eq!(Call::new("GET", "/__sandbox/state").send(sandbox.url()).status, 401);
    let Some(own) = own_address() else { return };
    let port = sandbox.url().rsplit(':').next().unwrap().to_owned();
    let over_network = call(&sandbox, "GET", "/v3/user/email").header("Host", "localhost");
    assert_eq!(over_network.send(&format!("http://{own}:{port}")).status, 200, "{own}");
}

#[test]
fn accepts_the_address_of_its_url() {
    let Some(own) = own_address() else { return };
    let sandbox = Sandbox::start(remote(&own.to_string())).unwrap();
    assert!(sandbox.url().contains(&own.to_string()));
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
}

#[test]
fn names_the_option_that_is_missing() {
    let host = "0.0.0.0".parse().unwrap();
    let error = Sandbox::start(Options { host, ..raw_http::options() }).unwrap_err();
    assert!(matches!(error, StartError::NotLoopback(_)));
    assert!(error.to_string().contains("allow_remote (--allow-remote)"), "{error}");
}

#[test]
#[cfg(feature = "cli")]
fn says_that_other_computers_can_connect() {
    let (_, printed) = Program::start(&["--host", "0.0.0.0", "--allow-remote"]).end("-TERM");
    assert_eq!(printed.lines().count(), 1, "{printed}");
    for part in ["--allow-remote lets other computers", "0.0.0.0", "without --tls", "Host"] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
    let (_, printed) = Program::start(&["--allow-remote"]).end("-TERM");
    assert_eq!(printed, "", "the address is a loopback address");
}

#[test]
fn keeps_a_fixed_key_and_port() {
    let start = |port| {
        let api_key = Some("SG.dev-key.Secret_1".to_owned());
        Sandbox::start(Options { port, api_key, ..raw_http::options() }).unwrap()
    };
    let first = start(0);
    let url = first.url().to_owned();
    assert_eq!(first.api_key(), "SG.dev-key.Secret_1");
    assert_eq!(get(&first, "/v3/user/email").status, 200);
    first.reset();
    assert_eq!(get(&first, "/v3/user/email").status, 200, "after a reset");
    let other = Call::new("GET", "/v3/user/email").key("SG.dev-key.other");
    assert_eq!(other.send(&url).status, 401);
    drop(first);
    let second = start(url.rsplit(':').next().unwrap().parse().unwrap());
    assert_eq!(second.url(), url);
    assert!(!format!("{second:?}").contains("Secret_1"));
}

#[test]
fn refuses_impossible_keys() {
    for key in ["", "SG", "SG.a", "key", "SG.a.b.c", "SG.a.b c", "SG.a.b\n"] {
        let api_key = Some(key.to_owned());
        let error = Sandbox::start(Options { api_key, ..raw_http::options() }).unwrap_err();
        assert!(matches!(error, StartError::Invalid { option: "api_key", .. }), "{key:?}");
    }
}

#[test]
fn responds_to_health_checks_without_a_token() {
    let sandbox = sandbox();
    post_control(
        &sandbox,
        "/__sandbox/faults",
        &json!([{"operation": "*", "fault": {"kind": "html"}}]),
    );
    post_control(
        &sandbox,
        "/__sandbox/windows",
        &json!({"v3": {"limit": 0, "window_seconds": 60}}),
    );
    post_control(&sandbox, "/__sandbox/down", &json!({"down": true}));
    for path in ["/livez", "/readyz", "/livez?verbose"] {
        for method in ["GET", "HEAD"] {
            let response = Call::new(method, path).send(sandbox.url());
            assert_eq!(response.status, 200, "{method} {path}");
            assert_eq!(response.header("X-RateLimit-Limit"), None);
        }
        assert_eq!(Call::new("GET", path).send(sandbox.url()).body, "ok\n");
        assert_eq!(Call::new("POST", path).send(sandbox.url()).status, 405);
        let rebound = Call::new("GET", path).header("Host", "rebound.example.com");
        assert_eq!(rebound.send(sandbox.url()).status, 403);
    }
    assert_eq!(sandbox.journal(), []);
    let faults = control(&sandbox, "GET", "/__sandbox/faults").send(sandbox.url()).json();
    assert_eq!(faults["waiting"].as_array().unwrap().len(), 1, "no fault is consumed");
}

#[test]
fn connection_faults_spare_health_checks_and_the_console() {
    let sandbox = sandbox();
    let fault = json!([{"operation": "connection.first_bytes", "fault": {"kind": "reset"}}]);
    post_control(&sandbox, "/__sandbox/faults", &fault);
    for path in ["/livez", "/readyz", "/", "/?a=b", "/__sandbox/console/console.css"] {
        assert_eq!(Call::new("GET", path).send(sandbox.url()).status, 200, "{path}");
    }
    assert_eq!(sandbox.faults().waiting.len(), 1);
}
