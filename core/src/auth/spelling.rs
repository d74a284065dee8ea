//! Strings with the escapes of JSON, URLs and markup decoded, and the places of their characters.

use quick_xml::escape::resolve_html5_entity;

/// The longest reference to a character in markup that is decoded, in characters.
const MAX_REFERENCE: usize = 12;

/// A character, and the bytes of the original string that spell it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub(crate) character: char,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The characters of a string. NUL is left out: it stands between the letters of UTF-16.
pub(crate) fn units(string: &str) -> Vec<Unit> {
    let unit = |(start, character): (usize, char)| Unit {
        character,
        start,
        end: start.saturating_add(character.len_utf8()),
    };
    string.char_indices().map(unit).filter(|unit| unit.character != '\0').collect()
}

/// Decodes one level of escapes; `None` if the string has no escape.
pub(crate) fn decoded(units: &[Unit]) -> Option<Vec<Unit>> {
    let mut result = Vec::with_capacity(units.len());
    let mut rest = units;
    let mut found = false;
    while let [first, tail @ ..] = rest {
        let length = match first.character {
            '%' => bytes(rest, "%", &mut result),
            '\\' => match bytes(rest, r"\x", &mut result) {
                0 => backslash(rest, &mut result),
                length => length,
            },
            '\u{80}'..='\u{ff}' => misread(rest, &mut result),
            '&' => reference(rest, &mut result),
            _ => 0,
        };
        found |= length > 0;
        if length == 0 {
            result.push(*first);
            rest = tail;
        } else {
            rest = rest.get(length..).unwrap_or_default();
        }
    }
    found.then_some(result)
}

/// Decodes a run of `%41` or `\x41`, which spells bytes, and returns its length in characters.
fn bytes(units: &[Unit], prefix: &str, result: &mut Vec<Unit>) -> usize {
    let byte = |escape: &[Unit]| {
        let (start, digits) = escape.split_at_checked(prefix.len())?;
        let is_escape = start.iter().map(|unit| unit.character).eq(prefix.chars());
        if is_escape { u8::try_from(hexadecimal(digits)?).ok() } else { None }
    };
    let length = prefix.len().saturating_add(2);
    let bytes: Vec<u8> = units.chunks_exact(length).map_while(byte).collect();
    let mut escapes = units.chunks_exact(length);
    let mut push = |character: char, bytes: usize| {
        let spelled = escapes.by_ref().take(bytes).flatten();
        if let Some(unit) = joined(character, spelled) {
            result.push(unit);
        }
    };
    for chunk in bytes.utf8_chunks() {
        chunk.valid().chars().for_each(|character| push(character, character.len_utf8()));
        // No UTF-8, so ISO 8859-1.
        chunk.invalid().iter().for_each(|byte| push(char::from(*byte), 1));
    }
    bytes.len().saturating_mul(length)
}

/// Decodes a character whose UTF-8 was read as ISO 8859-1, and returns its length in characters.
fn misread(units: &[Unit], result: &mut Vec<Unit>) -> usize {
    let byte = |unit: &Unit| u8::try_from(u32::from(unit.character)).ok();
    let bytes: Vec<u8> = units.iter().take(4).map_while(byte).collect();
    let chunk = bytes.utf8_chunks().next();
    let Some(character) = chunk.and_then(|chunk| chunk.valid().chars().next()) else { return 0 };
    let length = character.len_utf8();
    result.extend(joined(character, units.iter().take(length)));
    length
}

/// Decodes an escape of JSON and similar languages, and returns its length in characters.
fn backslash(units: &[Unit], result: &mut Vec<Unit>) -> usize {
    let Some(kind) = units.get(1) else { return 0 };
    let digits = |from: usize, to: usize| hexadecimal(units.get(from..to)?);
    let (character, length) = match kind.character {
        'u' => match digits(2, 6) {
            Some(code) => utf16(code, units.get(6..12).unwrap_or_default()),
            None => return 0,
        },
        'n' => ('\n', 2),
        'r' => ('\r', 2),
        't' => ('\t', 2),
        'b' => ('\u{8}', 2),
        'f' => ('\u{c}', 2),
        other @ ('"' | '\'' | '\\' | '/') => (other, 2),
        _ => return 0,
    };
    result.extend(joined(character, units.iter().take(length)));
    length
}

