//! Confirmations and errors of the customer API.

use fastrand::Rng;

use super::values::{Node, Number, Text, code, element, elements, object, repeats};
use super::{Case, Meaning, damage, refusal, surround};

const SUCCESSES: [&str; 5] = ["success", "success", "Success", " SUCCESS\n", "success "];
const REFUSALS: [&str; 7] = [
    "error",
    "User not found",
    "User does not exist.",
    "Email does not exist",
    "Permission denied, wrong credentials",
    "Missing user parameter",
    "error: no reason",
];
const OTHERS: [&str; 6] = ["queued", "successful", "no success", "not found: success", "", " "];
const ERRORS: [&str; 6] = ["taken", "User not found", "try again", "success", " Success ", ""];
const CODES: [&str; 10] = ["200", "201", "400", "401", "404", "500", "302", "0", "abc", ""];

pub(crate) const CODE_NUMBERS: [Number; 7] = [
    code("200", 200),
    code("400", 400),
    code("400.0", 400),
    code("401", 401),
    code("500", 500),
    code("302", 302),
    code("0", 0),
];

type Members = Vec<(&'static str, Node)>;

/// What a document says, whatever the status of its response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Success,
    /// A refusal, with the code in the body.
    Refusal(Option<u16>),
    Nothing,
}

/// A response to a call that returns nothing.
pub(crate) fn random(rng: &mut Rng) -> Case<()> {
    let status = rng.choice([200, 200, 200, 200, 200, 201, 202, 400, 403, 404, 500, 502]).unwrap();
    let is_xml = rng.bool();
    let (mut document, mut said) = if is_xml { xml(rng) } else { json(rng) };
    if rng.u8(..16) == 0 {
        (document, said) = (damage(document, rng), Said::Nothing);
    }
    let meaning = match said {
        Said::Success if status < 300 => Meaning::Success(()),
        Said::Refusal(code) => refusal(code.unwrap_or(status)),
        Said::Nothing if status >= 400 => refusal(status),
        // Nothing, or a success in a body that contradicts the status.
        Said::Nothing | Said::Success => Meaning::NotUnderstood,
    };
    Case { status, body: surround(document, is_xml, rng), meaning }
}

fn json(rng: &mut Rng) -> (Vec<u8>, Said) {
    let members = members(rng, false);
    let json = object(&members, rng);
    match rng.u8(..16) {
        0 => ([b"[", json.as_slice(), b"]"].concat(), Said::Nothing),
        1 => ([b"{\"x\":", json.as_slice(), b"}"].concat(), Said::Nothing),
        2 => (Text::random(rng, &SUCCESSES).to_json(rng), Said::Nothing),
        _ => (json, said(&members)),
    }
}

fn xml(rng: &mut Rng) -> (Vec<u8>, Said) {
    let members = members(rng, true);
    let content = elements(&members, rng);
    match rng.u8(..16) {
        0 => {
            let text = message(rng);
            let content = text.to_xml(rng);
            (element("result", &content, rng), said(&[("message", Node::Text(text))]))
        }
        1 => {
            let error = error(rng, true);
            let content = error.to_xml(rng);
            (element("error", &content, rng), said(&[("error", error)]))
        }
        2 => (element("x", &content, rng), Said::Nothing),
        3 => {
            let nested = element("result", &content, rng);
            (element("result", &nested, rng), Said::Nothing)
        }
        4 => {
            let mixed = [b"success<id>7</id>", content.as_slice()].concat();
            (element("result", &mixed, rng), Said::Nothing)
        }
        _ => (element("result", &content, rng), said(&members)),
    }
}

fn members(rng: &mut Rng, is_xml: bool) -> Members {
    let mut members = Members::new();
    if rng.u8(..8) != 0 {
        let odd = !is_xml && rng.u8(..16) == 0;
        let text = message(rng);
        let value = if odd { Node::random(rng, &SUCCESSES) } else { Node::Text(text) };
        members.push(("message", value));
    }
    if rng.u8(..3) == 0 {
        members.push(("errors", errors(rng, is_xml)));
    }
    if rng.u8(..4) == 0 {
        members.push(("error", error(rng, is_xml)));
    }
    if rng.u8(..4) == 0 {
        members.push(("code", a_code(rng, is_xml)));
    }
    if rng.u8(..4) == 0 {
        members.push(("id", Node::text("17")));
    }
    if rng.u8(..16) == 0 && !members.is_empty() {
        let (name, _) = *rng.choice(&members).unwrap();
        members.push((name, Node::Text(message(rng))));
    }
    rng.shuffle(&mut members);
    members
}

/// A message. Only those that are no refusals have a unit that is no character.
fn message(rng: &mut Rng) -> Text {
    match rng.u8(..8) {
        0..=4 => Text::random(rng, &SUCCESSES),
        5 | 6 => Text::plain(rng.choice(&REFUSALS).unwrap()),
        _ => Text::random(rng, &OTHERS),
    }
}

