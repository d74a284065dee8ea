//! The reference for JSON: a tree that keeps repeated members, and the meanings of its shapes.

use std::fmt::{self, Write as _};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value of JSON.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Nothing,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    pub(crate) fn members(&self) -> &[(String, Self)] {
        if let Self::Object(members) = self { members } else { &[] }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        self.members().iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Whether an object in it has a member twice.
    pub(crate) fn repeats(&self) -> bool {
        match self {
            Self::List(items) => items.iter().any(Self::repeats),
            Self::Object(members) => {
                let mut names: Vec<_> = members.iter().map(|(name, _)| name).collect();
                names.sort_unstable();
                names.windows(2).any(|pair| pair[0] == pair[1])
                    || members.iter().any(|(_, value)| value.repeats())
            }
            _ => false,
        }
    }

    /// Whether it says that there is nothing.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Nothing | Self::Bool(false) => true,
            Self::Bool(true) | Self::Number(_) => false,
            Self::Text(text) => text.trim().is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Object(members) => members.is_empty(),
        }
    }

    /// As a number; a text may be one.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(crate) fn is_success(&self) -> bool {
        let Self::Text(text) = self else { return false };
        text.trim().trim_end_matches('.').eq_ignore_ascii_case("success")
    }

    /// Whether it confirms a call of the customer API.
    pub(crate) fn confirms(&self) -> bool {
        let absent = |name: &str| self.get(name).is_none_or(Self::is_blank);
        let accepts = |code: &Self| {
            code.is_blank() || code.number().is_some_and(|code| (200.0..300.0).contains(&code))
        };
        let only_a_code = |error: &Self| match error.members() {
            [] => error.is_blank(),
            members => {
                members.iter().all(|(name, value)| match name.as_str() {
                    "code" => accepts(value),
                    _ => value.is_blank() || !has_text(value),
                }) && error.get("code").is_some()
            }
        };
        !self.repeats()
            && self.get("message").is_some_and(Self::is_success)
            && absent("errors")
            && self.get("error").is_none_or(only_a_code)
            && self.get("code").is_none_or(accepts)
    }

    /// Whether it is a result of the Users API.
    pub(crate) fn is_result(&self) -> bool {
        let absent = |name: &str| self.get(name).is_none_or(Self::is_blank);
        let code = self.get("code").and_then(Self::number);
        matches!(self, Self::Object(_))
            && !self.repeats()
            && absent("errors")
            && absent("error")
            && code.is_none_or(|code| !(400.0..600.0).contains(&code))
    }

    /// The usernames of a list of customers, `None` for one that is no text; `None` if it is no list.
    pub(crate) fn usernames(&self) -> Option<Vec<Option<&str>>> {
        let rows = match self {
            Self::List(rows) => rows,
            Self::Object(members) => match &members[..] {
                [(name, Self::List(rows))] if name == "users" => rows,
                _ => return None,
            },
            _ => return None,
        };
        let username = |row: &'_ Self| match row.get("username")? {
            Self::Text(text) if !text.trim().is_empty() => Some(()),
            Self::Number(_) => Some(()),
            _ => None,
        };
        if self.repeats() || rows.iter().any(|row| username(row).is_none()) {
            return None;
        }
        Some(rows.iter().map(|row| row.get("username").and_then(Self::text)).collect())
    }
}

fn has_text(value: &Node) -> bool {
    match value {
        Node::Text(text) => !text.trim().is_empty(),
        Node::List(items) => items.iter().any(has_text),
        Node::Object(members) => members.iter().any(|(_, value)| has_text(value)),
        _ => false,
    }
}

/// Reads a text, or the text with its odd characters and numbers replaced.
pub(crate) fn read(text: &[u8]) -> Option<Node> {
    serde_json::from_slice(text).ok().or_else(|| {
        let replaced = replaced(&String::from_utf8_lossy(text));
        serde_json::from_str(&replaced).ok()
    })
}

/// Replaces what JSON does not have, character by character: control characters in strings, lone
/// surrogates, and numbers that no float represents.
fn replaced(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let unit = |at: usize| -> Option<u32> {
        let escape: String = characters.get(at..at + 6)?.iter().collect();
        let digits = escape.strip_prefix("\\u")?;
        let all = digits.chars().all(|digit| digit.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16).ok().filter(|_| all)
    };
    let (mut output, mut at, mut in_string) = (String::new(), 0, false);
    while let Some(character) = characters.get(at) {
        let mut length = 1;
        match character {
            '"' => {
                in_string = !in_string;
                output.push('"');
            }
            '\\' if in_string => {
                length = match (unit(at), unit(at + 6)) {
                    (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => 12,
                    (Some(_), _) => 6,
                    _ => 2,
                };
                if length == 6 && matches!(unit(at), Some(0xd800..0xe000)) {
                    output.push('\u{fffd}');
                } else {
                    output.extend(characters[at..characters.len().min(at + length)].iter());
                }
            }
            '\0'..=' ' if in_string => write!(output, "\\u{:04x}", u32::from(*character)).unwrap(),
            '-' | '0'..='9' if !in_string => {
                let of_number = |c: &&char| c.is_ascii_digit() || "+-.eE".contains(**c);
                length = characters[at..].iter().take_while(of_number).count();
                let number: String = characters[at..at + length].iter().collect();
                let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&number).is_ok();
                let infinite = number.parse().is_ok_and(f64::is_infinite) && is_json;
                let quote = if infinite { "\"" } else { "" };
                output.extend([quote, &number, quote]);
            }
            character => output.push(*character),
        }
        at += length;
    }
    output
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

#[allow(clippy::cast_precision_loss, reason = "the reference compares ranges only")]
impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = access.next_entry()? {
            members.push(member);
        }
        Ok(Node::Object(members))
    }
}
