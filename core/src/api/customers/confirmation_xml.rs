//! Confirmations and errors of the customer API in XML, as the JSON of the same meaning.
//!
//! `<result><message>…</message><errors><error>…` has the members of the JSON object, `<result>` with a
//! text alone is its message, and `<error><code>…` is its `error`.

use bytes::Bytes;
use quick_xml::events::Event;
use serde_json::{Map, Value};

use crate::codec::budget::{Budget, OVER_BUDGET, OverBudget, allocation};
use crate::codec::xml::{Malformed, Markup, to_utf8};

/// Reads a document; `None` if an element is where it has no documented meaning.
pub(crate) fn read(text: &Bytes) -> Result<Option<Map<String, Value>>, Malformed> {
    let budget = Budget::of(text.len());
    let document = to_utf8(text, &budget);
    let mut markup = Markup::new(&document);
    let root = match markup.next()? {
        Some(Event::Start(start)) => markup.name(&start),
        _ => return Err(markup.malformed("has no root")),
    };
    if !matches!(root, "result" | "error") {
        return Err(markup.malformed("is not a confirmation"));
    }
    let value = element(&mut markup, &budget)?;
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
fn element(markup: &mut Markup<'_>, budget: &Budget) -> Result<Option<Value>, Malformed> {
    let (mut text, mut understood) = (String::new(), true);
    let mut children: Vec<(&str, Value)> = Vec::new();
    while let Some(event) = markup.next()? {
        match &event {
            Event::Start(start) => {
                let name = markup.name(start);
                let child = element(markup, budget)?;
                understood &= child.is_some();
                let child = (name, child.unwrap_or_default());
                budget.push(&mut children, child).map_err(|it| over(markup, it))?;
            }
            Event::End(_) => break,
            _ => text.extend(markup.text(&event)?),
        }
    }
    let text = text.trim();
    let failed = |error: OverBudget| over(markup, error);
    if children.is_empty() {
        budget.string(text).map_err(failed)?;
        return Ok(understood.then(|| Value::from(text)));
    }
    // A documented example has "..." between the errors.
    let is_list = children.iter().all(|(name, _)| *name == "error");
    understood &= text.is_empty() || is_list;
    let held = allocation(children.capacity() * size_of::<(&str, Value)>());
    let value = if is_list && children.len() > 1 {
        budget.array().map_err(failed)?;
        let mut items = Vec::new();
        for (_, child) in children {
            budget.item(&mut items, child).map_err(failed)?;
        }
        Value::Array(items)
    } else {
        budget.object().map_err(failed)?;
        let mut members = Map::new();
        for (name, child) in children {
            budget.member(members.len(), name).map_err(failed)?;
            understood &= members.insert(name.to_owned(), child).is_none();
        }
        Value::Object(members)
    };
    budget.release(held);
    Ok(understood.then_some(value))
}

fn over(markup: &Markup<'_>, _: OverBudget) -> Malformed {
    markup.misplaced(OVER_BUDGET)
}
