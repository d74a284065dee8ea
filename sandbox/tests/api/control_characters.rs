//! No text with a control character is stored.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sendgrid_accounts_sandbox::{Options, Sandbox};
use serde_json::json;

use crate::raw_http::{self, call, sandbox, send};

/// Control characters: C0, DEL and C1.
const CHARACTERS: [char; 8] = ['\0', '\t', '\n', '\r', '\u{1b}', '\u{7f}', '\u{80}', '\u{9f}'];

const PROFILE: [&str; 11] = [
    "address",
    "address2",
    "city",
    "company",
    "country",
    "first_name",
    "last_name",
    "phone",
    "state",
    "website",
    "zip",
];

/// The parameters of a new customer that the server stores, with valid values.
const CUSTOMER: [(&str, &str); 13] = [
    ("username", "new@example.com"),
    ("password", "samplepassword"),
    ("confirm_password", "samplepassword"),
    ("email", "new@example.com"),
    ("first_name", "a"),
    ("last_name", "a"),
    ("address", "a"),
    ("city", "a"),
    ("state", "a"),
    ("zip", "a"),
    ("country", "a"),
    ("phone", "a"),
    ("website", "a"),
];

#[test]
fn rejects_them_in_every_field_of_the_users_api() {
    let sandbox = sandbox();
    let start = sandbox.state();
    let mut fields = vec![
        ("PUT", "/v3/user/email", "email", json!({})),
        ("PUT", "/v3/user/username", "username", json!({})),
        ("PUT", "/v3/user/password", "new_password", json!({"old_password": "old_password"})),
    ];
    fields.extend(PROFILE.map(|name| ("PATCH", "/v3/user/profile", name, json!({"city": "a"}))));
    for (method, path, name, body) in fields {
        for character in CHARACTERS {
            let mut body = body.clone();
            body[name] = format!("a{character}b@example.com").into();
            let response = send(&sandbox, method, path, &body.to_string());
            let (status, field, message) = response.error();
            assert_eq!((status, field.as_deref()), (400, Some(name)), "{character:?}");
            assert_eq!(message, "sandbox: the value has a control character");
        }
    }
    assert_eq!(sandbox.state(), start);
}

#[test]
fn rejects_them_in_every_parameter_of_the_customers_api() {
    let sandbox = sandbox();
    let start = sandbox.state();
    let errors = |path: &str, form: &str| {
        let target = format!("/apiv2/reseller.{path}.json");
        call(&sandbox, "POST", &target).form(form).send(sandbox.url()).json()["errors"].clone()
    };
    for character in CHARACTERS {
        let value = format!("aaaaaa{character}b@example.com");
        let value = utf8_percent_encode(&value, NON_ALPHANUMERIC).to_string();
        let expected = |name: &str| format!("sandbox: {name} has a control character");
        for (name, _) in CUSTOMER {
            let form: Vec<String> = CUSTOMER
                .iter()
                .map(|(other, valid)| {
                    format!("{other}={}", if *other == name { &value } else { *valid })
                })
                .collect();
            let errors = errors("add", &form.join("&"));
            let errors: Vec<&str> =
                errors.as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
            assert!(errors.contains(&expected(name).as_str()), "{name} {character:?} {errors:?}");
        }
        for (selector, name) in [
            ("method=profile&task=setUsername&user=user1", "username"),
            ("method=profile&task=setEmail&user=user1", "email"),
        ] {
            let form = format!("{selector}&{name}={value}");
            assert_eq!(errors("manage", &form), json!([expected(name)]), "{character:?}");
        }
        for name in PROFILE {
            let form = format!("method=profile&task=set&user=user1&{name}={value}");
            assert_eq!(errors("manage", &form), json!([expected(name)]), "{character:?}");
        }
        let form = format!("method=password&user=user1&password={value}&confirm_password={value}");
        let both = [expected("password"), expected("confirm_password")];
        assert_eq!(errors("manage", &form), json!(both), "{character:?}");
    }
    assert_eq!(sandbox.state(), start);
}

#[test]
fn rejects_them_in_the_names_of_new_accounts() {
    let options = Options { permissive: true, ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    let start = sandbox.state();
    for name in ["a\tb", "account-id a\tb", "a\u{80}b", "account-id 1\u{9f}2"] {
        let request = call(&sandbox, "GET", "/v3/user/email").header("On-Behalf-Of", name);
        let (status, _, message) = request.send(sandbox.url()).error();
        assert_eq!(status, 400, "{name:?}");
        assert!(message.contains("on-behalf-of"), "{message}");
    }
    assert_eq!(sandbox.state(), start);
}
