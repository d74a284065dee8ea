//! Values of responses, each with its spelling in JSON and XML and with its meaning.

use std::fmt::Write as _;

use fastrand::Rng;
use serde_json::Value;

/// One unit of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Char(char),
    /// Half of a pair of surrogates.
    Surrogate,
    /// A byte of Latin-1 in a body of UTF-8.
    Byte,
}

/// A text, written in one of its spellings.
#[derive(Clone, Debug)]
pub(crate) struct Text(pub(crate) Vec<Unit>);

impl Text {
    pub(crate) fn plain(text: &str) -> Self {
        Self(text.chars().map(Unit::Char).collect())
    }

    /// A text, rarely with a unit that is no character, or with a tab.
    pub(crate) fn random(rng: &mut Rng, texts: &[&str]) -> Self {
        let mut text = Self::plain(rng.choice(texts).unwrap());
        if rng.u8(..16) == 0 {
            let odd = [Unit::Surrogate, Unit::Byte, Unit::Char('\t')];
            text.0.insert(rng.usize(..=text.0.len()), *rng.choice(&odd).unwrap());
        }
        text
    }

    pub(crate) fn meaning(&self) -> String {
        let meaning = |unit: &Unit| match unit {
            Unit::Char(char) => *char,
            Unit::Surrogate | Unit::Byte => '\u{fffd}',
        };
        self.0.iter().map(meaning).collect()
    }

    pub(crate) fn to_json(&self, rng: &mut Rng) -> Vec<u8> {
        let mut json = vec![b'"'];
        for unit in &self.0 {
            match unit {
                Unit::Surrogate => json.extend(rng.choice([b"\\ud83d", b"\\uDE00"]).unwrap()),
                Unit::Byte => json.push(0xe9),
                // A surrogate must stay alone.
                Unit::Char(char) if rng.u8(..8) == 0 && !self.0.contains(&Unit::Surrogate) => {
                    let mut units = [0; 2];
                    for unit in char.encode_utf16(&mut units) {
                        json.extend(format!("\\u{unit:04x}").bytes());
                    }
                }
                Unit::Char(char @ ('"' | '\\')) => json.extend([b'\\', *char as u8]),
                Unit::Char('/') if rng.bool() => json.extend(b"\\/"),
                Unit::Char(char) => json.extend(char.to_string().bytes()),
            }
        }
        json.push(b'"');
        json
    }

    pub(crate) fn to_xml(&self, rng: &mut Rng) -> Vec<u8> {
        let mut xml = Vec::new();
        for unit in &self.0 {
            match unit {
                Unit::Surrogate => xml.extend(b"&#xd83d;"),
                Unit::Byte => xml.push(0xe9),
                Unit::Char(char) if rng.u8(..8) == 0 => {
                    xml.extend(format!("&#{};", u32::from(*char)).bytes());
                }
                Unit::Char('<') => xml.extend(b"&lt;"),
                Unit::Char('&') => xml.extend(b"&amp;"),
                Unit::Char(char) if rng.u8(..16) == 0 && *char != ']' && *char != '>' => {
                    xml.extend(format!("<![CDATA[{char}]]>").bytes());
                }
                Unit::Char(char) => xml.extend(char.to_string().bytes()),
            }
        }
        xml
    }
}

/// A number, and what it means as other types.
#[derive(Debug)]
pub(crate) struct Number {
    pub(crate) json: &'static str,
    pub(crate) text: Option<&'static str>,
    pub(crate) integer: Option<i64>,
    pub(crate) float: Option<f64>,
    pub(crate) boolean: Option<bool>,
}

const fn number(
    json: &'static str,
    text: Option<&'static str>,
    integer: Option<i64>,
    float: Option<f64>,
    boolean: Option<bool>,
) -> Number {
    Number { json, text, integer, float, boolean }
}

/// A number that is a code of an error or a success.
pub(crate) const fn code(json: &'static str, code: i64) -> Number {
    number(json, None, Some(code), Some(0.0), None)
}

pub(crate) const NUMBERS: [Number; 11] = [
    number("0", Some("0"), Some(0), Some(0.0), Some(false)),
    number("1", Some("1"), Some(1), Some(1.0), Some(true)),
    number("1.0", Some("1"), Some(1), Some(1.0), Some(true)),
    number("92867", Some("92867"), Some(92_867), Some(92_867.0), None),
    number("100.0", Some("100"), Some(100), Some(100.0), None),
    number("1e2", Some("100"), Some(100), Some(100.0), None),
    number("-7", Some("-7"), Some(-7), Some(-7.0), None),
    number("99.7", Some("99.7"), None, Some(99.7), None),
    number(
        "18446744073709551615",
        Some("18446744073709551615"),
        None,
        Some(1.844_674_407_370_955_2e19),
        None,
    ),
    number("1e20", None, None, Some(1e20), None),
    number("1e999", Some("1e999"), None, None, None),
];

