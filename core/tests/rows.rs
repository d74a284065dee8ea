//! Rows of lists, whose fields are read from the text, have the values of single results.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics on unexpected results")]

use http::HeaderMap;
use sendgrid_accounts::subusers::{GetSubuser, ListSubusers, Subuser, SubuserRegion};
use sendgrid_accounts::{Error, Operation, Response};
use serde_json::json;

const NAMES: [&str; 8] =
    ["id", "user_id", "username", "email", "disabled", "region", "r\\u0065gion", "new"];
const VALUES: [&str; 14] = [
    "null",
    "true",
    "7",
    "-7.0",
    "1e30",
    "18446744073709551615",
    "\"\"",
    "\" 7 \"",
    "\"true\"",
    "\"eu\"",
    "\"\\u00e9\\n\"",
    "[]",
    "[{\"a\":null}]",
    "{\"a\":1,\"a\":1}",
];

fn response(body: String) -> Response {
    Response::new(200, HeaderMap::new(), body)
}

fn row(text: &str) -> Result<Subuser, Error> {
    let mut rows = ListSubusers::default().decode(&response(format!("[{text}]")))?;
    assert_eq!(rows.len(), 1);
    Ok(rows.remove(0))
}

fn single(text: &str) -> Result<Subuser, Error> {
    GetSubuser { username: "a".into() }.decode(&response(text.to_owned()))
}

/// The message without the position.
fn problem(error: &Error) -> String {
    error.message().split(" (line").next().unwrap().to_owned()
}

fn members() -> impl Iterator<Item = String> + Clone {
    NAMES.iter().flat_map(|name| VALUES.iter().map(move |value| format!("\"{name}\":{value}")))
}

#[test]
fn a_row_has_the_values_of_a_single_subuser() {
    let (mut read, mut refused) = (0, 0);
    for first in members() {
        for second in members() {
            let text = format!("{{{first},{second}}}");
            match (row(&text), single(&text)) {
                (Ok(row), Ok(single)) => {
                    assert_eq!(row, single, "{text}");
                    assert_eq!(serde_json::from_str::<Subuser>(&text).unwrap(), single, "{text}");
                    read += 1;
                }
                (Err(row), Err(single)) => {
                    assert_eq!(problem(&row), "the response has a field twice", "{text}");
                    assert_eq!(problem(&row), problem(&single), "{text}");
                    refused += 1;
                }
                (row, single) => panic!("{text}: {row:?}, {single:?}"),
            }
        }
    }
    assert_eq!((read, refused), (9126, 3418));
}

#[test]
fn other_names_and_misfits_stay_in_extra() {
    let extra = |text: &str| serde_json::Value::Object(row(text).unwrap().extra);
    assert_eq!(row(r#"{"user_id":"7"}"#).unwrap().id, Some(7));
    assert_eq!(extra(r#"{"user_id":"7"}"#), json!({}));
    assert_eq!(extra(r#"{"user_id":"7","id":8}"#), json!({ "user_id": "7" }));
    assert_eq!(extra(r#"{"id":null,"user_id":7}"#), json!({}));
    assert_eq!(extra(r#"{"id":[1],"user_id":null}"#), json!({ "id": [1] }));
    assert_eq!(
        extra(r#"{"disabled":"no","x":{"y":1}}"#),
        json!({ "disabled": "no", "x": {"y": 1} })
    );
    let region = row(r#"{"region":"mars"}"#).unwrap().region;
    assert_eq!(region, Some(SubuserRegion::Other("mars".into())));
}

#[test]
fn what_is_no_array_of_objects_is_refused() {
    for text in ["[1]", "[null]", "[[]]", "[{},\"a\"]"] {
        let error = ListSubusers::default().decode(&response(text.to_owned())).unwrap_err();
        assert_eq!(problem(&error), "the response does not have the documented form", "{text}");
    }
    for (text, expected) in [("[{\"id\":1}", "ends too early"), ("[{\"id\" 1}]", "is not JSON")] {
        let error = ListSubusers::default().decode(&response(text.to_owned())).unwrap_err();
        assert_eq!(problem(&error), format!("the response {expected}"), "{text}");
    }
}
