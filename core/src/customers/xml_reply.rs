//! Confirmations and refusals in XML.

use quick_xml::events::Event;

use crate::codec::xml::{Malformed, Markup};
use crate::customers::reply::Reply;
use crate::error::ErrorDetail;
use crate::http::error_body::{ErrorBody, MOST_DETAILS};

/// Reads `<result><message>…</message><errors><error>…`, `<result>…</result>` and
/// `<error><code>…</code><message>…`; none for anything else.
pub(crate) fn parse(text: &str) -> Option<Reply> {
    let leaves = leaves(text).ok()?;
    let first =
        |name: &str| leaves.iter().find(|leaf| leaf.name == name).map(|leaf| leaf.text.trim());
    let message = first("message").or_else(|| first("result"));
    let complaints: Vec<&str> =
        leaves.iter().filter(|leaf| leaf.name == "error").map(|leaf| leaf.text.trim()).collect();
    if message == Some("success") && complaints.is_empty() {
        return Some(Reply::Success);
    }
    // `<message>error</message>` only announces what follows.
    let messages = if complaints.is_empty() { message.into_iter().collect() } else { complaints };
    let code = first("code").and_then(|code| code.parse().ok());
    let details = messages
        .into_iter()
        .filter(|message| !message.is_empty())
        .take(MOST_DETAILS)
        .map(|message| ErrorDetail {
            message: message.to_owned(),
            error_id: first("code").map(str::to_owned),
            ..ErrorDetail::default()
        })
        .collect();
    let body = ErrorBody { details, id: None, code };
    (!body.is_empty()).then_some(Reply::Refusal(body))
}

/// An element without elements in it.
struct Leaf {
    name: String,
    text: String,
}

fn leaves(text: &str) -> Result<Vec<Leaf>, Malformed> {
    let mut markup = Markup::new(text);
    let mut leaves = Vec::new();
    let mut open: Option<Leaf> = None;
    while let Some(event) = markup.next()? {
        match &event {
            Event::Start(start) => {
                let name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
                if markup.depth() == 1 && !matches!(name.as_str(), "result" | "error") {
                    return Err(markup.malformed("is not an answer of this API"));
                }
                open = Some(Leaf { name, text: String::new() });
            }
            Event::End(_) => {
                leaves.extend(open.take());
            }
            _ => {
                if let (Some(leaf), Some(piece)) = (&mut open, markup.text(&event)?) {
                    leaf.text.push_str(&piece);
                }
            }
        }
    }
    Ok(leaves)
}
