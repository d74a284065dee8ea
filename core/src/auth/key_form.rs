//! Finds texts that have the form of SendGrid's API keys, such as a key that a server has just created.

use std::ops::Range;

use crate::auth::spelling::Unit;

const PREFIX: [char; 3] = ['S', 'G', '.'];

/// The places of the texts of the form `SG.<id>.<secret>`. The end of the secret may be cut off.
pub(crate) fn find_keys(units: &[Unit], found: &mut Vec<Range<usize>>) {
    let mut rest = units;
    let mut follows_word = false;
    while let [first, tail @ ..] = rest {
        let length = if follows_word { 0 } else { length_of_key(rest) };
        if let Some(last) = length.checked_sub(1).and_then(|last| rest.get(last)) {
            found.push(first.start..last.end);
        }
        follows_word = is_of_key(first);
        rest = if length > 0 { rest.get(length..).unwrap_or_default() } else { tail };
    }
}

/// Length of the key at the start, in characters; 0 without a key.
fn length_of_key(units: &[Unit]) -> usize {
    let Some((prefix, rest)) = units.split_at_checked(PREFIX.len()) else { return 0 };
    if !prefix.iter().map(|unit| unit.character).eq(PREFIX) {
        return 0;
    }
    let length = |units: &[Unit]| units.iter().take_while(|unit| is_of_key(unit)).count();
    let id = length(rest);
    let secret = match rest.get(id..) {
        Some([dot, secret @ ..]) if dot.character == '.' => length(secret),
        _ => 0,
    };
    if id == 0 || secret == 0 { 0 } else { PREFIX.len() + id + 1 + secret }
}

fn is_of_key(unit: &Unit) -> bool {
    unit.character.is_ascii_alphanumeric() || "-_".contains(unit.character)
}

#[cfg(test)]
mod tests {
    use crate::auth::redact::Redactor;

    #[test]
    fn what_has_the_form_of_a_key_is_redacted_in_every_spelling() {
        let redactor = Redactor::new(std::iter::empty());
        for (string, expected) in [
            ("a key: SG.some-id_1.the-secret_2, done", "a key: [redacted], done"),
            ("SG.id.secretSG.id.other", "[redacted].id.other"),
            (r#"{"api_key":"SG.id.cut"#, r#"{"api_key":"[redacted]"#),
            (r#""\u0053G\u002eid.secret""#, r#""[redacted]""#),
            ("SG%2Eid%2Esecret", "[redacted]"),
            ("U0cuc29tZS1pZC50aGUtc2VjcmV0", "[redacted]"),
            ("the id SG.id", "the id SG.id"),
            ("SG.id.", "SG.id."),
            ("SG..secret", "SG..secret"),
            ("MSG.example.com", "MSG.example.com"),
            ("sg.example.com", "sg.example.com"),
        ] {
            assert_eq!(redactor.clean(string), expected, "{string}");
        }
    }
}
