//! Credits of subusers.

use serde_json::{Value, json};

use super::send_as;
use crate::raw_http::{Call, control, get, post_control, sandbox, send};

const CREDITS: &str = "/v3/subusers/example_subuser/credits";
const REMAINING: &str = "/v3/subusers/example_subuser/credits/remaining";
const SPEND: &str = "/__sandbox/subusers/example_subuser/spend";

fn view(kind: &str, frequency: Option<&str>, numbers: [Option<i64>; 3]) -> Value {
    let [remain, total, used] = numbers;
    json!({"type": kind, "reset_frequency": frequency, "remain": remain, "total": total, "used": used})
}

#[test]
fn returns_all_members_for_each_type() {
    let sandbox = sandbox();
    let of = |name: &str| get(&sandbox, &format!("/v3/subusers/{name}/credits")).json();
    let weekly = view("recurring", Some("weekly"), [Some(75), Some(100), Some(25)]);
    assert_eq!(of("test_subuser"), weekly);
    assert_eq!(of("example_subuser"), view("unlimited", None, [None, None, None]));
    assert_eq!(of("example_subuser2"), view("nonrecurring", None, [Some(60), None, None]));
    let body = send_as(&sandbox, "test_subuser", "GET", "/v3/user/credits", "").json();
    assert_eq!((&body["remain"], &body["reset_frequency"]), (&json!(75), &json!("weekly")));
}