/// A value of JSON. XML has texts and objects; a list is that of the elements `error`.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    Number(&'static Number),
    Text(Text),
    List(Vec<Node>),
    Object(Vec<(&'static str, Node)>),
}

impl Node {
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(Text::plain(text))
    }

    /// Any value of JSON.
    pub(crate) fn random(rng: &mut Rng, texts: &[&str]) -> Self {
        match rng.u8(..12) {
            0 => Self::Null,
            1 => Self::Bool(rng.bool()),
            2..=4 => Self::Number(rng.choice(&NUMBERS).unwrap()),
            5 => Self::List((0..rng.u8(..3)).map(|_| Self::random(rng, texts)).collect()),
            6 => {
                let names = ["n", "m", "code", "message", "username"];
                let member =
                    |rng: &mut Rng| (*rng.choice(&names).unwrap(), Self::random(rng, texts));
                Self::Object((0..rng.u8(..3)).map(|_| member(rng)).collect())
            }
            _ => Self::Text(Text::random(rng, texts)),
        }
    }

    /// Whether an object has a member twice.
    pub(crate) fn repeats(&self) -> bool {
        match self {
            Self::List(items) => items.iter().any(Self::repeats),
            Self::Object(members) => repeats(members),
            _ => false,
        }
    }

    pub(crate) fn meaning(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::from(*value),
            // No type has a number out of range.
            Self::Number(Number { json, float: None, .. }) => Value::from(*json),
            Self::Number(number) => serde_json::from_str(number.json).unwrap(),
            Self::Text(text) => Value::from(text.meaning()),
            Self::List(items) => items.iter().map(Self::meaning).collect(),
            Self::Object(members) => {
                members.iter().map(|(name, value)| (*name, value.meaning())).collect()
            }
        }
    }

    pub(crate) fn to_json(&self, rng: &mut Rng) -> Vec<u8> {
        match self {
            Self::Null => b"null".to_vec(),
            Self::Bool(value) => value.to_string().into_bytes(),
            Self::Number(number) => number.json.into(),
            Self::Text(text) => text.to_json(rng),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(|item| item.to_json(rng)).collect();
                [b"[", items.join(&b","[..]).as_slice(), b"]"].concat()
            }
            Self::Object(members) => object(members, rng),
        }
    }

    pub(crate) fn to_xml(&self, rng: &mut Rng) -> Vec<u8> {
        match self {
            Self::Null => Vec::new(),
            Self::Bool(value) => value.to_string().into_bytes(),
            Self::Number(number) => number.json.into(),
            Self::Text(text) => text.to_xml(rng),
            Self::List(items) => {
                items.iter().flat_map(|item| element("error", &item.to_xml(rng), rng)).collect()
            }
            Self::Object(members) => elements(members, rng),
        }
    }
}

pub(crate) fn repeats(members: &[(&str, Node)]) -> bool {
    let mut names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.windows(2).any(|pair| pair[0] == pair[1]) || members.iter().any(|(_, v)| v.repeats())
}

pub(crate) fn object(members: &[(&'static str, Node)], rng: &mut Rng) -> Vec<u8> {
    let blank = |rng: &mut Rng| rng.choice(["", "", " ", "\n\t"]).unwrap();
    let mut json = String::from("{").into_bytes();
    for (position, (name, value)) in members.iter().enumerate() {
        json.extend(if position == 0 { "" } else { "," }.bytes().chain(blank(rng).bytes()));
        json.extend(Text::plain(name).to_json(rng));
        json.extend(blank(rng).bytes().chain(":".bytes()));
        json.extend(value.to_json(rng));
    }
    json.extend(blank(rng).bytes().chain("}".bytes()));
    json
}

pub(crate) fn elements(members: &[(&'static str, Node)], rng: &mut Rng) -> Vec<u8> {
    let mut xml = Vec::new();
    for (name, value) in members {
        let content = value.to_xml(rng);
        xml.extend(element(name, &content, rng));
    }
    xml
}

pub(crate) fn element(name: &str, content: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut start = String::new();
    write!(start, "<{name}{}", rng.choice(["", "", " ", " a='b'"]).unwrap()).unwrap();
    if content.is_empty() && rng.bool() {
        return format!("{start}/>").into_bytes();
    }
    let comment = rng.choice(["", "", "", "<!-- c -->"]).unwrap();
    [start.as_bytes(), b">", comment.as_bytes(), content, b"</", name.as_bytes(), b">"].concat()
}
