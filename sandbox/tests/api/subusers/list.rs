//! Lists of subusers, and one by its username.

use std::collections::BTreeSet;

use sendgrid_accounts_sandbox::{Options, Sandbox, Window};
use serde_json::json;

use super::{SUBUSERS, create, names};
use crate::raw_http::{self, call, control, get, post_control, sandbox, send};

fn with_subusers(subusers: usize) -> Sandbox {
    Sandbox::start(Options { subusers, ..raw_http::options() }).unwrap()
}

#[test]
fn lists_all_subusers_and_no_other_accounts() {
    let sandbox = sandbox();
    assert_eq!(
        get(&sandbox, SUBUSERS).json(),
        json!([
            {"disabled": false, "email": "subuser@example.com", "id": 2, "username": "test_subuser"},
            {"disabled": false, "email": "example@example.com", "id": 1234, "username": "example_subuser"},
            {"disabled": false, "email": "example2@example.com", "id": 1235, "username": "example_subuser2"},
        ])
    );
    assert!(sandbox.journal().iter().all(|entry| entry.operation == Some("subusers.list")));
}

#[test]
fn filters_by_a_prefix_in_any_case() {
    let sandbox = sandbox();
    create(&sandbox, "App");
    create(&sandbox, "app2");
    create(&sandbox, "my_app");
    for (filter, expected) in [
        ("app", &["App", "app2"][..]),
        ("APP", &["App", "app2"]),
        ("app2", &["app2"]),
        ("pp", &[]),
        ("example_subuser", &["example_subuser", "example_subuser2"]),
        ("user1", &[]),
        ("%41pp", &["App", "app2"]),
    ] {
        assert_eq!(names(&sandbox, &format!("?username={filter}")), expected, "{filter}");
    }
    assert_eq!(names(&sandbox, "?username=").len(), 6);
    assert_eq!(names(&sandbox, "?username=app&limit=1&offset=1"), ["app2"]);
}

#[test]
fn shows_regions_only_on_request() {
    let sandbox = sandbox();
    let body = r#"{"username":"in_eu","email":"a@b","password":"canary-password-1","region":"eu"}"#;
    let created = send(&sandbox, "POST", SUBUSERS, body);
    assert_eq!((created.status, created.json().get("region").cloned()), (200, None));
    assert_eq!(names(&sandbox, "?region=eu"), ["in_eu"]);
    assert_eq!(names(&sandbox, "?region=global").len(), 3);
    assert_eq!(names(&sandbox, "?region=all").len(), 4);
    assert_eq!(names(&sandbox, "?region=eu&username=in"), ["in_eu"]);
    assert_eq!(names(&sandbox, "?region=global&username=in"), [""; 0]);
    let row = |query: &str| get(&sandbox, &format!("{SUBUSERS}{query}")).json()[0].clone();
    assert_eq!(row("?region=eu").get("region"), None);
    assert_eq!(row("?region=eu&include_region=true")["region"], "eu");
    assert_eq!(row("?include_region=true")["region"], "global");
    let one = get(&sandbox, "/v3/subusers/in_eu?include_region=true").json();
    assert_eq!(one.get("region"), None);
}

#[test]
fn pages_with_at_most_500_rows() {
    let sandbox = with_subusers(1100);
    for (query, count) in [
        ("", 500),
        ("?limit=499", 499),
        ("?limit=1000", 500),
        ("?limit=1", 1),
        ("?offset=1000", 103),
        ("?offset=1103", 0),
        ("?offset=99999999999", 0),
        ("?limit=500&offset=1102", 1),
        ("?username=subuser&limit=700", 500),
        ("?username=subuser&offset=1000", 100),
        ("?region=eu", 220),
        ("?region=global&offset=500", 383),
    ] {
        assert_eq!(names(&sandbox, query).len(), count, "{query}");
    }
    let all: BTreeSet<String> = (0..4)
        .flat_map(|page| names(&sandbox, &format!("?limit=400&offset={}", page * 400)))
        .collect();
    assert_eq!(all.len(), 1103);
}

#[test]
fn rejects_invalid_queries() {
    let sandbox = sandbox();
    for (query, field) in [
        ("?limit=0", "limit"),
        ("?limit=-1", "limit"),
        ("?limit=a", "limit"),
        ("?offset=-1", "offset"),
        ("?offset=1.5", "offset"),
        ("?region=us", "region"),
        ("?include_region=yes", "include_region"),
    ] {
        let (status, named, message) = get(&sandbox, &format!("{SUBUSERS}{query}")).error();
        assert_eq!((status, named.as_deref()), (400, Some(field)), "{query}");
        assert!(message.starts_with("sandbox: "), "{message}");
    }
}

