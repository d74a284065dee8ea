//! Text of other programs in messages, which are shown on terminals and written to logs.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Escapes control characters, line ends and characters that change the direction of text or are
/// invisible: `\x1b`, `\n`, `\u202e`. Anything else stays as it is.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut printable = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        let code = u32::from(character);
        // Writing to a string does not fail.
        let _ = match character {
            '\t' => printable.write_str("\\t"),
            '\n' => printable.write_str("\\n"),
            '\r' => printable.write_str("\\r"),
            other if !is_unprintable(other) => printable.write_char(other),
            _ if code <= 0xff => write!(printable, "\\x{code:02x}"),
            _ if code <= 0xffff => write!(printable, "\\u{code:04x}"),
            _ => write!(printable, "\\U{code:08x}"),
        };
    }
    Cow::Owned(printable)
}

/// Whether a character is a control character, a line end, or changes the direction of text, or is
/// invisible.
pub fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            // Directional marks, embeddings, overrides and isolates (UAX #9).
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
            // Line and paragraph separators.
            | '\u{2028}' | '\u{2029}'
            // Invisible: byte order mark, annotations, tags.
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn control_and_bidi_characters_are_escaped() {
        for (text, expected) in [
            ("\x1b]0;owned\x07", r"\x1b]0;owned\x07"),
            ("a\0b\rc\nd\te", r"a\x00b\rc\nd\te"),
            ("\u{9b}31m\x7f\u{85}", r"\x9b31m\x7f\x85"),
            ("\u{202e}txt.exe\u{2066}\u{200f}", r"\u202etxt.exe\u2066\u200f"),
            ("\u{2028}\u{2029}\u{feff}\u{e0041}", r"\u2028\u2029\ufeff\U000e0041"),
        ] {
            assert_eq!(printable(text), expected);
        }
    }

    #[test]
    fn text_of_any_language_is_not_copied() {
        for text in ["", "plain", "東京 José \u{1f469}\u{200d}\u{1f680} שלום", r"DOMAIN\user"]
        {
            assert!(matches!(printable(text), Cow::Borrowed(_)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_controls_a_terminal(text in any::<String>()) {
            let shown = printable(&text);
            prop_assert!(!shown.contains(is_unprintable));
            let kept: String = text.chars().filter(|c| !is_unprintable(*c)).collect();
            let mut rest = shown.chars();
            prop_assert!(kept.chars().all(|c| rest.any(|other| other == c)));
        }
    }
}
