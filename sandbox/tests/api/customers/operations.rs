//! The effect of each operation. Nothing else changes.

use sendgrid_accounts_sandbox::CUSTOMER_ROUTES;
use serde_json::{Value, json};

use super::{ADD, DELETE, MANAGE, NEW, SUCCESS, accepted, get, names, path, post, row, rows};
use crate::raw_http::sandbox;

#[test]
fn lists_the_documented_customers_at_the_start() {
    let expected = |name: &str, email: &str, active: &str, first: &str, id: &str| {
        json!({
            "username": name, "email": email, "active": active, "first_name": first,
            "last_name": "doe", "address": "555 any street", "address2": "", "city": "any city",
            "state": "CA", "zip": "91234", "country": "US", "phone": "555-555-5555",
            "website": "example.com", "website_access": "true", "company": "", "id": id,
        })
    };
    assert_eq!(
        rows(&sandbox(), &[]),
        [
            expected("user1", "example1@example.com", "true", "john", "123"),
            expected("user2", "example2@example.com", "false", "jane", "124"),
        ]
    );
}

#[test]
fn supports_every_operation_in_every_dialect_format_and_method() {
    for route in CUSTOMER_ROUTES {
        let (json_path, parameters) = accepted(route.operation);
        for dialect in ["reseller", "distributor"] {
            for format in ["json", "xml"] {
                for send in [post, get] {
                    let sandbox = sandbox();
                    let path = path(json_path, dialect, format);
                    assert!(route.paths().any(|it| it == path));
                    let response = send(&sandbox, &path, &parameters);
                    let case = format!("{} {path}: {}", route.operation, response.body);
                    assert_eq!(response.status, 200, "{case}");
                    let is_list = route.operation == "customers.list";
                    let expected = if is_list { "user2" } else { "success" };
                    assert!(response.body.contains(expected), "{case}");
                    let entry = &sandbox.journal()[0];
                    assert_eq!(entry.operation, Some(route.operation), "{case}");
                    assert_eq!(entry.applied, !is_list, "{case}");
                }
            }
        }
    }
}

#[test]
fn stores_a_new_customer_unchanged() {
    let sandbox = sandbox();
    let optional = [
        ("company", "company"),
        ("package", "Free"),
        ("whitelabel", "sendgrid.me"),
        ("ip_group[]", "first"),
        ("ip_group[]", "second"),
        ("ip[]", "192.0.2.1"),
        ("ip[1]", "2001:db8::1"),
        ("free_user", "true"),
        ("billing_date", "2011-03-28"),
    ];
    assert_eq!(post(&sandbox, ADD, &[&NEW[..], &optional].concat()).body, SUCCESS);
    let expected = json!({
        "username": "newcustomer@example.com", "email": "newcustomer@example.com",
        "active": "true", "first_name": "fname", "last_name": "lname",
        "address": "555_anystreet", "address2": "", "city": "any_city", "state": "CA",
        "zip": "91234", "country": "US", "phone": "555-555", "website": "example.com",
        "website_access": "true", "company": "company", "id": "125",
    });
    assert_eq!(rows(&sandbox, &[])[2], expected);
    let account = &sandbox.state()["accounts"][4];
    assert_eq!((&account["type"], &account["user_id"]), (&json!("free"), &json!(5)));
    assert_eq!(account["password"], sandbox.journal()[0].body.as_ref().unwrap()["password"]);
}

