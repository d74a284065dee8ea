//! Truncated, damaged, hostile and long lists of customers.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics on unexpected results"
)]

use std::fmt::Write as _;
use std::thread;

use bytes::Bytes;
use http::HeaderMap;
use sendgrid_accounts::customers::{Customer, CustomerList, EnableCustomer, ListCustomers};
use sendgrid_accounts::{ErrorKind, Operation, Response, Result};

const JSON: &str = r#"[{"username":"a","active":"true","city":"Z\u00fcrich"},{"username":"b é","website":"http:\/\/x","later":{"n":[1,2]}}]"#;
const XML: &str = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<users><user><username>a</username>\
    <active>true</active><city>Z&#252;rich</city></user><user><username>b é</username></user></users>";

fn list(body: impl Into<Bytes>) -> Result<CustomerList> {
    ListCustomers::default().decode(&Response::new(200, HeaderMap::new(), body))
}

fn confirmed(body: impl Into<Bytes>) -> bool {
    let call = EnableCustomer { user: "a".into() };
    call.decode(&Response::new(200, HeaderMap::new(), body)).is_ok()
}

#[test]
fn a_truncated_list_is_an_error() {
    for whole in [JSON, XML] {
        assert_eq!(list(whole).unwrap().len(), 2);
        for cut in 0..whole.len() {
            let error = list(whole.as_bytes()[..cut].to_vec()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Response, "{}", &whole[..cut.min(9)]);
        }
    }
}

#[test]
fn a_truncated_confirmation_is_an_error() {
    for whole in [
        r#"{"message":"success"}"#,
        "<?xml version=\"1.0\"?><result><message>success</message></result>",
        "<result>success</result>",
    ] {
        assert!(confirmed(whole));
        for cut in 0..whole.len() {
            assert!(!confirmed(whole.as_bytes()[..cut].to_vec()), "{}", &whole[..cut]);
        }
    }
}

#[test]
fn a_flipped_bit_never_panics_and_never_confirms() {
    for whole in [r#"{"message":"success"}"#, "<result><message>success</message></result>"] {
        for position in 0..whole.len() * 8 {
            let mut body = whole.as_bytes().to_vec();
            body[position / 8] ^= 1 << (position % 8);
            // A success in another case is one.
            let is_same = body.eq_ignore_ascii_case(whole.as_bytes());
            assert!(!confirmed(body.clone()) || is_same, "{}", String::from_utf8_lossy(&body));
        }
    }
    for whole in [JSON, XML] {
        for position in 0..whole.len() * 8 {
            let mut body = whole.as_bytes().to_vec();
            body[position / 8] ^= 1 << (position % 8);
            // Any list that decodes can be read to its end.
            if let Ok(list) = list(body) {
                assert!(list.iter().count() == list.len() && list.len() <= 3);
            }
        }
    }
}

#[test]
fn depth_does_not_overflow_a_small_stack() {
    let bodies = [
        "[".repeat(1_000_000),
        format!("[{{\"later\":{}", "[".repeat(1_000_000)),
        "{\"error\":".repeat(1_000_000),
        "<users>".repeat(1_000_000),
        "<result><x>".repeat(1_000_000),
    ];
    let small_stack = thread::Builder::new().stack_size(512 * 1024);
    let reader = small_stack.spawn(move || {
        for body in bodies {
            assert!(list(body.clone()).is_err() && !confirmed(body));
        }
    });
    reader.unwrap().join().unwrap();
}

#[test]
fn both_formats_of_100_000_customers_have_the_same_result() {
    const COUNT: usize = 100_000;
    let (mut json, mut xml) = (String::from("["), String::from("<users>"));
    for number in 0..COUNT {
        let comma = if number == 0 { "" } else { "," };
        write!(
            json,
            r#"{comma}{{"username":"user{number}","email":"u{number}@example.com","active":"{}","city":"Zürich"}}"#,
            number % 2 == 0
        )
        .unwrap();
        write!(
            xml,
            "<user><username>user{number}</username><email>u{number}@example.com</email>\
             <active>{}</active><city>Zürich</city></user>",
            number % 2 == 0
        )
        .unwrap();
    }
    let (json, xml) = (list(json + "]").unwrap(), list(xml + "</users>").unwrap());
    assert_eq!((json.len(), xml.len()), (COUNT, COUNT));
    assert!(json == xml);
    let last: Customer = json.get(COUNT - 1).unwrap();
    assert_eq!(last.username.as_deref(), Some("user99999"));
    assert_eq!((last.active, last.city.as_deref()), (Some(false), Some("Zürich")));
    assert!(json.get(COUNT).is_none());
}

