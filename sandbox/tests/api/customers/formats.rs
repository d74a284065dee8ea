//! The bytes of response bodies: declarations, encodings, escapes.

use super::{ADD, LIST, MANAGE, NEW, SUCCESS, path, post};
use crate::raw_http::sandbox;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\n";
const SUCCESS_XML: &str = "<result>\n   <message>success</message>\n</result>\n";

#[test]
fn writes_success_as_documented() {
    let sandbox = sandbox();
    let enable = [("method", "enable"), ("user", "user1")];
    for dialect in ["reseller", "distributor"] {
        let json = post(&sandbox, &path(MANAGE, dialect, "json"), &enable);
        assert_eq!(json.body, SUCCESS);
        assert_eq!(json.header("content-type"), Some("application/json"));
        let xml = post(&sandbox, &path(MANAGE, dialect, "xml"), &enable);
        assert_eq!(xml.body, format!("{DECLARATION}{SUCCESS_XML}"));
        assert_eq!(xml.header("content-type"), Some("text/xml"));
    }
}

#[test]
fn writes_row_fields_in_the_documented_order() {
    let sandbox = sandbox();
    let first = [LIST[0], LIST[1], ("limit", "1")];
    let json = r#"[{"username":"user1","email":"example1@example.com","active":"true","first_name":"john","last_name":"doe","address":"555 any street","address2":"","city":"any city","state":"CA","zip":"91234","country":"US","phone":"555-555-5555","website":"example.com","website_access":"true","company":"","id":"123"}]"#;
    let user = "<user><username>user1</username><email>example1@example.com</email><active>true</active><first_name>john</first_name><last_name>doe</last_name><address>555 any street</address><address2></address2><city>any city</city><state>CA</state><zip>91234</zip><country>US</country><phone>555-555-5555</phone><website>example.com</website><website_access>true</website_access><company></company><id>123</id></user>";
    for (dialect, xml) in [
        ("reseller", format!("{DECLARATION}<users>\n   {user}\n</users>\n")),
        ("distributor", format!("<users>{user}</users>")),
    ] {
        assert_eq!(post(&sandbox, &path(MANAGE, dialect, "json"), &first).body, json);
        let response = post(&sandbox, &path(MANAGE, dialect, "xml"), &first);
        assert_eq!(response.body, xml);
        assert_eq!(response.header("content-type"), Some("text/xml"));
    }
}

#[test]
fn preserves_every_script_in_every_format() {
    let sandbox = sandbox();
    let mut new = NEW;
    for (name, value) in [
        ("first_name", "José"),
        ("last_name", "O'Brien & \"Söhne\" <a>"),
        ("city", "東京 😀"),
        ("website", "http://example.com/?a=1&b=2"),
    ] {
        new.iter_mut().find(|it| it.0 == name).unwrap().1 = value;
    }
    assert_eq!(post(&sandbox, ADD, &new).body, SUCCESS);
    let list = |dialect: &str, format: &str| {
        let parameters = [LIST[0], LIST[1], ("id", "125")];
        post(&sandbox, &path(MANAGE, dialect, format), &parameters)
    };

    let json = list("reseller", "json");
    assert!(json.bytes.is_ascii());
    let row = &json.json()[0];
    assert_eq!((&row["first_name"], &row["city"]), (&"José".into(), &"東京 😀".into()));
    assert_eq!(row["last_name"], "O'Brien & \"Söhne\" <a>");
    assert!(json.body.contains(r#""first_name":"Jos\u00e9""#), "{}", json.body);
    assert!(json.body.contains(r#""website":"http:\/\/example.com\/?a=1&b=2""#), "{}", json.body);

    let latin1: String = list("reseller", "xml").bytes.iter().copied().map(char::from).collect();
    let utf8 = String::from_utf8(list("distributor", "xml").bytes).unwrap();
    for (xml, city) in [(latin1, "&#26481;&#20140; &#128512;"), (utf8, "東京 😀")] {
        for expected in [
            "<first_name>José</first_name>",
            "<last_name>O&apos;Brien &amp; &quot;Söhne&quot; &lt;a&gt;</last_name>",
            "<website>http://example.com/?a=1&amp;b=2</website>",
            &format!("<city>{city}</city>"),
        ] {
            assert!(xml.contains(expected), "{expected} is not in {xml}");
        }
    }
}

#[test]
fn stores_a_website_unchanged() {
    let sandbox = sandbox();
    for website in ["example.com", "HTTP://Example.com", " x "] {
        let set = [("method", "profile"), ("task", "set"), ("user", "user1"), ("website", website)];
        assert_eq!(post(&sandbox, MANAGE, &set).body, SUCCESS);
        assert_eq!(super::row(&sandbox, "user1").unwrap()["website"], website);
    }
}