#[test]
fn returns_one_subuser_by_the_exact_username() {
    let sandbox = sandbox();
    let body = json!({"disabled": false, "email": "example@example.com", "id": 1234, "username": "example_subuser"});
    assert_eq!(get(&sandbox, "/v3/subusers/example_subuser").json(), body);
    for name in ["example", "Example_subuser", "user1", "test_username", "%FF", "1234"] {
        let response = get(&sandbox, &format!("/v3/subusers/{name}"));
        assert!([400, 404].contains(&response.status), "{name}");
        assert!(response.error().2.starts_with("sandbox: "), "{name}");
    }
    assert_eq!(get(&sandbox, "/v3/subusers/").body, "404 page not found");
    assert_eq!(get(&sandbox, "/v3/subusers//credits").body, "404 page not found");
}

#[test]
fn takes_an_encoded_username_for_one_path_segment() {
    let sandbox = sandbox();
    for (name, segment) in [
        ("John@example.com", "John%40example.com"),
        ("a+b@example.com", "a%2Bb%40example.com"),
        ("a/credits", "a%2Fcredits"),
        ("reputations/..", "reputations%2F.."),
        ("日本語 %41?", "%E6%97%A5%E6%9C%AC%E8%AA%9E%20%2541%3F"),
    ] {
        assert_eq!(create(&sandbox, name).status, 200, "{name}");
        let row = get(&sandbox, &format!("/v3/subusers/{segment}"));
        assert_eq!((row.status, &row.json()["username"]), (200, &json!(name)), "{}", row.body);
        let credits = get(&sandbox, &format!("/v3/subusers/{segment}/credits"));
        assert_eq!(credits.json()["type"], "unlimited", "{name}");
        let user = sandbox.journal().last().unwrap().user.clone();
        assert_eq!(user.as_deref(), Some(name));
    }
    // A plus sign in a path is itself.
    assert_eq!(get(&sandbox, "/v3/subusers/a+b%40example.com").status, 200);
}

#[test]
fn ignores_on_behalf_of() {
    let sandbox = sandbox();
    for name in ["test_subuser", "nobody", "account-id 123"] {
        let response = call(&sandbox, "GET", SUBUSERS).header("On-Behalf-Of", name);
        assert_eq!(response.send(sandbox.url()).json().as_array().unwrap().len(), 3, "{name}");
    }
}

#[test]
fn adds_subusers_by_a_control_request() {
    let sandbox = with_subusers(3);
    post_control(&sandbox, "/__sandbox/subusers", &json!({"count": 2}));
    let expected: Vec<String> = (1..=5).map(|it| format!("subuser{it}@example.com")).collect();
    assert_eq!(names(&sandbox, "?username=subuser"), expected);
    assert_eq!(get(&sandbox, "/v3/subusers/subuser5%40example.com").json()["id"], 9);
    for body in [json!({"count": 0}), json!({"count": 1_000_001}), json!({"number": 1}), json!([])]
    {
        let request = control(&sandbox, "POST", "/__sandbox/subusers").json(&body.to_string());
        assert_eq!(request.send(sandbox.url()).error().0, 400, "{body}");
    }
    assert_eq!(get(&sandbox, "/__sandbox/subusers").status, 401);
    assert_eq!(control(&sandbox, "GET", "/__sandbox/subusers").send(sandbox.url()).status, 405);
    sandbox.reset();
    assert_eq!(names(&sandbox, "").len(), 6);
}

#[test]
fn pages_through_100_000_subusers() {
    let window = Window { limit: 1_000_000, seconds: 60 };
    let options = Options { subusers: 100_000, window, journal_bytes: 1, ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    let url = sandbox.url();
    let mut connection = raw_http::Connection::open(url);
    let mut ids = BTreeSet::new();
    let mut offset = 0;
    loop {
        let target = format!("{SUBUSERS}?limit=500&offset={offset}");
        let rows = connection.send(&call(&sandbox, "GET", &target)).json();
        let rows = rows.as_array().unwrap();
        if rows.is_empty() {
            break;
        }
        offset += rows.len();
        ids.extend(rows.iter().map(|row| row["id"].as_u64().unwrap()));
    }
    assert_eq!((offset, ids.len()), (100_003, 100_003));
}
