//! Responses of the Users API, whose status is 2xx.

use fastrand::Rng;
use serde_json::{Map, Value};

use super::confirmations::{CODE_NUMBERS, is_blank};
use super::values::{Node, Number, Text, object, repeats};
use super::{Case, Meaning, damage, refusal, surround};

/// Type of a field.
#[derive(Clone, Copy)]
pub(crate) enum Type {
    Text,
    Integer,
    Number,
}

/// An operation, and the fields of its result.
pub(crate) type Shape = (&'static str, &'static [(&'static str, Type)]);

pub(crate) const SHAPES: [Shape; 5] = [
    ("user.get_username", &[("username", Type::Text), ("user_id", Type::Integer)]),
    (
        "user.get_credits",
        &[
            ("remain", Type::Integer),
            ("total", Type::Integer),
            ("overage", Type::Integer),
            ("used", Type::Integer),
            ("last_reset", Type::Text),
            ("next_reset", Type::Text),
            ("reset_frequency", Type::Text),
        ],
    ),
    ("user.get_account", &[("type", Type::Text), ("reputation", Type::Number)]),
    ("user.update_email", &[("email", Type::Text)]),
    ("user.update_password", &[]),
];
const TEXTS: [&str; 8] = ["", "paid", "7", " -3 ", "100.0", "99.7", "inf", "Zürich 😀"];
const LATER: [&str; 3] = ["later", "Username", "messages"];
const ERRORS: [&str; 4] = ["access forbidden", "taken", "", " "];

/// A response to the operation of a shape.
pub(crate) fn random((operation, fields): Shape, rng: &mut Rng) -> Case<Value> {
    let members = members(fields, rng);
    let mut document = object(&members, rng);
    let mut meaning = meaning(fields, &members);
    match rng.u8(..20) {
        0 => {
            document = damage(document, rng);
            // A call without a result needs no body.
            let needs_none = document.is_empty() && operation == "user.update_password";
            meaning =
                if needs_none { Meaning::Success(Value::Null) } else { Meaning::NotUnderstood };
        }
        1 => {
            document = [b"[", document.as_slice(), b"]"].concat();
            meaning = Meaning::NotUnderstood;
        }
        2 => (document, meaning) = (b"null".to_vec(), Meaning::NotUnderstood),
        _ => {}
    }
    if let (Meaning::Success(result), "user.update_password") = (&mut meaning, operation) {
        *result = Value::Null;
    }
    Case {
        status: rng.choice([200, 200, 201]).unwrap(),
        body: surround(document, false, rng),
        meaning,
    }
}

fn members(fields: &[(&'static str, Type)], rng: &mut Rng) -> Vec<(&'static str, Node)> {
    let mut members = Vec::new();
    for (name, _) in fields {
        if rng.u8(..3) != 0 {
            members.push((*name, Node::random(rng, &TEXTS)));
        }
    }
    if rng.u8(..3) == 0 {
        members.push((rng.choice(LATER).unwrap(), Node::random(rng, &TEXTS)));
    }
    if rng.u8(..3) == 0 {
        if rng.bool() {
            members.retain(|(name, _)| LATER.contains(name));
        }
        let message = Node::Text(Text::random(rng, &ERRORS));
        match rng.u8(..4) {
            0 => members.push(("error", message)),
            1 => members.push(("code", Node::Number(rng.choice(&CODE_NUMBERS).unwrap()))),
            2 => members.push(("errors", Node::random(rng, &ERRORS))),
            _ => {
                let item = Node::Object(vec![("field", Node::Null), ("message", message)]);
                members.push(("errors", Node::List(vec![item])));
            }
        }
    }
    if rng.u8(..16) == 0 && !members.is_empty() {
        members.push((rng.choice(&members).unwrap().0, Node::Null));
    }
    rng.shuffle(&mut members);
    members
}

/// The reference.
fn meaning(fields: &[(&'static str, Type)], members: &[(&'static str, Node)]) -> Meaning<Value> {
    if repeats(members) {
        return Meaning::NotUnderstood;
    }
    let find =
        |name: &str| members.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
    let code = match find("code") {
        Some(Node::Number(Number { integer: Some(code @ 400..600), .. })) => Some(*code),
        _ => None,
    };
    let reports = ["errors", "error"].iter().any(|name| find(name).is_some_and(|v| !is_blank(v)));
    if reports || code.is_some() {
        if fields.iter().any(|(name, _)| find(name).is_some()) {
            return Meaning::NotUnderstood;
        }
        return refusal(code.map_or(200, |code| u16::try_from(code).unwrap()));
    }
    let mut result: Map<String, Value> =
        fields.iter().map(|(name, _)| ((*name).to_owned(), Value::Null)).collect();
    for (name, node) in members {
        let field = fields.iter().find(|(known, _)| known == name);
        let read = field.and_then(|(_, field)| read(*field, node));
        result.insert((*name).to_owned(), read.unwrap_or_else(|| node.meaning()));
    }
    Meaning::Success(result.into())
}

fn read(field: Type, node: &Node) -> Option<Value> {
    let text = match node {
        Node::Text(text) => text.meaning(),
        Node::Number(number) => {
            return match field {
                Type::Text => number.text.map(Value::from),
                Type::Integer => number.integer.map(Value::from),
                Type::Number => number.float.map(Value::from),
            };
        }
        _ => return None,
    };
    match (field, text.trim()) {
        (Type::Text, _) => Some(text.into()),
        (Type::Integer, "7") => Some(7.into()),
        (Type::Integer, "-3") => Some((-3).into()),
        (Type::Integer, "100.0") => Some(100.into()),
        (Type::Number, "7") => Some(7.0.into()),
        (Type::Number, "-3") => Some((-3.0).into()),
        (Type::Number, "100.0") => Some(100.0.into()),
        (Type::Number, "99.7") => Some(99.7.into()),
        _ => None,
    }
}
