//! The parameter tables of "Customer Management", row by row.

use super::{MANAGE, NEW, Pairs, SUCCESS, accepted, errors, post, row};
use crate::raw_http::sandbox;

/// Sends an operation with one parameter changed, or removed if `value` is `None`. Returns the
/// error messages.
fn messages(operation: &str, name: &str, value: Option<&str>) -> Vec<String> {
    let (path, mut parameters) = accepted(operation);
    parameters.retain(|(other, _)| *other != name);
    let mut parameters: Vec<(&str, &str)> = parameters;
    parameters.extend(value.map(|value| (name, value)));
    let sandbox = sandbox();
    let before = sandbox.state();
    let response = post(&sandbox, path, &parameters);
    if response.body == SUCCESS {
        return Vec::new();
    }
    assert_eq!(sandbox.state(), before, "a rejected request changes nothing");
    assert!(!sandbox.journal()[0].applied);
    errors(&response)
}

const CREATE: &str = "customers.create";
const SET: &str = "customers.update_profile";
const PASSWORD: &str = "customers.update_password";
const USERNAME: &str = "customers.update_username";
const EMAIL: &str = "customers.update_email";
const DELETE: &str = "customers.delete";

#[test]
fn rejects_missing_and_empty_required_parameters() {
    for (operation, names) in [
        (
            CREATE,
            &[
                "username",
                "password",
                "email",
                "first_name",
                "last_name",
                "address",
                "city",
                "state",
                "zip",
                "country",
                "phone",
                "website",
            ][..],
        ),
        (DELETE, &["user"]),
        (SET, &["user"]),
        (PASSWORD, &["user"]),
        (USERNAME, &["user", "username"]),
        (EMAIL, &["user", "email"]),
    ] {
        for name in names {
            for value in [None, Some("")] {
                let missing = format!("Missing {name} parameter");
                let messages = messages(operation, name, value);
                assert!(messages.contains(&missing), "{operation} {name}: {messages:?}");
                // A missing password also differs from its confirmation.
                assert_eq!(messages.len(), if *name == "password" { 2 } else { 1 });
            }
        }
    }
    for operation in [CREATE, PASSWORD] {
        for (name, count) in [("password", 2), ("confirm_password", 1)] {
            assert_eq!(messages(operation, name, None).len(), count, "{operation} {name}");
        }
    }
}

#[test]
fn accepts_missing_optional_parameters() {
    for name in
        ["company", "package", "whitelabel", "ip_group[]", "ip[]", "free_user", "billing_date"]
    {
        assert_eq!(messages(CREATE, name, None), [""; 0], "{name}");
    }
    for name in ["company", "package", "whitelabel"] {
        assert_eq!(messages(CREATE, name, Some("")), [""; 0], "{name}");
    }
}

/// All table rows with a maximum: operation, parameter, maximum in characters.
const LENGTHS: [(&str, &str, usize); 28] = [
    (CREATE, "username", 64),
    (CREATE, "email", 64),
    (CREATE, "first_name", 50),
    (CREATE, "last_name", 50),
    (CREATE, "address", 100),
    (CREATE, "city", 100),
    (CREATE, "state", 100),
    (CREATE, "zip", 50),
    (CREATE, "country", 100),
    (CREATE, "phone", 50),
    (CREATE, "website", 255),
    (CREATE, "company", 255),
    (CREATE, "package", 255),
    (CREATE, "whitelabel", 255),
    (CREATE, "ip_group[]", 255),
    (SET, "first_name", 50),
    (SET, "last_name", 50),
    (SET, "address", 100),
    (SET, "address2", 100),
    (SET, "city", 100),
    (SET, "state", 100),
    (SET, "zip", 50),
    (SET, "country", 100),
    (SET, "phone", 50),
    (SET, "website", 255),
    (SET, "company", 255),
    (USERNAME, "username", 100),
    (EMAIL, "email", 100),
];

#[test]
fn accepts_values_up_to_the_maximum_in_characters() {
    for (operation, name, at_most) in LENGTHS {
        // Characters of three bytes, except in the domain of an email address.
        let is_address = name == "email" || operation == USERNAME;
        let value = |length: usize| {
            let domain = if is_address { "@b" } else { "" };
            "東".repeat(length - domain.len()) + domain
        };
        let fits = messages(operation, name, Some(&value(at_most)));
        assert_eq!(fits, [""; 0], "{operation} {name}");
        let expected = format!("sandbox: {name} must have no more than {at_most} characters");
        let too_long = messages(operation, name, Some(&value(at_most + 1)));
        assert_eq!(too_long, [expected], "{operation} {name}");
    }
}

#[test]
fn rejects_short_and_different_passwords() {
    let too_short = |name: &str| format!("sandbox: {name} must have at least 6 characters");
    let differs = "sandbox: confirm_password must match password".to_owned();
    let long = "x".repeat(1000);
    for (password, confirmation, expected) in [
        ("sixsix", "sixsix", vec![]),
        ("東京東京東京", "東京東京東京", vec![]),
        (&long, &long, vec![]),
        ("five5", "five5", vec![too_short("password"), too_short("confirm_password")]),
        ("東京", "東京", vec![too_short("password"), too_short("confirm_password")]),
        ("newPasword", "newPasswor", vec![differs.clone()]),
        ("samplepassword", "Samplepassword", vec![differs.clone()]),
        ("five5", "sixsix", vec![too_short("password"), differs.clone()]),
    ] {
        for operation in [CREATE, PASSWORD] {
            let sandbox = sandbox();
            let (path, parameters) = accepted(operation);
            let with = |(name, value): &(&'static str, &'static str)| match *name {
                "password" => ("password", password.to_owned()),
                "confirm_password" => ("confirm_password", confirmation.to_owned()),
                _ => (*name, (*value).to_owned()),
            };
            let owned: Vec<(&str, String)> = parameters.iter().map(with).collect();
            let pairs: Vec<(&str, &str)> =
                owned.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let response = post(&sandbox, path, &pairs);
            let found = if response.body == SUCCESS { vec![] } else { errors(&response) };
            assert_eq!(found, expected, "{operation} {password}");
        }
    }
}

