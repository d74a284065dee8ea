//! The journal entries of the customers API.

use serde_json::{Value, json};

use super::{ADD, LIST, MANAGE, NEW, PARENT, encoded, get, post};
use crate::raw_http::{Call, sandbox};

/// The starts of the SHA-256 of `old_password` and of `samplepassword`.
const PARENT_HASH: &str = "sha256:e57e7a86598c56a2";
const SAMPLE_HASH: &str = "sha256:0384e417798ed9ae";

fn journal(sandbox: &sendgrid_accounts_sandbox::Sandbox) -> Vec<Value> {
    sandbox.journal().iter().map(|entry| serde_json::to_value(entry).unwrap()).collect()
}

#[test]
fn journals_request_and_response() {
    let sandbox = sandbox();
    let arrays = [("ip[]", "192.0.2.1"), ("ip_group[]", "a"), ("ip_group[]", "b")];
    post(&sandbox, ADD, &[&NEW[..], &arrays].concat());
    post(&sandbox, "/api/distributor.manage.xml", &[("method", "enable"), ("user", "nobody")]);
    let mut entries = journal(&sandbox);
    for varying in ["peer_port", "arrived_ms"] {
        entries[0][varying] = Value::Null;
    }
    assert_eq!(
        entries[0],
        json!({
            "seq": 1,
            "method": "POST",
            "path": ADD,
            "operation": "customers.create",
            "user": "newcustomer@example.com",
            "on_behalf_of": null,
            "content_type": "application/x-www-form-urlencoded",
            "user_agent": null,
            "authorization": null,
            "body": {
                "api_user": "test_username",
                "api_key": PARENT_HASH,
                "username": "newcustomer@example.com",
                "website": "example.com",
                "password": SAMPLE_HASH,
                "confirm_password": SAMPLE_HASH,
                "first_name": "fname",
                "last_name": "lname",
                "address": "555_anystreet",
                "city": "any_city",
                "state": "CA",
                "zip": "91234",
                "email": "newcustomer@example.com",
                "country": "US",
                "phone": "555-555",
                "ip[]": ["192.0.2.1"],
                "ip_group[]": ["a", "b"],
            },
            "secrets_in_url": false,
            "status": 200,
            "response": {"message": "success"},
            "applied": true,
            "outcome": "changed",
            "fault": null,
            "connection": 1,
            "peer_port": null,
            "arrived_ms": null,
            "attempt_id": null,
        })
    );
    let xml = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\n<result>\n   \
               <message>User not found</message>\n</result>\n";
    assert_eq!((&entries[1]["response"], &entries[1]["applied"]), (&json!(xml), &json!(false)));
    assert_eq!(entries[1]["operation"], "customers.enable");
}

#[test]
fn decodes_a_latin1_response_body() {
    let sandbox = sandbox();
    let set = [("method", "profile"), ("task", "set"), ("user", "user1"), ("city", "Zürich")];
    post(&sandbox, MANAGE, &set);
    post(&sandbox, "/apiv2/reseller.manage.xml", &LIST);
    let body = sandbox.journal()[1].response.as_str().unwrap().to_owned();
    assert!(body.contains("<city>Zürich</city>"), "{body}");
}

#[test]
fn flags_and_hashes_secrets_in_the_url() {
    let sandbox = sandbox();
    let url = sandbox.url();
    get(&sandbox, MANAGE, &LIST);
    post(&sandbox, MANAGE, &LIST);
    let target = format!("{MANAGE}?{}", encoded(&LIST));
    Call::new("POST", &target).form(&encoded(&PARENT)).send(url);
    Call::new("GET", &format!("{target}&api_user=test_username")).send(url);
    Call::new("GET", &format!("{target}&api%5Fkey=old_password")).send(url);
    Call::new("GET", "/v3/user/email?password=old_password").key(sandbox.api_key()).send(url);
    let entries = sandbox.journal();
    let flags: Vec<bool> = entries.iter().map(|entry| entry.secrets_in_url).collect();
    assert_eq!(flags, [true, false, false, false, true, true]);
    for entry in [&entries[0], &entries[1], &entries[2], &entries[4]] {
        assert_eq!(entry.body.as_ref().unwrap()["api_key"], PARENT_HASH);
    }
    assert!(!serde_json::to_string(&entries).unwrap().contains("old_password"));
}

#[test]
fn journals_no_secret_of_a_malformed_form() {
    let sandbox = sandbox();
    let url = sandbox.url();
    let send = |target: &str, body: &str| Call::new("POST", target).form(body).send(url);
    send(MANAGE, r#"{"api_user":"test_username","api_key":"canary"}"#);
    send(MANAGE, "api_user%3Dtest_username%26api_key%3Dcanary");
    send(MANAGE, "api_key=canary&api_key=canary2");
    send(MANAGE, "api_key=canary%FF");
    send(ADD, "method=password&user=user1&password=canary&confirm_password=canary2");
    send(&format!("{MANAGE}?password=canary"), "password=canary");
    Call::new("PUT", &format!("{MANAGE}?api_key=canary")).form("api_key=canary").send(url);
    Call::new("POST", MANAGE).json(r#"{"api_key":"canary"}"#).send(url);
    Call::new("POST", "/apiv2/nothing?api_key=canary").form("api_key=canary").send(url);
    Call::new("POST", MANAGE).header("Authorization", "Basic Y2FuYXJ5OmNhbmFyeQ==").send(url);
    let json = serde_json::to_string(&sandbox.journal()).unwrap();
    assert!(!json.contains("canary") && !json.contains("Y2FuYX"), "{json}");
    assert_eq!(sandbox.journal().len(), 10);
}
