//! Removes the secrets of a call from strings of the server.
//!
//! A server may echo a secret in many spellings, also nested. So the string is compared decoded: with
//! the escapes of JSON, URLs and markup decoded up to four times, and with its words decoded as base64
//! and hexadecimal.

use std::borrow::Cow;
use std::ops::Range;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::auth::key_form::find_keys;
use crate::auth::spelling::{Unit, decoded, units};

const REDACTED: &str = "[redacted]";

/// A shorter secret is redacted as a whole word only: "b" is a part of many words.
const MIN_INSIDE_WORDS: usize = 4;
/// Maximum number of escapes around each other that are decoded.
const MAX_ESCAPES: usize = 4;
/// Maximum number of base64 or hexadecimal forms around each other that are decoded.
const MAX_WORDS: usize = 2;
/// Minimum length of a word that is decoded, in characters: four characters of a secret.
const MIN_WORD: usize = 6;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The secrets of one call. Built only for an error.
pub(crate) struct Redactor {
    secrets: Vec<Secret>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Secret {
    /// In lower case, as it is or decoded: decoding also changes a secret that looks like an escape.
    form: Vec<char>,
    is_short: bool,
}

impl Redactor {
    pub(crate) fn new<'a>(secrets: impl Iterator<Item = &'a str>) -> Self {
        let mut forms = Vec::new();
        for secret in secrets.filter(|secret| !secret.is_empty()) {
            let is_short = secret.chars().nth(MIN_INSIDE_WORDS - 1).is_none();
            // In another case it may look like an escape.
            for secret in [secret, &secret.to_lowercase(), &secret.to_uppercase()] {
                let mut view = Some(units(secret));
                for _ in 0..=MAX_ESCAPES {
                    let Some(units) = view else { break };
                    let form = units.iter().map(|unit| folded(unit.character)).collect();
                    forms.push(Secret { form, is_short });
                    view = decoded(&units);
                }
            }
        }
        forms.sort();
        forms.dedup();
        Self { secrets: forms }
    }

    pub(crate) fn clean<'s>(&self, string: &'s str) -> Cow<'s, str> {
        let mut found = self.find(string, 0);
        if found.is_empty() {
            return Cow::Borrowed(string);
        }
        found.sort_by_key(|range| range.start);
        let (mut cleaned, mut end) = (String::with_capacity(string.len()), 0);
        for range in found {
            // One secret may contain or overlap another.
            if range.start >= end {
                cleaned.push_str(string.get(end..range.start).unwrap_or_default());
                cleaned.push_str(REDACTED);
            }
            end = end.max(range.end);
        }
        cleaned.push_str(string.get(end..).unwrap_or_default());
        Cow::Owned(cleaned)
    }

    /// The places of all secrets. `depth` is the number of words that were decoded around the string.
    fn find(&self, string: &str, depth: usize) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut view = Some(units(string));
        for _ in 0..=MAX_ESCAPES {
            let Some(units) = view else { break };
            find_keys(&units, &mut found);
            for secret in &self.secrets {
                find_secret(secret, &units, depth, &mut found);
            }
            if depth < MAX_WORDS {
                self.find_words(&units, depth, &mut found);
            }
            view = decoded(&units);
        }
        found
    }

    /// Finds the words that contain a secret in base64 or hexadecimal, at any offset.
    fn find_words(&self, units: &[Unit], depth: usize, found: &mut Vec<Range<usize>>) {
        let mut after = units.iter();
        for word in units.chunk_by(|one, next| is_base64(*one) == is_base64(*next)) {
            after = after.as_slice().get(word.len()..).unwrap_or_default().iter();
            let (Some(first), Some(last)) = (word.first(), word.last()) else { continue };
            if !is_base64(*first) || word.len() < MIN_WORD {
                continue;
            }
            let characters: String = word.iter().map(|unit| unit.character).collect();
            let mut forms = bytes_of(&characters);
            if forms.any(|bytes| !self.find(&text_of(&bytes), depth.saturating_add(1)).is_empty()) {
                let padding = after.clone().take_while(|unit| unit.character == '=').last();
                found.push(first.start..padding.unwrap_or(last).end);
            }
        }
    }
}

/// The bytes that a word may encode: a word may begin before the encoded part.
fn bytes_of(word: &str) -> impl Iterator<Item = Vec<u8>> + '_ {
    let standard = word.replace('-', "+").replace('_', "/");
    let base64 = (0..4).filter_map(move |offset| {
        let part = standard.get(offset..)?;
        // A single character of the last group encodes no byte.
        let length = part.len().saturating_sub(usize::from(part.len() % 4 == 1));
        BASE64.decode(part.get(..length)?).ok()
    });
    let runs = word.split(|digit: char| !digit.is_ascii_hexdigit());
    let runs = runs.filter(|run| run.len() >= MIN_WORD);
    let hexadecimal = runs.flat_map(|run| (0..2).filter_map(|offset| run.get(offset..)).map(pairs));
    base64.chain(hexadecimal)
}

/// The bytes that pairs of hexadecimal digits spell.
fn pairs(digits: &str) -> Vec<u8> {
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    digits.as_bytes().chunks_exact(2).filter_map(byte).collect()
}

/// Bytes as UTF-8, or else as ISO 8859-1.
fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn is_base64(unit: Unit) -> bool {
    unit.character.is_ascii_alphanumeric() || "+/-_".contains(unit.character)
}

/// Finds a secret, and at the end of the string its beginning: the rest may be cut off.
fn find_secret(secret: &Secret, units: &[Unit], depth: usize, found: &mut Vec<Range<usize>>) {
    let Secret { form: secret, is_short } = secret;
    for start in 0..units.len() {
        let rest = units.get(start..).unwrap_or_default();
        let length = secret.len().min(rest.len());
        if !rest.iter().zip(secret).all(|(unit, expected)| is_same(unit.character, *expected)) {
            continue;
        }
        let is_whole = length == secret.len();
        let end = start.saturating_add(length);
        let is_found = match (is_whole, *is_short) {
            (true, false) => true,
            // A decoded word is rarely a text: there a short secret is the whole of it.
            (true, true) if depth > 0 => length == units.len(),
            (true, true) => is_word(units, start, end),
            (false, _) => length >= MIN_INSIDE_WORDS,
        };
        if let (true, Some(first), Some(last)) =
            (is_found, rest.first(), rest.get(length.saturating_sub(1)))
        {
            found.push(first.start..last.end);
        }
    }
}

/// Whether a character of the server stands for one of a secret. A space may be a plus sign in a form,
/// and a byte that was no UTF-8 any character beyond ASCII.
fn is_same(character: char, expected: char) -> bool {
    folded(character) == expected
        || (character == '+' && expected == ' ')
        || (character == char::REPLACEMENT_CHARACTER && !expected.is_ascii())
}

fn folded(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

/// Whether neither neighbour of a range belongs to the same word.
fn is_word(units: &[Unit], start: usize, end: usize) -> bool {
    let belongs = |unit: &Unit| unit.character.is_alphanumeric() || unit.character == '_';
    let before = start.checked_sub(1).and_then(|before| units.get(before));
    !before.is_some_and(belongs) && !units.get(end).is_some_and(belongs)
}

#[cfg(test)]
mod tests;
