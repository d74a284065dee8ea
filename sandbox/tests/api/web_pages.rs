//! Requests that a browser sends for a web page are refused on every route.

use sendgrid_accounts_sandbox::{CUSTOMER_ROUTES, Options, ROUTES, Sandbox};
use serde_json::json;

use crate::raw_http::{self, Call, call, control, post_control, sandbox};

/// Headers of requests and forms of other pages, as browsers send them.
const OF_PAGES: [(&str, &str); 6] = [
    ("Origin", "http://example.com"),
    ("Origin", "http://localhost:1"),
    ("Origin", "null"),
    ("Sec-Fetch-Site", "cross-site"),
    ("Sec-Fetch-Site", "same-site"),
    ("Host", "rebound.example.com"),
];

/// One request to each route, with credentials and, for the control API, with the token.
fn requests(sandbox: &Sandbox) -> Vec<Call> {
    let mut requests: Vec<Call> = ROUTES
        .iter()
        .map(|route| call(sandbox, route.method, route.path).json(r#"{"email":"page@b.c"}"#))
        .collect();
    for route in CUSTOMER_ROUTES {
        for extension in ["json", "xml"] {
            let path = format!("/apiv2/reseller.{}.{extension}", route.endpoint);
            let form = "method=disable&user=user1";
            requests.push(call(sandbox, "POST", &path).form(form));
            requests.push(call(sandbox, "GET", &format!("{path}?{form}")));
        }
    }
    for (method, path) in [
        ("POST", "reset"),
        ("GET", "state"),
        ("GET", "journal"),
        ("POST", "faults"),
        ("GET", "faults"),
        ("DELETE", "faults"),
        ("POST", "clock"),
        ("POST", "windows"),
        ("GET", "windows"),
        ("POST", "down"),
        ("GET", "nothing"),
    ] {
        let path = format!("/__sandbox/{path}");
        requests.push(control(sandbox, method, &path).json(r#"{"shift_seconds":1}"#));
    }
    for (method, path) in [("GET", "/"), ("OPTIONS", "/v3/user/email"), ("HEAD", "/v3/user/email")]
    {
        requests.push(call(sandbox, method, path));
    }
    requests
}

#[test]
fn refuses_requests_from_web_pages_on_every_route() {
    let sandbox = sandbox();
    let fault = json!([{"operation": "*", "fault": {"kind": "html"}}]);
    post_control(&sandbox, "/__sandbox/faults", &fault);
    let start = sandbox.state();
    for request in requests(&sandbox) {
        for (name, value) in OF_PAGES {
            let response = request.clone().header(name, value).send(sandbox.url());
            assert_eq!(response.status, 403, "{request:?} {name}: {value}");
            assert_eq!(response.header("Access-Control-Allow-Origin"), None);
            assert_eq!(response.header("X-RateLimit-Limit"), None);
        }
    }
    assert_eq!(sandbox.state(), start);
    assert_eq!(sandbox.journal(), []);
    let windows = control(&sandbox, "GET", "/__sandbox/windows").send(sandbox.url()).json();
    assert_eq!(windows["v3"]["windows"], json!([]), "nothing is counted");
    let faults = control(&sandbox, "GET", "/__sandbox/faults").send(sandbox.url()).json();
    assert_eq!(faults["waiting"][0]["number"], 1, "no fault is consumed");
}

#[test]
fn refuses_requests_from_web_pages_if_permissive() {
    let options = Options { permissive: true, ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    let form = "method=disable&user=user1&api_user=a&api_key=b";
    let request = Call::new("POST", "/apiv2/reseller.manage.json").form(form);
    for (name, value) in OF_PAGES {
        assert_eq!(request.clone().header(name, value).send(sandbox.url()).status, 403, "{name}");
    }
    assert_eq!(sandbox.state()["accounts"][2]["active"], true);
    assert_eq!(request.send(sandbox.url()).status, 200);
    assert_eq!(sandbox.state()["accounts"][2]["active"], false);
}

#[test]
fn names_the_reason() {
    let sandbox = sandbox();
    let reason = |name: &str, value: &str| {
        let request = call(&sandbox, "GET", "/v3/user/email").header(name, value);
        request.send(sandbox.url()).error().2
    };
    assert!(reason("Origin", "http://example.com").contains("origin or sec-fetch-site"));
    assert!(reason("Sec-Fetch-Site", "cross-site").contains("origin or sec-fetch-site"));
    assert!(reason("Host", "example.com").contains("host header"));
}

#[test]
fn accepts_its_own_origin_and_requests_of_the_user() {
    let sandbox = sandbox();
    let port = sandbox.url().rsplit(':').next().unwrap();
    let get = call(&sandbox, "GET", "/v3/user/email");
    for request in [
        get.clone().header("Origin", sandbox.url()),
        get.clone().header("Origin", sandbox.url()).header("Sec-Fetch-Site", "same-origin"),
        get.clone().header("Sec-Fetch-Site", "none"),
        get.clone()
            .header("Host", &format!("localhost:{port}"))
            .header("Origin", &format!("http://localhost:{port}")),
    ] {
        assert_eq!(request.send(sandbox.url()).status, 200, "{request:?}");
    }
    let other_name = get.header("Origin", &format!("http://localhost:{port}"));
    assert_eq!(other_name.send(sandbox.url()).status, 403);
}

#[test]
fn accepts_allowed_hosts() {
    let allowed_hosts = vec!["sandbox.test".to_owned()];
    let sandbox = Sandbox::start(Options { allowed_hosts, ..raw_http::options() }).unwrap();
    let status = |host: &str| {
        call(&sandbox, "GET", "/v3/user/email").header("Host", host).send(sandbox.url()).status
    };
    assert_eq!(["sandbox.test", "SANDBOX.test:80", "127.0.0.1"].map(status), [200; 3]);
    assert_eq!(["other.test", "a.sandbox.test", "sandbox.test.example.com"].map(status), [403; 3]);
}

#[test]
fn generates_a_reseller_password_unless_there_is_one() {
    let random = [0; 2].map(|_| Sandbox::start(Options::default()).unwrap());
    let [one, other] = &random;
    assert_ne!(one.reseller_password(), other.reseller_password());
    assert!(one.reseller_password().len() >= 24);
    for sandbox in &random {
        let list = |password: &str| {
            let form = format!("method=profile&task=get&api_user=test_username&api_key={password}");
            Call::new("POST", "/apiv2/reseller.manage.json").form(&form).send(sandbox.url()).body
        };
        assert!(list("old_password").contains("wrong credentials"));
        assert!(list(sandbox.reseller_password()).contains("user1"));
        let body = format!(
            r#"{{"new_password":"changed","old_password":"{}"}}"#,
            sandbox.reseller_password()
        );
        assert_eq!(raw_http::send(sandbox, "PUT", "/v3/user/password", &body).status, 200);
        assert!(list("changed").contains("user1"));
        sandbox.reset();
        assert!(list(sandbox.reseller_password()).contains("user1"), "the same after a reset");
        assert!(!format!("{sandbox:?}").contains(sandbox.reseller_password()));
    }
    assert_eq!(sandbox().reseller_password(), raw_http::PARENT_PASSWORD);
    assert!(!format!("{:?}", raw_http::options()).contains(raw_http::PARENT_PASSWORD));
}
