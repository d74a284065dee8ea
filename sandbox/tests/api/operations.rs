//! The nine operations, and that what they change stays changed.

use sendgrid_accounts_sandbox::ROUTES;

use crate::raw_http::{get, sandbox, send};

const PROFILE: &str = r#"{"address":"814 West Chapman Avenue","address2":"","city":"Orange","company":"SendGrid","country":"US","first_name":"Test","last_name":"User","phone":"555-555-5555","state":"CA","website":"http://www.sendgrid.com","zip":"92868"}"#;

#[test]
fn the_start_state_is_that_of_the_examples() {
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
        let reply = get(&sandbox, path);
        assert_eq!((reply.status, reply.body.as_str()), (200, body));
        assert_eq!(reply.header("content-type"), Some("application/json"));
    }
}

#[test]
fn an_email_address_that_was_put_is_there() {
    let sandbox = sandbox();
    let reply = send(&sandbox, "PUT", "/v3/user/email", r#"{"email":"example@example.com"}"#);
    assert_eq!((reply.status, reply.body.as_str()), (200, r#"{"email":"example@example.com"}"#));
    assert_eq!(get(&sandbox, "/v3/user/email").body, r#"{"email":"example@example.com"}"#);
}

#[test]
fn after_a_password_change_only_the_new_one_counts() {
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
    assert_eq!(put("third", "third").status, 200, "the same one again");
}

#[test]
fn a_patch_changes_what_it_names_and_answers_all() {
    let sandbox = sandbox();
    let patched = PROFILE.replace("Orange", "Denver").replace("\"Test\"", "\"Example\"");
    let body = r#"{"first_name":"Example","city":"Denver"}"#;
    let reply = send(&sandbox, "PATCH", "/v3/user/profile", body);
    assert_eq!((reply.status, reply.body.as_str()), (200, patched.as_str()));
    assert_eq!(get(&sandbox, "/v3/user/profile").body, patched);
}

#[test]
fn an_empty_string_clears_a_profile_field() {
    let sandbox = sandbox();
    let body = r#"{"address2":"Floor 3"}"#;
    assert_eq!(send(&sandbox, "PATCH", "/v3/user/profile", body).json()["address2"], "Floor 3");
    let reply = send(&sandbox, "PATCH", "/v3/user/profile", r#"{"address2":"","zip":""}"#);
    assert_eq!(reply.json()["address2"], "");
    assert_eq!(get(&sandbox, "/v3/user/profile").json()["zip"], "");
}

#[test]
fn all_eleven_profile_fields_can_be_patched() {
    let sandbox = sandbox();
    let all = r#"{"address":"a","address2":"b","city":"c","company":"d","country":"e","first_name":"f","last_name":"g","phone":"h","state":"i","website":"j","zip":"k"}"#;
    assert_eq!(send(&sandbox, "PATCH", "/v3/user/profile", all).body, all);
    assert_eq!(get(&sandbox, "/v3/user/profile").body, all);
}

#[test]
fn text_survives_in_any_script() {
    let sandbox = sandbox();
    let body = r#"{"city":"東京 \"渋谷\" \\ \u00e9 😀"}"#;
    assert_eq!(send(&sandbox, "PATCH", "/v3/user/profile", body).status, 200);
    assert_eq!(get(&sandbox, "/v3/user/profile").json()["city"], "東京 \"渋谷\" \\ é 😀");
}

#[test]
fn a_username_that_was_put_is_there_and_the_number_stays() {
    let sandbox = sandbox();
    let reply = send(&sandbox, "PUT", "/v3/user/username", r#"{"username":"renamed"}"#);
    assert_eq!((reply.status, reply.body.as_str()), (200, r#"{"username":"renamed"}"#));
    let body = r#"{"username":"renamed","user_id":1}"#;
    assert_eq!(get(&sandbox, "/v3/user/username").body, body);
}

#[test]
fn query_parameters_are_ignored() {
    let sandbox = sandbox();
    assert_eq!(get(&sandbox, "/v3/user/email?email=other@example.com&limit=1").status, 200);
    let target = "/v3/user/email?dry_run=1";
    assert_eq!(send(&sandbox, "PUT", target, r#"{"email":"a@b"}"#).status, 200);
    assert_eq!(get(&sandbox, "/v3/user/email").body, r#"{"email":"a@b"}"#);
}

#[test]
fn two_sandboxes_share_nothing() {
    let (one, other) = (sandbox(), sandbox());
    send(&one, "PUT", "/v3/user/email", r#"{"email":"one@example.com"}"#);
    assert_eq!(get(&other, "/v3/user/email").body, r#"{"email":"test@example.com"}"#);
    assert_ne!(one.api_key(), other.api_key());
    assert_ne!(one.control_token(), other.control_token());
    assert!(one.journal().iter().all(|entry| entry.seq == 1));
}

#[test]
fn every_route_of_the_table_is_served() {
    let sandbox = sandbox();
    for route in ROUTES {
        let reply = send(&sandbox, route.method, route.path, "{}");
        // The empty object is refused by what changes something, but as that operation.
        let expected = if route.method == "GET" { 200 } else { 400 };
        assert_eq!(reply.status, expected, "{}", route.operation);
    }
    let served: Vec<_> = sandbox.journal().iter().map(|entry| entry.operation.unwrap()).collect();
    let table: Vec<_> = ROUTES.iter().map(|route| route.operation).collect();
    assert_eq!(served, table);
    assert_eq!(table.len(), 9);
}
