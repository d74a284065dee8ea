//! API keys and their scopes.

use sendgrid_accounts_sandbox::{Options, Sandbox};
use serde_json::{Value, json};

use crate::customers::{LIST, MANAGE, encoded};
use crate::raw_http::{self, Call, Response, call, control, get, sandbox, send};
use crate::subusers::send_as;

const KEYS: &str = "/v3/api_keys";

/// A key with these scopes, and its ID.
fn create(sandbox: &Sandbox, scopes: &[&str]) -> (String, String) {
    let body = json!({"name": "a", "scopes": scopes}).to_string();
    key_and_id(&send(sandbox, "POST", KEYS, &body))
}

fn key_and_id(created: &Response) -> (String, String) {
    assert_eq!(created.status, 201, "{}", created.body);
    let text = |name: &str| created.json()[name].as_str().unwrap().to_owned();
    (text("api_key"), text("api_key_id"))
}

fn get_with(sandbox: &Sandbox, key: &str, target: &str) -> Response {
    Call::new("GET", target).key(key).send(sandbox.url())
}

#[test]
fn creates_a_key_that_authenticates() {
    let sandbox = sandbox();
    let body = r#"{"name":"My API Key","scopes":["mail.send","user.email.read","mail.send"]}"#;
    let created = send(&sandbox, "POST", KEYS, body);
    let (key, id) = key_and_id(&created);
    assert_eq!(key.split('.').collect::<Vec<_>>()[..2], ["SG", &id]);
    assert_eq!((key.len(), id.len()), (69, 22));
    let added = ["mail.send", "user.email.read", "2fa_required", "sender_verification_eligible"];
    assert_eq!(created.json()["scopes"], json!(added));
    assert_eq!(created.json()["name"], "My API Key");
    assert_eq!(get_with(&sandbox, &key, "/v3/user/email").status, 200);
    assert_eq!(get_with(&sandbox, &key, "/v3/scopes").json(), json!({"scopes": added}));
    let read = get(&sandbox, &format!("{KEYS}/{id}")).json();
    assert_eq!(read, json!({"api_key_id": id, "name": "My API Key", "scopes": added}));
}

#[test]
fn lists_names_and_ids_only() {
    let sandbox = sandbox();
    let (_, second) = create(&sandbox, &["mail.send"]);
    let (_, third) = create(&sandbox, &["mail.send"]);
    let first = sandbox.api_key().split('.').nth(1).unwrap();
    let row = |name: &str, id: &str| json!({"name": name, "api_key_id": id});
    let rows = [row("sandbox", first), row("a", &second), row("a", &third)];
    let list = |query: &str| get(&sandbox, &format!("{KEYS}{query}")).json();
    assert_eq!(list(""), json!({"result": rows}));
    assert_eq!(list("?limit=1&offset=1"), json!({"result": rows[1..2]}));
    assert_eq!(list("?offset=3"), json!({"result": []}));
    assert_eq!(get(&sandbox, &format!("{KEYS}?limit=0")).error().0, 400);
}