#[test]
fn sets_counts_down_and_adjusts() {
    let sandbox = sandbox();
    let put = |body: &Value| send(&sandbox, "PUT", CREDITS, &body.to_string());
    let monthly =
        |remain, used| view("recurring", Some("monthly"), [Some(remain), Some(100), Some(used)]);
    let body = json!({"type": "recurring", "total": 100, "reset_frequency": "monthly"});
    let set = put(&body);
    assert_eq!((set.status, set.json()), (200, monthly(100, 0)));
    assert_eq!(post_control(&sandbox, SPEND, &json!({"credits": 30})).json(), monthly(70, 30));
    assert_eq!(get(&sandbox, CREDITS).json(), monthly(70, 30));
    let adjust = |by: i64| {
        let body = format!(r#"{{"allocation_update":{by}}}"#);
        send(&sandbox, "PATCH", REMAINING, &body).json()
    };
    assert_eq!(adjust(25), monthly(95, 30));
    assert_eq!(adjust(25), monthly(120, 30), "a repeated request adds again");
    assert_eq!(adjust(-120), monthly(0, 30));
    assert_eq!(adjust(0), monthly(0, 30));
    let of_subuser = send_as(&sandbox, "example_subuser", "GET", "/v3/user/credits", "").json();
    assert_eq!((&of_subuser["remain"], &of_subuser["used"]), (&json!(0), &json!(30)));
    assert_eq!(put(&body).json(), monthly(100, 0), "back to the total");
    for frequency in ["weekly", "daily"] {
        let body = json!({"type": "recurring", "total": 7, "reset_frequency": frequency});
        assert_eq!(put(&body).json()["reset_frequency"], frequency);
    }
    let body = json!({"type": "nonrecurring", "total": 9});
    assert_eq!(put(&body).json(), view("nonrecurring", None, [Some(9), None, None]));
    let unlimited = view("unlimited", None, [None, None, None]);
    assert_eq!(put(&json!({"type": "unlimited"})).json(), unlimited);
    assert_eq!(post_control(&sandbox, SPEND, &json!({"credits": 1})).json(), unlimited);
}

#[test]
fn rejects_an_unknown_subuser_with_the_documented_body() {
    let sandbox = sandbox();
    let body = r#"{"errors":[{"field":null,"message":"No user found"}]}"#;
    for name in ["nobody", "user1", "test_username"] {
        let path = format!("/v3/subusers/{name}/credits");
        let remaining = format!("{path}/remaining");
        for response in [
            get(&sandbox, &path),
            send(&sandbox, "PUT", &path, r#"{"type":"unlimited"}"#),
            send(&sandbox, "PATCH", &remaining, r#"{"allocation_update":1}"#),
        ] {
            assert_eq!((response.status, response.body.as_str()), (400, body), "{name}");
        }
    }
}

#[test]
fn rejects_an_unknown_type_with_the_documented_body() {
    let sandbox = sandbox();
    let message = "Type should be set to 'recurring', 'nonrecurring', or 'unlimited'";
    for body in ["{}", r#"{"type":"monthly"}"#, r#"{"type":null}"#, r#"{"total":1}"#] {
        let error = send(&sandbox, "PUT", CREDITS, body).error();
        assert_eq!(error, (400, Some("type".to_owned()), message.to_owned()), "{body}");
    }
}

#[test]
fn rejects_fields_that_contradict_each_other() {
    let sandbox = sandbox();
    let before = sandbox.state();
    for (body, field) in [
        (json!({"type": "unlimited", "total": 1}), "total"),
        (json!({"type": "recurring", "reset_frequency": "daily"}), "total"),
        (json!({"type": "nonrecurring"}), "total"),
        (json!({"type": "nonrecurring", "total": 0}), "total"),
        (json!({"type": "nonrecurring", "total": -1}), "total"),
        (json!({"type": "nonrecurring", "total": 1.5}), "total"),
        (json!({"type": "nonrecurring", "total": "1"}), "total"),
        (json!({"type": "recurring", "total": 1}), "reset_frequency"),
        (json!({"type": "recurring", "total": 1, "reset_frequency": "yearly"}), "reset_frequency"),
        (
            json!({"type": "nonrecurring", "total": 1, "reset_frequency": "daily"}),
            "reset_frequency",
        ),
        (json!({"type": "unlimited", "reset_frequency": "daily"}), "reset_frequency"),
        (json!({"type": "unlimited", "remain": 1}), "remain"),
    ] {
        let (status, named, _) = send(&sandbox, "PUT", CREDITS, &body.to_string()).error();
        assert_eq!((status, named.as_deref()), (400, Some(field)), "{body}");
    }
    for body in [
        json!({}),
        json!({"allocation_update": null}),
        json!({"allocation_update": "1"}),
        json!({"allocation_update": 1.5}),
        json!({"allocation_update": 1}),
    ] {
        let (status, named, _) = send(&sandbox, "PATCH", REMAINING, &body.to_string()).error();
        assert_eq!((status, named.as_deref()), (400, Some("allocation_update")), "{body}");
    }
    let path = "/v3/subusers/example_subuser2/credits/remaining";
    for update in ["-61", "9223372036854775807"] {
        let body = format!(r#"{{"allocation_update":{update}}}"#);
        assert_eq!(send(&sandbox, "PATCH", path, &body).error().0, 400, "{update}");
    }
    assert_eq!(sandbox.state(), before);
}

#[test]
fn spends_no_more_than_the_remaining_credits() {
    let sandbox = sandbox();
    let path = "/__sandbox/subusers/example_subuser2/spend";
    let spend =
        |path: &str, body: &str| control(&sandbox, "POST", path).json(body).send(sandbox.url());
    assert_eq!(spend(path, r#"{"credits":61}"#).error().0, 400);
    assert_eq!(spend(path, r#"{"credits":60}"#).json()["remain"], 0);
    for body in ["{}", r#"{"credits":-1}"#, r#"{"credits":1,"count":1}"#, "[]", ""] {
        assert_eq!(spend(path, body).error().0, 400, "{body}");
    }
    assert_eq!(spend("/__sandbox/subusers/nobody/spend", r#"{"credits":1}"#).error().0, 404);
    assert_eq!(spend("/__sandbox/subusers/user1/spend", r#"{"credits":1}"#).error().0, 404);
    assert_eq!(spend("/__sandbox/subusers//spend", r#"{"credits":1}"#).status, 404);
    assert_eq!(spend("/__sandbox/subusers/a/b/spend", r#"{"credits":1}"#).status, 404);
    assert_eq!(control(&sandbox, "GET", path).send(sandbox.url()).header("allow"), Some("POST"));
    assert_eq!(Call::new("POST", path).json(r#"{"credits":1}"#).send(sandbox.url()).status, 401);
}
