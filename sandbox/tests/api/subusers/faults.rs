//! Faults and rate windows of the operations on subusers, API keys and scopes.

use sendgrid_accounts_sandbox::ROUTES;
use serde_json::{Value, json};

use super::{SUBUSERS, send_as};
use crate::raw_http::{call, get, post_control, sandbox, send};

const FAULTS: &str = "/__sandbox/faults";

fn order(operation: &str, fault: &Value) -> Value {
    json!([{"operation": operation, "fault": fault}])
}

#[test]
fn accepts_faults_for_every_operation() {
    let sandbox = sandbox();
    for route in ROUTES {
        post_control(&sandbox, FAULTS, &order(route.operation, &json!({"kind": "reset"})));
    }
}

#[test]
fn tells_operations_of_one_path_apart() {
    let sandbox = sandbox();
    for (status, operation) in [
        (501, "subusers.enable"),
        (502, "subusers.disable"),
        (503, "subusers.enable_website"),
        (504, "subusers.disable_website"),
        (505, "api_keys.create"),
        (506, "api_keys.create_full_access"),
        (507, "subusers.get_ips"),
        (508, "ips.list"),
    ] {
        post_control(
            &sandbox,
            FAULTS,
            &order(operation, &json!({"kind": "status", "status": status})),
        );
    }
    let patch = |path: &str, body: &str| send(&sandbox, "PATCH", path, body).status;
    let subuser = "/v3/subusers/test_subuser";
    let website = "/v3/subusers/test_subuser/website_access";
    assert_eq!(patch(subuser, r#"{"disabled":true}"#), 502);
    assert_eq!(patch(subuser, r#"{"disabled":false}"#), 501);
    assert_eq!(patch(website, r#"{"disabled":true}"#), 504);
    assert_eq!(patch(website, r#"{"disabled":false}"#), 503);
    let post = |body: &str| send(&sandbox, "POST", "/v3/api_keys", body).status;
    assert_eq!(post(r#"{"name":"a"}"#), 506);
    assert_eq!(post(r#"{"name":"a","scopes":["mail.send"]}"#), 505);
    assert_eq!(get(&sandbox, "/v3/ips").status, 508);
    assert_eq!(get(&sandbox, "/v3/ips?subuser=test_subuser").status, 507);
    assert!(sandbox.journal().iter().all(|entry| !entry.applied));
}

#[test]
fn matches_the_subuser_in_path_query_or_body() {
    let sandbox = sandbox();
    let order = json!([{
        "operation": "*",
        "on": {"user": "a@b c"},
        "times": 4,
        "fault": {"kind": "status", "status": 503},
    }]);
    post_control(&sandbox, FAULTS, &order);
    assert_eq!(get(&sandbox, "/v3/subusers/test_subuser").status, 200);
    assert_eq!(get(&sandbox, "/v3/subusers/a%40b%20c").status, 503);
    assert_eq!(get(&sandbox, "/v3/ips?subuser=a%40b+c").status, 503);
    assert_eq!(send(&sandbox, "POST", SUBUSERS, r#"{"username":"a@b c"}"#).status, 503);
    assert_eq!(send_as(&sandbox, "a@b c", "GET", "/v3/scopes", "").status, 503);
    assert_eq!(get(&sandbox, "/v3/subusers/a%40b%20c").status, 404);
}

#[test]
fn creates_once_although_the_response_is_lost() {
    let sandbox = sandbox();
    post_control(
        &sandbox,
        FAULTS,
        &order("subusers.create", &json!({"kind": "html", "apply": true})),
    );
    let response = super::create(&sandbox, "new_one");
    assert_eq!(response.status, 502);
    assert_eq!(super::create(&sandbox, "new_one").status, 400);
    let entry = &sandbox.journal()[0];
    assert_eq!((entry.applied, entry.status), (true, 502));
    assert_eq!(super::names(&sandbox, "?username=new"), ["new_one"]);
}

/// Documented or observed errors that no state of the sandbox leads to: docs/sandbox.md has them as
/// faults.
#[test]
fn simulates_the_errors_of_the_document() {
    let (_, page) =
        include_str!("../../../../docs/sandbox.md").split_once("## Documented errors").unwrap();
    let orders: Vec<&str> =
        page.split("`[{").skip(1).map(|it| it.split('`').next().unwrap()).collect();
    assert_eq!(orders.len(), 8);
    for order in orders {
        let sandbox = sandbox();
        let order: Value = serde_json::from_str(&format!("[{{{order}")).unwrap();
        post_control(&sandbox, FAULTS, &order);
        let (method, path) = match order[0]["operation"].as_str().unwrap() {
            "subusers.create" => ("POST", SUBUSERS),
            "subusers.enable" => ("PATCH", "/v3/subusers/test_subuser"),
            "subusers.list" => ("GET", SUBUSERS),
            "api_keys.create" => ("POST", "/v3/api_keys"),
            "scopes.list" => ("GET", "/v3/scopes"),
            other => panic!("{other}"),
        };
        let response = call(&sandbox, method, path).json(r#"{"scopes":[]}"#).send(sandbox.url());
        assert_eq!(u64::from(response.status), order[0]["fault"]["status"].as_u64().unwrap());
        assert_eq!(response.json(), order[0]["fault"]["body"]);
    }
}