/// The character of a code unit of UTF-16, and the length of its escapes; the next escape may be the
/// second half of a pair.
fn utf16(code: u32, next: &[Unit]) -> (char, usize) {
    let second = match next {
        [backslash, kind, digits @ ..] if (backslash.character, kind.character) == ('\\', 'u') => {
            hexadecimal(digits)
        }
        _ => None,
    };
    let halves = [Some(code), second].map(|half| u16::try_from(half?).ok());
    match (char::from_u32(code), halves) {
        (Some(character), _) => (character, 6),
        (None, [Some(first), Some(second)]) => match char::decode_utf16([first, second]).next() {
            Some(Ok(character)) => (character, 12),
            _ => (char::REPLACEMENT_CHARACTER, 6),
        },
        _ => (char::REPLACEMENT_CHARACTER, 6),
    }
}

/// Decodes `&amp;`, `&#38;` or `&#x26;`, and returns its length in characters.
fn reference(units: &[Unit], result: &mut Vec<Unit>) -> usize {
    let mut inner = units.iter().skip(1).take(MAX_REFERENCE);
    let Some(length) = inner.position(|unit| unit.character == ';') else { return 0 };
    let name: String = units.iter().skip(1).take(length).map(|unit| unit.character).collect();
    let number = name.strip_prefix('#').map(|number| {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        hexadecimal.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())
    });
    let character = match number {
        Some(number) => number.and_then(char::from_u32),
        None => resolve_html5_entity(&name).and_then(|text| text.chars().next()),
    };
    let Some(character) = character else { return 0 };
    let length = length.saturating_add(2);
    result.extend(joined(character, units.iter().take(length)));
    length
}

/// A character that several units spell.
fn joined<'a>(character: char, spelled: impl Iterator<Item = &'a Unit>) -> Option<Unit> {
    let mut spelled = spelled.copied();
    let first = spelled.next()?;
    let last = spelled.last().unwrap_or(first);
    Some(Unit { character, start: first.start, end: last.end })
}

fn hexadecimal(digits: &[Unit]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |number, digit| {
        Some(number.checked_mul(16)?.saturating_add(digit.character.to_digit(16)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(string: &str) -> Option<String> {
        let units = decoded(&units(string))?;
        for unit in &units {
            assert!(string.get(unit.start..unit.end).is_some(), "{unit:?} of {string}");
        }
        Some(units.iter().map(|unit| unit.character).collect())
    }

    #[test]
    fn each_escape_is_decoded_once() {
        for (string, expected) in [
            ("%41%c3%A9%e9%2541", "Aéé%41"),
            (r#"\u00e4\u0026\/\"\\u0041\x41\n"#, "ä&/\"\\u0041A\n"),
            (r"\ud83d\ude00 \ud83d.", "😀 \u{fffd}."),
            (r"\xc3\xa9\xe9\x5cx", r"éé\x"),
            ("Ã©\u{c3}Ã¤ â\u{82}¬", "é\u{c3}ä €"),
            ("&amp;&#039;&#x27;&auml;&amp;amp;", "&''ä&amp;"),
        ] {
            assert_eq!(decode(string).as_deref(), Some(expected), "{string}");
        }
    }

    #[test]
    fn other_text_stays() {
        for string in
            ["", "été ©", "100 % of", "%4", "%zz", r"\q \u00g0 \u12", "&; &x &unknown; &#xd800;"]
        {
            assert_eq!(decode(string), None, "{string}");
        }
        assert_eq!(units("p\0a\0").len(), 2);
    }
}
