//! Lists of customers.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::values::{Node, Text, element, object, repeats};
use super::{Case, Meaning, damage, refusal, surround};

const COLUMNS: [&str; 16] = [
    "username",
    "email",
    "active",
    "first_name",
    "last_name",
    "address",
    "address2",
    "city",
    "state",
    "zip",
    "country",
    "phone",
    "website",
    "company",
    "website_access",
    "id",
];
const NAMES: [&str; 10] =
    ["email", "active", "zip", "city", "website_access", "id", "plan", "Username", "note", "phone"];
const USERNAMES: [&str; 6] = ["bob", "alice@example.com", "Zürich 😀", "a \"b\" \\ c", "7", " "];
const TEXTS: [&str; 10] =
    ["", "true", "FALSE", " True ", "1", "0", "Y", "92867", "AT&T <b>/é", "http://x"];
/// Markup where a text belongs.
const MARKUP: [&str; 3] = ["<b>x</b>y", "x<n/>", "<username>bob</username>"];

/// The rows of a list, as JSON.
pub(crate) type Rows = Vec<Value>;

/// A row: its document, and its meaning unless it is no row of the documented list.
type Row = (Vec<u8>, Option<Value>);

/// A response to the list of customers.
pub(crate) fn random(rng: &mut Rng) -> Case<Rows> {
    let status = rng.choice([200, 200, 200, 200, 200, 200, 201, 206, 403, 404, 500]).unwrap();
    let is_xml = rng.bool();
    let rows = (0..rng.u8(..4)).map(|_| if is_xml { xml_row(rng) } else { json_row(rng) });
    let (documents, rows): (Vec<_>, Vec<_>) = rows.collect::<Vec<Row>>().into_iter().unzip();
    let rows = rows.into_iter().collect::<Option<Rows>>();
    let (document, meaning) = match rng.u8(..10) {
        0 => confirmation(is_xml, status, rng),
        1 if is_xml => (other_xml(&documents.concat(), rng), Meaning::NotUnderstood),
        1 => (other_json(&documents.join(&b","[..]), rng), Meaning::NotUnderstood),
        _ => {
            let meaning = rows.map_or(Meaning::NotUnderstood, Meaning::Success);
            let document =
                if is_xml { xml_list(&documents, rng) } else { json_list(&documents, rng) };
            // Rows without brackets are complete after each row.
            if rng.u8(..16) == 0 && document[0] != b'{' {
                (damage(document, rng), Meaning::NotUnderstood)
            } else {
                (document, meaning)
            }
        }
    };
    let meaning = match meaning {
        Meaning::Refusal { certain } => Meaning::Refusal { certain },
        _ if status >= 400 => refusal(status),
        // A part of a list.
        _ if status == 206 => Meaning::NotUnderstood,
        meaning => meaning,
    };
    Case { status, body: surround(document, is_xml, rng), meaning }
}

fn json_list(rows: &[Vec<u8>], rng: &mut Rng) -> Vec<u8> {
    let joined = rows.join(&b" , "[..]);
    match rng.u8(..6) {
        0 if !rows.is_empty() => joined,
        1 => [b"{\"users\" : [", joined.as_slice(), b"]}"].concat(),
        _ => [b"[", joined.as_slice(), b"]"].concat(),
    }
}

fn xml_list(rows: &[Vec<u8>], rng: &mut Rng) -> Vec<u8> {
    let blank = rng.choice(["", "\n  ", "<!-- c -->"]).unwrap();
    element("users", &rows.join(blank.as_bytes()), rng)
}

