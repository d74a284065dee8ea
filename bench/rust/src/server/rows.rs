//! Customers in the form of the documented list: twelve strings each, which differ between rows; and
//! subusers in the form of theirs.

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
        |values: &[&str]| values.iter().cycle().nth(number % values.len()).unwrap().to_string();
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
        // Without slashes, which the real server escapes in JSON: most websites have no path.
        format!("www.example{number}.com"),
    ]
}

/// Customer list as JSON.
pub(crate) fn json(rows: usize) -> String {
    let mut list = String::from("[");
    for number in 0..rows {
        list.push_str(if number == 0 { "{" } else { ",{" });
        for (place, (name, value)) in FIELDS.iter().zip(row(number)).enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(list, "{comma}\"{name}\":\"{value}\"").unwrap();
        }
        list.push('}');
    }
    list.push(']');
    list
}

/// Customer list as XML.
pub(crate) fn xml(rows: usize) -> String {
    let mut list = String::from("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\n<users>\n");
    for number in 0..rows {
        list.push_str("   <user>\n");
        for (name, value) in FIELDS.iter().zip(row(number)) {
            writeln!(list, "      <{name}>{value}</{name}>").unwrap();
        }
        list.push_str("   </user>\n");
    }
    list.push_str("</users>\n");
    list
}

/// Page of subusers as JSON.
pub(crate) fn subusers(numbers: impl Iterator<Item = usize>) -> String {
    let rows: Vec<_> = numbers
        .map(|number| {
            let disabled = number % 7 == 0;
            format!(
                "{{\"disabled\":{disabled},\"email\":\"m{number}@example.com\",\"id\":{number},\
                 \"username\":\"subuser{number}@example.com\"}}"
            )
        })
        .collect();
    format!("[{}]", rows.join(","))
}
