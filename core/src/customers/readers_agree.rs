//! The fast readers of lists take nothing that the careful ones refuse, and read the same.

use bytestring::ByteString;

use crate::customers::customer_list::{Builder, CustomerList};
use crate::customers::{json_list, plain_json, plain_xml, xml_list};

const JSON: &str = r#" [{"username":"a é","email":"b@c","active":"true","city":"Z\u00fcrich","website":"http:\/\/x",
    "zip" : 8001 , "company":null,"later":{"n":[1,-2.5e3]},"website_access":false},{}, {"email":"d","username":"e"}]
"#;

const XML: &str = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\n<users>\n   <user>\n
    <username>a é</username><email>b@c</email><active>true</active><city>Z&#xfc;rich &amp; more</city>
    <website/><later>x&lt;y</later><empty/></user>\r\n<user></user><user><email>d</email><username></username></user>\n</users>\n";

const BYTES: &[u8] = b" \t\r\n\"\\/{}[]:,<>&;!?-'=_.01eEuatfnxC\x00\x1f\x7f";

/// Each text that differs from this one in a place.
fn variants(text: &str) -> impl Iterator<Item = String> {
    (0..text.len()).filter(|place| text.is_char_boundary(*place)).flat_map(move |place| {
        let (before, after) = text.split_at(place);
        let rest = after.chars().next().map_or("", |first| &after[first.len_utf8()..]);
        let changed = BYTES.iter().flat_map(move |byte| {
            let byte = char::from(*byte);
            [format!("{before}{byte}{after}"), format!("{before}{byte}{rest}")]
        });
        changed.chain([before.to_owned(), after.to_owned(), format!("{before}{rest}")])
    })
}

fn list(builder: Builder<'_>, text: &str) -> CustomerList {
    builder.finish(ByteString::from(text))
}

#[test]
fn of_json() {
    assert_eq!(list(plain_json::read(JSON).unwrap(), JSON).len(), 3);
    let mut agreed = 0;
    for text in variants(JSON) {
        if let Some(plain) = plain_json::read(&text) {
            let careful = json_list::read_with_care(&text);
            let careful = careful.unwrap_or_else(|error| panic!("{error}: {text}"));
            assert!(list(plain, &text) == list(careful, &text), "{text}");
            agreed += 1;
        }
    }
    assert!(agreed > 1000, "{agreed}");
}

#[test]
fn of_xml() {
    assert_eq!(list(plain_xml::read(XML).unwrap(), XML).len(), 3);
    let mut agreed = 0;
    for text in variants(XML) {
        if let Some(plain) = plain_xml::read(&text) {
            let careful = xml_list::read_with_care(&text).ok().flatten();
            let careful = careful.unwrap_or_else(|| panic!("{text}"));
            assert!(list(plain, &text) == list(careful, &text), "{text}");
            agreed += 1;
        }
    }
    assert!(agreed > 1000, "{agreed}");
}

#[test]
fn of_every_order_of_fields() {
    let json = r#"[{"id":"1","username":"a"},{"username":"b","id":"2"},{"id":"3","username":"c"},
        {"zip":"4"},{"username":"d","zip":"5","id":"6"},{"id":"7","id":"8"},{"id":"9","id":null}]"#;
    let plain = list(plain_json::read(json).unwrap(), json);
    assert!(plain == list(json_list::read_with_care(json).unwrap(), json));
    let ids: Vec<_> = plain.iter().map(|customer| customer.id).collect();
    let expected = ["1", "2", "3", "", "6", "8", "9"];
    assert_eq!(
        ids.iter().map(|id| id.as_deref().unwrap_or_default()).collect::<Vec<_>>(),
        expected
    );
}
