//! The nine operations of the Users API and the persistence of their changes, and the routes under
//! `/v3/`.

use std::collections::BTreeSet;

use sendgrid_accounts_sandbox::ROUTES;

use crate::raw_http::{get, sandbox, send};

const PROFILE: &str = r#"{"address":"814 West Chapman Avenue","address2":"","city":"Orange","company":"SendGrid","country":"US","first_name":"Test","last_name":"User","phone":"555-555-5555","state":"CA","website":"http://www.sendgrid.com","zip":"92868"}"#;

#[test]
fn starts_with_the_values_of_the_examples() {
    let sandbox = sandbox();
    for (path, body) in [
        ("/v3/user/account", r#"{"reputation":100,"type":"paid"}"#),
        (
            "/v3/user/credits",
            r#"{"remain":200,"total":200,"overage":0,"used":0,"last_reset":"2013-01-01","next_reset":"2013-02-01","reset_frequency":"monthly"}"#,
        ),
        ("/v3/user/email", r#"{"email":"test@example.com"}"#),
        ("/v3/user/profile", PROFILE),
        ("/v3/user/username", r#"{"username":"test_username","user_id":1}"#),
    ] {
        let response = get(&sandbox, path);
        assert_eq!((response.status, response.body.as_str()), (200, body));
        assert_eq!(response.header("content-type"), Some("application/json"));
    }
}

#[test]
fn stores_a_new_email_address() {
    let sandbox = sandbox();
    let response = send(&sandbox, "PUT", "/v3/user/email", r#"{"email":"example@example.com"}"#);
    assert_eq!(
        (response.status, response.body.as_str()),
        (200, r#"{"email":"example@example.com"}"#)
    );
    assert_eq!(get(&sandbox, "/v3/user/email").body, r#"{"email":"example@example.com"}"#);
}

#[test]
fn accepts_only_the_new_password_after_a_change() {
    let sandbox = sandbox();
    let put = |new: &str, old: &str| {
        let body = format!(r#"{{"new_password":"{new}","old_password":"{old}"}}"#);
        send(&sandbox, "PUT", "/v3/user/password", &body)
    };
    let wrong = put("second", "not_the_old_one");
    assert_eq!((wrong.status, wrong.error().1.as_deref()), (400, Some("old_password")));

    let right = put("second", "old_password");
    assert_eq!((right.status, right.body.as_str()), (200, "{}"));
    assert_eq!(put("third", "old_password").status, 400);
    assert_eq!(put("third", "second").status, 200);
    assert_eq!(put("third", "third").status, 200, "the old password again");
}

#[test]
fn patches_the_fields_in_the_request_and_returns_all() {
    let sandbox = sandbox();
    let patched = PROFILE.replace("Orange", "Denver").replace("\"Test\"", "\"Example\"");
    let body = r#"{"first_name":"Example","city":"Denver"}"#;
    let response = send(&sandbox, "PATCH", "/v3/user/profile", body);
    assert_eq!((response.status, response.body.as_str()), (200, patched.as_str()));
    assert_eq!(get(&sandbox, "/v3/user/profile").body, patched);
}

#[test]
fn clears_a_profile_field_with_an_empty_string() {
    let sandbox = sandbox();
    let body = r#"{"address2":"Floor 3"}"#;
    assert_eq!(send(&sandbox, "PATCH", "/v3/user/profile", body).json()["address2"], "Floor 3");
    let response = send(&sandbox, "PATCH", "/v3/user/profile", r#"{"address2":"","zip":""}"#);
    assert_eq!(response.json()["address2"], "");
    assert_eq!(get(&sandbox, "/v3/user/profile").json()["zip"], "");
}

#[test]
fn patches_all_eleven_profile_fields() {
    let sandbox = sandbox();
    let all = r#"{"address":"a","address2":"b","city":"c","company":"d","country":"e","first_name":"f","last_name":"g","phone":"h","state":"i","website":"j","zip":"k"}"#;
    assert_eq!(send(&sandbox, "PATCH", "/v3/user/profile", all).body, all);
    assert_eq!(get(&sandbox, "/v3/user/profile").body, all);
}

#[test]
fn preserves_every_script() {
    let sandbox = sandbox();
    let body = r#"{"city":"東京 \"渋谷\" \\ \u00e9 😀"}"#;
    assert_eq!(send(&sandbox, "PATCH", "/v3/user/profile", body).status, 200);
    assert_eq!(get(&sandbox, "/v3/user/profile").json()["city"], "東京 \"渋谷\" \\ é 😀");
}

#[test]
fn stores_a_new_username_and_keeps_the_number() {
    let sandbox = sandbox();
    let response = send(&sandbox, "PUT", "/v3/user/username", r#"{"username":"renamed"}"#);
    assert_eq!((response.status, response.body.as_str()), (200, r#"{"username":"renamed"}"#));
    let body = r#"{"username":"renamed","user_id":1}"#;
    assert_eq!(get(&sandbox, "/v3/user/username").body, body);
}

#[test]
fn ignores_query_parameters() {
    let sandbox = sandbox();
    assert_eq!(get(&sandbox, "/v3/user/email?email=other@example.com&limit=1").status, 200);
    let target = "/v3/user/email?dry_run=1";
    assert_eq!(send(&sandbox, "PUT", target, r#"{"email":"a@b"}"#).status, 200);
    assert_eq!(get(&sandbox, "/v3/user/email").body, r#"{"email":"a@b"}"#);
}

#[test]
fn shares_nothing_between_two_sandboxes() {
    let (one, other) = (sandbox(), sandbox());
    send(&one, "PUT", "/v3/user/email", r#"{"email":"one@example.com"}"#);
    assert_eq!(get(&other, "/v3/user/email").body, r#"{"email":"test@example.com"}"#);
    assert_ne!(one.api_key(), other.api_key());
    assert_ne!(one.control_token(), other.control_token());
    assert!(one.journal().iter().all(|entry| entry.seq == 1));
}

#[test]
fn serves_every_route_of_the_table() {
    let sandbox = sandbox();
    let key_id = get(&sandbox, "/v3/api_keys").json()["result"][0]["api_key_id"].clone();
    for route in ROUTES {
        let path = route.path.replace("{username}", "example_subuser");
        let mut path = path.replace("{api_key_id}", key_id.as_str().unwrap());
        if route.operation == "subusers.get_ips" {
            path.push_str("?subuser=example_subuser");
        }
        // Most changes reject the empty object; the journal still has their names.
        let (body, expected) = match route.operation {
            "subusers.disable" | "subusers.disable_website" => (r#"{"disabled":true}"#, 204),
            "subusers.delete" | "api_keys.delete" => ("", 204),
            "subusers.update_ips" => ("[]", 200),
            "api_keys.create" => (r#"{"scopes":[]}"#, 400),
            _ if route.method == "GET" => ("", 200),
            _ => ("{}", 400),
        };
        // The subuser and the key that the two deletions remove are not those of other rows.
        if route.operation.ends_with(".delete") {
            path = path.replace("example_subuser", "example_subuser2");
        }
        if route.operation == "api_keys.delete" {
            let body = r#"{"name":"a","scopes":["mail.send"]}"#;
            let id = send(&sandbox, "POST", "/v3/api_keys", body).json()["api_key_id"].clone();
            path = format!("/v3/api_keys/{}", id.as_str().unwrap());
        }
        let response = send(&sandbox, route.method, &path, body);
        assert_eq!(response.status, expected, "{} {}", route.operation, response.body);
    }
    let served: BTreeSet<_> =
        sandbox.journal().iter().map(|entry| entry.operation.unwrap()).collect();
    let table: BTreeSet<_> = ROUTES.iter().map(|route| route.operation).collect();
    assert_eq!(served, table);
    assert_eq!((table.len(), ROUTES.len()), (33, 33));
}
