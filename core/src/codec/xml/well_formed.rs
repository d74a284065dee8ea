//! Rules of well-formed XML (and of its namespaces) that the parser leaves to its caller.

use quick_xml::events::BytesStart;
use quick_xml::events::attributes::{AttrError, Attribute, Attributes};
use quick_xml::name::{LocalName, NamespaceResolver, QName, ResolveResult};

/// Maximum number of attributes of an element. Documented responses have none, and the parser keeps
/// those of one element in memory.
const MAX_ATTRIBUTES: usize = 64;

/// Position of the first control character, if there is one.
pub(crate) fn control_character(document: &str) -> Option<usize> {
    const PART: usize = 4096;
    let mut parts = document.as_bytes().chunks(PART).enumerate();
    // Without an early exit, the compiler vectorizes the search of a part.
    let has_one = |part: &[u8]| part.iter().fold(false, |found, byte| found | is_control(*byte));
    let (number, part) = parts.find(|(_, part)| has_one(part))?;
    Some(number * PART + part.iter().position(|byte| is_control(*byte))?)
}

/// Control characters but tab, line feed and carriage return (XML 1.0, section 2.2).
fn is_control(byte: u8) -> bool {
    byte < 0x20 && byte != b'\t' && byte != b'\n' && byte != b'\r'
}

/// Whether a reference stands for a control character. Other numbers that stand for no character become
/// U+FFFD.
pub(crate) fn is_control_reference(reference: &[u8]) -> bool {
    let Ok(reference) = std::str::from_utf8(reference) else { return false };
    let Some(number) = reference.strip_prefix('#') else { return false };
    let code = match number.strip_prefix('x') {
        Some(digits) => u8::from_str_radix(digits, 16),
        None => number.parse(),
    };
    code.is_ok_and(is_control)
}

/// Checks the names and the attributes of an element.
pub(crate) fn start_tag(
    start: &BytesStart<'_>,
    namespaces: &NamespaceResolver,
) -> Result<(), &'static str> {
    let name = start.name();
    is_qualified_name(name).then_some(()).ok_or("has an invalid name")?;
    if is_unbound(&namespaces.resolve_element(name).0)
        || name.prefix().is_some_and(|prefix| prefix.is_xmlns())
    {
        return Err("has an unbound prefix");
    }
    let raw = start.attributes_raw();
    let mut prefixed: Vec<(ResolveResult<'_>, LocalName<'_>)> = Vec::new();
    for (number, attribute) in start.attributes().enumerate() {
        if number >= MAX_ATTRIBUTES {
            return Err("has too many attributes");
        }
        let attribute = attribute.map_err(|error| problem_of(&error))?;
        check_attribute(raw, &attribute)?;
        if attribute.key.prefix().is_some() {
            let resolved = namespaces.resolve_attribute(attribute.key);
            if is_unbound(&resolved.0) {
                return Err("has an unbound prefix");
            }
            if prefixed.contains(&resolved) {
                return Err("has an attribute twice");
            }
            prefixed.push(resolved);
        }
    }
    Ok(())
}

fn problem_of(error: &AttrError) -> &'static str {
    match error {
        AttrError::Duplicated(..) => "has an attribute twice",
        _ => "has an invalid attribute",
    }
}