#[test]
fn unusual_encodings_have_the_same_result_in_both_formats() {
    let json = r#" [ {"later" : "x<y", "username":"x", "city":"Z\u00fcrich \ud83d\ude00", "zip" : 8001, "id":"1"},
        {"id":"2","\u0063ity":"A & B","username":"b"}, {"username":"c"},
        {"id":"8","zip":"","active":false,"username":"d"},
        {"username":"a","email":null,"website":"http:\/\/x\n","website_access":"1"} ]
    "#;
    let xml = "<?xml version='1.0'?><users>\r\n<user><later>x&lt;y</later><username>x</username><city >Z&#xfc;rich &#x1F600;</city >\
        <zip a='b'>8001</zip><id><![CDATA[1]]></id></user> <user><id>2<!-- c --></id><city>A &amp; B</city><username>b</username></user>\
        <user><username>c</username></user><user><id>8</id><zip/><active>0</active><username>d</username></user>\
        <user><website>http://<!-- c -->x\r\n</website><website_access>true</website_access>\
        <username>a</username></user></users>\n";
    let (json, xml) = (list(json).unwrap(), list(xml).unwrap());
    assert!(
        json == xml,
        "{:?} {:?}",
        json.rows().collect::<Vec<_>>(),
        xml.rows().collect::<Vec<_>>()
    );
    let expected = [
        (Some("1"), Some("Z\u{fc}rich \u{1f600}"), Some("8001"), None),
        (Some("2"), Some("A & B"), None, None),
        (None, None, None, None),
        (Some("8"), None, Some(""), None),
        (None, None, None, Some("http://x\n")),
    ];
    let rows = json.rows().map(|row| (row.id(), row.city(), row.zip(), row.website()));
    assert_eq!(rows.collect::<Vec<_>>(), expected);
    assert_eq!(json.row(0).unwrap().extra().unwrap()["later"], "x<y");
    assert_eq!((json.row(3).unwrap().active(), json.row(3).unwrap().extra()), (Some(false), None));
    assert_eq!(json.row(4).unwrap().website_access(), Some(true));
}

#[test]
fn a_field_that_occurs_twice_is_an_error() {
    for row in [r#""id":"9","id":null"#, r#""id":null,"\u0069d":"9""#, r#""x":1,"x":1"#] {
        let error = list(format!(r#"[{{"username":"a",{row}}}]"#)).unwrap_err();
        assert!(error.message().starts_with("the list has a field twice"), "{error}");
    }
    let xml = "<users><user><username>a</username><id/><id>9</id></user></users>";
    assert_eq!(list(xml).unwrap_err().message(), "the list has a field twice (at byte 50)");
}

#[test]
fn an_error_names_the_position_and_never_a_value() {
    let errors = [
        (r#"["secret"]"#, "the list does not have the documented form (line 1, column 9)"),
        (r#"[{"city":"secret"}]"#, "the list has a row without a username (line 1, column 18)"),
        (r#"[{"secret":1,"secret":1}]"#, "the list has a field twice (line 1, column 24)"),
        ("[{\"username\":\"a\"},\n {\"city\" \"b\"}]", "the list is not JSON (line 2, column 10)"),
        (r#"[{"username":"a"},]"#, "the list is not JSON (line 1, column 19)"),
        (r#"[{"username":"a"}] x"#, "the list is not JSON (line 1, column 20)"),
        (r#"[{"username":"a"}"#, "the list ends too early (line 1, column 17)"),
        (
            "<users><user><city>secret</city></user></users>",
            "the list has a row without a username (at byte 39)",
        ),
        ("<users>secret</users>", "the list has text outside its fields (at byte 13)"),
        ("<users><secret/></users>", "the list has an element that is no user (at byte 16)"),
        ("<users><user><city>a</zip></user></users>", "the list is not XML (at byte 26)"),
        ("<users><user>", "the list ends too early (at byte 13)"),
    ];
    for (body, message) in errors {
        assert_eq!(list(body).unwrap_err().message(), message, "{body}");
    }
}

#[test]
fn a_username_of_blanks_is_none() {
    for blank in ["", " ", "\t\n", "\u{a0}", "\u{2003}\u{3000}", "\u{b}", "\u{85}"] {
        let json = format!("[{{\"username\":{}}}]", serde_json::Value::from(blank));
        let xml = format!("<users><user><username>{blank}</username></user></users>");
        for body in [json, xml] {
            assert!(list(body.clone()).is_err(), "{body:?}");
        }
    }
}

#[test]
fn a_row_equals_its_customer() {
    for body in [JSON, XML] {
        let list = list(body).unwrap();
        assert_eq!(list.rows().len(), 2);
        for (row, customer) in list.rows().zip(&list) {
            assert_eq!(Customer::from(row), customer);
            assert_eq!(
                (row.username(), row.city(), row.website(), row.active()),
                (
                    customer.username.as_deref(),
                    customer.city.as_deref(),
                    customer.website.as_deref(),
                    customer.active
                )
            );
            assert_eq!(row.extra().is_some(), !customer.extra.is_empty());
        }
        assert!(list.row(0) != list.row(1) && list.row(2).is_none());
        assert!(list.iter().collect::<CustomerList>() == list);
    }
    let mut customer = Customer::default();
    (customer.active, customer.zip) = (Some(false), Some(String::new()));
    assert_eq!([customer.clone()].into_iter().collect::<CustomerList>().get(0), Some(customer));
}
