//! Filters, pages and long lists.

use std::time::{Duration, Instant};

use sendgrid_accounts_sandbox::{Options, Sandbox};

use super::{ADD, LIST, MANAGE, NEW, SUCCESS, errors, names, path, post, rows};
use crate::raw_http::{self, Response, sandbox};

fn start_with(customers: usize) -> Sandbox {
    Sandbox::start(Options { customers, ..raw_http::options() }).unwrap()
}

#[test]
fn filters_by_substrings_of_each_field() {
    let sandbox = sandbox();
    for (name, value, matches) in [
        ("username", "newcustomer", true),
        ("email", "contact", true),
        ("first_name", "nam", true),
        ("last_name", "lname", true),
        ("address", "_any", true),
        ("city", "any_", true),
        ("state", "ZH", true),
        ("country", "CH", true),
        ("zip", "8001", true),
        ("phone", "0-1", true),
        ("website", "http://", true),
        ("company", "AG", true),
        ("username", "contact", false),
        ("city", "Any_", false),
    ] {
        sandbox.reset();
        let mut new = NEW.to_vec();
        for (name, value) in [
            ("email", "contact@example.com"),
            ("state", "ZH"),
            ("country", "CH"),
            ("zip", "8001"),
            ("phone", "0-1"),
            ("website", "http://example.com"),
        ] {
            new.iter_mut().find(|it| it.0 == name).unwrap().1 = value;
        }
        new.push(("company", "Example AG"));
        assert_eq!(post(&sandbox, ADD, &new).body, SUCCESS);
        let expected = if matches { &["newcustomer@example.com"][..] } else { &[] };
        assert_eq!(names(&sandbox, &[(name, value)]), expected, "{name}={value}");
    }
}

#[test]
fn combines_filters() {
    let sandbox = sandbox();
    let both = ["user1", "user2"];
    assert_eq!(names(&sandbox, &[("username", "user")]), both);
    assert_eq!(names(&sandbox, &[("city", "")]), both);
    assert_eq!(names(&sandbox, &[("username", "user"), ("first_name", "jane")]), ["user2"]);
    assert_eq!(names(&sandbox, &[("username", "user1"), ("first_name", "jane")]), [""; 0]);
    for value in ["true", "1"] {
        assert_eq!(names(&sandbox, &[("active", value)]), ["user1"]);
    }
    for value in ["false", "0"] {
        assert_eq!(names(&sandbox, &[("active", value)]), ["user2"]);
    }
    assert_eq!(names(&sandbox, &[("id", "124")]), ["user2"]);
    assert_eq!(names(&sandbox, &[("id", "12")]), [""; 0], "`id` matches exactly");
}

#[test]
fn returns_consecutive_pages() {
    let sandbox = start_with(10);
    let all = names(&sandbox, &[]);
    assert_eq!(all.len(), 12);
    let page = |filters| names(&sandbox, filters);
    assert_eq!(page(&[("limit", "5")]), all[..5]);
    assert_eq!(page(&[("limit", "5"), ("offset", "5")]), all[5..10]);
    assert_eq!(page(&[("limit", "5"), ("offset", "10")]), all[10..]);
    assert_eq!(page(&[("offset", "12")]), [""; 0]);
    assert_eq!(page(&[("limit", "0")]), [""; 0]);
    let filtered = page(&[("username", "customer1")]);
    assert_eq!(filtered, ["customer1@example.com", "customer10@example.com"]);
    assert_eq!(page(&[("username", "customer1"), ("offset", "1")]), filtered[1..]);
}

#[test]
fn names_invalid_filters() {
    let sandbox = sandbox();
    for (name, value, message) in [
        ("active", "yes", "must be true or false"),
        ("active", "", "must be true or false"),
        ("limit", "-1", "must be a number"),
        ("limit", "", "must be a number"),
        ("offset", "1.5", "must be a number"),
        ("offset", "ten", "must be a number"),
    ] {
        let response = post(&sandbox, MANAGE, &[&LIST[..], &[(name, value)]].concat());
        assert_eq!(errors(&response), [format!("sandbox: {name} {message}")], "{value}");
    }
}

#[test]
fn returns_an_empty_list() {
    let sandbox = sandbox();
    let nobody = [LIST[0], LIST[1], ("username", "nobody")];
    for (dialect, xml) in [
        ("reseller", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\n<users></users>"),
        ("distributor", "<users></users>"),
    ] {
        assert_eq!(post(&sandbox, &path(MANAGE, dialect, "json"), &nobody).body, "[]");
        assert_eq!(post(&sandbox, &path(MANAGE, dialect, "xml"), &nobody).body, xml);
    }
}

#[test]
fn generates_distinct_customers_and_restores_them_on_reset() {
    let sandbox = start_with(100);
    let all = rows(&sandbox, &[]);
    assert_eq!(all.len(), 102);
    assert!(all.iter().any(|row| row["first_name"] == "José"));
    assert!(all.iter().any(|row| row["city"] == "東京"));
    assert!(all.iter().any(|row| row["active"] == "false" && row["website_access"] == "true"));
    let ids: std::collections::BTreeSet<&str> =
        all.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 102);
    post(&sandbox, super::DELETE, &[("user", "customer1@example.com")]);
    assert_eq!(names(&sandbox, &[]).len(), 101);
    sandbox.reset();
    assert_eq!(rows(&sandbox, &[]), all);
}

#[test]
fn sends_a_long_list_and_journals_only_its_size() {
    let begin = Instant::now();
    let sandbox = start_with(20_000);
    let count = |response: &Response, format: &str| match format {
        "json" => response.json().as_array().unwrap().len(),
        _ => response.body.trim_end().strip_suffix("</users>").unwrap().matches("<user>").count(),
    };
    for dialect in ["reseller", "distributor"] {
        for format in ["json", "xml"] {
            let response = post(&sandbox, &path(MANAGE, dialect, format), &LIST);
            assert_eq!(count(&response, format), 20_002);
            let per_row = response.bytes.len() / 20_002;
            assert!((300..500).contains(&per_row), "{per_row}");
            let note = sandbox.journal().pop().unwrap().response;
            assert_eq!(note, format!("sandbox: a response of {} bytes", response.bytes.len()));
        }
    }
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
}
