//! Complete responses that replace the normal one.

use sendgrid_accounts_sandbox::Sandbox;
use serde_json::json;

use super::{changes, is_changed, last_entry, sandbox, script};
use crate::customers::{ADD, MANAGE, NEW, PARENT, encoded};
use crate::raw_http::{Call, Connection, Response, call, get, send};

const PASSWORDS: &str = r#"{"new_password":"canary \" one","old_password":"canary two"}"#;

#[test]
fn sends_any_status_and_body_with_and_without_applying() {
    for api in [0, 1] {
        for apply in [false, true] {
            let sandbox = sandbox();
            let (operation, change) = changes(&sandbox)[api].clone();
            let mut connection = Connection::open(sandbox.url());
            let fault = json!({
                "kind": "status", "status": 599, "apply": apply,
                "headers": {"Retry-After": "7", "Content-Type": "text/odd"}, "body": {"a": [1]},
            });
            script(&sandbox, operation, &fault);
            let response = connection.send(&change);
            assert_eq!((response.status, response.body.as_str()), (599, r#"{"a":[1]}"#));
            assert_eq!(response.header("retry-after"), Some("7"));
            assert_eq!(response.header("content-type"), Some("text/odd"));
            let entry = last_entry(&sandbox, 1);
            assert_eq!(
                (entry.status, entry.applied, &entry.response),
                (599, apply, &json!({"a": [1]}))
            );
            assert_eq!(is_changed(&sandbox, operation), apply);
            assert_eq!(connection.send(&change).status, 200, "only once");
        }
    }
}

#[test]
fn sends_a_string_body_unchanged_and_an_error_by_default() {
    let sandbox = sandbox();
    script(&sandbox, "*", &json!({"kind": "status", "status": 200, "body": "{\"half"}));
    assert_eq!(get(&sandbox, "/v3/user/email").body, "{\"half");
    script(&sandbox, "*", &json!({"kind": "status", "status": 408}));
    let response = get(&sandbox, "/v3/user/email");
    assert_eq!(response.error(), (408, None, "sandbox: a scripted fault".to_owned()));
    script(&sandbox, "*", &json!({"kind": "status", "status": 204, "body": "none"}));
    let response = get(&sandbox, "/v3/user/email");
    assert_eq!((response.status, response.body.as_str()), (204, ""));
}

#[test]
fn sends_redirects_and_html_pages() {
    let sandbox = sandbox();
    for location in ["//evil.example", "file:///etc/passwd", "http://127.0.0.9:1/"] {
        let fault = json!({"kind": "redirect", "status": 307, "location": location});
        script(&sandbox, "user.update_email", &fault);
        let response = send(&sandbox, "PUT", "/v3/user/email", r#"{"email":"a@b"}"#);
        assert_eq!((response.status, response.header("location")), (307, Some(location)));
    }
    script(&sandbox, "customers.disable", &json!({"kind": "html"}));
    let (_, change) = changes(&sandbox)[1].clone();
    let response = change.send(sandbox.url());
    assert_eq!(
        (response.status, response.header("content-type")),
        (502, Some("text/html; charset=utf-8"))
    );
    assert!(response.body.starts_with("<!DOCTYPE html>"));
    assert!(sandbox.journal().iter().all(|entry| !entry.applied));
}

fn assert_echoed(sandbox: &Sandbox, response: &Response, secrets: &[&str]) {
    for secret in secrets {
        assert!(response.body.contains(secret), "{secret} in {}", response.body);
    }
    let journal = serde_json::to_string(&sandbox.journal()).unwrap();
    assert!(!journal.contains("canary"), "{journal}");
    assert!(!journal.contains(sandbox.api_key()), "{journal}");
}

#[test]
fn echoes_all_secrets_and_journals_none() {
    let sandbox = sandbox();
    script(&sandbox, "user.update_password", &json!({"kind": "echo", "status": 422}));
    let response = send(&sandbox, "PUT", "/v3/user/password", PASSWORDS);
    assert_eq!(response.status, 422);
    assert_echoed(&sandbox, &response, &[sandbox.api_key(), r#"canary \" one"#, "canary two"]);
    assert!(response.error().2.contains(PASSWORDS), "the whole body, too");

    let mut new = NEW;
    new[2].1 = "canary three?";
    new[3].1 = "canary three?";
    let form = encoded(&[&PARENT[..], &new].concat());
    for path in [ADD, "/api/distributor.add.xml"] {
        script(&sandbox, "customers.create", &json!({"kind": "echo"}));
        let response = Call::new("POST", path).form(&form).send(sandbox.url());
        assert_eq!(response.status, 200);
        assert!(response.body.contains("error"));
        assert_echoed(&sandbox, &response, &["canary three?", "canary%20three%3F"]);
    }
    assert!(sandbox.journal().iter().all(|entry| !entry.applied));
}

#[test]
fn echoes_up_to_the_requested_size() {
    let sandbox = sandbox();
    script(&sandbox, "*", &json!({"kind": "echo", "size": 1_000_000}));
    let target = format!("{MANAGE}?api_key=canary");
    let response = call(&sandbox, "GET", &target).send(sandbox.url());
    assert!(response.body.len() >= 1_000_000);
    assert!(response.body.matches("canary").count() > 1000);
}
