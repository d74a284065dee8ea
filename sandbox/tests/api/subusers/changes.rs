//! Changes of subusers and their consequences.

use serde_json::{Value, json};

use super::{SUBUSERS, create, documented, names, send_as};
use crate::customers::{ADD, NEW, errors, post};
use crate::raw_http::{Call, call, get, sandbox, send};

const PATH: &str = "/v3/subusers/example_subuser";
const WEBSITE: &str = "/v3/subusers/example_subuser/website_access";

fn account(state: &Value) -> &Value {
    &state["accounts"][4]
}

#[test]
fn disables_and_enables() {
    let sandbox = sandbox();
    for (body, disabled) in [(r#"{"disabled":true}"#, true), (r#"{"disabled":false}"#, false)] {
        for _ in 0..2 {
            let response = send(&sandbox, "PATCH", PATH, body);
            assert_eq!((response.status, response.body.as_str()), (204, ""));
            assert_eq!(get(&sandbox, PATH).json()["disabled"], disabled);
            assert_eq!(account(&sandbox.state())["website_access"], true);
        }
    }
    let operations: Vec<_> =
        sandbox.journal().iter().filter(|it| it.applied).map(|it| it.operation.unwrap()).collect();
    assert_eq!(
        operations,
        ["subusers.disable", "subusers.disable", "subusers.enable", "subusers.enable"]
    );
}

#[test]
fn changes_website_access_independently() {
    let sandbox = sandbox();
    for (body, access) in [(r#"{"disabled":true}"#, false), (r#"{"disabled":false}"#, true)] {
        assert_eq!(send(&sandbox, "PATCH", WEBSITE, body).status, 204);
        assert_eq!(account(&sandbox.state())["website_access"], access);
        assert_eq!(get(&sandbox, PATH).json()["disabled"], false);
    }
    let operations: Vec<_> =
        sandbox.journal().iter().filter(|it| it.applied).map(|it| it.operation.unwrap()).collect();
    assert_eq!(operations, ["subusers.disable_website", "subusers.enable_website"]);
}

#[test]
fn rejects_invalid_changes_with_the_documented_bodies() {
    let sandbox = sandbox();
    let before = sandbox.state();
    for suffix in ["", "/website_access"] {
        let of = |name: &str| format!("/v3/subusers/{name}{suffix}");
        for name in ["nobody", "user1", "test_username"] {
            let response = send(&sandbox, "PATCH", &of(name), r#"{"disabled":true}"#);
            let expected = documented("invalid username");
            assert_eq!((response.status, response.body), (400, expected), "{name}");
        }
        for response in [
            send(&sandbox, "PATCH", &of("test_subuser"), "{}"),
            call(&sandbox, "PATCH", &of("test_subuser")).send(sandbox.url()),
        ] {
            let expected = documented("no fields provided");
            assert_eq!((response.status, response.body), (400, expected));
        }
        for (body, field) in [
            (r#"{"disabled":"true"}"#, "disabled"),
            (r#"{"disabled":null}"#, "disabled"),
            (r#"{"enabled":true}"#, "enabled"),
        ] {
            let (status, named, _) = send(&sandbox, "PATCH", &of("test_subuser"), body).error();
            assert_eq!((status, named.as_deref()), (400, Some(field)), "{body}");
        }
    }
    assert_eq!(sandbox.state(), before);
}

#[test]
fn refuses_the_keys_of_a_disabled_subuser() {
    let sandbox = sandbox();
    let created = send_as(&sandbox, "example_subuser", "POST", "/v3/api_keys", r#"{"name":"a"}"#);
    let key = created.json()["api_key"].as_str().unwrap().to_owned();
    let own = || Call::new("GET", "/v3/user/username").key(&key).send(sandbox.url());
    assert_eq!(own().json()["username"], "example_subuser");
    send(&sandbox, "PATCH", PATH, r#"{"disabled":true}"#);
    assert_eq!(own().error(), (403, None, "access forbidden".to_owned()));
    assert_eq!(send_as(&sandbox, "example_subuser", "GET", "/v3/user/username", "").status, 200);
    send(&sandbox, "PATCH", PATH, r#"{"disabled":false}"#);
    assert_eq!(own().status, 200);
}

#[test]
fn renames_a_subuser_everywhere() {
    let sandbox = sandbox();
    let body = r#"{"username":"Renamed"}"#;
    let renamed = send_as(&sandbox, "example_subuser", "PUT", "/v3/user/username", body);
    assert_eq!(renamed.status, 200);
    assert_eq!(get(&sandbox, PATH).status, 404);
    assert_eq!(get(&sandbox, "/v3/subusers/Renamed").json()["id"], 1234);
    assert_eq!(names(&sandbox, "?username=renamed"), ["Renamed"]);
    assert_eq!(names(&sandbox, "?username=example_subuser"), ["example_subuser2"]);
    assert_eq!(send_as(&sandbox, "example_subuser", "GET", "/v3/user/email", "").status, 403);
    assert_eq!(send_as(&sandbox, "Renamed", "GET", "/v3/user/email", "").status, 200);
    assert_eq!(create(&sandbox, "example_subuser").status, 200, "a former username");
}

#[test]
fn deletes_with_all_consequences() {
    let sandbox = sandbox();
    let key = send_as(&sandbox, "example_subuser", "POST", "/v3/api_keys", r#"{"name":"a"}"#);
    let key = key.json()["api_key"].as_str().unwrap().to_owned();
    let ips = r#"["1.1.1.1"]"#;
    assert_eq!(send(&sandbox, "PUT", &format!("{PATH}/ips"), ips).status, 200);
    let deleted = call(&sandbox, "DELETE", PATH).send(sandbox.url());
    assert_eq!((deleted.status, deleted.body.as_str()), (204, ""));
    assert_eq!(get(&sandbox, PATH).status, 404);
    assert_eq!(names(&sandbox, "?username=example"), ["example_subuser2"]);
    assert_eq!(send_as(&sandbox, "example_subuser", "GET", "/v3/user/email", "").status, 403);
    assert_eq!(Call::new("GET", "/v3/scopes").key(&key).send(sandbox.url()).status, 401);
    assert_eq!(get(&sandbox, "/v3/ips?ip=1.1.1.1").json()[0]["subusers"], json!([]));
    let again = call(&sandbox, "DELETE", PATH).send(sandbox.url());
    assert_eq!(again.error().0, 404);
    // Another subuser of the same name has another number, and none of the keys.
    assert_eq!(create(&sandbox, "example_subuser").json()["user_id"], 5);
    assert_eq!(Call::new("GET", "/v3/scopes").key(&key).send(sandbox.url()).status, 401);
}

#[test]
fn deletes_no_customer_and_no_parent() {
    let sandbox = sandbox();
    for name in ["user1", "test_username"] {
        let response = call(&sandbox, "DELETE", &format!("{SUBUSERS}/{name}")).send(sandbox.url());
        assert_eq!(response.error().0, 404, "{name}");
    }
    assert_eq!(sandbox.state()["accounts"].as_array().unwrap().len(), 6);
}

#[test]
fn keeps_a_username_from_the_customers_api() {
    let sandbox = sandbox();
    create(&sandbox, "newcustomer@example.com");
    assert_eq!(errors(&post(&sandbox, ADD, &NEW)).len(), 1);
    let path = format!("{SUBUSERS}/newcustomer%40example.com");
    assert_eq!(call(&sandbox, "DELETE", &path).send(sandbox.url()).status, 204);
    assert!(post(&sandbox, ADD, &NEW).body.contains("success"));
    assert_eq!(create(&sandbox, "newcustomer@example.com").status, 400);
}

#[test]
fn returns_the_reputations_of_the_named_subusers() {
    let sandbox = sandbox();
    let of = |query: &str| get(&sandbox, &format!("{SUBUSERS}/reputations{query}"));
    assert_eq!(
        of("?usernames=example_subuser2&usernames=nobody&usernames=example_subuser").json(),
        json!([
            {"username": "example_subuser2", "reputation": 95.2},
            {"username": "example_subuser", "reputation": 99},
        ])
    );
    assert_eq!(of("?usernames=example_subuser,example_subuser2").json(), json!([]));
    assert_eq!(of("").json(), json!([]));
    let ten = "usernames=test_subuser&".repeat(10);
    assert_eq!(of(&format!("?{ten}")).json().as_array().unwrap().len(), 10);
    let (status, field, _) = of(&format!("?{ten}usernames=a")).error();
    assert_eq!((status, field.as_deref()), (400, Some("usernames")));
}

#[test]
fn lists_the_methods_of_each_path() {
    let sandbox = sandbox();
    for (method, path, allow) in [
        ("PUT", "/v3/subusers", "GET, POST"),
        ("POST", PATH, "GET, PATCH, DELETE"),
        ("GET", WEBSITE, "PATCH"),
        ("GET", "/v3/subusers/example_subuser/ips", "PUT"),
        ("DELETE", "/v3/subusers/example_subuser/credits", "GET, PUT"),
        ("GET", "/v3/subusers/example_subuser/credits/remaining", "PATCH"),
        ("DELETE", "/v3/subusers/reputations", "GET"),
        ("POST", "/v3/ips", "GET"),
        ("PATCH", "/v3/api_keys", "GET, POST"),
        ("POST", "/v3/api_keys/a", "GET, PUT, PATCH, DELETE"),
        ("POST", "/v3/scopes", "GET"),
        ("HEAD", "/v3/scopes", "GET"),
    ] {
        let response = call(&sandbox, method, path).send(sandbox.url());
        assert_eq!((response.status, response.header("allow")), (405, Some(allow)), "{path}");
    }
}
