//! Cells of tables and of CSV.

use std::borrow::Cow;
use std::collections::HashSet;

use comfy_table::{ContentArrangement, Table, presets};
use sendgrid_accounts::printable;
use serde_json::Value;

/// Columns that come first.
const FIRST: [&str; 6] = ["username", "name", "api_key_id", "id", "user_id", "email"];

/// The columns of rows: what names them, then the others by name.
pub(crate) fn columns<'a>(rows: impl IntoIterator<Item = &'a Value>) -> Vec<String> {
    let (mut columns, mut known) = (Vec::new(), HashSet::new());
    for row in rows.into_iter().filter_map(Value::as_object) {
        for name in row.keys() {
            if known.insert(name) {
                columns.push(name.clone());
            }
        }
    }
    let rank = |name: &String| FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len());
    columns.sort_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| one.cmp(other)));
    columns
}

/// The text of a cell: a string as it is, nothing for null, JSON for the rest.
pub(crate) fn cell(value: Option<&Value>) -> Cow<'_, str> {
    match value {
        None | Some(Value::Null) => Cow::Borrowed(""),
        Some(Value::String(text)) => Cow::Borrowed(text),
        Some(other) => Cow::Owned(other.to_string()),
    }
}

/// The same for readers: lists of strings with commas, and nothing that changes a terminal.
fn readable(value: Option<&Value>) -> String {
    let items = value.and_then(Value::as_array).filter(|items| items.iter().all(Value::is_string));
    let text = match items {
        Some(items) => {
            let items: Vec<_> = items.iter().filter_map(Value::as_str).collect();
            Cow::Owned(items.join(", "))
        }
        None => cell(value),
    };
    printable(&text).into_owned()
}

/// A table of rows. Columns without a value are left out.
pub(super) fn table(rows: &[Value]) -> String {
    let mut columns = columns(rows);
    columns.retain(|name| rows.iter().any(|row| !row.get(name).is_none_or(Value::is_null)));
    let mut table = empty();
    table.set_header(columns.iter().map(|name| printable(name).into_owned()));
    for row in rows {
        table.add_row(columns.iter().map(|name| readable(row.get(name))));
    }
    without_trailing_blanks(&table)
}

/// A table with a row for each field that has a value.
pub(super) fn vertical(value: &Value) -> String {
    let mut table = empty();
    for name in columns([value]) {
        if let Some(field) = value.get(&name).filter(|field| !field.is_null()) {
            table.add_row([printable(&name).into_owned(), readable(Some(field))]);
        }
    }
    without_trailing_blanks(&table)
}

/// One line of a list of strings or numbers.
pub(super) fn plain(value: &Value) -> String {
    readable(Some(value))
}

fn empty() -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table
}

fn without_trailing_blanks(table: &Table) -> String {
    let lines: Vec<String> = table.lines().map(|line| line.trim().to_owned()).collect();
    lines.join("\n")
}