fn errors(rng: &mut Rng, is_xml: bool) -> Node {
    let text = |rng: &mut Rng| Node::Text(Text::random(rng, &ERRORS));
    match rng.u8(..10) {
        0..=2 => Node::Null,
        3 => Node::Object(Vec::new()),
        4 => text(rng),
        5 => Node::Object(vec![("message", text(rng))]),
        6 => Node::List(vec![Node::Object(vec![("field", Node::Null), ("message", text(rng))])]),
        7 if !is_xml => Node::random(rng, &ERRORS),
        _ => Node::List((0..rng.u8(..3)).map(|_| text(rng)).collect()),
    }
}

fn error(rng: &mut Rng, is_xml: bool) -> Node {
    let text = |rng: &mut Rng| Node::Text(Text::random(rng, &ERRORS));
    match rng.u8(..8) {
        0 | 1 => Node::Null,
        2 => text(rng),
        3 => Node::Object(vec![("code", a_code(rng, is_xml))]),
        4 if !is_xml => Node::random(rng, &ERRORS),
        _ => Node::Object(vec![("code", a_code(rng, is_xml)), ("message", text(rng))]),
    }
}

fn a_code(rng: &mut Rng, is_xml: bool) -> Node {
    match rng.u8(..4) {
        0 | 1 if !is_xml => Node::Number(rng.choice(&CODE_NUMBERS).unwrap()),
        2 if !is_xml => {
            rng.choice(&[Node::Null, Node::Bool(true), Node::Bool(false)]).unwrap().clone()
        }
        _ => Node::Text(Text::random(rng, &CODES)),
    }
}

/// The reference. One error anywhere refuses the call; a success needs the message, and nothing beside
/// it that is not understood.
fn said(members: &[(&'static str, Node)]) -> Said {
    if repeats(members) {
        return Said::Nothing;
    }
    let find =
        |name: &str| members.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
    let nested = match find("error") {
        Some(Node::Object(error)) => error.iter().find(|(name, _)| *name == "code").map(|(_, v)| v),
        _ => None,
    };
    let code =
        find("code").filter(|code| !is_blank(code)).or(nested).filter(|code| !is_blank(code));
    let number = code.map(number_of);
    let message = find("message").filter(|message| !is_blank(message));
    let has_error =
        |name| find(name).filter(|value| !is_blank(value)).map(|value| texts(name, value));
    let errors = [has_error("errors"), has_error("error")];
    let success = |text: &String| text.trim().eq_ignore_ascii_case("success");

    let refuses = |texts: &Vec<String>| !texts.is_empty() && !texts.iter().any(success);
    let error_code = number.flatten().filter(|code| (400..600).contains(code));
    if error_code.is_some()
        || errors.iter().flatten().any(refuses)
        || matches!(message, Some(Node::Text(text)) if REFUSALS.contains(&text.meaning().as_str()))
    {
        return Said::Refusal(error_code);
    }
    let only_a_code = matches!(find("error"), Some(Node::Object(error))
        if nested.is_some() && error.iter().all(|(name, v)| *name == "code" || texts("", v).is_empty()));
    let confirmed = matches!(message, Some(Node::Text(text)) if success(&text.meaning()));
    let accepts = number.is_none_or(|code| code.is_some_and(|code| (200..300).contains(&code)));
    if confirmed && accepts && errors[0].is_none() && (errors[1].is_none() || only_a_code) {
        return Said::Success;
    }
    Said::Nothing
}

fn number_of(node: &Node) -> Option<u16> {
    match node {
        Node::Number(number) => number.integer.and_then(|code| u16::try_from(code).ok()),
        Node::Text(text) => text.meaning().trim().parse().ok(),
        _ => None,
    }
}

/// The texts in a value, except the code of `error`.
fn texts(name: &str, value: &Node) -> Vec<String> {
    match value {
        Node::Text(text) if !is_blank(value) => vec![text.meaning()],
        // A number out of range is a text.
        Node::Number(number) if number.float.is_none() => vec![number.json.to_owned()],
        Node::List(items) => items.iter().flat_map(|item| texts("", item)).collect(),
        Node::Object(members) => members
            .iter()
            .filter(|(member, _)| name != "error" || *member != "code")
            .flat_map(|(_, value)| texts("", value))
            .collect(),
        _ => Vec::new(),
    }
}

pub(crate) fn is_blank(node: &Node) -> bool {
    match node {
        Node::Null | Node::Bool(false) => true,
        Node::Text(text) => text.meaning().trim().is_empty(),
        Node::List(items) => items.is_empty(),
        Node::Object(members) => members.is_empty(),
        Node::Bool(true) | Node::Number(_) => false,
    }
}