#[test]
fn creates_a_full_access_key_without_scopes() {
    let sandbox = sandbox();
    let created = send(&sandbox, "POST", KEYS, r#"{"name":"all"}"#);
    let (key, id) = key_and_id(&created);
    let scopes = created.json()["scopes"].clone();
    assert!(scopes.as_array().unwrap().contains(&json!("subusers.create")));
    assert_eq!(get_with(&sandbox, &key, "/v3/subusers").status, 200);
    assert_eq!(get(&sandbox, &format!("{KEYS}/{id}")).json()["scopes"], scopes);
    assert_eq!(sandbox.journal()[0].operation, Some("api_keys.create_full_access"));
}

#[test]
fn refuses_calls_outside_the_scopes_with_the_body_of_each_api() {
    let sandbox = sandbox();
    let (key, _) = create(&sandbox, &["mail.send"]);
    let observed = r#"{"errors":[{"field":null,"message":"access forbidden"}]}"#;
    let documented =
        r#"{"errors":[{"message":"you dont have permission to access this resource"}]}"#;
    for (target, body) in [
        ("/v3/user/profile", observed),
        (KEYS, observed),
        ("/v3/ips", observed),
        ("/v3/subusers", documented),
        ("/v3/subusers/test_subuser", documented),
        ("/v3/subusers/reputations", documented),
        ("/v3/ips?subuser=test_subuser", documented),
    ] {
        let response = get_with(&sandbox, &key, target);
        assert_eq!((response.status, response.body.as_str()), (403, body), "{target}");
    }
    let unknown = send_as(&sandbox, "nobody", "GET", "/v3/scopes", "");
    let body = r#"{"errors":[{"field":"null","message":"access forbidden"}]}"#;
    assert_eq!((unknown.status, unknown.body.as_str()), (403, body));
}

#[test]
fn needs_one_scope_per_operation() {
    let sandbox = sandbox();
    for (scope, method, target, body, expected) in [
        ("user.profile.update", "PATCH", "/v3/user/profile", r#"{"city":"a"}"#, 200),
        ("subusers.create", "POST", "/v3/subusers", "{}", 400),
        ("subusers.read", "GET", "/v3/subusers", "", 200),
        ("subusers.update", "PATCH", "/v3/subusers/test_subuser", r#"{"disabled":false}"#, 204),
        ("subusers.update", "PUT", "/v3/subusers/test_subuser/ips", "[]", 200),
        ("ips.read", "GET", "/v3/ips?subuser=test_subuser", "", 200),
        ("ips.assigned.read", "GET", "/v3/ips/assigned", "", 200),
        ("subusers.credits.read", "GET", "/v3/subusers/test_subuser/credits", "", 200),
        ("subusers.credits.update", "PUT", "/v3/subusers/test_subuser/credits", "{}", 400),
        (
            "subusers.credits.remaining.update",
            "PATCH",
            "/v3/subusers/test_subuser/credits/remaining",
            "{}",
            400,
        ),
        ("subusers.reputations.read", "GET", "/v3/subusers/reputations", "", 200),
        ("subusers.delete", "DELETE", "/v3/subusers/test_subuser", "", 204),
        ("api_keys.read", "GET", KEYS, "", 200),
        ("api_keys.create", "POST", KEYS, "{}", 400),
        (
            "api_keys.update",
            "PUT",
            "/v3/api_keys/a",
            r#"{"name":"a","scopes":["api_keys.update"]}"#,
            404,
        ),
        ("api_keys.delete", "DELETE", "/v3/api_keys/a", "", 404),
    ] {
        let with = |scope: &str| {
            let (key, id) = create(&sandbox, &[scope]);
            let request = Call::new(method, target).key(&key);
            let request = if body.is_empty() { request } else { request.json(body) };
            let status = request.send(sandbox.url()).status;
            call(&sandbox, "DELETE", &format!("{KEYS}/{id}")).send(sandbox.url());
            status
        };
        assert_eq!(with("mail.send"), 403, "{scope}");
        assert_eq!(with(scope), expected, "{scope}");
    }
}

#[test]
fn renames_and_sets_scopes() {
    let sandbox = sandbox();
    let (key, id) = create(&sandbox, &["mail.send"]);
    let path = format!("{KEYS}/{id}");
    let renamed = send(&sandbox, "PATCH", &path, r#"{"name":"A New Hope"}"#);
    let body = json!({"api_key_id": id, "name": "A New Hope"});
    assert_eq!((renamed.status, renamed.json()), (200, body));
    let set = r#"{"name":"Profiles key","scopes":["user.profile.read","user.profile.update"]}"#;
    let updated = send(&sandbox, "PUT", &path, set).json();
    let scopes = json!(["user.profile.read", "user.profile.update"]);
    assert_eq!(updated, json!({"api_key_id": id, "name": "Profiles key", "scopes": scopes}));
    assert_eq!(get_with(&sandbox, &key, "/v3/user/profile").status, 200);
    assert_eq!(get(&sandbox, &path).json()["scopes"].as_array().unwrap().len(), 4);
}

#[test]
fn revokes_a_key_at_once() {
    let sandbox = sandbox();
    let (key, id) = create(&sandbox, &["user.email.read"]);
    let path = format!("{KEYS}/{id}");
    let deleted = call(&sandbox, "DELETE", &path).send(sandbox.url());
    assert_eq!((deleted.status, deleted.body.as_str()), (204, ""));
    let response = get_with(&sandbox, &key, "/v3/user/email");
    let body = r#"{"errors":[{"field":null,"message":"authorization required"}]}"#;
    assert_eq!((response.status, response.body.as_str()), (401, body));
    for response in [
        call(&sandbox, "DELETE", &path).send(sandbox.url()),
        get(&sandbox, &path),
        send(&sandbox, "PATCH", &path, r#"{"name":"a"}"#),
        send(&sandbox, "PUT", &path, r#"{"name":"a","scopes":["mail.send"]}"#),
    ] {
        assert_eq!(response.error().0, 404);
    }
    let own = sandbox.api_key().split('.').nth(1).unwrap();
    let deleted = call(&sandbox, "DELETE", &format!("{KEYS}/{own}")).send(sandbox.url());
    assert_eq!(deleted.status, 204);
    assert_eq!(get(&sandbox, "/v3/scopes").status, 401);
    sandbox.reset();
    assert_eq!(get(&sandbox, "/v3/scopes").status, 200);
}

#[test]
fn keeps_the_keys_of_accounts_separate() {
    let sandbox = sandbox();
    let body = r#"{"name":"of subuser","scopes":["user.username.read","api_keys.read"]}"#;
    let (key, id) = key_and_id(&send_as(&sandbox, "test_subuser", "POST", KEYS, body));
    assert_eq!(get_with(&sandbox, &key, "/v3/user/username").json()["username"], "test_subuser");
    let list = get_with(&sandbox, &key, KEYS).json();
    assert_eq!(list, send_as(&sandbox, "test_subuser", "GET", KEYS, "").json());
    assert_eq!(list, json!({"result": [{"name": "of subuser", "api_key_id": id}]}));
    assert_eq!(get(&sandbox, KEYS).json()["result"].as_array().unwrap().len(), 1);
    assert_eq!(get(&sandbox, &format!("{KEYS}/{id}")).status, 404);
    assert_eq!(send_as(&sandbox, "account-id 123", "GET", KEYS, "").json(), json!({"result": []}));
    // Only the parent can act for others.
    let other = Call::new("GET", "/v3/user/username").key(&key).header("On-Behalf-Of", "user1");
    assert_eq!(other.send(sandbox.url()).status, 403);
    let scopes = send_as(&sandbox, "test_subuser", "GET", "/v3/scopes", "").json();
    assert!(!scopes.to_string().contains("subusers."));
    assert!(get(&sandbox, "/v3/scopes").json().to_string().contains("subusers."));
}

#[test]
fn gives_only_scopes_that_the_key_of_the_request_has() {
    let sandbox = sandbox();
    let (key, id) = create(&sandbox, &["api_keys.create", "api_keys.update", "mail.send"]);
    let send = |method: &str, target: &str, body: &str| {
        Call::new(method, target).key(&key).json(body).send(sandbox.url())
    };
    let body = r#"{"name":"a","scopes":["mail.send","user.credits.read","stats.read"]}"#;
    let message = "unauthorized scopes: [user.credits.read stats.read]";
    for response in [send("POST", KEYS, body), send("PUT", &format!("{KEYS}/{id}"), body)] {
        assert_eq!(response.error(), (403, None, message.to_owned()));
    }
    let full = send("POST", KEYS, r#"{"name":"a"}"#);
    assert_eq!(full.error().0, 403);
    assert_eq!(send("POST", KEYS, r#"{"name":"a","scopes":["mail.send"]}"#).status, 201);
}

#[test]
fn names_the_invalid_field() {
    let sandbox = sandbox();
    let (_, id) = create(&sandbox, &["mail.send"]);
    let before = sandbox.state();
    let path = format!("{KEYS}/{id}");
    for (method, target, body, field) in [
        ("POST", KEYS, json!({}), "name"),
        ("POST", KEYS, json!({"name": ""}), "name"),
        ("POST", KEYS, json!({"name": 1}), "name"),
        ("POST", KEYS, json!({"name": "a", "scopes": []}), "scopes"),
        ("POST", KEYS, json!({"name": "a", "scopes": null}), "scopes"),
        ("POST", KEYS, json!({"name": "a", "scopes": "mail.send"}), "scopes"),
        ("POST", KEYS, json!({"name": "a", "scopes": [1]}), "scopes"),
        ("POST", KEYS, json!({"name": "a", "scopes": ["billing.read", "mail.send"]}), "scopes"),
        ("POST", KEYS, json!({"name": "a", "sample": "b"}), "sample"),
        ("PUT", &path, json!({"name": "a"}), "scopes"),
        ("PUT", &path, json!({"scopes": ["mail.send"]}), "name"),
        ("PUT", &path, json!({"name": "a", "scopes": []}), "scopes"),
        ("PATCH", &path, json!({}), "name"),
        ("PATCH", &path, json!({"name": "a", "scopes": ["mail.send"]}), "scopes"),
    ] {
        let (status, named, message) = send(&sandbox, method, target, &body.to_string()).error();
        assert_eq!((status, named.as_deref()), (400, Some(field)), "{method} {body}");
        assert!(message.starts_with("sandbox: "), "{message}");
    }
    assert_eq!(sandbox.state(), before);
    let billing = r#"{"name":"a","scopes":["billing.read","billing.update"]}"#;
    assert_eq!(send(&sandbox, "POST", KEYS, billing).status, 201);
}

#[test]
fn creates_at_most_100_keys_per_account() {
    let sandbox = sandbox();
    let body = r#"{"name":"a","scopes":["mail.send"]}"#;
    for _ in 1..100 {
        create(&sandbox, &["mail.send"]);
    }
    assert_eq!(send(&sandbox, "POST", KEYS, body).error().0, 403);
    assert_eq!(send_as(&sandbox, "test_subuser", "POST", KEYS, body).status, 201);
}

#[test]
fn journals_no_key() {
    let sandbox = sandbox();
    let (key, id) = create(&sandbox, &["mail.send"]);
    // A client that takes the key for its ID.
    assert_eq!(call(&sandbox, "DELETE", &format!("{KEYS}/{key}")).send(sandbox.url()).status, 404);
    let journal = control(&sandbox, "GET", "/__sandbox/journal").send(sandbox.url());
    let state = control(&sandbox, "GET", "/__sandbox/state").send(sandbox.url());
    let secret = key.rsplit('.').next().unwrap();
    for body in [&journal.body, &state.body] {
        assert!(!body.contains(secret) && !body.contains(sandbox.api_key()));
    }
    let entries = journal.json();
    assert_eq!(entries[0]["response"]["api_key_id"], json!(id));
    assert!(entries[0]["response"]["api_key"].as_str().unwrap().starts_with("sha256:"));
    assert!(entries[1]["path"].as_str().unwrap().starts_with("/v3/api_keys/sha256:"));
    assert_eq!(state.json()["api_keys"][1]["api_key_id"], json!(id));
}

#[test]
fn limits_the_customers_api_to_full_access_keys_of_the_parent() {
    let sandbox = sandbox();
    let list = |key: &str| -> Value {
        Call::new("POST", MANAGE).key(key).form(&encoded(&LIST)).send(sandbox.url()).json()
    };
    let (limited, _) = create(&sandbox, &["mail.send"]);
    let of_subuser = send_as(&sandbox, "test_subuser", "POST", KEYS, r#"{"name":"a"}"#);
    for key in [limited, key_and_id(&of_subuser).0] {
        let error = list(&key)["error"].clone();
        assert_eq!(error["message"], "Permission denied, not authorized");
    }
    let full = send(&sandbox, "POST", KEYS, r#"{"name":"a"}"#);
    assert_eq!(list(&key_and_id(&full).0).as_array().unwrap().len(), 2);
}

#[test]
fn takes_unknown_keys_for_full_access_keys_if_permissive() {
    let options = Options { permissive: true, ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    let (limited, _) = create(&sandbox, &["mail.send"]);
    assert_eq!(get_with(&sandbox, "anything", "/v3/subusers").status, 200);
    assert_eq!(get_with(&sandbox, &limited, "/v3/subusers").status, 403);
    assert_eq!(send_as(&sandbox, "new_one", "GET", KEYS, "").json(), json!({"result": []}));
    assert_eq!(get(&sandbox, "/v3/subusers/new_one").json()["id"], 5);
}