#[test]
fn never_reuses_the_username_of_a_deleted_customer() {
    let sandbox = sandbox();
    assert_eq!(post(&sandbox, ADD, &NEW).body, SUCCESS);
    let user = [("user", "newcustomer@example.com")];
    assert_eq!(post(&sandbox, DELETE, &user).body, SUCCESS);
    assert_eq!(names(&sandbox, &[]), ["user1", "user2"]);

    let unavailable =
        r#"{"message":"error","errors":["sandbox: username is or was that of another account"]}"#;
    assert_eq!(post(&sandbox, ADD, &NEW).body, unavailable);
    let (_, rename) = accepted("customers.update_username");
    assert_eq!(post(&sandbox, MANAGE, &rename).body, unavailable);
    let again = post(&sandbox, DELETE, &user);
    assert_eq!(again.body, r#"{"message":"error","errors":["User not found"]}"#);
    let applied: Vec<bool> = sandbox.journal().iter().map(|entry| entry.applied).collect();
    assert_eq!(applied, [true, true, false, false, false, false]);
}

#[test]
fn switches_mail_and_website_access_independently() {
    let sandbox = sandbox();
    let switch = |method: &str| {
        let response = post(&sandbox, MANAGE, &[("method", method), ("user", "user1")]);
        assert_eq!(response.body, SUCCESS);
        let row = row(&sandbox, "user1").unwrap();
        [row["active"].clone(), row["website_access"].clone()]
    };
    assert_eq!(switch("disable"), ["false", "true"]);
    assert_eq!(switch("disable"), ["false", "true"], "unchanged");
    assert_eq!(switch("website_disable"), ["false", "false"]);
    assert_eq!(switch("enable"), ["true", "false"]);
    assert_eq!(switch("website_enable"), ["true", "true"]);
    assert_eq!(row(&sandbox, "user2").unwrap()["active"], "false");
    assert!(sandbox.journal()[2].applied, "applied, although the value is the same");
}

/// The row of `user1` after an update, and the expected row.
fn update(operation: &str, more: &[(&str, &str)], changes: &Value) -> (Value, Value) {
    let sandbox = sandbox();
    let mut expected = row(&sandbox, "user1").unwrap();
    for (name, value) in changes.as_object().unwrap() {
        expected[name] = value.clone();
    }
    let (path, parameters) = accepted(operation);
    assert_eq!(post(&sandbox, path, &[&parameters, more].concat()).body, SUCCESS);
    let username = expected["username"].as_str().unwrap().to_owned();
    (row(&sandbox, &username).unwrap(), expected)
}

#[test]
fn updates_only_the_fields_in_the_request() {
    let all = [
        ("last_name", "newLastName"),
        ("address", "a"),
        ("address2", "b"),
        ("city", "c"),
        ("state", "d"),
        ("country", "e"),
        ("zip", "f"),
        ("phone", "g"),
        ("website", "http://h"),
        ("company", "i"),
    ];
    let mut expected: Value = all.iter().map(|(name, value)| (*name, *value)).collect();
    expected["first_name"] = "newFirstName".into();
    for (operation, more, changes) in [
        ("customers.update_profile", &[][..], json!({"first_name": "newFirstName"})),
        (
            "customers.update_profile",
            &[("last_name", ""), ("website", "")],
            json!({"first_name": "newFirstName", "last_name": "", "website": ""}),
        ),
        ("customers.update_profile", &all, expected),
        ("customers.update_email", &[], json!({"email": "newcustomer@example.com"})),
        ("customers.update_username", &[], json!({"username": "newcustomer@example.com"})),
        ("customers.update_password", &[], json!({})),
    ] {
        let (row, expected) = update(operation, more, &changes);
        assert_eq!(row, expected, "{operation}");
    }
}

#[test]
fn changes_nothing_without_fields() {
    let sandbox = sandbox();
    let before = sandbox.state();
    let parameters = [("method", "profile"), ("task", "set"), ("user", "user1")];
    assert_eq!(post(&sandbox, MANAGE, &parameters).body, SUCCESS);
    assert_eq!(sandbox.state(), before);
}

#[test]
fn renames_a_customer() {
    let sandbox = sandbox();
    let (_, rename) = accepted("customers.update_username");
    assert_eq!(post(&sandbox, MANAGE, &rename).body, SUCCESS);
    let enable = |user: &str| post(&sandbox, MANAGE, &[("method", "enable"), ("user", user)]).body;
    assert_eq!(enable("user1"), r#"{"message":"User not found"}"#);
    assert_eq!(enable("newcustomer@example.com"), SUCCESS);
    assert_eq!(names(&sandbox, &[]), ["newcustomer@example.com", "user2"], "at the same position");

    let mut again = NEW;
    again[0].1 = "user1";
    assert_eq!(post(&sandbox, ADD, &again).body, SUCCESS, "a former username is available");
}

#[test]
fn restores_the_customers_on_reset() {
    let sandbox = sandbox();
    let start = sandbox.state();
    post(&sandbox, DELETE, &[("user", "user1")]);
    post(&sandbox, ADD, &NEW);
    sandbox.reset();
    assert_eq!(sandbox.state(), start);
    assert_eq!(post(&sandbox, ADD, &NEW).body, SUCCESS);
    assert_eq!(row(&sandbox, NEW[0].1).unwrap()["id"], "125");
}
