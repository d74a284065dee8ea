//! Customers in the shape of the documented list: twelve texts each, which differ from row to row.

use std::fmt::Write;

const FIELDS: [&str; 12] = [
    "username",
    "email",
    "active",
    "first_name",
    "last_name",
    "address",
    "city",
    "state",
    "zip",
    "country",
    "phone",
    "website",
];
const CITIES: [&str; 4] = ["any city", "Denver, CO", "Orange", "Boulder"];
const STATES: [&str; 3] = ["CA", "CO", "NY"];

fn row(number: usize) -> [String; 12] {
    let one_of =
        |texts: &[&str]| texts.iter().cycle().nth(number % texts.len()).unwrap().to_string();
    [
        format!("customer{number}@example.com"),
        format!("m{number}@example.com"),
        (number % 7 != 0).to_string(),
        format!("john{}", number % 997),
        format!("doe{}", number % 4999),
        format!("{} any street", 100 + number % 9000),
        one_of(&CITIES),
        one_of(&STATES),
        format!("{:05}", 10_000 + number % 89_999),
        "US".into(),
        format!("555-{:04}", number % 10_000),
        // The writer of the real answers escapes slashes; most addresses have no path.
        format!("www.example{number}.com"),
    ]
}

/// The list as JSON.
pub(crate) fn json(rows: usize) -> String {
    let mut text = String::from("[");
    for number in 0..rows {
        text.push_str(if number == 0 { "{" } else { ",{" });
        for (place, (name, value)) in FIELDS.iter().zip(row(number)).enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(text, "{comma}\"{name}\":\"{value}\"").unwrap();
        }
        text.push('}');
    }
    text.push(']');
    text
}

/// The list as XML.
pub(crate) fn xml(rows: usize) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\n<users>\n");
    for number in 0..rows {
        text.push_str("   <user>\n");
        for (name, value) in FIELDS.iter().zip(row(number)) {
            writeln!(text, "      <{name}>{value}</{name}>").unwrap();
        }
        text.push_str("   </user>\n");
    }
    text.push_str("</users>\n");
    text
}
