//! Whole answers in place of the genuine one.

use sendgrid_accounts_sandbox::Sandbox;
use serde_json::json;

use super::{changes, is_changed, last_entry, sandbox, script};
use crate::customers::{ADD, MANAGE, NEW, PARENT, encoded};
use crate::raw_http::{Call, Connection, Reply, call, get, send};

const PASSWORDS: &str = r#"{"new_password":"canary \" one","old_password":"canary two"}"#;

#[test]
fn any_status_with_any_body_and_the_change_as_it_is_said() {
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
            let reply = connection.send(&change);
            assert_eq!((reply.status, reply.body.as_str()), (599, r#"{"a":[1]}"#));
            assert_eq!(reply.header("retry-after"), Some("7"));
            assert_eq!(reply.header("content-type"), Some("text/odd"));
            let entry = last_entry(&sandbox, 1);
            assert_eq!(
                (entry.status, entry.applied, &entry.answer),
                (599, apply, &json!({"a": [1]}))
            );
            assert_eq!(is_changed(&sandbox, operation), apply);
            assert_eq!(connection.send(&change).status, 200, "only once");
        }
    }
}

#[test]
fn a_text_is_sent_as_it_is_and_without_one_it_is_an_error_of_ours() {
    let sandbox = sandbox();
    script(&sandbox, "*", &json!({"kind": "status", "status": 200, "body": "{\"half"}));
    assert_eq!(get(&sandbox, "/v3/user/email").body, "{\"half");
    script(&sandbox, "*", &json!({"kind": "status", "status": 408}));
    let reply = get(&sandbox, "/v3/user/email");
    assert_eq!(reply.error(), (408, None, "sandbox: a scripted fault".to_owned()));
    script(&sandbox, "*", &json!({"kind": "status", "status": 204, "body": "none"}));
    let reply = get(&sandbox, "/v3/user/email");
    assert_eq!((reply.status, reply.body.as_str()), (204, ""));
}

#[test]
fn redirects_and_pages_for_people() {
    let sandbox = sandbox();
    for location in ["//evil.example", "file:///etc/passwd", "http://127.0.0.9:1/"] {
        let fault = json!({"kind": "redirect", "status": 307, "location": location});
        script(&sandbox, "user.update_email", &fault);
        let reply = send(&sandbox, "PUT", "/v3/user/email", r#"{"email":"a@b"}"#);
        assert_eq!((reply.status, reply.header("location")), (307, Some(location)));
    }
    script(&sandbox, "customers.disable", &json!({"kind": "html"}));
    let (_, change) = changes(&sandbox)[1].clone();
    let reply = change.send(sandbox.url());
    assert_eq!(
        (reply.status, reply.header("content-type")),
        (502, Some("text/html; charset=utf-8"))
    );
    assert!(reply.body.starts_with("<!DOCTYPE html>"));
    assert!(sandbox.journal().iter().all(|entry| !entry.applied));
}

fn assert_echoed(sandbox: &Sandbox, reply: &Reply, secrets: &[&str]) {
    for secret in secrets {
        assert!(reply.body.contains(secret), "{secret} in {}", reply.body);
    }
    let journal = serde_json::to_string(&sandbox.journal()).unwrap();
    assert!(!journal.contains("canary"), "{journal}");
    assert!(!journal.contains(sandbox.api_key()), "{journal}");
}

#[test]
fn an_echo_has_all_secrets_and_the_journal_has_none() {
    let sandbox = sandbox();
    script(&sandbox, "user.update_password", &json!({"kind": "echo", "status": 422}));
    let reply = send(&sandbox, "PUT", "/v3/user/password", PASSWORDS);
    assert_eq!(reply.status, 422);
    assert_echoed(&sandbox, &reply, &[sandbox.api_key(), r#"canary \" one"#, "canary two"]);
    assert!(reply.error().2.contains(PASSWORDS), "the whole body, too");

    let mut new = NEW;
    new[2].1 = "canary three?";
    new[3].1 = "canary three?";
    let form = encoded(&[&PARENT[..], &new].concat());
    for path in [ADD, "/api/distributor.add.xml"] {
        script(&sandbox, "customers.create", &json!({"kind": "echo"}));
        let reply = Call::new("POST", path).form(&form).send(sandbox.url());
        assert_eq!(reply.status, 200);
        assert!(reply.body.contains("error"));
        assert_echoed(&sandbox, &reply, &["canary three?", "canary%20three%3F"]);
    }
    assert!(sandbox.journal().iter().all(|entry| !entry.applied));
}

#[test]
fn an_echo_is_as_long_as_it_is_wanted() {
    let sandbox = sandbox();
    script(&sandbox, "*", &json!({"kind": "echo", "size": 1_000_000}));
    let target = format!("{MANAGE}?api_key=canary");
    let reply = call(&sandbox, "GET", &target).send(sandbox.url());
    assert!(reply.body.len() >= 1_000_000);
    assert!(reply.body.matches("canary").count() > 1000);
}
