//! The control API and the journal.

use sendgrid_accounts_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::raw_http::{self, Call, Response, call, get, sandbox, send};

fn control(sandbox: &Sandbox, method: &str, target: &str) -> Response {
    raw_http::control(sandbox, method, target).send(sandbox.url())
}

#[test]
fn rejects_requests_without_the_token() {
    let sandbox = sandbox();
    send(&sandbox, "PUT", "/v3/user/email", r#"{"email":"a@b"}"#);
    for (method, target) in [
        ("POST", "/__sandbox/reset"),
        ("GET", "/__sandbox/state"),
        ("GET", "/__sandbox/journal"),
        ("POST", "/__sandbox/faults"),
        ("GET", "/__sandbox/faults"),
        ("POST", "/__sandbox/clock"),
        ("POST", "/__sandbox/windows"),
        ("POST", "/__sandbox/down"),
        ("GET", "/__sandbox/nothing"),
    ] {
        let bare = Call::new(method, target).key(sandbox.api_key());
        assert_eq!(bare.send(sandbox.url()).error().0, 401, "{target}");
        for token in ["", "wrong", sandbox.api_key()] {
            let wrong = bare.clone().header("X-Sandbox-Token", token);
            assert_eq!(wrong.send(sandbox.url()).status, 401, "{target}");
        }
    }
    assert_eq!(sandbox.journal().len(), 1, "nothing was reset");
}

#[test]
fn rejects_unknown_paths_and_methods() {
    let sandbox = sandbox();
    assert_eq!(control(&sandbox, "GET", "/__sandbox/nothing").status, 404);
    let reset = control(&sandbox, "GET", "/__sandbox/reset");
    assert_eq!((reset.status, reset.header("allow")), (405, Some("POST")));
    let state = control(&sandbox, "POST", "/__sandbox/state");
    assert_eq!((state.status, state.header("allow")), (405, Some("GET")));
    let faults = control(&sandbox, "PUT", "/__sandbox/faults");
    assert_eq!((faults.status, faults.header("allow")), (405, Some("GET, POST, DELETE")));
    let journal = control(&sandbox, "GET", "/__sandbox/journal?since=x");
    assert_eq!((journal.status, journal.error().1.as_deref()), (400, Some("since")));
}

#[test]
fn restores_the_start_state_on_reset() {
    let sandbox = sandbox();
    let start = sandbox.state();
    send(&sandbox, "PUT", "/v3/user/username", r#"{"username":"renamed"}"#);
    send(&sandbox, "PATCH", "/v3/user/profile", r#"{"city":"Denver"}"#);
    let body = r#"{"new_password":"next","old_password":"old_password"}"#;
    send(&sandbox, "PUT", "/v3/user/password", body);
    assert_ne!(sandbox.state(), start);

    let response = control(&sandbox, "POST", "/__sandbox/reset");
    assert_eq!((response.status, response.body.as_str()), (204, ""));
    assert_eq!(sandbox.state(), start);
    assert_eq!(sandbox.journal(), []);
    let again = get(&sandbox, "/v3/user/username");
    assert_eq!(again.body, r#"{"username":"test_username","user_id":1}"#);
    assert_eq!(again.number("X-RateLimit-Remaining"), 599, "the rate windows are empty again");
    assert_eq!(sandbox.journal()[0].seq, 1);

    send(&sandbox, "PATCH", "/v3/user/profile", r#"{"city":"Denver"}"#);
    sandbox.reset();
    assert_eq!((sandbox.state(), sandbox.journal().len()), (start, 0));
}

#[test]
fn returns_all_accounts_without_passwords() {
    let sandbox = sandbox();
    let body = r#"{"new_password":"canary-password","old_password":"old_password"}"#;
    assert_eq!(send(&sandbox, "PUT", "/v3/user/password", body).status, 200);
    let response = control(&sandbox, "GET", "/__sandbox/state");
    assert!(!response.body.contains("canary") && !response.body.contains("subuser_password"));
    assert!(!response.body.contains(sandbox.api_key()));
    let state = response.json();
    assert_eq!(state, sandbox.state());
    let accounts = state["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 6);
    assert_eq!(accounts[0]["password"], CANARY_HASH);
    assert_eq!(accounts[0]["reputation"], 100);
    assert_eq!(accounts[1]["relation"], "subuser");
    assert_eq!(accounts[1]["parent"], 1);
    assert_eq!(accounts[1]["reputation"], 99.7);
    assert_eq!(accounts[2]["relation"], "customer");
    assert_eq!(accounts[2]["account_id"], "123");
    assert_eq!((&accounts[2]["active"], &accounts[3]["active"]), (&json!(true), &json!(false)));
    assert_eq!(accounts[3]["website_access"], true);
    assert_eq!((&accounts[4]["user_id"], &accounts[5]["user_id"]), (&json!(1234), &json!(1235)));
    assert_eq!(
        (&accounts[4]["region"], &accounts[5]["allocation"]),
        (&json!("global"), &json!("nonrecurring"))
    );
    let keys = state["api_keys"].as_array().unwrap();
    assert_eq!((keys.len(), &keys[0]["user_id"], keys[0].get("api_key")), (1, &json!(1), None));
    assert_eq!(state["ips"][0], json!({"ip": "1.1.1.1", "subusers": []}));
}

/// The start of the SHA-256 of `canary-password`.
const CANARY_HASH: &str = "sha256:f761d6830e37d76f";

#[test]
fn journals_request_and_response() {
    let sandbox = sandbox();
    let request = call(&sandbox, "PATCH", "/v3/user/profile?a=1")
        .header("On-Behalf-Of", "test_subuser")
        .header("User-Agent", "test/1.0")
        .json(r#"{"city":"Denver"}"#);
    assert_eq!(request.send(sandbox.url()).status, 200);
    get(&sandbox, "/v3/elsewhere");

    let entries = control(&sandbox, "GET", "/__sandbox/journal").json();
    assert_eq!(entries, serde_json::to_value(sandbox.journal()).unwrap());
    let mut first = entries[0].clone();
    assert_eq!(first["response"]["city"], "Denver");
    assert_eq!(first["response"]["first_name"], "Matthew");
    first["response"] = Value::Null;
    assert!(first["authorization"].as_str().unwrap().starts_with("sha256:"));
    for varying in ["authorization", "peer_port", "arrived_ms"] {
        first[varying] = Value::Null;
    }
    assert_eq!(
        first,
        json!({
            "seq": 1,
            "method": "PATCH",
            "path": "/v3/user/profile",
            "operation": "user.update_profile",
            "user": "test_subuser",
            "on_behalf_of": "test_subuser",
            "content_type": "application/json",
            "user_agent": "test/1.0",
            "authorization": null,
            "body": {"city": "Denver"},
            "secrets_in_url": false,
            "status": 200,
            "response": null,
            "applied": true,
            "outcome": "changed",
            "fault": null,
            "connection": 1,
            "peer_port": null,
            "arrived_ms": null,
            "attempt_id": null,
        })
    );
    let second = &entries[1];
    assert_eq!(second["operation"], Value::Null);
    assert_eq!(second["response"], "404 page not found");
    assert_eq!((&second["status"], &second["applied"]), (&json!(404), &json!(false)));
}

#[test]
fn marks_only_executed_changes_as_applied() {
    let sandbox = sandbox();
    get(&sandbox, "/v3/user/email");
    send(&sandbox, "PUT", "/v3/user/email", r#"{"email":"test@example.com"}"#);
    send(&sandbox, "PUT", "/v3/user/email", r#"{"email":"nowhere"}"#);
    send(&sandbox, "PUT", "/v3/user/email", r#"{"email":"#);
    let applied: Vec<bool> = sandbox.journal().iter().map(|entry| entry.applied).collect();
    assert_eq!(applied, [false, true, false, false]);
    assert_eq!(sandbox.journal()[3].body, None);
}

#[test]
fn journals_no_secrets() {
    let sandbox = sandbox();
    let body = r#"{"new_password":"canary-password","old_password":"old_password"}"#;
    assert_eq!(send(&sandbox, "PUT", "/v3/user/password", body).status, 200);
    let misplaced = r#"{"email":"a@b","password":"canary-password"}"#;
    assert_eq!(send(&sandbox, "PUT", "/v3/user/email", misplaced).status, 400);
    let wrong_key = Call::new("GET", "/v3/user/email").key("canary-key");
    assert_eq!(wrong_key.send(sandbox.url()).status, 401);

    let response = control(&sandbox, "GET", "/__sandbox/journal");
    for secret in ["canary", "old_password\":\"old", sandbox.api_key(), sandbox.control_token()] {
        assert!(!response.body.contains(secret), "{secret}");
    }
    let entries = response.json();
    assert_eq!(entries[0]["body"]["new_password"], CANARY_HASH);
    assert_eq!(entries[1]["body"]["password"], CANARY_HASH);
    assert_eq!(entries[0]["authorization"], entries[1]["authorization"]);
    assert_ne!(entries[0]["authorization"], entries[2]["authorization"]);
}

#[test]
fn returns_journal_entries_since_a_number() {
    let sandbox = sandbox();
    for _ in 0..3 {
        get(&sandbox, "/v3/user/email");
    }
    let seqs = |target: &str| -> Vec<u64> {
        let entries = control(&sandbox, "GET", target).json();
        entries.as_array().unwrap().iter().map(|entry| entry["seq"].as_u64().unwrap()).collect()
    };
    assert_eq!(seqs("/__sandbox/journal"), [1, 2, 3], "control requests are not in it");
    assert_eq!(seqs("/__sandbox/journal?since=1"), [2, 3]);
    assert_eq!(seqs("/__sandbox/journal?since=3"), [0; 0]);
}
