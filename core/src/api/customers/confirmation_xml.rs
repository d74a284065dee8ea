//! Confirmations and errors of the customer API in XML, as the JSON of the same meaning.
//!
//! `<result><message>…</message><errors><error>…` has the members of the JSON object, `<result>` with a
//! text alone is its message, and `<error><code>…` is its `error`.

use bytes::Bytes;
use quick_xml::events::Event;
use serde_json::{Map, Value};

use crate::codec::xml::{Malformed, Markup, to_utf8};

/// Reads a document; `None` if an element is where it has no documented meaning.
pub(crate) fn read(text: &Bytes) -> Result<Option<Map<String, Value>>, Malformed> {
    let document = to_utf8(text);
    let mut markup = Markup::new(&document);
    let root = match markup.next()? {
        Some(Event::Start(start)) => markup.name(&start),
        _ => return Err(markup.malformed("has no root")),
    };
    if !matches!(root, "result" | "error") {
        return Err(markup.malformed("is not a confirmation"));
    }
    let value = element(&mut markup)?;
    // The rest of the document must be well-formed, too.
    while markup.next()?.is_some() {}
    Ok(match (root, value) {
        ("result", Some(Value::Object(members))) => Some(members),
        ("result", Some(text)) => Some(Map::from_iter([("message".to_owned(), text)])),
        (_, value) => value.map(|error| Map::from_iter([("error".to_owned(), error)])),
    })
}

/// Reads an open element to its end: a text, or an object of its children. Children of one name are an
/// array if all of them are `error`. `None` if there is text between children, or another name twice.
fn element(markup: &mut Markup<'_>) -> Result<Option<Value>, Malformed> {
    let (mut text, mut understood) = (String::new(), true);
    let mut children: Vec<(&str, Value)> = Vec::new();
    while let Some(event) = markup.next()? {
        match &event {
            Event::Start(start) => {
                let name = markup.name(start);
                let child = element(markup)?;
                understood &= child.is_some();
                children.push((name, child.unwrap_or_default()));
            }
            Event::End(_) => break,
            _ => text.extend(markup.text(&event)?),
        }
    }
    let text = text.trim();
    if children.is_empty() {
        return Ok(understood.then(|| Value::from(text)));
    }
    // A documented example has "..." between the errors.
    let is_list = children.iter().all(|(name, _)| *name == "error");
    understood &= text.is_empty() || is_list;
    if is_list && children.len() > 1 {
        let items = children.into_iter().map(|(_, item)| item).collect();
        return Ok(understood.then_some(Value::Array(items)));
    }
    let mut members = Map::new();
    for (name, child) in children {
        understood &= members.insert(name.to_owned(), child).is_none();
    }
    Ok(understood.then_some(Value::Object(members)))
}
