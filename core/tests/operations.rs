//! The table of operations, and the values that operations decode.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at anything unexpected")]

use std::collections::HashSet;

use http::HeaderMap;
use sendgrid_accounts::user::{AccountType, GetCredits, GetProfile, ResetFrequency};
use sendgrid_accounts::{Api, Idempotency, Method, OPERATIONS, Operation, Response};

/// Operations with the route of an earlier one: another body, or another part of the response.
const SAME_ROUTE: [&str; 4] = [
    "customers.get",
    "subusers.disable",
    "subusers.disable_website",
    "api_keys.create_full_access",
];

#[test]
fn names_and_routes_are_unique() {
    let names: HashSet<_> = OPERATIONS.iter().map(|info| info.name).collect();
    assert_eq!(names.len(), OPERATIONS.len());
    let mut routes = HashSet::new();
    for info in OPERATIONS {
        let is_new = routes.insert((info.method.as_str(), info.path, info.parameters));
        assert_eq!(is_new, !SAME_ROUTE.contains(&info.name), "{}", info.name);
    }
}

#[test]
fn only_reads_are_gets_and_every_customer_call_is_a_post() {
    for info in OPERATIONS {
        let expected = match (info.api, info.idempotency) {
            (Api::V3, Idempotency::Safe) => info.method == Method::Get,
            (Api::V3, _) => info.method != Method::Get,
            (Api::Customers, _) => info.method == Method::Post,
            (unknown, _) => panic!("unknown API: {unknown:?}"),
        };
        assert!(expected, "{}", info.name);
    }
}

#[test]
fn known_and_unknown_account_types_keep_the_string_of_the_server() {
    for (string, account_type) in [
        ("free", AccountType::Free),
        ("paid", AccountType::Paid),
        ("Free", AccountType::Other("Free".to_owned())),
    ] {
        let json = serde_json::Value::from(string);
        assert_eq!(serde_json::from_value::<AccountType>(json.clone()).unwrap(), account_type);
        assert_eq!(serde_json::to_value(&account_type).unwrap(), json);
        assert_eq!(account_type.to_string(), string);
        assert_eq!(String::from(account_type), string);
    }
    for json in ["1", "[\"free\"]", "{\"Other\":\"free\"}"] {
        assert!(serde_json::from_str::<AccountType>(json).is_err(), "{json}");
    }
}

#[test]
fn reset_frequencies_have_the_names_that_serde_reads_and_writes() {
    use ResetFrequency::{Daily, Monthly, Other, Weekly};
    for frequency in [Monthly, Weekly, Daily, Other("hourly".to_owned())] {
        let json = serde_json::Value::from(frequency.as_str());
        assert_eq!(serde_json::to_value(&frequency).unwrap(), json);
        assert_eq!(serde_json::from_value::<ResetFrequency>(json).unwrap(), frequency);
    }
    assert_eq!(Daily.as_str(), "daily");
}

#[test]
fn a_result_is_written_and_read_again_with_each_member_once() {
    let body = r#"{"city":["Orange"],"later":1,"zip":92867}"#;
    let profile = GetProfile.decode(&Response::new(200, HeaderMap::new(), body)).unwrap();
    assert_eq!((profile.city.as_deref(), profile.zip.as_deref()), (None, Some("92867")));
    let json = serde_json::to_string(&profile).unwrap();
    assert_eq!(json.matches("\"city\":").count(), 1, "{json}");
    assert_eq!(serde_json::from_str::<sendgrid_accounts::user::Profile>(&json).unwrap(), profile);
}

fn message<O: Operation>(operation: &O, body: &'static str) -> String {
    match operation.decode(&Response::new(200, HeaderMap::new(), body)) {
        Ok(_) => panic!("{body} was accepted"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn an_error_of_decoding_names_the_position_and_not_the_value() {
    for (message, expected) in [
        (
            message(&GetCredits, r#"{"hidden":1,"hidden":2}"#),
            "the response has a field twice (line 1, column 23)",
        ),
        (
            message(&GetProfile, "[1, 2]"),
            "the response does not have the documented form (line 1, column 0)",
        ),
        (
            message(&GetProfile, r#"{"city":"Orange""#),
            "the response ends too early (line 1, column 16)",
        ),
        (message(&GetProfile, "<html>"), "the response is not JSON (line 1, column 1)"),
        (
            message(&GetProfile, r#"{"city":"Orange"} {}"#),
            "the response is not JSON (line 1, column 19)",
        ),
    ] {
        assert_eq!(message, expected);
    }
}
