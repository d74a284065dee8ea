//! Creation of subusers.

use serde_json::{Value, json};

use super::{PASSWORD, SUBUSERS, create, documented, names, send_as};
use crate::customers::{ADD, NEW, post};
use crate::raw_http::{Call, call, control, get, sandbox, send};

fn with(changes: &Value) -> String {
    let mut body = json!({"username": "new_one", "email": "new@example.com", "password": PASSWORD});
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => body.as_object_mut().unwrap().remove(name),
            value => body.as_object_mut().unwrap().insert(name.clone(), value.clone()),
        };
    }
    body.to_string()
}

#[test]
fn creates_a_subuser_that_can_be_acted_for() {
    let sandbox = sandbox();
    let created = send(&sandbox, "POST", SUBUSERS, &with(&json!({})));
    assert_eq!(created.status, 200);
    let body = created.json();
    assert_eq!((&body["username"], &body["user_id"]), (&json!("new_one"), &json!(5)));
    assert_eq!((&body["email"], body.get("id")), (&json!("new@example.com"), None));
    assert_eq!(body["credit_allocation"], json!({"type": "unlimited"}));
    assert_eq!(body.get("region"), None);
    let read = |target: &str| send_as(&sandbox, "new_one", "GET", target, "").json();
    assert_eq!(read("/v3/user/username"), json!({"username": "new_one", "user_id": 5}));
    assert_eq!(read("/v3/user/email")["email"], "new@example.com");
    assert_eq!(read("/v3/user/profile")["city"], "");
    assert_eq!(get(&sandbox, "/v3/subusers/new_one").json()["id"], 5);
    let change = format!(r#"{{"old_password":"{PASSWORD}","new_password":"another-password-2"}}"#);
    assert_eq!(send_as(&sandbox, "new_one", "PUT", "/v3/user/password", &change).status, 200);
    let entry = &sandbox.journal()[0];
    assert_eq!((entry.operation, entry.applied), (Some("subusers.create"), true));
    assert_eq!(entry.user.as_deref(), Some("new_one"));
}

#[test]
fn returns_the_region_on_request_and_assigns_ips() {
    let sandbox = sandbox();
    let body =
        with(&json!({"ips": ["1.1.1.1", "2.2.2.2"], "region": "global", "include_region": true}));
    let created = send(&sandbox, "POST", SUBUSERS, &body);
    assert_eq!((created.status, &created.json()["region"]), (200, &json!("global")));
    let rows = get(&sandbox, "/v3/ips?subuser=new_one").json();
    assert_eq!(rows.as_array().unwrap().len(), 2);
    let body =
        with(&json!({"username": "in_eu", "ips": [], "region": "eu", "include_region": true}));
    assert_eq!(send(&sandbox, "POST", SUBUSERS, &body).json()["region"], "eu");
}

#[test]
fn rejects_a_username_of_any_other_account() {
    let sandbox = sandbox();
    post(&sandbox, ADD, &NEW);
    for name in ["test_subuser", "test_username", "user1", "newcustomer@example.com"] {
        let response = send(&sandbox, "POST", SUBUSERS, &with(&json!({"username": name})));
        assert_eq!(
            (response.status, response.body),
            (400, documented("username exists")),
            "{name}"
        );
    }
}

#[test]
fn rejects_ips_that_are_not_those_of_the_parent() {
    let sandbox = sandbox();
    for changes in [
        json!({"ips": ["9.9.9.9"]}),
        json!({"ips": ["1.1.1.1", "nowhere"]}),
        json!({"ips": [""]}),
        json!({"ips": ["1.1.1.1"], "region": "eu"}),
    ] {
        let response = send(&sandbox, "POST", SUBUSERS, &with(&changes));
        let expected = documented("unable to validate IPs at this time");
        assert_eq!((response.status, response.body), (400, expected), "{changes}");
    }
    assert_eq!(names(&sandbox, "").len(), 3);
}

#[test]
fn names_the_invalid_field() {
    let sandbox = sandbox();
    let before = sandbox.state();
    for (changes, field) in [
        (json!({"username": null}), "username"),
        (json!({"username": ""}), "username"),
        (json!({"username": "ab"}), "username"),
        (json!({"username": "123456"}), "username"),
        (json!({"username": "a".repeat(65)}), "username"),
        (json!({"username": 7}), "username"),
        (json!({"email": null}), "email"),
        (json!({"email": "nowhere"}), "email"),
        (json!({"password": null}), "password"),
        (json!({"password": "short-1"}), "password"),
        (json!({"password": "no-digits-in-this-one"}), "password"),
        (json!({"password": "1234567890123456"}), "password"),
        (json!({"ips": "1.1.1.1"}), "ips"),
        (json!({"ips": [1]}), "ips"),
        (json!({"region": "all"}), "region"),
        (json!({"region": 1}), "region"),
        (json!({"include_region": "true"}), "include_region"),
        (json!({"includeRegion": true}), "includeRegion"),
    ] {
        let (status, named, message) = send(&sandbox, "POST", SUBUSERS, &with(&changes)).error();
        assert_eq!((status, named.as_deref()), (400, Some(field)), "{changes}");
        assert!(message.starts_with("sandbox: "), "{message}");
    }
    for body in ["", "[]", "{", "\"a\""] {
        assert_eq!(send(&sandbox, "POST", SUBUSERS, body).status, 400, "{body}");
    }
    assert_eq!(call(&sandbox, "POST", SUBUSERS).body("{}").send(sandbox.url()).status, 415);
    assert_eq!(sandbox.state(), before);
    assert!(sandbox.journal().iter().all(|entry| !entry.applied));
}

#[test]
fn requires_a_key_with_the_documented_bodies() {
    let sandbox = sandbox();
    let without = Call::new("POST", SUBUSERS).json(&with(&json!({}))).send(sandbox.url());
    let body = r#"{"errors":[{"field":null,"message":"authorization required"}]}"#;
    assert_eq!((without.status, without.body.as_str()), (401, body));

    let of_subuser = send_as(
        &sandbox,
        "test_subuser",
        "POST",
        "/v3/api_keys",
        r#"{"name":"a","scopes":["subusers.create"]}"#,
    );
    let key = of_subuser.json()["api_key"].as_str().unwrap().to_owned();
    let request = Call::new("POST", SUBUSERS).key(&key).json(&with(&json!({})));
    let response = request.send(sandbox.url());
    let expected = documented("User does not have permission to create subuser");
    assert_eq!((response.status, response.body), (403, expected));
}

#[test]
fn journals_neither_password_nor_tokens() {
    let sandbox = sandbox();
    let created = create(&sandbox, "new_one").json();
    let journal = control(&sandbox, "GET", "/__sandbox/journal").send(sandbox.url());
    for secret in [
        PASSWORD,
        created["signup_session_token"].as_str().unwrap(),
        created["authorization_token"].as_str().unwrap(),
    ] {
        assert!(secret.len() > 8 && !journal.body.contains(secret), "{secret}");
    }
    let entry = &journal.json()[0];
    assert!(entry["response"]["authorization_token"].as_str().unwrap().starts_with("sha256:"));
    assert!(entry["body"]["password"].as_str().unwrap().starts_with("sha256:"));
    assert_eq!(entry["response"]["user_id"], 5);
}
