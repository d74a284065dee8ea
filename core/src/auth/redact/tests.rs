use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE};

use super::*;

#[test]
fn every_encoding_of_a_secret_is_redacted() {
    let secret = r#"p"ss/w?rd~ &é'"#;
    let redactor = Redactor::new([secret].into_iter());
    for encoding in [
        secret,
        r#"p\"ss/w?rd~ &é'"#,
        r#"p\"ss\/w?rd~ &é'"#,
        "p%22ss%2Fw%3Frd%7E%20%26%C3%A9%27",
        "p%22ss%2fw%3frd~%20%26%c3%a9%27",
        "p%22ss%2Fw%3Frd%7E+%26%C3%A9%27",
        "p&quot;ss/w?rd~ &amp;é&#39;",
        "cCJzcy93P3JkfiAmw6kn",
    ] {
        let string = format!("before {encoding} after");
        assert_eq!(redactor.clean(&string), "before [redacted] after");
    }
}

#[test]
fn a_short_secret_is_redacted_as_a_whole_word_only() {
    let redactor = Redactor::new(["b", "a1", "é/", "xyz"].into_iter());
    for (string, expected) in [
        ("b", "[redacted]"),
        ("bad b: bb_b b_ 1b b.", "bad [redacted]: bb_b b_ 1b [redacted]."),
        ("a1,a12 (a1) ba1", "[redacted],a12 ([redacted]) ba1"),
        (r#"{"password":"b"}"#, r#"{"password":"[redacted]"}"#),
        ("xyz wxyz xyzé", "[redacted] wxyz xyzé"),
        ("=%C3%A9%2F&", "=[redacted]&"),
        ("é/ é/é", "[redacted] é/é"),
        ("bébé", "bébé"),
    ] {
        assert_eq!(redactor.clean(string), expected, "{string}");
    }
    let long = Redactor::new(["acte", "abcd"].into_iter());
    assert_eq!(
        long.clean("xabcdx acted abcdacte"),
        "x[redacted]x [redacted]d [redacted][redacted]"
    );
}

#[test]
fn overlapping_secrets_are_redacted_together() {
    let redactor = Redactor::new(["abcdef", "defghi", "cde!"].into_iter());
    assert_eq!(redactor.clean("-abcdefghi-abcde!-"), "-[redacted]-ab[redacted]-");
}

#[test]
fn a_string_without_secrets_is_not_copied() {
    let redactor = Redactor::new(["canary"].into_iter());
    assert!(matches!(redactor.clean("authorization required"), Cow::Borrowed(_)));
}

#[test]
fn a_secret_that_the_network_cuts_is_redacted() {
    let redactor = Redactor::new(["canary&key"].into_iter());
    for (string, expected) in [
        ("a cana", "a [redacted]"),
        ("a canary%26", "a [redacted]"),
        (r"a canary\u0026ke", "a [redacted]"),
        ("a can", "a can"),
        ("canary is no secret", "canary is no secret"),
    ] {
        assert_eq!(redactor.clean(string), expected);
    }
}

#[test]
fn bytes_of_other_character_sets_are_redacted() {
    let secret = "wörd&ß1";
    let redactor = Redactor::new([secret].into_iter());
    let latin1: Vec<u8> = secret.chars().map(|one| u8::try_from(one).unwrap()).collect();
    let utf16: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [latin1, utf16] {
        let echo = [b"<", bytes.as_slice(), b">"].concat();
        let cleaned = redactor.clean(&String::from_utf8_lossy(&echo)).into_owned();
        assert!(cleaned.starts_with("<[redacted]"), "{cleaned:?}");
    }
}

#[test]
fn deep_encodings_of_other_text_stay() {
    let redactor = Redactor::new(["canary-canary", "äääää"].into_iter());
    let letters = "aGVsbG8g".repeat(32 * 1024);
    let nested = BASE64.encode(BASE64.encode(&letters));
    for string in [&letters, &nested, &"%25".repeat(80_000), &r"\u005c".repeat(40_000)] {
        assert!(matches!(redactor.clean(string), Cow::Borrowed(_)));
    }
}

/// A spelling that a server may use, by its number.
fn spelled(string: &str, spelling: usize) -> String {
    let each = |spell: &dyn Fn(char) -> String| string.chars().map(spell).collect::<String>();
    let special = |spell: &dyn Fn(char) -> String| {
        each(&|one| if one.is_ascii_alphanumeric() { one.to_string() } else { spell(one) })
    };
    let utf16 = |one: char| {
        let units: Vec<u16> = one.encode_utf16(&mut [0; 2]).to_vec();
        units.iter().map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat()
    };
    let percent = |byte: &u8| format!("%{byte:02X}");
    match spelling {
        0 => string.to_owned(),
        1 => {
            let json = serde_json::Value::from(string).to_string();
            json.get(1..json.len() - 1).unwrap().to_owned()
        }
        2 => special(&utf16),
        3 => string.bytes().map(|byte| percent(&byte)).collect(),
        4 => url::form_urlencoded::byte_serialize(string.as_bytes()).collect(),
        5 => special(&|one| format!("&#{:03};", u32::from(one))),
        6 => each(&|one| format!("&#x{:X};", u32::from(one))),
        7 => quick_xml::escape::escape(string).into_owned(),
        8 => STANDARD_NO_PAD.encode(string),
        9 => URL_SAFE.encode(format!("x{string}")),
        10 => STANDARD_NO_PAD.encode(format!("xy{string}z")),
        11 => string.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat(),
        12 => {
            let escaped = |byte: u8| {
                let letter = byte.is_ascii_alphanumeric().then(|| char::from(byte).to_string());
                letter.unwrap_or_else(|| format!("\\x{byte:02x}"))
            };
            string.bytes().map(escaped).collect()
        }
        // UTF-8 that was read as ISO 8859-1.
        13 => string.bytes().map(char::from).collect(),
        14 => string.to_uppercase(),
        _ => string.to_lowercase(),
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(4000))]

    /// Two spellings around each other hide no secret.
    #[test]
    fn nested_spellings_are_redacted(
        secret in "[A-Za-z0-9äé€😀&\"'<>%+ /\\\\=_~-]{4,24}",
        inner in 0..16_usize,
        outer in 0..14_usize,
    ) {
        let redactor = Redactor::new([secret.as_str()].into_iter());
        let echo = format!("({})", spelled(&spelled(&secret, inner), outer));
        let cleaned = redactor.clean(&echo);
        proptest::prop_assert_eq!(cleaned, "([redacted])", "{}", echo);
    }
}