/// A confirmation or an error in place of a list.
fn confirmation(is_xml: bool, status: u16, rng: &mut Rng) -> (Vec<u8>, Meaning<Rows>) {
    let cases = [
        (r#"{"message":"success"}"#, "<result>success</result>", None),
        (r#"{"message":"queued"}"#, "<result><message>queued</message></result>", None),
        ("{}", "<result/>", None),
        (r#"{"message":"User not found"}"#, "<result>User not found</result>", Some(status)),
        (r#"{"error":"Bad username"}"#, "<error>Bad username</error>", Some(status)),
        (
            r#"{"error":{"code":401,"message":"denied"}}"#,
            "<error><code>401</code><message>denied</message></error>",
            Some(401),
        ),
    ];
    let (json, xml, refused) = *rng.choice(&cases).unwrap();
    let document = if is_xml { xml } else { json };
    (document.into(), refused.map_or(Meaning::NotUnderstood, refusal))
}

/// A document of JSON that is no list of rows.
fn other_json(rows: &[u8], rng: &mut Rng) -> Vec<u8> {
    let [before, after] = rng
        .choice(&[
            ["{\"result\":[", "]}"],
            ["{\"users\":[", "],\"total\":7}"],
            ["{\"users\":[", "],\"users\":[]}"],
            ["{\"users\":{\"user\":[", "]}}"],
            ["[[", "]]"],
            ["[1,", "2]"],
            ["[null", "]"],
            ["null", ""],
            ["\"", "\""],
        ])
        .unwrap();
    let keeps_rows = before.ends_with('[');
    [before.as_bytes(), if keeps_rows { rows } else { b"" }, after.as_bytes()].concat()
}

/// A document of XML that is no list of rows.
fn other_xml(rows: &[u8], rng: &mut Rng) -> Vec<u8> {
    let [before, after] = rng
        .choice(&[
            ["<result><users>", "</users></result>"],
            ["<Users>", "</Users>"],
            ["<users>none", "</users>"],
            ["<users><customer><username>a</username></customer>", "</users>"],
            ["<users><user>bob</user>", "</users>"],
            ["<users><user/>", "</users>"],
        ])
        .unwrap();
    [before.as_bytes(), rows, after.as_bytes()].concat()
}

fn json_row(rng: &mut Rng) -> Row {
    let mut members = Vec::new();
    match rng.u8(..24) {
        0 => {}
        1 => members.push(("username", Node::random(rng, &USERNAMES))),
        _ => members.push(("username", Node::Text(Text::random(rng, &USERNAMES)))),
    }
    for _ in 0..rng.u8(..4) {
        let name = *rng.choice(&NAMES).unwrap();
        let is_new = members.iter().all(|(known, _)| *known != name);
        if is_new || rng.u8(..8) == 0 {
            members.push((name, Node::random(rng, &TEXTS)));
        }
    }
    rng.shuffle(&mut members);
    let document = object(&members, rng);
    if repeats(&members) {
        return (document, None);
    }
    let values = members.iter().map(|(name, node)| (*name, in_column(name, node)));
    (document, row(values))
}

/// The value of a field in JSON, or `Err` with a value for `extra`.
fn in_column(name: &str, node: &Node) -> Result<Value, Value> {
    let read = match node {
        Node::Null if COLUMNS.contains(&name) => Some(Value::Null),
        _ if !COLUMNS.contains(&name) => None,
        Node::Text(text) => in_column_of_text(name, &text.meaning()),
        Node::Number(number) if is_boolean(name) => number.boolean.map(Value::from),
        Node::Number(number) => number.text.map(Value::from),
        Node::Bool(value) if is_boolean(name) => Some((*value).into()),
        _ => None,
    };
    read.ok_or_else(|| node.meaning())
}

fn in_column_of_text(name: &str, text: &str) -> Option<Value> {
    if !is_boolean(name) {
        return Some(text.into());
    }
    match text.trim().to_lowercase().as_str() {
        "true" | "1" => Some(true.into()),
        "false" | "0" | "" => Some(false.into()),
        _ => None,
    }
}

fn is_boolean(name: &str) -> bool {
    name == "active" || name == "website_access"
}

/// A row of fields and of values for `extra`; `None` without a username.
fn row<'a>(values: impl Iterator<Item = (&'a str, Result<Value, Value>)>) -> Option<Value> {
    let mut row: Map<String, Value> =
        COLUMNS.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
    let mut username = None;
    for (name, value) in values {
        if let ("username", Ok(Value::String(value))) = (name, &value) {
            username = Some(value.clone()).filter(|username| !username.trim().is_empty());
        }
        row.insert(name.to_owned(), value.unwrap_or_else(|extra| extra));
    }
    username.map(|_| row.into())
}

fn xml_row(rng: &mut Rng) -> Row {
    let (mut document, mut fields) = (Vec::new(), Vec::new());
    let mut repeated = false;
    let count = rng.u8(1..5);
    for number in 0..count {
        let is_username = number == 0 && rng.u8(..24) != 0;
        let name = if is_username { "username" } else { rng.choice(&NAMES).unwrap() };
        let is_new = fields.iter().all(|(known, _)| *known != name);
        if !is_new && COLUMNS.contains(&name) {
            if rng.u8(..8) != 0 {
                continue;
            }
            repeated = true;
        }
        if rng.u8(..24) == 0 {
            let markup = *rng.choice(&MARKUP).unwrap();
            document.extend(format!("<{name}>{markup}</{name}>").bytes());
            fields.push((name, Err(Value::from(markup))));
            continue;
        }
        let text = Text::random(rng, if is_username { &USERNAMES } else { &TEXTS });
        let content = text.to_xml(rng);
        document.extend(element(name, &content, rng));
        let known = COLUMNS.contains(&name).then(|| in_column_of_text(name, &text.meaning()));
        fields.push((name, known.flatten().ok_or_else(|| text.meaning().into())));
    }
    let row = row(in_lists(fields).into_iter()).filter(|_| !repeated);
    (element("user", &document, rng), row)
}

/// Elements of one unknown name are the items of a list.
fn in_lists<'a>(
    fields: Vec<(&'a str, Result<Value, Value>)>,
) -> Vec<(&'a str, Result<Value, Value>)> {
    let mut joined: Vec<(&'a str, Result<Value, Value>)> = Vec::new();
    for (name, value) in fields {
        let Some((_, first)) = joined.iter_mut().find(|(known, _)| *known == name) else {
            joined.push((name, value));
            continue;
        };
        let second = value.unwrap_or_else(|extra| extra);
        *first = Err(match first.clone().unwrap_or_else(|extra| extra) {
            Value::Array(items) => [items, vec![second]].concat().into(),
            single => json!([single, second]),
        });
    }
    joined
}
