//! Lists of the control API, page by page.

use sendgrid_accounts_sandbox::{Options, Sandbox};
use serde_json::Value;

use crate::raw_http::{self, control, get, sandbox};

fn read(sandbox: &Sandbox, path: &str) -> Value {
    let response = control(sandbox, "GET", &format!("/__sandbox/{path}")).send(sandbox.url());
    assert_eq!(response.status, 200, "{}", response.body);
    response.json()
}

fn names(page: &Value) -> Vec<&str> {
    page["rows"].as_array().unwrap().iter().map(|row| row["username"].as_str().unwrap()).collect()
}

#[test]
fn pages_accounts() {
    let options = Options { subusers: 10_000, customers: 7, ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    let page = read(&sandbox, "accounts?limit=2");
    assert_eq!(
        (&page["total"], names(&page)),
        (&10_013.into(), vec!["test_username", "test_subuser"])
    );
    let page = read(&sandbox, "accounts?relation=subuser&offset=9999&limit=3");
    assert_eq!(page["total"], 10_003);
    let last = ["subuser9997@example.com", "subuser9998@example.com", "subuser9999@example.com"];
    assert_eq!(names(&page), last);
    assert_eq!(page["rows"][0]["relation"], "subuser");
    assert!(page["rows"][0]["password"].as_str().unwrap().starts_with("sha256:"));
    let page = read(&sandbox, "accounts?relation=customer&search=CUSTOMER7");
    assert_eq!((&page["total"], names(&page)), (&1.into(), vec!["customer7@example.com"]));
    assert_eq!(names(&read(&sandbox, "accounts?search=124")).first(), Some(&"user2"));
    assert_eq!(read(&sandbox, "accounts")["rows"].as_array().unwrap().len(), 500);
    assert_eq!(names(&read(&sandbox, "accounts?offset=20000")), [""; 0]);
    let all = sandbox.state()["accounts"].as_array().unwrap().len();
    assert_eq!(all, 10_013);
}

#[test]
fn pages_api_keys_without_the_keys() {
    let sandbox = sandbox();
    let key = raw_http::send(
        &sandbox,
        "POST",
        "/v3/api_keys",
        r#"{"name": "mail", "scopes": ["mail.send"]}"#,
    );
    let key = key.json()["api_key"].as_str().unwrap().to_owned();
    let page = read(&sandbox, "api_keys?search=MAIL");
    assert_eq!((&page["total"], names(&page)), (&1.into(), vec!["test_username"]));
    assert_eq!(page["rows"][0]["name"], "mail");
    assert_eq!(page["rows"][0]["scopes"][0], "mail.send");
    let page = read(&sandbox, "api_keys?offset=1&limit=1");
    assert_eq!((&page["total"], &page["rows"][0]["name"]), (&2.into(), &"mail".into()));
    assert!(!page.to_string().contains(&key));
    assert!(!read(&sandbox, "api_keys").to_string().contains(sandbox.api_key()));
}

#[test]
fn refuses_impossible_pages() {
    let sandbox = sandbox();
    for query in ["limit=501", "limit=-1", "offset=x", "relation=other", "page=1", "limit="] {
        for list in ["accounts", "api_keys"] {
            let path = format!("/__sandbox/{list}?{query}");
            let (status, _, message) = control(&sandbox, "GET", &path).send(sandbox.url()).error();
            assert_eq!(status, 400, "{path}");
            assert!(message.contains("at most 500"), "{message}");
        }
    }
    for path in ["/__sandbox/accounts", "/__sandbox/api_keys", "/__sandbox/operations"] {
        let response = control(&sandbox, "POST", path).send(sandbox.url());
        assert_eq!((response.status, response.header("Allow")), (405, Some("GET")), "{path}");
        let without = raw_http::Call::new("GET", path).send(sandbox.url());
        assert_eq!(without.status, 401, "{path}");
    }
}

#[test]
fn returns_the_last_entries_of_the_journal() {
    let sandbox = sandbox();
    for _ in 0..5 {
        get(&sandbox, "/v3/user/email");
    }
    let seqs = |query: &str| -> Vec<u64> {
        let entries = read(&sandbox, &format!("journal?{query}"));
        entries.as_array().unwrap().iter().map(|entry| entry["seq"].as_u64().unwrap()).collect()
    };
    assert_eq!(seqs("last=2"), [4, 5]);
    assert_eq!(seqs("since=1&last=10"), [2, 3, 4, 5]);
    assert_eq!(seqs("last=3&since=4"), [5]);
    assert_eq!(seqs("last=0"), [0; 0]);
    let response = control(&sandbox, "GET", "/__sandbox/journal?last=x").send(sandbox.url());
    assert_eq!(response.error().1.as_deref(), Some("last"));
}

#[test]
fn lists_the_operations() {
    let operations = read(&sandbox(), "operations");
    let has = |list: &str, name: &str| {
        operations[list].as_array().unwrap().iter().any(|operation| operation == name)
    };
    assert!(
        has("faults", "*") && has("faults", "customers.list") && has("faults", "connection.accept")
    );
    assert!(has("windows", "user.get_email") && !has("windows", "customers.list"));
}
