//! Repair of JSON that is invalid in single characters or numbers.
//!
//! One odd value must not lose a whole response. The strict parser reads a response first; only if it
//! fails, this pass rewrites what it does not accept but what has one meaning: U+FFFD for bytes that
//! are not UTF-8 and for lone surrogates, escapes for control characters within strings, and strings
//! for numbers out of range.

use serde::de::IgnoredAny;

/// Stands for what is no character in a response.
pub(crate) const NO_CHARACTER: char = '\u{fffd}';
/// Replaces a lone surrogate.
const REPLACEMENT: &str = "\\ufffd";

/// The repaired text; `None` if there is nothing to repair, or if the repair would more than double
/// the text, which only a hostile one needs.
pub(crate) fn repaired(text: &[u8]) -> Option<String> {
    let limit = text.len().saturating_mul(2).saturating_add(1024);
    let output = String::with_capacity(limit);
    let mut repair = Repair { output, limit, in_string: false, changed: false };
    for chunk in text.utf8_chunks() {
        repair.text(chunk.valid())?;
        if !chunk.invalid().is_empty() {
            repair.push("\u{fffd}")?;
            repair.changed = true;
        }
    }
    let Repair { mut output, changed, .. } = repair;
    output.shrink_to_fit();
    changed.then_some(output)
}

struct Repair {
    output: String,
    /// Maximum length of the output, in bytes.
    limit: usize,
    in_string: bool,
    changed: bool,
}

impl Repair {
    fn text(&mut self, mut rest: &str) -> Option<()> {
        while let Some(next) = rest.bytes().next() {
            let (token, after) = if self.in_string { in_string(rest) } else { outside(rest) };
            match (next, self.in_string) {
                (b'"', _) => {
                    self.in_string = !self.in_string;
                    self.push("\"")?;
                }
                (b'\\', true) => self.escape(token)?,
                (0..=0x1f, true) => self.control(next)?,
                (b'-' | b'0'..=b'9', false) if is_out_of_range(token) => {
                    self.changed = true;
                    ["\"", token, "\""].into_iter().try_for_each(|part| self.push(part))?;
                }
                _ => self.push(token)?,
            }
            rest = after;
        }
        Some(())
    }

    /// Adds to the output; `None` beyond the limit, before memory is allocated.
    fn push(&mut self, part: &str) -> Option<()> {
        let fits = self.output.len().saturating_add(part.len()) <= self.limit;
        fits.then(|| self.output.push_str(part))
    }

    fn escape(&mut self, escape: &str) -> Option<()> {
        let lone = match escape.len() {
            6 => code_unit(escape).is_some_and(|unit| (0xd800..0xe000).contains(&unit)),
            _ => false,
        };
        self.changed |= lone;
        self.push(if lone { REPLACEMENT } else { escape })
    }

    fn control(&mut self, byte: u8) -> Option<()> {
        self.changed = true;
        match byte {
            b'\t' => self.push("\\t"),
            b'\n' => self.push("\\n"),
            b'\r' => self.push("\\r"),
            _ => self.push(&format!("\\u{byte:04x}")),
        }
    }
}

/// Splits the next token off the inside of a string: a quote, a control character, an escape (with
/// both halves of a pair of surrogates), or other characters.
fn in_string(rest: &str) -> (&str, &str) {
    let special = |byte: u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    let length = match rest.as_bytes() {
        [b'\\', b'u', ..] if is_pair(rest) => 12,
        [b'\\', b'u', ..] if code_unit(rest).is_some() => 6,
        [b'\\', next, ..] if next.is_ascii() => 2,
        [first, ..] if special(*first) => 1,
        _ => rest.bytes().position(special).unwrap_or(rest.len()),
    };
    rest.split_at_checked(length).unwrap_or((rest, ""))
}

/// Splits the next token off what is outside strings: a quote, a number, or other characters.
fn outside(rest: &str) -> (&str, &str) {
    let number = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    let length = match rest.as_bytes() {
        [b'"', ..] => 1,
        [b'-' | b'0'..=b'9', ..] => rest.bytes().position(|b| !number(b)).unwrap_or(rest.len()),
        _ => {
            let next = |byte: u8| matches!(byte, b'"' | b'-' | b'0'..=b'9');
            rest.bytes().position(next).unwrap_or(rest.len())
        }
    };
    rest.split_at_checked(length).unwrap_or((rest, ""))
}

/// The code unit of an escape `\uXXXX` at the beginning.
fn code_unit(rest: &str) -> Option<u32> {
    let digits = rest.strip_prefix("\\u")?.get(..4)?;
    let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| all)
}

fn is_pair(rest: &str) -> bool {
    let second = rest.get(6..).and_then(code_unit);
    matches!((code_unit(rest), second), (Some(0xd800..0xdc00), Some(0xdc00..0xe000)))
}

/// Whether a token is a number of JSON that no `f64` represents.
fn is_out_of_range(token: &str) -> bool {
    token.parse().is_ok_and(f64::is_infinite) && serde_json::from_str::<IgnoredAny>(token).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_invalid_is_rewritten() {
        let cases: [(&[u8], &str); 9] = [
            (b"{\"a\":\"Jos\xe9\"}", "{\"a\":\"Jos\u{fffd}\"}"),
            (br#"["\ud83d","\ude00x"]"#, r#"["\ufffd","\ufffdx"]"#),
            (br#"["\ud83d\ude00\ud83d\\ud83d"]"#, r#"["\ud83d\ude00\ufffd\\ud83d"]"#),
            (br#"["\uD83D\u0041"]"#, r#"["\ufffd\u0041"]"#),
            (b"[\"a\tb\r\nc\x01\"]", r#"["a\tb\r\nc\u0001"]"#),
            (b"\t[\"\x7f\t\"\n]", "\t[\"\x7f\\t\"\n]"),
            (b"[1e999, -1e400,1e5]", "[\"1e999\", \"-1e400\",1e5]"),
            (b"[\"1e999\\\"\",1e999]", "[\"1e999\\\"\",\"1e999\"]"),
            (b"[\"\\\xff\"]", "[\"\\\u{fffd}\"]"),
        ];
        for (text, expected) in cases {
            assert_eq!(repaired(text).as_deref(), Some(expected));
        }
    }

    #[test]
    fn valid_text_and_hostile_text_are_not_rewritten() {
        for text in ["", "{}", r#"{"a":"\ud83d\ude00\u00e9\\"}"#, "[1e308,-0.5", "[1.e999]", "{\"a"]
        {
            assert_eq!(repaired(text.as_bytes()), None, "{text}");
        }
        let hostile = format!("[\"{}\"]", "\u{1}".repeat(1_000_000));
        assert_eq!(repaired(hostile.as_bytes()), None);
    }
}
