//! Control requests that change the clock, the rate windows and the availability of the server.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sendgrid_accounts_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::customers::{LIST, MANAGE, PARENT, encoded};
use crate::raw_http::{Call, Response, control, get, post_control, sandbox};

const CLOCK: &str = "/__sandbox/clock";
const WINDOWS: &str = "/__sandbox/windows";
const DOWN: &str = "/__sandbox/down";

fn list(sandbox: &Sandbox) -> Response {
    let form = encoded(&[&PARENT[..], &LIST].concat());
    Call::new("POST", MANAGE).form(&form).send(sandbox.url())
}

fn reject(sandbox: &Sandbox, path: &str, body: &Value) -> String {
    let response = control(sandbox, "POST", path).json(&body.to_string()).send(sandbox.url());
    let (status, _, message) = response.error();
    assert_eq!(status, 400);
    message
}

/// The header `Date` in seconds since the Unix epoch, and its offset from the local clock.
fn date(response: &Response) -> (i64, i64) {
    let seconds = |time: SystemTime| {
        i64::try_from(time.duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap()
    };
    let date = seconds(httpdate::parse_http_date(response.header("Date").unwrap()).unwrap());
    (date, date - seconds(SystemTime::now()))
}

#[test]
fn shifts_the_clock_for_dates_and_windows() {
    let sandbox = sandbox();
    for shift in [3600, -3600, 10 * 365 * 86400, 0] {
        post_control(&sandbox, CLOCK, &json!({"shift_seconds": shift}));
        for response in [get(&sandbox, "/v3/user/email"), list(&sandbox)] {
            let (date, ahead) = date(&response);
            assert!((ahead - shift).abs() <= 5, "{ahead} of {shift}");
            let reset = i64::try_from(response.number("X-RateLimit-Reset")).unwrap();
            assert!((0..=60).contains(&(reset - date)), "reset {reset}, date {date}");
        }
    }
    post_control(&sandbox, CLOCK, &json!({"shift_seconds": i64::MIN}));
    assert_eq!(date(&get(&sandbox, "/v3/user/email")).0, 0);
    assert!(reject(&sandbox, CLOCK, &json!({"shift": 1})).contains("`shift`"));
    sandbox.reset();
    assert!(date(&get(&sandbox, "/v3/user/email")).1.abs() <= 5);
}

#[test]
fn limits_single_operations() {
    let sandbox = sandbox();
    let rule = json!({"limit": 1, "window_seconds": 1_000_000, "retry_after": "seconds"});
    let rules = json!({"operations": {"api_keys.list": rule, "subusers.list": rule}});
    post_control(&sandbox, WINDOWS, &rules);
    for path in ["/v3/api_keys", "/v3/subusers"] {
        let responses = [get(&sandbox, path), get(&sandbox, path)];
        assert_eq!(responses.each_ref().map(|it| it.status), [200, 429], "{path}");
        assert!(responses[1].number("Retry-After") <= 1_000_000);
        assert_eq!(responses[0].number("X-RateLimit-Limit"), 1);
    }
    assert_eq!(get(&sandbox, "/v3/scopes").number("X-RateLimit-Limit"), 600);
    let windows = control(&sandbox, "GET", WINDOWS).send(sandbox.url()).json();
    let window = &windows["operations"]["subusers.list"]["windows"][0];
    assert_eq!((&window["admitted"], &window["rejected"]), (&json!(1), &json!(1)));
    let unknown = json!({"operations": {"user.nothing": rule}});
    assert!(reject(&sandbox, WINDOWS, &unknown).contains("`user.nothing`"));
    post_control(&sandbox, WINDOWS, &json!({"v3": {"limit": 2, "window_seconds": 1_000_000}}));
    assert_eq!(get(&sandbox, "/v3/subusers").number("X-RateLimit-Limit"), 2);
}

#[test]
fn ends_a_window_when_the_clock_advances() {
    let sandbox = sandbox();
    post_control(&sandbox, WINDOWS, &json!({"v3": {"limit": 1, "window_seconds": 1_000_000}}));
    let read = || get(&sandbox, "/v3/user/email").status;
    assert_eq!([read(), read()], [200, 429]);
    post_control(&sandbox, CLOCK, &json!({"shift_seconds": 1_000_000}));
    assert_eq!([read(), read()], [200, 429]);
}

#[test]
fn sets_and_returns_the_windows_of_each_api() {
    let sandbox = sandbox();
    let v3 = json!({"limit": 2, "window_seconds": 1_000_000_000, "retry_after": "seconds"});
    post_control(&sandbox, WINDOWS, &json!({"v3": v3}));
    let responses: Vec<Response> = (0..4).map(|_| get(&sandbox, "/v3/user/email")).collect();
    let statuses: Vec<u16> = responses.iter().map(|response| response.status).collect();
    assert_eq!(statuses, [200, 200, 429, 429]);
    assert_eq!(responses[1].header("Retry-After"), None);
    let (date, _) = date(&responses[2]);
    let wait = i64::try_from(responses[2].number("X-RateLimit-Reset")).unwrap() - date;
    assert_eq!(responses[2].header("Retry-After"), Some(wait.to_string().as_str()));
    assert_eq!(list(&sandbox).header("X-RateLimit-Limit"), Some("600"), "as it was");

    let windows = control(&sandbox, "GET", WINDOWS).send(sandbox.url()).json();
    assert_eq!(windows["v3"]["windows"].as_array().unwrap().len(), 1);
    let window = &windows["v3"]["windows"][0];
    assert_eq!((&window["admitted"], &window["rejected"]), (&json!(2), &json!(2)));
    assert_eq!(windows["v3"]["limit"], 2);
    assert_eq!(windows["customers"]["windows"][0]["rejected"], 0);
    sandbox.reset();
    assert_eq!(get(&sandbox, "/v3/user/email").number("X-RateLimit-Limit"), 600);
}

#[test]
fn configures_the_headers_of_rate_limit_errors() {
    let sandbox = sandbox();
    let rule = |more: Value| {
        let mut rule = json!({"limit": 0, "window_seconds": 1_000_000_000});
        rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        post_control(&sandbox, WINDOWS, &json!({"customers": rule}));
        list(&sandbox)
    };
    let without_headers = rule(json!({"headers": false}));
    assert_eq!((without_headers.status, without_headers.header("X-RateLimit-Reset")), (429, None));
    assert_eq!(without_headers.header("Retry-After"), None);
    let with_date = rule(json!({"retry_after": "date"}));
    let until = httpdate::parse_http_date(with_date.header("Retry-After").unwrap()).unwrap();
    let reset = Duration::from_secs(with_date.number("X-RateLimit-Reset"));
    assert_eq!(until, UNIX_EPOCH + reset);
    assert!(reject(&sandbox, WINDOWS, &json!({})).contains("v3"));
    for wrong in [json!({"limit": 1, "window_seconds": 0}), json!({"limit": 1})] {
        reject(&sandbox, WINDOWS, &json!({"v3": wrong}));
    }
    reject(&sandbox, WINDOWS, &json!({"v2": {"limit": 1, "window_seconds": 1}}));
}

#[test]
fn sends_only_the_outage_status_while_down() {
    let sandbox = sandbox();
    post_control(
        &sandbox,
        "/__sandbox/faults",
        &json!([{"operation": "*", "fault": {"kind": "reset"}}]),
    );
    let before = sandbox.state();
    post_control(&sandbox, DOWN, &json!({"down": true}));
    for _ in 0..3 {
        let statuses = [get(&sandbox, "/v3/user/email").status, list(&sandbox).status];
        assert_eq!(statuses, [503, 503]);
        assert_eq!(get(&sandbox, "/elsewhere").status, 503);
    }
    post_control(&sandbox, DOWN, &json!({"down": true, "status": 500}));
    assert_eq!(get(&sandbox, "/v3/user/email").status, 500);
    let body = r#"{"email":"a@b"}"#;
    assert_eq!(crate::raw_http::send(&sandbox, "PUT", "/v3/user/email", body).status, 500);
    assert_eq!(sandbox.state(), before);
    assert!(sandbox.journal().iter().all(|entry| !entry.applied && entry.fault.is_none()));
    control(&sandbox, "DELETE", "/__sandbox/faults").send(sandbox.url());
    post_control(&sandbox, DOWN, &json!({"down": false}));
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200, "and the fault was not injected");
    assert!(reject(&sandbox, DOWN, &json!({"down": true, "status": 42})).contains("digits"));
    post_control(&sandbox, DOWN, &json!({"down": true}));
    sandbox.reset();
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
}