#[test]
fn names_malformed_values() {
    for (operation, name, invalid, message) in [
        (CREATE, "email", "example.com", "must be an email address"),
        (CREATE, "email", "a@b@c", "must be an email address"),
        (EMAIL, "email", "example", "must be an email address"),
        (EMAIL, "email", "a b@example.com", "must be an email address"),
        (USERNAME, "username", "user3", "must be an email address"),
        (USERNAME, "username", "a@SendGrid.com", "must not be of SendGrid.com"),
        (USERNAME, "username", "a@mail.sendgrid.com", "must not be of SendGrid.com"),
        (CREATE, "ip[]", "192.0.2", "must be an IP address"),
        (CREATE, "ip[]", "192.0.2.256", "must be an IP address"),
        (CREATE, "ip[]", "", "must be an IP address"),
        (CREATE, "free_user", "tru", "must be true or false"),
        (CREATE, "free_user", "1", "must be true or false"),
        (CREATE, "free_user", "", "must be true or false"),
        (CREATE, "billing_date", "2011-02-29", "must be a date as YYYY-mm-dd"),
        (CREATE, "billing_date", "2/28/11", "must be a date as YYYY-mm-dd"),
        (CREATE, "billing_date", "", "must be a date as YYYY-mm-dd"),
    ] {
        let expected = format!("sandbox: {name} {message}");
        assert_eq!(messages(operation, name, Some(invalid)), [expected], "{operation} {invalid}");
    }
    for (operation, name, valid) in [
        (CREATE, "username", "user3"),
        (CREATE, "ip[]", "192.0.2.1"),
        (CREATE, "ip[]", "2001:db8::1"),
        (CREATE, "free_user", "true"),
        (CREATE, "free_user", "false"),
        (CREATE, "billing_date", "2012-02-29"),
        (CREATE, "zip", "anything"),
        (SET, "website", "http://example.com/?a=b&c"),
        (USERNAME, "username", "a@example.com"),
    ] {
        assert_eq!(messages(operation, name, Some(valid)), [""; 0], "{operation} {valid}");
    }
}

#[test]
fn reports_each_invalid_parameter() {
    let sandbox = sandbox();
    let response =
        post(&sandbox, super::ADD, &[("username", "a"), ("email", "b"), ("nickname", "c")]);
    let expected = [
        "sandbox: unknown parameter nickname",
        "Missing password parameter",
        "Missing confirm_password parameter",
        "sandbox: email must be an email address",
        "Missing first_name parameter",
        "Missing last_name parameter",
        "Missing address parameter",
        "Missing city parameter",
        "Missing state parameter",
        "Missing zip parameter",
        "Missing country parameter",
        "Missing phone parameter",
        "Missing website parameter",
    ];
    assert_eq!(errors(&response), expected);
}

#[test]
fn names_unknown_parameters() {
    for (operation, name) in [
        (CREATE, "address2"),
        (CREATE, "user"),
        (CREATE, "method"),
        (CREATE, "ip"),
        (CREATE, "city[]"),
        (CREATE, "mail_domain"),
        (DELETE, "username"),
        (SET, "username"),
        (SET, "email"),
        (SET, "website_access"),
        (SET, "active"),
        (PASSWORD, "old_password"),
        (PASSWORD, "task"),
        (USERNAME, "email"),
        (EMAIL, "username"),
        ("customers.list", "user"),
        ("customers.list", "website_access"),
        ("customers.list", "address2"),
    ] {
        let expected = format!("sandbox: unknown parameter {name}");
        assert_eq!(messages(operation, name, Some("set")), [expected], "{operation} {name}");
    }
    let sandbox = sandbox();
    for method in ["enable", "disable", "website_enable", "website_disable"] {
        let parameters: Pairs<'_> = &[("method", method), ("user", "user1"), ("username", "user1")];
        let response = post(&sandbox, MANAGE, parameters);
        let expected = r#"{"message":"sandbox: unknown parameter username"}"#;
        assert_eq!(response.body, expected, "{method}");
    }
}

#[test]
fn rejects_unavailable_usernames() {
    let sandbox = sandbox();
    let unavailable = ["sandbox: username is or was that of another account".to_owned()];
    for username in ["user1", "user2", "test_username", "test_subuser"] {
        let mut parameters = NEW;
        parameters[0].1 = username;
        assert_eq!(errors(&post(&sandbox, super::ADD, &parameters)), unavailable, "{username}");
    }
    assert_eq!(post(&sandbox, super::ADD, &NEW).body, SUCCESS);
    let (_, rename) = accepted(USERNAME);
    assert_eq!(errors(&post(&sandbox, MANAGE, &rename)), unavailable);
    let own = [
        ("method", "profile"),
        ("task", "setUsername"),
        ("user", NEW[0].1),
        ("username", NEW[0].1),
    ];
    assert_eq!(post(&sandbox, MANAGE, &own).body, SUCCESS, "its own username");
    assert!(row(&sandbox, NEW[0].1).is_some());
}
