//! The clock, the rate windows, and playing dead.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sendgrid_accounts_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::customers::{LIST, MANAGE, PARENT, encoded};
use crate::raw_http::{Call, Reply, control, get, order, sandbox};

const CLOCK: &str = "/__sandbox/clock";
const WINDOWS: &str = "/__sandbox/windows";
const DOWN: &str = "/__sandbox/down";

fn list(sandbox: &Sandbox) -> Reply {
    let form = encoded(&[&PARENT[..], &LIST].concat());
    Call::new("POST", MANAGE).form(&form).send(sandbox.url())
}

fn refused(sandbox: &Sandbox, path: &str, body: &Value) -> String {
    let reply = control(sandbox, "POST", path).json(&body.to_string()).send(sandbox.url());
    let (status, _, message) = reply.error();
    assert_eq!(status, 400);
    message
}

/// The date of an answer in seconds since 1970, and how far it is ahead of the clock here.
fn date(reply: &Reply) -> (i64, i64) {
    let seconds = |time: SystemTime| {
        i64::try_from(time.duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap()
    };
    let date = seconds(httpdate::parse_http_date(reply.header("Date").unwrap()).unwrap());
    (date, date - seconds(SystemTime::now()))
}

#[test]
fn the_clock_is_shifted_for_dates_and_windows_alike() {
    let sandbox = sandbox();
    for shift in [3600, -3600, 10 * 365 * 86400, 0] {
        order(&sandbox, CLOCK, &json!({"shift_seconds": shift}));
        for reply in [get(&sandbox, "/v3/user/email"), list(&sandbox)] {
            let (date, ahead) = date(&reply);
            assert!((ahead - shift).abs() <= 5, "{ahead} of {shift}");
            let reset = i64::try_from(reply.number("X-RateLimit-Reset")).unwrap();
            assert!((0..=60).contains(&(reset - date)), "reset {reset}, date {date}");
        }
    }
    order(&sandbox, CLOCK, &json!({"shift_seconds": i64::MIN}));
    assert_eq!(date(&get(&sandbox, "/v3/user/email")).0, 0);
    assert!(refused(&sandbox, CLOCK, &json!({"shift": 1})).contains("`shift`"));
    sandbox.reset();
    assert!(date(&get(&sandbox, "/v3/user/email")).1.abs() <= 5);
}

#[test]
fn a_window_passes_when_the_clock_is_moved_on() {
    let sandbox = sandbox();
    order(&sandbox, WINDOWS, &json!({"v3": {"limit": 1, "window_seconds": 1_000_000}}));
    let read = || get(&sandbox, "/v3/user/email").status;
    assert_eq!([read(), read()], [200, 429]);
    order(&sandbox, CLOCK, &json!({"shift_seconds": 1_000_000}));
    assert_eq!([read(), read()], [200, 429]);
}

#[test]
fn each_api_has_a_window_that_can_be_set_and_read() {
    let sandbox = sandbox();
    let v3 = json!({"limit": 2, "window_seconds": 1_000_000_000, "retry_after": "seconds"});
    order(&sandbox, WINDOWS, &json!({"v3": v3}));
    let replies: Vec<Reply> = (0..4).map(|_| get(&sandbox, "/v3/user/email")).collect();
    let statuses: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
    assert_eq!(statuses, [200, 200, 429, 429]);
    assert_eq!(replies[1].header("Retry-After"), None);
    let (date, _) = date(&replies[2]);
    let wait = i64::try_from(replies[2].number("X-RateLimit-Reset")).unwrap() - date;
    assert_eq!(replies[2].header("Retry-After"), Some(wait.to_string().as_str()));
    assert_eq!(list(&sandbox).header("X-RateLimit-Limit"), Some("600"), "as it was");

    let shown = control(&sandbox, "GET", WINDOWS).send(sandbox.url()).json();
    assert_eq!(shown["v3"]["windows"].as_array().unwrap().len(), 1);
    let window = &shown["v3"]["windows"][0];
    assert_eq!((&window["admitted"], &window["rejected"]), (&json!(2), &json!(2)));
    assert_eq!(shown["v3"]["limit"], 2);
    assert_eq!(shown["customers"]["windows"][0]["rejected"], 0);
    sandbox.reset();
    assert_eq!(get(&sandbox, "/v3/user/email").number("X-RateLimit-Limit"), 600);
}

#[test]
fn a_refusal_may_say_less_or_more() {
    let sandbox = sandbox();
    let rule = |more: Value| {
        let mut rule = json!({"limit": 0, "window_seconds": 1_000_000_000});
        rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        order(&sandbox, WINDOWS, &json!({"customers": rule}));
        list(&sandbox)
    };
    let mute = rule(json!({"headers": false}));
    assert_eq!((mute.status, mute.header("X-RateLimit-Reset")), (429, None));
    assert_eq!(mute.header("Retry-After"), None);
    let dated = rule(json!({"retry_after": "date"}));
    let until = httpdate::parse_http_date(dated.header("Retry-After").unwrap()).unwrap();
    let reset = Duration::from_secs(dated.number("X-RateLimit-Reset"));
    assert_eq!(until, UNIX_EPOCH + reset);
    assert!(refused(&sandbox, WINDOWS, &json!({})).contains("v3"));
    for wrong in [json!({"limit": 1, "window_seconds": 0}), json!({"limit": 1})] {
        refused(&sandbox, WINDOWS, &json!({"v3": wrong}));
    }
    refused(&sandbox, WINDOWS, &json!({"v2": {"limit": 1, "window_seconds": 1}}));
}

#[test]
fn a_server_that_is_down_answers_nothing_else() {
    let sandbox = sandbox();
    order(&sandbox, "/__sandbox/faults", &json!([{"operation": "*", "fault": {"kind": "reset"}}]));
    let before = sandbox.state();
    order(&sandbox, DOWN, &json!({"down": true}));
    for _ in 0..3 {
        let statuses = [get(&sandbox, "/v3/user/email").status, list(&sandbox).status];
        assert_eq!(statuses, [503, 503]);
        assert_eq!(get(&sandbox, "/elsewhere").status, 503);
    }
    order(&sandbox, DOWN, &json!({"down": true, "status": 500}));
    assert_eq!(get(&sandbox, "/v3/user/email").status, 500);
    let body = r#"{"email":"a@b"}"#;
    assert_eq!(crate::raw_http::send(&sandbox, "PUT", "/v3/user/email", body).status, 500);
    assert_eq!(sandbox.state(), before);
    assert!(sandbox.journal().iter().all(|entry| !entry.applied && entry.fault.is_none()));
    control(&sandbox, "DELETE", "/__sandbox/faults").send(sandbox.url());
    order(&sandbox, DOWN, &json!({"down": false}));
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200, "and the fault was not met");
    assert!(refused(&sandbox, DOWN, &json!({"down": true, "status": 42})).contains("digits"));
    order(&sandbox, DOWN, &json!({"down": true}));
    sandbox.reset();
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
}
