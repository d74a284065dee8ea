//! Rate limits and their headers.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sendgrid_accounts_sandbox::{Options, Sandbox, Window};

use crate::raw_http::{self, Call, Response, call, get, sandbox, send};

/// A window length in seconds at which a window almost never ends during a test (once in 31 years).
const LONG: u32 = 1_000_000_000;

fn start_with_limit(limit: u32) -> Sandbox {
    let window = Window { limit, seconds: LONG };
    Sandbox::start(Options { window, ..raw_http::options() }).unwrap()
}

fn rate(response: &Response) -> (u64, u64, u64) {
    let header = |name: &str| response.number(name);
    (header("X-RateLimit-Limit"), header("X-RateLimit-Remaining"), header("X-RateLimit-Reset"))
}

#[test]
fn defaults_to_600_requests_per_minute() {
    let sandbox = sandbox();
    let response = get(&sandbox, "/v3/user/email");
    let (limit, remaining, reset) = rate(&response);
    assert_eq!((limit, remaining, reset % 60), (600, 599, 0));

    let date = httpdate::parse_http_date(response.header("Date").unwrap()).unwrap();
    let date = date.duration_since(UNIX_EPOCH).unwrap().as_secs();
    assert!((1..=60).contains(&(reset - date)), "reset {reset}, date {date}");
    let here = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    assert!(here - date <= 5, "date {date}, clock {here}");
}

#[test]
fn executes_nothing_beyond_the_limit() {
    let sandbox = start_with_limit(3);
    let put = |email: &str| {
        let body = format!(r#"{{"email":"{email}"}}"#);
        send(&sandbox, "PUT", "/v3/user/email", &body)
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let reset = now.next_multiple_of(u64::from(LONG));
    for (remaining, email) in [(2, "a@b"), (1, "c@d"), (0, "e@f")] {
        let response = put(email);
        assert_eq!((response.status, rate(&response)), (200, (3, remaining, reset)));
    }
    for _ in 0..2 {
        let response = put("g@h");
        assert_eq!((response.status, rate(&response)), (429, (3, 0, reset)));
        assert_eq!(response.body, r#"{"errors":[{"field":null,"message":"too many requests"}]}"#);
    }
    assert_eq!(get(&sandbox, "/v3/user/email").body, r#"{"email":"e@f"}"#);
    let applied = sandbox.journal().iter().filter(|entry| entry.applied).count();
    assert_eq!(applied, 3);
}

#[test]
fn counts_each_operation_and_each_key_separately() {
    let window = Window { limit: 1, seconds: LONG };
    let options = Options { window, permissive: true, ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    let as_key =
        |key: &str, target: &str| Call::new("GET", target).key(key).send(sandbox.url()).status;
    assert_eq!(as_key("a", "/v3/user/email"), 200);
    assert_eq!(as_key("a", "/v3/user/email"), 429);
    assert_eq!(as_key("a", "/v3/user/profile"), 200);
    assert_eq!(as_key("b", "/v3/user/email"), 200);
    assert_eq!(as_key("b", "/v3/user/email"), 429);
}

#[test]
fn counts_all_accounts_of_a_key_in_one_window() {
    let sandbox = start_with_limit(2);
    let acting = call(&sandbox, "GET", "/v3/user/email").header("On-Behalf-Of", "test_subuser");
    assert_eq!(rate(&acting.send(sandbox.url())).1, 1);
    assert_eq!(rate(&get(&sandbox, "/v3/user/email")).1, 0);
    assert_eq!(acting.send(sandbox.url()).status, 429);
}

#[test]
fn counts_requests_without_a_valid_key_separately() {
    let sandbox = start_with_limit(1);
    let wrong_key = Call::new("GET", "/v3/user/email").key("SG.wrong");
    assert_eq!(wrong_key.send(sandbox.url()).status, 401);
    assert_eq!(wrong_key.send(sandbox.url()).status, 429);
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
}

#[test]
fn sends_the_headers_with_errors() {
    let sandbox = sandbox();
    let url = sandbox.url();
    for (status, response) in [
        (400, send(&sandbox, "PATCH", "/v3/user/profile", "{}")),
        (401, Call::new("GET", "/v3/user/email").send(url)),
        (403, call(&sandbox, "GET", "/v3/user/email").header("On-Behalf-Of", "x").send(url)),
        (404, get(&sandbox, "/v3/user/nothing")),
        (405, send(&sandbox, "POST", "/v3/user/email", "{}")),
        (413, send(&sandbox, "PUT", "/v3/user/email", &"x".repeat(70_000))),
        (415, call(&sandbox, "PUT", "/v3/user/email").body("{}").send(url)),
    ] {
        assert_eq!(response.status, status);
        assert_eq!(rate(&response).0, 600, "{status}");
        assert!(response.header("Date").is_some());
    }
    assert_eq!(get(&sandbox, "/elsewhere").header("X-RateLimit-Limit"), None);
}

#[test]
fn starts_a_new_window_after_the_reset() {
    let window = Window { limit: 1, seconds: 1 };
    let sandbox = Sandbox::start(Options { window, ..raw_http::options() }).unwrap();
    let first = get(&sandbox, "/v3/user/email");
    assert_eq!(first.status, 200);
    let reset = UNIX_EPOCH + Duration::from_secs(rate(&first).2);
    while SystemTime::now() < reset {
        std::thread::sleep(Duration::from_millis(10));
    }
    let second = get(&sandbox, "/v3/user/email");
    assert_eq!((second.status, rate(&second).1), (200, 0));
    assert!(rate(&second).2 > rate(&first).2);
}

#[test]
fn spells_header_names_like_the_real_servers() {
    let sandbox = sandbox();
    let response = get(&sandbox, "/v3/user/email");
    let names: Vec<&str> = response.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&"X-Ratelimit-Reset"), "{names:?}");
    assert!(names.contains(&"Content-Type"), "{names:?}");
}