fn check_attribute(raw: &[u8], attribute: &Attribute<'_>) -> Result<(), &'static str> {
    if !is_qualified_name(attribute.key) {
        return Err("has an invalid name");
    }
    if !follows_blank(raw, attribute.key) || attribute.value.contains(&b'<') {
        return Err("has an invalid attribute");
    }
    if has_no_character(&attribute.value) {
        return Err("has an invalid character");
    }
    let references = attribute.value.split(|byte| *byte == b'&').skip(1);
    let name = |rest: &[u8]| rest.split(|byte| *byte == b';').next().map(is_control_reference);
    if references.filter_map(name).any(|is_control| is_control) {
        return Err("has a control character");
    }
    Ok(())
}

/// Whether a blank is before an attribute.
fn follows_blank(raw: &[u8], key: QName<'_>) -> bool {
    // The name is a part of the tag, so its place is the difference of their addresses.
    let place = (key.as_ref().as_ptr() as usize).wrapping_sub(raw.as_ptr() as usize);
    let before = place.checked_sub(1).and_then(|before| raw.get(before));
    before.is_some_and(u8::is_ascii_whitespace)
}

fn is_unbound(resolved: &ResolveResult<'_>) -> bool {
    matches!(resolved, ResolveResult::Unknown(_))
}

/// Whether a name has the form `name` or `prefix:name`.
fn is_qualified_name(name: QName<'_>) -> bool {
    let (local, prefix) = name.decompose();
    prefix.is_none_or(|prefix| is_name(prefix.into_inner())) && is_name(local.into_inner())
}

/// Whether the bytes are a name without a colon (XML 1.0, section 2.3).
fn is_name(name: &[u8]) -> bool {
    let Ok(name) = std::str::from_utf8(name) else { return false };
    name.starts_with(is_name_start)
        && name.chars().all(|character| is_name_start(character) || is_name_rest(character))
}

fn is_name_start(character: char) -> bool {
    matches!(character,
        'A'..='Z' | 'a'..='z' | '_'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}'
        | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

fn is_name_rest(character: char) -> bool {
    matches!(character,
        '0'..='9' | '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Whether markup has U+FFFE or U+FFFF, which are no characters of XML (section 2.2). In a text they are
/// read, as U+FFFD is.
pub(crate) fn has_no_character(markup: &[u8]) -> bool {
    markup.windows(3).any(|bytes| matches!(bytes, [0xef, 0xbf, 0xbe | 0xbf]))
}

/// Checks a processing instruction. `<?XML ...?>` is a declaration in another case, and reserved.
pub(crate) fn instruction(target: &[u8], content: &[u8]) -> Result<(), &'static str> {
    if has_no_character(content) {
        return Err("has an invalid character");
    }
    if target.eq_ignore_ascii_case(b"xml") {
        return Err("has a misplaced declaration");
    }
    is_name(target).then_some(()).ok_or("has an invalid name")
}

/// Checks the declaration of a document: its version, and optionally its encoding and `standalone`, in
/// this order.
pub(crate) fn declaration(content: &[u8]) -> Result<(), &'static str> {
    const PROBLEM: &str = "has an invalid declaration";
    const NAMES: [&str; 3] = ["version", "encoding", "standalone"];
    let content = std::str::from_utf8(content).map_err(|_| PROBLEM)?;
    let mut rest = NAMES.iter();
    for (number, attribute) in Attributes::new(content, 3).enumerate() {
        let attribute = attribute.map_err(|_| PROBLEM)?;
        let name = rest.find(|name| name.as_bytes() == attribute.key.as_ref()).ok_or(PROBLEM)?;
        let is_valid = match *name {
            "version" => is_version(&attribute.value),
            // The version is the first.
            _ if number == 0 => false,
            "encoding" => is_encoding(&attribute.value),
            _ => matches!(&*attribute.value, b"yes" | b"no"),
        };
        if !is_valid || !follows_blank(content.as_bytes(), attribute.key) {
            return Err(PROBLEM);
        }
    }
    if rest.len() == NAMES.len() { Err(PROBLEM) } else { Ok(()) }
}

/// Any version 1, as XML 1.0 requires (section 2.8).
fn is_version(version: &[u8]) -> bool {
    let minor = version.strip_prefix(b"1.").unwrap_or_default();
    !minor.is_empty() && minor.iter().all(u8::is_ascii_digit)
}

fn is_encoding(name: &[u8]) -> bool {
    name.first().is_some_and(u8::is_ascii_alphabetic)
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte))
}
